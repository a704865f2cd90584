//! `naptop devices`

use std::process::ExitCode;

use super::args::{Args, Devices};
use super::connect::Services;
use super::print::{self, CommandFailure};
use super::table::Titles;
use super::{connect, find, json, progress};
use crate::domain::Filter;
use crate::domain::column::{DeviceColumn, DeviceRow};

/// Lists the devices.
pub async fn run(args: &Args, wanted: &Devices) -> Result<ExitCode, CommandFailure> {
    connect::with(args, async |services| list(wanted, services).await).await
}

async fn list(wanted: &Devices, services: &Services) -> Result<ExitCode, CommandFailure> {
    let soracom = &*services.access.soracom;
    progress::doing("listing devices");
    let (devices, groups, mappings) = futures::join!(find::all_devices(soracom), soracom.groups(), soracom.mappings());
    let devices = devices?;
    let groups = groups.unwrap_or_else(|failure| {
        print::note(&format!("groups are shown by id: {}", failure.with_advice()));
        Default::default()
    });
    let mappings = mappings
        .inspect_err(|failure| print::note(&format!("mappings are not counted: {}", failure.with_advice())))
        .ok();
    let now = services.access.clock.now();
    let count = |device| {
        let live = |mapping: &&crate::domain::Mapping| mapping.is_for(device) && !mapping.is_over(now);
        mappings.as_ref().map(|mappings| mappings.iter().filter(live).count())
    };
    let filter = Filter::parse::<DeviceRow<'_>>(wanted.filter.as_deref().unwrap_or(""));
    let mut rows: Vec<DeviceRow<'_>> = devices
        .iter()
        .filter(|device| !wanted.online || device.is_online())
        .map(|device| {
            let id = device.group_id.as_deref().unwrap_or("");
            let group = groups.get(id).map_or(id, |name| name);
            DeviceRow {
                device,
                group,
                mappings: count(device).unwrap_or(0),
            }
        })
        .filter(|row| filter.matches(row))
        .collect();
    rows.sort_by(|a, b| DeviceColumn::Name.order(a, b));
    if wanted.json {
        let mapped = |row: &DeviceRow<'_>| mappings.as_ref().map(|_| row.mappings);
        let documents = rows
            .iter()
            .map(|row| json::DeviceJson::new(row.device, row.group, mapped(row), now));
        return print::done(print::json_list(&documents.collect::<Vec<_>>()));
    }
    let cells = rows.iter().map(|row| {
        let device = row.device;
        vec![
            device.presence.word().to_owned(),
            device.name.clone(),
            row.group.to_owned(),
            device.imsi.as_ref().map(ToString::to_string).unwrap_or_default(),
            device.ip.clone().unwrap_or_default(),
            mappings.as_ref().map_or_else(|| "?".into(), |_| row.mappings.to_string()),
            device.status.clone(),
            device.sim_id.to_string(),
        ]
    });
    const TITLES: Titles = &[
        ("SESSION", 1),
        ("NAME", 2),
        ("GROUP", 5),
        ("IMSI", 1),
        ("IP", 3),
        ("OPEN", 1),
        ("STATUS", 4),
        ("SIM ID", 6),
    ];
    print::done(print::table(TITLES, &cells.collect::<Vec<_>>()))
}
