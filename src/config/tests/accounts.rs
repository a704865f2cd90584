//! Which account it is, and where each part of it is from.

use super::*;

#[test]
fn accounts_are_found_in_order() {
    let accounts =
        "[[account]]\nname = \"japan\"\nprofile = \"a\"\n[[account]]\nname = \"global\"\nprofile = \"b\"\ncoverage = \"g\"";
    let mut home = Home::new(accounts)
        .profile("a", "")
        .profile("b", "")
        .profile("default", r#","coverageType":"g""#);
    let pair = [("SORACOM_AUTH_KEY_ID", "keyId-env"), ("SORACOM_AUTH_KEY", "secret-env")];
    let names = |config: Config| config.accounts.into_iter().map(|account| account.name).collect::<Vec<_>>();
    assert_eq!(names(home.load([]).unwrap()), ["japan", "global"]);
    assert_eq!(names(home.load(pair).unwrap()), ["environment"]);
    let by_profile = home.load([pair[0], pair[1], ("SORACOM_PROFILE", "b")]).unwrap();
    assert_eq!(
        by_profile.accounts[0].credentials,
        Credentials::auth_key("keyId-b", "secret-b")
    );
    home.flags.profile = Some("global".into());
    let global = home.load([("SORACOM_PROFILE", "a")]).unwrap().accounts.remove(0);
    assert_eq!(
        (global.coverage, global.endpoint.as_str()),
        (Coverage::Global, "https://g.api.soracom.io")
    );
    home.flags.profile = Some("nobody".into());
    assert!(home.load([]).unwrap_err().message.contains("nobody"));
    let usual = Home::new("").profile("default", r#","coverageType":"g""#);
    let account = usual.load([]).unwrap().accounts.remove(0);
    assert_eq!((account.name.as_str(), account.coverage), ("default", Coverage::Global));
}

#[test]
fn endpoints_and_coverages_go_in_order() {
    let home = Home::new("").profile("default", r#","coverageType":"jp","endpoint":"http://127.0.0.1:1""#);
    let account = |env: &[(&str, &str)]| {
        let account = match *env {
            [] => home.load([]),
            [one] => home.load([one]),
            [one, two, ..] => home.load([one, two]),
        };
        let account = account.unwrap().accounts.remove(0);
        format!("{} {}", account.coverage.word(), account.endpoint)
    };
    assert_eq!(account(&[]), "jp http://127.0.0.1:1");
    assert_eq!(account(&[("SORACOM_COVERAGE_TYPE", "g")]), "g https://g.api.soracom.io");
    let both = [("SORACOM_COVERAGE_TYPE", "g"), ("SORACOM_ENDPOINT", "http://127.0.0.1:2")];
    assert_eq!(account(&both), "g http://127.0.0.1:2");
    assert!(
        home.load([("SORACOM_COVERAGE_TYPE", "us")])
            .unwrap_err()
            .message
            .contains("write jp")
    );
}

#[test]
fn each_part_of_an_account_says_where_it_is_from() {
    let home = Home::new("[[account]]\nprofile = \"a\"\ncoverage = \"g\"").profile("a", r#","coverageType":"jp""#);
    let shown = |config: Config| {
        let account = config
            .settings
            .into_iter()
            .filter(|setting| setting.key.starts_with("account."));
        let line = |setting: Setting| format!("{} {} {}", setting.key, setting.value.unwrap(), setting.origin);
        account.map(line).collect::<Vec<_>>()
    };
    let file = home.dir.path().join("a.json").display().to_string();
    let expected = [
        "account.a.name a config.toml:2".to_owned(),
        "account.a.profile a config.toml:2".to_owned(),
        "account.a.coverage g config.toml:3".to_owned(),
        "account.a.endpoint https://g.api.soracom.io default".to_owned(),
        format!("account.a.auth_key_id keyId-a {file}"),
        format!("account.a.auth_key (hidden) {file}"),
    ];
    assert_eq!(shown(home.load([]).unwrap()), expected);
    let pair = [("SORACOM_AUTH_KEY_ID", "keyId-e"), ("SORACOM_AUTH_KEY", "secret-e")];
    let by_env = shown(home.load(pair).unwrap());
    assert_eq!(
        by_env[3..],
        [
            "account.environment.auth_key_id keyId-e SORACOM_AUTH_KEY_ID",
            "account.environment.auth_key (hidden) SORACOM_AUTH_KEY"
        ]
    );
}
