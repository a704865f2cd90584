//! The mouse: it chooses rows and panes, scrolls, and shows details. It never changes anything outside.

use jiff::{SignedDuration, Timestamp};

use super::super::model::{Clicked, Overlay, Pane};
use super::super::{Command, Effects, Model, apply_command};
use super::{log, navigate};
use crate::keymap::{Chord, Key};

/// Two clicks within this time are one double click.
const DOUBLE: SignedDuration = SignedDuration::from_millis(500);
/// The rows that one turn of the wheel moves by.
const TURN: isize = 3;

/// A click on a pane; `row` is the row of its table, counted on the screen. What lies over the panes takes no clicks.
pub(in crate::app) fn click(model: &mut Model, pane: Pane, row: Option<usize>, now: Timestamp) -> Effects {
    if !model.overlays.is_empty() {
        return Effects::none();
    }
    model.rows_mut(model.focus).set_filtering(false);
    navigate::focus(model, pane);
    let on_row = row.is_some_and(|row| model.rows_mut(pane).select_on_screen(row));
    let Some(id) = under_cursor(model).filter(|_| on_row) else {
        model.clicked = None;
        return Effects::none();
    };
    let double = model
        .clicked
        .take()
        .is_some_and(|last| last.pane == pane && last.id == id && now.duration_since(last.at) <= DOUBLE);
    if double {
        return apply_command(model, Command::Details, now);
    }
    model.clicked = Some(Clicked { pane, id, at: now });
    Effects::none()
}

/// The wheel, down by so many turns: over a pane it moves that pane's cursor, over a list that lies on top it scrolls that.
pub(in crate::app) fn wheel(model: &mut Model, pane: Option<Pane>, turns: isize) {
    let key = Chord::plain(if turns > 0 { Key::Down } else { Key::Up });
    match (model.overlays.last_mut(), pane) {
        (Some(Overlay::Log(_)), _) => log::key(model, key),
        (Some(Overlay::Help(help)), _) => help.move_by(turns, &model.keymap),
        (Some(Overlay::Confirm(confirm)), _) => confirm.scroll_by(turns),
        (Some(_), _) | (None, None) => {}
        (None, Some(pane)) => model.rows_mut(pane).move_by(turns * TURN),
    }
}

fn under_cursor(model: &Model) -> Option<String> {
    match model.focus {
        Pane::Devices => model.devices.selected().map(|device| device.sim_id.0),
        Pane::Access => model.accesses.table.selected().map(ToString::to_string),
        Pane::Sessions => model.sessions.table.selected().cloned(),
        Pane::Audit => model.audit.table.selected().map(|id| format!("{id:?}")),
    }
}
