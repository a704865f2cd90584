//! The corpus: what is taken, what is refused and in which words, and what goes before what.

use std::collections::BTreeSet;
use std::fs;

use super::*;
use crate::soracom::coverage::Coverage;
use crate::soracom::credentials::Credentials;

mod accounts;
mod apps;
mod mistakes;

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
