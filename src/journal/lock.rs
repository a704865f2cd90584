//! One writer at a time, across programs: a lock on a file beside the journal, which the system gives up when its holder dies.

use std::fs::{File, TryLockError};
use std::io;
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::file;
use crate::files::beside;

/// How long to wait for other writers.
const PATIENCE: Duration = Duration::from_secs(2);
const PAUSE: Duration = Duration::from_millis(5);

/// Takes the lock, which is held until the file is dropped; none if others hold it for too long.
pub fn take(journal: &Path) -> io::Result<Option<File>> {
    let lock = file::open(&beside(journal, ".lock"))?;
    let start = Instant::now();
    loop {
        match lock.try_lock() {
            Ok(()) => return Ok(Some(lock)),
            Err(TryLockError::WouldBlock) if start.elapsed() < PATIENCE => sleep(PAUSE),
            Err(TryLockError::WouldBlock) => return Ok(None),
            Err(TryLockError::Error(error)) => return Err(error),
        }
    }
}
