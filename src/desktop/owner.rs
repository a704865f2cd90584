//! Owning this desktop's clipboard beyond the end of the process that filled it: on X11 and Wayland its content lasts as long as
//! its owner, so a verb that ends starts this program once more, to do nothing else.

use std::ffi::OsString;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use super::child::quiet;
use super::clipboard::private;

/// What such a process is started with. The text goes through its standard input: a command line can be seen by everybody.
const FLAG: &str = "--own-clipboard";
/// What it says once it owns the clipboard.
const OWNED: &str = "owned";
/// For how long, unless something else is copied before: longer than most streaming URLs can be opened.
const AT_MOST: Duration = Duration::from_mins(15);

/// Starts such a process. Why there is none, if so.
pub(super) fn start(text: &str) -> Result<(), String> {
    let told = |error: io::Error| error.to_string();
    let mut command = Command::new(std::env::current_exe().map_err(told)?);
    command.arg(FLAG);
    let mut command = quiet(command);
    command.stdin(Stdio::piped()).stdout(Stdio::piped());
    // what interrupts the verb is not meant for it
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    let mut owner = command.spawn().map_err(told)?;
    let piped = owner
        .stdin
        .take()
        .map_or(Ok(()), |mut stdin| stdin.write_all(text.as_bytes()));
    piped.map_err(told)?;
    let mut said = String::new();
    if let Some(stdout) = owner.stdout.take() {
        BufReader::new(stdout).read_line(&mut said).map_err(told)?;
    }
    match said.trim_end() {
        OWNED => Ok(()),
        why => Err(why.to_owned()),
    }
}

/// Is such a process, if that is what these arguments ask for.
pub fn run(mut arguments: impl ExactSizeIterator<Item = OsString>) -> Option<ExitCode> {
    let is_asked_for = arguments.len() == 2 && arguments.nth(1).is_some_and(|flag| flag == FLAG);
    is_asked_for.then(|| match own() {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            let _ = writeln!(io::stdout(), "{}", why.replace('\n', " "));
            ExitCode::FAILURE
        }
    })
}

fn own() -> Result<(), String> {
    let mut text = String::new();
    io::stdin().read_to_string(&mut text).map_err(|error| error.to_string())?;
    let failed = |error: arboard::Error| error.to_string();
    let mut clipboard = arboard::Clipboard::new().map_err(failed)?;
    private(clipboard.set()).text(text.as_str()).map_err(failed)?;
    let mut stdout = io::stdout();
    let said = writeln!(stdout, "{OWNED}").and_then(|()| stdout.flush());
    said.map_err(|error| error.to_string())?;
    let until = Instant::now() + AT_MOST;
    let held = arboard::SetExtLinux::wait_until(private(clipboard.set()), until).text(text);
    held.map_err(failed)
}
