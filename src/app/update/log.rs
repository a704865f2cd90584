//! The messages of this run: scrolled by the keys that move in a pane, closed by the usual ones.

use jiff::Timestamp;

use super::super::input::lines_scrolled;
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
        (_, command) => lines_scrolled(chord, command, PAGE),
    };
    if let Some(by) = by {
        reading.move_by(by, model.toasts.log());
    }
}

/// What the header shows of SORACOM goes by too: it is noted when it changes.
pub(super) fn note_trouble(model: &mut Model, before: Option<Failure>, now: Timestamp) {
    match (&before, &model.status.soracom) {
        (before, after) if *before == *after => {}
        (_, Some(failure)) => model.toasts.note(Level::Bad, &failure.with_advice(), now),
        (_, None) => model.toasts.note(Level::Good, say::refreshing::soracom_answers_again(), now),
    }
}
