//! The journal's file: made, appended to and replaced so that it is its owner's alone and outlasts a loss of power.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use crate::files::{beside, folder, make_folder, owners_alone, remove, sync_folder, tighten};
use crate::say;

/// Makes the file where it is missing, and says where it really is: what writes and locks must not go by a link's name.
pub fn settle(path: &Path) -> io::Result<PathBuf> {
    match fs::metadata(path) {
        Ok(found) => refuse_all_but_files(&found)?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            make_folder(folder(path))?;
            open(path)?;
        }
        Err(error) => return Err(error),
    }
    fs::canonicalize(path)
}

/// A folder, a pipe or a device cannot be the journal.
pub fn refuse_all_but_files(found: &Metadata) -> io::Result<()> {
    if found.is_file() {
        Ok(())
    } else {
        Err(io::Error::new(io::ErrorKind::InvalidInput, say::acted::no_file()))
    }
}

/// Opens a file for reading and appending, makes it where it is missing, and takes it away from others' eyes.
pub fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).append(true).create(true);
    owners_alone(&mut options);
    let file = options.open(path)?;
    if let Err(error) = tighten(&file) {
        tracing::warn!(%error, file = %path.display(), "others may read this file");
    }
    Ok(file)
}

/// Adds a line, by one call, and waits until it is on disk. Whoever calls this holds the lock.
pub fn append(path: &Path, line: &str) -> io::Result<()> {
    let mut file = open(path)?;
    let length = file.metadata()?.len();
    // somebody was killed in the middle of a line
    let start = if ends_whole(&mut file, length)? { "" } else { "\n" };
    let text = format!("{start}{line}\n");
    if let Err(error) = file.write_all(text.as_bytes()) {
        // a piece of a line does no harm, but need not stay; the failure that is told is the first one
        let _ = file.set_len(length);
        return Err(error);
    }
    file.sync_data()?;
    if length == 0 { sync_folder(folder(path)) } else { Ok(()) }
}

/// Lets the present contents outlast a replacement, under another name.
pub fn keep(path: &Path) -> io::Result<()> {
    let kept = beside(path, ".bak");
    remove(&kept)?;
    fs::hard_link(path, kept)
}

fn ends_whole(file: &mut File, length: u64) -> io::Result<bool> {
    if length == 0 {
        return Ok(true);
    }
    let mut last = [0];
    file.seek(SeekFrom::Start(length - 1))?;
    file.read_exact(&mut last)?;
    Ok(last == *b"\n")
}
