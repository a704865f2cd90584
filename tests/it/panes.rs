//! Flows through the Sessions and Audit panes: the real loop, the production clients, the simulator's sessions, fleet and log.

use std::time::Duration;

use naptop::simulator::Simulator;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::sleep;

use crate::support::flow::Flow;
use crate::support::services::{fault, simulator};
use crate::support::visit;

const DEVICE: &str = "kiosk-tokyo-01";

/// Access to the first device is open, and somebody is in its session. Where it is open.
async fn somebody_is_in(flow: &Flow, simulator: &Simulator) -> (String, u16) {
    flow.until("Devices 48").await;
    flow.keys(&format!("/{DEVICE}<Enter>O"));
    flow.until("link ready").await;
    flow.keys("c");
    flow.until("OSC 52").await;
    let url = flow.desktop.copied.lock().unwrap()[0].clone();
    assert!(visit(&url).await.unwrap().status().is_success());
    assert_eq!(simulator.state().sessions.len(), 1);
    let mappings = simulator.state().mappings;
    let ours = mappings.iter().find(|mapping| mapping.sources == ["203.0.113.10/32"]);
    ours.map(|mapping| (mapping.ip.clone(), mapping.port)).unwrap()
}

fn asked(simulator: &Simulator, operation: &str) -> u64 {
    let counts = simulator.state().counts;
    counts.get(operation).copied().unwrap_or(0)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_is_seen_and_ended_and_its_mapping_stays() {
    let simulator = simulator(48).await;
    let flow = Flow::start(&simulator);
    let (ip, port) = somebody_is_in(&flow, &simulator).await;
    let mappings = simulator.state().mappings.len();
    flow.keys("3");
    let screen = flow.until("● connected").await;
    assert!(screen.contains(&format!("{ip}:{port}")), "{screen}");
    flow.until("fleet 9 of 10 free").await;
    flow.keys("x");
    let screen = flow.until("End this AppStream session?").await;
    assert!(screen.contains(DEVICE), "{screen}");
    flow.keys("n");
    flow.until("no session was ended").await;
    assert_eq!(simulator.state().sessions.len(), 1, "n ends nothing");
    flow.keys("xy");
    flow.until("ended the session of kiosk-tokyo-01").await;
    flow.until("nobody is in an AppStream session").await;
    assert!(simulator.state().sessions.is_empty());
    assert_eq!(simulator.state().mappings.len(), mappings);
    flow.until("fleet 10 of 10 free").await;
    flow.keys("q");
    flow.ended().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_orphan_stands_out_and_is_swept() {
    let simulator = simulator(48).await;
    let flow = Flow::start(&simulator);
    let (ip, port) = somebody_is_in(&flow, &simulator).await;
    simulator.expire_mapping(&ip, port);
    flow.keys("3R");
    let screen = flow.until("! ORPHAN").await;
    assert!(screen.contains("mapping is gone"), "{screen}");
    flow.keys("X");
    let screen = flow.until("Sweep 1 expired").await;
    assert!(
        screen.contains("session of") && screen.contains(&format!("{ip}:{port}")),
        "{screen}"
    );
    flow.keys("y");
    flow.until("nobody is in an AppStream session").await;
    assert!(simulator.state().sessions.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_asked_for_panes_that_are_hidden() {
    let simulator = simulator(48).await;
    let flow = Flow::start(&simulator);
    flow.until("Devices 48").await;
    flow.keys("12R1");
    flow.until("refreshing").await;
    sleep(Duration::from_millis(300)).await;
    let hidden = ["sessions", "fleets", "audit"].map(|operation| asked(&simulator, operation));
    assert_eq!(
        hidden,
        [0, 2, 0],
        "how the fleet stands is told at the start, and when all is asked for anew"
    );
    flow.keys("3");
    flow.until("nobody is in").await;
    flow.until("fleet 10 of 10 free").await;
    flow.keys("4");
    flow.until("CREATED").await;
    flow.keys("2");
    let shown = ["sessions", "fleets", "audit"].map(|operation| asked(&simulator, operation));
    assert_eq!(shown, [1, 3, 1], "each once");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_log_in_which_nothing_happens_is_not_drawn() {
    let simulator = simulator(48).await;
    let flow = Flow::start(&simulator);
    flow.until("Devices 48").await;
    flow.keys("4");
    flow.until("CREATED").await;
    sleep(Duration::from_millis(500)).await;
    let before = flow.frames();
    // it is asked for meanwhile
    let asked_before = asked(&simulator, "audit");
    sleep(Duration::from_secs(11)).await;
    assert_eq!(flow.frames(), before);
    assert_eq!(asked(&simulator, "audit"), asked_before + 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fleet_that_may_not_be_read_is_said_once_and_the_sessions_are_there() {
    let simulator = simulator(48).await;
    simulator.set_faults(vec![fault("fleets=403")]);
    let flow = Flow::start(&simulator);
    somebody_is_in(&flow, &simulator).await;
    flow.keys("3");
    flow.until("appstream:DescribeFleets").await;
    let screen = flow.until("● connected").await;
    assert!(!screen.contains(" free"), "{screen}");
    flow.keys("<Esc>");
    flow.until_gone("DescribeFleets").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_service_down_names_itself_in_its_pane_and_hides_no_other() {
    let simulator = simulator(48).await;
    let flow = Flow::start(&simulator);
    somebody_is_in(&flow, &simulator).await;
    flow.keys("3");
    flow.until("● connected").await;
    flow.keys("4");
    flow.until("CONNECTED").await;
    simulator.set_faults(vec![fault("sessions=403"), fault("audit=403")]);
    flow.keys("R");
    let screen = flow.until("OLD, of").await;
    assert!(
        screen.contains("could not read the audit log") && screen.contains("AuditLog:getNapterAuditLogs"),
        "{screen}"
    );
    flow.keys("3R");
    let screen = flow.until("appstream:DescribeSessions").await;
    assert!(
        screen.contains("● connected") && screen.contains("OLD, of"),
        "what was there stays: {screen}"
    );
    flow.keys("2");
    let screen = flow.until("Time left").await;
    assert!(
        screen.contains(DEVICE) && screen.contains("SORACOM ok") && !screen.contains("OLD"),
        "{screen}"
    );
    simulator.set_faults(Vec::new());
    flow.keys("3R");
    flow.until_gone("OLD, of").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_log_of_a_device_is_followed_and_tells_what_is_still_open() {
    let simulator = simulator(48).await;
    let flow = Flow::start(&simulator);
    flow.until("Devices 48").await;
    flow.keys(&format!("/{DEVICE}<Enter>O"));
    flow.until("link ready").await;
    let mappings = simulator.state().mappings;
    let ours = mappings
        .iter()
        .find(|mapping| mapping.sources == ["203.0.113.10/32"])
        .unwrap();
    flow.keys("a");
    let screen = flow.until("CREATED").await;
    assert!(screen.contains(&format!("Audit 1 of {DEVICE}")), "{screen}");
    let mut tcp = TcpStream::connect((ours.ip.as_str(), ours.port)).await.unwrap();
    tcp.write_all(&[3, 0, 0, 19, 14, 0xe0, 0, 0, 0, 0, 0, 1, 0, 8, 0, 3, 0, 0, 0])
        .await
        .unwrap();
    assert!(tcp.read(&mut [0; 64]).await.unwrap() > 0);
    // by itself: nobody presses R
    let screen = flow.until("● CONNECTED").await;
    let row = screen.lines().find(|line| line.contains("● CONNECTED")).unwrap();
    assert!(row.contains("127.0.0.1") && row.contains("open now"), "{row}");
    drop(tcp);
    flow.until("lasted").await;
    flow.keys("a");
    flow.until("Audit 7").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_log_tells_a_device_that_refused() {
    let simulator = simulator(48).await;
    let flow = Flow::start(&simulator);
    flow.until("Devices 48").await;
    flow.keys(&format!("/{DEVICE}<Enter>O"));
    flow.until("link ready").await;
    let mappings = simulator.state().mappings;
    let ours = mappings
        .iter()
        .find(|mapping| mapping.sources == ["203.0.113.10/32"])
        .unwrap();
    simulator.go(&ours.sim_id, false);
    // it is cut off, sooner or later
    if let Ok(mut tcp) = TcpStream::connect((ours.ip.as_str(), ours.port)).await {
        assert!(!matches!(tcp.read(&mut [0; 1]).await, Ok(1)));
    }
    flow.keys("4");
    flow.until("DEVICE refused").await;
    flow.keys("<Enter>");
    let screen = flow.until("Course").await;
    assert!(screen.contains("ACCESS") && screen.contains("CLOSED"), "{screen}");
}
