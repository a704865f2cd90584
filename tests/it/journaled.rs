//! The journal as users see it: who opened what and why, in another process and after a restart; what was cut short is told.

use std::process::{Child, Stdio};
use std::time::Duration;

use naptop::domain::record::{Entry, Intent};
use naptop::domain::{Service, SimId, Span};
use naptop::journal::Journal;
use serde_json::Value;

use crate::support::pty::Pty;
use crate::support::simulate::{Simulate, json};

const DEVICE: &str = "kiosk-tokyo-01";

fn endpoint(mapping: &Value) -> String {
    mapping["endpoint"].as_str().unwrap().to_owned()
}

/// The only mapping to the device.
fn mapping(simulate: &Simulate) -> Value {
    let listed = simulate.mappings();
    let theirs: Vec<&Value> = listed.iter().filter(|mapping| mapping["device"]["name"] == DEVICE).collect();
    assert_eq!(theirs.len(), 1, "{theirs:#?}");
    theirs[0].clone()
}

fn started(simulate: &Simulate, args: &[&str]) -> Child {
    let mut command = simulate.command(args);
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

fn killed(mut child: Child) {
    child.kill().unwrap();
    child.wait().unwrap();
}

/// An open that was killed between the mapping and its streaming URL.
fn half_made() -> Simulate {
    let simulate = Simulate::start(&["--fault", "url=stallx1"]);
    let child = started(&simulate, &["open", DEVICE, "--reason", "updates"]);
    let mut other = simulate.command(&["mappings", "--json"]);
    other.env("NAPTOP_JOURNAL", simulate.home.path().join("other.jsonl"));
    while !String::from_utf8_lossy(&other.output().unwrap().stdout).contains(DEVICE) {
        std::thread::sleep(Duration::from_millis(20));
    }
    killed(child);
    simulate
}

#[test]
fn who_and_why_are_known_to_every_process_of_this_journal_and_to_no_other() {
    let simulate = Simulate::start(&[]);
    json(&simulate.naptop(&["open", DEVICE, "--reason", "updates", "--json"]));
    let seen = mapping(&simulate);
    assert_eq!(
        (seen["ours"].as_bool(), seen["reason"].as_str(), seen["opened_by"].as_str()),
        (Some(true), Some("updates"), Some("yamada"))
    );
    assert!(seen["link"]["expires_at"].is_string(), "{seen}");
    let again = json(&simulate.naptop(&["open", DEVICE, "--json"]));
    assert_eq!(
        (again["reused"].as_bool(), again["mapping"]["reason"].as_str()),
        (Some(true), Some("updates"))
    );
    let mut other = simulate.command(&["mappings", "--json"]);
    other.env("NAPTOP_JOURNAL", simulate.home.path().join("other.jsonl"));
    let theirs = json(&other.output().unwrap());
    assert!(theirs.as_array().unwrap().iter().all(|mapping| mapping["ours"] == false));
    let found = json(&simulate.naptop(&["mappings", "--filter", "by:yamada", "--json"]));
    assert_eq!(found.as_array().unwrap().len(), 1, "{found}");
}

/// An opening of an hour ago whose outcome nobody wrote down, by that account.
fn in_doubt(account: &str) -> Entry {
    Entry::Opening(Intent {
        id: account.into(),
        at: jiff::Timestamp::now() - jiff::SignedDuration::from_hours(1),
        operator: "yamada".into(),
        reason: None,
        account: Some(account.into()),
        sim_id: SimId("8981100000000000001".into()),
        device: "kiosk-1".into(),
        device_port: 3389,
        service: Service::Air,
        sources: Vec::new(),
        duration: Span::seconds(1800),
        user_id: None,
    })
}

#[test]
fn what_one_account_lists_says_nothing_of_what_another_left_in_doubt() {
    let simulate = Simulate::start(&[]);
    let path = simulate.home.path().join("several.jsonl");
    let journal = Journal::at(path.clone());
    for account in ["jp OP0012345678", "g OP0012345678", "jp OP0000000099"] {
        journal.append(&in_doubt(account)).unwrap();
    }
    let mut command = simulate.command(&["mappings", "--json"]);
    assert!(command.env("NAPTOP_JOURNAL", &path).output().unwrap().status.success());
    let history = journal.read().unwrap();
    let in_doubt: Vec<&str> = history.unfinished().map(|record| record.intent.id.as_str()).collect();
    assert_eq!(in_doubt, ["g OP0012345678", "jp OP0000000099"]);
}

#[test]
fn the_dashboard_shows_what_an_earlier_run_opened() {
    let simulate = Simulate::start(&[]);
    json(&simulate.naptop(&["open", DEVICE, "--reason", "updates", "--json"]));
    let mut pty = Pty::of(&simulate.command(&[]), 30, 120);
    pty.until("yamada: updates");
    pty.keys("q");
    assert!(pty.ended().success());
}

#[test]
fn a_half_made_open_is_told_and_is_the_users_to_finish_or_undo() {
    let simulate = half_made();
    let made = mapping(&simulate);
    assert_eq!(
        (made["ours"].as_bool(), made["reason"].as_str(), &made["link"]),
        (Some(true), Some("updates"), &Value::Null)
    );
    let told = || String::from_utf8_lossy(&simulate.naptop(&["mappings"]).stderr).into_owned();
    for _ in 0..2 {
        let told = told();
        assert!(
            told.contains("was cut short") && told.contains("(updates)") && told.contains("naptop revoke"),
            "{told}"
        );
        let open = endpoint(&made);
        let remedy = told.lines().nth(1);
        let both = format!("  `naptop url {open}` finishes it, `naptop revoke {open}` takes it away");
        assert_eq!(remedy, Some(both.as_str()), "on a line of its own: {told}");
    }
    json(&simulate.naptop(&["url", &endpoint(&made), "--json"]));
    assert!(mapping(&simulate)["link"].is_object());
    assert_eq!(told(), "");
}

#[test]
fn the_dashboard_tells_what_was_cut_short() {
    let simulate = half_made();
    let mut pty = Pty::of(&simulate.command(&[]), 30, 160);
    pty.until("was cut short");
    pty.until("yamada: updates");
    pty.keys("q");
    assert!(pty.ended().success());
}

#[test]
fn a_revoke_that_was_cut_short_is_told_until_it_is_done() {
    let simulate = Simulate::start(&["--fault", "delete=stallx1"]);
    json(&simulate.naptop(&["open", DEVICE, "--reason", "updates", "--json"]));
    let open = endpoint(&mapping(&simulate));
    let child = started(&simulate, &["revoke", &open]);
    let journal = simulate.home.path().join("journal.jsonl");
    while !std::fs::read_to_string(&journal).unwrap().contains("revoking") {
        std::thread::sleep(Duration::from_millis(20));
    }
    killed(child);
    for _ in 0..2 {
        let told = simulate.naptop(&["mappings"]);
        let told = String::from_utf8_lossy(&told.stderr).into_owned();
        assert!(
            told.contains(&format!("revoking {open}")) && told.contains("it is open"),
            "{told}"
        );
        let remedy = told.lines().nth(1);
        assert_eq!(
            remedy,
            Some(format!("  `naptop revoke {open}` finishes it").as_str()),
            "no URL does: {told}"
        );
    }
    assert_eq!(mapping(&simulate)["reason"], "updates");
    json(&simulate.naptop(&["revoke", &open, "--json"]));
    let told = simulate.naptop(&["mappings"]);
    assert!(told.stderr.is_empty(), "{told:?}");
}

#[test]
fn no_streaming_url_and_no_secret_is_written_down() {
    let simulate = Simulate::start(&[]);
    let opened = json(&simulate.naptop(&["open", DEVICE, "--reason", "updates", "--json"]));
    let written = std::fs::read_to_string(simulate.home.path().join("journal.jsonl")).unwrap();
    assert!(written.contains("updates") && written.contains(&endpoint(&opened["mapping"])));
    for secret in ["http", "secret-x", opened["link"]["url"].as_str().unwrap()] {
        assert!(!written.contains(secret), "{secret}: {written}");
    }
}

/// What is not known of who opened what is said: an access of one's own looks like anybody's otherwise.
#[test]
fn a_journal_that_is_damaged_or_cannot_be_read_is_told() {
    let simulate = Simulate::start(&[]);
    assert!(simulate.naptop(&["open", DEVICE, "--no-url"]).status.success());
    let path = simulate.home.path().join("journal.jsonl");
    let whole = std::fs::read_to_string(&path).unwrap();
    let said = || String::from_utf8(simulate.naptop(&["mappings", "--json"]).stderr).unwrap();
    assert_eq!(said(), "");
    std::fs::write(&path, whole.replacen("opening", "openinq", 1)).unwrap();
    assert!(said().contains("damaged lines in naptop's journal"), "{}", said());
    std::fs::remove_file(&path).unwrap();
    std::fs::create_dir(&path).unwrap();
    assert!(said().contains("journal.jsonl"), "{}", said());
}
