//! The wall display through a bad day: nobody touches a key, and it tells what is wrong and finds its way back by itself.

use std::sync::Arc;
use std::time::{Duration, Instant};

use naptop::config::Flags;
use naptop::domain::{Endpoint, RevokeTarget, Span};
use naptop::simulator::{self, Options, Simulator};

use crate::support::flow::Flow;
use crate::support::services::{fault, impatient, services, simulator};

/// A large screen that asks every second, where nothing can be changed: the wall is there by itself.
fn hang(simulator: &Simulator) -> Flow {
    let flags = Flags {
        read_only: true,
        ..Flags::default()
    };
    Flow::start_on((200, 60), impatient(), simulator, &flags, |model| {
        model.settings.refresh = Span::seconds(1);
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn it_recovers_by_itself_from_whatever_comes_and_says_so_meanwhile() {
    let simulator = simulator(48).await;
    let open = simulator.state().mappings.len();
    let flow = hang(&simulator);
    flow.until("all quiet").await;
    for day in ["list=500", "list=reset-before", "list=garbage", "list=html", "list=stall"] {
        simulator.set_faults(vec![fault(day)]);
        let screen = flow.until("✗ SORACOM: ").await;
        assert!(!screen.contains("all quiet"), "{day}:\n{screen}");
        simulator.set_faults(vec![]);
        let screen = flow.until("all quiet").await;
        assert!(!screen.contains("✗ SORACOM"), "{day}:\n{screen}");
    }
    // a token that is refused is nobody's alarm: there is another one at once
    let signed_in = simulator.state().counts.get("auth").copied();
    simulator.set_faults(vec![fault("list=expired-tokenx1")]);
    while simulator.state().counts.get("auth").copied() == signed_in {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    flow.until("all quiet").await;
    assert_eq!(simulator.state().mappings.len(), open, "it only looks on");
}

#[tokio::test(flavor = "multi_thread")]
async fn it_outlives_a_service_that_goes_away_altogether() {
    let first = simulator(48).await;
    let listen = first.urls().soracom.trim_start_matches("http://").parse().unwrap();
    let flow = hang(&first);
    flow.until("all quiet").await;
    first.stop().await;
    flow.until("✗ SORACOM: offline").await;
    flow.until("✗ nothing new for").await;
    let options = Options {
        listen,
        ..Options::default()
    };
    let second = simulator::start(options).await.unwrap();
    let screen = flow.until("all quiet").await;
    assert!(screen.contains("SORACOM ok") && screen.contains("of 48"), "{screen}");
    assert!(
        second.state().counts["auth"] >= 1,
        "the token of the first is none of the second's"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_that_is_away_at_the_start_is_caught_up_with() {
    let simulator = simulator(48).await;
    simulator.set_faults(vec![fault("any=503")]);
    let flow = hang(&simulator);
    flow.until("✗ SORACOM: ").await;
    let screen = flow.until("what is open is not known").await;
    assert!(!screen.contains("all quiet") && !screen.contains("OP0012345678"), "{screen}");
    simulator.set_faults(vec![]);
    let screen = flow.until("all quiet").await;
    assert!(
        screen.contains("of 48"),
        "the SIMs, without waiting for their minute:\n{screen}"
    );
    flow.until("OP0012345678").await;
    let patience = Instant::now() + Duration::from_secs(10);
    while !simulator.state().counts.contains_key("groups") {
        assert!(Instant::now() < patience, "the groups were never asked for again");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_stands_out_is_an_alarm_as_long_as_it_does() {
    let simulator = simulator(48).await;
    let mappings = simulator.state().mappings;
    let (over, dropped) = (&mappings[0], &mappings[1]);
    simulator.go(&dropped.sim_id, false);
    let flow = hang(&simulator);
    flow.until("! offline while access is open: ").await;
    simulator.expire_mapping(&over.ip, over.port);
    flow.until("✗ 1 expired and still listed: ").await;
    let colleague = services(&simulator, Arc::new(|_| {}));
    let target = RevokeTarget {
        endpoint: Endpoint::new(&over.ip, over.port).unwrap(),
        mapping: None,
        label: "the device".into(),
        key: None,
    };
    let report = colleague.access.revoke(&[target]).await;
    assert!(report.failed.is_empty(), "{report:?}");
    let screen = flow.until_gone("expired and still listed").await;
    assert!(screen.contains("! offline while access is open: "), "{screen}");
}
