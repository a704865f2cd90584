//! AppStream as boto3 and aws-cli v1 speak it (JSON 1.1), and the session that `naptop revoke` ends as boto3 sees it.

use std::process::Command;

use serde_json::Value;

use super::children::{python, skipped};
use super::site::{Site, succeeded, text};

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/peers/appstream.py");
const INSTALL: &str = "make a Python venv with `pip install 'boto3<2' 'awscli<2'` and set NAPTOP_TEST_PYTHON to its python";

/// Whether that module is missing, and the test with it.
fn without(module: &str) -> bool {
    let import = Command::new(python()).args(["-c", &format!("import {module}")]).output();
    let missing = import.map_or(vec!["python3", module], |output| {
        if output.status.success() { vec![] } else { vec![module] }
    });
    skipped("AppStream by another client", &missing, INSTALL)
}

fn script(site: &Site, args: &[&str]) -> Value {
    let output = site.aws(&python()).arg(SCRIPT).args(args).output().unwrap();
    serde_json::from_str(&succeeded(args, &output)).unwrap()
}

#[test]
fn boto3_makes_a_url_and_lists_and_expires_its_session() {
    if without("boto3") {
        return;
    }
    let site = Site::start(&[]);
    let told = script(&site, &["life", "/v:203.0.113.20:15068"]);
    assert_eq!(
        told["context"], "/v:203.0.113.20:15068",
        "the page shows the session's context"
    );
    assert_eq!(told["sessions"], serde_json::json!([1, 0]), "before and after it was expired");
    assert_eq!(told["unknown_stack"], "ResourceNotFoundException");
    assert_eq!(told["fleet"]["state"], "RUNNING");
    assert_eq!(
        told["fleet"]["internet"], false,
        "or the source is not the NAT gateway's address"
    );
    assert_eq!(told["stacks"], serde_json::json!(["naptop-stack"]));
    assert_eq!(told["associated"], serde_json::json!(["naptop-fleet"]));
    let applications = told["applications"].as_array().unwrap();
    assert!(applications.contains(&"RemoteDesktopBat".into()), "{applications:?}");
}

#[test]
fn boto3_sees_the_session_that_naptop_opened_and_revoked() {
    if without("boto3") {
        return;
    }
    let site = Site::start(&[]);
    let device = site.device();
    let opened = site.json(&["open", &device]);
    let link = &opened["link"];
    let (url, user) = (text(&link["url"]), text(&link["user_id"]));
    let endpoint = text(&opened["mapping"]["endpoint"]);
    assert_eq!(text(&link["session_context"]), format!("/v:{endpoint}"));

    assert_eq!(
        script(&site, &["sessions", &user]),
        serde_json::json!([]),
        "a URL alone is no session"
    );
    let entered = script(&site, &["enter", &url]);
    assert_eq!(entered["context"], link["session_context"]);
    let sessions = script(&site, &["sessions", &user]);
    assert_eq!(sessions.as_array().unwrap().len(), 1);

    let revoked = site.json(&["revoke", &endpoint]);
    assert_eq!(revoked["sessions_expired"], sessions);
    assert_eq!(script(&site, &["sessions", &user]), serde_json::json!([]));
}

#[test]
fn aws_cli_makes_a_url_and_expires_its_session() {
    if without("awscli") {
        return;
    }
    let site = Site::start(&[]);
    let appstream = |args: &[&str]| {
        let mut command = site.aws(&python());
        command.args(["-m", "awscli", "--output", "json", "appstream"]).args(args);
        succeeded(args, &command.output().unwrap())
    };
    let here = ["--stack-name", "naptop-stack", "--fleet-name", "naptop-fleet"];
    let user = ["--user-id", "aws-cli"];
    let more = [
        "--application-id",
        "RemoteDesktopBat",
        "--session-context",
        "/v:203.0.113.20:15068",
    ];
    let made = appstream(&[&["create-streaming-url"], &here[..], &user, &more, &["--validity", "300"]].concat());
    let made: Value = serde_json::from_str(&made).unwrap();
    let url = text(&made["StreamingURL"]);
    // any HTTP client is a browser here; Python is at hand
    let open = "import sys, urllib.request; urllib.request.urlopen(sys.argv[1])";
    let entered = Command::new(python()).args(["-c", open, &url]).output().unwrap();
    succeeded(&["open", &url], &entered);

    let list = [&["describe-sessions"], &here[..], &user, &["--authentication-type", "API"]].concat();
    let listed: Value = serde_json::from_str(&appstream(&list)).unwrap();
    let id = text(&listed["Sessions"][0]["Id"]);
    appstream(&["expire-session", "--session-id", &id]);
    let listed: Value = serde_json::from_str(&appstream(&list)).unwrap();
    assert_eq!(listed["Sessions"], serde_json::json!([]));
}
