//! Two services that are out to write to the terminal: in every text they send is whatever could act on one.

use axum::Router;
use axum::http::{HeaderMap, HeaderName, Method, StatusCode, Uri};
use ciborium::Value as Cbor;
use ciborium::cbor;
use serde_json::{Value, json};

/// What they send: escape, OSC, CSI in 7 and 8 bits, line ends, bidi, invisible characters, tags, stacked marks; short of length.
pub fn text() -> String {
    let marks = "\u{301}".repeat(60);
    format!(
        "evil\u{1b}]52;c;aGF4\u{7}\u{1b}[2J\u{9b}31m\u{90}q\u{9c}\u{0}\u{8}\u{7f}\r\nnaptop: forged\u{85}\u{2028}\u{2029}\
         \u{202e}\u{2066}\u{200b}\u{200d}\u{feff}\u{e0041}\u{ad}LONE e{marks} 東京 end"
    )
}

/// The SIM that they list.
pub const SIM: &str = "8981100000000000001";

/// Where they are, until the runtime ends.
pub async fn start() -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let answer = async |method: Method, uri: Uri, headers: HeaderMap| match headers.get("smithy-protocol") {
        Some(_) => appstream(uri.path()),
        None => soracom(&method, uri.path()),
    };
    let service = Router::new().fallback(answer);
    tokio::spawn(async move { axum::serve(listener, service).await });
    url
}

type Answer = (StatusCode, [(HeaderName, &'static str); 2], Vec<u8>);

fn soracom(method: &Method, path: &str) -> Answer {
    let (status, body) = match (method.as_str(), path) {
        ("POST", "/v1/auth") => (
            200,
            json!({ "apiKey": "k", "token": "t", "operatorId": text(), "userName": text() }),
        ),
        ("GET", "/v1/sims" | "/v1/query/sims") => (200, json!([sim(SIM, ""), sim("8981100000000000002", &"x".repeat(10_000))])),
        ("GET", _) if path == format!("/v1/sims/{SIM}") => (200, sim(SIM, "")),
        ("GET", "/v1/groups") => (200, json!([{ "groupId": "g", "tags": { "name": text() } }])),
        ("GET", "/v1/port_mappings") => (200, json!([mapping(15068, &text())])),
        ("POST", _) if path.starts_with("/v1/port_mappings") => (201, mapping(15069, "0.0.0.0/0")),
        ("GET", _) if path.starts_with("/v1/audit_logs") => (
            200,
            json!([{ "connectionId": text(), "createdAt": 1_795_000_000_000_i64, "imsi": text(), "type": text(),
                "direction": { "sourceIPAddress": text(), "destinationIPAddress": text() } }]),
        ),
        ("POST", _) if path.ends_with("/ping") => (200, json!({ "success": false, "stat": text(), "rtt": text() })),
        ("POST", "/v1/auth/logout") => (204, Value::Null),
        _ => (400, json!({ "code": text(), "message": text() })),
    };
    // a half of a surrogate pair cannot be said in Rust
    let body = body.to_string().replace("LONE", "\\ud800");
    let header = [
        (axum::http::header::CONTENT_TYPE, "application/json"),
        (axum::http::header::SERVER, "evil"),
    ];
    (StatusCode::from_u16(status).unwrap(), header, body.into_bytes())
}

fn sim(id: &str, longer: &str) -> Value {
    let name = format!("{}{longer}", text());
    json!({
        "simId": id, "status": text(), "moduleType": text(), "groupId": "g", "tags": { "name": name, text(): text() },
        "activeProfileId": "p", "profiles": { "p": { "subscribers": { "440100000000001": { "imsi": "440100000000001", "subscription": text() } } } },
        "sessionStatus": { "online": true, "ueIpAddress": text(), "imsi": "440100000000001", "subscription": text() },
    })
}

fn mapping(port: u16, source: &str) -> Value {
    let now = jiff::Timestamp::now().as_millisecond();
    json!({
        "ipAddress": "203.0.113.20", "hostname": text(), "port": port, "endpoint": text(),
        "destination": { "simId": SIM, "port": 3389, "destinationChoosingStrategy": text() },
        "source": { "ipRanges": [source] }, "createdTime": now, "expiredTime": now + 1_800_000, "duration": 1800,
    })
}

fn appstream(path: &str) -> Answer {
    let sessions =
        cbor!({ "Sessions" => [{ "Id" => text(), "UserId" => text(), "State" => text(), "ConnectionState" => text() }] });
    let error = cbor!({ "__type" => text(), "message" => text() });
    let (status, value): (_, Cbor) = match path.rsplit('/').next() {
        Some("DescribeSessions") => (StatusCode::OK, sessions.unwrap()),
        _ => (StatusCode::BAD_REQUEST, error.unwrap()),
    };
    let mut body = Vec::new();
    ciborium::into_writer(&value, &mut body).unwrap();
    let header = [
        (axum::http::header::CONTENT_TYPE, "application/cbor"),
        (HeaderName::from_static("smithy-protocol"), "rpc-v2-cbor"),
    ];
    (status, header, body)
}
