//! Children: what their command lines and environments hold, and what the dashboard hands them.
#![cfg(target_os = "linux")]

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;

use super::{Bed, PLANTED, holds_none};
use crate::support::pty::Pty;

/// A program that notes how it was started, and does what `rest` says.
fn noting(bed: &Bed, name: &str, rest: &str) -> std::path::PathBuf {
    let path = bed.home.path().join(name);
    let notes = bed.home.path().join("planted").join(name);
    let text = format!(
        "#!/bin/bash\ntr '\\0' ' ' < /proc/$$/cmdline > {0}.cmdline\ntr '\\0' '\\n' < /proc/$$/environ > {0}.environ\n{rest}\n",
        notes.display()
    );
    fs::write(&path, text).unwrap();
    fs::set_permissions(&path, Permissions::from_mode(0o700)).unwrap();
    path
}

fn noted(bed: &Bed, name: &str) -> Vec<u8> {
    let read = |what: &str| fs::read(bed.home.path().join(format!("planted/{name}.{what}"))).unwrap();
    let noted = [read("cmdline"), read("environ")].concat();
    assert!(!noted.is_empty());
    noted
}

/// Comes for a URL as a browser does, and keeps where it was led.
const FETCH: &str = r#"place=${1#http://}; host=${place%%/*}; path=/${place#*/}
exec 3<>/dev/tcp/${host%:*}/${host#*:}; printf 'GET %s HTTP/1.1\r\nHost: x\r\n\r\n' "$path" >&3; cat <&3 > $(dirname $0)/planted/answer"#;

#[test]
fn children_get_no_secret_by_command_line_or_environment() {
    let bed = Bed::new(&[]);
    let browser = noting(&bed, "browser", FETCH);
    noting(&bed, "tmux", "cat > $(dirname $0)/planted/buffer");
    let path = format!("{}:{}", bed.home.path().display(), std::env::var("PATH").unwrap());
    let run = |args: &[&str]| {
        let mut command = bed.command(None, args);
        command
            .env("BROWSER", &browser)
            .env("TMUX", "x")
            .env("PATH", &path)
            .env("TERM", "xterm");
        command.output().unwrap()
    };
    let output = run(&["open", "kiosk-tokyo-01", "--browser", "--copy"]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success() && said.contains("opened in the browser") && said.contains("tmux"),
        "{said}"
    );
    let url = String::from_utf8(output.stdout).unwrap();
    let (secrets, urls) = bed.on_the_wire();
    let all = || PLANTED.into_iter().chain(secrets.iter().chain(&urls).map(String::as_str));
    for child in ["browser", "tmux"] {
        holds_none(child, &noted(&bed, child), all());
    }
    let read = |name: &str| fs::read_to_string(bed.home.path().join("planted").join(name)).unwrap();
    assert!(
        read("answer").contains(&format!("Location: {}\r\n", url.trim())),
        "{}",
        read("answer")
    );
    assert_eq!(read("buffer"), url.trim(), "the URL goes in by another way");
}

#[test]
fn the_dashboard_writes_no_secret_but_a_url_that_is_asked_for() {
    let bed = Bed::new(&[]);
    let browser = noting(&bed, "browser", FETCH);
    let log = bed.home.path().join("log");
    let mut command = bed.command(None, &["-vv", "--log", log.to_str().unwrap()]);
    command.env("BROWSER", &browser);
    let mut pty = Pty::of(&command, 40, 120);
    pty.until("Devices 48");
    pty.keys("/kiosk-tokyo-01\rO");
    pty.until("link ready");
    for keys in ["\r", "\x1b", "2", "\r", "\x1b", "u", "?", "\x1b"] {
        pty.keys(keys);
        std::thread::sleep(std::time::Duration::from_millis(200));
    }
    pty.keys("b");
    pty.until("opened in the browser");
    let (secrets, urls) = bed.on_the_wire();
    assert!(!urls.is_empty() && !secrets.is_empty());
    let hidden = || PLANTED.into_iter().chain(secrets.iter().map(String::as_str));
    holds_none("the screen", &pty.bytes(), hidden().chain(urls.iter().map(String::as_str)));
    holds_none(
        "the browser",
        &noted(&bed, "browser"),
        hidden().chain(urls.iter().map(String::as_str)),
    );
    pty.keys("c");
    pty.until("OSC 52");
    pty.keys("q");
    assert!(pty.ended().success());
    holds_none("the screen", &pty.bytes(), hidden());
    holds_none(
        "the log",
        &fs::read(log).unwrap(),
        hidden().chain(urls.iter().map(String::as_str)),
    );
}
