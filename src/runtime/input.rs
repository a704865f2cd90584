//! What crossterm reports, as the app's input. Releases, the mouse's ways and unknown keys are left out before they cost a frame.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Wake, Waker};
use std::time::Duration;

use crossterm::event::{
    self, Event, EventStream, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};
use futures::task::AtomicWaker;
use futures::{Stream, StreamExt};
use ratatui::layout::Position;
use tokio::sync::mpsc::UnboundedSender;

use super::hangup;
use crate::app::{self, Input};
use crate::keymap::{Chord, Key};

/// What the terminal reported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TerminalEvent {
    /// A key or a paste.
    Input(Input),
    /// The focus came, or went.
    Watched(bool),
    /// The left button of the mouse went down there.
    Click(Position),
    /// The wheel turned there: 1 is down, -1 is up.
    Wheel(Position, isize),
    /// Another size.
    Resize,
}

/// The terminal's keys. Whoever holds it can let go of them for a while, so that another program gets them.
#[derive(Clone, Default)]
pub struct Keyboard {
    events: Arc<Mutex<Option<EventStream>>>,
    bell: Arc<Bell>,
}

/// Rung by crossterm's thread when there is something to read. Nobody looks before: that thread has the lock, and who asks
/// for it spins in vain. It also wakes whoever waits now, where crossterm wakes the first that ever waited.
#[derive(Default)]
struct Bell {
    rung: AtomicBool,
    waits: AtomicWaker,
}

impl Bell {
    fn has_rung(&self, context: &Context<'_>) -> bool {
        self.waits.register(context.waker());
        self.rung.swap(false, Ordering::AcqRel)
    }
}

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        self.rung.store(true, Ordering::Release);
        self.waits.wake();
    }
}

impl Keyboard {
    /// The terminal's events; ends when the terminal is gone, which is also told as [`app::Event::Terminate`]. It is held
    /// from the first look at it on: by then a frame is on the screen, which waits for no thread.
    pub fn events(&self, gone: UnboundedSender<app::Event>) -> impl Stream<Item = TerminalEvent> + Unpin + use<> {
        let keyboard = self.clone();
        let mut gone = Some(gone);
        futures::stream::poll_fn(move |context| {
            if let Some(gone) = gone.take() {
                keyboard.hold(&mut keyboard.held());
                hangup::watch(gone);
            }
            // asked at the end of a terminal, crossterm would never come back
            match hangup::is_gone() {
                true => Poll::Ready(None),
                false => keyboard.poll(context),
            }
        })
    }

    fn poll(&self, context: &Context<'_>) -> Poll<Option<TerminalEvent>> {
        let mut held = self.held();
        let Some(events) = held.as_mut() else { return Poll::Pending };
        if !self.bell.has_rung(context) {
            return Poll::Pending;
        }
        let bell = Waker::from(self.bell.clone());
        loop {
            let event = match events.poll_next_unpin(&mut Context::from_waker(&bell)) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(Some(Ok(event))) => translate(event),
                Poll::Ready(_) => return Poll::Ready(None),
            };
            if event.is_some() {
                // there may be more
                bell.wake();
                return Poll::Ready(event);
            }
        }
    }

    fn held(&self) -> MutexGuard<'_, Option<EventStream>> {
        self.events.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn hold(&self, held: &mut Option<EventStream>) {
        *held = Some(EventStream::new());
        self.bell.clone().wake();
    }

    /// Lets go: from now on no thread of this program reads a key.
    pub fn let_go(&self) {
        let held = self.held().take();
        if held.is_some() {
            drop(held);
            // waits for the thread that reads: a new stream needs what that one still has
            drop(EventStream::new());
        }
    }

    /// Takes hold again, if it was let go. What was typed for somebody else is forgotten: here it might revoke.
    pub fn take_again(&self) {
        let mut held = self.held();
        if held.is_none() {
            forget_what_was_typed();
            self.hold(&mut held);
        }
    }
}

/// What the terminal holds, and what was read of it before.
fn forget_what_was_typed() {
    #[cfg(unix)]
    {
        use rustix::termios::{QueueSelector, tcflush};
        // a terminal that is gone holds nothing
        let _ = tcflush(std::io::stdin(), QueueSelector::IFlush);
    }
    while event::poll(Duration::ZERO).unwrap_or(false) && event::read().is_ok() {}
}

fn translate(event: Event) -> Option<TerminalEvent> {
    match event {
        Event::Key(key) if key.kind != KeyEventKind::Release => chord(key).map(|chord| TerminalEvent::Input(Input::Key(chord))),
        Event::Paste(text) => Some(TerminalEvent::Input(Input::Paste(text))),
        Event::FocusGained => Some(TerminalEvent::Watched(true)),
        Event::FocusLost => Some(TerminalEvent::Watched(false)),
        Event::Mouse(mouse) => pointer(mouse),
        Event::Resize(..) => Some(TerminalEvent::Resize),
        _ => None,
    }
}

fn pointer(mouse: MouseEvent) -> Option<TerminalEvent> {
    let at = Position::new(mouse.column, mouse.row);
    match mouse.kind {
        MouseEventKind::Down(MouseButton::Left) => Some(TerminalEvent::Click(at)),
        MouseEventKind::ScrollDown => Some(TerminalEvent::Wheel(at, 1)),
        MouseEventKind::ScrollUp => Some(TerminalEvent::Wheel(at, -1)),
        _ => None,
    }
}

fn chord(event: KeyEvent) -> Option<Chord> {
    let ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
    let key = match event.code {
        KeyCode::Char(c) if ctrl => Key::Char(c.to_ascii_lowercase()),
        KeyCode::Char(_) if event.modifiers.contains(KeyModifiers::ALT) => return None,
        KeyCode::Char(c) => Key::Char(c),
        KeyCode::Enter => Key::Enter,
        KeyCode::Esc => Key::Esc,
        KeyCode::BackTab => Key::BackTab,
        KeyCode::Tab if event.modifiers.contains(KeyModifiers::SHIFT) => Key::BackTab,
        KeyCode::Tab => Key::Tab,
        KeyCode::Up => Key::Up,
        KeyCode::Down => Key::Down,
        KeyCode::Left => Key::Left,
        KeyCode::Right => Key::Right,
        KeyCode::PageUp => Key::PageUp,
        KeyCode::PageDown => Key::PageDown,
        KeyCode::Home => Key::Home,
        KeyCode::End => Key::End,
        KeyCode::Backspace => Key::Backspace,
        KeyCode::Delete => Key::Delete,
        KeyCode::F(number) => Key::F(number),
        _ => return None,
    };
    Some(Chord { key, ctrl })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pressed(code: KeyCode, modifiers: KeyModifiers) -> Option<TerminalEvent> {
        translate(Event::Key(KeyEvent::new(code, modifiers)))
    }

    #[test]
    fn shift_is_in_the_character_and_ctrl_is_in_the_chord() {
        let key = |chord| Some(TerminalEvent::Input(Input::Key(chord)));
        assert_eq!(pressed(KeyCode::Char('X'), KeyModifiers::SHIFT), key(Chord::char('X')));
        assert_eq!(pressed(KeyCode::Char('C'), KeyModifiers::CONTROL), key(Chord::ctrl('c')));
        assert_eq!(
            pressed(KeyCode::Char('x'), KeyModifiers::ALT),
            None,
            "Alt-x is not x: it must not revoke"
        );
        assert_eq!(pressed(KeyCode::F(5), KeyModifiers::NONE), key(Chord::plain(Key::F(5))));
        assert_eq!(pressed(KeyCode::Insert, KeyModifiers::NONE), None);
    }

    #[test]
    fn a_release_is_not_a_press() {
        let mut event = KeyEvent::new(KeyCode::Char('x'), KeyModifiers::NONE);
        event.kind = KeyEventKind::Release;
        assert_eq!(translate(Event::Key(event)), None);
    }
}
