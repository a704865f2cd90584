//! `naptop mappings`

use std::process::ExitCode;

use super::args::{Args, Mappings};
use super::connect::Services;
use super::print::CommandFailure;
use super::{connect, json, print};
use crate::domain::column::{AccessColumn, AccessRow};
use crate::domain::{Device, Filter, Mapping};
use crate::gateway::{Lookup, Soracom};

/// Lists the mappings, whoever opened them.
pub async fn run(args: &Args, wanted: &Mappings) -> Result<ExitCode, CommandFailure> {
    connect::with(args, async |services| list(wanted, services).await).await
}

async fn list(wanted: &Mappings, services: &Services) -> Result<ExitCode, CommandFailure> {
    let mappings = services.access.soracom.mappings().await?;
    let devices = devices_of(&*services.access.soracom, &mappings).await;
    let now = services.access.clock.now();
    let filter = Filter::parse::<AccessRow<'_>>(wanted.filter.as_deref().unwrap_or(""));
    let mut rows: Vec<AccessRow<'_>> = mappings
        .iter()
        .map(|mapping| {
            let device = devices.iter().find(|device| mapping.is_for(device));
            AccessRow {
                mapping,
                label: device.map_or_else(|| mapping.device_id(), Device::label),
                device,
                opened_by: None,
                reason: None,
                over: mapping.is_over(now),
            }
        })
        .filter(|row| (!wanted.expired || row.over) && filter.matches(row))
        .collect();
    rows.sort_by(|a, b| AccessColumn::Left.order(a, b));
    if wanted.json {
        print::json(
            &rows
                .iter()
                .map(|row| json::MappingJson::new(row.mapping, row.device, now))
                .collect::<Vec<_>>(),
        )?;
    } else {
        let cells = rows.iter().map(|row| {
            vec![
                row.label.to_owned(),
                row.mapping.endpoint.to_string(),
                row.mapping.device_port.to_string(),
                row.mapping.sources.join(","),
                row.mapping.time_left(now),
            ]
        });
        print::table(&["DEVICE", "ENDPOINT", "PORT", "SOURCES", "LEFT"], &cells.collect::<Vec<_>>())?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The devices that the mappings lead to, each asked for once and at the same time. One that cannot be had stays an id.
async fn devices_of(soracom: &dyn Soracom, mappings: &[Mapping]) -> Vec<Device> {
    let sims: std::collections::BTreeSet<_> = mappings.iter().filter_map(|mapping| mapping.sim_id.as_ref()).collect();
    let imsis: std::collections::BTreeSet<_> = mappings
        .iter()
        .filter(|mapping| mapping.sim_id.is_none())
        .filter_map(|mapping| mapping.imsi.as_ref())
        .collect();
    let by_sim = futures::future::join_all(sims.into_iter().map(|sim_id| soracom.device(sim_id)));
    let by_imsi = futures::future::join_all(
        imsis
            .into_iter()
            .map(|imsi| async move { soracom.find(&Lookup::Imsi(imsi.clone())).await }),
    );
    let (by_sim, by_imsi) = futures::join!(by_sim, by_imsi);
    by_sim
        .into_iter()
        .flatten()
        .chain(by_imsi.into_iter().flatten().flatten())
        .collect()
}
