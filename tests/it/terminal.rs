//! The terminal changes under the program: sizes, stops and returns; and the places that are no terminal.
#![cfg(unix)]

use std::fs;
use std::io::Read;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::support::pty::Pty;
use crate::support::simulate::Simulate;

#[test]
fn a_storm_of_sizes() {
    let mut pty = Pty::naptop(&["demo"], 40, 120);
    pty.until("Devices 48");
    pty.keys("o");
    let odd = [
        (1, 1),
        (0, 0),
        (24, 0),
        (0, 80),
        (1, 200),
        (200, 1),
        (2, 3),
        (10, 40),
        (9, 39),
        (3, 500),
        (16, 60),
    ];
    for at in 0..200 {
        let (rows, cols) = odd[at % odd.len()];
        pty.squeeze(rows, cols);
        if at % 7 == 0 {
            std::thread::sleep(Duration::from_millis(15));
        }
        if at % 40 == 20 {
            pty.keys("\x1b?");
        }
    }
    // once more, each with the time to be drawn
    for (rows, cols) in odd {
        pty.squeeze(rows, cols);
        pty.keys("\x1b:j\x1b2zz\r");
        std::thread::sleep(Duration::from_millis(60));
    }
    pty.keys("\x1b\x1b1");
    pty.squeeze(39, 119);
    std::thread::sleep(Duration::from_millis(200));
    pty.resize(40, 120);
    pty.until("1 Devices 48");
    std::thread::sleep(Duration::from_millis(200));
    pty.keys("q");
    assert!(pty.ended().success(), "{}", pty.screen());
    assert!(pty.is_restored() && pty.is_cooked());
}

#[cfg(target_os = "linux")]
fn until_state(pty: &Pty, wanted: char) {
    pty.until_holds("the state of the process", |pty| {
        let stat = fs::read_to_string(format!("/proc/{}/stat", pty.pid())).unwrap();
        stat.rsplit_once(')')
            .is_some_and(|(_, rest)| rest.trim().starts_with(wanted) != (wanted == 'R'))
    });
}

/// By a signal, by the key, and by a stop that nobody can see coming.
#[cfg(target_os = "linux")]
#[test]
fn stopped_and_continued() {
    let mut pty = Pty::naptop(&["demo"], 40, 120);
    pty.until("Devices 48");
    for how in ["TSTP", "key", "STOP", "TSTP"] {
        assert!(!pty.is_cooked() && !pty.is_restored());
        match how {
            "key" => pty.keys("\x1a"),
            signal => pty.signal(signal),
        }
        until_state(&pty, 'T');
        std::thread::sleep(Duration::from_millis(100));
        if how == "STOP" {
            // what a shell does when it takes the terminal back
            let terminal = fs::read_link(format!("/proc/{}/fd/0", pty.pid())).unwrap();
            let reset = format!(
                "stty sane < {0}; printf '\\033[?1049l\\033[?25h\\033[?2004lshell$ ' > {0}",
                terminal.display()
            );
            assert!(Command::new("sh").args(["-c", &reset]).status().unwrap().success());
            pty.until("shell$");
        }
        assert!(
            pty.is_cooked() && pty.is_restored(),
            "{how}: the terminal is not given back\n{}",
            pty.screen()
        );
        pty.signal("CONT");
        pty.until("Devices 48");
        pty.until_holds("the terminal is taken again", |pty| !pty.is_cooked() && !pty.is_restored());
        pty.keys("/kiosk-tokyo-01\r");
        pty.until("1 of 48");
        pty.keys("\x1b");
        pty.until("Devices 48");
    }
    pty.keys("q");
    assert!(pty.ended().success());
    assert!(pty.is_restored() && pty.is_cooked());
}

#[test]
fn what_is_no_terminal_is_said() {
    let simulate = Simulate::start(&[]);
    let program = env!("CARGO_BIN_EXE_naptop");
    for line in [
        "\"$0\" demo < /dev/null",
        "\"$0\" demo | cat",
        "\"$0\" demo >&-",
        "\"$0\" demo <&-",
        "\"$0\" < /dev/null",
    ] {
        let mut shell = simulate.command(&[]);
        let envs: Vec<_> = shell
            .get_envs()
            .filter_map(|(name, value)| Some((name.to_owned(), value?.to_owned())))
            .collect();
        shell = Command::new("sh");
        shell.args(["-c", line, program]).envs(envs);
        let mut pty = Pty::of(&shell, 24, 100);
        let status = pty.ended();
        let pipe = line.contains('|');
        assert!(status.exit_code() == 2 || pipe, "{line}: {status:?}\n{}", pty.screen());
        assert!(pty.screen().contains("needs a terminal"), "{line}: {}", pty.screen());
        assert!(pty.is_restored() && pty.is_cooked(), "{line}");
    }
}

#[test]
fn a_verb_whose_reader_leaves_ends_quietly() {
    let simulate = Simulate::start(&["--devices", "2000"]);
    for args in [
        &["devices", "--json"][..],
        &["devices"],
        &["mappings"],
        &["sessions", "--json"],
        &["audit"],
        &["config", "show"],
        &["config", "path"],
        &["man"],
        &["completions", "bash"],
        &["--help"],
        &["--version"],
        &["doctor"],
    ] {
        let mut command = simulate.command(args);
        command
            .env("AWS_ENDPOINT_URL_EC2", "http://127.0.0.1:1")
            .env("AWS_ENDPOINT_URL_STS", "http://127.0.0.1:1");
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let mut said = String::new();
        child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        let status = child.wait().unwrap();
        assert!(
            !said.contains("panicked") && !said.contains("Broken pipe"),
            "{args:?}: {said}"
        );
        assert!(status.success(), "{args:?}: {status:?} {said}");
    }
}

#[test]
fn a_prompt_gives_the_terminal_back_when_asked_to_end() {
    let simulate = Simulate::start(&[]);
    for signal in ["TERM", "HUP", "INT"] {
        let mut init = simulate.command(&["config", "init", "--no-doctor"]);
        for said in ["NAPTOP_STACK", "NAPTOP_FLEET", "NAPTOP_SOURCE"] {
            init.env_remove(said);
        }
        init.env("XDG_CONFIG_HOME", simulate.home.path().join("config"));
        let mut pty = Pty::of(&init, 30, 100);
        pty.until("AppStream stack:");
        pty.until_holds("raw mode", |pty| !pty.is_cooked());
        pty.signal(signal);
        assert!(!pty.ended().success());
        assert!(pty.is_cooked() && pty.is_restored(), "after SIG{signal}: {}", pty.screen());
        pty.until("nothing was written");
        assert!(!simulate.home.path().join("config").exists());
    }
}
