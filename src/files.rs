//! Files that are their owner's alone and outlast a loss of power. What is in them is for others to say.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Puts other contents there in one step: a crash leaves the old ones or the new ones.
pub fn replace(path: &Path, contents: &[u8]) -> io::Result<()> {
    let draft = beside(path, ".tmp");
    remove(&draft)?;
    let written = write_new(&draft, contents).and_then(|()| fs::rename(&draft, path));
    if written.is_err() {
        // the failure that is told is the first one
        let _ = fs::remove_file(&draft);
    }
    written?;
    sync_folder(folder(path))
}

/// Makes a file where there is none.
pub fn create(path: &Path, contents: &[u8]) -> io::Result<()> {
    write_new(path, contents)?;
    sync_folder(folder(path))
}

/// The name with something after it.
pub fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

/// Removes a file that may not be there.
pub fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Makes a folder, and those above it, for its owner alone.
pub fn make_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// The folder that a file is in.
pub fn folder(path: &Path) -> &Path {
    path.parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}

/// What is made so, others cannot read at any moment.
#[cfg(unix)]
pub fn owners_alone(options: &mut OpenOptions) {
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
}

/// What is made so, others cannot read at any moment.
#[cfg(not(unix))]
pub fn owners_alone(_options: &mut OpenOptions) {}

/// Takes a file that was there before away from others' eyes.
#[cfg(unix)]
pub fn tighten(file: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let found = file.metadata()?;
    if found.is_file() && found.permissions().mode() & 0o077 != 0 {
        file.set_permissions(fs::Permissions::from_mode(0o600))?;
    }
    Ok(())
}

/// Takes a file that was there before away from others' eyes.
#[cfg(not(unix))]
pub fn tighten(_file: &File) -> io::Result<()> {
    Ok(())
}

/// Makes a new name last through a loss of power, where folders can be opened.
#[cfg(unix)]
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Makes a new name last through a loss of power, where folders can be opened.
#[cfg(not(unix))]
pub fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}

fn write_new(path: &Path, contents: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    owners_alone(&mut options);
    let mut file = options.open(path)?;
    file.write_all(contents)?;
    file.sync_all()
}
