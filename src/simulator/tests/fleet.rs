//! Tokens, SIMs, searches and probes of the simulated SORACOM.

use serde_json::{Value, json};

use super::Caller;
use crate::simulator::Options;

#[tokio::test]
async fn a_token_is_needed_and_can_be_given_back() {
    let mut caller = Caller::new(Options::default()).await;
    assert_eq!(caller.call("GET", "/sims", None).await.status(), 200);
    let answer = caller.call("POST", "/auth/logout", None).await;
    assert_eq!(answer.status(), 204);
    let answer = caller.call("GET", "/sims", None).await;
    assert_eq!(answer.status(), 401);
    assert!(answer.headers().contains_key("x-soracom-ratelimit-seconds-before-refresh"));
    assert!(answer.headers().contains_key("date"));
    caller.key.clear();
    let answer = caller.call("GET", "/sims", None).await;
    assert_eq!(answer.status(), 400);
    let refused: Value = answer.json().await.unwrap();
    assert_eq!(refused["message"], "invalid api key");
    for (body, status) in [
        (json!({}), 400),
        (json!({ "authKeyId": "keyId-x" }), 401),
        (json!({ "authKeyId": "k", "authKey": "s", "tokenTimeoutSeconds": 10 }), 400),
    ] {
        assert_eq!(caller.call("POST", "/auth", Some(body)).await.status(), status);
    }
    let body = json!({ "operatorId": "OP0099999999", "userName": "山田", "password": "x" });
    let answer: Value = caller.call("POST", "/auth", Some(body)).await.json().await.unwrap();
    assert_eq!(
        (&answer["operatorId"], &answer["userName"]),
        (&json!("OP0099999999"), &json!("山田"))
    );
}

#[tokio::test]
async fn pages_lead_through_the_whole_fleet() {
    let caller = Caller::new(Options {
        devices: 47,
        page_size: 10,
        ..Options::default()
    })
    .await;
    let (mut seen, mut key) = (Vec::new(), String::new());
    loop {
        let answer = caller
            .call("GET", &format!("/sims?limit=100&last_evaluated_key={key}"), None)
            .await;
        let next = answer
            .headers()
            .get("x-soracom-next-key")
            .map(|key| key.to_str().unwrap().to_owned());
        let page: Vec<Value> = answer.json().await.unwrap();
        assert!(page.len() <= 10);
        seen.extend(page.iter().map(|sim| sim["simId"].as_str().unwrap().to_owned()));
        match next {
            Some(next) => key = next,
            None => break,
        }
    }
    let count = seen.len();
    seen.dedup();
    assert_eq!((count, seen.len()), (47, 47));
    let one = caller.get(&format!("/sims/{}", seen[20])).await;
    assert_eq!(one["simId"].as_str(), Some(seen[20].as_str()));
    assert_eq!(caller.call("GET", "/sims/8981100000000000000", None).await.status(), 404);
    assert_eq!(caller.get("/groups").await.as_array().unwrap().len(), 6);
}

#[tokio::test]
async fn searching_follows_the_document() {
    let caller = Caller::new(Options {
        devices: 300,
        ..Options::default()
    })
    .await;
    assert_eq!(caller.get("/query/sims").await.as_array().unwrap().len(), 10);
    let found = caller.get("/query/sims?name=KIOSK-tokyo-01&limit=100").await;
    assert!(
        found
            .as_array()
            .unwrap()
            .iter()
            .any(|sim| sim["tags"]["name"] == "kiosk-tokyo-01")
    );
    let online = caller.get("/query/sims?session_status=ONLINE&limit=100").await;
    assert!(
        online
            .as_array()
            .unwrap()
            .iter()
            .all(|sim| sim["sessionStatus"]["online"] == json!(true))
    );
    let either = caller
        .get("/query/sims?name=bus-,agv-&status=suspended&search_type=or&limit=100")
        .await;
    assert!(either.as_array().unwrap().len() > 2);
    for wrong in ["name=k", "limit=0", "limit=101", "session_status=maybe", "search_type=xor"] {
        assert_eq!(
            caller.call("GET", &format!("/query/sims?{wrong}"), None).await.status(),
            400,
            "{wrong}"
        );
    }
    assert_eq!(caller.get("/query/sims?limit=100").await.as_array().unwrap().len(), 100);
}

#[tokio::test]
async fn a_device_can_be_probed_without_a_mapping() {
    let caller = Caller::new(Options::default()).await;
    let sim_id = caller.first_sim().await;
    let probe = async |port: u16, payload: &str, encoding: &str| {
        let body = json!({ "port": port, "payload": payload, "payloadEncoding": encoding, "timeout": 2, "connectionOptions": { "type": "wait_first" } });
        let answer = caller.call("POST", &format!("/sims/{sim_id}/downlink/tcp"), Some(body)).await;
        (answer.status().as_u16(), answer.json::<Value>().await.unwrap())
    };
    let (status, answer) = probe(22, "", "string").await;
    assert!(status == 200 && answer["data"].as_str().unwrap().starts_with("SSH-2.0-"));
    let (status, answer) = probe(3389, "030000130ee000000000000100080003000000", "hex").await;
    assert_eq!((status, answer["dataEncoding"].as_str()), (200, Some("base64")));
    assert_eq!(probe(23, "", "string").await.0, 422);
    assert_eq!(probe(22, "zz", "hex").await.0, 400);
    let ping = caller
        .call("POST", &format!("/sims/{sim_id}/downlink/ping"), Some(json!({})))
        .await;
    assert_eq!(ping.json::<Value>().await.unwrap()["success"], json!(true));
    caller.simulator.go(&sim_id, false);
    assert_eq!(probe(22, "", "string").await.0, 422);
}
