//! `naptop audit`

use std::process::ExitCode;

use jiff::SignedDuration;

use super::args::{Args, Audit};
use super::connect::Services;
use super::print::{self, CommandFailure};
use super::table::Titles;
use super::{connect, find, json, progress};
use crate::domain::audit::AuditEntry;
use crate::domain::failure::Result;
use crate::domain::{Device, Failure};
use crate::say::{self, tables};
use crate::ui::access::who;

/// Tells who came through mappings, and what became of those, newest first.
pub async fn run(args: &Args, wanted: &Audit) -> Result<ExitCode, CommandFailure> {
    connect::with(args, async |services| list(wanted, services).await).await
}

async fn list(wanted: &Audit, services: &Services) -> Result<ExitCode, CommandFailure> {
    let soracom = &*services.access.soracom;
    progress::doing(say::told::reading_audit());
    let device = match &wanted.device {
        Some(word) => Some(find::device(soracom, word).await?),
        None => None,
    };
    // the first call brings the service's time
    soracom.sign_in().await?;
    let since = SignedDuration::from_secs(wanted.since.as_secs().into());
    let since = services
        .access
        .clock
        .now()
        .checked_sub(since)
        .map_err(|_| Failure::invalid(say::told::longer_than_log(wanted.since)))?;
    let (entries, devices) = match device {
        Some(device) => (of_device(services, &device, since).await?, vec![device]),
        None => {
            let entries = services.access.audit(None, since).await?;
            let imsis = entries.iter().filter_map(|entry| entry.imsi.as_ref()).collect();
            let devices = find::devices_of(soracom, Default::default(), imsis, Vec::new()).await;
            (entries, devices)
        }
    };
    let device_of = |entry: &AuditEntry| {
        let imsi = entry.imsi.as_ref()?;
        devices.iter().find(|device| device.has_imsi(imsi))
    };
    let history = services.access.history().await;
    let record_of = |entry: &AuditEntry| {
        let (device, port) = device_of(entry).zip(entry.device_port())?;
        history.used_at(&device.sim_id, port, entry.at)
    };
    if wanted.json {
        let row = |entry| json::AuditJson::new(entry, device_of(entry), record_of(entry));
        return print::done(print::json_list(&entries.iter().map(row).collect::<Vec<_>>()));
    }
    let cells = entries.iter().map(|entry| {
        let imsi = entry.imsi.as_ref().map_or("", |imsi| imsi.0.as_str());
        let intent = record_of(entry).map(|record| &record.intent);
        vec![
            services.local_time(Some(entry.at)),
            entry.kind.clone(),
            device_of(entry).map_or(imsi, Device::label).to_owned(),
            entry.source.clone().unwrap_or_default(),
            entry.destination.clone().unwrap_or_default(),
            who(
                intent.map(|intent| intent.operator.as_str()),
                intent.and_then(|intent| intent.reason.as_deref()),
            ),
            entry.connection_id.clone().unwrap_or_default(),
        ]
    });
    const TITLES: Titles = &[
        (tables::time, 1),
        (tables::what, 1),
        (tables::device, 2),
        (tables::from, 1),
        (tables::to, 4),
        (tables::who_and_why, 3),
        (tables::connection, 5),
    ];
    print::done(print::table(TITLES, &cells.collect::<Vec<_>>()))
}

/// The log goes by IMSI, and a SIM may have several.
async fn of_device(services: &Services, device: &Device, since: jiff::Timestamp) -> Result<Vec<AuditEntry>> {
    let imsis = device.every_imsi();
    if imsis.is_empty() {
        return Err(Failure::invalid(say::told::no_imsi_for_audit(device.label())));
    }
    services.access.audit(Some(&imsis), since).await
}
