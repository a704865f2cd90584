//! What is refused, and in which words.

use super::*;

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
        (
            "on_quit = \"tell\"\nrefresh = \"15s\"\non_quit = \"ask\"",
            "config.toml:3: on_quit: duplicate key",
        ),
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
