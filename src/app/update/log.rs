//! The messages of this run: scrolled by the keys that move in a pane, closed by the usual ones.

use jiff::Timestamp;

use super::super::model::{Level, Overlay};
use super::super::{Command, Model};
use crate::domain::Failure;
use crate::keymap::{Chord, Key};
use crate::say;

/// Messages that a page key moves by.
const PAGE: isize = 10;

pub(in crate::app) fn key(model: &mut Model, chord: Chord) {
    let Some(Overlay::Log(reading)) = model.overlays.last_mut() else {
        return;
    };
    let by = match (chord.key, model.keymap.command(chord)) {
        (Key::Esc | Key::Enter | Key::Char('q'), _) | (_, Some(Command::Log | Command::Quit)) => {
            model.overlays.pop();
            return;
        }
        (Key::Down, _) | (_, Some(Command::Down)) => 1,
        (Key::Up, _) | (_, Some(Command::Up)) => -1,
        (Key::PageDown, _) | (_, Some(Command::PageDown)) => PAGE,
        (Key::PageUp, _) | (_, Some(Command::PageUp)) => -PAGE,
        (Key::Home, _) | (_, Some(Command::Top)) => isize::MIN,
        (Key::End, _) | (_, Some(Command::Bottom)) => isize::MAX,
        _ => return,
    };
    reading.move_by(by, model.toasts.log());
}

/// What the header shows of SORACOM goes by too: it is noted when it changes.
pub(super) fn note_trouble(model: &mut Model, before: Option<Failure>, now: Timestamp) {
    match (&before, &model.status.soracom) {
        (before, after) if *before == *after => {}
        (_, Some(failure)) => model.toasts.note(Level::Bad, &failure.with_advice(), now),
        (_, None) => model.toasts.note(Level::Good, say::refreshing::soracom_answers_again(), now),
    }
}
