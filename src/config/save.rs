//! Writing the configuration file: whole or not at all, readable by its owner alone. What is in it is `fill`'s business.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::domain::failure::Result;
use crate::domain::{Failure, Kind};
use crate::files::{beside, folder, make_folder, replace};
use crate::say;

/// Writes that text to the file, whose folder is made where it is missing. Says where what was there before is kept.
pub fn save(path: &Path, text: &str) -> Result<Option<PathBuf>> {
    let failed = |error: io::Error| {
        Failure::new(Kind::Unexpected, say::configured::unwritten(path.display(), error))
            .advise(say::configured::nothing_changed())
    };
    // a link, as dotfile managers make them, stays a link
    let real = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    make_folder(folder(&real)).map_err(failed)?;
    let before = match fs::read(&real) {
        Ok(before) => Some(before),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(failed(error)),
    };
    let kept = before.map(|before| {
        let kept = beside(&real, ".bak");
        replace(&kept, &before).map(|()| kept)
    });
    let kept = kept.transpose().map_err(failed)?;
    replace(&real, text.as_bytes()).map_err(failed)?;
    Ok(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort_unstable();
        names
    }

    #[test]
    fn the_folder_is_made_and_what_was_there_is_kept() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a/b/config.toml");
        assert_eq!(save(&path, "one").unwrap(), None);
        let kept = save(&path, "two").unwrap().unwrap();
        assert_eq!(kept, path.with_file_name("config.toml.bak"));
        assert_eq!(
            (fs::read_to_string(&path).unwrap(), fs::read_to_string(&kept).unwrap()),
            ("two".into(), "one".into())
        );
        assert_eq!(names(path.parent().unwrap()), ["config.toml", "config.toml.bak"]);
    }

    #[cfg(unix)]
    #[test]
    fn others_can_read_neither_file_nor_folder_and_a_link_stays_a_link() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        let path = dir.path().join("made/config.toml");
        save(&path, "one").unwrap();
        assert_eq!((mode(&path), mode(path.parent().unwrap())), (0o600, 0o700));
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        let link = dir.path().join("link.toml");
        std::os::unix::fs::symlink(&path, &link).unwrap();
        let kept = save(&link, "two").unwrap().unwrap();
        assert_eq!((mode(&path), mode(&kept)), (0o600, 0o600));
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read_to_string(&path).unwrap(), "two");
    }

    #[test]
    fn a_failure_leaves_the_old_file_and_no_draft() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("config.toml");
        save(&path, "one").unwrap();
        fs::create_dir(beside(&path, ".bak")).unwrap();
        assert!(save(&path, "two").is_err());
        assert_eq!(fs::read_to_string(&path).unwrap(), "one");
        assert_eq!(names(dir.path()), ["config.toml", "config.toml.bak"]);
    }
}
