//! Whether the terminal is gone. crossterm cannot tell: it reads the end of a terminal again and again, and never says so.

use std::time::Duration;

use tokio::sync::mpsc::UnboundedSender;

use super::terminal;
use crate::app::Event;

/// How long an end in good order may take once the terminal is gone: longer than what is waited for on the way out.
const LAST_RESORT: Duration = Duration::from_secs(20);

/// Whether it is gone now.
#[cfg(unix)]
pub fn is_gone() -> bool {
    unix::gone_within(Some(Duration::ZERO))
}

/// Whether it is gone now: that is only told by reading.
#[cfg(not(unix))]
pub fn is_gone() -> bool {
    false
}

/// Reports the end of the terminal as [`Event::Terminate`], whether or not a signal comes with it; and ends the program if it
/// goes on all the same.
#[cfg(unix)]
pub fn watch(events: UnboundedSender<Event>) {
    std::thread::spawn(move || {
        while !unix::gone_within(None) {}
        // a loop that has ended already needs no telling
        drop(events.send(Event::Terminate));
        std::thread::sleep(LAST_RESORT);
        terminal::give_back();
        std::process::exit(1);
    });
}

/// Does nothing: elsewhere the stream of input ends with the terminal.
#[cfg(not(unix))]
pub fn watch(_events: UnboundedSender<Event>) {
    let _ = (LAST_RESORT, terminal::give_back);
}

#[cfg(unix)]
mod unix {
    use std::time::Duration;

    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    use rustix::io::Errno;

    const A_WHILE: Duration = Duration::from_millis(100);

    /// Waits so long, or for ever, for the end of the terminal. A wait that was interrupted has not seen it.
    pub(super) fn gone_within(wait: Option<Duration>) -> bool {
        let stdin = std::io::stdin();
        // Linux tells of it unasked, macOS only where it is asked
        let mut watched = [PollFd::new(&stdin, PollFlags::HUP)];
        let wait = wait.and_then(|wait| Timespec::try_from(wait).ok());
        match poll(&mut watched, wait.as_ref()) {
            // macOS also wakes for what is typed and not read yet
            Ok(0) if wait.is_none() => {
                std::thread::sleep(A_WHILE);
                false
            }
            Ok(_) => watched[0]
                .revents()
                .intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL),
            Err(Errno::INTR) => false,
            // what cannot be watched is not waited for
            Err(_) => {
                std::thread::sleep(A_WHILE);
                false
            }
        }
    }
}
