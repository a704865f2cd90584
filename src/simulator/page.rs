//! The pages that a browser sees: the session behind a streaming URL, and the simulator's front page.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::simulator::appstream::inventory::INSTANCES;
use crate::simulator::appstream::stream_url::{self, Stream, Unusable};
use crate::simulator::core::{Core, Session, now};

const STYLE: &str = "body{margin:0;min-height:100vh;display:grid;place-items:center;background:#10151c;color:#dfe6ee;\
font:16px/1.5 system-ui,sans-serif}main{width:min(44rem,92vw);background:#19212b;border:1px solid #2c3846;border-radius:12px;\
padding:1.5rem 2rem;box-shadow:0 12px 40px #0008}h1{font-size:1.3rem;margin:.2rem 0 1rem}dl{display:grid;\
grid-template-columns:9rem 1fr;gap:.35rem 1rem;margin:0}dt{color:#8fa1b5}dd{margin:0;font-family:ui-monospace,monospace;\
overflow-wrap:anywhere}p{padding:.6rem .9rem;border-radius:8px;background:#222d3a}.good{border-left:4px solid #4cc38a}\
.bad{border-left:4px solid #e5584f}.warn{border-left:4px solid #e2b340}small{color:#8fa1b5}";

/// `GET /authenticate`: what a browser shows that opens a streaming URL.
pub(super) async fn stream(State(core): State<Arc<Core>>, Query(query): Query<Vec<(String, String)>>) -> Response {
    let asked = |name: &str| {
        query
            .iter()
            .find(|(key, _)| key == name)
            .map_or("", |(_, value)| value.as_str())
    };
    let stream = match stream_url::read(&core, asked("parameters"), asked("signature")) {
        Ok(stream) => stream,
        Err(Unusable::Expired) => {
            return refused(
                "This streaming URL has expired",
                "Its validity limits when it can be opened. Make a fresh one.",
            );
        }
        Err(Unusable::Forged) => {
            return refused(
                "This streaming URL is not valid",
                "Its signature does not belong to its parameters.",
            );
        }
    };
    let Some((session, joined)) = enter(&core, &stream) else {
        let body = "<p class=bad>No streaming resources are available. Try again in a few minutes.</p>";
        return (StatusCode::SERVICE_UNAVAILABLE, document("No streaming resources", body)).into_response();
    };
    show(&stream, &session, joined).await.into_response()
}

/// The session that the user lands in, and whether it was running already: there is one for each user.
fn enter(core: &Core, stream: &Stream) -> Option<(Session, bool)> {
    let mut world = core.world();
    let id = world.uuid();
    let sessions = world.live_sessions();
    if let Some(running) = sessions.iter().find(|session| session.user == stream.user) {
        return Some((running.clone(), true));
    }
    if sessions.len() >= INSTANCES {
        return None;
    }
    let taken = |host: &u8| sessions.iter().any(|session| session.address == format!("172.16.10.{host}"));
    let host = (20..=250).find(|host| !taken(host))?;
    let session = Session {
        id,
        user: stream.user.clone(),
        application: stream.application.clone(),
        context: stream.context.clone(),
        started: now(),
        ends: now() + stream.longest * 1000,
        address: format!("172.16.10.{host}"),
    };
    sessions.push(session.clone());
    Some((session, false))
}

async fn show(stream: &Stream, session: &Session, joined: bool) -> Html<String> {
    let none = "(none)";
    let context = session.context.as_deref().unwrap_or(none);
    let mut body = String::from("<dl>");
    for (term, text) in [
        ("User", stream.user.as_str()),
        ("Stack", &stream.stack),
        ("Fleet", &stream.fleet),
        ("Application", stream.application.as_deref().unwrap_or(none)),
        ("Session context", context),
        ("Session", &session.id),
        ("Instance", &session.address),
    ] {
        body.push_str(&format!("<dt>{term}</dt><dd>{}</dd>", escape(text)));
    }
    body.push_str("</dl>");
    if joined && stream.context != session.context {
        let asked = escape(stream.context.as_deref().unwrap_or(none));
        body.push_str(&format!(
            "<p class=warn>This user's session was already running. It keeps the context that it was started with; this URL asked for <code>{asked}</code>.</p>"
        ));
    }
    let (good, verdict) = match session.context.as_deref().map(target) {
        None => (
            false,
            "The session has no context, so there is no target to connect to.".to_owned(),
        ),
        Some(Err(why)) => (false, why.to_owned()),
        Some(Ok(address)) => probe(address).await,
    };
    let class = if good { "good" } else { "bad" };
    body.push_str(&format!("<p class={class}>{}</p>", escape(&verdict)));
    if let Some(application) = session
        .application
        .as_ref()
        .filter(|_| session.application != stream.application)
    {
        body.push_str(&format!(
            "<p class=warn>The session was started with the application {}.</p>",
            escape(application)
        ));
    }
    body.push_str("<small>The AppStream simulator of naptop. A real session would show the device's desktop here.</small>");
    document(
        if joined {
            "Joined the session that was already running"
        } else {
            "Streaming session started"
        },
        &body,
    )
}

/// Where `/v:HOST:PORT` leads. Only loopback is connected to: a simulator does not reach out.
fn target(context: &str) -> Result<SocketAddr, &'static str> {
    let (host, port) = context
        .strip_prefix("/v:")
        .and_then(|rest| rest.rsplit_once(':'))
        .ok_or("The context is not /v:HOST:PORT, so mstsc would not connect.")?;
    let port: u16 = port
        .parse()
        .map_err(|_| "The context is not /v:HOST:PORT, so mstsc would not connect.")?;
    let dashed = host.strip_suffix(".napter.soracom.io").map(|name| name.replace('-', "."));
    let address = match dashed.as_deref().unwrap_or(host) {
        "localhost" => Ok(IpAddr::V4(Ipv4Addr::LOCALHOST)),
        address => address.parse(),
    };
    match address {
        Ok(address) if address.is_loopback() => Ok(SocketAddr::new(address, port)),
        _ => Err("The target is not on loopback: the simulator does not try it."),
    }
}

/// Knocks as a remote desktop client does.
async fn probe(address: SocketAddr) -> (bool, String) {
    const REQUEST: [u8; 19] = [3, 0, 0, 19, 14, 0xe0, 0, 0, 0, 0, 0, 1, 0, 8, 0, 3, 0, 0, 0];
    let dead = (false, format!("The target {address} does not answer."));
    let Ok(Ok(mut tcp)) = timeout(Duration::from_secs(3), TcpStream::connect(address)).await else {
        return dead;
    };
    let mut answer = [0; 64];
    let heard = async {
        tcp.write_all(&REQUEST).await?;
        tcp.read(&mut answer).await
    };
    match timeout(Duration::from_millis(1500), heard).await {
        Ok(Ok(read)) if read >= 6 && answer[0] == 3 && answer[5] == 0xd0 => {
            (true, format!("The target {address} answers as a remote desktop."))
        }
        Ok(Ok(read)) if read > 0 => (true, format!("The target {address} answers, but not as a remote desktop.")),
        Ok(_) => dead,
        Err(_) => (
            true,
            format!("The target {address} answers: it takes the connection, and has said nothing yet."),
        ),
    }
}

/// `GET /`.
pub(super) async fn index(State(core): State<Arc<Core>>) -> Html<String> {
    let (mappings, sessions) = {
        let mut world = core.world();
        (world.mappings.len(), world.live_sessions().len())
    };
    let url = &core.url;
    let body = format!(
        "<dl><dt>SORACOM API</dt><dd>{url}/v1</dd><dt>AppStream API</dt><dd>{url}</dd><dt>SIMs</dt><dd>{}</dd>\
         <dt>Mappings</dt><dd>{mappings}</dd><dt>Sessions</dt><dd>{sessions}</dd></dl><p class=good>Any auth key and any AWS key sign in.</p>",
        core.fleet.count
    );
    document("The simulator of naptop", &body)
}

fn refused(title: &str, why: &str) -> Response {
    (
        StatusCode::FORBIDDEN,
        document(title, &format!("<p class=bad>{}</p>", escape(why))),
    )
        .into_response()
}

fn document(title: &str, body: &str) -> Html<String> {
    let title = escape(title);
    Html(format!(
        "<!doctype html>\n<html lang=en><meta charset=utf-8><meta name=viewport content='width=device-width'>\
         <title>{title}</title><style>{STYLE}</style><main><h1>{title}</h1>{body}</main></html>\n"
    ))
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_loopback_targets_are_tried() {
        assert_eq!(target("/v:127.0.0.1:3389"), Ok("127.0.0.1:3389".parse().unwrap()));
        assert_eq!(
            target("/v:127-0-0-1.napter.soracom.io:3389"),
            Ok("127.0.0.1:3389".parse().unwrap())
        );
        for other in [
            "/v:203.0.113.1:3389",
            "/v:127.0.0.1",
            "/v:127.0.0.1/32",
            "127.0.0.1:1",
            "/v:127.0.0.1:99999",
            "/v:x:1&calc",
        ] {
            assert!(target(other).is_err(), "{other}");
        }
        assert_eq!(escape("<a href=\"'&\">"), "&lt;a href=&quot;&#39;&amp;&quot;&gt;");
    }
}
