//! The release binary: how it is started on a service of the bench's own, and how its screen is read.

use std::process::Command;
use std::time::Duration;

use tempfile::TempDir;
use vt100::Screen;

use crate::Outcome;
use crate::terminal::Terminal;

/// Longer than any fleet takes to load.
const PATIENCE: Duration = Duration::from_secs(180);

/// The binary with these arguments, its home there and nothing configured.
pub fn bare(arguments: &[&str], home: &TempDir) -> Command {
    let mut command = at_home(env!("CARGO_BIN_EXE_naptop"), home);
    command.args(arguments);
    command
}

/// A program that finds the same environment as every other one here.
pub fn at_home(program: impl AsRef<std::ffi::OsStr>, home: &TempDir) -> Command {
    let mut command = Command::new(program);
    command
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("HOME", home.path())
        .env("TERM", "xterm-256color")
        .env("LANG", "C.UTF-8")
        .env("USER", "yamada");
    command
}

/// The same on that service, all keys given.
pub fn on(soracom: &str, arguments: &[&str], home: &TempDir) -> Command {
    let mut command = bare(arguments, home);
    command
        .env("SORACOM_AUTH_KEY_ID", "keyId-bench")
        .env("SORACOM_AUTH_KEY", "secret-bench")
        .env("SORACOM_ENDPOINT", soracom)
        .env("NAPTOP_JOURNAL", home.path().join("journal.jsonl"))
        .env("NAPTOP_SOURCE", "203.0.113.10/32")
        .env("AWS_EC2_METADATA_DISABLED", "true");
    command
}

/// Starts the dashboard on that service.
pub fn dashboard(soracom: &str, home: &TempDir) -> Outcome<Terminal> {
    Terminal::start(&on(soracom, &[], home))
}

/// Starts it, and waits until all devices are there and it has come to rest.
pub fn loaded(soracom: &str, count: usize, home: &TempDir) -> Outcome<Terminal> {
    let mut terminal = dashboard(soracom, home)?;
    terminal.until("all devices", PATIENCE, |screen| has_all(screen, count))?;
    terminal.quiet(Duration::from_millis(300))?;
    Ok(terminal)
}

/// The title of the Devices pane.
pub fn title(screen: &Screen) -> Option<String> {
    screen
        .rows(0, screen.size().1.into())
        .find(|row| row.contains("Devices "))
        .filter(|row| row.contains('╭'))
}

/// Whether its frame is there.
pub fn has_frame(screen: &Screen) -> bool {
    let text = screen.contents();
    text.contains("Devices") && text.contains('╰')
}

/// Whether all devices have come.
pub fn has_all(screen: &Screen, count: usize) -> bool {
    title(screen).is_some_and(|title| title.contains(&format!("Devices {count} ")))
}
