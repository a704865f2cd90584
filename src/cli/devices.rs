//! `naptop devices`

use std::ops::ControlFlow;
use std::process::ExitCode;

use super::args::{Args, Devices};
use super::connect::Services;
use super::print::{self, CommandFailure};
use super::table::Titles;
use super::{connect, json, progress};
use crate::domain::device::Presence;
use crate::domain::roster::{self, Order, Page, Put, Search};
use crate::domain::{Filter, Roster, Slot};
use crate::gateway::Listing;
use crate::say::{self, columns, states, tables};

/// Lists the devices.
pub async fn run(args: &Args, wanted: &Devices) -> Result<ExitCode, CommandFailure> {
    connect::with(args, async |services| list(wanted, services).await).await
}

async fn list(wanted: &Devices, services: &Services) -> Result<ExitCode, CommandFailure> {
    let soracom = &*services.access.soracom;
    progress::doing(say::told::listing_devices());
    let (mut all, mut listed) = (Roster::default(), Vec::new());
    let mut take = |page: Page| {
        all.put(&page, |put| {
            if let Put::Named(slot) = put {
                listed.push(slot);
            }
        });
        ControlFlow::Continue(())
    };
    let devices = soracom.devices(Listing::All, &mut take);
    let (devices, groups, mappings) = futures::join!(devices, soracom.groups(), soracom.mappings());
    devices?;
    let groups = groups.unwrap_or_else(|failure| {
        print::note(&say::refreshing::groups_by_id(failure.with_advice()));
        Default::default()
    });
    all.name_groups(groups);
    let mappings = mappings
        .inspect_err(|failure| print::note(&say::told::uncounted(failure.with_advice())))
        .ok();
    let now = services.access.clock.now();
    let counts = all.count(mappings.as_deref().unwrap_or_default(), now);
    let count = |slot: Slot| mappings.as_ref().map(|_| counts.get(&slot).copied().unwrap_or(0));
    let mut order = Order::default();
    order.update(&all, &counts, &listed, &listed);
    let filter = Filter::with_columns(wanted.filter.as_deref().unwrap_or(""), roster::COLUMNS);
    print::note_unknown_column(&filter, roster::COLUMNS);
    let mut search = Search::new(filter);
    search.go_on(&all, usize::MAX);
    let passing = order.slots().iter().copied().filter(|slot| search.passes(*slot));
    let rows: Vec<_> = passing
        .filter_map(|slot| Some((slot, all.row(slot)?)))
        .filter(|(_, row)| !wanted.online || row.presence == Presence::Online)
        .collect();
    if wanted.json {
        let devices: Vec<_> = rows.iter().map(|(slot, row)| (*slot, row.device(), row.group)).collect();
        let documents = devices
            .iter()
            .map(|(slot, device, group)| json::DeviceJson::new(device, group, count(*slot), now));
        return print::done(print::json_list(&documents.collect::<Vec<_>>()));
    }
    let cells = rows.iter().map(|(slot, row)| {
        vec![
            presence(row.presence).to_owned(),
            row.name.to_owned(),
            row.group.to_owned(),
            row.imsi.unwrap_or_default().to_owned(),
            row.ip.unwrap_or_default().to_owned(),
            count(*slot).map_or_else(|| "?".into(), |count| count.to_string()),
            row.status.to_owned(),
            row.sim_id.to_owned(),
        ]
    });
    const TITLES: Titles = &[
        (tables::session, 1),
        (tables::name, 2),
        (tables::group, 5),
        (columns::imsi, 1),
        (columns::ip, 3),
        (tables::open, 1),
        (tables::status, 4),
        (tables::sim_id, 6),
    ];
    print::done(print::table(TITLES, &cells.collect::<Vec<_>>()))
}

fn presence(presence: Presence) -> &'static str {
    match presence {
        Presence::Online => states::online(),
        Presence::Offline => states::offline(),
        Presence::Never => states::never(),
    }
}
