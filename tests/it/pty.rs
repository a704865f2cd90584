//! The program in a real pty: what a user sees, and that the terminal is theirs again afterwards.

use base64::Engine;

use crate::support::pty::Pty;
use crate::support::simulate::Simulate;

fn demo() -> Pty {
    let pty = Pty::naptop(&["demo"], 40, 120);
    pty.until("Devices 48");
    pty
}

#[test]
fn demo_open_count_down_copy_revoke_quit() {
    let mut pty = demo();
    pty.keys("/kiosk-tokyo-01\r");
    pty.until("1 of 48");
    pty.keys("oupdate\r");
    pty.until("link ready");
    let first = pty.until("29:5");
    let at = first.find("29:5").unwrap();
    let second = first[at..at + 5].to_owned();
    pty.until_holds("the countdown falls", |pty| !pty.screen().contains(&second));
    pty.keys("c");
    pty.until("OSC 52");
    let url = osc52(&pty.bytes()).expect("no OSC 52 in the output");
    assert!(
        url.starts_with("http://127.0.0.1:") && url.contains("/authenticate?parameters="),
        "{url}"
    );
    assert!(
        !pty.screen().contains("/authenticate"),
        "the URL is not on the screen unless asked for"
    );
    pty.keys("2");
    pty.keys("x");
    pty.until("Revoke this access?");
    pty.keys("y");
    pty.until("revoked kiosk-tokyo-01");
    pty.keys("q");
    assert!(pty.ended().success());
    assert!(pty.is_restored());
}

/// What the last OSC 52 carries.
fn osc52(bytes: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(bytes);
    let (_, rest) = text.rsplit_once("\x1b]52;c;")?;
    let end = rest.find(['\x07', '\x1b'])?;
    let decoded = base64::engine::general_purpose::STANDARD.decode(&rest[..end]).ok()?;
    String::from_utf8(decoded).ok()
}

#[test]
fn what_stays_open_is_said_on_the_way_out() {
    let mut pty = demo();
    pty.keys("/kiosk-tokyo-01\rO");
    pty.until("link ready");
    pty.keys("q");
    assert!(pty.ended().success());
    let screen = pty.until("still open: kiosk-tokyo-01");
    assert!(screen.contains("127.0.0.1:"), "{screen}");
    assert!(pty.is_restored());
}

#[test]
fn signals_and_panics_give_the_terminal_back() {
    for signal in ["TERM", "HUP", "INT"] {
        let mut pty = demo();
        pty.signal(signal);
        pty.ended();
        assert!(pty.is_restored(), "after SIG{signal}");
    }
    let mut pty = Pty::naptop(&["demo", "--panic"], 40, 120);
    pty.until("Devices 48");
    assert!(!pty.ended().success());
    pty.until("asked for with --panic");
    assert!(pty.is_restored(), "after a panic");
}

#[test]
fn it_follows_the_size_of_the_terminal() {
    let mut pty = demo();
    pty.resize(24, 80);
    pty.until("1 Devices 48");
    pty.resize(16, 60);
    pty.until_holds("one pane at a time", |pty| !pty.screen().contains("Endpoint"));
    pty.resize(8, 30);
    pty.until("too small");
    pty.resize(40, 120);
    pty.until("Endpoint");
    pty.keys("q");
    assert!(pty.ended().success());
}

/// The terminal hears of the end of an access, and its title is the user's own again afterwards.
#[cfg(unix)]
#[test]
fn alerts_ring_notify_and_give_the_title_back() {
    use std::os::unix::fs::PermissionsExt;
    let simulate = Simulate::start(&[]);
    let home = tempfile::tempdir().unwrap();
    let (program, said) = (home.path().join("notify-send"), home.path().join("said"));
    std::fs::write(&program, format!("#!/bin/sh\necho \"$@\" >> '{}'\n", said.display())).unwrap();
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
    let path = format!("{}:{}", home.path().display(), std::env::var("PATH").unwrap());
    let mut naptop = simulate.command(&[]);
    for way in ["BELL", "TITLE", "OSC9", "DESKTOP"] {
        naptop.env(format!("NAPTOP_ALERTS_{way}"), "true");
    }
    naptop.env("NAPTOP_DURATION", "62s").env("PATH", path).env("DISPLAY", ":0");
    let mut pty = Pty::of(&naptop, 40, 120);
    pty.until("Devices 48");
    pty.keys("/kiosk-tokyo-01\rO");
    pty.until("link ready");
    pty.until("kiosk-tokyo-01: 1:00 left at");
    let written = |pty: &Pty, what: &str| String::from_utf8_lossy(&pty.bytes()).matches(what).count();
    let notice = "\x1b]9;naptop: kiosk-tokyo-01: 1:00 left at 127.0.0.1:";
    pty.until_holds("the bell", |pty| written(pty, notice) == 1 && written(pty, "\x07") == 1);
    pty.until_holds("the title", |pty| {
        written(pty, "\x1b]2;naptop: kiosk-tokyo-01 1:00 left\x1b\\") == 1
    });
    pty.until_holds("the desktop", |_| {
        let said = std::fs::read_to_string(&said).unwrap_or_default();
        said.starts_with("--app-name=naptop -- kiosk-tokyo-01: 1:00 left at") && said.lines().count() == 1
    });
    pty.keys("q");
    assert!(pty.ended().success());
    assert_eq!(written(&pty, "\x1b[22;2t"), 1, "kept once");
    assert!(String::from_utf8_lossy(&pty.bytes()).contains("\x1b]2;\x1b\\\x1b[23;2t"));
    assert!(pty.is_restored());
}
