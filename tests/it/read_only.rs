//! Read-only holds where effects run: no key and no verb makes a change reach a service, whatever the key table thinks.

use std::time::Duration;

use clap::CommandFactory;
use futures::future::join_all;
use naptop::app::commands::COMMANDS;
use naptop::cli::args::Args;
use naptop::config::Flags;
use naptop::simulator::Simulator;
use tempfile::TempDir;

use crate::support::flow::Flow;
use crate::support::services::simulator;
use crate::support::simulate::on;

const WRITES: [&str; 4] = ["create", "delete", "url", "expire"];

/// Which changes reached the services.
fn writes(simulator: &Simulator) -> Vec<&'static str> {
    let counts = simulator.state().counts;
    WRITES.into_iter().filter(|write| counts.contains_key(*write)).collect()
}

/// Runs every command on a device and on a mapping, with whatever it asks answered by yes. The key table lets everything pass.
async fn press_everything(simulator: &Simulator, flags: &Flags) {
    let press = async |key: &str| {
        let flow = Flow::start_by(simulator, flags, |model| model.settings.read_only = false);
        flow.until("Devices 48").await;
        for pane in ["1", "2", "3", "4"] {
            flow.keys(&format!("{pane}<{key}><Enter>y"));
            tokio::time::sleep(Duration::from_millis(600)).await;
            flow.keys("y<Esc><Esc><Esc>");
        }
        flow.keys("q");
        flow.ended().await;
    };
    let once = COMMANDS.iter().filter(|row| !row.keys.contains(&"q"));
    join_all(once.map(|row| press(row.keys[0]))).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_key_makes_a_change_reach_a_service() {
    let simulator = simulator(48).await;
    let before = simulator.state().mappings;
    let flags = Flags {
        read_only: true,
        ..Flags::default()
    };
    press_everything(&simulator, &flags).await;
    assert_eq!(writes(&simulator), [""; 0]);
    assert_eq!(simulator.state().mappings.len(), before.len());
    // the same keys do change something where that is allowed
    press_everything(&simulator, &Flags::default()).await;
    assert!(
        writes(&simulator).starts_with(&["create", "delete", "url"]),
        "{:?}",
        writes(&simulator)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn no_verb_makes_a_change_reach_a_service() {
    let simulator = simulator(48).await;
    let mapping = simulator.state().mappings.remove(0);
    let endpoint = format!("{}:{}", mapping.ip, mapping.port);
    let target = endpoint.as_str();
    let verbs: &[(&[&str], i32)] = &[
        (&["devices"], 0),
        (&["mappings"], 0),
        (&["sessions"], 0),
        (&["audit"], 0),
        (&["probe", "kiosk-tokyo-01"], 0),
        (&["open", "kiosk-tokyo-01"], 3),
        (&["open", "kiosk-tokyo-01", "--no-url", "--hold"], 3),
        (&["open", "kiosk-tokyo-01", "--app", "ssh", "--launch"], 3),
        (&["url", target], 3),
        (&["extend", target, "--for", "1h"], 3),
        (&["revoke", target], 3),
        (&["revoke", "--expired"], 3),
        (&["revoke", "--all", "--yes"], 3),
        (&["doctor"], 0),
        (&["config", "path"], 0),
        (&["config", "show"], 0),
        (&["config", "init", "--no-doctor"], 3),
        (&["completions", "bash"], 0),
        (&["man"], 0),
        (&["demo"], 2),
    ];
    // the simulator is no service of anybody's, and goes on for ever
    for verb in Args::command().get_subcommands().filter(|verb| verb.get_name() != "simulate") {
        assert!(
            verbs.iter().any(|(args, _)| args[0] == verb.get_name()),
            "{}",
            verb.get_name()
        );
    }
    let urls = simulator.urls();
    let home = TempDir::new().unwrap();
    for (args, status) in verbs {
        let mut command = on(&urls.soracom, &urls.appstream, &home, args);
        command
            .arg("--read-only")
            .env("AWS_ENDPOINT_URL_EC2", "http://127.0.0.1:1")
            .env("AWS_ENDPOINT_URL_STS", "http://127.0.0.1:1");
        let output = tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(*status), "{args:?}: {said}");
        assert_eq!(
            said.contains("read-only: nothing can be changed"),
            *status == 3,
            "{args:?}: {said}"
        );
    }
    assert_eq!(writes(&simulator), [""; 0]);
    assert!(
        std::fs::read_dir(home.path()).unwrap().next().is_none(),
        "nothing is written either"
    );
}
