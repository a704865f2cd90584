//! Alerts outside the screen: the terminal's bell, its own notification and title, and the desktop's notification.

use std::io::Write;
use std::process::Command;
use std::sync::PoisonError;

use super::child::quiet;
use super::{Environment, Sink};
use crate::domain::alerts::Ways;

/// Goes the ways that are wanted. The text must be inert.
pub(super) fn alert(environment: &Environment, sink: &Sink, text: &str, ways: Ways) {
    let mut bytes = String::new();
    if ways.osc9 && environment.takes_escapes() {
        bytes.push_str(&notification(text, environment.tmux));
    }
    if ways.bell {
        bytes.push('\x07');
    }
    write(sink, &bytes);
    if ways.desktop && environment.display {
        notify(text);
    }
}

/// Sets the window's title. The text must be inert.
pub(super) fn title(environment: &Environment, sink: &Sink, text: &str) {
    if environment.takes_escapes() {
        write(sink, &format!("\x1b]2;{text}\x1b\\"));
    }
}

/// OSC 9; tmux keeps it from the terminal unless it is wrapped. The program's name comes first: digits and a semicolon, as a
/// device may be called, would mean something else.
fn notification(text: &str, tmux: bool) -> String {
    let sequence = format!("\x1b]9;naptop: {text}\x1b\\");
    match tmux {
        true => format!("\x1bPtmux;{}\x1b\\", sequence.replace('\x1b', "\x1b\x1b")),
        false => sequence,
    }
}

/// A terminal that takes no more has nobody in front of it.
fn write(sink: &Sink, bytes: &str) {
    let mut sink = sink.lock().unwrap_or_else(PoisonError::into_inner);
    if let Err(error) = sink.write_all(bytes.as_bytes()).and_then(|()| sink.flush()) {
        tracing::debug!(%error, "the terminal takes no alert");
    }
}

/// Starts the program that shows it, and does not wait for it.
fn notify(text: &str) {
    match quiet(command(text)).spawn() {
        Ok(mut child) => drop(std::thread::spawn(move || child.wait())),
        Err(error) => tracing::debug!(%error, "this desktop shows no notification"),
    }
}

fn command(text: &str) -> Command {
    if cfg!(target_os = "macos") {
        let mut command = Command::new("osascript");
        let script = [
            "on run argv",
            "display notification (item 1 of argv) with title \"naptop\"",
            "end run",
        ];
        command.args(script.iter().flat_map(|line| ["-e", line])).args(["--", text]);
        command
    } else {
        let mut command = Command::new("notify-send");
        command.args(["--app-name=naptop", "--", text]);
        command
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desktop::clipboard::tests::Buffer;

    fn written(tmux: bool, term: &str, ways: Ways) -> String {
        let environment = Environment {
            tmux,
            term: term.into(),
            ..Environment::default()
        };
        let buffer = Buffer::default();
        let sink = buffer.sink();
        alert(&environment, &sink, "kiosk-1: 1:00 left", ways);
        title(&environment, &sink, "naptop");
        buffer.text()
    }

    #[test]
    fn each_way_is_gone_only_where_it_is_wanted_and_leads_somewhere() {
        let bell = Ways {
            bell: true,
            ..Ways::default()
        };
        let osc9 = Ways {
            osc9: true,
            ..Ways::default()
        };
        assert_eq!(written(false, "xterm", Ways::default()), "\x1b]2;naptop\x1b\\");
        assert_eq!(written(false, "linux", bell), "\x07");
        assert_eq!(written(false, "dumb", osc9), "");
        assert_eq!(
            written(false, "xterm", osc9),
            "\x1b]9;naptop: kiosk-1: 1:00 left\x1b\\\x1b]2;naptop\x1b\\"
        );
        assert_eq!(
            written(true, "tmux-256color", osc9),
            "\x1bPtmux;\x1b\x1b]9;naptop: kiosk-1: 1:00 left\x1b\x1b\\\x1b\\\x1b]2;naptop\x1b\\"
        );
    }
}
