//! The client against a server of a few lines that speaks CBOR, as the SDK does.

use ciborium::Value;
use ciborium::cbor;

use super::*;
use crate::domain::{DeviceKey, Endpoint};
use crate::responder::{Reply, Responder};

pub(super) struct Fixed;

impl Clock for Fixed {
    fn now(&self) -> Timestamp {
        Timestamp::UNIX_EPOCH
    }
}

pub(super) fn cbor_reply(status: u16, value: &Value) -> Reply {
    let mut bytes = Vec::new();
    ciborium::into_writer(value, &mut bytes).unwrap();
    Reply::Whole(
        status,
        vec!["smithy-protocol: rpc-v2-cbor".into(), "content-type: application/cbor".into()],
        bytes,
    )
}

pub(super) fn error(status: u16, code: &str) -> Reply {
    cbor_reply(status, &cbor!({ "__type" => code, "message" => "because" }).unwrap())
}

pub(super) fn client(endpoint: String) -> AppStreamClient {
    let settings = AppStreamSettings {
        endpoint: Some(endpoint),
        static_credentials: Some(("AKIDEXAMPLE".into(), "secret".into())),
        ..AppStreamSettings::default()
    };
    AppStreamClient::new(settings, Arc::new(Fixed))
}

pub(super) fn name(text: &str) -> ResourceName {
    text.parse().unwrap()
}

async fn create(client: &AppStreamClient) -> Result<StreamLink> {
    let target = LinkTarget {
        stack: name("stack"),
        fleet: name("fleet"),
        application: name("RemoteDesktopBat"),
        context: Default::default(),
        validity: Span::seconds(600),
        operator: "taro".into(),
    };
    let user = target.user_id(&DeviceKey::new("8981100000000000001", 3389));
    let endpoint: Endpoint = "203.0.113.20:15068".parse().unwrap();
    client
        .create_url(&target, &user, &SessionContext::to(&endpoint), Span::seconds(300))
        .await
}

fn url(url: &str) -> Reply {
    cbor_reply(200, &cbor!({ "StreamingURL" => url }).unwrap())
}

#[tokio::test]
async fn makes_a_url_and_takes_its_end_from_the_validity_where_it_is_not_told() {
    let server = Responder::start(|_, _| url("https://appstream2.example/authenticate?parameters=a%3D&signature=b")).await;
    let link = create(&client(server.base())).await.unwrap();
    assert_eq!(link.expires_at.as_second(), 300);
    let sent: Value = ciborium::from_reader(server.last().body.as_slice()).unwrap();
    let sent = sent.as_map().unwrap();
    let field = |name: &str| {
        sent.iter()
            .find(|(key, _)| key.as_text() == Some(name))
            .map(|(_, value)| value.clone())
            .unwrap()
    };
    assert_eq!(field("SessionContext"), Value::from("/v:203.0.113.20:15068"));
    assert_eq!(field("Validity"), Value::from(300));
}

#[tokio::test]
async fn refuses_urls_that_are_not_safe_without_showing_them() {
    for bad in ["", "http://appstream2.example/secret", "javascript:secret", "secret"] {
        let server = Responder::start(move |_, _| url(bad)).await;
        let failure = create(&client(server.base())).await.unwrap_err();
        assert!(
            failure.kind == Kind::Unexpected && !failure.message.contains("secret"),
            "{failure:?}"
        );
    }
    let server = Responder::start(|_, _| url("http://127.0.0.1:9/stream")).await;
    assert!(create(&client(server.base())).await.is_ok());
}

#[tokio::test]
async fn writes_are_sent_once_and_reads_again() {
    let server = Responder::start(|_, _| error(500, "InternalFailure")).await;
    let client = client(server.base());
    let failure = create(&client).await.unwrap_err();
    assert!(
        failure.message.contains("InternalFailure: because") && !failure.in_doubt,
        "{failure:?}"
    );
    assert!(client.expire_session("1").await.unwrap_err().in_doubt);
    assert_eq!(server.lines().len(), 2);
    assert!(client.sessions(&name("s"), &name("f"), None).await.is_err());
    assert_eq!(server.lines().len(), 5);
}

/// This machine's clock says 1970, AppStream's is an hour ahead.
#[tokio::test]
async fn times_of_sessions_are_by_this_machines_clock() {
    let server = Responder::start(|_, _| {
        let started = Value::Tag(1, Box::new(Value::Float(3700.0)));
        let session = cbor!({ "Id" => "s", "UserId" => "u", "StackName" => "s", "FleetName" => "f", "State" => "ACTIVE" });
        let mut session = session.unwrap();
        session.as_map_mut().unwrap().push((Value::Text("StartTime".into()), started));
        cbor_reply(200, &cbor!({ "Sessions" => [session] }).unwrap()).with("date: Thu, 01 Jan 1970 01:00:00 GMT")
    })
    .await;
    let sessions = client(server.base()).sessions(&name("s"), &name("f"), None).await.unwrap();
    let started = sessions[0].started_at.unwrap().as_second();
    assert!((99..=100).contains(&started), "{started}");
}

#[tokio::test]
async fn lists_sessions_page_by_page_and_fails_in_circles() {
    let listed = async |tokens: &'static [&str]| {
        let server = Responder::start(|_, before| {
            let id = format!("session-{before}");
            let session = cbor!({ "Id" => id, "UserId" => "taro-x", "StackName" => "s", "FleetName" => "f", "State" => "ODD" });
            let body = cbor!({ "Sessions" => [session.unwrap()], "NextToken" => tokens[before] });
            cbor_reply(200, &body.unwrap())
        })
        .await;
        let user = UserId::reported("taro-x");
        client(server.base()).sessions(&name("s"), &name("f"), Some(&user)).await
    };
    let sessions = listed(&["a", "b", ""]).await.unwrap();
    assert_eq!(sessions.len(), 3);
    assert_eq!((sessions[0].id.as_str(), sessions[0].state.as_str()), ("session-0", "ODD"));
    // a session that is not among them would be taken for ended
    let half = listed(&["a", "b", "a"]).await.unwrap_err();
    assert!(half.message.contains("goes round in circles"), "{half}");
}

#[tokio::test]
async fn a_session_that_is_unknown_is_over() {
    let server = Responder::start(|_, before| match before {
        0 => error(404, "ResourceNotFoundException"),
        1 => error(400, "AccessDeniedException"),
        _ => cbor_reply(200, &Value::Map(Vec::new())),
    })
    .await;
    let client = client(server.base());
    assert_eq!(client.expire_session("1").await.unwrap(), Deletion::Gone);
    let denied = client.expire_session("1").await.unwrap_err();
    assert!(denied.kind == Kind::Forbidden && denied.advice.contains("appstream:ExpireSession"));
    assert_eq!(client.expire_session("1").await.unwrap(), Deletion::Deleted);
}

#[tokio::test]
async fn foreign_answers_and_dead_endpoints_are_told_apart() {
    let page = Responder::start(|_, _| Reply::json(502, "<html>Bad gateway</html>")).await;
    let failure = create(&client(page.base())).await.unwrap_err();
    assert_eq!(failure.kind, Kind::Unexpected, "{failure:?}");
    assert!(!failure.message.contains("html"), "{failure:?}");
    let gone = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let failure = create(&client(format!("http://{gone}"))).await.unwrap_err();
    assert_eq!(failure.kind, Kind::Offline, "{failure:?}");
}

#[test]
fn a_url_is_appstreams_own_unless_another_endpoint_is_set() {
    for (url, own, elsewhere) in [
        (
            "https://appstream2.ap-northeast-1.aws.amazon.com/authenticate?parameters=a%3D&signature=b%3D",
            true,
            true,
        ),
        ("https://APPSTREAM2.us-west-2.amazonaws.com/x", true, true),
        ("https://appstream2-fips.us-east-1.amazonaws.com/x", true, true),
        ("https://appstream2.cn-north-1.amazonaws.com.cn/x", true, true),
        ("https://vpce-0a1b.appstream2.us-east-1.vpce.amazonaws.com/x", true, true),
        ("https://example.com/x", false, true),
        ("https://appstream2.example.com/x", false, true),
        ("https://appstream2.evilamazonaws.com/x", false, true),
        ("https://appstream2.us-west-2.amazonaws.com.evil.com/x", false, true),
        ("https://bucket.s3.amazonaws.com/appstream2", false, true),
        ("https://evilappstream2.amazonaws.com/", false, true),
        ("http://127.0.0.1:8080/x", false, true),
        ("http://[::1]:8080/x", false, true),
        ("http://appstream2.us-west-2.amazonaws.com/x", false, false),
        ("http://10.0.0.1/x", false, false),
        ("https://appstream2.us-west-2.amazonaws.com@evil.com/x", false, false),
        ("https://appstream2.us-west-2.amazonaws.com\\@evil.com/x", false, false),
        ("https://appstream2.us-west-2.amazonaws.com/\u{9b}31m", false, false),
        ("https://appstream2.us-west-2.amazonaws.com/\u{1b}[31m", false, false),
        ("https://appstream2.us-west-2.amazonaws.com/a b", false, false),
        ("file:///etc/passwd", false, false),
        ("javascript:alert(1)", false, false),
        ("/x", false, false),
        ("", false, false),
    ] {
        assert_eq!((is_safe(url, false), is_safe(url, true)), (own, elsewhere), "{url}");
    }
}
