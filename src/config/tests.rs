//! The corpus: what is taken, what is refused and in which words, and what goes before what.

use std::collections::BTreeSet;
use std::fs;

use super::*;
use crate::soracom::coverage::Coverage;
use crate::soracom::credentials::Credentials;

mod apps;

struct Home {
    dir: tempfile::TempDir,
    flags: Flags,
}

impl Home {
    fn new(config: &str) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("config.toml");
        fs::write(&path, config).unwrap();
        let flags = Flags {
            config: Some(path),
            ..Flags::default()
        };
        Self { dir, flags }
    }

    fn profile(self, name: &str, extra: &str) -> Self {
        let text = format!(r#"{{"authKeyId":"keyId-{name}","authKey":"secret-{name}"{extra}}}"#);
        let path = self.dir.path().join(format!("{name}.json"));
        fs::write(&path, text).unwrap();
        #[cfg(unix)]
        fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
        self
    }

    fn load<const N: usize>(&self, env: [(&str, &str); N]) -> Result<Config> {
        let mut pairs = vec![(
            "SORACOM_PROFILE_DIR".to_owned(),
            self.dir.path().to_string_lossy().into_owned(),
        )];
        pairs.extend(env.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        Config::load(&self.flags, &Env::of(pairs))
    }
}

fn uncommented() -> String {
    let setting = |line: &str| {
        line.strip_prefix('#')
            .filter(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '['))
            .map(str::to_owned)
    };
    TEMPLATE
        .lines()
        .map(|line| setting(line).unwrap_or_else(|| line.to_owned()) + "\n")
        .collect()
}

#[test]
fn the_template_is_the_default_and_names_each_key() {
    let plain = Home::new("").load([]).unwrap();
    let commented = Home::new(TEMPLATE).load([]).unwrap();
    assert_eq!(plain.access, commented.access);
    let home = Home::new(&uncommented()).profile("default", "");
    let full = home.load([]).unwrap();
    assert_eq!(
        (full.on_quit, full.refresh, full.clipboard),
        (plain.on_quit, plain.refresh, plain.clipboard)
    );
    assert_eq!(full.appstream.link_validity, plain.appstream.link_validity);
    assert_eq!(full.appstream.application, plain.appstream.application);
    assert_eq!(
        (full.access.duration, full.access.app),
        (plain.access.duration, plain.access.app)
    );
    assert_eq!(full.access.apps.iter().count(), plain.access.apps.iter().count() + 1);
    assert_eq!(full.alerts, plain.alerts);
    assert_eq!(plain.alerts, Alerts::default());
    assert_eq!(full.accounts[0].name, "japan");

    let written: toml::Table = toml::from_str(&uncommented()).unwrap();
    let keys = |table: &toml::Table| table.keys().cloned().collect::<BTreeSet<_>>();
    let known = |section: &str| file::known_keys(section).into_iter().collect::<BTreeSet<_>>();
    assert_eq!(keys(&written), known(""));
    assert_eq!(keys(written["access"].as_table().unwrap()), known("[access]"));
    assert_eq!(keys(written["appstream"].as_table().unwrap()), known("[appstream]"));
    assert_eq!(keys(written["app"][0].as_table().unwrap()), known("[[app]]"));
    assert_eq!(keys(written["alerts"].as_table().unwrap()), known("[alerts]"));
    assert_eq!(keys(written["ui"].as_table().unwrap()), known("[ui]"));
    assert_eq!(full.ui.wall, plain.ui.wall);
    assert_eq!(keys(written["account"][0].as_table().unwrap()), known("[[account]]"));
}

#[test]
fn mistakes_are_told_with_their_line_and_what_to_write() {
    for (text, expected) in [
        (
            "\n[appstream]\nstatck = \"a\"",
            "config.toml:3: unknown key \"statck\"; did you mean \"stack\"?",
        ),
        ("xyzzy = 1", "config.toml:1: unknown key \"xyzzy\""),
        (
            "[[account]]\nprofil = \"a\"",
            "config.toml:2: unknown key \"profil\"; did you mean \"profile\"?",
        ),
        (
            "[access]\nduration = \"30\"",
            "config.toml:2: access.duration = \"30\": \"30\" is not a duration; write e.g. 90s, 30m",
        ),
        (
            "[access]\nduration = \"9h\"",
            "config.toml:2: access.duration = \"9h\": a mapping cannot be open for 9h",
        ),
        (
            "[access]\nbulk_limit = 0",
            "config.toml:2: access.bulk_limit = \"0\": it is not a number of at least 1; write e.g. 50",
        ),
        (
            "[access]\nduration = 30",
            "config.toml:2: duration: invalid type: integer `30`, expected a string",
        ),
        (
            "[access]\nsource = [\"1.2.3.4\",\n \"::1\"]",
            "config.toml:3: access.source = \"::1\": ",
        ),
        (
            "[access]\napp = \"rdq\"",
            "config.toml:2: access.app = \"rdq\": there is no app \"rdq\"; write one of: rdp, ssh, vnc, http",
        ),
        ("[[app]]\nport = 1", "config.toml:1: an [[app]] has no name"),
        (
            "[[app]]\nname = \"-x\"",
            "config.toml:2: app.name = \"-x\": \"-x\" cannot name an app",
        ),
        ("[[app]]\nname = \"web\"", "config.toml:1: the app \"web\" has no port"),
        (
            "[[app]]\nname = \"web\"\nport = 0",
            "config.toml:3: app.web.port = \"0\": it is not a port; 1 to 65535",
        ),
        (
            "[[app]]\nname = \"ssh\"\n[[app]]\nname = \"ssh\"",
            "config.toml:3: another app is named \"ssh\"",
        ),
        (
            "[[app]]\nname = \"ssh\"\ncontext = \"{endpoint}&calc\"",
            "config.toml:3: app.ssh.context = \"{endpoint}&calc\": a session context has letters",
        ),
        (
            "[[app]]\nname = \"ssh\"\ncommand = \"ssh {hots}\"",
            "config.toml:3: app.ssh.command = \"ssh {hots}\": \"{hots}\" has a brace",
        ),
        (
            "[[app]]\nname = \"ssh\"\ncommand = \"ssh 'x\"",
            "config.toml:3: app.ssh.command = \"ssh 'x\": a quote is not closed",
        ),
        ("[[app]]\nname = \"ssh\"\ncommand = [1]", "a word of it is no text"),
        ("[[app]]\nname = \"ssh\"\ncommand = []", "the command is empty"),
        (
            "[[app]]\nname = \"x\"\nport = 1\nterminal = true",
            "config.toml:4: app.x.terminal = \"true\": there is no command",
        ),
        (
            "[[app]]\nname = \"x\"\nprot = 1",
            "unknown key \"prot\"; did you mean \"port\"?",
        ),
        (
            "[alerts]\nscope = \"his\"",
            "config.toml:2: alerts.scope = \"his\": \"his\" is nobody's access; write mine or all",
        ),
        (
            "[alerts]\nbefore = [\"5m\",\n\"1\"]",
            "config.toml:3: alerts.before = \"1\": ",
        ),
        ("on_quit = \"stop\"", "write tell, ask or revoke"),
        ("clipboard = \"x11\"", "write auto, native, osc52 or none"),
        (
            "[ui]\nwall = \"no\"",
            "config.toml:2: ui.wall = \"no\": \"no\" is no time for the wall display",
        ),
        ("refresh = \"0s\"", "cannot be shorter than a second"),
        ("operator = \" \"", "operator = \" \": it is empty"),
        (
            "[appstream]\nstack = \"a b\"",
            "config.toml:2: appstream.stack = \"a b\": \"a b\" is not an AppStream name",
        ),
        ("[appstream]\nendpoint = \"localhost\"", "it is not a web address"),
        ("[appstream]\nlink_validity = \"8d\"", "cannot be valid for"),
        ("a = = 1", "config.toml:1: "),
        ("read_only = \"yes\"", "config.toml:1: read_only: invalid type"),
        ("[[account]]\nprofile = \"none\"", "config.toml:2: SORACOM profile \"none\""),
    ] {
        let failure = Home::new(text).load([]).unwrap_err();
        assert!(
            failure.message.contains(expected),
            "{text}\n  {}\n  {expected}",
            failure.message
        );
        assert_eq!(failure.kind, crate::domain::Kind::Invalid);
        assert!(!failure.message.contains('\n'), "{failure}");
    }
}

#[test]
fn the_environment_goes_before_the_file_and_a_flag_before_both() {
    let text = "read_only = false\n[access]\nduration = \"1h\"\n[appstream]\nstack = \"file\"\nregion = \"us-west-2\"";
    let mut home = Home::new(text);
    let config = home
        .load([
            ("NAPTOP_STACK", "env"),
            ("NAPTOP_SOURCE", "203.0.113.1, 203.0.113.2/31"),
            ("AWS_REGION", ""),
        ])
        .unwrap();
    assert_eq!(config.appstream.stack.as_ref().unwrap().as_str(), "env");
    assert_eq!(config.appstream.region.as_deref(), Some("us-west-2"));
    assert_eq!(config.access.duration, Span::seconds(3600));
    assert_eq!(config.access.sources.len(), 2);
    let origin = |config: &Config, key: &str| {
        let setting = config.settings.iter().find(|setting| setting.key == key).unwrap();
        format!("{} ({})", setting.value.as_deref().unwrap_or("-"), setting.origin)
    };
    assert_eq!(origin(&config, "appstream.stack"), "env (NAPTOP_STACK)");
    assert_eq!(origin(&config, "access.duration"), "1h (config.toml:3)");
    assert_eq!(origin(&config, "read_only"), "false (config.toml:1)");
    assert_eq!(origin(&config, "operator"), "- (default)");
    assert_eq!(origin(&config, "refresh"), "15s (default)");
    assert!(!config.read_only);
    home.flags.read_only = true;
    assert!(home.load([]).unwrap().read_only);
    let failure = home.load([("NAPTOP_DURATION", "30")]).unwrap_err();
    assert!(failure.message.starts_with("NAPTOP_DURATION = \"30\": "), "{failure}");
}

#[test]
fn alerts_are_quiet_until_somebody_wants_them() {
    let home = Home::new("[alerts]\nbell = true\nosc9 = true\nbefore = [\"1m\", \"0s\", \"10m\", \"1m\"]");
    let env = [
        ("NAPTOP_ALERTS_OSC9", "no"),
        ("NAPTOP_ALERTS_TITLE", "yes"),
        ("NAPTOP_ALERTS_SCOPE", "all"),
    ];
    let config = home.load(env).unwrap();
    let ways = Ways {
        bell: true,
        ..Ways::default()
    };
    let before = vec![Span::seconds(600), Span::seconds(60)];
    let expected = Alerts {
        ways,
        title: true,
        scope: crate::domain::alerts::Scope::All,
        before,
    };
    assert_eq!(config.alerts, expected, "in order, without what would say nothing");
    let shown = |key: &str| {
        let setting = config.settings.iter().find(|setting| setting.key == key).unwrap();
        format!("{} ({})", setting.value.as_deref().unwrap_or("-"), setting.origin)
    };
    assert_eq!(shown("alerts.bell"), "true (config.toml:2)");
    assert_eq!(shown("alerts.osc9"), "false (NAPTOP_ALERTS_OSC9)");
    assert_eq!(shown("alerts.desktop"), "false (default)");
    let by_env = home.load([("NAPTOP_ALERTS_BEFORE", "90s, 2m")]).unwrap();
    assert_eq!(by_env.alerts.before, [Span::seconds(120), Span::seconds(90)]);
    let failure = home.load([("NAPTOP_ALERTS_BELL", "loud")]).unwrap_err();
    assert!(
        failure.message.starts_with("NAPTOP_ALERTS_BELL = \"loud\": it is neither"),
        "{failure}"
    );
    assert!(Home::new("[alerts]\nbefore = []").load([]).unwrap().alerts.before.is_empty());
}

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
fn half_a_pair_is_an_error() {
    let home = Home::new("");
    for (given, missing) in [
        ("SORACOM_AUTH_KEY_ID", "SORACOM_AUTH_KEY"),
        ("SORACOM_AUTH_KEY", "SORACOM_AUTH_KEY_ID"),
    ] {
        let failure = home.load([(given, "x")]).unwrap_err();
        assert_eq!(failure.message, format!("{given} is set, but {missing} is not"));
    }
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
fn nothing_configured_says_what_to_set() {
    let config = Home::new("").load([]).unwrap();
    assert!(config.accounts.is_empty());
    let text = config.what_to_set();
    assert!(text.lines().count() <= 10, "{text}");
    for word in [
        "SORACOM_AUTH_KEY_ID",
        "naptop config init",
        "SORACOM_PROFILE",
        "AWS_REGION",
        "config.toml",
        "naptop demo",
    ] {
        assert!(text.contains(word), "{word}\n{text}");
    }
    assert!(
        text.lines().all(|line| line.len() <= 100 || line.contains("config.toml")),
        "{text}"
    );
}

#[test]
fn a_file_that_was_asked_for_has_to_exist() {
    let flags = Flags {
        config: Some("/no/such/config.toml".into()),
        ..Flags::default()
    };
    assert!(Config::load(&flags, &Env::default()).is_err());
}

#[test]
fn secrets_are_in_neither_debug_output_nor_settings() {
    let config = Home::new("").profile("default", "").load([]).unwrap();
    assert!(!format!("{config:?}").contains("secret-default"));
    let shown: Vec<&str> = config
        .settings
        .iter()
        .filter_map(|setting| setting.value.as_deref())
        .collect();
    assert!(shown.contains(&"keyId-default") && shown.contains(&"(hidden)"), "{shown:?}");
    let proxied = Home::new("")
        .load([("AWS_ENDPOINT_URL", "http://me:pass@word@localhost:1/x@y")])
        .unwrap();
    let endpoint = |setting: &&Setting| setting.key == "appstream.endpoint";
    let endpoint = proxied.settings.iter().find(endpoint).unwrap();
    assert_eq!(endpoint.value.as_deref(), Some("http://(hidden)@localhost:1/x@y"));
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

#[test]
fn secrets_are_not_in_debug_output() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("p.json");
    std::fs::write(&file, r#"{"email":"a@b","password":"hunter2","headers":{"X-Key":"hunter3"}}"#).unwrap();
    #[cfg(unix)]
    std::fs::set_permissions(&file, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    let env = [
        ("SORACOM_PROFILE_DIR", dir.path().to_str().unwrap()),
        ("SORACOM_PROFILE", "p"),
        ("AWS_SECRET_ACCESS_KEY", "hunter4"),
    ];
    let env = Env::of(env.map(|(name, value)| (name.to_owned(), value.to_owned())));
    let config = Config::load(&Flags::default(), &env).unwrap();
    let shown = format!("{config:?} {env:?}");
    assert!(shown.contains("a@b") && !shown.contains("hunter"), "{shown}");
}
