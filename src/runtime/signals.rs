//! The signals that ask the program to end or to go to the background, and the one that says it is back, as events.

use tokio::sync::mpsc::UnboundedSender;
use tokio_util::sync::CancellationToken;

use crate::app::Event;

/// Reports SIGTERM and SIGHUP as [`Event::Terminate`], SIGINT as [`Event::Interrupted`], SIGTSTP and SIGCONT as [`Event::Stop`] and
/// [`Event::Continued`]. They are caught from now on, not only when the task has its turn: the first frame may be drawn before that.
#[cfg(unix)]
pub fn watch(events: UnboundedSender<Event>) {
    use signal_hook::consts::{SIGCONT, SIGTSTP};
    use tokio::signal::unix::{SignalKind, signal};
    let job = [SIGTSTP, SIGCONT].map(|number| signal(SignalKind::from_raw(number)));
    let (Ok([mut term, mut hup, mut int]), [Ok(mut stop), Ok(mut cont)]) = (ends(), job) else {
        return;
    };
    tokio::spawn(async move {
        loop {
            let event = tokio::select! {
                _ = term.recv() => Event::Terminate,
                _ = hup.recv() => Event::Terminate,
                _ = int.recv() => Event::Interrupted,
                _ = stop.recv() => Event::Stop,
                _ = cont.recv() => Event::Continued,
            };
            if events.send(event).is_err() {
                break;
            }
        }
    });
}

/// Reports what asks the program to end as [`Event::Terminate`].
#[cfg(not(unix))]
pub fn watch(events: UnboundedSender<Event>) {
    tokio::spawn(async move {
        while asked_to_end().await {
            if events.send(Event::Terminate).is_err() {
                break;
            }
        }
    });
}

/// A token that is cancelled when the process is asked to end, from now on and whatever it is doing then.
pub fn stop() -> CancellationToken {
    let token = CancellationToken::new();
    let (stop, asked) = (token.clone(), asked_to_end());
    tokio::spawn(async move {
        if asked.await {
            stop.cancel();
        }
    });
    token
}

/// The same, but for the key that interrupts: that is for the program which has the terminal.
pub fn stop_but_for_interrupts() -> CancellationToken {
    let token = CancellationToken::new();
    #[cfg(unix)]
    if let Ok([mut term, mut hup, _]) = ends() {
        let stop = token.clone();
        tokio::spawn(async move {
            tokio::select! {
                _ = term.recv() => {}
                _ = hup.recv() => {}
            }
            stop.cancel();
        });
    }
    token
}

/// Waits until the process is asked to end, from the call on. False if that can never be told.
#[cfg(unix)]
pub fn asked_to_end() -> impl Future<Output = bool> {
    let ends = ends();
    async move {
        let Ok([mut term, mut hup, mut int]) = ends else {
            return false;
        };
        tokio::select! {
            _ = term.recv() => {}
            _ = hup.recv() => {}
            _ = int.recv() => {}
        }
        true
    }
}

/// SIGTERM, SIGHUP and SIGINT.
#[cfg(unix)]
fn ends() -> std::io::Result<[tokio::signal::unix::Signal; 3]> {
    use tokio::signal::unix::{SignalKind, signal};
    Ok([
        signal(SignalKind::terminate())?,
        signal(SignalKind::hangup())?,
        signal(SignalKind::interrupt())?,
    ])
}

/// The same where there are no signals but the console's: its keys, its window closed, the session's or the machine's end.
#[cfg(windows)]
pub fn asked_to_end() -> impl Future<Output = bool> {
    use tokio::signal::windows::{ctrl_break, ctrl_c, ctrl_close, ctrl_logoff, ctrl_shutdown};
    let ends = (|| std::io::Result::Ok((ctrl_c()?, ctrl_break()?, ctrl_close()?, ctrl_logoff()?, ctrl_shutdown()?)))();
    async move {
        let Ok((mut key, mut pause, mut close, mut logoff, mut shutdown)) = ends else {
            return false;
        };
        tokio::select! {
            _ = key.recv() => {}
            _ = pause.recv() => {}
            _ = close.recv() => {}
            _ = logoff.recv() => {}
            _ = shutdown.recv() => {}
        }
        true
    }
}
