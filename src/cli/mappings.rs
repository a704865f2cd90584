//! `naptop mappings`

use std::process::ExitCode;

use super::args::{Args, Format, Mappings};
use super::connect::Services;
use super::print::{self, CommandFailure};
use super::table::Titles;
use super::{connect, find, json, progress};
use crate::domain::column::{AccessColumn, AccessRow};
use crate::domain::export;
use crate::domain::filter::Fields;
use crate::domain::record::{Loose, Record};
use crate::domain::{Device, Filter, Mapping};
use crate::say::{self, tables};
use crate::ui::access::who;
use crate::ui::text::inert;

/// Lists the mappings, whoever opened them.
pub async fn run(args: &Args, wanted: &Mappings) -> Result<ExitCode, CommandFailure> {
    connect::with(args, async |services| list(wanted, services).await).await
}

async fn list(wanted: &Mappings, services: &Services) -> Result<ExitCode, CommandFailure> {
    progress::doing(say::told::listing_mappings());
    let soracom = &*services.access.soracom;
    let (mappings, known) = futures::join!(soracom.mappings(), find::first_devices(soracom));
    let mappings = mappings?;
    let devices = find::devices_behind(soracom, &mappings, known).await;
    let (history, loose) = services.access.reconcile(&mappings).await;
    for Loose {
        endpoint,
        told,
        revoking,
    } in &loose
    {
        let remedy = match revoking {
            true => say::told::finish_revoking(endpoint),
            false => say::told::finish_or_revoke(endpoint),
        };
        print::notes([told, &remedy].map(String::as_str));
    }
    if let Some(trouble) = &history.trouble {
        print::note(trouble);
    }
    let alarm = |mapping: &Mapping| mapping.sources_alarm(&history.record_of(mapping)?.intent.sources);
    for alarm in mappings.iter().filter_map(alarm) {
        print::note(&alarm);
    }
    let now = services.access.clock.now();
    let filter = Filter::parse::<AccessRow<'_>>(wanted.filter.as_deref().unwrap_or(""));
    print::note_unknown_column(&filter, AccessRow::COLUMNS);
    let mut rows: Vec<(AccessRow<'_>, Option<&Device>, Option<&Record>)> = mappings
        .iter()
        .map(|mapping| {
            let device = devices.iter().find(|device| mapping.is_for(device));
            let record = history.record_of(mapping);
            let imsi = device.and_then(|device| device.imsi.as_ref());
            let row = AccessRow {
                mapping,
                label: device.map_or_else(|| mapping.device_id(), Device::label),
                sim_id: device.map_or_else(|| mapping.sim_id_or_empty(), |device| &device.sim_id.0),
                imsi: mapping.imsi_or(imsi.map(|imsi| imsi.0.as_str())),
                opened_by: record.map(|record| record.intent.operator.as_str()),
                reason: record.and_then(|record| record.intent.reason.as_deref()),
                over: mapping.is_over(now),
            };
            (row, device, record)
        })
        .filter(|(row, ..)| (!wanted.expired || row.over) && filter.matches(row))
        .collect();
    rows.sort_by(|a, b| AccessColumn::Left.order(&a.0, &b.0));
    if wanted.json {
        let documents = rows
            .iter()
            .map(|(row, device, record)| json::MappingJson::new(row.mapping, *device, *record, now));
        return print::done(print::json_list(&documents.collect::<Vec<_>>()));
    }
    if let Some(format) = wanted.format {
        let ssh = |row: &AccessRow<'_>| wanted.filter.is_some() || row.mapping.device_port == export::SSH_PORT;
        let rows = rows.into_iter().map(|(row, ..)| row);
        let text = match format {
            Format::Csv => export::csv(rows),
            Format::SshConfig => export::ssh_config(rows.filter(ssh)),
        };
        let lines: Vec<_> = text.lines().map(inert).collect();
        return print::done(print::list(&lines.join("\n")));
    }
    let cells = rows.iter().map(|(row, ..)| {
        vec![
            row.label.to_owned(),
            row.mapping.endpoint.to_string(),
            row.mapping.device_port.to_string(),
            row.mapping.time_left(now),
            row.mapping.sources.join(","),
            who(row.opened_by, row.reason),
        ]
    });
    const TITLES: Titles = &[
        (tables::device, 2),
        (tables::endpoint, 1),
        (tables::port, 1),
        (tables::left, 1),
        (tables::sources, 4),
        (tables::who_and_why, 3),
    ];
    print::done(print::table(TITLES, &cells.collect::<Vec<_>>()))
}
