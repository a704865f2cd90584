//! Faults as a caller meets them.

use serde_json::{Value, json};

use super::Caller;
use crate::simulator::Options;

#[tokio::test]
async fn faults_happen_as_written() {
    let mut caller = Caller::new(Options::default()).await;
    caller
        .faults(&[
            "sims=429x1",
            "sims=429-barex1",
            "sims=502x1",
            "sims=reset-beforex1",
            "sims=reset-bodyx1",
            "sims=truncatedx1",
            "sims=nullsx1",
        ])
        .await;
    let limited = caller.call("GET", "/sims", None).await;
    assert_eq!(limited.status(), 429);
    assert_eq!(limited.headers()["x-soracom-ratelimit-remaining"], "0");
    let bare = caller.call("GET", "/sims", None).await;
    assert!(bare.status() == 429 && !bare.headers().contains_key("x-soracom-ratelimit-remaining"));
    let balancer = caller.call("GET", "/sims", None).await;
    assert!(balancer.status() == 502 && balancer.text().await.unwrap().contains("<html>"));
    assert!(caller.try_call("GET", "/sims", None).await.is_err());
    let half = caller.call("GET", "/sims", None).await;
    assert!(half.status() == 200 && half.bytes().await.is_err());
    let cut = caller.call("GET", "/sims", None).await.text().await.unwrap();
    assert!(serde_json::from_str::<Value>(&cut).is_err() && cut.starts_with('['));
    assert!(caller.get("/sims").await[0]["simId"].is_null());
    assert!(caller.get("/sims").await[0]["simId"].is_string());
    assert_eq!(caller.simulator.state().counts["sims"], 8);

    let sim_id = caller.first_sim().await;
    caller.faults(&["create=reset-afterx1", "any=expired-tokenx1@1"]).await;
    let body = json!({ "destination": { "port": 22, "service": "air" } });
    let path = format!("/port_mappings/sims/{sim_id}");
    assert!(caller.try_call("POST", &path, Some(body)).await.is_err());
    assert_eq!(
        caller
            .simulator
            .state()
            .mappings
            .iter()
            .filter(|mapping| mapping.sim_id == sim_id)
            .count(),
        1
    );
    assert_eq!(caller.call("GET", "/sims", None).await.status(), 200);
    assert_eq!(caller.call("GET", "/sims", None).await.status(), 401);
    assert_eq!(caller.call("GET", "/sims", None).await.status(), 401);
    caller.sign_in().await;
    assert_eq!(caller.call("GET", "/sims", None).await.status(), 200);
}
