//! What takes longer than a second is told on stderr, if that is a terminal: one line, which gives way to every message.

use std::io::{self, IsTerminal, Write};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::args::is_dumb;
use crate::say;

/// What is under way, since when, and whether that is on the screen.
struct Doing {
    what: &'static str,
    since: Instant,
    shown: bool,
}

static DOING: Mutex<Option<Doing>> = Mutex::new(None);

/// Says what is under way from now on.
pub fn doing(what: &'static str) {
    let mut doing = DOING.lock().unwrap_or_else(PoisonError::into_inner);
    let shown = doing.take().is_some_and(|before| before.shown);
    *doing = Some(Doing {
        what,
        since: Instant::now(),
        shown,
    });
}

/// Takes the line away, before something else is said; nothing is under way any more.
pub fn end() {
    let mut doing = DOING.lock().unwrap_or_else(PoisonError::into_inner);
    if doing.take().is_some_and(|before| before.shown) {
        show("");
    }
}

/// Does some work, and tells what is under way as long as it takes.
pub async fn with<T>(work: impl Future<Output = T>) -> T {
    if is_dumb() || !io::stderr().is_terminal() {
        return work.await;
    }
    let mut seconds = tokio::time::interval(Duration::from_secs(1));
    tokio::pin!(work);
    let done = loop {
        tokio::select! {
            biased;
            done = &mut work => break done,
            _ = seconds.tick() => tell(),
        }
    };
    end();
    done
}

fn tell() {
    let mut doing = DOING.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(doing) = doing.as_mut() {
        let seconds = doing.since.elapsed().as_secs();
        if seconds > 0 {
            doing.shown = true;
            show(&say::told::so_long(doing.what, seconds));
        }
    }
}

/// Puts the text in place of the line that the cursor is on.
fn show(text: &str) {
    let mut stderr = io::stderr().lock();
    let _ = write!(stderr, "\r\x1b[K{text}");
    let _ = stderr.flush();
}
