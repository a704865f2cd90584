//! Choosing columns, and moving the border between the panes.

use jiff::Timestamp;

use super::super::model::arrangement::{Picker, STEP};
use super::super::model::{Level, Overlay, Pane};
use super::super::{Command, Model};
use crate::keymap::{Chord, Key};
use crate::say;

pub(super) fn command(model: &mut Model, command: Command, now: Timestamp) {
    let by = match (command, model.focus) {
        (Command::Columns, pane) => {
            model.overlays.push(Overlay::Columns(Picker { pane, cursor: 0 }));
            return;
        }
        (Command::Balance, _) => {
            model.arrangement.share(None);
            model.toasts.push(Level::Info, say::arranging::by_their_rows(), now);
            return;
        }
        (Command::Grow, Pane::Devices) => -STEP,
        (Command::Grow, _) => STEP,
        (_, Pane::Devices) => STEP,
        (_, _) => -STEP,
    };
    let lower = lower_share(model).saturating_add(by);
    model.arrangement.share(Some(lower));
    if let Some(lower) = model.arrangement.lower() {
        model.toasts.push(Level::Info, say::arranging::lower_pane_gets(lower), now);
    }
}

/// What the lower pane has now: as the user chose, else by the rows on the screen.
fn lower_share(model: &Model) -> i16 {
    const USUAL: i16 = 40;
    const FRAME: usize = 3;
    let (upper, lower) = (model.rows(Pane::Devices).height(), model.rows(model.lower()).height());
    let by_rows = match (upper, lower) {
        (0, _) | (_, 0) => USUAL,
        _ => i16::try_from((lower + FRAME) * 100 / (upper + lower + 2 * FRAME)).unwrap_or(USUAL),
    };
    let seen = model.arrangement.lower().map_or(by_rows, i16::from);
    (seen + STEP / 2) / STEP * STEP
}

pub(in crate::app) fn key(model: &mut Model, chord: Chord, now: Timestamp) {
    let Some(Overlay::Columns(picker)) = model.overlays.last_mut() else {
        return;
    };
    let columns = picker.pane.columns();
    match (chord.key, model.keymap.command(chord)) {
        (Key::Esc | Key::Char('q'), _) | (_, Some(Command::Columns | Command::Quit)) => {
            model.overlays.pop();
        }
        (Key::Down, _) | (_, Some(Command::Down)) => picker.cursor = (picker.cursor + 1).min(columns.len().saturating_sub(1)),
        (Key::Up, _) | (_, Some(Command::Up)) => picker.cursor = picker.cursor.saturating_sub(1),
        (Key::Char(' ') | Key::Enter, _) => {
            let (pane, column) = (picker.pane, columns.get(picker.cursor).map(|(column, _)| *column));
            if column.is_some_and(|column| !model.arrangement.toggle(pane, column)) {
                model.toasts.push(Level::Warning, say::arranging::column_stays(), now);
            }
        }
        _ => {}
    }
}
