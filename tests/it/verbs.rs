//! The verbs that look at and change what is open: sessions, probe, audit, url, extend, and the hold of open.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Command, Stdio};
use std::time::Duration;

use serde_json::Value;

use crate::support::pty::Pty;
use crate::support::simulate::{Simulate, error, json, on};

/// Opens access to the first device, with these options.
fn open(simulate: &Simulate, options: &[&str]) -> Value {
    let sim_id = simulate.first()["sim_id"].as_str().unwrap().to_owned();
    json(&simulate.naptop(&[&["open", &sim_id, "--json"], options].concat()))
}

fn endpoint(opened: &Value) -> String {
    opened["mapping"]["endpoint"].as_str().unwrap().to_owned()
}

/// Opens a streaming URL, as a browser would: that starts a session.
fn enter(link: &Value) {
    let url = link["url"].as_str().unwrap();
    let (host, path) = url.strip_prefix("http://").unwrap().split_once('/').unwrap();
    let mut stream = TcpStream::connect(host).unwrap();
    write!(stream, "GET /{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
}

#[test]
fn a_session_is_joined_with_its_mapping_and_an_orphan_when_that_is_gone() {
    let simulate = Simulate::start(&[]);
    let opened = open(&simulate, &[]);
    assert_eq!(json(&simulate.naptop(&["sessions", "--json"])), serde_json::json!([]));
    enter(&opened["link"]);
    let sessions = json(&simulate.naptop(&["sessions", "--json"]));
    let session = &sessions[0];
    for field in [
        "id",
        "user_id",
        "state",
        "connection",
        "started_at",
        "max_expires_at",
        "endpoint",
        "orphan",
    ] {
        assert!(session.get(field).is_some(), "{field} is missing: {session}");
    }
    assert_eq!(session["user_id"], opened["link"]["user_id"]);
    assert_eq!(
        (session["endpoint"].as_str(), session["orphan"].as_bool()),
        (Some(endpoint(&opened).as_str()), Some(false))
    );
    // the mapping alone is taken away, by another program
    let url = format!(
        "{}/v1/port_mappings/{}",
        simulate.urls["soracom"].as_str().unwrap(),
        endpoint(&opened).replace(':', "/")
    );
    simulate.delete(&url);
    let sessions = json(&simulate.naptop(&["sessions", "--json"]));
    assert_eq!(
        (&sessions[0]["endpoint"], sessions[0]["orphan"].as_bool()),
        (&Value::Null, Some(true))
    );
    let table = String::from_utf8(simulate.naptop(&["sessions"]).stdout).unwrap();
    assert!(table.contains("ORPHAN"), "{table}");
    json(&simulate.naptop(&["revoke", "--expired", "--json"]));
    assert_eq!(json(&simulate.naptop(&["sessions", "--json"])), serde_json::json!([]));
}

/// One fleet may serve two accounts, and each lists its own mappings alone.
#[test]
fn a_session_of_another_account_is_no_orphan_and_stays() {
    let (ours, theirs) = (Simulate::start(&[]), Simulate::start(&["--seed", "7"]));
    enter(&open(&theirs, &[])["link"]);
    let soracom = ours.urls["soracom"].as_str().unwrap();
    let appstream = theirs.urls["appstream"].as_str().unwrap();
    let naptop = |args: &[&str]| json(&on(soracom, appstream, &ours.home, args).output().unwrap());
    let sessions = naptop(&["sessions", "--json"]);
    assert_eq!(sessions[0]["orphan"], false, "{sessions}");
    let swept = naptop(&["revoke", "--expired", "--json"]);
    assert_eq!(swept["sessions_expired"], serde_json::json!([]), "{swept}");
    // one on a device of ours, which somebody else opened, has lost its mapping
    let sim_id = ours.first()["sim_id"].as_str().unwrap().to_owned();
    let home = tempfile::TempDir::new().unwrap();
    let opened = json(&on(soracom, appstream, &home, &["open", &sim_id, "--json"]).output().unwrap());
    enter(&opened["link"]);
    ours.delete(&format!("{soracom}/v1/port_mappings/{}", endpoint(&opened).replace(':', "/")));
    let swept = naptop(&["revoke", "--expired", "--json"]);
    assert_eq!(swept["sessions_expired"].as_array().unwrap().len(), 1, "{swept}");
    assert_eq!(naptop(&["sessions", "--json"]).as_array().unwrap().len(), 1);
}

#[test]
fn what_is_open_is_told_to_ssh_and_to_spreadsheets() {
    let simulate = Simulate::start(&[]);
    let opened = open(&simulate, &["--port", "22", "--no-url", "--reason", "=cmd,1"]);
    open(&simulate, &["--port", "8080", "--no-url"]);
    let text = |args: &[&str]| String::from_utf8(simulate.naptop(&[&["mappings"], args].concat()).stdout).unwrap();
    let (host, port) = endpoint(&opened)
        .rsplit_once(':')
        .map(|(host, port)| (host.to_owned(), port.to_owned()))
        .unwrap();
    let sim_id = opened["mapping"]["device"]["sim_id"].as_str().unwrap();
    let config = text(&["--format", "ssh-config"]);
    let block = format!("Host kiosk-tokyo-01\n  HostName {host}\n  Port {port}\n  HostKeyAlias {sim_id}\n");
    assert!(config.contains(&block), "{config}");
    assert!(!config.contains("kiosk-tokyo-01-2"), "only port 22: {config}");
    let filtered = text(&["--format", "ssh-config", "--filter", "kiosk-tokyo-01"]);
    assert!(filtered.contains("Host kiosk-tokyo-01-2\n"), "{filtered}");
    let csv = text(&["--format", "csv"]);
    assert!(csv.starts_with("device,sim_id,imsi,host,port,device_port,"), "{csv}");
    let line = csv.lines().find(|line| line.contains(&format!("{host},{port},22,"))).unwrap();
    assert!(line.contains(",\"'=cmd,1\",") && line.ends_with(",live"), "{line}");
    let both = simulate.naptop(&["mappings", "--json", "--format", "csv"]);
    assert_eq!(both.status.code(), Some(2));
}

#[test]
fn a_probe_opens_nothing_and_tells_ping_and_port_apart() {
    let simulate = Simulate::start(&[]);
    let before = simulate.mappings().len();
    let probe = json(&simulate.naptop(&["probe", "kiosk-tokyo-01", "--json"]));
    assert_eq!(
        (probe["ping"]["ok"].as_bool(), &probe["port"]),
        (Some(true), &Value::Null),
        "{probe}"
    );
    assert!(probe["ping"]["detail"].as_str().unwrap().contains("3 received"), "{probe}");
    assert_eq!(
        (probe["online"].as_bool(), probe["device"]["name"].as_str()),
        (Some(true), Some("kiosk-tokyo-01"))
    );
    for (port, answers) in [("3389", true), ("22", true), ("8080", true), ("4444", false)] {
        let probe = json(&simulate.naptop(&["probe", "kiosk-tokyo-01", "--port", port, "--json"]));
        assert_eq!(probe["port"]["number"], port.parse::<u16>().unwrap());
        assert_eq!(probe["port"]["ok"], answers, "{probe}");
    }
    assert_eq!(simulate.mappings().len(), before);
    let simulate = Simulate::start(&["--fault", "tcp=403"]);
    let probe = json(&simulate.naptop(&["probe", "kiosk-tokyo-01", "--port", "22", "--json"]));
    assert_eq!(probe["port"]["ok"], Value::Null, "not permitted is not known: {probe}");
    assert!(
        probe["port"]["detail"].as_str().unwrap().contains("Sim:sendDownlinkTcp"),
        "{probe}"
    );
}

#[test]
fn the_audit_log_is_newest_first_and_by_device() {
    let simulate = Simulate::start(&[]);
    let opened = open(&simulate, &["--port", "22", "--no-url", "--reason", "updates"]);
    drop(TcpStream::connect(endpoint(&opened)).unwrap());
    let device = &opened["mapping"]["device"];
    let of_device = json(&simulate.naptop(&["audit", "--device", device["name"].as_str().unwrap(), "--json"]));
    let entries = of_device.as_array().unwrap();
    assert!(
        entries.iter().all(|entry| entry["device"]["imsi"] == device["imsi"]),
        "{of_device}"
    );
    let created = entries.iter().find(|entry| entry["type"] == "CREATED").expect("its creation");
    assert_eq!(created["reason"], "updates", "{created}");
    assert_eq!(created["opened_by"], opened["mapping"]["opened_by"], "{created}");
    let time = |entry: &Value| -> jiff::Timestamp { entry["at"].as_str().unwrap().parse().unwrap() };
    let times: Vec<_> = entries.iter().map(time).collect();
    assert!(times.windows(2).all(|pair| pair[0] >= pair[1]), "{times:?}");
    let all = json(&simulate.naptop(&["audit", "--json"]));
    assert!(all.as_array().unwrap().len() >= entries.len());
    let none = json(&simulate.naptop(&["audit", "--since", "0s", "--json"]));
    assert_eq!(none, serde_json::json!([]), "nothing happened since now");
}

#[test]
fn a_fresh_url_leads_to_the_mapping_that_is_open() {
    let simulate = Simulate::start(&[]);
    let opened = open(&simulate, &["--no-url"]);
    for target in [
        endpoint(&opened),
        opened["mapping"]["device"]["name"].as_str().unwrap().to_owned(),
    ] {
        let made = json(&simulate.naptop(&["url", &target, "--json"]));
        assert_eq!(made["mapping"]["endpoint"], opened["mapping"]["endpoint"]);
        assert_eq!(made["link"]["session_context"], format!("/v:{}", endpoint(&opened)));
        let plain = simulate.naptop(&["url", &target]);
        let out = String::from_utf8(plain.stdout).unwrap();
        assert!(out.starts_with("http://127.0.0.1:") && out.lines().count() == 1, "{out}");
    }
    let (status, body) = error(&simulate.naptop(&["url", "127.0.0.1:1", "--json"]));
    assert_eq!((status, body["kind"].as_str()), (4, Some("missing")));
}

#[test]
fn a_fresh_url_does_not_land_in_the_session_of_a_mapping_that_is_gone() {
    let simulate = Simulate::start(&[]);
    let old = open(&simulate, &[]);
    enter(&old["link"]);
    let url = format!(
        "{}/v1/port_mappings/{}",
        simulate.urls["soracom"].as_str().unwrap(),
        endpoint(&old).replace(':', "/")
    );
    simulate.delete(&url);
    // a session older than the mapping by more than clocks may differ
    std::thread::sleep(Duration::from_secs(11));
    let new = open(&simulate, &["--no-url"]);
    let made = simulate.naptop(&["url", &endpoint(&new), "--json"]);
    let told = String::from_utf8_lossy(&made.stderr).into_owned();
    assert!(told.contains("an older AppStream session of this user was ended: "), "{told}");
    let made = json(&made);
    assert_eq!(
        json(&simulate.naptop(&["sessions", "--json"])),
        serde_json::json!([]),
        "the old session was ended"
    );
    enter(&made["link"]);
    let sessions = json(&simulate.naptop(&["sessions", "--json"]));
    assert_eq!(sessions[0]["endpoint"], new["mapping"]["endpoint"]);
}

#[test]
fn extending_opens_the_replacement_before_it_lets_the_old_one_go() {
    let simulate = Simulate::start(&[]);
    let old = open(&simulate, &["--for", "5m", "--source", "198.51.100.0/24"]);
    enter(&old["link"]);
    let extended = json(&simulate.naptop(&["extend", &endpoint(&old), "--for", "1h", "--json"]));
    assert_ne!(extended["mapping"]["endpoint"], old["mapping"]["endpoint"]);
    assert_eq!(extended["mapping"]["source"], old["mapping"]["source"]);
    assert_eq!(extended["link"]["session_context"], format!("/v:{}", endpoint(&extended)));
    assert!(extended["mapping"]["remaining_s"].as_u64().unwrap() > 3500);
    assert_eq!(extended["revoked"], serde_json::json!([old["mapping"]["endpoint"]]));
    assert_eq!(
        extended["sessions_expired"].as_array().unwrap().len(),
        1,
        "a new URL would land in it"
    );
    let open: Vec<Value> = simulate.mappings();
    assert!(open.iter().all(|mapping| mapping["endpoint"] != old["mapping"]["endpoint"]));
    let words = simulate.naptop(&["extend", &endpoint(&extended), "--for", "2h"]);
    let told = String::from_utf8(words.stderr).unwrap();
    assert!(told.contains("the endpoint changes"), "{told}");
}

#[test]
fn an_extension_that_fails_leaves_the_old_mapping_alone() {
    for (fault, left) in [("create=400@1", 1), ("url=400@1", 1)] {
        let simulate = Simulate::start(&["--fault", fault]);
        let before = simulate.mappings().len();
        let old = open(&simulate, &["--for", "5m"]);
        let (status, body) = error(&simulate.naptop(&["extend", &endpoint(&old), "--for", "1h", "--json"]));
        assert_eq!(status, 1, "{body}");
        assert!(
            body["message"]
                .as_str()
                .unwrap()
                .contains(&format!("{} stays as it was", endpoint(&old))),
            "{body}"
        );
        assert_eq!(body["left_open"], serde_json::json!([]));
        let open = simulate.mappings();
        assert_eq!(open.len(), before + left);
        assert!(open.iter().any(|mapping| mapping["endpoint"] == old["mapping"]["endpoint"]));
    }
    let simulate = Simulate::start(&["--fault", "delete=403"]);
    let old = open(&simulate, &["--for", "5m"]);
    let output = simulate.naptop(&["extend", &endpoint(&old), "--for", "1h", "--json"]);
    assert_eq!(output.status.code(), Some(6));
    let extended: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(extended["failed"][0]["endpoint"], old["mapping"]["endpoint"], "{extended}");
}

#[test]
fn hold_goes_on_trying_to_revoke_while_the_network_is_away() {
    let simulate = Simulate::start(&["--fault", "delete=500x4"]);
    let device = simulate.first();
    let mut held = simulate
        .command(&["open", device["sim_id"].as_str().unwrap(), "--hold", "--no-url"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(held.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let killed = Command::new("kill")
        .args(["-s", "INT", &held.id().to_string()])
        .status()
        .unwrap();
    assert!(killed.success());
    let output = held.wait_with_output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && told.contains("trying again in 2 s"), "{told}");
    assert!(simulate.mappings().iter().all(|mapping| mapping["endpoint"] != line.trim()));
}

#[test]
fn what_takes_long_is_told_on_a_terminal_alone() {
    let simulate = Simulate::start(&["--latency", "700"]);
    let output = simulate.naptop(&["devices"]);
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
    let mut pty = Pty::of(&simulate.command(&["devices", "--filter", "kiosk-tokyo-01"]), 24, 80);
    pty.until("listing devices (1 s)");
    pty.until("kiosk-tokyo-01");
    assert!(pty.ended().success());
    assert!(!pty.screen().contains("listing devices"), "{}", pty.screen());
    assert!(pty.screen().lines().all(|line| line.trim_end().chars().count() <= 80));
}
