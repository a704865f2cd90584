//! The wall display through a bad day: nobody touches a key, and it tells what is wrong and finds its way back by itself.

use naptop::config::Flags;
use naptop::domain::{Span, WallStart};

use crate::support::flow::Flow;
use crate::support::services::{fault, impatient, simulator};

/// A wall that asks every second, where nothing can be changed.
fn hang(simulator: &naptop::simulator::Simulator) -> Flow {
    let flags = Flags {
        read_only: true,
        ..Flags::default()
    };
    Flow::start_within(impatient(), simulator, &flags, |model| {
        model.settings.wall = WallStart::Always;
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
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    flow.until("all quiet").await;
    assert_eq!(simulator.state().mappings.len(), open, "it only looks on");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_that_drops_and_an_access_that_is_over_are_alarms_as_long_as_they_last() {
    let simulator = simulator(48).await;
    let flow = hang(&simulator);
    flow.until("all quiet").await;
    let first = simulator.state().mappings.remove(0);
    simulator.expire_mapping(&first.ip, first.port);
    flow.until("1 expired and still listed").await;
    flow.until_gone("all quiet").await;
}
