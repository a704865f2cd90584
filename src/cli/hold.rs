//! `naptop open --hold`: the countdown in the foreground, and the revoke on the way out.

use std::io::{self, IsTerminal, Write};
use std::pin::pin;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use jiff::SignedDuration;
use tokio_util::sync::CancellationToken;

use super::connect::Services;
use super::print::{self, CommandFailure};
use super::revoke;
use crate::domain::access::{Left, Remainder};
use crate::domain::{Countdown, Failure, Kind, OpenRequest, Opened, RevokeReport, RevokeTarget};
use crate::runtime::signals;
use crate::say;

/// How long to wait before the next attempt to revoke.
const PAUSES_S: [u64; 3] = [2, 4, 8];
const LAST_PAUSE_S: u64 = 15;
/// An attempt that takes longer may be given up.
pub const A_WHILE: Duration = Duration::from_secs(3);
/// A mapping that ran out is gone by itself; its sessions are tried for so long.
const LONG_AFTER: SignedDuration = SignedDuration::from_mins(10);

/// Waits for the end of the mapping or of the user's patience, then revokes.
pub async fn run(
    services: &Services,
    request: &OpenRequest,
    opened: &Opened,
    stop: &CancellationToken,
) -> Result<ExitCode, CommandFailure> {
    let display = Display::start(services, opened);
    tokio::select! {
        () = count_down(services, opened) => {}
        () = stop.cancelled() => {}
        () = display.gone.cancelled() => {}
    }
    drop(display);
    release(services, request, opened).await
}

/// Revokes what was held, and says what became of it.
pub async fn release(services: &Services, request: &OpenRequest, opened: &Opened) -> Result<ExitCode, CommandFailure> {
    // where this machine alone is let in, nobody came from AppStream; who is there came through another mapping
    let key = (!request.mapping.sources.is_empty()).then(|| request.device_key());
    let target = RevokeTarget::of(&opened.mapping, request.device.label(), key);
    let report = let_go(services, opened, &target).await;
    let is_over = opened.mapping.is_over(services.access.clock.now());
    for endpoint in &report.revoked {
        print::note(&match is_over {
            true => say::told::ran_out(endpoint),
            false => say::told::revoked(endpoint),
        });
    }
    for endpoint in &report.taken {
        print::note(&say::revoking::another_by_now(endpoint));
    }
    let is_gone = report
        .revoked
        .iter()
        .chain(&report.taken)
        .any(|endpoint| *endpoint == target.endpoint);
    let gone = is_gone || is_over;
    match report.failed.first() {
        None => Ok(ExitCode::SUCCESS),
        Some(left) if gone => {
            print::note(&report.told(left));
            Ok(ExitCode::from(revoke::PARTLY))
        }
        Some(left) => Err(CommandFailure::leaving(left.failure.clone(), vec![target.endpoint])),
    }
}

/// Revokes, and does not give up while the network is away: only when asked once more, or long after the mapping ran out.
async fn let_go(services: &Services, opened: &Opened, target: &RevokeTarget) -> RevokeReport {
    let mut pauses = PAUSES_S.into_iter().chain(std::iter::repeat(LAST_PAUSE_S));
    let (targets, mut gone) = (std::slice::from_ref(target), Vec::new());
    // the end of a terminal may bring several signals: the first attempt takes the next ones for one and the same
    let mut deaf = A_WHILE;
    loop {
        // an endpoint that is gone may be given out again, and is not ours then
        let attempt = async {
            match gone.is_empty() {
                true => services.access.revoke(targets).await,
                false => services.access.end_sessions_of(targets).await,
            }
        };
        let is_open = gone.is_empty();
        let Some(mut report) = unless_given_up(attempt, deaf, is_open).await else {
            return RevokeReport {
                failed: vec![given_up(target, gone.is_empty())],
                revoked: gone,
                ..RevokeReport::default()
            };
        };
        deaf = Duration::ZERO;
        gone.append(&mut report.revoked);
        report.revoked.clone_from(&gone);
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
        print::note_beside(match gone.is_empty() {
            true => say::told::not_revoked_yet(&left.failure, pause),
            false => say::told::sessions_not_ended_yet(&left.failure, pause),
        });
        tokio::select! {
            () = tokio::time::sleep(Duration::from_secs(pause)) => {}
            _ = signals::asked_to_end() => return report,
        }
    }
}

/// Sees an attempt through; none where the user will not wait for one that takes long. So long signals say nothing new.
pub async fn unless_given_up(attempt: impl Future<Output = RevokeReport>, deaf: Duration, is_open: bool) -> Option<RevokeReport> {
    let mut attempt = pin!(attempt);
    if let Ok(report) = tokio::time::timeout(deaf, &mut attempt).await {
        return Some(report);
    }
    let mut given_up = pin!(signals::asked_to_end());
    let told = async {
        tokio::time::sleep(A_WHILE - deaf).await;
        let still = match is_open {
            true => say::told::still_revoking(),
            false => say::told::still_ending_sessions(),
        };
        print::note_beside(still.to_owned());
        std::future::pending().await
    };
    tokio::select! {
        report = attempt => Some(report),
        true = &mut given_up => None,
        () = told => None,
    }
}

/// What may be left of it after an attempt whose end nobody waited for.
pub fn given_up(target: &RevokeTarget, is_open: bool) -> Remainder {
    let endpoint = &target.endpoint;
    match is_open {
        true => Remainder {
            what: Left::Mapping(endpoint.clone()),
            failure: Failure::new(Kind::Conflict, say::told::revoking_given_up(endpoint))
                .advise(say::acted::run_revoke(endpoint)),
        },
        false => Remainder {
            what: Left::Sessions(Some(endpoint.clone())),
            failure: Failure::new(Kind::Conflict, say::told::ending_given_up(endpoint)).advise(say::told::run_sweep()),
        },
    }
}

/// Whether it may go well later by itself.
fn may_pass(failure: &Failure) -> bool {
    matches!(failure.kind, Kind::Offline | Kind::Timeout | Kind::Rate | Kind::Unexpected)
}

async fn count_down(services: &Services, opened: &Opened) {
    let left = || opened.mapping.countdown(services.access.clock.now());
    while left().is_some_and(|left| !left.is_over()) {
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
    if opened.mapping.expires_at.is_none() {
        std::future::pending::<()>().await;
    }
}

/// The countdown on a terminal, by a thread of its own: one that takes no bytes, at the end of a dead link, must not keep the
/// end from being seen to.
struct Display {
    done: Arc<AtomicBool>,
    /// The terminal is gone, and with it whoever held the access open.
    gone: CancellationToken,
}

impl Display {
    fn start(services: &Services, opened: &Opened) -> Self {
        let display = Self {
            done: Arc::default(),
            gone: CancellationToken::new(),
        };
        if io::stderr().is_terminal() {
            let (done, gone) = (display.done.clone(), display.gone.clone());
            let (clock, mapping) = (services.access.clock.clone(), opened.mapping.clone());
            std::thread::spawn(move || {
                while !done.load(Ordering::Relaxed) {
                    let left = mapping.countdown(clock.now()).filter(|left| !left.is_over());
                    if left.is_some_and(|left| show(left).is_err()) {
                        return gone.cancel();
                    }
                    std::thread::sleep(Duration::from_secs(1));
                }
            });
        }
        display
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        self.done.store(true, Ordering::Relaxed);
    }
}

fn show(left: Countdown) -> io::Result<()> {
    let mut stderr = io::stderr().lock();
    write!(stderr, "\r{}   \r", say::told::held(left.text()))?;
    stderr.flush()
}
