//! Which device or mapping a word on the command line means. A word that fits several is an error that lists them.

use std::collections::{BTreeSet, HashSet};
use std::ops::ControlFlow;

use futures::future::join_all;

use super::connect::Services;
use super::print;
use crate::domain::failure::Result;
use crate::domain::roster::Page;
use crate::domain::{Device, DeviceKey, Endpoint, Failure, Imsi, Kind, Mapping, SimId};
use crate::gateway::{Listing, Lookup, Soracom};
use crate::say;

/// More SIMs than this are listed rather than looked up one by one.
const WORTH_A_LIST: usize = 100;

/// The device that a SIM ID, IMSI or name means.
pub async fn device(soracom: &dyn Soracom, word: &str) -> Result<Device> {
    // names are shown without the blanks around them
    let word = word.trim();
    if word.is_empty() {
        // an unset variable of a script, say: it must not mean the SIM that has no name
        return Err(Failure::invalid(say::told::names_nothing()).advise(say::told::which_device()));
    }
    let digits = word.bytes().all(|b| b.is_ascii_digit());
    if digits && (18..=22).contains(&word.len()) {
        match soracom.device(&SimId(word.to_owned())).await {
            Err(failure) if matches!(failure.kind, Kind::Missing | Kind::Forbidden) => {}
            found => return found,
        }
    }
    let lookup = match digits && (14..=15).contains(&word.len()) {
        true => Lookup::Imsi(Imsi(word.to_owned())),
        false => Lookup::Name(word.to_owned()),
    };
    choose(word, candidates(soracom, &lookup, word).await?)
}

/// Asks the search; where that is not permitted, not possible for this word, or finds nothing, lists all.
async fn candidates(soracom: &dyn Soracom, lookup: &Lookup, word: &str) -> Result<Vec<Device>> {
    let searchable = word.chars().count() >= 2 && !word.contains(',');
    if searchable {
        match soracom.find(lookup).await {
            Ok(found) if found.iter().any(|device| is_meant(device, word)) => return Ok(found),
            Err(failure) if !matches!(failure.kind, Kind::Forbidden | Kind::Missing | Kind::Invalid) => return Err(failure),
            _ => {}
        }
    }
    all_devices(soracom).await
}

/// Every SIM, each once.
pub async fn all_devices(soracom: &dyn Soracom) -> Result<Vec<Device>> {
    let mut all: Vec<Device> = Vec::new();
    let mut seen = HashSet::new();
    let mut take = |page: Page| {
        all.extend(page.devices().filter(|device| seen.insert(device.sim_id.clone())));
        ControlFlow::Continue(())
    };
    soracom.devices(Listing::All, &mut take).await?;
    Ok(all)
}

fn is_meant(device: &Device, word: &str) -> bool {
    device.sim_id.0 == word || device.has_imsi(&Imsi(word.to_owned())) || device.name.to_lowercase() == word.to_lowercase()
}

/// An exact name wins over one that differs in case; a part of a name is not enough to open a door.
fn choose(word: &str, devices: Vec<Device>) -> Result<Device> {
    let near: Vec<String> = devices
        .iter()
        .filter(|device| close(device, word))
        .take(5)
        .map(describe)
        .collect();
    let meant: Vec<Device> = devices.into_iter().filter(|device| is_meant(device, word)).collect();
    let exact: Vec<Device> = meant
        .iter()
        .filter(|device| device.name == word || device.sim_id.0 == word || device.has_imsi(&Imsi(word.to_owned())))
        .cloned()
        .collect();
    let mut meant = if exact.is_empty() { meant } else { exact };
    match meant.len() {
        1 => Ok(meant.remove(0)),
        0 if near.is_empty() => Err(Failure::new(Kind::Missing, say::told::no_device(word)).advise(say::told::see_devices())),
        0 => Err(Failure::new(Kind::Missing, say::told::no_device(word)).advise(say::told::meant(near.join(", ")))),
        several => {
            let list: Vec<String> = meant.iter().map(describe).collect();
            Err(Failure::invalid(say::told::several_devices(several, word, list.join(", "))).advise(say::told::which_device()))
        }
    }
}

fn close(device: &Device, word: &str) -> bool {
    !device.name.is_empty()
        && (device.name.to_lowercase().contains(&word.to_lowercase()) || strsim::jaro_winkler(&device.name, word) > 0.9)
}

fn describe(device: &Device) -> String {
    match &device.imsi {
        Some(imsi) => say::told::device_with_imsi(device.label(), &device.sim_id, imsi),
        None => say::told::device(device.label(), &device.sim_id),
    }
}

/// The live mapping that a word means, and its device.
pub async fn live_mapping(services: &Services, word: &str) -> Result<(Mapping, Device)> {
    let soracom = &*services.access.soracom;
    let mut mappings = soracom.mappings().await?;
    let now = services.access.clock.now();
    mappings.retain(|mapping| !mapping.is_over(now));
    let (mapping, device) = mapping(services, &mappings, word).await?;
    let device = match (device, &mapping.sim_id, &mapping.imsi) {
        (Some(device), _, _) => device,
        (None, Some(sim_id), _) => match soracom.device(sim_id).await {
            // the id is all that is needed
            Err(failure) if failure.kind == Kind::Forbidden => Device {
                sim_id: sim_id.clone(),
                ..Device::default()
            },
            found => found?,
        },
        (None, None, Some(imsi)) => device_of_imsi(soracom, imsi).await?,
        (None, None, None) => {
            let message = say::told::names_no_device(mapping.endpoint);
            return Err(Failure::invalid(message).advise(say::told::open_anew()));
        }
    };
    Ok((mapping, device))
}

async fn device_of_imsi(soracom: &dyn Soracom, imsi: &Imsi) -> Result<Device> {
    let found = soracom.find(&Lookup::Imsi(imsi.clone())).await?;
    let theirs = found.into_iter().find(|device| device.has_imsi(imsi));
    theirs.ok_or_else(|| Failure::new(Kind::Missing, say::told::no_imsi(imsi)))
}

/// Those of these that stand for devices of this account, on the ports of its apps. Where the SIMs may not be listed, none.
pub async fn own_keys(services: &Services, keys: HashSet<DeviceKey>) -> HashSet<DeviceKey> {
    if keys.is_empty() {
        return keys;
    }
    let devices = match all_devices(&*services.access.soracom).await {
        Ok(devices) => devices,
        Err(failure) => {
            print::note(&say::told::unnamed_devices(failure.with_advice()));
            return HashSet::new();
        }
    };
    let mut ports: Vec<u16> = services.apps.iter().map(|app| app.port).collect();
    ports.push(services.app.port);
    let ways = devices
        .iter()
        .flat_map(|device| ports.iter().map(|port| DeviceKey::new(&device.sim_id.0, *port)));
    ways.filter(|key| keys.contains(key)).collect()
}

/// The first page of devices, which are all that there are where there are few. Without them the ones that matter are looked up.
pub async fn first_devices(soracom: &dyn Soracom) -> Vec<Device> {
    let mut first = Vec::new();
    let mut take = |page: Page| {
        first = page.devices().collect();
        ControlFlow::Break(())
    };
    match soracom.devices(Listing::All, &mut take).await {
        Ok(()) => first,
        Err(_) => Vec::new(),
    }
}

/// The devices that these mappings lead to, of which some are known.
pub async fn devices_behind(soracom: &dyn Soracom, mappings: &[Mapping], known: Vec<Device>) -> Vec<Device> {
    let sims = mappings.iter().filter_map(|mapping| mapping.sim_id.as_ref()).collect();
    let by_imsi = mappings.iter().filter(|mapping| mapping.sim_id.is_none());
    let imsis = by_imsi.filter_map(|mapping| mapping.imsi.as_ref()).collect();
    devices_of(soracom, sims, imsis, known).await
}

/// The devices of these SIMs and subscribers, of which some are known. One that cannot be had stays an id, and why is said once.
pub async fn devices_of(
    soracom: &dyn Soracom,
    mut sims: BTreeSet<&SimId>,
    mut imsis: BTreeSet<&Imsi>,
    mut known: Vec<Device>,
) -> Vec<Device> {
    sims.retain(|sim_id| known.iter().all(|device| device.sim_id != **sim_id));
    imsis.retain(|imsi| known.iter().all(|device| !device.has_imsi(imsi)));
    if sims.len() + imsis.len() > WORTH_A_LIST {
        match all_devices(soracom).await {
            Ok(all) => return all,
            Err(failure) => print::note(&say::told::unnamed_devices(failure.with_advice())),
        }
        return known;
    }
    let by_sim = join_all(sims.into_iter().map(|sim_id| soracom.device(sim_id)));
    let by_imsi = join_all(imsis.into_iter().map(|imsi| device_of_imsi(soracom, imsi)));
    let (by_sim, by_imsi) = futures::join!(by_sim, by_imsi);
    let (found, failed): (Vec<_>, Vec<_>) = by_sim.into_iter().chain(by_imsi).partition(Result::is_ok);
    // a SIM that is gone has no name any more
    let mut failures = failed.into_iter().filter_map(Result::err);
    if let Some(failure) = failures.find(|failure| failure.kind != Kind::Missing) {
        print::note(&say::told::unnamed_devices(failure.with_advice()));
    }
    known.extend(found.into_iter().flatten());
    known
}

/// The mapping that HOST:PORT means, or a device that has exactly one; and its device where that was looked up.
pub async fn mapping(services: &Services, mappings: &[Mapping], word: &str) -> Result<(Mapping, Option<Device>)> {
    if let Ok(endpoint) = word.parse::<Endpoint>() {
        let found = mappings.iter().find(|mapping| mapping.is_at(&endpoint));
        return found
            .cloned()
            .map(|mapping| (mapping, None))
            .ok_or_else(|| Failure::new(Kind::Missing, say::told::no_mapping_at(endpoint)).advise(say::told::see_mappings()));
    }
    let (device, unlisted) = match device(&*services.access.soracom, word).await {
        Ok(device) => (Some(device), None),
        // a mapping names its SIM, or its IMSI, whether that is listed or not
        Err(failure) if failure.kind == Kind::Missing => (None, Some(failure)),
        Err(failure) => return Err(failure),
    };
    let now = services.access.clock.now();
    let theirs = mappings.iter().filter(|mapping| match &device {
        Some(device) => mapping.is_for(device),
        None => mapping.device_id() == word,
    });
    let (over, live): (Vec<&Mapping>, Vec<&Mapping>) = theirs.partition(|mapping| mapping.is_over(now));
    let described = device.as_ref().map_or_else(|| word.to_owned(), describe);
    match (if live.is_empty() { over } else { live }).as_slice() {
        [only] => Ok(((*only).clone(), device)),
        [] => Err(unlisted.unwrap_or_else(|| {
            let told = say::unavailable::nothing_open_to(described);
            Failure::new(Kind::Missing, told).advise(say::told::see_mappings())
        })),
        several => {
            let list: Vec<String> = several.iter().map(|mapping| mapping.endpoint.to_string()).collect();
            let told = say::told::several_mappings(described, several.len(), list.join(", "));
            Err(Failure::invalid(told).advise(say::told::which_mapping()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str, sim: &str) -> Device {
        Device {
            name: name.into(),
            sim_id: SimId(sim.into()),
            ..Device::default()
        }
    }

    #[test]
    fn a_name_that_fits_several_lists_them() {
        let failure = choose("kiosk", vec![named("kiosk", "1"), named("kiosk", "2")]).unwrap_err();
        assert!(
            failure.message.contains("SIM 1") && failure.message.contains("SIM 2"),
            "{failure}"
        );
        assert_eq!(failure.kind, Kind::Invalid);
    }

    #[test]
    fn a_part_of_a_name_opens_nothing_but_is_suggested() {
        let failure = choose("kio", vec![named("kiosk-1", "1")]).unwrap_err();
        assert_eq!(failure.kind, Kind::Missing);
        assert!(failure.advice.contains("kiosk-1"), "{}", failure.advice);
    }

    #[test]
    fn case_matters_only_where_it_tells_devices_apart() {
        assert_eq!(choose("KIOSK", vec![named("kiosk", "1")]).unwrap().sim_id.0, "1");
        assert_eq!(
            choose("kiosk", vec![named("Kiosk", "1"), named("kiosk", "2")])
                .unwrap()
                .sim_id
                .0,
            "2"
        );
    }
}
