//! Taking the terminal and giving it back, its title too, whatever happens: at the end, in the background, after a panic.

use std::io::{self, Write, stdout};
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::cursor::Show;
use crossterm::event::{
    DisableBracketedPaste, DisableFocusChange, DisableMouseCapture, EnableBracketedPaste, EnableFocusChange, EnableMouseCapture,
};
use crossterm::execute;
use crossterm::style::Print;
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode};

use super::input::Keyboard;

static TAKEN: AtomicBool = AtomicBool::new(false);
/// Whether the window's title will be set, so that the user's own has to be kept.
static TITLED: AtomicBool = AtomicBool::new(false);
/// Whether it is kept now.
static KEPT: AtomicBool = AtomicBool::new(false);
/// Whether the mouse is taken with it.
static MOUSE: AtomicBool = AtomicBool::new(false);

/// The terminal keeps its title, and gets it back.
const KEEP_TITLE: &str = "\x1b[22;2t";
const GIVE_TITLE_BACK: &str = "\x1b[23;2t";
/// For terminals that keep none: an empty title, which shells set anew, rather than one that is out of date.
const NO_TITLE: &str = "\x1b]2;\x1b\\";

/// From now on the window's title is kept when the terminal is taken, and comes back with it.
pub fn keep_title() {
    TITLED.store(true, Ordering::SeqCst);
}

/// From the next time that the terminal is taken on, the mouse is taken with it: the terminal's own selecting needs Shift then.
pub fn with_mouse() {
    MOUSE.store(true, Ordering::SeqCst);
}

/// Proof that the terminal is taken; gives it back when dropped.
pub struct Guard(());

/// Takes the terminal: raw mode, the alternate screen, pastes as one event, word of the focus.
pub fn take() -> io::Result<Guard> {
    TAKEN.store(true, Ordering::SeqCst);
    let guard = Guard(());
    enable_raw_mode()?;
    execute!(stdout(), EnterAlternateScreen, EnableBracketedPaste, EnableFocusChange)?;
    if MOUSE.load(Ordering::SeqCst) {
        execute!(stdout(), EnableMouseCapture)?;
    }
    if TITLED.load(Ordering::SeqCst) && !KEPT.swap(true, Ordering::SeqCst) {
        execute!(stdout(), Print(KEEP_TITLE))?;
    }
    Ok(guard)
}

/// Gives the terminal back as it was. Does nothing if it is not taken; never panics.
pub fn give_back() {
    if TAKEN.swap(false, Ordering::SeqCst) {
        // a terminal that is gone cannot be restored, and need not be
        if KEPT.swap(false, Ordering::SeqCst) {
            let _ = execute!(stdout(), Print(NO_TITLE), Print(GIVE_TITLE_BACK));
        }
        if MOUSE.load(Ordering::SeqCst) {
            let _ = execute!(stdout(), DisableMouseCapture);
        }
        let _ = execute!(
            stdout(),
            DisableFocusChange,
            DisableBracketedPaste,
            LeaveAlternateScreen,
            Show
        );
        let _ = disable_raw_mode();
        let _ = stdout().flush();
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        give_back();
    }
}

/// The exit status of a panic, as Rust's own.
const PANICKED: i32 = 101;

/// A panic message belongs on the user's screen, not on ours; and a panic anywhere ends the program: the terminal is given
/// back already, so there is nothing to go on with.
pub fn end_on_panic() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| {
        let hook = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            give_back();
            hook(info);
            std::process::exit(PANICKED);
        }));
    });
}

/// How to let others have the terminal: the shell, in the background, or a program in front.
pub trait Suspend: Send {
    /// Goes there, and comes back when the user does.
    fn suspend(&mut self);
    /// Takes the terminal anew: after the process was stopped behind its back, or after it was lent.
    fn retake(&mut self);
    /// Lends terminal and keys, after telling so in a line.
    fn lend(&mut self, said: &str);
    /// While it is lent: says something, and waits until it was read.
    fn pause(&mut self, said: &str) -> Pin<Box<dyn Future<Output = ()> + Send>>;
}

/// The real way: gives the terminal back, and takes it again.
pub struct StopProcess {
    /// Whose keys they are.
    pub keyboard: Keyboard,
}

impl Suspend for StopProcess {
    fn suspend(&mut self) {
        #[cfg(unix)]
        {
            give_back();
            let stopped = signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP);
            // running on in the foreground is all that is left if the signal could not be raised
            drop(stopped);
            if let Ok(guard) = take() {
                std::mem::forget(guard);
            }
        }
    }

    fn retake(&mut self) {
        // raw mode that is on already would not be set again
        let _ = disable_raw_mode();
        if let Ok(guard) = take() {
            std::mem::forget(guard);
        }
        self.keyboard.take_again();
    }

    fn lend(&mut self, said: &str) {
        self.keyboard.let_go();
        give_back();
        // a terminal that takes no more words takes no program either
        let _ = writeln!(stdout(), "{said}");
    }

    fn pause(&mut self, said: &str) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        let _ = writeln!(stdout(), "{said}");
        let read = tokio::task::spawn_blocking(|| io::stdin().read_line(&mut String::new()));
        Box::pin(async move { drop(read.await) })
    }
}
