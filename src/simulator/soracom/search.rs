//! `GET /query/sims`: finding SIMs by parts of what they carry. Listing all of them is `sims`'s business.

use axum::extract::{Query, State};
use serde_json::Value;

use super::{Asked, Handled, Shared, asked, bounded_page_size, page};
use crate::simulator::core::Core;
use crate::simulator::fleet::{Air, Carries, Device};
use crate::simulator::names::GROUPS;
use crate::simulator::problem::{self, Problem};
use crate::simulator::sim_document;

const FIELDS: [&str; 13] = [
    "name",
    "group",
    "group_id",
    "sim_id",
    "imsi",
    "msisdn",
    "iccid",
    "serial_number",
    "tag",
    "bundles",
    "status",
    "subscription",
    "module_type",
];

/// One parameter and the values of which any will do.
type Condition = (&'static str, Vec<String>);

pub(super) async fn search(State(core): Shared, Query(query): Asked) -> Handled {
    let size = bounded_page_size(&query, 10, 100)?;
    let conditions = conditions(&query)?;
    let any = match asked(&query, "search_type").map(str::to_lowercase).as_deref() {
        None | Some("and") => false,
        Some("or") => true,
        Some(_) => return Err(problem::BAD_QUERY),
    };
    let online = match asked(&query, "session_status") {
        None | Some("NA") => None,
        Some("ONLINE") => Some(true),
        Some("OFFLINE") => Some(false),
        Some(_) => return Err(problem::BAD_QUERY),
    };
    let fits = |device: &Device| {
        let meets = |condition: &Condition| meets(&core, device, condition);
        let found = if any && !conditions.is_empty() {
            conditions.iter().any(meets)
        } else {
            conditions.iter().all(meets)
        };
        found && online.is_none_or(|online| online == session_online(device))
    };
    let mut index = asked(&query, "last_evaluated_key").map_or(0, |key| core.fleet.after(key));
    let mut found: Vec<Device> = Vec::new();
    while index < core.fleet.count && found.len() <= size {
        found.extend(Some(core.device(index)).filter(&fits));
        index += 1;
    }
    let more = found.len() > size;
    found.truncate(size);
    let next = found.last().filter(|_| more).map(|device| device.sim_id.clone());
    let items: Vec<Value> = found.iter().map(|device| sim_document::sim(&core.fleet, device)).collect();
    Ok(page("/v1/query/sims", items, next))
}

/// Keys may be repeated, and values separated by commas; each needs two characters.
fn conditions(query: &[(String, String)]) -> Result<Vec<Condition>, Problem> {
    let mut conditions = Vec::new();
    for field in FIELDS {
        let given = query.iter().filter(|(key, _)| key == field);
        let values: Vec<String> = given.flat_map(|(_, value)| value.split(',')).map(str::to_lowercase).collect();
        if values.iter().any(|value| value.chars().count() < 2) {
            return Err(problem::BAD_QUERY);
        }
        if !values.is_empty() {
            conditions.push((field, values));
        }
    }
    Ok(conditions)
}

fn meets(core: &Core, device: &Device, (field, values): &Condition) -> bool {
    let part = |text: &str| values.iter().any(|value| text.to_lowercase().contains(value.as_str()));
    let whole = |text: &str| values.iter().any(|value| text.to_lowercase() == *value);
    let subscriptions = [Some(device.subscription), device.arc_imsi.as_ref().map(|_| "planArc01")];
    match *field {
        "name" => device.name.as_deref().is_some_and(part),
        "group" => device.group.is_some_and(|group| part(GROUPS[group])),
        "group_id" => device.group.is_some_and(|group| whole(&core.fleet.group_id(group))),
        "sim_id" | "iccid" => part(&device.sim_id),
        "imsi" => device.imsis().any(part),
        "msisdn" => part(&device.msisdn),
        "serial_number" => device.carries != Carries::Arc && part(&device.serial),
        "tag" => device.name.as_deref().is_some_and(part) || device.note.is_some_and(part),
        "status" => part(device.status),
        "subscription" => subscriptions.into_iter().flatten().any(whole),
        "module_type" => part(device.module),
        _ => false, // No simulated SIM has a bundle.
    }
}

/// As the SIM's document has it.
fn session_online(device: &Device) -> bool {
    match device.carries {
        Carries::Arc => device.arc_online && device.index.is_multiple_of(2),
        _ => matches!(device.air, Air::Online | Air::Stale),
    }
}
