//! The simulated AppStream and the pages behind its streaming URLs.

use reqwest::StatusCode;
use serde_json::{Value, json};

use super::{Caller, SIGNED};
use crate::simulator::Options;

#[tokio::test]
async fn a_streaming_url_opens_the_session_of_its_user() {
    let caller = Caller::new(Options::default()).await;
    let mapping = caller.create(&caller.first_sim().await, 3389).await;
    let input = |context: &str| json!({ "StackName": "naptop-stack", "FleetName": "naptop-fleet", "UserId": "ops-1a2b", "ApplicationId": "RemoteDesktopBat", "SessionContext": context });
    let (status, made) = caller
        .aws(
            "CreateStreamingURL",
            input(&format!("/v:{}", mapping["endpoint"].as_str().unwrap())),
        )
        .await;
    assert_eq!(status, 200);
    let url = made["StreamingURL"].as_str().unwrap();
    let page = caller.http.get(url).send().await.unwrap().text().await.unwrap();
    assert!(
        page.contains("answers as a remote desktop") && page.contains("ops-1a2b"),
        "{page}"
    );
    let (_, made) = caller.aws("CreateStreamingURL", input("/v:127.0.0.1:1<b>")).await;
    let second = caller
        .http
        .get(made["StreamingURL"].as_str().unwrap())
        .send()
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    assert!(
        second.contains("already running") && second.contains("/v:127.0.0.1:1&lt;b&gt;"),
        "{second}"
    );
    let pair = json!({ "StackName": "naptop-stack", "FleetName": "naptop-fleet" });
    let (_, listed) = caller.aws("DescribeSessions", pair.clone()).await;
    assert_eq!(listed["Sessions"].as_array().unwrap().len(), 1);
    assert_eq!(listed["Sessions"][0]["State"], "ACTIVE");
    let id = listed["Sessions"][0]["Id"].clone();
    assert_eq!(
        caller.aws("ExpireSession", json!({ "SessionId": id })).await,
        (StatusCode::OK, json!({}))
    );
    assert_eq!(caller.aws("ExpireSession", json!({ "SessionId": id })).await.0, 404);
    assert_eq!(caller.aws("DescribeSessions", pair).await.1, json!({ "Sessions": [] }));
    let forged = caller.http.get(format!("{url}x")).send().await.unwrap();
    assert_eq!(forged.status(), 403);
}

#[tokio::test]
async fn appstream_refuses_what_the_model_refuses() {
    let caller = Caller::new(Options::default()).await;
    let good = json!({ "StackName": "naptop-stack", "FleetName": "naptop-fleet", "UserId": "user" });
    for (member, value, kind) in [
        ("UserId", json!("u"), "ValidationException"),
        ("UserId", json!("a b"), "ValidationException"),
        ("UserId", json!("x".repeat(33)), "ValidationException"),
        ("UserId", Value::Null, "ValidationException"),
        ("Validity", json!(0), "ValidationException"),
        ("Validity", json!(604_801), "ValidationException"),
        ("SessionContext", json!(""), "ValidationException"),
        ("StackName", json!("other"), "ResourceNotFoundException"),
        ("FleetName", json!("/"), "ValidationException"),
    ] {
        let mut input = good.clone();
        input[member] = value;
        let (status, refused) = caller.aws("CreateStreamingURL", input.clone()).await;
        assert!(status.is_client_error(), "{input}");
        assert_eq!(refused["__type"], kind, "{input}");
    }
    let (_, refused) = caller.aws("DescribeSessions", good).await;
    assert_eq!(refused["__type"], "InvalidParameterCombinationException");
    let (_, images) = caller.aws("DescribeImages", json!({})).await;
    assert_eq!(images["Images"][0]["Applications"][0]["Name"], "RemoteDesktopBat");
    let (_, fleets) = caller.aws("DescribeFleets", json!({ "Names": ["naptop-fleet"] })).await;
    assert_eq!(fleets["Fleets"][0]["ComputeCapacityStatus"]["Available"], json!(10));
    assert_eq!(caller.aws("DescribeFleets", json!({ "Names": ["x"] })).await.0, 404);
}

#[tokio::test]
async fn the_other_protocol_is_cbor() {
    let caller = Caller::new(Options::default()).await;
    let call = async |operation: &str, input: &'static [u8], signed: &str| {
        let base = caller.simulator.urls().appstream;
        let url = format!("{base}/service/PhotonAdminProxyService/operation/{operation}");
        let answer = caller
            .http
            .post(url)
            .header("smithy-protocol", "rpc-v2-cbor")
            .header("Content-Type", "application/cbor")
            .header("Authorization", signed)
            .body(input)
            .send()
            .await
            .unwrap();
        assert_eq!(answer.headers()["smithy-protocol"], "rpc-v2-cbor");
        assert_eq!(answer.headers()["content-type"], "application/cbor");
        let status = answer.status().as_u16();
        let bytes = answer.bytes().await.unwrap();
        let said: ciborium::Value = ciborium::from_reader(bytes.as_ref()).unwrap();
        (status, said)
    };
    let member = |said: &ciborium::Value, name: &str| {
        let members = said.as_map().unwrap().iter();
        let mut found = members.filter(|(key, _)| key.as_text() == Some(name));
        found.next().map(|(_, value)| value.clone())
    };
    // {_ "StackName", "FleetName", "UserId" }
    let input = b"\xbf\x69StackName\x6cnaptop-stack\x69FleetName\x6cnaptop-fleet\x66UserId\x62me\xff";
    let (status, made) = call("CreateStreamingURL", input, SIGNED).await;
    assert_eq!(status, 200);
    assert!(member(&made, "StreamingURL").unwrap().is_text());
    assert_eq!(member(&made, "Expires").unwrap().as_tag().unwrap().0, 1);
    let (status, refused) = call("ExpireSession", b"\xbf\x69SessionId\x61x\xff", SIGNED).await;
    assert_eq!(status, 404);
    let kind = member(&refused, "__type").unwrap();
    assert_eq!(kind.as_text(), Some("ResourceNotFoundException"));
    assert_eq!(call("DescribeFleets", b"\xbf\xff", "").await.0, 400);
}
