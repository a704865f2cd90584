//! The terminal goes away under the program: closed, with or without a signal, or at the end of a link that is dead for a while.
#![cfg(target_os = "linux")]

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::support::pty::Pty;
use crate::support::simulate::Simulate;

/// Hundredths of a second that a process has computed for, and its state.
fn stat(pid: u32) -> Option<(u64, char)> {
    let text = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let fields: Vec<&str> = text.rsplit_once(')')?.1.split_whitespace().collect();
    let time = |at: usize| fields.get(at)?.parse::<u64>().ok();
    Some((time(11)? + time(12)?, fields.first()?.chars().next()?))
}

fn ends(pid: u32) -> bool {
    let patience = Instant::now() + Duration::from_secs(30);
    while Instant::now() < patience {
        if stat(pid).is_none_or(|(_, state)| state == 'Z') {
            return true;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    Command::new("kill").args(["-9", &pid.to_string()]).status().unwrap();
    false
}

/// The command, in a session of its own: then no signal tells of the end of the terminal. Its pid goes to the file.
fn unsignalled(command: &Command, pid: &Path) -> Command {
    let mut apart = Command::new("setsid");
    apart.args(["--wait", "sh", "-c", "echo $$ > \"$0\"; exec \"$@\""]).arg(pid);
    apart.arg(command.get_program()).args(command.get_args()).env_clear();
    apart.envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
    apart
}

fn read(pid: &Path) -> u32 {
    fs::read_to_string(pid).unwrap().trim().parse().unwrap()
}

#[test]
fn a_dashboard_ends_with_its_terminal() {
    let pty = Pty::naptop(&["demo"], 40, 120);
    pty.until("Devices 48");
    let ended = pty.hang_up().ended().expect("it goes on without a terminal");
    assert_eq!(ended.signal(), None, "it did not end by itself");
}

#[test]
fn a_dashboard_ends_with_its_terminal_though_no_signal_tells_it() {
    let simulate = Simulate::start(&[]);
    let pid = simulate.home.path().join("pid");
    let pty = Pty::of(&unsignalled(&simulate.command(&["demo"]), &pid), 40, 120);
    pty.until("Devices 48");
    let pid = read(&pid);
    drop(pty.hang_up());
    assert!(ends(pid), "it goes on without a terminal");
}

#[test]
fn what_is_being_opened_when_the_terminal_goes_is_undone() {
    let simulate = Simulate::start(&["--fault", "url=stall"]);
    let before = simulate.mappings().len();
    for signalled in [true, false] {
        let file = simulate.home.path().join("pid");
        let dashboard = simulate.command(&[]);
        let pty = match signalled {
            true => Pty::of(&dashboard, 40, 120),
            false => Pty::of(&unsignalled(&dashboard, &file), 40, 120),
        };
        let mut pty = pty;
        pty.until("Devices 48");
        pty.keys("/kiosk-tokyo-01\rO");
        while simulate.mappings().len() == before {
            std::thread::sleep(Duration::from_millis(50));
        }
        let pid = if signalled { pty.pid() } else { read(&file) };
        let _program = pty.hang_up();
        assert!(ends(pid), "signalled: {signalled}");
        assert_eq!(simulate.mappings().len(), before, "signalled: {signalled}");
    }
}

#[test]
fn a_hold_revokes_when_its_terminal_goes() {
    let simulate = Simulate::start(&[]);
    let before = simulate.mappings().len();
    for signalled in [true, false] {
        let file = simulate.home.path().join("pid");
        let hold = simulate.command(&["open", "kiosk-tokyo-01", "--hold", "--no-url"]);
        let pty = match signalled {
            true => Pty::of(&hold, 24, 100),
            false => Pty::of(&unsignalled(&hold, &file), 24, 100),
        };
        pty.until("Ctrl-C revokes");
        assert_eq!(simulate.mappings().len(), before + 1);
        let pid = if signalled { pty.pid() } else { read(&file) };
        let _program = pty.hang_up();
        assert!(ends(pid), "signalled: {signalled}");
        assert_eq!(simulate.mappings().len(), before, "signalled: {signalled}");
    }
}

#[test]
fn a_hold_on_a_dead_link_still_revokes_when_told_to() {
    let simulate = Simulate::start(&[]);
    let before = simulate.mappings().len();
    let pty = Pty::of(&simulate.command(&["open", "kiosk-tokyo-01", "--hold", "--no-url"]), 24, 100);
    pty.until("Ctrl-C revokes");
    pty.stall(true);
    flood(&pty);
    pty.signal("TERM");
    let patience = Instant::now() + Duration::from_secs(20);
    while simulate.mappings().len() != before {
        assert!(
            Instant::now() < patience,
            "a terminal that takes nothing keeps the access open"
        );
        std::thread::sleep(Duration::from_millis(100));
    }
    pty.stall(false);
    let mut pty = pty;
    assert!(pty.ended().success());
}

/// Fills what the terminal takes without being read.
fn flood(pty: &Pty) {
    let terminal = fs::read_link(format!("/proc/{}/fd/2", pty.pid())).unwrap();
    let flood = Command::new("sh")
        .arg("-c")
        .arg(format!("timeout 2 yes > {}", terminal.display()))
        .status();
    flood.unwrap();
}

#[test]
fn a_link_that_is_dead_for_a_while_loses_nothing() {
    let mut pty = Pty::naptop(&["demo"], 40, 120);
    pty.until("Devices 48");
    pty.stall(true);
    flood(&pty);
    // each of these is drawn, so the second one meets a terminal that takes no more
    pty.keys("/kiosk-");
    std::thread::sleep(Duration::from_millis(500));
    let (before, _) = stat(pty.pid()).unwrap();
    pty.keys("tokyo-01\r");
    std::thread::sleep(Duration::from_secs(3));
    let (after, _) = stat(pty.pid()).expect("it died");
    assert!(
        after - before < 30,
        "it spins: {} hundredths of a second in three",
        after - before
    );
    pty.stall(false);
    pty.keys("O");
    pty.until_holds("the keys are not lost", |pty| pty.screen().contains("1 of 48"));
    pty.until_holds("it goes on", |pty| pty.screen().contains("link ready"));
    pty.keys("q");
    assert!(pty.ended().success());
}
