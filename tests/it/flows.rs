//! Flows: a key string drives the real loop against the simulator, and the screen tells what came of it.

use std::time::Duration;

use naptop::domain::OnQuit;
use naptop::simulator::{self, Options};

use crate::support::flow::Flow;
use crate::support::services::{fault, simulator};
use crate::support::visit;

mod acts;
mod many;
mod wall;

/// The first SIM of the seed, found by its name.
const DEVICE: &str = "kiosk-tokyo-01";

fn find() -> String {
    format!("/{DEVICE}<Enter>")
}

#[tokio::test(flavor = "multi_thread")]
async fn open_copy_revoke() {
    let simulator = simulator(48).await;
    let before = simulator.state().mappings.len();
    let flow = Flow::start(&simulator);
    flow.until("Devices 48").await;
    flow.keys(&find());
    flow.until("1 of 48").await;
    flow.keys("o");
    flow.until("Open access to").await;
    flow.keys("update<Enter>");
    flow.until("link ready").await;
    let opened = simulator.state().mappings;
    assert_eq!(opened.len(), before + 1);
    let mapping = opened
        .iter()
        .find(|mapping| mapping.device_port == 3389 && mapping.sources == ["203.0.113.10/32"])
        .unwrap();
    let endpoint = format!("{}:{}", mapping.ip, mapping.port);
    let screen = flow.text();
    assert!(screen.contains(&endpoint) && screen.contains("update"), "{screen}");

    flow.keys("c");
    flow.until("OSC 52").await;
    let copied = flow.desktop.copied.lock().unwrap().clone();
    assert!(
        copied[0].starts_with(&simulator.urls().page) && copied[0].contains("/authenticate?"),
        "{copied:?}"
    );

    flow.keys("2x");
    let screen = flow.until("Revoke this access?").await;
    assert!(
        screen.contains(DEVICE) && screen.contains(&endpoint) && screen.contains("left"),
        "{screen}"
    );
    flow.keys("n");
    flow.until("nothing was revoked").await;
    assert_eq!(simulator.state().mappings.len(), before + 1, "n revokes nothing");
    flow.keys("xy");
    flow.until("revoked kiosk-tokyo-01").await;
    assert_eq!(simulator.state().mappings.len(), before);
    flow.until_gone(": update").await;
    flow.keys("q");
    flow.ended().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn opening_twice_reuses_what_fits() {
    let simulator = simulator(48).await;
    let flow = Flow::start(&simulator);
    flow.until("Devices 48").await;
    flow.keys(&format!("{}O", find()));
    flow.until("link ready").await;
    let count = simulator.state().mappings.len();
    flow.keys("O");
    flow.until("is already open at").await;
    assert_eq!(simulator.state().mappings.len(), count);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_press_while_opening_opens_nothing_twice() {
    let simulator = simulator(48).await;
    let before = simulator.state().mappings.len();
    let flow = Flow::start(&simulator);
    flow.until("Devices 48").await;
    flow.keys(&format!("{}OOO", find()));
    flow.until("link ready").await;
    assert_eq!(simulator.state().mappings.len(), before + 1);
    assert_eq!(simulator.state().counts.get("create"), Some(&1));
}

#[tokio::test(flavor = "multi_thread")]
async fn when_the_url_cannot_be_made_the_mapping_is_deleted_again() {
    let simulator = simulator(48).await;
    let before = simulator.state().mappings.len();
    simulator.set_faults(vec![fault("url=500")]);
    let flow = Flow::start(&simulator);
    flow.until("Devices 48").await;
    flow.keys(&format!("{}O", find()));
    flow.until("was deleted again").await;
    assert_eq!(simulator.state().mappings.len(), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_answer_to_a_create_is_found_and_adopted() {
    let simulator = simulator(48).await;
    let before = simulator.state().mappings.len();
    simulator.set_faults(vec![fault("create=reset-afterx1")]);
    let flow = Flow::start(&simulator);
    flow.until("Devices 48").await;
    flow.keys(&format!("{}O", find()));
    flow.until("link ready").await;
    assert_eq!(simulator.state().mappings.len(), before + 1, "created once, and adopted");
    assert_eq!(simulator.state().counts.get("create"), Some(&1));
}

#[tokio::test(flavor = "multi_thread")]
async fn partial_success_says_what_is_left() {
    let simulator = simulator(48).await;
    let flow = Flow::start(&simulator);
    flow.until("Devices 48").await;
    flow.keys(&format!("{}O", find()));
    flow.until("link ready").await;
    simulator.set_faults(vec![fault("sessions=500")]);
    flow.keys("xy");
    flow.until("is revoked, but its AppStream sessions").await;
    flow.until_gone("203.0.113.10/32").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn read_only_refuses_with_the_reason() {
    let simulator = simulator(48).await;
    let before = simulator.state().mappings.len();
    let flow = Flow::start_with(&simulator, |model| model.settings.read_only = true);
    flow.until("Devices 48").await;
    flow.keys("O");
    flow.until("read-only: started with").await;
    flow.keys("2x");
    flow.until("READ-ONLY").await;
    assert!(!flow.text().contains("Revoke this"));
    assert_eq!(simulator.state().mappings.len(), before);
    assert_eq!(simulator.state().counts.get("create"), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_page_is_on_the_screen_while_later_ones_are_awaited() {
    let simulator = simulator(450).await;
    simulator.set_faults(vec![fault("sims=stall@2")]);
    let flow = Flow::start(&simulator);
    flow.until("200").await;
    flow.keys(&find());
    flow.until(DEVICE).await;
    flow.keys("Oq");
    flow.ended().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_sign_in_is_said_and_keys_still_work() {
    let simulator = simulator(48).await;
    simulator.set_faults(vec![fault("auth=401")]);
    let flow = Flow::start(&simulator);
    flow.until("401").await;
    flow.keys("?");
    flow.until("quit").await;
    flow.keys("<Esc>q");
    flow.ended().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_is_refused_is_renewed_by_itself() {
    let simulator = simulator(48).await;
    let flow = Flow::start(&simulator);
    flow.until("Devices 48").await;
    simulator.set_faults(vec![fault("list=expired-tokenx1")]);
    flow.keys("R");
    flow.until("refreshing").await;
    flow.keys(&format!("{}O", find()));
    flow.until("link ready").await;
    assert_eq!(simulator.state().counts.get("auth"), Some(&2));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rate_limit_is_said_on_the_screen() {
    let simulator = simulator(48).await;
    simulator.set_faults(vec![fault("sims=429x1")]);
    let flow = Flow::start(&simulator);
    flow.until("rate limit").await;
    flow.until("Devices 48").await;
    drop(simulator);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sweep_takes_what_has_expired_and_orphaned_sessions() {
    let simulator = simulator(48).await;
    let flow = Flow::start(&simulator);
    flow.until("Devices 48").await;
    flow.keys(&format!("{}O", find()));
    flow.until("link ready").await;
    flow.keys("c");
    flow.until("OSC 52").await;
    let url = flow.desktop.copied.lock().unwrap()[0].clone();
    visit(&url).await.unwrap();
    assert_eq!(simulator.state().sessions.len(), 1);
    let mapping = simulator
        .state()
        .mappings
        .into_iter()
        .find(|mapping| mapping.sources == ["203.0.113.10/32"])
        .unwrap();
    simulator.expire_mapping(&mapping.ip, mapping.port);
    flow.keys("R");
    flow.until("expired now").await;
    flow.keys("X");
    let screen = flow.until("Sweep 1 expired").await;
    assert!(screen.contains("1 orphaned"), "{screen}");
    flow.keys("y");
    flow.until("swept; mappings: 1, sessions: 1").await;
    assert!(simulator.state().sessions.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn leaving_asks_and_revokes_when_configured_so() {
    let simulator = simulator(48).await;
    let before = simulator.state().mappings.len();
    let flow = Flow::start_with(&simulator, |model| model.settings.on_quit = OnQuit::Ask);
    flow.until("Devices 48").await;
    flow.keys(&format!("{}O", find()));
    flow.until("link ready").await;
    flow.keys("q");
    flow.until("before leaving?").await;
    flow.keys("<Esc>");
    flow.until_gone("before leaving?").await;
    flow.keys("qy");
    let model = flow.ended().await;
    assert_eq!(simulator.state().mappings.len(), before);
    assert_eq!(model.accesses.ours().count(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn leaving_in_the_middle_of_an_open_leaves_nothing_unsaid() {
    let simulator = simulator(48).await;
    let before = simulator.state().mappings.len();
    simulator.set_faults(vec![fault("url=stall")]);
    let flow = Flow::start(&simulator);
    flow.until("Devices 48").await;
    flow.keys(&format!("{}O", find()));
    while !simulator.state().counts.contains_key("url") {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    flow.keys("q");
    flow.until("leaving once").await;
    flow.keys("q");
    flow.ended().await;
    assert_eq!(simulator.state().mappings.len(), before, "the half-made access was undone");
}

/// With no countdown visible and refreshing paused nothing else wakes the loop: each key has to do it by itself.
#[tokio::test(flavor = "multi_thread")]
async fn every_key_is_seen_though_nothing_else_happens() {
    let simulator = simulator(48).await;
    let flow = Flow::start(&simulator);
    flow.until("Devices 48").await;
    flow.keys("zp");
    flow.until("paused").await;
    flow.keys("<Esc>");
    flow.until_gone("refreshing is paused").await;
    for (keys, shown) in [
        ("/", "filter"),
        ("k", "/k"),
        ("i", "/ki"),
        ("o", "/kio"),
        ("<Enter>", "of 48"),
    ] {
        flow.keys(keys);
        flow.until(shown).await;
    }
    flow.keys("q");
    flow.ended().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_idle_screen_is_not_drawn() {
    let simulator = simulator(48).await;
    let flow = Flow::start(&simulator);
    flow.until("Devices 48").await;
    flow.keys("z");
    flow.until_gone("Endpoint").await;
    // what is still on its way after the first page settles first
    tokio::time::sleep(Duration::from_millis(500)).await;
    let before = flow.frames();
    tokio::time::sleep(Duration::from_millis(2500)).await;
    assert_eq!(flow.frames(), before, "no countdown is visible, so nothing changes");
    flow.keys("z");
    flow.until("Endpoint").await;
    let before = flow.frames();
    tokio::time::sleep(Duration::from_millis(2500)).await;
    let ticks = flow.frames() - before;
    assert!(
        (1..=4).contains(&ticks),
        "one frame a second while countdowns are visible, not {ticks} in 2.5 s"
    );
}

/// Whichever account it is of: there is one clipboard, and one screen that is photographed.
#[tokio::test(flavor = "multi_thread")]
async fn accounts_share_the_clipboard_and_the_mask() {
    let slow = Options {
        devices: 8,
        latency: Duration::from_millis(300),
        ..Options::default()
    };
    let (japan, global) = (simulator::start(slow).await.unwrap(), simulator(8).await);
    let flow = Flow::start_accounts(&[("japan", &japan), ("global", &global)]);
    flow.until("▸japan 3 | global 3").await;
    // the last to end is the one that leads to RDP
    flow.keys("2Gc");
    flow.until("making link").await;
    flow.keys("P2Gc");
    flow.until("clipboard").await;
    flow.keys("P");
    flow.until("ready: c copies").await;
    assert_eq!(
        flow.desktop.copied.lock().unwrap().len(),
        1,
        "global's, which was wanted last"
    );
    flow.keys("M");
    let masked = flow.until("MASKED").await;
    assert!(!masked.contains("global") && !masked.contains("kiosk-tokyo-01"), "{masked}");
    flow.keys("P");
    let masked = flow.until("| ▸account").await;
    assert!(!masked.contains("japan") && !masked.contains("kiosk-tokyo-01"), "{masked}");
}

#[tokio::test(flavor = "multi_thread")]
async fn accounts_stand_side_by_side_and_one_that_is_down_hides_no_other() {
    let (japan, global) = (simulator(8).await, simulator(12).await);
    global.set_faults(vec![fault("any=403")]);
    let flow = Flow::start_accounts(&[("japan", &japan), ("global", &global)]);
    flow.until("1 Devices 8 ").await;
    flow.until("▸japan 3 | global ✗?").await;
    flow.keys("P");
    let screen = flow.until("▸global ✗?").await;
    assert!(screen.contains("✗ SORACOM") && !screen.contains("kiosk-tokyo-01"), "{screen}");
    global.set_faults(vec![]);
    flow.keys("R");
    flow.until("1 Devices 12 ").await;
    flow.keys("P1g");
    flow.until("1 Devices 8 ").await;
    flow.keys("O");
    flow.until("is open at").await;
    flow.until("▸japan 4 | global 3").await;
    assert_eq!(
        (japan.state().made - 3, global.state().made - 3),
        (1, 0),
        "only where the cursor was"
    );
    flow.keys("q");
    let model = flow.ended().await;
    assert_eq!(model.settings.profile, "japan");
}
