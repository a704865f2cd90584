//! The machine in front of the user as the [`Desktop`] trait: clipboard, browser, alerts, files, the programs of apps, clock.
//! How each works lives below.

mod alert;
mod browser;
mod child;
mod clipboard;
mod environment;
mod find;
mod launch;
#[cfg(target_os = "linux")]
pub mod owner;

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex};

use async_trait::async_trait;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use tokio_util::sync::CancellationToken;

use crate::domain::alerts::Ways;
use crate::domain::app::Way;
use crate::domain::failure::Result;
use crate::domain::launch::{Launch, Launched, Means};
use crate::domain::{Failure, Kind};
use crate::files;
use crate::gateway::{Browsed, Clock, Copied, Desktop};
use crate::say;

pub use browser::no_browser;
pub use clipboard::{ClipboardPolicy, Route, route};
pub use environment::Environment;

/// Where the terminal's escape sequences go: stdout, or a test's buffer.
pub type Sink = Arc<Mutex<Box<dyn Write + Send>>>;

/// The desktop that naptop runs on, near or at the far end of SSH.
pub struct SystemDesktop {
    environment: Environment,
    policy: ClipboardPolicy,
    clipboard: clipboard::Clipboard,
    sink: Sink,
}

impl SystemDesktop {
    /// A desktop in that environment, whose terminal is written to through the sink.
    pub fn new(environment: Environment, policy: ClipboardPolicy, sink: Sink) -> Self {
        Self {
            clipboard: clipboard::Clipboard::new(sink.clone()),
            sink,
            environment,
            policy,
        }
    }

    /// This desktop, as it is found, with the terminal on stdout: for the dashboard, which owns it.
    pub fn detect(policy: ClipboardPolicy) -> Self {
        Self::new(
            Environment::detect(),
            policy,
            Arc::new(Mutex::new(Box::new(std::io::stdout()))),
        )
    }

    /// This desktop, with the terminal on stderr, if it is one: stdout is for the answer of a verb alone.
    pub fn beside_output(policy: ClipboardPolicy) -> Self {
        let mut environment = Environment::detect();
        let mut policy = policy;
        if !std::io::stderr().is_terminal() {
            environment.term.clear();
            if policy == ClipboardPolicy::Osc52 {
                policy = ClipboardPolicy::Auto;
            }
        }
        let mut desktop = Self::new(environment, policy, Arc::new(Mutex::new(Box::new(std::io::stderr()))));
        desktop.clipboard.outlive_me();
        desktop
    }
}

#[async_trait]
impl Desktop for SystemDesktop {
    fn copy(&self, text: &str) -> Copied {
        self.clipboard.copy(text, &route(&self.environment, self.policy))
    }

    fn browse(&self, url: &str) -> Browsed {
        browser::browse(&self.environment, url)
    }

    fn means(&self, ways: &[Way]) -> Result<Means> {
        launch::means(&self.environment, ways, std::env::var_os("PATH").as_deref())
    }

    async fn launch(&self, launch: &Launch, stop: &CancellationToken) -> Launched {
        launch::launch(&self.environment, launch, stop).await
    }

    fn alert(&self, text: &str, ways: Ways) {
        alert::alert(&self.environment, &self.sink, text, ways);
    }

    fn title(&self, text: &str) {
        alert::title(&self.environment, &self.sink, text);
    }

    fn save(&self, name: &str, contents: &str) -> Result<PathBuf> {
        let folder = std::env::current_dir().map_err(|error| unwritable(Path::new(name), &error))?;
        save_in(&folder, name, contents)
    }
}

fn save_in(folder: &Path, name: &str, contents: &str) -> Result<PathBuf> {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let numbered = (2..10).map(|number| format!("{stem}-{number}.{ending}"));
    let mut names = std::iter::once(name.to_owned()).chain(numbered);
    loop {
        let path = folder.join(names.next().as_deref().unwrap_or(name));
        match files::create(&path, contents.as_bytes()) {
            Ok(()) => return Ok(path),
            // written in the same second
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists && names.size_hint().0 > 0 => {}
            Err(error) => return Err(unwritable(&path, &error)),
        }
    }
}

fn unwritable(path: &Path, error: &std::io::Error) -> Failure {
    Failure::new(Kind::Unexpected, say::launched::unwritten(path.display(), error)).advise(say::launched::start_elsewhere())
}

/// This machine's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// The time zone of this machine. Where no variable names one, the file that is it is read: by a name jiff would first list all
/// zones that there are, at every start. Read once: tables ask for each time that they show.
pub fn time_zone() -> TimeZone {
    static ZONE: LazyLock<TimeZone> = LazyLock::new(|| {
        let file = || TimeZone::tzif("local", &std::fs::read("/etc/localtime").ok()?).ok();
        let is_named = std::env::var_os("TZ").is_some();
        (!is_named).then(file).flatten().unwrap_or_else(TimeZone::system)
    });
    ZONE.clone()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_zone_of_this_machine_is_the_one_that_jiff_finds_by_name() {
        let (ours, found) = (time_zone(), TimeZone::system());
        for second in (0..60).map(|month| 1_767_225_600 + month * 2_629_800) {
            let at = Timestamp::from_second(second).unwrap();
            assert_eq!(ours.to_offset(at), found.to_offset(at), "{at}");
        }
    }

    #[test]
    fn a_file_is_its_owners_alone_and_never_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = save_in(folder.path(), "naptop.csv", "first\n").unwrap();
        assert_eq!(path, folder.path().join("naptop.csv"));
        #[cfg(unix)]
        {
            let mode = std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(&path).unwrap().permissions());
            assert_eq!(mode & 0o777, 0o600);
        }
        let second = save_in(folder.path(), "naptop.csv", "second\n").unwrap();
        assert_eq!(second, folder.path().join("naptop-2.csv"));
        assert_eq!(std::fs::read_to_string(path).unwrap(), "first\n");
        let refused = save_in(&folder.path().join("nowhere"), "naptop.csv", "third\n").unwrap_err();
        assert!(refused.message.contains("cannot be written"), "{refused}");
    }
}
