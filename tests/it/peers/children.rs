//! Programs that a test starts and ends, the patience to wait for them, and what happens where they are not installed.

use std::cell::RefCell;
use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// How long anything is waited for. Nothing is said about how long it takes.
const PATIENCE: Duration = Duration::from_secs(30);

/// Waits until there is an answer, and returns it; `told` is printed if there never is.
pub fn until<T>(what: &str, told: impl Fn() -> String, mut look: impl FnMut() -> Option<T>) -> T {
    let patience = Instant::now() + PATIENCE;
    loop {
        if let Some(seen) = look() {
            return seen;
        }
        assert!(Instant::now() < patience, "never: {what}\n{}", told());
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// A program that runs until it is dropped; what it says is kept in a file.
pub struct Running {
    name: String,
    child: RefCell<Child>,
    said: PathBuf,
}

impl Running {
    /// Starts it, with stdout and stderr going to `NAME.out` in that folder.
    pub fn start(name: &str, command: &mut Command, folder: &Path) -> Self {
        let said = folder.join(format!("{name}.out"));
        let out = File::create(&said).unwrap();
        let child = command
            .stdin(Stdio::null())
            .stderr(out.try_clone().unwrap())
            .stdout(out)
            .spawn()
            .unwrap_or_else(|error| panic!("{name} does not start: {error}"));
        Self {
            name: name.to_owned(),
            child: RefCell::new(child),
            said,
        }
    }

    /// All that it said so far.
    pub fn said(&self) -> String {
        String::from_utf8_lossy(&std::fs::read(&self.said).unwrap()).into_owned()
    }

    /// The first whole line that fits.
    pub fn line(&self, fits: impl Fn(&str) -> bool) -> String {
        until(
            &format!("the line of {}", self.name),
            || self.said(),
            || {
                let text = self.said();
                assert!(self.runs(), "{} ended:\n{text}", self.name);
                let whole = text.rfind('\n').map_or("", |end| &text[..end]);
                whole.lines().find(|line| fits(line)).map(str::to_owned)
            },
        )
    }

    /// Waits for its end.
    pub fn ended(&self) -> ExitStatus {
        until(
            &format!("the end of {}", self.name),
            || self.said(),
            || self.child.borrow_mut().try_wait().unwrap(),
        )
    }

    /// Whether it still runs.
    pub fn runs(&self) -> bool {
        self.child.borrow_mut().try_wait().unwrap().is_none()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let child = self.child.get_mut();
        let _ = child.kill();
        let _ = child.wait();
    }
}

/// Whether the test is to be skipped, because of what is missing. Where `CI` is set, missing is failing.
pub fn skipped(test: &str, missing: &[&str], install: &str) -> bool {
    if missing.is_empty() {
        return false;
    }
    let said = format!("{test} needs {}; {install}", missing.join(", "));
    assert!(std::env::var_os("CI").is_none_or(|ci| ci.is_empty()), "{said}");
    // past libtest, which would keep it to itself
    let _ = writeln!(std::io::stderr(), "SKIPPED: {said}");
    true
}

/// The search path; Debian keeps servers outside that of most users.
fn search_path() -> OsString {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::env::split_paths(&path).chain(["/usr/sbin".into(), "/usr/bin".into()]);
    std::env::join_paths(folders).unwrap()
}

/// Where that program is.
pub fn find(program: &str) -> Option<PathBuf> {
    std::env::split_paths(&search_path())
        .map(|folder| folder.join(program))
        .find(|file| file.is_file())
}

/// The Python that has the modules that tests need.
pub fn python() -> String {
    std::env::var("NAPTOP_TEST_PYTHON").unwrap_or_else(|_| "python3".into())
}

/// A command with nothing of this process's environment but the search path.
pub fn bare(program: impl AsRef<OsStr>, home: &Path) -> Command {
    let mut command = Command::new(program);
    command
        .env_clear()
        .env("PATH", search_path())
        .env("HOME", home)
        .env("LANG", "C.UTF-8");
    command
}
