//! Creates: by SIM or by the general call, each sent once, and in doubt where its fate is unknown.

use super::*;

#[tokio::test]
async fn creates_by_sim_and_falls_back_to_the_general_call() {
    let server = Responder::start(|asked, before| {
        auth(asked, before).unwrap_or(if asked.line.contains("/sims/") {
            Reply::json(403, "")
        } else {
            Reply::json(201, CREATED)
        })
    })
    .await;
    let mapping = client(&server).create_mapping(&request()).await.unwrap();
    assert_eq!(
        mapping.sim_id,
        Some(SimId("8981100000000000001".into())),
        "filled in from the request"
    );
    let sent: Value = serde_json::from_slice(&server.last().body).unwrap();
    let expected = json!({
        "destination": { "port": 3389, "service": "air", "simId": "8981100000000000001" },
        "source": { "ipRanges": ["203.0.113.10/32"] }, "duration": 1800, "tlsRequired": false,
    });
    assert_eq!(sent, expected);
}

#[tokio::test]
async fn a_create_is_sent_once_and_says_when_its_fate_is_unknown() {
    for (reply, doubt) in [
        (|| Reply::json(500, ""), true),
        (|| Reply::Truncated(201, "{"), true),
        (|| Reply::json(201, "<html>"), true),
        (|| Reply::json(201, "{}"), true),
        (|| Reply::Closed, true),
        (|| Reply::Silence, true),
        (|| Reply::json(400, r#"{"code":"X","message":"bad duration"}"#), false),
        (|| Reply::json(429, ""), false),
        (|| Reply::json(403, ""), false),
    ] as [(fn() -> Reply, bool); 9]
    {
        let server = Responder::start(move |asked, before| auth(asked, before).unwrap_or_else(reply)).await;
        let client = client_with(&server, |settings| settings.limits.call = Duration::from_millis(300));
        let failure = client.create_mapping(&request()).await.unwrap_err();
        assert_eq!(failure.in_doubt, doubt, "{failure:?}");
        assert_eq!(server.count("POST /v1/port_mappings/sims"), 1, "{failure:?}");
    }
}

#[tokio::test]
async fn a_create_refused_for_its_token_is_in_doubt_and_the_next_has_a_new_one() {
    let server = Responder::start(|asked, before| {
        auth(asked, before).unwrap_or(match before {
            0 => Reply::json(400, r#"{"message":"invalid api key"}"#),
            _ => Reply::json(201, CREATED),
        })
    })
    .await;
    let client = client(&server);
    let refused = client.create_mapping(&request()).await.unwrap_err();
    assert_eq!((refused.kind, refused.in_doubt), (Kind::Auth, true), "{refused:?}");
    assert_eq!(server.count("POST /v1/port_mappings/sims"), 1, "it is not repeated unseen");
    client.create_mapping(&request()).await.unwrap();
    assert_eq!(server.count("POST /v1/auth"), 2);
}
