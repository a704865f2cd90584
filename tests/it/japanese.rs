//! Verbs where the locale is Japanese: what people read is, what scripts read is not.

use std::process::Output;

use serde_json::Value;

use crate::support::simulate::Simulate;

fn naptop(simulate: &Simulate, args: &[&str]) -> (String, String) {
    let mut command = simulate.command(args);
    command
        .env("LC_ALL", "ja_JP.UTF-8")
        .env("AWS_ENDPOINT_URL_EC2", "http://127.0.0.1:1")
        .env("AWS_ENDPOINT_URL_STS", "http://127.0.0.1:1");
    let Output { stdout, stderr, .. } = command.output().unwrap();
    (String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

#[test]
fn tables_notes_and_failures_are_in_japanese() {
    let simulate = Simulate::start(&[]);
    let (devices, _) = naptop(&simulate, &["devices", "--filter", "kiosk-tokyo-01"]);
    let (titles, row) = devices.split_once('\n').unwrap();
    assert!(
        titles.starts_with("セッション  名前") && row.starts_with("オンライン"),
        "{devices}"
    );
    let (endpoint, told) = naptop(&simulate, &["open", "kiosk-tokyo-01", "--no-url"]);
    let endpoint = endpoint.trim();
    let expected = format!("kiosk-tokyo-01 のポート 3389 を {endpoint} で開きました (残り ");
    assert!(told.starts_with(&expected), "{told}");
    let (_, told) = naptop(&simulate, &["revoke", endpoint]);
    assert_eq!(told, format!("{endpoint} を取り消しました\n"));
    let (_, told) = naptop(&simulate, &["revoke", endpoint]);
    assert_eq!(
        told,
        format!("naptop: {endpoint} に開いているマッピングはありません\n`naptop mappings` で確認してください\n")
    );
}

#[test]
fn documents_have_the_same_names_and_kinds_and_messages_in_japanese() {
    let simulate = Simulate::start(&[]);
    let (_, failure) = naptop(&simulate, &["open", "nobody", "--json"]);
    let error = &serde_json::from_str::<Value>(&failure).unwrap()["error"];
    assert_eq!(error["kind"], "missing");
    assert_eq!(error["message"], "\"nobody\" というデバイスはありません");
    let (mappings, _) = naptop(&simulate, &["mappings", "--json"]);
    let english = String::from_utf8(simulate.naptop(&["mappings", "--json"]).stdout).unwrap();
    let fields = |text: &str| {
        let document: Value = serde_json::from_str(text).unwrap();
        document[0].as_object().unwrap().keys().cloned().collect::<Vec<_>>()
    };
    assert_eq!(fields(&mappings), fields(&english));
    let (checks, _) = naptop(&simulate, &["doctor", "--json"]);
    let checks = serde_json::from_str::<Value>(&checks).unwrap();
    let state = checks["checks"].as_array().unwrap().iter();
    let [sign_in, terminal] =
        ["SORACOM sign-in", "terminal"].map(|name| state.clone().find(|check| check["name"] == name).expect(name));
    assert!(
        sign_in["detail"].as_str().unwrap().starts_with("サインインしました"),
        "{sign_in}"
    );
    assert_eq!(terminal["detail"], "出力先が端末ではありません");
    let (table, _) = naptop(&simulate, &["doctor"]);
    assert!(table.starts_with("✓ SORACOM サインイン  "), "{table}");
    assert!(table.trim_end().lines().last().unwrap().starts_with("正常 "), "{table}");
}

#[test]
fn what_is_configured_goes_before_the_locale() {
    let simulate = Simulate::start(&[]);
    let english = simulate
        .command(&["revoke", "203.0.113.1:1"])
        .env("LC_ALL", "ja_JP.UTF-8")
        .env("NAPTOP_LANGUAGE", "en")
        .output()
        .unwrap();
    let told = String::from_utf8(english.stderr).unwrap();
    assert!(told.starts_with("naptop: no mapping is open at 203.0.113.1:1"), "{told}");
}
