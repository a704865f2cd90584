//! Flows: a key string drives the real loop against the simulator, and the screen tells what came of it.

use std::sync::Arc;
use std::time::Duration;

use naptop::domain::alerts::Ways;
use naptop::domain::{OnQuit, Span};

use crate::support::flow::Flow;
use crate::support::services::{fault, first_device, services, simulator};

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
    flow.until("LEFT OPEN").await;
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
async fn extend_replaces_the_mapping_and_the_cursor_follows() {
    let simulator = simulator(48).await;
    let before = simulator.state().mappings.len();
    let flow = Flow::start(&simulator);
    flow.until("Devices 48").await;
    flow.keys(&format!("{}oupdate<Enter>", find()));
    flow.until("link ready").await;
    let of_device = || {
        let mappings = simulator.state().mappings.into_iter();
        let mut here = mappings.filter(|mapping| mapping.device_port == 3389 && mapping.sources == ["203.0.113.10/32"]);
        let only = here.next().unwrap();
        assert!(here.next().is_none());
        format!("{}:{}", only.ip, only.port)
    };
    let old = of_device();
    flow.keys("2/kiosk-tokyo-01<Enter>e");
    let screen = flow.until("Extend access to kiosk-tokyo-01").await;
    assert!(
        screen.contains(&format!("{old}  ")) && screen.contains(" left  ") && screen.contains(": update"),
        "{screen}"
    );
    flow.keys("<Up><Enter>");
    let screen = flow.until(&format!("instead of {old}")).await;
    let new = of_device();
    assert_ne!(new, old);
    assert!(
        screen.contains(&format!("{new} for 1:00:00")) && screen.contains(": update"),
        "{screen}"
    );
    assert_eq!(simulator.state().mappings.len(), before + 1);
    flow.keys("xy");
    flow.until(&format!("revoked kiosk-tokyo-01 ({new})")).await;
    assert_eq!(simulator.state().mappings.len(), before);
    flow.keys("q");
    assert_eq!(flow.ended().await.accesses.ours().count(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_extension_whose_url_cannot_be_made_leaves_the_old_mapping_as_it_was() {
    let simulator = simulator(48).await;
    let flow = Flow::start(&simulator);
    flow.until("Devices 48").await;
    flow.keys(&format!("{}O", find()));
    flow.until("link ready").await;
    let open = || {
        let mappings = simulator.state().mappings.into_iter();
        let mut open: Vec<_> = mappings.map(|mapping| (mapping.ip, mapping.port)).collect();
        open.sort();
        open
    };
    let before = open();
    simulator.set_faults(vec![fault("url=500"), fault("delete=500")]);
    flow.keys("e<Enter>");
    let screen = flow.until("IS STILL OPEN").await;
    assert!(screen.contains("stays as it was"), "{screen}");
    let left: Vec<_> = open().into_iter().filter(|mapping| !before.contains(mapping)).collect();
    assert_eq!(left.len(), 1);
    flow.keys("<Esc>2");
    flow.until(&format!("{}:{}", left[0].0, left[0].1)).await;
    flow.keys("q");
    let model = flow.ended().await;
    assert_eq!(model.accesses.left_open.len(), 1, "the farewell names it");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_has_expired_is_opened_again_as_it_was() {
    let simulator = simulator(48).await;
    let flow = Flow::start(&simulator);
    flow.until("Devices 48").await;
    flow.keys(&format!("{}oupdate<Enter>", find()));
    flow.until("link ready").await;
    let before = simulator.state().mappings;
    let mapping = before.iter().find(|mapping| mapping.sources == ["203.0.113.10/32"]).unwrap();
    simulator.expire_mapping(&mapping.ip, mapping.port);
    flow.keys("R2/kiosk-tokyo-01<Enter>");
    flow.until("expired now").await;
    flow.keys("e");
    let screen = flow.until("Open the same access again?").await;
    assert!(
        screen.contains("port 3389 for 30m") && screen.contains("reason: update"),
        "{screen}"
    );
    flow.keys("y");
    flow.until("link ready").await;
    let after = simulator.state().mappings;
    assert_eq!(after.len(), before.len() + 1);
    let new = after
        .iter()
        .find(|new| !before.iter().any(|old| (&old.ip, old.port) == (&new.ip, new.port)));
    let new = new.unwrap();
    assert_eq!((new.device_port, &new.sources), (3389, &mapping.sources));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_probe_opens_nothing_and_its_answer_stays_in_the_details() {
    let simulator = simulator(48).await;
    let before = simulator.state().mappings.len();
    // it looks, so it may
    let flow = Flow::start_with(&simulator, |model| model.settings.read_only = true);
    flow.until("Devices 48").await;
    flow.keys(&format!("{}t", find()));
    flow.until("kiosk-tokyo-01 answers: ping 3/3").await;
    flow.keys("<Enter>");
    let screen = flow.until("(just now)").await;
    assert!(
        screen.contains("Probe           answers: ping 3/3") && screen.contains("3389 open"),
        "{screen}"
    );
    assert_eq!(simulator.state().mappings.len(), before);
    simulator.set_faults(vec![fault("ping=403")]);
    flow.keys("t");
    flow.until("was not probed").await;
    flow.keys("<Esc>q");
    flow.ended().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_end_of_an_access_and_a_device_that_drops_are_told() {
    let simulator = simulator(48).await;
    let ways = Ways {
        osc9: true,
        ..Ways::default()
    };
    let flow = Flow::start_with(&simulator, |model| {
        model.settings.duration = Span::seconds(6);
        model.settings.link = Err("not here".into());
        model.settings.alerts.ways = ways;
        model.settings.alerts.title = true;
        model.settings.alerts.before = vec![Span::seconds(4)];
    });
    flow.until("Devices 48").await;
    // with the Access pane hidden and nothing refreshed, the moments themselves wake it
    flow.keys(&format!("{}O", find()));
    flow.until(&format!("{DEVICE} is open at")).await;
    let device = first_device(&services(&simulator, Arc::new(|_| {}))).await;
    simulator.go(&device.sim_id.0, false);
    flow.keys("R");
    flow.until(&format!("{DEVICE} has dropped")).await;
    flow.keys("zp");
    flow.until("0:04 left at").await;
    flow.until("has ended").await;
    let told: Vec<String> = flow
        .desktop
        .alerts
        .lock()
        .unwrap()
        .iter()
        .map(|(text, _)| text.clone())
        .collect();
    let count = |what: &str| told.iter().filter(|text| text.contains(what)).count();
    assert_eq!(
        (count("has dropped"), count("0:04 left"), count("has ended")),
        (1, 1, 1),
        "{told:?}"
    );
    assert!(flow.desktop.alerts.lock().unwrap().iter().all(|(_, by)| *by == ways));
    let titles = flow.desktop.titles.lock().unwrap().clone();
    let expected = ["naptop", "0:04 left", "0:03 left", "0:02 left", "0:01 left", "naptop"];
    assert_eq!(titles.len(), expected.len(), "{titles:?}");
    assert!(
        titles.iter().zip(expected).all(|(title, end)| title.ends_with(end)),
        "{titles:?}"
    );
    flow.keys("q");
    flow.ended().await;
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
    reqwest::get(url).await.unwrap();
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
    flow.until("swept 1 mappings and 1 sessions").await;
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
