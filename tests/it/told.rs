//! What the verbs tell of acts that were declined, refused, given up or done in part.

use std::io::{BufRead, BufReader};
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

use crate::support::pty::Pty;
use crate::support::simulate::{self, Simulate, error};

const DEVICE: &str = "kiosk-tokyo-01";

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn opened(simulate: &Simulate) -> String {
    let opened = simulate::json(&simulate.naptop(&["open", DEVICE, "--json"]));
    opened["mapping"]["endpoint"].as_str().unwrap().to_owned()
}

#[test]
fn a_revoke_of_all_that_is_declined_says_so_once() {
    let simulate = Simulate::start(&[]);
    let before = simulate.mappings().len();
    let mut pty = Pty::of(&simulate.command(&["revoke", "--all"]), 40, 120);
    pty.until("[y/N]");
    pty.keys("n\n");
    assert!(pty.ended().success());
    let screen = pty.screen();
    assert!(screen.contains("nothing was revoked"), "{screen}");
    assert!(!screen.contains("nothing to revoke"), "{screen}");
    assert_eq!(simulate.mappings().len(), before);
}

/// A mapping that is gone is not open, whatever goes on of it.
#[test]
fn sessions_that_go_on_are_not_told_as_a_mapping_left_open() {
    let simulate = Simulate::start(&["--fault", "sessions=403@1"]);
    let endpoint = opened(&simulate);
    let output = simulate.naptop(&["revoke", &endpoint]);
    let said = said(&output);
    assert_eq!(output.status.code(), Some(6), "{said}");
    assert!(said.contains(&format!("revoked {endpoint}\n")), "{said}");
    let but = format!("\n{endpoint} is revoked, but its AppStream sessions could not be looked for and may go on: ");
    assert!(said.contains(&but) && !said.contains("LEFT OPEN"), "{said}");

    let simulate = Simulate::start(&["--fault", "delete=403"]);
    let endpoint = opened(&simulate);
    let output = simulate.naptop(&["revoke", &endpoint]);
    let said = self::said(&output);
    assert!(said.contains(&format!("LEFT OPEN: {endpoint}: could not delete")), "{said}");
}

#[test]
fn a_sweep_that_cannot_look_for_sessions_names_them_and_no_endpoint() {
    let simulate = Simulate::start(&["--fault", "sessions=403"]);
    let output = simulate.naptop(&["revoke", "--expired", "--json"]);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let left = report["failed"].as_array().unwrap().last().unwrap();
    assert_eq!(
        (&left["endpoint"], &left["what"]),
        (&Value::Null, &json!("AppStream sessions"))
    );
    let said = said(&simulate.naptop(&["revoke", "--expired"]));
    assert!(!said.contains("LEFT OPEN"), "{said}");
}

#[test]
fn a_time_too_short_for_a_url_is_refused_before_anything_is_asked() {
    let simulate = Simulate::start(&["--fault", "auth=500"]);
    for time in ["1s", "2s"] {
        let (status, body) = error(&simulate.naptop(&["open", DEVICE, "--for", time, "--json"]));
        assert_eq!((status, body["kind"].as_str()), (2, Some("invalid")), "{body}");
    }
    let (status, body) = error(&simulate.naptop(&["open", DEVICE, "--for", "3s", "--json"]));
    assert_eq!(status, 1, "{body}");
}

#[test]
fn what_the_user_should_know_besides_is_told_beside_json_too() {
    let simulate = Simulate::start(&[]);
    let endpoint = opened(&simulate);
    let mut extend = simulate.command(&["extend", &endpoint, "--for", "1h", "--json"]);
    let output = extend.env("NAPTOP_JOURNAL", "/dev/null/journal").output().unwrap();
    simulate::json(&output);
    assert!(said(&output).contains("not in naptop's journal"), "{}", said(&output));
}

fn signal(held: u32, name: &str) {
    let sent = Command::new("kill").args(["-s", name, &held.to_string()]).status().unwrap();
    assert!(sent.success());
}

/// The first signals may come in pairs; once it takes long, one more is the user's last word.
#[test]
fn a_hold_that_takes_long_to_revoke_can_be_given_up() {
    let simulate = Simulate::start(&["--fault", "delete=stallx1"]);
    let mut held = simulate
        .command(&["open", DEVICE, "--hold", "--no-url", "--json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let document = BufReader::new(held.stdout.take().unwrap()).lines().map(Result::unwrap);
    let document: Vec<String> = document.take_while(|line| line != "}").collect();
    let opened: Value = serde_json::from_str(&format!("{}}}", document.join("\n"))).unwrap();
    signal(held.id(), "HUP");
    signal(held.id(), "TERM");
    let mut told = BufReader::new(held.stderr.take().unwrap()).lines().map(Result::unwrap);
    assert!(told.any(|line| line.contains("still revoking; Ctrl-C gives up")));
    signal(held.id(), "INT");
    let last = told.last().unwrap();
    assert_eq!(held.wait().unwrap().code(), Some(1));
    let body: Value = serde_json::from_str(&last).unwrap();
    assert_eq!(body["error"]["left_open"], json!([opened["mapping"]["endpoint"]]), "{last}");
    assert!(
        body["error"]["message"].as_str().unwrap().contains("gave up revoking"),
        "{last}"
    );
}
