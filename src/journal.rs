//! What this program opened, on disk: an intent before each call and its outcome after it, so that no way of dying hides an
//! open mapping. What the entries mean is `domain::record`'s business.

mod compact;
mod file;
mod line;
mod lock;

use std::fs::{self, File};
use std::io::{self, BufReader};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;

use crate::domain::failure::Result;
use crate::domain::{Entry, Failure, History, Kind};
use crate::say;

/// A fresh id for an intent.
pub fn fresh_id() -> String {
    format!("{:x}-{:016x}", Timestamp::now().as_millisecond(), fastrand::u64(..))
}

/// Where it is written to.
#[derive(Clone, Debug)]
pub enum Journal {
    /// A file. It is opened anew for each use, so that several programs can share it.
    File(PathBuf),
    /// Nowhere: it lasts as long as this run.
    Memory(Arc<Mutex<History>>),
}

impl Journal {
    /// The journal in that file, which need not exist yet.
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self::File(path.into())
    }

    /// One of this run alone.
    pub fn in_memory() -> Self {
        Self::Memory(Arc::default())
    }

    /// Writes an entry; when this returns, it is on disk. Waits for the disk, and up to two seconds for other writers, so an
    /// async task has to call it where blocking is allowed.
    pub fn append(&self, entry: &Entry) -> Result<()> {
        let path = match self {
            Self::File(path) => path,
            Self::Memory(history) => {
                history.lock().unwrap_or_else(PoisonError::into_inner).add(entry.clone());
                return Ok(());
            }
        };
        let failed = |error| failure(say::acted::journal_unwritten, path, &error);
        let line = line::write(entry).map_err(failed)?;
        if line.len() > line::LONGEST {
            return Err(Failure::invalid(say::acted::not_noted()).advise(say::acted::shorten_reason()));
        }
        let real = file::settle(path).map_err(failed)?;
        let Some(_lock) = lock::take(&real).map_err(failed)? else {
            let held = say::acted::journal_held(path.display());
            return Err(Failure::new(Kind::Conflict, held).advise(say::acted::hanging_naptop()));
        };
        let compacted = compact::if_large(&real, entry.at());
        if let Err(error) = compacted {
            tracing::warn!(%error, "the journal could not be compacted and grows on");
        }
        file::append(&real, &line).map_err(failed)
    }

    /// What it says. Damaged lines are left out; a file that does not exist says nothing.
    pub fn read(&self) -> Result<History> {
        let path = match self {
            Self::File(path) => path,
            Self::Memory(history) => return Ok(history.lock().unwrap_or_else(PoisonError::into_inner).clone()),
        };
        match lines(path) {
            Ok(lines) => {
                let damaged = (lines.damaged > 0).then(|| say::acted::journal_damaged(lines.damaged, path.display()));
                Ok(History::of(lines.good.into_iter().filter_map(|line| line.entry)).but(damaged))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(History::default()),
            Err(error) => Err(failure(say::acted::journal_unread, path, &error)),
        }
    }
}

fn lines(path: &Path) -> io::Result<line::Lines> {
    // opening a pipe would wait for somebody at its other end
    file::refuse_all_but_files(&fs::metadata(path)?)?;
    let lines = line::read(BufReader::new(File::open(path)?))?;
    if lines.damaged > 0 {
        tracing::warn!(damaged = lines.damaged, journal = %path.display(), "damaged lines were left out");
    }
    Ok(lines)
}

fn failure(told: fn(String, String) -> String, path: &Path, error: &io::Error) -> Failure {
    let (why, advice) = match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            (say::acted::disk_full().to_owned(), say::acted::make_room())
        }
        io::ErrorKind::PermissionDenied => (say::acted::permission_denied().to_owned(), say::acted::check_owner()),
        io::ErrorKind::ReadOnlyFilesystem => (say::acted::read_only_disk().to_owned(), say::acted::make_writable()),
        _ => (error.to_string(), say::acted::check_file()),
    };
    Failure::new(Kind::Unexpected, told(path.display().to_string(), why)).advise(advice)
}

/// Reads bytes as a journal.
#[cfg(test)]
pub(crate) fn read_anything(bytes: &[u8]) {
    if let Ok(lines) = line::read(bytes) {
        let _ = History::of(lines.good.into_iter().filter_map(|line| line.entry));
    }
}

#[cfg(test)]
mod tests;
