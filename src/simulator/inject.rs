//! Carries out a fault on a call: before it acts, after it, or on its answer. Which fault is `fault`'s business.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use futures::stream;

use crate::simulator::appstream::{Protocol, refusal};
use crate::simulator::core::Core;
use crate::simulator::distort;
use crate::simulator::fault::Kind;
use crate::simulator::operation;
use crate::simulator::problem::{self, Problem};
use crate::simulator::soracom::{LIMIT, rate_headers, speaks_japanese};
use crate::simulator::wire::Line;

const BALANCER: &str = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n</body>\r\n</html>\r\n";
const PORTAL: &str =
    "<!doctype html><html><head><title>Sign in to the network</title></head><body><form>...</form></body></html>\n";
const GARBAGE: &[u8] = b"\x00\x9f\x92\x96{{\"garbage\": nope,,\xff";

/// Whom the caller takes the simulator for.
#[derive(Clone, Copy)]
enum Service {
    Soracom { japanese: bool },
    AppStream(Protocol),
}

/// Counts the call, delays it, and lets it go wrong if it shall.
pub(super) async fn inject(
    State(core): State<Arc<Core>>,
    ConnectInfo(line): ConnectInfo<Line>,
    request: Request,
    next: Next,
) -> Response {
    let Some(operation) = operation::of(request.method(), request.uri().path(), request.headers()) else {
        return next.run(request).await;
    };
    let struck = {
        let mut world = core.world();
        *world.counts.entry(operation.to_owned()).or_default() += 1;
        world.armed.strike(operation)
    };
    if !core.options.latency.is_zero() {
        tokio::time::sleep(core.options.latency).await;
    }
    let service = if request.uri().path().starts_with("/v1") {
        Service::Soracom {
            japanese: speaks_japanese(request.headers()),
        }
    } else {
        Service::AppStream(Protocol::of(request.headers()))
    };
    match struck {
        None => next.run(request).await,
        Some(Kind::Status(502)) => (StatusCode::BAD_GATEWAY, Html(BALANCER)).into_response(),
        Some(Kind::Status(status)) => service.refuse(status, true),
        Some(Kind::Bare429) => service.refuse(429, false),
        Some(Kind::ExpiredToken) => expire_token(&core, service, request.headers()),
        Some(Kind::Html) => Html(PORTAL).into_response(),
        Some(Kind::Garbage) => service.garbage(),
        Some(Kind::Stall) => never(&line).await,
        Some(Kind::ResetBefore) => reset(&line).await,
        Some(kind) => act(kind, service, &line, request, next).await,
    }
}

/// The faults of calls that do what they were asked to.
async fn act(kind: Kind, service: Service, line: &Line, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let asked = to_bytes(body, usize::MAX).await.unwrap_or_default();
    let uri = parts.uri.clone();
    let response = next.run(Request::from_parts(parts, Body::from(asked.clone()))).await;
    match kind {
        Kind::ResetAfter => return reset(line).await,
        Kind::RefusedAfter => return service.refuse(401, true),
        Kind::StallAfter => return never(line).await,
        _ => {}
    }
    let (mut parts, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap_or_default();
    parts.headers.remove("content-length");
    let body = match kind {
        Kind::ResetBody if body.is_empty() => return reset(line).await,
        Kind::ResetBody => {
            parts.headers.insert("content-length", HeaderValue::from(body.len()));
            half_then_reset(body, line.clone())
        }
        Kind::Endless => without_end(body, Bytes::from_static(&[b' '; 64 * 1024])),
        Kind::Trickle => {
            parts.headers.insert("content-length", HeaderValue::from(u32::MAX));
            without_end(body, Bytes::from_static(b" "))
        }
        Kind::Truncated => Body::from(body.slice(..body.len() / 2)),
        Kind::Empty => {
            parts.status = StatusCode::OK;
            Body::empty()
        }
        Kind::StuckKey if matches!(service, Service::Soracom { .. }) => {
            distort::stick_header(&mut parts.headers, uri.query().unwrap_or_default());
            Body::from(body)
        }
        _ => {
            let protocol = service.protocol();
            let distorted = protocol.decode(&body).filter(|_| !body.is_empty()).map(|mut value| {
                distort::distort(kind, &mut value, protocol.decode(&asked).as_ref());
                protocol.encode(&value)
            });
            Body::from(distorted.map_or(body, Bytes::from))
        }
    };
    Response::from_parts(parts, body)
}

async fn never(line: &Line) -> Response {
    line.hang().await;
    StatusCode::SERVICE_UNAVAILABLE.into_response()
}

async fn reset(line: &Line) -> Response {
    line.reset();
    never(line).await
}

/// The first half of a body, and then no orderly end.
fn half_then_reset(body: Bytes, line: Line) -> Body {
    let half = Some(body.slice(..body.len().div_ceil(2)));
    Body::from_stream(stream::unfold(half, move |half| {
        let line = line.clone();
        async move {
            if let Some(half) = half {
                return Some((Ok::<Bytes, std::io::Error>(half), None));
            }
            tokio::time::sleep(Duration::from_millis(50)).await; // So that the half is really sent.
            line.reset();
            line.hang().await;
            None
        }
    }))
}

/// A body, and then more of nothing for as long as somebody listens.
fn without_end(body: Bytes, more: Bytes) -> Body {
    Body::from_stream(stream::unfold(Some(body), move |first| {
        let more = more.clone();
        async move {
            let piece = match first.filter(|body| !body.is_empty()) {
                Some(body) => body,
                None => {
                    tokio::time::sleep(Duration::from_millis(5)).await;
                    more
                }
            };
            Some((Ok::<Bytes, std::io::Error>(piece), None))
        }
    }))
}

fn expire_token(core: &Core, service: Service, headers: &HeaderMap) -> Response {
    if let Some(key) = headers.get("x-soracom-api-key").and_then(|key| key.to_str().ok()) {
        core.world().tokens.remove(key);
    }
    match service {
        Service::Soracom { .. } => service.refuse(401, true),
        Service::AppStream(protocol) => {
            let message = "The security token included in the request is expired";
            protocol.refuse(&refusal(401, "ExpiredTokenException", message))
        }
    }
}

impl Service {
    fn protocol(self) -> Protocol {
        match self {
            Self::Soracom { .. } => Protocol::Json,
            Self::AppStream(protocol) => protocol,
        }
    }

    fn refuse(self, status: u16, with_headers: bool) -> Response {
        match self {
            Self::Soracom { japanese } => {
                let mut response = soracom(status).answer(japanese);
                if with_headers {
                    // A real window lasts a minute; one second is enough to see whether somebody waits.
                    let (remaining, seconds) = if status == 429 { (0, 1) } else { (500, 30) };
                    rate_headers(response.headers_mut(), LIMIT, remaining, seconds);
                }
                response
            }
            Self::AppStream(protocol) => protocol.refuse(&refusal(status, aws(status), "A simulated fault")),
        }
    }

    fn garbage(self) -> Response {
        let content = match self {
            Self::Soracom { .. } => "application/json",
            Self::AppStream(Protocol::Json) => crate::simulator::appstream::JSON,
            Self::AppStream(Protocol::Cbor) => crate::simulator::appstream::CBOR,
        };
        let mut response = ([("content-type", content)], GARBAGE).into_response();
        if matches!(self, Self::AppStream(Protocol::Cbor)) {
            response
                .headers_mut()
                .insert("smithy-protocol", HeaderValue::from_static("rpc-v2-cbor"));
        }
        response
    }
}

fn soracom(status: u16) -> Problem {
    let problem = match status {
        401 => problem::BAD_TOKEN,
        403 => problem::FORBIDDEN,
        404 => problem::NO_PATH,
        429 => problem::TOO_MANY,
        500.. => problem::BROKEN,
        _ => problem::REFUSED,
    };
    problem.with_status(status)
}

fn aws(status: u16) -> &'static str {
    match status {
        401 => "UnrecognizedClientException",
        403 => "AccessDeniedException",
        404 => "ResourceNotFoundException",
        429 => "ThrottlingException",
        503 => "ServiceUnavailableException",
        500.. => "InternalFailure",
        _ => "OperationNotPermittedException",
    }
}
