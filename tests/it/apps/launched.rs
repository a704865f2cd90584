//! The real program lends a real terminal to a program of the user's, and takes it back.
#![cfg(unix)]

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Output};

use super::{DEVICE, configured};
use crate::support::pty::Pty;
use crate::support::simulate::Simulate;

/// A simulator, and a folder first on PATH with an `ssh` that notes how it was started and then does what `rest` says.
struct Bed {
    simulate: Simulate,
}

impl Bed {
    fn new(rest: &str) -> Self {
        let bed = Self {
            simulate: Simulate::start(&[]),
        };
        let home = bed.simulate.home.path();
        fs::create_dir(home.join("bin")).unwrap();
        let ssh = home.join("bin/ssh");
        let script = format!(
            "#!/bin/sh\nprintf '[%s]\\n' \"$@\" | tee {0}/arguments\nenv > {0}/environment\n{rest}\n",
            home.display()
        );
        fs::write(&ssh, script).unwrap();
        fs::set_permissions(&ssh, Permissions::from_mode(0o755)).unwrap();
        bed
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = self.simulate.command(args);
        let path = format!(
            "{}/bin:{}",
            self.simulate.home.path().display(),
            std::env::var("PATH").unwrap()
        );
        command.env("PATH", path);
        command
    }

    fn noted(&self, what: &str) -> String {
        fs::read_to_string(self.simulate.home.path().join(what)).unwrap_or_default()
    }

    /// How many mappings lead to that port.
    fn open(&self, port: u16) -> usize {
        let mappings = self.simulate.mappings();
        mappings.iter().filter(|mapping| mapping["device_port"] == port).count()
    }

    /// The dashboard, with the device under the cursor.
    fn dashboard(&self, args: &[&str]) -> Pty {
        let mut pty = Pty::of(&self.command(args), 40, 120);
        pty.until("Devices 48");
        pty.keys(&format!("/{DEVICE}\r"));
        pty.until("1 of 48");
        pty
    }
}

fn until_back(pty: &Pty) {
    pty.until("1 of 48");
    pty.until_holds("the terminal is taken again", |pty| !pty.is_cooked() && !pty.is_restored());
}

#[test]
fn ssh_gets_the_terminal_and_every_key_and_the_dashboard_comes_back() {
    let bed = Bed::new("read -r line; echo \"got: $line\"; read -r line");
    let before = bed.open(22);
    let mut pty = bed.dashboard(&[]);
    pty.keys("ls");
    pty.until("[HostKeyAlias=");
    assert!(
        pty.is_cooked() && pty.is_restored(),
        "it has the terminal as a shell gives it\n{}",
        pty.screen()
    );
    assert_eq!(bed.open(22), before + 1);
    let arguments = bed.noted("arguments");
    let sim_id = bed.simulate.first()["sim_id"].as_str().unwrap().to_owned();
    let mapping = bed
        .simulate
        .mappings()
        .into_iter()
        .find(|mapping| mapping["reason"] == "ssh")
        .unwrap();
    let expected = format!("[-o]\n[HostKeyAlias={sim_id}]\n[-p]\n[{}]\n[127.0.0.1]\n", mapping["port"]);
    assert_eq!(arguments, expected);
    assert_eq!(mapping["source"], serde_json::json!(["198.51.100.77/32"]));
    // keys that would quit, revoke and open here
    pty.keys("qxyOR\n");
    pty.until("got: qxyOR");
    pty.keys("\nxyq");
    until_back(&pty);
    pty.until("revoked kiosk-tokyo-01");
    assert_eq!(bed.open(22), before);
    assert!(
        !pty.screen().contains("Revoke"),
        "what was typed too late is forgotten\n{}",
        pty.screen()
    );
    pty.keys("z");
    pty.until_holds("it has the keys again", |pty| !pty.screen().contains("Endpoint"));
    pty.keys("q");
    assert!(pty.ended().success());
    assert!(pty.is_restored() && pty.is_cooked());
    let environment = bed.noted("environment");
    assert!(environment.contains("TERM=") && environment.contains("HOME="));
    for secret in ["SORACOM_AUTH_KEY", "AWS_SECRET", "AWS_ACCESS_KEY"] {
        assert!(!environment.contains(secret), "{secret}\n{environment}");
    }
}

#[test]
fn what_is_to_stay_open_stays() {
    let bed = Bed::new("");
    let config = configured(&bed.simulate, "[[app]]\nname = \"ssh\"\nrevoke_after = false\n");
    let before = bed.open(22);
    let mut pty = bed.dashboard(&["--config", &config]);
    pty.keys("ls");
    pty.until("stays open, x revokes it");
    assert_eq!(bed.open(22), before + 1);
    pty.keys("q");
    assert!(pty.ended().success());
    pty.until("still open: kiosk-tokyo-01");
}

#[test]
fn a_program_that_fails_can_be_read_before_the_dashboard_covers_it() {
    let bed = Bed::new("echo 'Connection refused'; exit 255");
    let before = bed.open(22);
    let mut pty = bed.dashboard(&[]);
    pty.keys("ls");
    pty.until("Enter returns to the dashboard");
    let screen = pty.screen();
    assert!(
        screen.contains("Connection refused") && screen.contains("exit status: 255"),
        "{screen}"
    );
    let patience = std::time::Instant::now() + std::time::Duration::from_secs(20);
    while bed.open(22) > before {
        assert!(std::time::Instant::now() < patience, "it is revoked while that is read");
    }
    pty.keys("\r");
    until_back(&pty);
    pty.keys("q");
    assert!(pty.ended().success());
}

#[test]
fn the_key_that_interrupts_is_for_the_program_and_a_signal_that_ends_is_for_both() {
    let bed = Bed::new("trap 'echo interrupted' INT; while :; do sleep 0.1; done");
    let before = bed.open(22);
    let mut pty = bed.dashboard(&[]);
    pty.keys("ls");
    pty.until("[HostKeyAlias=");
    for key in ["\x03", "\x1c"] {
        std::thread::sleep(std::time::Duration::from_millis(300));
        pty.keys(key);
    }
    pty.until("interrupted");
    // SIGQUIT ended the script; the dashboard is there still
    pty.until("Enter returns to the dashboard");
    pty.keys("\r");
    until_back(&pty);
    pty.until("revoked kiosk-tokyo-01");
    pty.keys("ls");
    pty.until("[HostKeyAlias=");
    pty.until_holds("the terminal is lent", Pty::is_cooked);
    pty.signal("TERM");
    pty.ended();
    assert!(pty.is_restored() && pty.is_cooked(), "{}", pty.screen());
    assert_eq!(bed.open(22), before, "{}", pty.screen());
}

#[cfg(target_os = "linux")]
#[test]
fn a_program_that_is_stopped_stops_the_dashboard_with_it() {
    let bed = Bed::new("kill -STOP $$; echo continued; read -r line");
    let mut pty = bed.dashboard(&[]);
    pty.keys("ls");
    let state = |pty: &Pty| {
        let stat = fs::read_to_string(format!("/proc/{}/stat", pty.pid())).unwrap();
        stat.rsplit_once(')').unwrap().1.trim().chars().next().unwrap()
    };
    pty.until_holds("it is stopped", |pty| state(pty) == 'T');
    pty.signal("CONT");
    pty.until("continued");
    pty.keys("\n");
    until_back(&pty);
    pty.keys("q");
    assert!(pty.ended().success());
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_script_launches_too_and_access_goes_with_the_program() {
    let bed = Bed::new("exit 3");
    let before = bed.open(22);
    let output = bed.command(&["open", DEVICE, "--app", "ssh", "--launch"]).output().unwrap();
    let told = said(&output);
    assert!(output.status.success(), "{told}");
    assert!(
        told.contains("ssh has ended: exit status: 3") && told.contains("revoked 127.0.0.1:"),
        "{told}"
    );
    assert!(
        String::from_utf8_lossy(&output.stdout).contains("[HostKeyAlias="),
        "stdout is the program's"
    );
    assert_eq!(bed.open(22), before);

    let config = configured(
        &bed.simulate,
        "[[app]]\nname = \"ssh\"\nrevoke_after = false\ncommand = [\"ssh\", \"a b\", \"{name}\"]\n",
    );
    let output = bed
        .command(&["--config", &config, "open", DEVICE, "--app", "ssh", "--launch"])
        .output()
        .unwrap();
    assert!(
        output.status.success() && said(&output).contains("stays open"),
        "{}",
        said(&output)
    );
    assert_eq!(bed.noted("arguments"), format!("[a b]\n[{DEVICE}]\n"));
    assert_eq!(bed.open(22), before + 1);
}

#[test]
fn a_script_is_told_what_is_missing_before_anything_is_opened() {
    let bed = Bed::new("");
    let config = configured(
        &bed.simulate,
        "[[app]]\nname = \"gone\"\nport = 22\ncommand = \"no-such-program {host}\"\n[[app]]\nname = \"bare\"\nport = 22\n",
    );
    let before = bed.open(22);
    for (app, why) in [
        ("gone", "no-such-program is not found here"),
        ("bare", "there is no local command for it"),
    ] {
        let output = bed
            .command(&["--config", &config, "open", DEVICE, "--app", app, "--launch"])
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(1), "{}", said(&output));
        assert!(said(&output).contains(why), "{}", said(&output));
    }
    let output = bed
        .command(&["--read-only", "open", DEVICE, "--app", "ssh", "--launch"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(3), "{}", said(&output));
    assert_eq!((bed.open(22), bed.noted("arguments")), (before, String::new()));
}

#[test]
fn a_script_that_is_ended_ends_the_program_and_revokes() {
    let bed = Bed::new("sleep 60");
    let before = bed.open(22);
    let pty = Pty::of(&bed.command(&["open", DEVICE, "--app", "ssh", "--launch"]), 30, 100);
    pty.until("[HostKeyAlias=");
    pty.signal("TERM");
    let mut pty = pty;
    assert!(pty.ended().success(), "{}", pty.screen());
    assert_eq!(bed.open(22), before, "{}", pty.screen());
}
