//! The SORACOM API under `/v1`: its routes, and what holds for every call (tokens, languages, rate headers, pages).

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{delete, get, post};
use axum::{Json, Router};
use serde_json::Value;

use crate::simulator::core::{Call, Core, now};
use crate::simulator::operation;
use crate::simulator::problem::{self, Problem};

mod audit;
mod auth;
mod downlink;
mod mappings;
mod search;
mod sims;

type Handled = Result<Response, Problem>;
type Shared = State<Arc<Core>>;
/// A query string, keys repeated as often as they are.
type Asked = axum::extract::Query<Vec<(String, String)>>;

/// The public address that a caller on loopback is taken to have.
pub(super) const CALLER: &str = "198.51.100.77";

/// Calls of one kind in a minute, as the document shows it.
pub(super) const LIMIT: u32 = 1000;

/// The same; more for an operator whose SIMs take that many to list. It is shown,
/// not enforced: only a fault answers 429.
fn limit(core: &Core) -> u32 {
    let pages = core.fleet.count / core.options.page_size.max(1);
    u32::try_from(4 * pages).unwrap_or(u32::MAX).max(LIMIT)
}

pub(super) fn router(core: &Arc<Core>) -> Router<Arc<Core>> {
    Router::new()
        .route("/auth", post(auth::auth))
        .route("/auth/logout", post(auth::logout))
        .route("/auth/switch_user", post(auth::switch_user))
        .route("/sims", get(sims::list))
        .route("/sims/{sim_id}", get(sims::get))
        .route("/sims/{sim_id}/downlink/ping", post(downlink::ping))
        .route("/sims/{sim_id}/downlink/tcp", post(downlink::tcp))
        .route("/query/sims", get(search::search))
        .route("/groups", get(sims::groups))
        .route("/groups/{group_id}", get(sims::group))
        .route("/port_mappings", get(mappings::list).post(mappings::create))
        .route(
            "/port_mappings/sims/{sim_id}",
            get(mappings::of_sim).post(mappings::create_for_sim),
        )
        .route("/port_mappings/subscribers/{imsi}", get(mappings::of_imsi))
        .route("/port_mappings/{ip}/{port}", delete(mappings::delete))
        .route("/audit_logs/napter", get(audit::napter))
        .route("/audit_logs/api", get(audit::api))
        .fallback(async || problem::NO_PATH)
        .method_not_allowed_fallback(async || problem::NO_PATH.with_status(405))
        .layer(from_fn_with_state(Arc::clone(core), guard))
}

/// Lets only holders of a token through, and dresses every answer.
async fn guard(State(core): Shared, request: Request, next: Next) -> Response {
    let japanese = speaks_japanese(request.headers());
    let path = request.uri().path().trim_start_matches("/v1");
    let open = path == "/auth" && request.method() == http::Method::POST;
    let kind = operation::of_soracom(request.method(), path);
    let mut response = match if open { Ok(()) } else { check(&core, request.headers()) } {
        Ok(()) => {
            note(&core, request.headers(), path);
            next.run(request).await
        }
        Err(problem) => problem.into_response(),
    };
    if japanese && let Some(problem) = response.extensions().get::<Problem>() {
        response = problem.answer(true);
    }
    add_rate(&core, kind, response.headers_mut());
    response
}

pub(super) fn speaks_japanese(headers: &HeaderMap) -> bool {
    headers.get("x-soracom-lang").is_some_and(|lang| lang == "ja")
}

fn check(core: &Core, headers: &HeaderMap) -> Result<(), Problem> {
    let text = |name| {
        headers
            .get(name)
            .and_then(|value: &HeaderValue| value.to_str().ok())
            .filter(|value| !value.is_empty())
    };
    let (Some(key), Some(token)) = (text("x-soracom-api-key"), text("x-soracom-token")) else {
        return Err(problem::NO_KEY);
    };
    let world = core.world();
    let held = world
        .tokens
        .get(key)
        .is_some_and(|held| held.token == token && held.expires > now());
    if held { Ok(()) } else { Err(problem::BAD_TOKEN) }
}

fn note(core: &Core, headers: &HeaderMap, path: &str) {
    let key = headers.get("x-soracom-api-key").and_then(|key| key.to_str().ok());
    let mut world = core.world();
    let user = key.and_then(|key| world.tokens.get(key)).and_then(|token| token.user.clone());
    let path = format!("/v1{path}");
    world.called(Call {
        at: now(),
        path,
        user,
        from: CALLER,
    });
}

fn add_rate(core: &Core, kind: &str, headers: &mut HeaderMap) {
    let seconds = now() / 1000;
    let mut world = core.world();
    let (minute, used) = world.rate.entry(kind.to_owned()).or_default();
    if *minute != seconds / 60 {
        (*minute, *used) = (seconds / 60, 0);
    }
    *used = used.saturating_add(1);
    let limit = limit(core);
    rate_headers(
        headers,
        limit,
        limit.saturating_sub(*used).max(1),
        u32::try_from(60 - seconds % 60).unwrap_or(60),
    );
}

/// What every answer says about the limit; an answer that says it already is left alone.
pub(super) fn rate_headers(headers: &mut HeaderMap, limit: u32, remaining: u32, seconds: u32) {
    for (name, value) in [
        ("limit", limit),
        ("remaining", remaining),
        ("seconds-before-refresh", seconds),
    ] {
        if let Ok(name) = HeaderName::try_from(format!("x-soracom-ratelimit-{name}")) {
            headers.entry(name).or_insert(HeaderValue::from(value));
        }
    }
}

/// The first value of a query parameter, unless it is empty.
fn asked<'a>(query: &'a [(String, String)], name: &str) -> Option<&'a str> {
    query
        .iter()
        .find(|(key, value)| key == name && !value.is_empty())
        .map(|(_, value)| value.as_str())
}

/// A number among the query parameters.
fn number(query: &[(String, String)], name: &str) -> Result<Option<i64>, Problem> {
    asked(query, name)
        .map(str::parse)
        .transpose()
        .map_err(|_| problem::BAD_PARAMETER)
}

/// How long a page is: `limit` can make it shorter than `most`, never longer.
fn page_size(query: &[(String, String)], otherwise: usize, most: usize) -> Result<usize, Problem> {
    match number(query, "limit")? {
        None => Ok(otherwise.min(most).max(1)),
        Some(limit) if limit >= 1 => Ok(usize::try_from(limit).unwrap_or(most).min(most).max(1)),
        Some(_) => Err(problem::BAD_PARAMETER),
    }
}

/// The same where the document gives a `maximum`: to ask for more is refused.
fn bounded_page_size(query: &[(String, String)], otherwise: usize, maximum: i64) -> Result<usize, Problem> {
    if number(query, "limit")?.is_some_and(|limit| limit > maximum) {
        return Err(problem::BAD_PARAMETER);
    }
    page_size(query, otherwise, usize::try_from(maximum).unwrap_or(otherwise))
}

/// One page, with the key of the next one in both of the headers that the service uses.
fn page(path: &str, items: Vec<Value>, next: Option<String>) -> Response {
    let mut response = Json(items).into_response();
    if let Some(key) = next {
        let link = format!("<{path}?last_evaluated_key={key}>; rel=next");
        for (name, value) in [("x-soracom-next-key", key), ("link", link)] {
            if let Ok(value) = HeaderValue::try_from(value) {
                response.headers_mut().insert(HeaderName::from_static(name), value);
            }
        }
    }
    response
}

/// The request's body as a JSON object; no body at all is an empty one.
fn object(body: &[u8]) -> Result<Value, Problem> {
    if body.is_empty() {
        return Ok(Value::Object(serde_json::Map::new()));
    }
    serde_json::from_slice(body)
        .ok()
        .filter(Value::is_object)
        .ok_or(problem::BAD_JSON)
}

fn no_content() -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = http::StatusCode::NO_CONTENT;
    response
}
