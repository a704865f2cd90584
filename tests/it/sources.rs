//! Source ranges that are too wide or that nobody comes from are refused wherever they come from, and nothing is opened.

use std::fs;

use serde_json::Value;

use crate::support::simulate::{Simulate, error, json};

const WRONG: [(&str, &str); 9] = [
    ("0.0.0.0/0", "everybody"),
    ("203.0.112.0/23", "512 addresses"),
    ("10.1.2.3/32", "private"),
    ("192.168.0.0/24", "private"),
    ("127.0.0.1", "loopback"),
    ("169.254.0.1", "link-local"),
    ("100.64.0.0/24", "carriers"),
    ("224.0.0.1", "multicast"),
    ("2001:db8::/64", "IPv4"),
];

fn refused(what: &str, output: &std::process::Output, why: &str) {
    let (status, body) = error(output);
    let message = body["message"].as_str().unwrap();
    assert!(
        status == 2 && body["kind"] == "invalid" && message.contains(why),
        "{what}: {status} {body}"
    );
}

#[test]
fn by_flag_by_environment_and_by_file() {
    let simulate = Simulate::start(&[]);
    let before = simulate.mappings().len();
    let file = simulate.home.path().join("config.toml");
    for (range, why) in WRONG {
        let open = ["open", "kiosk-tokyo-01", "--json"];
        let flag = simulate.naptop(&[&open[..], &["--source", "203.0.113.10", "--source", range]].concat());
        refused(range, &flag, why);
        let environment = simulate.command(&open).env("NAPTOP_SOURCE", range).output().unwrap();
        refused(range, &environment, why);
        fs::write(&file, format!("[access]\nsource = [\"{range}\"]\n")).unwrap();
        let mut by_file = simulate.command(&[&open[..], &["--config", file.to_str().unwrap()]].concat());
        refused(range, &by_file.env_remove("NAPTOP_SOURCE").output().unwrap(), why);
        let init = simulate.naptop(&["config", "init", "--no-doctor", "--source", range]);
        assert_eq!(init.status.code(), Some(2), "{range}: {init:?}");
    }
    assert_eq!(simulate.mappings().len(), before);
}

#[test]
fn the_file_says_how_wide_a_range_may_be_and_doctor_judges_a_wrong_one() {
    let simulate = Simulate::start(&[]);
    let file = simulate.home.path().join("config.toml");
    let naptop = |args: &[&str], text: &str| {
        fs::write(&file, text).unwrap();
        let mut command = simulate.command(&[args, &["--json", "--config", file.to_str().unwrap()]].concat());
        command
            .env_remove("NAPTOP_SOURCE")
            .env("AWS_ENDPOINT_URL_EC2", "http://127.0.0.1:1")
            .env("AWS_ENDPOINT_URL_STS", "http://127.0.0.1:1");
        command.output().unwrap()
    };
    let wide = "[access]\nsource = [\"198.51.0.0/16\"]\nwidest_source = \"/16\"\n";
    let opened = json(&naptop(&["open", "kiosk-tokyo-01", "--no-url"], wide));
    assert_eq!(opened["mapping"]["source"], serde_json::json!(["198.51.0.0/16"]));
    let settings = json(&naptop(&["config", "show"], wide));
    let setting = |settings: &Value, key: &str| settings.as_array().unwrap().iter().find(|s| s["key"] == key).unwrap().clone();
    let widest = setting(&settings, "access.widest_source");
    assert_eq!(
        (&widest["value"], &widest["origin"]),
        (&"/16".into(), &"config.toml:3".into()),
        "{widest}"
    );
    let narrow = "[access]\nwidest_source = \"32\"\n";
    let (status, body) = error(&naptop(&["open", "kiosk-tokyo-01", "--source", "203.0.113.8/31"], narrow));
    assert!(
        status == 2 && body["advice"].as_str().unwrap().contains("access.widest_source"),
        "{body}"
    );
    let mistaken = naptop(&["devices"], "[access]\nwidest_source = \"wide\"\n");
    refused("wide", &mistaken, "config.toml:2");

    let wrong = "[access]\nsource = [\"10.0.0.0/8\"]\n";
    let shown = json(&naptop(&["config", "show"], wrong));
    assert_eq!(setting(&shown, "access.widest_source")["origin"], "default");
    let doctor = naptop(&["doctor"], wrong);
    let checks: Value = serde_json::from_slice(&doctor.stdout).unwrap();
    let check = checks["checks"]
        .as_array()
        .unwrap()
        .iter()
        .find(|check| check["name"] == "source ranges")
        .unwrap();
    assert!(check["detail"].as_str().unwrap().contains("private"), "{check}");
}

#[test]
fn a_mapping_that_is_too_wide_is_not_extended() {
    let simulate = Simulate::start(&[]);
    let file = simulate.home.path().join("config.toml");
    fs::write(&file, "[access]\nwidest_source = \"/0\"\n").unwrap();
    let everybody = [
        "--source",
        "0.0.0.0/0",
        "--no-url",
        "--json",
        "--config",
        file.to_str().unwrap(),
    ];
    let opened = json(&simulate.naptop(&[&["open", "kiosk-tokyo-01"], &everybody[..]].concat()));
    let endpoint = opened["mapping"]["endpoint"].as_str().unwrap();
    refused(
        "extend",
        &simulate.naptop(&["extend", endpoint, "--for", "1h", "--json"]),
        "everybody",
    );
    assert!(simulate.mappings().iter().any(|mapping| mapping["endpoint"] == endpoint));
}
