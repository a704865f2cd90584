//! The wake-up for the next deadline. tokio's timer wheel wakes several times on the way to a deadline a second off; a
//! dashboard that shows countdowns all day should wake once.

use std::future::pending;
use std::time::Duration;

use jiff::Timestamp;

/// A wake-up that can be set again and again.
pub struct Alarm {
    #[cfg(target_os = "linux")]
    timer: Option<linux::Timer>,
}

impl Alarm {
    /// An alarm; must be made inside the runtime that will wait for it.
    pub fn set_up() -> Self {
        Self {
            #[cfg(target_os = "linux")]
            timer: linux::Timer::new().ok(),
        }
    }

    /// Waits so long; for ever if there is nothing to wake for.
    pub async fn wait(&mut self, wait: Option<Duration>) {
        match wait {
            None => pending().await,
            // a timer takes a millisecond to come to that
            Some(Duration::ZERO) => tokio::task::yield_now().await,
            #[cfg(target_os = "linux")]
            Some(wait) if self.try_wait(wait).await.is_some() => {}
            Some(wait) => tokio::time::sleep(wait).await,
        }
    }

    /// Waits by the system's timer. None where there is none.
    #[cfg(target_os = "linux")]
    async fn try_wait(&mut self, wait: Duration) -> Option<()> {
        self.timer.as_ref()?.wait(wait).await.ok()
    }
}

/// How long to wait; a little longer than until then, since who wakes a microsecond early wakes twice.
pub(super) fn until(at: Timestamp, now: Timestamp) -> Duration {
    const LATE: Duration = Duration::from_millis(1);
    match Duration::try_from(at.duration_since(now)) {
        Ok(wait) if !wait.is_zero() => wait + LATE,
        _ => Duration::ZERO,
    }
}

#[cfg(target_os = "linux")]
mod linux {
    use std::io;
    use std::os::fd::OwnedFd;
    use std::time::Duration;

    use rustix::io::{Errno, read};
    use rustix::time::{Itimerspec, TimerfdClockId, TimerfdFlags, TimerfdTimerFlags, Timespec, timerfd_create, timerfd_settime};
    use tokio::io::Interest;
    use tokio::io::unix::AsyncFd;

    /// A one-shot timer of the kernel's.
    pub(super) struct Timer(AsyncFd<OwnedFd>);

    impl Timer {
        pub(super) fn new() -> io::Result<Self> {
            let fd = timerfd_create(TimerfdClockId::Monotonic, TimerfdFlags::NONBLOCK | TimerfdFlags::CLOEXEC)?;
            #[expect(
                deprecated,
                reason = "the owned descriptor stays open while registered: all that the unsafe successor asks"
            )]
            AsyncFd::with_interest(fd, Interest::READABLE).map(Self)
        }

        pub(super) async fn wait(&self, wait: Duration) -> io::Result<()> {
            let once = Itimerspec {
                it_interval: Timespec { tv_sec: 0, tv_nsec: 0 },
                it_value: Timespec::try_from(wait).map_err(|_| Errno::INVAL)?,
            };
            timerfd_settime(&self.0, TimerfdTimerFlags::empty(), &once)?;
            loop {
                let mut ready = self.0.readable().await?;
                let expirations = &mut [0; 8];
                match read(&self.0, expirations) {
                    Ok(_) => return Ok(()),
                    Err(Errno::AGAIN) => ready.clear_ready(),
                    Err(error) => return Err(error.into()),
                }
            }
        }
    }
}
