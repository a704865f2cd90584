//! `naptop doctor`, the real program against `naptop simulate`, by INTERFACE alone.

use std::process::{Command, Output};

use serde_json::Value;

use crate::support::simulate::Simulate;

const NAMES: [&str; 22] = [
    "SORACOM sign-in",
    "SORACOM coverage",
    "SORACOM permissions",
    "AWS identity",
    "AWS region",
    "AppStream stack",
    "AppStream fleet",
    "fleet association",
    "fleet state",
    "fleet errors",
    "fleet capacity",
    "application",
    "private subnets",
    "default internet access",
    "source ranges",
    "session length",
    "sessions per instance",
    "clock skew",
    "terminal",
    "colours",
    "clipboard",
    "browser",
];

/// The simulator is AppStream alone; nothing may leave for the real EC2 and STS.
fn doctor(simulate: &Simulate, args: &[&str]) -> Command {
    let mut command = simulate.command(&[&["doctor"], args].concat());
    command
        .env("AWS_ENDPOINT_URL_EC2", "http://127.0.0.1:1")
        .env("AWS_ENDPOINT_URL_STS", "http://127.0.0.1:1");
    command
}

fn examined(simulate: &Simulate) -> (i32, Value) {
    let Output { status, stdout, stderr } = doctor(simulate, &["--json"]).output().unwrap();
    let document = serde_json::from_slice(&stdout);
    let document = document.unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&stderr)));
    (status.code().unwrap(), document)
}

fn check<'a>(document: &'a Value, name: &str) -> &'a Value {
    let checks = document["checks"].as_array().unwrap();
    checks.iter().find(|check| check["name"] == name).expect(name)
}

#[test]
fn every_check_is_there_and_nothing_of_the_simulator_is_broken() {
    let (status, document) = examined(&Simulate::start(&[]));
    let checks = document["checks"].as_array().unwrap();
    let names: Vec<&str> = checks.iter().map(|check| check["name"].as_str().unwrap()).collect();
    assert_eq!(names, NAMES);
    for check in checks {
        let fields: Vec<&str> = check.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(fields, ["advice", "detail", "name", "ok"]);
        assert!(!check["detail"].as_str().unwrap().is_empty(), "{check}");
        assert_ne!(check["ok"], false, "{check}");
    }
    assert_eq!((status, document["ok"].as_bool()), (0, Some(true)));
    for name in [
        "SORACOM permissions",
        "AppStream fleet",
        "fleet association",
        "fleet state",
        "application",
    ] {
        assert_eq!(check(&document, name)["ok"], true, "{}", check(&document, name));
    }
    assert_eq!(check(&document, "source ranges")["ok"], Value::Null, "EC2 is not there");
    assert_eq!(check(&document, "terminal")["ok"], Value::Null, "a pipe is no terminal");
}

#[test]
fn what_cannot_be_seen_is_neither_ok_nor_broken() {
    let (status, document) = examined(&Simulate::start(&["--fault", "fleets=400"]));
    for name in [
        "AppStream fleet",
        "fleet state",
        "fleet capacity",
        "application",
        "session length",
    ] {
        assert_eq!(check(&document, name)["ok"], Value::Null, "{}", check(&document, name));
    }
    assert_eq!((status, document["ok"].as_bool()), (0, Some(true)));
}

#[test]
fn a_refused_permission_is_named() {
    let (status, document) = examined(&Simulate::start(&["--fault", "list=403"]));
    let permissions = check(&document, "SORACOM permissions");
    assert_eq!(permissions["ok"], false);
    assert_eq!(permissions["detail"], "refused: PortMapping:listPortMappings");
    assert!(
        permissions["advice"]
            .as_str()
            .unwrap()
            .contains("PortMapping:listPortMappings")
    );
    assert_eq!((status, document["ok"].as_bool()), (1, Some(false)));
}

#[test]
fn a_refused_sign_in_is_a_check_like_any_other() {
    let (status, document) = examined(&Simulate::start(&["--fault", "auth=401"]));
    assert_eq!(check(&document, "SORACOM sign-in")["ok"], false);
    assert_eq!(check(&document, "SORACOM permissions")["ok"], Value::Null);
    assert_eq!(status, 1);
}

#[test]
fn people_get_a_line_a_check_and_a_sum() {
    let simulate = Simulate::start(&[]);
    let output = doctor(&simulate, &[]).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let marked = text.lines().filter(|line| line.starts_with(['✓', '✗', '?']));
    assert_eq!(marked.count(), NAMES.len(), "{text}");
    assert!(text.lines().last().unwrap().contains(" ok, 0 broken, "), "{text}");
    assert!(!text.contains('\u{1b}'), "a pipe gets no colour");
    let coloured = doctor(&simulate, &["--color", "always"]).output().unwrap();
    assert!(
        String::from_utf8(coloured.stdout)
            .unwrap()
            .contains("\u{1b}[32m✓\u{1b}[0m SORACOM sign-in")
    );
}
