//! The verbs on the command line: the real program against `naptop simulate`, by INTERFACE alone.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Command, Stdio};
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;

use crate::support::simulate::{Simulate, bare, error, json};

#[test]
fn devices_have_the_promised_fields() {
    let simulate = Simulate::start(&[]);
    let device = simulate.first();
    for field in [
        "sim_id",
        "imsi",
        "name",
        "group",
        "status",
        "online",
        "ip",
        "subscription",
        "module",
        "services",
        "last_seen",
        "last_mapping_at",
        "fee_paid_this_month",
        "tags",
        "mappings",
    ] {
        assert!(device.get(field).is_some(), "{field} is missing: {device}");
    }
    assert_eq!(device["online"], true);
    let online = json(&simulate.naptop(&["devices", "--online", "--filter", "kiosk", "--json"]));
    let online = online.as_array().unwrap();
    assert!(!online.is_empty() && online.iter().all(|device| device["online"] == true));
    let table = simulate.naptop(&["devices", "--filter", "kiosk-tokyo-01"]);
    let table = String::from_utf8(table.stdout).unwrap();
    assert!(table.lines().count() == 2 && table.contains("kiosk-tokyo-01"), "{table}");
}

#[test]
fn open_then_revoke_from_a_script() {
    let simulate = Simulate::start(&[]);
    let device = simulate.first();
    let sim_id = device["sim_id"].as_str().unwrap();
    let opened = json(&simulate.naptop(&["open", sim_id, "--for", "10m", "--reason", "update", "--json"]));
    let mapping = &opened["mapping"];
    let endpoint = mapping["endpoint"].as_str().unwrap();
    assert_eq!(opened["reused"], false);
    assert_eq!(opened["link"]["session_context"], format!("/v:{endpoint}"));
    assert_eq!(
        (mapping["ours"].as_bool(), mapping["reason"].as_str()),
        (Some(true), Some("update"))
    );
    assert_eq!(mapping["source"], serde_json::json!(["203.0.113.10/32"]));
    let remaining = mapping["remaining_s"].as_u64().unwrap();
    assert!((590..=600).contains(&remaining), "{remaining}");
    let user = opened["link"]["user_id"].as_str().unwrap();
    assert!((2..=32).contains(&user.len()), "{user}");

    let again = json(&simulate.naptop(&["open", "kiosk-tokyo-01", "--for", "10m", "--json"]));
    assert_eq!(
        (again["reused"].as_bool(), again["mapping"]["endpoint"].as_str()),
        (Some(true), Some(endpoint))
    );
    let second = json(&simulate.naptop(&["open", sim_id, "--new", "--no-url", "--json"]));
    assert_ne!(second["mapping"]["endpoint"], endpoint);
    assert_eq!(second["link"], Value::Null);

    let ambiguous = simulate.naptop(&["revoke", sim_id, "--json"]);
    let (status, body) = error(&ambiguous);
    assert!(status == 2 && body["message"].as_str().unwrap().contains(endpoint), "{body}");
    let revoked = json(&simulate.naptop(&["revoke", endpoint, second["mapping"]["endpoint"].as_str().unwrap(), "--json"]));
    assert_eq!(revoked["revoked"].as_array().unwrap().len(), 2, "{revoked}");
    assert!(simulate.mappings().iter().all(|mapping| mapping["endpoint"] != endpoint));
    let (status, body) = error(&simulate.naptop(&["revoke", endpoint, "--json"]));
    assert_eq!((status, body["kind"].as_str()), (4, Some("missing")), "{body}");
}

#[test]
fn hold_revokes_on_sigterm() {
    let simulate = Simulate::start(&[]);
    let device = simulate.first();
    let mut held = simulate
        .command(&["open", device["sim_id"].as_str().unwrap(), "--hold", "--json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    // pretty JSON ends with a lone brace
    let reader = BufReader::new(held.stdout.take().unwrap());
    let document: Vec<String> = reader.lines().map(Result::unwrap).take_while(|line| line != "}").collect();
    let opened: Value = serde_json::from_str(&format!("{}}}", document.join("\n"))).unwrap();
    let endpoint = opened["mapping"]["endpoint"].as_str().unwrap().to_owned();
    assert!(
        simulate
            .mappings()
            .iter()
            .any(|mapping| mapping["endpoint"] == endpoint.as_str())
    );
    let killed = Command::new("kill")
        .args(["-s", "TERM", &held.id().to_string()])
        .status()
        .unwrap();
    assert!(killed.success());
    assert!(held.wait().unwrap().success());
    assert!(
        simulate
            .mappings()
            .iter()
            .all(|mapping| mapping["endpoint"] != endpoint.as_str())
    );
}

/// The mapping would be gone, and who came through it stay.
#[test]
fn a_revoke_that_is_interrupted_is_seen_through() {
    let simulate = Simulate::start(&["--latency", "700"]);
    let device = simulate.first();
    let opened = json(&simulate.naptop(&["open", device["sim_id"].as_str().unwrap(), "--json"]));
    let endpoint = opened["mapping"]["endpoint"].as_str().unwrap();
    let url = opened["link"]["url"].as_str().unwrap().to_owned();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(crate::support::visit(&url)).unwrap();
    let revoking = simulate
        .command(&["revoke", endpoint, "--json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    while simulate.mappings().iter().any(|mapping| mapping["endpoint"] == endpoint) {
        std::thread::sleep(Duration::from_millis(20));
    }
    let killed = Command::new("kill")
        .args(["-s", "INT", &revoking.id().to_string()])
        .status()
        .unwrap();
    assert!(killed.success());
    let report = json(&revoking.wait_with_output().unwrap());
    assert_eq!(report["revoked"], serde_json::json!([endpoint]));
    assert_eq!(report["sessions_expired"].as_array().map(Vec::len), Some(1), "{report}");
}

#[test]
fn one_name_that_means_nothing_keeps_no_other_open() {
    let simulate = Simulate::start(&[]);
    let device = simulate.first();
    let opened = json(&simulate.naptop(&["open", device["sim_id"].as_str().unwrap(), "--json"]));
    let endpoint = opened["mapping"]["endpoint"].as_str().unwrap();
    let output = simulate.naptop(&["revoke", "127.0.0.1:1", endpoint, "nobody", "--json"]);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(6));
    assert_eq!(report["revoked"], serde_json::json!([endpoint]));
    let failed = report["failed"].as_array().unwrap();
    let named: Vec<_> = failed.iter().map(|failed| (&failed["endpoint"], &failed["what"])).collect();
    let (gone, nobody) = (serde_json::json!("127.0.0.1:1"), serde_json::json!("nobody"));
    assert_eq!(named, [(&gone, &gone), (&Value::Null, &nobody)], "{report}");
    let (status, body) = error(&simulate.naptop(&["revoke", "127.0.0.1:1", "nobody", "--json"]));
    assert_eq!((status, body["kind"].as_str()), (4, Some("missing")), "{body}");
}

#[test]
fn an_open_that_is_interrupted_leaves_nothing() {
    let simulate = Simulate::start(&["--fault", "url=stall"]);
    let device = simulate.first();
    let before = simulate.mappings().len();
    let opening = simulate
        .command(&["open", device["sim_id"].as_str().unwrap(), "--json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    while simulate.mappings().len() == before {
        std::thread::sleep(Duration::from_millis(50));
    }
    let killed = Command::new("kill")
        .args(["-s", "INT", &opening.id().to_string()])
        .status()
        .unwrap();
    assert!(killed.success());
    let (status, body) = error(&opening.wait_with_output().unwrap());
    assert_eq!((status, body["left_open"].as_array().map(Vec::len)), (1, Some(0)), "{body}");
    assert!(body["message"].as_str().unwrap().contains("deleted again"), "{body}");
    assert_eq!(simulate.mappings().len(), before);
}

#[cfg(target_os = "linux")]
#[test]
fn an_answer_that_nobody_could_read_names_what_is_open() {
    let simulate = Simulate::start(&[]);
    let device = simulate.first();
    let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
    let mut command = simulate.command(&["open", device["sim_id"].as_str().unwrap(), "--json"]);
    let output = command.stdout(full).output().unwrap();
    let (status, body) = error(&output);
    let left = body["left_open"].as_array().unwrap();
    assert_eq!((status, left.len()), (1, 1), "{body}");
    assert!(simulate.mappings().iter().any(|mapping| mapping["endpoint"] == left[0]));
}

#[test]
fn a_mapping_whose_device_cannot_be_told_is_revoked_all_the_same() {
    let simulate = Simulate::start(&["--fault", "query=500", "--fault", "sims=403"]);
    let by_imsi = simulate
        .mappings()
        .into_iter()
        .find(|mapping| mapping["device"]["sim_id"].is_null())
        .expect("one by IMSI");
    let endpoint = by_imsi["endpoint"].as_str().unwrap();
    let output = simulate.naptop(&["revoke", endpoint, "--json"]);
    assert_eq!(output.status.code(), Some(6), "{}", String::from_utf8_lossy(&output.stderr));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(
        (&report["revoked"][0], &report["failed"][0]["endpoint"]),
        (&by_imsi["endpoint"], &by_imsi["endpoint"])
    );
    assert!(simulate.mappings().iter().all(|mapping| mapping["endpoint"] != endpoint));
}

#[test]
fn a_byte_goes_through_a_mapping_until_it_is_revoked() {
    let simulate = Simulate::start(&[]);
    let device = simulate.first();
    let opened = json(&simulate.naptop(&[
        "open",
        device["sim_id"].as_str().unwrap(),
        "--port",
        "22",
        "--no-url",
        "--json",
    ]));
    let endpoint = opened["mapping"]["endpoint"].as_str().unwrap();
    let mut stream = TcpStream::connect(endpoint).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    stream.write_all(b"hello, device\n").unwrap();
    let mut seen = Vec::new();
    while !String::from_utf8_lossy(&seen).contains("hello, device") {
        let mut buffer = [0; 256];
        let read = stream.read(&mut buffer).unwrap();
        assert!(read > 0, "closed early: {}", String::from_utf8_lossy(&seen));
        seen.extend_from_slice(&buffer[..read]);
    }
    json(&simulate.naptop(&["revoke", endpoint, "--json"]));
    let mut rest = [0; 1];
    assert!(matches!(stream.read(&mut rest), Ok(0) | Err(_)), "the connection goes on");
    assert!(TcpStream::connect(endpoint).is_err(), "the endpoint still lets in");
}

#[test]
fn errors_have_a_kind_an_advice_and_an_exit_status() {
    let simulate = Simulate::start(&[]);
    for (args, status, kind) in [
        (vec!["open", "no-such-device", "--json"], 4, "missing"),
        (vec!["open", "", "--json"], 2, "invalid"),
        (vec!["revoke", " ", "--json"], 2, "invalid"),
        (vec!["open", "kiosk-tokyo-01", "--for", "9h", "--json"], 2, "invalid"),
        (vec!["open", "kiosk-tokyo-01", "--app", "gopher", "--json"], 2, "invalid"),
        (vec!["open", "kiosk-tokyo-01", "--source", "nonsense", "--json"], 2, "invalid"),
        (vec!["open", "kiosk-tokyo-01", "--read-only", "--json"], 3, "forbidden"),
        (vec!["revoke", "127.0.0.1:1", "--json"], 4, "missing"),
        (vec!["revoke", "--all", "--json"], 2, "invalid"),
        (vec!["revoke", "--json"], 2, "invalid"),
    ] {
        let (got, body) = error(&simulate.naptop(&args));
        assert_eq!((got, body["kind"].as_str()), (status, Some(kind)), "{args:?}: {body}");
        assert!(
            !body["advice"].as_str().unwrap().is_empty() && body["left_open"].as_array().unwrap().is_empty(),
            "{body}"
        );
    }
}

/// What a script reads on stderr does not depend on the verb.
#[test]
fn a_revoke_that_takes_nothing_away_is_an_error_like_any_other() {
    let simulate = Simulate::start(&["--fault", "delete=403"]);
    let listed = json(&simulate.naptop(&["mappings", "--json"]));
    let endpoint = listed[0]["endpoint"].as_str().unwrap();
    let output = simulate.naptop(&["revoke", endpoint, "--json"]);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let left = &report["failed"][0];
    assert_eq!(
        (left["endpoint"].as_str(), left["what"].as_str()),
        (Some(endpoint), Some(endpoint))
    );
    let last = String::from_utf8_lossy(&output.stderr).lines().last().unwrap().to_owned();
    let told: Value = serde_json::from_str(&last).unwrap();
    assert_eq!(
        (output.status.code(), told["error"]["kind"].as_str()),
        (Some(3), Some("forbidden"))
    );
}

#[test]
fn faults_of_the_services_have_their_exit_status() {
    for (fault, status, kind) in [
        ("auth=401", 3, "auth"),
        ("list=403", 3, "forbidden"),
        ("list=500", 1, "unexpected"),
    ] {
        let simulate = Simulate::start(&["--fault", fault]);
        let (got, body) = error(&simulate.naptop(&["mappings", "--json"]));
        assert_eq!((got, body["kind"].as_str()), (status, Some(kind)), "{fault}: {body}");
    }
    let home = TempDir::new().unwrap();
    let mut command = bare(&home, &["mappings", "--json"]);
    command
        .env("SORACOM_AUTH_KEY_ID", "k")
        .env("SORACOM_AUTH_KEY", "s")
        .env("SORACOM_ENDPOINT", "http://127.0.0.1:1");
    let (got, body) = error(&command.output().unwrap());
    assert_eq!((got, body["kind"].as_str()), (5, Some("offline")), "{body}");
}

#[test]
fn an_open_that_a_fault_ends_has_its_exit_status_and_leaves_nothing() {
    for (fault, status, kind) in [
        ("auth=403", 3, "auth"),
        ("query=500", 1, "unexpected"),
        ("list=500", 1, "unexpected"),
        ("create=400", 1, "invalid"),
        ("create=401", 3, "auth"),
        ("create=403", 3, "forbidden"),
        ("create=404", 4, "missing"),
        ("create=409", 1, "conflict"),
        ("create=429", 1, "rate"),
        ("create=reset-before", 5, "offline"),
        ("url=404", 4, "missing"),
        ("url=401", 3, "auth"),
    ] {
        let simulate = Simulate::start(&["--fault", fault]);
        let (got, body) = error(&simulate.naptop(&["open", "kiosk-tokyo-01", "--json"]));
        assert_eq!((got, body["kind"].as_str()), (status, Some(kind)), "{fault}: {body}");
        assert_eq!(body["left_open"], serde_json::json!([]), "{fault}: {body}");
    }
}

#[test]
fn a_revoke_that_is_done_in_part_says_what_is_left() {
    let simulate = Simulate::start(&["--fault", "sessions=400@1"]);
    let device = simulate.first();
    let opened = json(&simulate.naptop(&["open", device["sim_id"].as_str().unwrap(), "--json"]));
    let endpoint = opened["mapping"]["endpoint"].as_str().unwrap();
    let output = simulate.naptop(&["revoke", endpoint, "--json"]);
    assert_eq!(output.status.code(), Some(6));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["revoked"], serde_json::json!([endpoint]));
    let left = &report["failed"][0];
    assert_eq!(left["endpoint"], endpoint, "{report}");
    assert_eq!(left["what"], format!("AppStream sessions of {endpoint}"), "{report}");
}

#[test]
fn nothing_configured_says_in_ten_lines_what_to_set() {
    let home = TempDir::new().unwrap();
    for args in [vec![], vec!["mappings"], vec!["doctor"]] {
        let output = bare(&home, &args).output().unwrap();
        let text = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(3), "{text}");
        assert!(text.contains("SORACOM_AUTH_KEY_ID") && text.contains("naptop demo"), "{text}");
        assert!(text.lines().count() <= 11, "{text}");
    }
}

#[test]
fn a_wrong_configuration_names_file_line_and_remedy() {
    let home = TempDir::new().unwrap();
    let file = home.path().join("wrong.toml");
    std::fs::write(&file, "refresh = \"15s\"\n[appstream]\nstatck = \"x\"\n").unwrap();
    let output = bare(&home, &["mappings", "--config", file.to_str().unwrap()])
        .output()
        .unwrap();
    let text = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{text}");
    assert!(text.contains("wrong.toml:3") && text.contains("\"stack\""), "{text}");
}

#[test]
fn a_demo_without_a_terminal_says_so() {
    let home = TempDir::new().unwrap();
    let output = bare(&home, &["demo"]).output().unwrap();
    let text = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{text}");
    assert!(text.contains("terminal"), "{text}");
}
