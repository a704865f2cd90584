//! How often a verb has to wait for the services one after the other: on a bad link that is how long it takes.

use tempfile::TempDir;

use crate::support::rounds::Rounds;
use crate::support::simulate::{Simulate, json, on};

/// The rounds of a verb. Giving the token back is one of its own, which is not waited for.
async fn rounds_of(simulate: &Simulate, home: &TempDir, args: &[&str]) -> (serde_json::Value, Vec<Vec<String>>) {
    let url = |service: &str| simulate.urls[service].as_str().unwrap();
    let (rounds, [soracom, appstream]) = Rounds::on([url("soracom"), url("appstream")]).await;
    let mut command = on(&soracom, &appstream, home, args);
    let output = tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap();
    let mut rounds = rounds.take_until("POST /v1/auth/logout").await;
    assert_eq!(rounds.pop(), Some(vec!["POST /v1/auth/logout".into()]));
    (json(&output), rounds)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_can_be_asked_for_at_the_same_time_is() {
    let simulate = Simulate::start(&[]);
    let (home, sim) = (
        TempDir::new().unwrap(),
        simulate.first()["sim_id"].as_str().unwrap().to_owned(),
    );
    let (_, rounds) = rounds_of(&simulate, &home, &["mappings", "--json"]).await;
    assert_eq!(rounds, [vec!["POST /v1/auth"], vec!["GET /v1/port_mappings", "GET /v1/sims"]]);
    // the sessions are known by the time that SORACOM has signed in
    let (device, create) = (format!("GET /v1/sims/{sim}"), format!("POST /v1/port_mappings/sims/{sim}"));
    let known = [
        vec!["POST /v1/auth", "POST DescribeSessions"],
        vec!["GET /v1/port_mappings", &device],
    ];
    let url = vec!["POST CreateStreamingURL"];
    let open = ["open", &sim, "--json"];
    let (opened, rounds) = rounds_of(&simulate, &home, &open).await;
    assert_eq!(opened["reused"], false);
    assert_eq!(rounds, [&known[..], &[vec![&create], url.clone()]].concat());
    let (again, rounds) = rounds_of(&simulate, &home, &open).await;
    assert_eq!(again["mapping"]["endpoint"], opened["mapping"]["endpoint"]);
    assert_eq!(rounds, [&known[..], &[url]].concat());
}
