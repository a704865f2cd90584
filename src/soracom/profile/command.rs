//! Running a profile's `profileCommand`: split into words, without a shell, with a time limit.

use std::io::Read;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::domain::failure::Result;
use crate::domain::{Failure, Kind};
use crate::say;

const LIMIT: Duration = Duration::from_secs(30);
const LONGEST_OUTPUT: u64 = 1 << 20;

/// What the command prints. Its output holds secrets and never gets into a failure.
pub(super) fn run(line: &str) -> Result<Vec<u8>> {
    run_within(line, LIMIT)
}

fn run_within(line: &str, limit: Duration) -> Result<Vec<u8>> {
    let failure = |kind, message: String| Failure::new(kind, message).advise(say::profiles::run_by_hand());
    // what is written in the profile is wrong, as any other of its fields can be
    let wrong = |message: String| Failure::invalid(message).advise(say::profiles::run_by_hand());
    let words = shell_words::split(line).map_err(|error| wrong(say::profiles::command_unsplit(error)))?;
    let first = words.split_first();
    let (program, arguments) = first.ok_or_else(|| wrong(say::profiles::command_empty().into()))?;
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| wrong(say::profiles::command_not_run(program, error)))?;
    let stdout = child.stdout.take();
    let (sender, output) = std::sync::mpsc::sync_channel(1);
    std::thread::spawn(move || {
        let mut output = Vec::new();
        stdout.map(|stdout| stdout.take(LONGEST_OUTPUT).read_to_end(&mut output));
        // nobody waits any more where it took too long
        drop(sender.send(output));
    });
    let too_long = || failure(Kind::Timeout, say::profiles::command_too_long(limit.as_secs()));
    let deadline = Instant::now() + limit;
    let status = loop {
        match child.try_wait() {
            Ok(Some(status)) => break status,
            Ok(None) if Instant::now() < deadline => std::thread::sleep(Duration::from_millis(10)),
            Ok(None) => {
                // Its end is all that is wanted; that it ended by itself meanwhile is as good.
                let _ = child.kill();
                let _ = child.wait();
                return Err(too_long());
            }
            Err(error) => return Err(failure(Kind::Unexpected, say::profiles::command_not_awaited(error))),
        }
    };
    if !status.success() {
        return Err(failure(Kind::Auth, say::profiles::command_failed(status)));
    }
    // what it left running in the background may hold on to the pipe
    let left = deadline.saturating_duration_since(Instant::now());
    output.recv_timeout(left).map_err(|_| too_long())
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn is_run_without_a_shell() {
        assert_eq!(run("printf %s 'a  b;$HOME'").unwrap(), b"a  b;$HOME");
        assert_eq!(run("false").unwrap_err().kind, Kind::Auth);
        for wrong in ["/no/such/program x", "'", ""] {
            let failure = run(wrong).unwrap_err();
            assert_eq!(
                (failure.kind, failure.exit_status()),
                (Kind::Invalid, 2),
                "{wrong}: {failure}"
            );
        }
        for long in ["sleep 60", "sh -c 'sleep 60 & echo {}'"] {
            let failure = run_within(long, Duration::from_millis(300)).unwrap_err();
            assert_eq!(failure.kind, Kind::Timeout, "{long}");
        }
    }
}
