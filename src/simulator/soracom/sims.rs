//! Listing and reading SIMs and groups. Searching is `search`'s business.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::response::IntoResponse;
use serde_json::Value;

use super::{Asked, Handled, Shared, asked, page, page_size};
use crate::simulator::core::Core;
use crate::simulator::names::GROUPS;
use crate::simulator::problem;
use crate::simulator::sim_document;

pub(super) async fn list(State(core): Shared, Query(query): Asked) -> Handled {
    let size = page_size(&query, core.options.page_size, core.options.page_size)?;
    let first = asked(&query, "last_evaluated_key").map_or(0, |key| core.fleet.after(key));
    let end = first.saturating_add(size).min(core.fleet.count);
    let items: Vec<Value> = (first..end).map(|index| document(&core, index)).collect();
    let next = (end < core.fleet.count).then(|| core.fleet.sim_id(end - 1));
    Ok(page("/v1/sims", items, next))
}

pub(super) async fn get(State(core): Shared, Path(sim_id): Path<String>) -> Handled {
    let index = core.fleet.by_sim_id(&sim_id).ok_or(problem::NO_SIM)?;
    Ok(Json(document(&core, index)).into_response())
}

fn document(core: &Core, index: usize) -> Value {
    sim_document::sim(&core.fleet, &core.device(index))
}

pub(super) async fn groups(State(core): Shared, Query(query): Asked) -> Handled {
    let size = page_size(&query, core.options.page_size, core.options.page_size)?;
    let prefix = asked(&query, "tag_value_match_mode") == Some("prefix");
    let wanted = asked(&query, "tag_name").zip(asked(&query, "tag_value"));
    let fits = |group: &usize| match wanted {
        Some(("name", value)) if prefix => GROUPS[*group].starts_with(value),
        Some(("name", value)) => GROUPS[*group] == value,
        Some(_) => false,
        None => true,
    };
    let all: Vec<usize> = (0..GROUPS.len()).filter(fits).collect();
    let key = asked(&query, "last_evaluated_key");
    let first = key.and_then(|key| all.iter().position(|group| core.fleet.group_id(*group) == key));
    let first = first.map_or(0, |place| place + 1);
    let end = first.saturating_add(size).min(all.len());
    let items = all[first..end]
        .iter()
        .map(|group| sim_document::group(&core.fleet, *group, created(&core)))
        .collect();
    let next = (end < all.len()).then(|| core.fleet.group_id(all[end - 1]));
    Ok(page("/v1/groups", items, next))
}

pub(super) async fn group(State(core): Shared, Path(group_id): Path<String>) -> Handled {
    let group = (0..GROUPS.len()).find(|group| core.fleet.group_id(*group) == group_id);
    let group = group.ok_or(problem::NO_GROUP)?;
    Ok(Json(sim_document::group(&core.fleet, group, created(&core))).into_response())
}

fn created(core: &Core) -> i64 {
    core.born - 400 * 86_400_000
}
