//! Copying: which way leads to the clipboard that the user pastes from, and going it.

use std::io::Write;
use std::process::{Command, Stdio};
use std::str::FromStr;
use std::sync::{Mutex, PoisonError};

use crossterm::clipboard::CopyToClipboard;

use super::child::quiet;
use super::{Environment, Sink};
use crate::domain::Failure;
use crate::gateway::Copied;
use crate::say;

/// Which clipboard the user wants.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ClipboardPolicy {
    /// The one that fits.
    #[default]
    Auto,
    /// This desktop's.
    Native,
    /// The terminal's, by OSC 52.
    Osc52,
    /// None.
    None,
}

impl ClipboardPolicy {
    /// The word in the configuration.
    pub fn word(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Native => "native",
            Self::Osc52 => "osc52",
            Self::None => "none",
        }
    }
}

impl FromStr for ClipboardPolicy {
    type Err = Failure;

    fn from_str(text: &str) -> Result<Self, Failure> {
        [Self::Auto, Self::Native, Self::Osc52, Self::None]
            .into_iter()
            .find(|policy| policy.word() == text)
            .ok_or_else(|| Failure::invalid(say::mistaken::no_clipboard(text)).advise(say::mistaken::clipboards()))
    }
}

/// The way that a text takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// This desktop's clipboard; the terminal, if that fails and may.
    Native {
        /// Whether the terminal is worth trying.
        or_terminal: bool,
    },
    /// OSC 52.
    Terminal,
    /// tmux's buffer, and OSC 52 besides.
    Tmux,
    /// None, and why.
    Nowhere(&'static str),
}

/// Chooses the way. Over SSH this machine's clipboard is not the user's, even where there is a display.
pub fn route(environment: &Environment, policy: ClipboardPolicy) -> Route {
    let terminal = || match (environment.tmux, environment.takes_escapes()) {
        (true, _) => Route::Tmux,
        (false, true) => Route::Terminal,
        (false, false) if environment.ssh => Route::Nowhere(say::launched::no_clipboard_over_ssh()),
        (false, false) => Route::Nowhere(say::launched::no_clipboard_here()),
    };
    match policy {
        ClipboardPolicy::None => Route::Nowhere(say::launched::no_clipboard_wanted()),
        ClipboardPolicy::Native => Route::Native { or_terminal: false },
        ClipboardPolicy::Osc52 if environment.tmux => Route::Tmux,
        ClipboardPolicy::Osc52 => Route::Terminal,
        ClipboardPolicy::Auto if environment.display && !environment.ssh => Route::Native {
            or_terminal: environment.takes_escapes(),
        },
        ClipboardPolicy::Auto => terminal(),
    }
}

/// The clipboards. This desktop's is kept open: on X11 and Wayland its content lasts as long as its owner.
pub(super) struct Clipboard {
    native: Mutex<Option<arboard::Clipboard>>,
    /// Whether what is copied has to outlive this process.
    #[cfg(target_os = "linux")]
    outlives: bool,
    sink: Sink,
}

impl Clipboard {
    pub(super) fn new(sink: Sink) -> Self {
        Self {
            native: Mutex::new(None),
            #[cfg(target_os = "linux")]
            outlives: false,
            sink,
        }
    }

    /// What is copied from now on outlives this process.
    pub(super) fn outlive_me(&mut self) {
        #[cfg(target_os = "linux")]
        {
            self.outlives = true;
        }
    }

    pub(super) fn copy(&self, text: &str, route: &Route) -> Copied {
        match route {
            Route::Native { or_terminal } => match self.to_native(text) {
                Ok(()) => Copied::Desktop,
                Err(why) if *or_terminal => {
                    tracing::debug!(why, "the desktop's clipboard failed; trying the terminal's");
                    self.to_terminal(text)
                }
                Err(why) => Copied::Nowhere(say::launched::desktop_clipboard(why)),
            },
            Route::Terminal => self.to_terminal(text),
            Route::Tmux => match (to_tmux(text), self.to_terminal(text)) {
                (Ok(()), _) => Copied::Tmux,
                (Err(why), copied) => {
                    tracing::debug!(%why, "tmux took no buffer");
                    copied
                }
            },
            Route::Nowhere(why) => Copied::Nowhere((*why).to_owned()),
        }
    }

    fn to_native(&self, text: &str) -> Result<(), String> {
        #[cfg(target_os = "linux")]
        if self.outlives {
            return super::owner::start(text);
        }
        let mut native = self.native.lock().unwrap_or_else(PoisonError::into_inner);
        let mut clipboard = match native.take() {
            Some(clipboard) => clipboard,
            None => arboard::Clipboard::new().map_err(|error| error.to_string())?,
        };
        // On failure it is opened anew the next time.
        private(clipboard.set()).text(text).map_err(|error| error.to_string())?;
        *native = Some(clipboard);
        Ok(())
    }

    fn to_terminal(&self, text: &str) -> Copied {
        let mut sink = self.sink.lock().unwrap_or_else(PoisonError::into_inner);
        let written = crossterm::queue!(sink, CopyToClipboard::to_clipboard_from(text)).and_then(|()| sink.flush());
        match written {
            Ok(()) => Copied::Terminal,
            Err(error) => Copied::Nowhere(say::launched::terminal(error)),
        }
    }
}

/// Asks clipboard managers not to remember what is set: a streaming URL opens a desktop.
pub(super) fn private(set: arboard::Set<'_>) -> arboard::Set<'_> {
    #[cfg(all(unix, not(any(target_os = "macos", target_os = "android", target_os = "emscripten"))))]
    {
        arboard::SetExtLinux::exclude_from_history(set)
    }
    #[cfg(target_os = "macos")]
    {
        arboard::SetExtApple::exclude_from_history(set)
    }
    #[cfg(windows)]
    {
        arboard::SetExtWindows::exclude_from_history(set)
    }
}

/// Loads tmux's buffer, through its standard input: a command line can be seen by everybody on the machine.
fn to_tmux(text: &str) -> std::io::Result<()> {
    let mut tmux = Command::new("tmux");
    tmux.args(["load-buffer", "-w", "-"]);
    let mut tmux = quiet(tmux).stdin(Stdio::piped()).spawn()?;
    let piped = tmux.stdin.take().map_or(Ok(()), |mut stdin| stdin.write_all(text.as_bytes()));
    let status = tmux.wait()?;
    piped?;
    status
        .success()
        .then_some(())
        .ok_or_else(|| std::io::Error::other(status.to_string()))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use std::io;
    use std::sync::Arc;

    fn environment(ssh: bool, tmux: bool, display: bool, term: &str) -> Environment {
        Environment {
            ssh,
            tmux,
            display,
            term: term.into(),
            browser: None,
        }
    }

    #[test]
    fn the_way_leads_to_where_the_user_pastes() {
        let auto = |ssh, tmux, display, term| route(&environment(ssh, tmux, display, term), ClipboardPolicy::Auto);
        assert_eq!(auto(false, false, true, "xterm"), Route::Native { or_terminal: true });
        assert_eq!(auto(false, true, true, "dumb"), Route::Native { or_terminal: false });
        assert_eq!(
            auto(true, false, true, "xterm"),
            Route::Terminal,
            "X forwarding is not the user's desktop"
        );
        assert_eq!(auto(true, true, false, "screen"), Route::Tmux);
        assert_eq!(auto(false, false, false, "xterm"), Route::Terminal);
        for term in ["dumb", "linux", ""] {
            assert!(matches!(auto(true, false, false, term), Route::Nowhere(_)), "{term}");
        }
    }

    #[test]
    fn the_policy_has_the_last_word() {
        let here = environment(false, false, true, "xterm");
        assert_eq!(route(&here, ClipboardPolicy::Osc52), Route::Terminal);
        assert_eq!(
            route(&environment(true, false, false, "dumb"), ClipboardPolicy::Native),
            Route::Native { or_terminal: false }
        );
        assert!(matches!(route(&here, ClipboardPolicy::None), Route::Nowhere(why) if why.contains("none")));
        for policy in [
            ClipboardPolicy::Auto,
            ClipboardPolicy::Native,
            ClipboardPolicy::Osc52,
            ClipboardPolicy::None,
        ] {
            assert_eq!(policy.word().parse::<ClipboardPolicy>().unwrap(), policy);
        }
        assert!("x11".parse::<ClipboardPolicy>().is_err());
    }

    /// A terminal that keeps what is written to it.
    #[derive(Clone, Default)]
    pub(in crate::desktop) struct Buffer(Arc<Mutex<Vec<u8>>>);

    impl Buffer {
        pub(in crate::desktop) fn sink(&self) -> Sink {
            Arc::new(Mutex::new(Box::new(self.clone())))
        }

        pub(in crate::desktop) fn text(&self) -> String {
            String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
        }
    }

    impl Write for Buffer {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn osc_52_reaches_the_sink() {
        let buffer = Buffer::default();
        let clipboard = Clipboard::new(buffer.sink());
        assert_eq!(clipboard.copy("hello", &Route::Terminal), Copied::Terminal);
        assert_eq!(buffer.text(), "\x1b]52;c;aGVsbG8=\x1b\\");
        assert_eq!(clipboard.copy("x", &Route::Nowhere("why")), Copied::Nowhere("why".into()));
    }
}
