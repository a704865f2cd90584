//! A `Sim` as SORACOM sends it, made a [`Device`]. The keys in it are left behind.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, SeqAccess, Visitor};
use serde_json::Value;

use super::loose::{Members, Object, Scalar};
use crate::domain::Device;
use crate::domain::device::Presence;
use crate::domain::roster::{ListedSim, Page};
use crate::soracom::lenient;

const ARC_PLAN: &str = "planArc01";

/// The parts of a `Sim` that are looked at.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
struct Sim<'a> {
    sim_id: Scalar<'a>,
    r#type: Scalar<'a>,
    module_type: Scalar<'a>,
    status: Scalar<'a>,
    group_id: Scalar<'a>,
    tags: Members<'a, Scalar<'a>>,
    active_profile_id: Scalar<'a>,
    profiles: Members<'a, Object<Profile<'a>>>,
    session_status: Object<SessionStatus<'a>>,
    previous_session: Object<PreviousSession<'a>>,
    arc_session_status: Object<ArcSessionStatus<'a>>,
    last_port_mapping_created_time: Scalar<'a>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
struct Profile<'a> {
    primary_imsi: Scalar<'a>,
    subscribers: Members<'a, Object<Subscription<'a>>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, bound(deserialize = "'de: 'a"))]
struct Subscription<'a> {
    imsi: Scalar<'a>,
    subscription: Scalar<'a>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
struct SessionStatus<'a> {
    online: Scalar<'a>,
    imsi: Scalar<'a>,
    subscription: Scalar<'a>,
    ue_ip_address: Scalar<'a>,
    last_updated_at: Scalar<'a>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
struct PreviousSession<'a> {
    imsi: Scalar<'a>,
    deleted_time: Scalar<'a>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
struct ArcSessionStatus<'a> {
    arc_client_peer_ip_address: Scalar<'a>,
    last_updated_at: Scalar<'a>,
}

/// The devices of a page; one that cannot be read is left out. None where it is no list.
pub(in crate::soracom) fn devices(body: &[u8]) -> serde_json::Result<Page> {
    // looked over once for being UTF-8, not text by text
    let mut from = serde_json::Deserializer::from_str(std::str::from_utf8(body).unwrap_or_default());
    match from.deserialize_seq(Sims).and_then(|page| from.end().map(|()| page)) {
        Ok(page) => Ok(page),
        Err(_) => lenient::json(body)?.deserialize_seq(Sims),
    }
}

/// The device that a SIM is; none without a SIM ID.
pub(in crate::soracom) fn device(sim: &Value) -> Option<Device> {
    let sim = Sim::deserialize(sim).ok()?;
    Page::from_iter([made(&sim)?]).devices().next()
}

/// Packs SIM after SIM, so that no more than one is at hand unpacked.
struct Sims;

impl<'de> Visitor<'de> for Sims {
    type Value = Page;

    fn visit_seq<A: SeqAccess<'de>>(self, mut sims: A) -> Result<Page, A::Error> {
        let (mut page, mut left_out) = (Page::default(), 0_usize);
        while let Some(sim) = sims.next_element::<Object<Sim<'de>>>()? {
            match sim.0.as_ref().and_then(made) {
                Some(device) => page.add(&device),
                None => left_out += 1,
            }
        }
        if left_out > 0 {
            tracing::warn!(left_out, "some devices of a page could not be read");
        }
        Ok(page)
    }

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a list of SIMs")
    }
}

fn made<'a>(sim: &'a Sim<'_>) -> Option<ListedSim<'a>> {
    let session = sim.session_status.0.as_ref();
    let previous = sim.previous_session.0.as_ref();
    let arc_session = sim.arc_session_status.0.as_ref();
    let session_imsi = session.and_then(|session| session.imsi.text());
    let subscribers = subscribers(sim);
    let imsi = imsi(sim, session_imsi.clone(), &subscribers);
    let is_virtual = [&sim.r#type, &sim.module_type]
        .iter()
        .any(|kind| kind.as_str() == Some("virtual"));
    let plan_of = |imsi: &Text<'a>| {
        let one = subscribers.iter().find(|one| one.imsi == *imsi)?;
        one.plan.clone()
    };
    let mut imsis: Vec<Text<'a>> = subscribers.iter().map(|one| one.imsi.clone()).collect();
    let previous_imsi = previous.and_then(|session| session.imsi.text());
    for other in [session_imsi, previous_imsi].into_iter().flatten() {
        if !imsis.contains(&other) {
            imsis.push(other);
        }
    }
    let has_plan = |of_arc| {
        subscribers
            .iter()
            .any(|one| one.plan.as_deref().is_some_and(|plan| (plan == ARC_PLAN) == of_arc))
    };
    Some(ListedSim {
        sim_id: sim.sim_id.text()?,
        name: name(sim).unwrap_or_default(),
        status: sim.status.text().unwrap_or_default(),
        group_id: sim.group_id.text(),
        presence: presence(sim, is_virtual),
        last_seen: session
            .and_then(|session| session.last_updated_at.millis())
            .or_else(|| arc_session?.last_updated_at.millis())
            .or_else(|| previous?.deleted_time.millis()),
        ip: session
            .and_then(|session| session.ue_ip_address.text())
            .or_else(|| arc_session?.arc_client_peer_ip_address.text()),
        subscription: session
            .and_then(|session| session.subscription.text())
            .or_else(|| imsi.as_ref().and_then(plan_of)),
        module: sim.module_type.text().or_else(|| sim.r#type.text()),
        air: !is_virtual || has_plan(false),
        arc: is_virtual || sim.arc_session_status.0.is_some() || has_plan(true),
        last_mapping_at: sim.last_port_mapping_created_time.millis(),
        tags: tags(sim),
        imsi,
        imsis,
    })
}

type Text<'a> = Cow<'a, str>;

/// A subscriber of one of the SIM's profiles.
struct Subscriber<'a> {
    imsi: Text<'a>,
    plan: Option<Text<'a>>,
}

fn subscribers<'a>(sim: &'a Sim<'_>) -> Vec<Subscriber<'a>> {
    let mut found: Vec<Subscriber<'a>> = Vec::new();
    let profiles = sim.profiles.0.iter().filter_map(|(_, profile)| profile.0.as_ref());
    for (key, subscriber) in profiles.flat_map(|profile| &profile.subscribers.0) {
        let subscriber = subscriber.0.as_ref();
        let named = subscriber.and_then(|one| one.imsi.text());
        let Some(imsi) = named.or_else(|| super::cleaned(key)) else {
            continue;
        };
        if found.iter().all(|one| one.imsi != imsi) {
            let plan = subscriber.and_then(|one| one.subscription.text());
            found.push(Subscriber { imsi, plan });
        }
    }
    found
}

/// The IMSI in use, else the active profile's primary one, else the first.
fn imsi<'a>(sim: &'a Sim<'_>, in_use: Option<Text<'a>>, subscribers: &[Subscriber<'a>]) -> Option<Text<'a>> {
    let active = || {
        let id = sim.active_profile_id.as_str()?;
        let (_, profile) = sim.profiles.0.iter().find(|(key, _)| key == id)?;
        profile.0.as_ref()?.primary_imsi.text()
    };
    in_use
        .or_else(active)
        .or_else(|| subscribers.first().map(|one| one.imsi.clone()))
}

fn presence(sim: &Sim<'_>, is_virtual: bool) -> Presence {
    let session = sim.session_status.0.as_ref();
    let online = session.and_then(|session| session.online.flag());
    // How `online` behaves for a SIM that has Arc alone is not documented; where it is missing, Arc's own status tells.
    let had_session = session.is_some() && !(is_virtual && online.is_none());
    if online == Some(true) {
        Presence::Online
    } else if had_session || sim.previous_session.0.is_some() || sim.arc_session_status.0.is_some() {
        Presence::Offline
    } else {
        Presence::Never
    }
}

fn name<'a>(sim: &'a Sim<'_>) -> Option<Text<'a>> {
    let (_, name) = sim.tags.0.iter().find(|(key, _)| key == "name")?;
    name.text()
}

/// In the order of their names; of two with one name the last.
fn tags<'a>(sim: &'a Sim<'_>) -> Vec<(Text<'a>, Text<'a>)> {
    let named = |key: &'a str| match key.contains(char::is_control) {
        false => Cow::Borrowed(key),
        true => key.replace(char::is_control, " ").into(),
    };
    let others = sim.tags.0.iter().rev().filter(|(key, _)| key != "name");
    let mut tags: Vec<_> = others.filter_map(|(key, value)| Some((named(key), value.text()?))).collect();
    tags.sort_by(|(a, _), (b, _)| a.cmp(b));
    tags.dedup_by(|(later, _), (first, _)| later == first);
    tags
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Imsi;
    use serde_json::json;

    fn air() -> Value {
        json!({
            "simId": "8981100000000000001", "status": "active", "type": "uicc", "moduleType": "nano", "groupId": null,
            "tags": { "name": "kiosk-1", "site": "Tokyo", "odd": { "a": 1 }, "floor": 3 },
            "activeProfileId": "p2", "lastPortMappingCreatedTime": 1_767_225_600_000.0, "unheardOf": [1],
            "profiles": {
                "p1": { "primaryImsi": "1", "subscribers": { "1": { "imsi": "1", "subscription": "plan01s" } } },
                "p2": { "primaryImsi": "2", "subscribers": { "2": { "subscription": "plan-D" } },
                        "arcClientPeerPrivateKey": "TOPSECRET" },
            },
            "sessionStatus": { "online": true, "ueIpAddress": "10.0.0.1", "imsi": "3", "lastUpdatedAt": 1_767_225_600_000_i64 },
            "previousSession": { "imsi": "1" },
        })
    }

    #[test]
    fn a_cellular_device() {
        let device = device(&air()).unwrap();
        assert_eq!(device.imsi, Some(Imsi("3".into())));
        let imsis: Vec<&str> = device.imsis.iter().map(|imsi| imsi.0.as_str()).collect();
        assert_eq!(imsis, ["1", "2", "3"]);
        assert_eq!(device.presence, Presence::Online);
        assert_eq!(device.ip.as_deref(), Some("10.0.0.1"));
        assert_eq!((device.air, device.arc), (true, false));
        assert_eq!(device.tags.len(), 2);
        assert_eq!(device.tags["floor"], "3");
        assert!(device.last_mapping_at.is_some() && device.last_seen.is_some());
        assert!(!format!("{device:?}").contains("TOPSECRET"));
    }

    #[test]
    fn the_primary_imsi_of_the_active_profile_when_offline() {
        let mut sim = air();
        sim["sessionStatus"] = json!({ "online": false, "imsi": null, "ueIpAddress": null });
        let device = device(&sim).unwrap();
        assert_eq!(device.imsi, Some(Imsi("2".into())));
        assert_eq!(device.subscription.as_deref(), Some("plan-D"));
        assert_eq!(device.presence, Presence::Offline);
    }

    #[test]
    fn a_sim_that_never_connected() {
        let device = device(&json!({ "simId": 8_981_100_000_000_000_001_u64, "sessionStatus": null, "tags": null })).unwrap();
        assert_eq!(device.presence, Presence::Never);
        assert_eq!((device.name.as_str(), device.air), ("", true));
        assert_eq!(super::device(&json!({ "tags": {} })), None);
    }

    #[test]
    fn a_virtual_sim_has_arc_alone_and_tells_its_presence_by_it() {
        let mut sim = json!({
            "simId": "1", "type": "virtual",
            "profiles": { "p": { "subscribers": { "999990000000001": { "subscription": "planArc01" } } } },
            "sessionStatus": {},
        });
        let never = device(&sim).unwrap();
        assert_eq!((never.air, never.arc, never.presence), (false, true, Presence::Never));
        sim["arcSessionStatus"] = json!({ "arcClientPeerIpAddress": "10.1.0.1", "lastUpdatedAt": 1_767_225_600_000_i64 });
        let offline = device(&sim).unwrap();
        assert_eq!(offline.presence, Presence::Offline);
        assert_eq!(offline.ip.as_deref(), Some("10.1.0.1"));
        sim["sessionStatus"] = json!({ "online": true });
        assert_eq!(device(&sim).unwrap().presence, Presence::Online);
    }

    #[test]
    fn a_sim_with_both() {
        let mut sim = air();
        sim["profiles"]["p1"]["subscribers"]["9"] = json!({ "imsi": "9", "subscription": "planArc01" });
        let device = device(&sim).unwrap();
        assert_eq!((device.air, device.arc), (true, true));
    }
}
