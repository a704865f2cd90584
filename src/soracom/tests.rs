//! The client against a server of a few lines: signing in, repeating, paging, doubt.

use std::ops::ControlFlow;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::{Value, json};

use super::credentials::{Credentials, SwitchTo};
use super::*;
use crate::domain::roster::Page;
use crate::domain::{Imsi, Service, Span};
use crate::gateway::Notice;
use crate::responder::{Asked, Reply, Responder};

mod creates;

struct Fixed;

impl Clock for Fixed {
    fn now(&self) -> jiff::Timestamp {
        jiff::Timestamp::UNIX_EPOCH
    }
}

fn auth(asked: &Asked, before: usize) -> Option<Reply> {
    let token = format!(r#"{{"apiKey":"api-1","token":"token-{before}","operatorId":"OP0000000001","userName":"taro"}}"#);
    asked.line.starts_with("POST /v1/auth").then(|| Reply::json(200, token))
}

fn client_with(server: &Responder, change: impl FnOnce(&mut SoracomSettings)) -> SoracomClient {
    let mut settings = SoracomSettings::new(
        format!("{}/v1/", server.base()),
        Credentials::auth_key("keyId-1", "secret-1"),
        Arc::new(Fixed),
    );
    change(&mut settings);
    SoracomClient::new(settings).unwrap()
}

fn client(server: &Responder) -> SoracomClient {
    client_with(server, |_| ())
}

fn request() -> MappingRequest {
    MappingRequest {
        sim_id: SimId("8981100000000000001".into()),
        port: 3389,
        service: Service::Air,
        sources: vec!["203.0.113.10".parse().unwrap()],
        duration: Span::seconds(1800),
        tls: false,
    }
}

/// How many devices are on each page that was handed on, and how the list ended.
async fn listed(client: &SoracomClient) -> (Vec<usize>, Result<()>) {
    let mut pages = Vec::new();
    let mut take = |page: Page| {
        pages.push(page.len());
        ControlFlow::Continue(())
    };
    let ended = client.devices(Listing::All, &mut take).await;
    (pages, ended)
}

const CREATED: &str = r#"{"ipAddress":"203.0.113.20","port":15068,"destination":{"port":3389}}"#;

#[tokio::test]
async fn signs_in_once_for_calls_that_begin_together() {
    let server = Responder::start(|asked, before| auth(asked, before).unwrap_or(Reply::json(200, "[]"))).await;
    let client = client(&server);
    let (identity, mappings, groups) = tokio::join!(client.sign_in(), client.mappings(), client.groups());
    assert_eq!(identity.unwrap().user_name.as_deref(), Some("taro"));
    assert!(mappings.unwrap().is_empty() && groups.unwrap().is_empty());
    assert_eq!(server.count("POST /v1/auth"), 1);
}

#[tokio::test]
async fn refused_calls_share_one_new_sign_in() {
    let server = Responder::start(|asked, before| {
        let old = asked.head.contains("x-soracom-token: token-0");
        auth(asked, before).unwrap_or(if old { Reply::json(401, "") } else { Reply::json(200, "[]") })
    })
    .await;
    let client = client(&server);
    let outcomes = futures::future::join_all((0..8).map(|_| client.mappings())).await;
    assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
    assert_eq!(server.count("POST /v1/auth"), 2);
}

#[tokio::test]
async fn a_refused_sign_in_is_shared_too_and_says_what_to_check() {
    let server =
        Responder::start(|_, _| Reply::json(401, r#"{"code":"AUM0003","message":"bad key secret-0123456789abcdef"}"#)).await;
    let client = client(&server);
    let outcomes = futures::future::join_all((0..4).map(|_| client.mappings())).await;
    let failure = outcomes[0].clone().unwrap_err();
    assert_eq!(failure.kind, Kind::Auth);
    assert!(
        failure.message.contains("AUM0003") && !failure.message.contains("secret-0"),
        "{failure}"
    );
    assert!(failure.advice.contains("SORACOM_AUTH_KEY_ID"));
    assert_eq!(server.count("POST /v1/auth"), 1);
}

#[tokio::test]
async fn a_token_that_stays_refused_is_not_renewed_for_ever() {
    let server = Responder::start(|asked, before| auth(asked, before).unwrap_or(Reply::json(401, ""))).await;
    assert_eq!(client(&server).mappings().await.unwrap_err().kind, Kind::Auth);
    assert_eq!(server.count("POST /v1/auth"), 2);
    assert_eq!(server.count("GET /v1/port_mappings"), 2);
}

#[tokio::test]
async fn switches_user() {
    let server = Responder::start(|asked, before| auth(asked, before).unwrap_or(Reply::json(200, "[]"))).await;
    let client = client_with(&server, |settings| {
        settings.credentials.switch_to = Some(SwitchTo {
            operator_id: "OP0000000002".into(),
            user_name: "field".into(),
            timeout_s: 3600,
        });
    });
    client.mappings().await.unwrap();
    assert_eq!(server.lines()[..2], ["POST /v1/auth", "POST /v1/auth/switch_user"]);
}

#[tokio::test]
async fn reads_are_repeated_and_then_given_up() {
    let server = Responder::start(|asked, before| {
        auth(asked, before).unwrap_or(match before {
            0 => Reply::json(503, "<html>"),
            1 => Reply::Truncated(200, "["),
            _ => Reply::json(200, "[]"),
        })
    })
    .await;
    let client = client(&server);
    assert!(client.mappings().await.unwrap().is_empty());
    assert_eq!(server.count("GET /v1/port_mappings"), 3);
    let dead = Responder::start(|asked, before| auth(asked, before).unwrap_or(Reply::json(500, "<html>"))).await;
    let failure = self::client(&dead).mappings().await.unwrap_err();
    assert_eq!(
        failure.message,
        "could not list mappings: SORACOM answered 500 with an HTML page"
    );
    assert_eq!(dead.count("GET /v1/port_mappings"), 3);
}

#[tokio::test]
async fn the_rate_limit_is_waited_for_and_told() {
    let server = Responder::start(|asked, before| {
        auth(asked, before).unwrap_or(match before {
            0 => Reply::json(429, "").with("X-Soracom-Ratelimit-Seconds-Before-Refresh: 1"),
            _ => Reply::json(200, "[]").with("Date: Thu, 01 Jan 2026 00:00:00 GMT"),
        })
    })
    .await;
    let notices = Arc::new(Mutex::new(Vec::new()));
    let heard = Arc::clone(&notices);
    let client = client_with(&server, |settings| {
        settings.listener = Arc::new(move |notice| heard.lock().unwrap().push(notice))
    });
    client.mappings().await.unwrap();
    let notices = notices.lock().unwrap();
    assert!(
        matches!(notices[0], Notice::Waiting(wait) if wait == Duration::from_secs(1)),
        "{notices:?}"
    );
    assert!(
        matches!(notices[1], Notice::ServiceTime { date, .. } if date.as_second() == 1_767_225_600),
        "{notices:?}"
    );
}

/// Waiting for what would not end in time would be told as no answer, and that late.
#[tokio::test]
async fn a_rate_limit_that_lasts_longer_than_a_read_may_is_told_at_once() {
    let server = Responder::start(|asked, before| {
        let limited = || Reply::json(429, "").with("X-Soracom-Ratelimit-Seconds-Before-Refresh: 80");
        auth(asked, before).unwrap_or_else(limited)
    })
    .await;
    let client = client(&server);
    let told = "SORACOM answered 429, and asks to wait 80 s";
    for failure in [
        client.mappings().await.unwrap_err(),
        client.device(&SimId("1".into())).await.unwrap_err(),
    ] {
        assert_eq!(failure.kind, Kind::Rate, "{failure}");
        assert!(failure.message.ends_with(told), "{failure}");
    }
    let closed = Responder::start(|_, _| Reply::json(429, "").with("X-Soracom-Ratelimit-Seconds-Before-Refresh: 80")).await;
    let failure = self::client(&closed).mappings().await.unwrap_err();
    assert_eq!(failure.kind, Kind::Rate, "{failure}");
    assert_eq!(closed.lines(), ["POST /v1/auth"]);
}

#[tokio::test]
async fn pages_by_key_and_fails_where_the_list_does_not_advance() {
    let server = Responder::start(|asked, before| {
        auth(asked, before).unwrap_or_else(|| {
            let sim = r#"[{"simId":"1"},7]"#;
            if asked.line.contains("last_evaluated_key=a%2Fb") {
                Reply::json(200, sim).with("x-soracom-next-key: a/b")
            } else {
                Reply::json(200, sim).with("link: </v1/sims?last_evaluated_key=a%2Fb>; rel=next")
            }
        })
    })
    .await;
    let client = client(&server);
    let (pages, ended) = listed(&client).await;
    assert_eq!(pages, [1, 1], "what came before is handed on");
    // what is not among them would be taken for closed, for one of its name, or for nothing
    for half in [
        ended.unwrap_err(),
        client.mappings().await.unwrap_err(),
        client.find(&Lookup::Name("kiosk".into())).await.unwrap_err(),
        client.groups().await.unwrap_err(),
    ] {
        assert!(half.message.contains("goes round in circles"), "{half}");
    }
}

#[tokio::test]
async fn a_sim_that_is_on_two_pages_of_a_search_is_found_once() {
    let server = Responder::start(|asked, before| {
        let sims = || match asked.line.contains("last_evaluated_key=a") {
            false => Reply::json(200, r#"[{"simId":"1"}]"#).with("x-soracom-next-key: a"),
            true => Reply::json(200, r#"[{"simId":"1"},{"simId":"2"}]"#),
        };
        auth(asked, before).unwrap_or_else(sims)
    })
    .await;
    let client = client(&server);
    let found = client.find(&Lookup::Name("ki,k".into())).await.unwrap();
    let sims: Vec<&str> = found.iter().map(|device| device.sim_id.0.as_str()).collect();
    assert_eq!(sims, ["1", "2"]);
    assert_eq!(client.find(&Lookup::Imsi(Imsi("44010".into()))).await.unwrap().len(), 0);
    assert_eq!(client.find(&Lookup::Name("k".into())).await.unwrap_err().kind, Kind::Invalid);
}

/// SORACOM answers well only once the device took the connection; what it says then is no part of that.
#[tokio::test]
async fn a_port_that_took_the_connection_is_not_called_silent() {
    for (body, told) in [
        (r#"{"data":""}"#, "it took the connection"),
        ("{}", "it took the connection"),
        (r#"{"data":"AAA="}"#, "it answered"),
    ] {
        let server = Responder::start(move |asked, before| auth(asked, before).unwrap_or(Reply::json(200, body))).await;
        let answered = client(&server).try_port(&SimId("1".into()), 22).await.unwrap();
        assert_eq!((answered.ok, answered.detail.as_str()), (Some(true), told));
    }
}

#[tokio::test]
async fn nothing_is_an_empty_list() {
    let server = Responder::start(|asked, before| auth(asked, before).unwrap_or(Reply::json(404, "{}"))).await;
    let client = client(&server);
    assert!(client.mappings().await.unwrap().is_empty());
    let (pages, ended) = listed(&client).await;
    assert_eq!((pages.len(), ended), (0, Ok(())));
    assert_eq!(client.device(&SimId("1".into())).await.unwrap_err().kind, Kind::Missing);
    let endpoint = "203.0.113.20:15068".parse().unwrap();
    assert_eq!(client.delete_mapping(&endpoint, None).await.unwrap(), Deletion::Gone);
    assert_eq!(server.last().line, "DELETE /v1/port_mappings/203.0.113.20/15068");
    let page = "<html>404</html>";
    let server = Responder::start(move |asked, before| auth(asked, before).unwrap_or(Reply::json(404, page))).await;
    let lost = self::client(&server).delete_mapping(&endpoint, None).await.unwrap_err();
    assert!(lost.in_doubt, "a balancer's word is none: {lost:?}");
}

/// Nor is the rest of a list, or all of one, gone because a balancer knows no such path.
#[tokio::test]
async fn a_404_that_is_not_soracom_s_or_comes_in_the_middle_is_no_empty_list() {
    type Answer = fn() -> Reply;
    let cases: [(Answer, Answer); 3] = [
        (|| Reply::json(404, "<html>"), || Reply::json(500, "")),
        (|| Reply::json(404, ""), || Reply::json(500, "")),
        (
            || Reply::json(200, "[]").with("x-soracom-next-key: a"),
            || Reply::json(404, r#"{"code":"X","message":"none"}"#),
        ),
    ];
    for (first, second) in cases {
        let server = Responder::start(move |asked, before| {
            let page = || match asked.line.contains("last_evaluated_key") {
                true => second(),
                false => first(),
            };
            auth(asked, before).unwrap_or_else(page)
        })
        .await;
        let client = client(&server);
        assert!(client.mappings().await.is_err());
        let (_, ended) = listed(&client).await;
        assert!(ended.is_err());
    }
}

#[tokio::test]
async fn what_was_never_sent_is_not_in_doubt() {
    let server = Responder::start(|asked, before| {
        auth(asked, before)
            .unwrap_or(Reply::json(200, "[]"))
            .with("connection: close")
    })
    .await;
    let client = client(&server);
    client.sign_in().await.unwrap();
    let gone = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let offline = client_with(&server, |settings| settings.base = format!("http://{gone}"));
    let failure = offline.mappings().await.unwrap_err();
    assert_eq!((failure.kind, failure.in_doubt), (Kind::Offline, false), "{failure:?}");
}

#[tokio::test]
async fn signs_out_once() {
    let server = Responder::start(|asked, before| auth(asked, before).unwrap_or(Reply::json(204, ""))).await;
    let client = client(&server);
    client.sign_out().await;
    assert!(server.lines().is_empty(), "not signed in, so nothing to revoke");
    client.sign_in().await.unwrap();
    client.sign_out().await;
    client.sign_out().await;
    assert_eq!(server.lines(), ["POST /v1/auth", "POST /v1/auth/logout"]);
}

#[test]
fn endpoints_are_checked() {
    for bad in ["", "api.soracom.io", "ftp://x", "https://"] {
        let settings = SoracomSettings::new(bad, Credentials::auth_key("a", "b"), Arc::new(Fixed));
        assert!(SoracomClient::new(settings).is_err(), "{bad}");
    }
}

#[tokio::test]
async fn a_refusal_that_repeats_what_was_sent_is_told_without_the_secret() {
    let server = Responder::start(|asked, _| {
        let sent = String::from_utf8_lossy(&asked.body).replace('"', "'");
        Reply::json(400, format!(r#"{{"code":"X","message":"no such user: {sent}"}}"#))
    })
    .await;
    let client = client_with(&server, |settings| {
        settings.credentials = Credentials::auth_key("keyId-1", "hunter2 is odd")
    });
    let failure = client.sign_in().await.unwrap_err();
    assert!(
        failure.message.contains("keyId-1") && !failure.message.contains("hunter2"),
        "{failure}"
    );
}
