//! `GET /audit_logs/napter`: which entries a caller sees. Writing them is the mapping's business.

use axum::extract::{Query, State};
use serde_json::Value;

use super::{Asked, Handled, Shared, asked, number, page, page_size};
use crate::simulator::problem;

/// Newest first; the key of a page is the time of its last entry.
pub(super) async fn napter(State(core): Shared, Query(query): Asked) -> Handled {
    let size = page_size(&query, 100, 1000)?;
    if asked(&query, "resource_type").is_some_and(|kind| kind != "Subscriber") {
        return Err(problem::BAD_PARAMETER);
    }
    let imsi = asked(&query, "resource_id");
    let (from, to) = (number(&query, "from")?, number(&query, "to")?);
    let before = number(&query, "last_evaluated_key")?;
    let world = core.world();
    let mut entries = world.audit().filter(|entry| {
        imsi.is_none_or(|imsi| entry.imsi == imsi)
            && from.is_none_or(|from| entry.at >= from)
            && to.is_none_or(|to| entry.at <= to)
            && before.is_none_or(|before| entry.at < before)
    });
    let shown: Vec<_> = entries.by_ref().take(size).collect();
    let next = entries
        .next()
        .and(shown.last())
        .map(|entry| entry.at.to_string());
    let items: Vec<Value> = shown.iter().map(|entry| entry.document()).collect();
    Ok(page("/v1/audit_logs/napter", items, next))
}
