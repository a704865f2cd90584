//! Where a program is: by its path, or by its name on PATH. Folders that are relative are passed over.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// That program, if it is here.
pub(super) fn program(name: &str, path: Option<&OsStr>) -> Option<PathBuf> {
    if Path::new(name).components().count() > 1 {
        return runnable(Path::new(name));
    }
    let folders = std::env::split_paths(path?).filter(|folder| folder.is_absolute());
    folders.into_iter().find_map(|folder| runnable(&folder.join(name)))
}

#[cfg(unix)]
fn runnable(path: &Path) -> Option<PathBuf> {
    use std::os::unix::fs::PermissionsExt;
    let metadata = path.metadata().ok()?;
    (metadata.is_file() && metadata.permissions().mode() & 0o111 != 0).then(|| path.to_owned())
}

/// The name may leave out what makes it a program.
#[cfg(not(unix))]
fn runnable(path: &Path) -> Option<PathBuf> {
    let named = |ending: &str| {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        PathBuf::from(name)
    };
    let known = ["", ".exe", ".com", ".cmd", ".bat"];
    known.map(named).into_iter().find(|path| path.is_file())
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn the_first_on_path_that_can_be_run() {
        let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let put = |folder: &tempfile::TempDir, name: &str, mode| {
            let path = folder.path().join(name);
            fs::write(&path, "").unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
            path
        };
        put(&one, "viewer", 0o644);
        fs::create_dir(one.path().join("folder")).unwrap();
        let viewer = put(&two, "viewer", 0o755);
        let path = std::env::join_paths([one.path(), two.path()]).unwrap();
        assert_eq!(program("viewer", Some(&path)), Some(viewer.clone()));
        assert_eq!(program("folder", Some(&path)), None);
        assert_eq!(program("nothing", Some(&path)), None);
        assert_eq!(program(viewer.to_str().unwrap(), None), Some(viewer));
        assert_eq!(program("/no/such", Some(&path)), None);
        assert_eq!(
            program("sh", Some(OsStr::new(":.:bin"))),
            None,
            "relative folders are anybody's"
        );
    }
}
