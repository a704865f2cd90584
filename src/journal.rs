//! What this program opened, on disk: an intent before each call and its outcome after it, so that no way of dying hides an
//! open mapping. What the entries mean is `domain::record`'s business.

mod compact;
mod file;
mod line;
mod lock;

use std::fs::{self, File};
use std::io::{self, BufReader};
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use crate::domain::failure::Result;
use crate::domain::{Entry, Failure, History, Kind};

/// A fresh id for an intent.
pub fn fresh_id() -> String {
    format!("{:x}-{:016x}", Timestamp::now().as_millisecond(), fastrand::u64(..))
}

/// The file that it is written to, or nothing. It is opened anew for each use, so that several programs can share it.
#[derive(Clone, Debug)]
pub struct Journal {
    path: Option<PathBuf>,
}

impl Journal {
    /// The journal in that file, which need not exist yet.
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self { path: Some(path.into()) }
    }

    /// One that writes nothing and remembers nothing.
    pub fn none() -> Self {
        Self { path: None }
    }

    /// Writes an entry; when this returns, it is on disk. Waits for the disk, and up to two seconds for other writers, so an
    /// async task has to call it where blocking is allowed.
    pub fn append(&self, entry: &Entry) -> Result<()> {
        let Some(path) = &self.path else {
            return Ok(());
        };
        let failed = |error| failure("write to", path, &error);
        let line = line::write(entry).map_err(failed)?;
        if line.len() > line::LONGEST {
            return Err(Failure::invalid("this is too long to be noted in the journal").advise("shorten the reason"));
        }
        let real = file::settle(path).map_err(failed)?;
        let Some(_lock) = lock::take(&real).map_err(failed)? else {
            let held = format!("could not write to the journal {}: another naptop is at it", path.display());
            return Err(Failure::new(Kind::Conflict, held).advise("try again; if it stays so, look for a naptop that hangs"));
        };
        let compacted = compact::if_large(&real, entry.at());
        if let Err(error) = compacted {
            tracing::warn!(%error, "the journal could not be compacted and grows on");
        }
        file::append(&real, &line).map_err(failed)
    }

    /// What it says. Damaged lines are left out; a file that does not exist says nothing.
    pub fn read(&self) -> Result<History> {
        let Some(path) = &self.path else {
            return Ok(History::default());
        };
        match lines(path) {
            Ok(lines) => Ok(History::of(lines.good.into_iter().filter_map(|line| line.entry))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(History::default()),
            Err(error) => Err(failure("read", path, &error)),
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

fn failure(what: &str, path: &Path, error: &io::Error) -> Failure {
    let (why, advice) = match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => ("the disk is full", "make room on it"),
        io::ErrorKind::PermissionDenied => ("permission denied", "check the owner and the mode of the file and its folder"),
        io::ErrorKind::ReadOnlyFilesystem => ("the file system is read-only", "make it writable"),
        _ => ("", "check the file and its folder"),
    };
    let why = if why.is_empty() { error.to_string() } else { why.to_owned() };
    Failure::new(
        Kind::Unexpected,
        format!("could not {what} the journal {}: {why}", path.display()),
    )
    .advise(format!("{advice}, or name another file by NAPTOP_JOURNAL"))
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
