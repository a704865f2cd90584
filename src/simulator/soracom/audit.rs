//! `GET /audit_logs/{napter,api}`: which entries a caller sees. Writing them is done where things happen.

use axum::extract::{Query, State};
use serde_json::{Value, json};

use super::{Asked, Handled, Shared, asked, bounded_page_size, number, page};
use crate::simulator::core::Call;
use crate::simulator::fleet::OPERATOR;
use crate::simulator::problem;

/// Newest first; the key of a page is the time of its last entry.
pub(super) async fn napter(State(core): Shared, Query(query): Asked) -> Handled {
    let size = bounded_page_size(&query, 100, 1000)?;
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
    let next = entries.next().and(shown.last()).map(|entry| entry.at.to_string());
    let items: Vec<Value> = shown.iter().map(|entry| entry.document()).collect();
    Ok(page("/v1/audit_logs/napter", items, next))
}

/// As with the paid option: calls of every kind, newest first, and no method in them.
pub(super) async fn api(State(core): Shared, Query(query): Asked) -> Handled {
    let size = bounded_page_size(&query, 100, 1000)?;
    let kind = asked(&query, "api_kind");
    let (from, to) = (number(&query, "from_epoch_ms")?, number(&query, "to_epoch_ms")?);
    let before = number(&query, "last_evaluated_key")?;
    let world = core.world();
    let mut calls = world.calls.iter().rev().filter(|call| {
        kind.is_none_or(|kind| api_kind(&call.path) == kind)
            && from.is_none_or(|from| call.at >= from)
            && to.is_none_or(|to| call.at <= to)
            && before.is_none_or(|before| call.at < before)
    });
    let shown: Vec<&Call> = calls.by_ref().take(size).collect();
    let next = calls.next().and(shown.last()).map(|call| call.at.to_string());
    let document = |call: &&Call| {
        json!({
            "apiKind": api_kind(&call.path), "requestPath": call.path, "requestedTimeEpochMs": call.at,
            "remoteIpAddress": call.from, "operatorId": OPERATOR, "userName": call.user.as_deref().unwrap_or_default(),
        })
    };
    Ok(page("/v1/audit_logs/api", shown.iter().map(document).collect(), next))
}

/// The path as the API's document spells it.
fn api_kind(path: &str) -> String {
    let parts: Vec<&str> = path.trim_start_matches("/v1/").split('/').collect();
    match parts.as_slice() {
        ["sims", _, rest @ ..] => ["/v1/sims/{sim_id}"]
            .iter()
            .chain(rest)
            .copied()
            .collect::<Vec<_>>()
            .join("/"),
        ["groups", _] => "/v1/groups/{group_id}".to_owned(),
        ["port_mappings", "sims", _] => "/v1/port_mappings/sims/{sim_id}".to_owned(),
        ["port_mappings", "subscribers", _] => "/v1/port_mappings/subscribers/{imsi}".to_owned(),
        ["port_mappings", _, _] => "/v1/port_mappings/{ip_address}/{port}".to_owned(),
        _ => path.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_spelled_as_in_the_document() {
        for (path, kind) in [
            ("/v1/sims", "/v1/sims"),
            ("/v1/sims/8981/downlink/ping", "/v1/sims/{sim_id}/downlink/ping"),
            ("/v1/port_mappings/sims/8981", "/v1/port_mappings/sims/{sim_id}"),
            ("/v1/port_mappings/127.0.0.1/80", "/v1/port_mappings/{ip_address}/{port}"),
        ] {
            assert_eq!(api_kind(path), kind);
        }
    }
}
