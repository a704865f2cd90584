//! Flows of extending, opening again, probing and alerts.

use std::sync::Arc;

use naptop::app::{Effect, Event};
use naptop::domain::Span;
use naptop::domain::alerts::Ways;
use naptop::runtime::Performer;

use super::{DEVICE, find};
use crate::support::flow::{Flow, RecordingDesktop};
use crate::support::services::{fault, first_device, request, services, simulator};

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
    flow.keys("<Enter>");
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

/// Leaving cancels what is being opened; who stays after all opens again.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_cancelled_once_can_be_opened_again() {
    let simulator = simulator(8).await;
    let services = services(&simulator, Arc::new(|_| {}));
    let device = first_device(&services).await;
    let (events, mut heard) = tokio::sync::mpsc::unbounded_channel();
    let (pages, _taken) = tokio::sync::mpsc::channel(1);
    let desktop = Arc::new(RecordingDesktop::default());
    let workers = tokio::runtime::Handle::current().into();
    let mut performer = Performer::new(
        services.access.clone(),
        services.aws.clone(),
        desktop,
        (events, pages),
        workers,
    );
    let mut opened = Vec::new();
    for cancelled in [true, false] {
        performer.perform(Effect::Open(Box::new(request(&services, &device))));
        if cancelled {
            performer.perform(Effect::Cancel);
        }
        let Some(Event::Opened { result, .. }) = heard.recv().await else {
            panic!()
        };
        opened.push(result.is_ok());
    }
    assert_eq!(opened, [false, true]);
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
    let screen = flow.until("(now)").await;
    assert!(
        screen.contains("Probe           answers: ping 3/3") && screen.contains("3389 open"),
        "{screen}"
    );
    assert_eq!(simulator.state().mappings.len(), before);
    // who may not ping may try the port
    simulator.set_faults(vec![fault("ping=403")]);
    flow.keys("t");
    let screen = flow.until("ping cannot be told").await;
    assert!(screen.contains("3389 open"), "{screen}");
    simulator.set_faults(vec![fault("ping=500")]);
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
    // a notification is on the screenshot too
    flow.keys("zpM");
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
    let ends = told.iter().filter(|text| text.contains("0:04 left"));
    assert!(ends.into_iter().all(|text| !text.contains(DEVICE)), "{told:?}");
    assert!(flow.desktop.alerts.lock().unwrap().iter().all(|(_, by)| *by == ways));
    // a title is set right after its frame
    let desktop = flow.desktop.clone();
    flow.keys("q");
    flow.ended().await;
    let titles = desktop.titles.lock().unwrap().clone();
    let expected = ["naptop", "0:04 left", "0:03 left", "0:02 left", "0:01 left", "naptop"];
    assert_eq!(titles.len(), expected.len(), "{titles:?}");
    assert!(
        titles.iter().zip(expected).all(|(title, end)| title.ends_with(end)),
        "{titles:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_open_is_written_to_a_file() {
    let simulator = simulator(48).await;
    let flow = Flow::start(&simulator);
    flow.until("Devices 48").await;
    flow.keys(&format!("{}O", find()));
    flow.until("link ready").await;
    flow.keys("2/kiosk-tokyo-01 port:3389<Enter>E");
    flow.until("written to /work/naptop-access-").await;
    let saved = flow.desktop.saved.lock().unwrap().clone();
    let [(name, contents)] = saved.as_slice() else {
        panic!("{saved:?}")
    };
    assert!(name.ends_with("Z.csv"), "{name}");
    assert_eq!(contents.lines().count(), 2, "{contents}");
    assert!(
        contents.contains(DEVICE) && contents.contains(",203.0.113.10/32,"),
        "{contents}"
    );
}
