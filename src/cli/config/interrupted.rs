//! Being asked to end while a prompt has the terminal: it is given back, and what was written (nothing) is said.

#[cfg(unix)]
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether a prompt has the terminal.
#[cfg(unix)]
static ASKING: AtomicBool = AtomicBool::new(false);

/// A prompt has the terminal, until this is dropped.
pub struct Asking(());

impl Asking {
    /// A prompt takes the terminal.
    pub fn begin() -> Self {
        #[cfg(unix)]
        {
            static ONCE: std::sync::Once = std::sync::Once::new();
            ONCE.call_once(watch);
            ASKING.store(true, Ordering::SeqCst);
        }
        Self(())
    }
}

impl Drop for Asking {
    fn drop(&mut self) {
        #[cfg(unix)]
        ASKING.store(false, Ordering::SeqCst);
    }
}

/// The prompt itself waits for keys and sees no signal, so a thread does. Outside prompts a signal does what it always does.
#[cfg(unix)]
fn watch() {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;
    let Ok(mut signals) = Signals::new([SIGTERM, SIGHUP, SIGINT]) else {
        return;
    };
    std::thread::spawn(move || {
        for signal in signals.forever() {
            if ASKING.load(Ordering::SeqCst) {
                give_back();
            }
            // it does not come back from this, unless the signal could not be raised
            let _ = signal_hook::low_level::emulate_default_handler(signal);
        }
    });
}

/// A terminal that is gone cannot be given back, and need not be.
#[cfg(unix)]
fn give_back() {
    use crossterm::cursor::Show;
    use crossterm::event::DisableBracketedPaste;
    let _ = crossterm::terminal::disable_raw_mode();
    let _ = crossterm::execute!(std::io::stderr(), DisableBracketedPaste, Show, crossterm::style::Print("\n"));
    let stopped = super::ask::stopped();
    crate::cli::print::notes([stopped.message.as_str(), stopped.advice.as_str()]);
}
