//! `naptop open --hold`: the countdown in the foreground, and the revoke on the way out.

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;
use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::connect::Services;
use super::print::{self, CommandFailure};
use crate::domain::{Countdown, OpenRequest, Opened, RevokeTarget};

/// Waits for the end of the mapping or of the user's patience, then revokes.
pub async fn run(
    services: &Services,
    request: &OpenRequest,
    opened: &Opened,
    stop: &CancellationToken,
) -> Result<ExitCode, CommandFailure> {
    tokio::select! {
        () = count_down(services, opened) => {}
        () = stop.cancelled() => {}
    }
    let target = RevokeTarget {
        endpoint: opened.mapping.endpoint.clone(),
        label: request.device.label().to_owned(),
        key: Some(request.device_key()),
    };
    let report = services.access.revoke(&[target]).await;
    for endpoint in &report.revoked {
        print::note(&format!("revoked {endpoint}"));
    }
    match report.failed.into_iter().next() {
        None => Ok(ExitCode::SUCCESS),
        Some(left) => {
            let endpoint = opened.mapping.endpoint.clone();
            let still_open = if report.revoked.contains(&endpoint) {
                Vec::new()
            } else {
                vec![endpoint]
            };
            Err(CommandFailure::leaving(left.failure, still_open))
        }
    }
}

async fn count_down(services: &Services, opened: &Opened) {
    let shown = io::stderr().is_terminal();
    while let Some(left) = opened
        .mapping
        .countdown(services.access.clock.now())
        .filter(|left| !left.is_over())
    {
        if shown {
            show(left);
        }
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
    if opened.mapping.expires_at.is_none() {
        std::future::pending::<()>().await;
    }
}

/// A terminal that is gone shows nothing; the hold goes on.
fn show(left: Countdown) {
    let mut stderr = io::stderr().lock();
    let _ = write!(stderr, "\r{} left; Ctrl-C revokes   \r", left.text());
    let _ = stderr.flush();
}
