//! Flows of many at once: marked by a filter, opened and revoked after one question each.

use std::time::Duration;

use naptop::simulator::{self, Options, Simulator};

use crate::support::flow::Flow;
use crate::support::services::{fault, simulator};

async fn slow() -> Simulator {
    let options = Options {
        devices: 48,
        latency: Duration::from_millis(150),
        ..Options::default()
    };
    simulator::start(options).await.unwrap()
}

fn created(simulator: &Simulator) -> u64 {
    simulator.state().counts.get("create").copied().unwrap_or(0)
}

#[tokio::test(flavor = "multi_thread")]
async fn many_are_opened_one_fails_and_all_are_revoked() {
    let simulator = simulator(48).await;
    let before = simulator.state().mappings.len();
    let flow = Flow::start(&simulator);
    flow.until("Devices 48").await;
    flow.keys("/kiosk online:online<Enter>");
    flow.until(" of 48").await;
    flow.keys("*");
    let screen = flow.until(" marked ").await;
    let marked: usize = screen
        .split_once(" *")
        .unwrap()
        .1
        .split_once(" marked")
        .unwrap()
        .0
        .parse()
        .unwrap();
    assert!(marked >= 5, "{screen}");
    simulator.set_faults(vec![fault("create=400x1@2")]);
    flow.keys("O");
    let screen = flow.until(&format!("Open access to these {marked} devices?")).await;
    assert!(screen.contains("port 3389 for 30m, from 203.0.113.10/32"), "{screen}");
    assert_eq!(created(&simulator), 0, "nothing before y");
    flow.keys("y");
    let screen = flow.until("1 failed (first ").await;
    assert!(
        screen.contains(&format!("opened access to {} of {marked} devices", marked - 1)),
        "{screen}"
    );
    assert_eq!(simulator.state().mappings.len(), before + marked - 1);
    assert!(screen.contains("*1 marked") && screen.contains("failed: "), "{screen}");

    flow.keys("<Esc>2/port:3389 source:203.0.113.10<Enter>*x");
    flow.until(&format!("Revoke these {} accesses?", marked - 1)).await;
    flow.keys("y");
    flow.until(&format!("revoked {} accesses", marked - 1)).await;
    assert_eq!(simulator.state().mappings.len(), before);
    flow.keys("q");
    flow.ended().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn escape_cancels_what_has_not_begun() {
    let simulator = slow().await;
    let before = simulator.state().mappings.len();
    let flow = Flow::start(&simulator);
    flow.until("Devices 48").await;
    flow.keys("/kiosk online:online<Enter>*Oy");
    flow.until("opening 0 of ").await;
    flow.keys("<Esc>");
    flow.until("cancelled what had not begun").await;
    let screen = flow.until("opened access to 4 of ").await;
    assert!(screen.contains(" not begun"), "{screen}");
    assert_eq!(simulator.state().mappings.len(), before + 4);
    assert_eq!(created(&simulator), 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn leaving_undoes_what_is_under_way_and_begins_no_other() {
    let simulator = slow().await;
    let before = simulator.state().mappings.len();
    let flow = Flow::start(&simulator);
    flow.until("Devices 48").await;
    flow.keys("/kiosk online:online<Enter>*Oy");
    flow.until("opening 0 of ").await;
    flow.keys("qq");
    flow.ended().await;
    assert!(created(&simulator) <= 4);
    assert_eq!(simulator.state().mappings.len(), before);
}
