//! Secrets stay where they are: planted in every place that has them, they are looked for in everything the program writes.
#![cfg(unix)]

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rstest::rstest;
use tempfile::TempDir;

mod children;

use crate::support::pty::Pty;
use crate::support::simulate::{Simulate, on};
use crate::support::tap::Tap;

/// What is planted: in the environment, in profiles, in the output of a profileCommand, in AWS's files.
const PLANTED: [&str; 11] = [
    "secret-PlantedInTheEnvironment",
    "PlantedAwsSecretInTheEnvironment",
    "PlantedAwsTokenInTheEnvironment",
    "PlantedAuthKeyInAProfile",
    "PlantedPasswordInAProfile",
    "PlantedHeaderInAProfile",
    "PlantedOneTimeCode",
    "PlantedInTheOutputOfACommand",
    "PlantedAwsSecretInAFile",
    "PlantedAwsTokenInAFile",
    "PlantedPasswordInAnAddress",
];

struct Bed {
    _simulate: Simulate,
    tap: Tap,
    home: TempDir,
}

impl Bed {
    fn new(faults: &[&str]) -> Self {
        let simulate = Simulate::start(faults);
        let tap = Tap::on(simulate.urls["soracom"].as_str().unwrap());
        let home = TempDir::new().unwrap();
        let put = |path: &str, text: &str, mode: u32| {
            let path = home.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, text).unwrap();
            fs::set_permissions(&path, Permissions::from_mode(mode)).unwrap();
        };
        let command = home.path().join("planted/command");
        put(
            "planted/command",
            "#!/bin/sh\necho '{\"authKeyId\":\"keyId-c\",\"authKey\":\"PlantedInTheOutputOfACommand\"}'\n",
            0o700,
        );
        put(
            "planted/profiles/key.json",
            r#"{"authKeyId":"keyId-p","authKey":"PlantedAuthKeyInAProfile"}"#,
            0o600,
        );
        let password = r#"{"email":"a@example.com","password":"PlantedPasswordInAProfile","mfaOTPCode":"PlantedOneTimeCode",
                          "headers":{"X-Planted":"PlantedHeaderInAProfile"}}"#;
        put("planted/profiles/password.json", password, 0o600);
        put(
            "planted/profiles/command.json",
            &format!("{{\"profileCommand\":\"{}\"}}", command.display()),
            0o600,
        );
        let aws = "[default]\naws_access_key_id = AKIDFILE\naws_secret_access_key = PlantedAwsSecretInAFile\n\
                   aws_session_token = PlantedAwsTokenInAFile\n";
        put("planted/aws", aws, 0o600);
        Self {
            _simulate: simulate,
            tap,
            home,
        }
    }

    /// A command that signs in by the environment, or by a profile and AWS's files.
    fn command(&self, profile: Option<&str>, args: &[&str]) -> Command {
        let mut command = on(&self.tap.url, &self.tap.url, &self.home, args);
        let planted = self.home.path().join("planted");
        command
            .env("SORACOM_PROFILE_DIR", planted.join("profiles"))
            .env("AWS_SHARED_CREDENTIALS_FILE", planted.join("aws"))
            .env("AWS_ENDPOINT_URL_EC2", "http://127.0.0.1:1")
            .env("AWS_ENDPOINT_URL_STS", "http://127.0.0.1:1")
            .env("XDG_CONFIG_HOME", self.home.path().join("config"))
            .env("RUST_BACKTRACE", "full");
        match profile {
            Some(profile) => {
                command.env("SORACOM_PROFILE", profile);
                for name in [
                    "SORACOM_AUTH_KEY_ID",
                    "SORACOM_AUTH_KEY",
                    "AWS_ACCESS_KEY_ID",
                    "AWS_SECRET_ACCESS_KEY",
                ] {
                    command.env_remove(name);
                }
            }
            None => {
                command
                    .env("SORACOM_AUTH_KEY", "secret-PlantedInTheEnvironment")
                    .env("AWS_SECRET_ACCESS_KEY", "PlantedAwsSecretInTheEnvironment")
                    .env("AWS_SESSION_TOKEN", "PlantedAwsTokenInTheEnvironment");
            }
        }
        command
    }

    /// What went over the wire: API keys, tokens, private keys; and, apart, what makes streaming URLs work.
    fn on_the_wire(&self) -> (Vec<String>, Vec<String>) {
        let mut secrets = self.tap.between("\"apiKey\":\"", "\"");
        secrets.extend(self.tap.between("\"token\":\"", "\""));
        secrets.extend(self.tap.between("\"arcClientPeerPrivateKey\":\"", "\""));
        (secrets, self.tap.between("authenticate?parameters=", "&"))
    }
}

/// Looks for the secrets in what was written, as they are and in base64.
fn holds_none<'a>(place: &str, written: &[u8], secrets: impl IntoIterator<Item = &'a str>) {
    let text = String::from_utf8_lossy(written);
    for secret in secrets {
        let inner = STANDARD.encode(secret);
        let found = text.contains(secret) || text.contains(inner.trim_end_matches('='));
        assert!(!found, "{place} holds {secret}:\n{text}");
    }
}

fn files(folder: &Path, each: &mut impl FnMut(&Path)) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && path.file_name().is_some_and(|name| name != "planted") {
            files(&path, each);
        } else if path.is_file() {
            each(&path);
        }
    }
}

const SIM: &str = "kiosk-tokyo-01";

/// The first ones are run by every way of signing in.
const VERBS: &[&[&str]] = &[
    &["devices"],
    &["doctor"],
    &["config", "show"],
    &["open", SIM, "--for", "10m"],
    &["url", SIM],
    &["mappings"],
    &["sessions"],
    &["audit"],
    &["probe", SIM],
    &["extend", SIM, "--for", "20m"],
    &["open", SIM, "--new", "--no-url"],
    &["revoke", SIM],
    &["revoke", "--all", "--yes"],
    &["revoke", "--expired"],
    &["config", "init", "--no-doctor"],
    &["open", "nobody"],
    &["open", SIM, "--nonsense"],
    &["open", SIM, "--for", "forever"],
    &["demo"],
    &[],
];

#[rstest]
#[case::all_goes_well(&[])]
#[case::no_sign_in(&["--fault", "auth=401"])]
#[case::nonsense(&["--fault", "list=wrong-types", "--fault", "url=400"])]
#[case::breakdown(&["--fault", "sims=html", "--fault", "list=502x2"])]
fn no_verb_writes_a_secret_whatever_happens(#[case] faults: &[&str]) {
    let bed = Bed::new(faults);
    let log = bed.home.path().join("log");
    fs::write(&log, "").unwrap();
    fs::set_permissions(&log, Permissions::from_mode(0o644)).unwrap();
    let mut runs: Vec<(Option<&str>, Vec<&str>)> = Vec::new();
    for verb in VERBS {
        runs.push((None, verb.to_vec()));
        runs.push((None, [*verb, &["--json"]].concat()));
    }
    for profile in ["key", "password", "command"] {
        runs.extend(VERBS[..3].iter().map(|verb| (Some(profile), verb.to_vec())));
    }
    for (profile, verb) in runs {
        let args = [&verb[..], &["-vv", "--log", log.to_str().unwrap()]].concat();
        let output = bed.command(profile, &args).output().unwrap();
        let (secrets, urls) = bed.on_the_wire();
        let hidden = || PLANTED.into_iter().chain(secrets.iter().map(String::as_str));
        let urls = || urls.iter().map(String::as_str);
        holds_none(&format!("stderr of {args:?}"), &output.stderr, hidden().chain(urls()));
        holds_none(&format!("stdout of {args:?}"), &output.stdout, hidden());
        if !matches!(verb.first(), Some(&"open" | &"url" | &"extend")) {
            holds_none(&format!("stdout of {args:?}"), &output.stdout, urls());
        }
    }
    let (secrets, urls) = bed.on_the_wire();
    if faults.is_empty() {
        assert!(secrets.len() > 3 && !urls.is_empty(), "nothing was heard on the wire");
    }
    let all: Vec<&str> = PLANTED
        .into_iter()
        .chain(secrets.iter().chain(&urls).map(String::as_str))
        .collect();
    files(bed.home.path(), &mut |path| {
        holds_none(&path.display().to_string(), &fs::read(path).unwrap(), all.iter().copied());
        let mode = fs::metadata(path).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "others can read {}", path.display());
    });
    assert!(!fs::read(log).unwrap().is_empty(), "then this tests nothing");
}

#[test]
fn an_address_is_shown_without_its_password() {
    let bed = Bed::new(&[]);
    let log = bed.home.path().join("log");
    for endpoint in [
        "http://user:PlantedPasswordInAnAddress@127.0.0.1:1",
        "ftp://user:PlantedPasswordInAnAddress@x",
        "http://u:PlantedPasswordInAnAddress@192.0.2.1:1",
    ] {
        for verb in ["doctor", "mappings", "config"] {
            let show: &[&str] = if verb == "config" { &["show"] } else { &[] };
            let args = [&[verb], show, &["-vv", "--log", log.to_str().unwrap()]].concat();
            let mut command = bed.command(None, &args);
            command.env("SORACOM_ENDPOINT", endpoint);
            if endpoint.contains("192.0.2.1") && verb != "config" {
                continue;
            }
            let output = command.output().unwrap();
            holds_none(verb, &[output.stdout, output.stderr].concat(), PLANTED);
        }
    }
    holds_none("the log", &fs::read(log).unwrap(), PLANTED);
}

#[test]
fn a_panic_tells_no_secret() {
    let bed = Bed::new(&[]);
    let mut command = bed.command(None, &["demo", "--panic"]);
    command.env("RUST_BACKTRACE", "full");
    let mut pty = Pty::of(&command, 40, 120);
    assert!(!pty.ended().success());
    holds_none("a panic", &pty.bytes(), PLANTED);
}
