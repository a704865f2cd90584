//! The simulator as a whole: where it listens, what it forwards to, how it stops.

use std::time::Duration;

use tokio::net::TcpStream;

use super::{Caller, connect, echoes, is_cut};
use crate::simulator::{Options, Target, start};

#[tokio::test]
async fn only_loopback_is_listened_on() {
    let listen = "0.0.0.0:0".parse().unwrap();
    let refused = start(Options {
        listen,
        ..Options::default()
    })
    .await
    .err()
    .unwrap();
    assert!(refused.to_string().contains("loopback"), "{refused}");
}

#[tokio::test]
async fn stopping_closes_everything() {
    let caller = Caller::new(Options::default()).await;
    let mapping = caller.create(&caller.first_sim().await, 3389).await;
    let mut tcp = connect(&mapping).await;
    echoes(&mut tcp).await;
    let url = caller.simulator.urls().soracom;
    let Caller { simulator, .. } = caller;
    tokio::time::timeout(Duration::from_secs(5), simulator.stop()).await.unwrap();
    assert!(is_cut(&mut tcp).await);
    for closed in [url.trim_start_matches("http://"), mapping["endpoint"].as_str().unwrap()] {
        assert!(TcpStream::connect(closed).await.is_err(), "{closed}");
    }
}

#[test]
fn targets_are_read() {
    assert_eq!(
        "3389=127.0.0.1:3390".parse(),
        Ok(Target {
            port: 3389,
            to: "127.0.0.1:3390".to_owned()
        })
    );
    for wrong in ["", "3389", "0=h:1", "3389=h", "3389=:1", "x=h:1", "3389=h:0"] {
        assert!(wrong.parse::<Target>().is_err(), "{wrong}");
    }
}
