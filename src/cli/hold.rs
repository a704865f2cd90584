//! `naptop open --hold`: the countdown in the foreground, and the revoke on the way out.

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;
use std::time::Duration;

use jiff::SignedDuration;
use tokio_util::sync::CancellationToken;

use super::connect::Services;
use super::print::{self, CommandFailure};
use crate::domain::{Countdown, Failure, Kind, OpenRequest, Opened, RevokeReport, RevokeTarget};
use crate::runtime::signals;

/// How long to wait before the next attempt to revoke.
const PAUSES_S: [u64; 3] = [2, 4, 8];
const LAST_PAUSE_S: u64 = 15;
/// A mapping that ran out is gone by itself; its sessions are tried for so long.
const LONG_AFTER: SignedDuration = SignedDuration::from_mins(10);

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
    let report = let_go(services, opened, &target).await;
    for endpoint in &report.revoked {
        print::note(&format!("revoked {endpoint}"));
    }
    match report.failed.into_iter().next() {
        None => Ok(ExitCode::SUCCESS),
        Some(left) => {
            let gone = report.revoked.contains(&target.endpoint) || opened.mapping.is_over(services.access.clock.now());
            let left_open = if gone { Vec::new() } else { vec![target.endpoint] };
            Err(CommandFailure::leaving(left.failure, left_open))
        }
    }
}

/// Revokes, and does not give up while the network is away: only when asked once more, or long after the mapping ran out.
async fn let_go(services: &Services, opened: &Opened, target: &RevokeTarget) -> RevokeReport {
    let mut pauses = PAUSES_S.into_iter().chain(std::iter::repeat(LAST_PAUSE_S));
    loop {
        let report = services.access.revoke(std::slice::from_ref(target)).await;
        let now = services.access.clock.now();
        let long_over = opened
            .mapping
            .expires_at
            .is_some_and(|end| now.duration_since(end) > LONG_AFTER);
        let Some(left) = report
            .failed
            .iter()
            .find(|left| may_pass(&left.failure))
            .filter(|_| !long_over)
        else {
            return report;
        };
        let pause = pauses.next().unwrap_or(LAST_PAUSE_S);
        print::note(&format!(
            "not revoked yet: {}; trying again in {pause} s, Ctrl-C gives up",
            left.failure
        ));
        tokio::select! {
            () = tokio::time::sleep(Duration::from_secs(pause)) => {}
            _ = signals::asked_to_end() => return report,
        }
    }
}

/// Whether it may go well later by itself.
fn may_pass(failure: &Failure) -> bool {
    matches!(failure.kind, Kind::Offline | Kind::Timeout | Kind::Rate | Kind::Unexpected)
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
