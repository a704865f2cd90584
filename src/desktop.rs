//! The machine in front of the user as the [`Desktop`] trait: clipboard, browser, clock. How each works lives below.

mod browser;
mod clipboard;
mod environment;

use std::io::Write;
use std::sync::{Arc, Mutex};

use jiff::Timestamp;

use crate::gateway::{Browsed, Clock, Copied, Desktop};

pub use clipboard::{ClipboardPolicy, Route, route};
pub use environment::Environment;

/// Where the terminal's escape sequences go: stdout, or a test's buffer.
pub type Sink = Arc<Mutex<Box<dyn Write + Send>>>;

/// The desktop that naptop runs on, near or at the far end of SSH.
pub struct SystemDesktop {
    environment: Environment,
    policy: ClipboardPolicy,
    clipboard: clipboard::Clipboard,
}

impl SystemDesktop {
    /// A desktop in that environment, whose terminal is written to through the sink.
    pub fn new(environment: Environment, policy: ClipboardPolicy, sink: Sink) -> Self {
        Self {
            clipboard: clipboard::Clipboard::new(sink),
            environment,
            policy,
        }
    }

    /// This desktop, as it is found, with the terminal on stdout.
    pub fn detect(policy: ClipboardPolicy) -> Self {
        let stdout: Box<dyn Write + Send> = Box::new(std::io::stdout());
        Self::new(Environment::detect(), policy, Arc::new(Mutex::new(stdout)))
    }
}

impl Desktop for SystemDesktop {
    fn copy(&self, text: &str) -> Copied {
        self.clipboard.copy(text, &route(&self.environment, self.policy))
    }

    fn browse(&self, url: &str) -> Browsed {
        browser::browse(&self.environment, url)
    }
}

/// This machine's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}
