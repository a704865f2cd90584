//! `naptop config`, the real program against `naptop simulate`: by flags, by the environment, and by somebody at a terminal.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

use crate::support::pty::Pty;
use crate::support::simulate::{Simulate, json};

/// What the simulator's helper sets and a file could say.
const SAID: [&str; 5] = [
    "SORACOM_AUTH_KEY_ID",
    "SORACOM_AUTH_KEY",
    "NAPTOP_STACK",
    "NAPTOP_FLEET",
    "NAPTOP_SOURCE",
];

/// A home with soracom-cli profiles, and the two services.
struct Bed {
    simulate: Simulate,
    home: TempDir,
}

impl Bed {
    fn new<const N: usize>(profiles: [&str; N]) -> Self {
        let bed = Self {
            simulate: Simulate::start(&[]),
            home: TempDir::new().unwrap(),
        };
        fs::create_dir(bed.home.path().join("soracom")).unwrap();
        for name in profiles {
            let file = bed.home.path().join("soracom").join(format!("{name}.json"));
            fs::write(&file, format!(r#"{{"authKeyId":"keyId-{name}","authKey":"secret-{name}"}}"#)).unwrap();
            #[cfg(unix)]
            fs::set_permissions(&file, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
        }
        bed
    }

    fn file(&self) -> PathBuf {
        self.home.path().join("made/config.toml")
    }

    /// Nothing may leave for the real EC2 and STS, and what a file could say is not set.
    fn command(&self, args: &[&str]) -> Command {
        let mut command = self.simulate.command(args);
        for said in SAID {
            command.env_remove(said);
        }
        command
            .env("HOME", self.home.path())
            .env("XDG_CONFIG_HOME", self.home.path())
            .env("SORACOM_PROFILE_DIR", self.home.path().join("soracom"))
            .env("NAPTOP_CONFIG", self.file())
            .env("AWS_ENDPOINT_URL_EC2", "http://127.0.0.1:1")
            .env("AWS_ENDPOINT_URL_STS", "http://127.0.0.1:1");
        command
    }

    fn naptop(&self, args: &[&str]) -> Output {
        self.command(args).output().unwrap()
    }

    fn terminal(&self, args: &[&str], cols: u16) -> Pty {
        Pty::of(&self.command(args), 60, cols)
    }

    /// That value as `config show` tells it, by the line of the file that gives it.
    fn written(&self, name: &str, value: &str) -> String {
        let file = fs::read_to_string(self.file()).unwrap();
        let is_it = |line: &str| line == format!("{name} = {value:?}");
        let place = file.lines().position(is_it).unwrap() + 1;
        format!("{value} (config.toml:{place})")
    }

    /// `value (origin)`
    fn shown(&self, key: &str) -> String {
        let settings = json(&self.naptop(&["config", "show", "--json"]));
        let setting = settings
            .as_array()
            .unwrap()
            .iter()
            .find(|setting| setting["key"] == key)
            .expect(key)
            .clone();
        format!(
            "{} ({})",
            setting["value"].as_str().unwrap_or("-"),
            setting["origin"].as_str().unwrap()
        )
    }
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

const FLAGS: [&str; 10] = [
    "config",
    "init",
    "--soracom-profile",
    "kiosks",
    "--source",
    "203.0.113.10/32",
    "198.51.100.7",
    "--for",
    "45m",
    "--no-doctor",
];

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort_unstable();
    names
}

#[test]
fn the_path_is_told_whether_the_file_exists_or_not() {
    let bed = Bed::new([]);
    let path = |command: &mut Command| String::from_utf8(command.output().unwrap().stdout).unwrap();
    assert_eq!(
        path(&mut bed.command(&["config", "path"])),
        format!("{}\n", bed.file().display())
    );
    assert_eq!(
        path(&mut bed.command(&["config", "path", "--config", "other.toml"])),
        "other.toml\n"
    );
    let usual = path(bed.command(&["config", "path"]).env_remove("NAPTOP_CONFIG"));
    assert!(usual.contains("naptop") && usual.ends_with("config.toml\n"), "{usual}");
}

#[test]
fn show_needs_no_account_and_names_the_file() {
    let bed = Bed::new([]);
    let output = bed
        .command(&["config", "show", "--json"])
        .env_remove("NAPTOP_CONFIG")
        .output()
        .unwrap();
    assert!(
        said(&output).contains("there is no ") && said(&output).contains("no SORACOM account"),
        "{}",
        said(&output)
    );
    let settings = json(&output);
    let first = settings.as_array().unwrap()[0].as_object().unwrap().clone();
    assert_eq!(first.keys().collect::<Vec<_>>(), ["key", "origin", "value"]);
    let operator = settings
        .as_array()
        .unwrap()
        .iter()
        .find(|setting| setting["key"] == "operator")
        .unwrap();
    assert_eq!(operator["value"], Value::Null);
}

#[test]
fn show_hides_every_secret() {
    let bed = Bed::new(["kiosks"]);
    assert!(bed.naptop(&FLAGS).status.success());
    let by_env = [("SORACOM_AUTH_KEY_ID", "keyId-env"), ("SORACOM_AUTH_KEY", "secret-env")];
    for (args, env) in [
        (vec!["config", "show"], vec![]),
        (vec!["config", "show", "--json"], vec![]),
        (vec!["config", "show"], by_env.to_vec()),
    ] {
        let output = bed.command(&args).envs(env).output().unwrap();
        let all = String::from_utf8_lossy(&output.stdout).into_owned() + &said(&output);
        assert!(
            output.status.success() && all.contains("(hidden)") && all.contains("keyId-"),
            "{all}"
        );
        assert!(!all.contains("secret-"), "{all}");
    }
    let table = String::from_utf8(bed.naptop(&["config", "show"]).stdout).unwrap();
    assert!(table.starts_with("KEY ") && table.contains("config.toml:"), "{table}");
}

#[test]
fn a_narrow_terminal_still_shows_where_each_value_came_from() {
    let bed = Bed::new(["kiosks"]);
    assert!(bed.naptop(&FLAGS).status.success());
    let mut pty = bed.terminal(&["config", "show"], 80);
    assert!(pty.ended().success());
    let screen = pty.screen();
    assert!(screen.contains("FROM") && screen.contains("config.toml:37"), "{screen}");
}

#[test]
fn init_by_flags_writes_a_file_for_its_owner_alone_and_it_is_read() {
    let bed = Bed::new(["default", "kiosks"]);
    let output = bed.naptop(&FLAGS);
    assert!(output.status.success(), "{}", said(&output));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&bed.file()), mode(bed.file().parent().unwrap())), (0o600, 0o700));
    }
    assert_eq!(bed.shown("account.kiosks.name"), bed.written("profile", "kiosks"));
    assert_eq!(
        bed.shown("access.source"),
        "203.0.113.10/32, 198.51.100.7/32 (config.toml:30)"
    );
    assert_eq!(bed.shown("access.duration"), "45m (config.toml:37)");
    assert_eq!(bed.shown("appstream.stack"), "naptop-stack (config.toml:51)");
    assert_eq!(bed.shown("appstream.fleet"), "naptop-fleet (config.toml:52)");
    let opened = json(&bed.naptop(&["open", "kiosk-tokyo-01", "--json"]));
    assert_eq!(opened["mapping"]["source"][1], "198.51.100.7/32");
    assert!(opened["link"]["url"].is_string(), "{opened}");
}

#[test]
fn init_does_not_overwrite_unless_told_to_and_keeps_what_was_there() {
    let bed = Bed::new(["kiosks"]);
    fs::create_dir(bed.file().parent().unwrap()).unwrap();
    fs::write(bed.file(), "refresh = \"1m\"\n").unwrap();
    let refused = bed.naptop(&FLAGS);
    assert_eq!(refused.status.code(), Some(2), "{}", said(&refused));
    assert!(said(&refused).contains("--force"), "{}", said(&refused));
    assert_eq!(fs::read_to_string(bed.file()).unwrap(), "refresh = \"1m\"\n");
    let forced = bed.naptop(&[&FLAGS[..], &["--force"]].concat());
    assert!(forced.status.success(), "{}", said(&forced));
    let kept = bed.file().with_file_name("config.toml.bak");
    assert_eq!(fs::read_to_string(kept).unwrap(), "refresh = \"1m\"\n");
    assert_eq!(names(bed.file().parent().unwrap()), ["config.toml", "config.toml.bak"]);
}

#[test]
fn a_script_with_two_profiles_has_to_say_which() {
    let bed = Bed::new(["default", "kiosks"]);
    let output = bed.naptop(&["config", "init"]);
    let text = said(&output);
    assert_eq!(output.status.code(), Some(2), "{text}");
    assert!(
        text.contains("default, kiosks") && text.contains("--soracom-profile"),
        "{text}"
    );
    let unknown = bed.naptop(&["config", "init", "--soracom-profile", "nobody"]);
    assert_eq!(unknown.status.code(), Some(2), "{}", said(&unknown));
    assert!(!bed.file().parent().unwrap().exists());
}

#[test]
fn credentials_of_the_environment_stay_there() {
    let bed = Bed::new([]);
    let mut init = bed.command(&["config", "init", "--no-doctor"]);
    init.env("SORACOM_AUTH_KEY_ID", "keyId-e")
        .env("SORACOM_AUTH_KEY", "secret-e")
        .env("NAPTOP_SOURCE", "203.0.113.10");
    let output = init.output().unwrap();
    assert!(
        output.status.success() && said(&output).contains("stay in the environment"),
        "{}",
        said(&output)
    );
    let text = fs::read_to_string(bed.file()).unwrap();
    assert!(
        text.contains("\n#[[account]]\n") && text.contains("\nsource = [\"203.0.113.10/32\"]\n"),
        "{text}"
    );
    assert!(!text.contains("keyId-e") && !text.contains("secret-e"), "{text}");
}

#[test]
fn doctor_looks_at_what_was_written_and_its_status_is_the_status() {
    let bed = Bed::new(["kiosks"]);
    let healthy = bed.naptop(&["config", "init", "--source", "203.0.113.10"]);
    let report = String::from_utf8_lossy(&healthy.stdout).into_owned();
    assert_eq!(healthy.status.code(), Some(0), "{report}");
    assert!(report.contains("✓ fleet association"), "{report}");
    // without a source the mapping would let in the wrong machine
    let lacking = bed.naptop(&["config", "init", "--force"]);
    assert!(said(&lacking).contains("left out: Elastic IPs"), "{}", said(&lacking));
    assert_eq!(lacking.status.code(), Some(1), "{}", String::from_utf8_lossy(&lacking.stdout));
}

#[test]
fn somebody_chooses_profile_stack_and_fleet() {
    let bed = Bed::new(["default", "kiosks"]);
    let mut pty = bed.terminal(&["config", "init", "--source", "203.0.113.10", "--no-doctor"], 120);
    pty.until("SORACOM profile:");
    pty.until("kiosks (Japan)");
    pty.keys("\x1b[B\r");
    pty.until("none: mappings alone");
    pty.keys("\r");
    pty.until("AppStream fleet:");
    pty.until("> naptop-fleet");
    pty.keys("\r");
    pty.until("wrote ");
    assert!(pty.ended().success(), "{}", pty.screen());
    assert_eq!(bed.shown("account.kiosks.name"), bed.written("profile", "kiosks"));
    assert_eq!(bed.shown("appstream.stack"), "naptop-stack (config.toml:51)");
    assert_eq!(bed.shown("appstream.fleet"), "naptop-fleet (config.toml:52)");
}

#[test]
fn somebody_who_stops_at_a_prompt_leaves_nothing() {
    let bed = Bed::new(["default", "kiosks"]);
    for (key, at) in [("\x1b", "SORACOM profile:"), ("\x03", "none: mappings alone")] {
        let mut pty = bed.terminal(&["config", "init", "--no-doctor"], 120);
        pty.until("kiosks (Japan)");
        if at != "SORACOM profile:" {
            pty.keys("\r");
        }
        pty.until(at);
        pty.keys(key);
        assert_eq!(pty.ended().exit_code(), 1, "{}", pty.screen());
        pty.until("nothing was written");
        assert!(
            pty.is_restored() && names(bed.home.path()) == ["soracom"],
            "{:?}",
            names(bed.home.path())
        );
    }
    fs::create_dir(bed.file().parent().unwrap()).unwrap();
    fs::write(bed.file(), "refresh = \"1m\"\n").unwrap();
    let mut pty = bed.terminal(&["config", "init", "--no-doctor"], 120);
    pty.until("Overwrite it?");
    pty.keys("\r");
    assert_eq!(pty.ended().exit_code(), 1, "no is what Enter means");
    assert_eq!(names(bed.file().parent().unwrap()), ["config.toml"]);
}
