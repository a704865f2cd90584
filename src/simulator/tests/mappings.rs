//! Port mappings of the simulated SORACOM, with real connections through them.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;

use super::{Caller, connect, echoes, is_cut};
use crate::simulator::Options;

#[tokio::test]
async fn a_mapping_forwards_until_it_is_deleted() {
    let caller = Caller::new(Options::default()).await;
    let sim_id = caller.first_sim().await;
    let mapping = caller.create(&sim_id, 3389).await;
    assert_eq!(
        mapping["destination"],
        json!({ "simId": sim_id, "port": 3389, "destinationChoosingStrategy": "AIR_PRIORITIZED" })
    );
    assert_eq!(mapping["hostname"], "127-0-0-1.napter.soracom.io");
    assert_eq!(
        mapping["expiredTime"].as_i64().unwrap() - mapping["createdTime"].as_i64().unwrap(),
        1_800_000
    );
    assert!(mapping.get("imsi").is_none());
    let mut tcp = connect(&mapping).await;
    echoes(&mut tcp).await;
    let path = format!("/port_mappings/127.0.0.1/{}", mapping["port"]);
    assert_eq!(caller.call("DELETE", &path, None).await.status(), 204);
    assert!(is_cut(&mut tcp).await);
    assert_eq!(caller.call("DELETE", &path, None).await.status(), 404);
    assert!(TcpStream::connect(mapping["endpoint"].as_str().unwrap()).await.is_err());
    let imsi = caller.get(&format!("/sims/{sim_id}")).await["sessionStatus"]["imsi"]
        .as_str()
        .unwrap()
        .to_owned();
    let path = format!("/audit_logs/napter?resource_type=Subscriber&resource_id={imsi}");
    let mut entries = caller.get(&path).await;
    for _ in 0..50 {
        if entries.as_array().unwrap().len() >= 5 {
            break; // The end of the connection is noted by the task that carried it.
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
        entries = caller.get(&path).await;
    }
    let mut kinds: Vec<&str> = entries
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| entry["type"].as_str().unwrap())
        .collect();
    assert_eq!(kinds.last(), Some(&"CREATED"));
    kinds.sort_unstable();
    assert_eq!(kinds, ["ACCESS", "CLOSED", "CONNECTED", "CREATED", "DELETED"]);
    assert_eq!(caller.simulator.state().counts["delete"], 2);
}

#[tokio::test]
async fn a_mapping_that_expires_stays_listed_for_a_while() {
    let caller = Caller::new(Options::default()).await;
    let sim_id = caller.first_sim().await;
    let body = json!({ "destination": { "simId": sim_id, "port": 22 }, "duration": 1 });
    let short: Value = caller.call("POST", "/port_mappings", Some(body)).await.json().await.unwrap();
    assert_eq!(short["destination"]["destinationChoosingStrategy"], "DYNAMIC");
    assert_eq!(short["source"]["ipRanges"], json!(["198.51.100.77/32"]));
    let mapping = caller.create(&sim_id, 8080).await;
    let (mut one, mut two) = (connect(&short).await, connect(&mapping).await);
    caller
        .simulator
        .expire_mapping("127.0.0.1", u16::try_from(mapping["port"].as_u64().unwrap()).unwrap());
    assert!(is_cut(&mut two).await);
    tokio::time::sleep(Duration::from_millis(1100)).await;
    let mut banner = [0; 64];
    while matches!(one.read(&mut banner).await, Ok(1..)) {}
    let listed = caller.get(&format!("/port_mappings/sims/{sim_id}")).await;
    assert_eq!(
        listed
            .as_array()
            .unwrap()
            .iter()
            .filter(|mapping| mapping["expired"] == json!(true))
            .count(),
        2
    );
    assert!(
        caller
            .simulator
            .state()
            .mappings
            .iter()
            .any(|mapping| mapping.expired && mapping.sim_id == sim_id)
    );
}

#[tokio::test]
async fn a_colleague_has_mappings_open() {
    let caller = Caller::new(Options::default()).await;
    let all = caller.get("/port_mappings").await;
    let all = all.as_array().unwrap();
    assert_eq!(all.len(), 3);
    let by_imsi = all.iter().find(|mapping| mapping.get("imsi").is_some()).unwrap();
    assert!(by_imsi.get("simId").is_none() && by_imsi["destination"].get("simId").is_none());
    let imsi = by_imsi["imsi"].as_str().unwrap();
    assert_eq!(
        caller.get(&format!("/port_mappings/subscribers/{imsi}")).await,
        json!([by_imsi])
    );
    assert_eq!(
        caller
            .call("GET", "/port_mappings/subscribers/440100000000000", None)
            .await
            .status(),
        404
    );
    let first = caller.call("GET", "/port_mappings?limit=2", None).await;
    let key = first.headers()["x-soracom-next-key"].to_str().unwrap().to_owned();
    assert_eq!(
        caller.get(&format!("/port_mappings?last_evaluated_key={key}")).await,
        json!([all[2]])
    );
    let mut tcp = connect(by_imsi).await;
    let mut greeting = [0; 12];
    tcp.read_exact(&mut greeting).await.unwrap();
    assert_eq!(&greeting, b"RFB 003.008\n");
}

#[tokio::test]
async fn a_create_is_checked() {
    let caller = Caller::new(Options::default()).await;
    let sim_id = caller.first_sim().await;
    let path = format!("/port_mappings/sims/{sim_id}");
    for (body, status) in [
        (json!({ "destination": { "port": 0 } }), 400),
        (
            json!({ "destination": { "port": 3389.0, "service": "air" }, "duration": 1800.0 }),
            201,
        ),
        (json!({ "destination": { "port": "3389" } }), 400),
        (json!({ "destination": { "port": 22, "service": "lte" } }), 400),
        (json!({ "destination": { "port": 22, "service": "arc" } }), 400),
        (json!({ "destination": { "port": 22 }, "duration": 28801 }), 400),
        (json!({ "destination": { "port": 22 }, "duration": 0 }), 400),
        (
            json!({ "destination": { "port": 22 }, "source": { "ipRanges": ["127.0.0.1/32"] } }),
            400,
        ),
        (
            json!({ "destination": { "port": 22 }, "source": { "ipRanges": ["203.0.113.1"] } }),
            400,
        ),
        (json!([]), 400),
    ] {
        assert_eq!(
            caller.call("POST", &path, Some(body.clone())).await.status(),
            status,
            "{body}"
        );
    }
    caller.simulator.go(&sim_id, false);
    let body = json!({ "destination": { "port": 22, "service": "air" } });
    let refused = caller.call("POST", &path, Some(body.clone())).await;
    assert_eq!(refused.status(), 400);
    assert_eq!(refused.json::<Value>().await.unwrap()["code"], "SEM0016");
    assert_eq!(
        caller
            .call("POST", "/port_mappings/sims/8981100000000000000", Some(body.clone()))
            .await
            .status(),
        404
    );
    assert_eq!(caller.call("POST", "/port_mappings", Some(body)).await.status(), 400);
}

#[tokio::test]
async fn the_api_log_tells_who_created() {
    let caller = Caller::new(Options::default()).await;
    let all = caller.get("/port_mappings").await;
    let calls = caller.get("/audit_logs/api?api_kind=/v1/port_mappings/sims/{sim_id}").await;
    assert_eq!(calls[0]["userName"], "tanaka");
    let apart = calls[0]["requestedTimeEpochMs"].as_i64().unwrap() - all[0]["createdTime"].as_i64().unwrap();
    assert!(
        apart.abs() < 100,
        "the call and its effect are noted one after the other: {apart} ms"
    );
    let path = format!("/v1/port_mappings/sims/{}", all[0]["simId"].as_str().unwrap());
    assert_eq!(calls[0]["requestPath"], json!(path));
}

#[tokio::test]
async fn a_refusal_speaks_the_language_of_the_caller() {
    let caller = Caller::new(Options::default()).await;
    let url = format!("{}/v1/sims/1", caller.simulator.urls().soracom);
    for (language, said) in [
        ("en", "No such SIM found."),
        ("ja", "指定された SIM は存在しません。"),
        ("fr", "No such SIM found."),
    ] {
        let request = caller.http.get(&url).header("X-Soracom-API-Key", &caller.key);
        let request = request
            .header("X-Soracom-Token", &caller.token)
            .header("X-Soracom-Lang", language);
        let refused: Value = request.send().await.unwrap().json().await.unwrap();
        assert_eq!(refused["message"], said);
    }
}
