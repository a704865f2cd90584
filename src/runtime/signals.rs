//! The signals that ask the program to end, as events.

use tokio::sync::mpsc::UnboundedSender;
use tokio_util::sync::CancellationToken;

use crate::app::Event;

/// Reports SIGTERM, SIGHUP and SIGINT as [`Event::Terminate`].
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
    let stop = token.clone();
    tokio::spawn(async move {
        if asked_to_end().await {
            stop.cancel();
        }
    });
    token
}

/// Waits until the process is asked to end. False if that can never be told.
#[cfg(unix)]
pub async fn asked_to_end() -> bool {
    use tokio::signal::unix::{SignalKind, signal};
    let kinds = [SignalKind::terminate(), SignalKind::hangup(), SignalKind::interrupt()];
    let [Ok(mut term), Ok(mut hup), Ok(mut int)] = kinds.map(signal) else {
        return false;
    };
    tokio::select! {
        _ = term.recv() => {}
        _ = hup.recv() => {}
        _ = int.recv() => {}
    }
    true
}

/// Waits until the process is asked to end. False if that can never be told.
#[cfg(not(unix))]
pub async fn asked_to_end() -> bool {
    tokio::signal::ctrl_c().await.is_ok()
}
