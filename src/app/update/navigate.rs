//! Moving, marking, sorting, filtering, choosing a pane.

use jiff::Timestamp;

use super::super::input::refilter;
use super::super::model::{Level, Pane, Rows, Scope};
use super::super::{Command, Model};
use super::bulk;
use crate::domain::audit::AuditColumn;
use crate::domain::column::{AccessColumn, DeviceColumn};
use crate::domain::session::SessionColumn;
use crate::say;

pub(super) fn command(model: &mut Model, command: Command, now: Timestamp) {
    match command {
        Command::Devices => focus(model, Pane::Devices),
        Command::Access => focus(model, Pane::Access),
        Command::Sessions => focus(model, Pane::Sessions),
        Command::Audit => focus(model, Pane::Audit),
        Command::AuditDevice => audit_device(model),
        Command::NextPane => turn(model, 1),
        Command::PreviousPane => turn(model, Pane::ALL.len() - 1),
        Command::Zoom => model.zoom = !model.zoom,
        Command::Mask => model.masked = !model.masked,
        Command::Clear => clear(model, now),
        Command::MarkAll => mark_all(model, now),
        Command::Sort | Command::Reverse => sort(model, command, now),
        _ => in_table(model.rows_mut(model.focus), command),
    }
}

pub(super) fn focus(model: &mut Model, pane: Pane) {
    model.wall.leave();
    model.focus = pane;
    model.below = model.lower();
}

fn turn(model: &mut Model, by: usize) {
    let at = Pane::ALL.iter().position(|pane| *pane == model.focus).unwrap_or(0);
    if let Some(pane) = Pane::ALL.get((at + by) % Pane::ALL.len()) {
        focus(model, *pane);
    }
}

/// To the log of the device that the cursor is on; from a device's log back to that of all.
fn audit_device(model: &mut Model) {
    let device = model.current_device().map(|device| device.sim_id.clone());
    let scope = match (&model.audit.scope, device) {
        (Scope::Device(_), _) if model.focus == Pane::Audit => Scope::All,
        (_, Some(sim_id)) => Scope::Device(sim_id),
        (_, None) => return,
    };
    model.audit.turn_to(scope);
    focus(model, Pane::Audit);
}

fn in_table(table: &mut dyn Rows, command: Command) {
    let page = isize::try_from(table.height().saturating_sub(1).max(1)).unwrap_or(1);
    match command {
        Command::Down => table.move_by(1),
        Command::Up => table.move_by(-1),
        Command::PageDown => table.move_by(page),
        Command::PageUp => table.move_by(-page),
        Command::Top => table.select_position(0),
        Command::Bottom => table.select_position(usize::MAX),
        Command::Mark => table.toggle_mark(),
        Command::Filter => table.set_filtering(true),
        _ => {}
    }
}

/// Marks what passes the filter, and says how many: what is done to marks is done to those off the screen too.
fn mark_all(model: &mut Model, now: Timestamp) {
    let table = model.rows_mut(model.focus);
    let (passing, marked) = (table.len(), table.toggle_all_marks());
    let told = match marked {
        true => say::arranging::marked(passing),
        false => say::arranging::unmarked(passing),
    };
    let told = match table.marked() {
        0 => told,
        all if marked && all == passing => told,
        all => say::arranging::and_in_all(told, all),
    };
    model.toasts.push(Level::Info, told, now);
}

/// One step back: first what has not begun, then the message, then the wall display, then the filter, then the marks and what failed.
fn clear(model: &mut Model, now: Timestamp) {
    if bulk::cancel(model, now) || model.toasts.dismiss() || model.wall.leave() {
        return;
    }
    let table = model.rows_mut(model.focus);
    if table.input().value().is_empty() {
        table.clear_marks();
        model.accesses.unopened.clear();
        model.accesses.unrevoked.clear();
    } else {
        table.input_mut().reset();
    }
    refilter(model);
}

fn sort(model: &mut Model, command: Command, now: Timestamp) {
    let columns = match model.focus {
        Pane::Devices => DeviceColumn::ALL.len(),
        Pane::Access => AccessColumn::ALL.len(),
        Pane::Sessions => SessionColumn::ALL.len(),
        Pane::Audit => AuditColumn::ALL.len(),
    };
    let table = model.rows_mut(model.focus);
    if command == Command::Reverse {
        *table.reverse() = !*table.reverse();
    } else {
        *table.sort() = (*table.sort() + 1) % columns;
        *table.reverse() = false;
    }
    let reversed = *table.reverse();
    let title = match model.focus {
        Pane::Devices => {
            model.devices.stale = true;
            model.devices.column().word()
        }
        Pane::Access => {
            model.accesses.stale = true;
            model.accesses.column().title()
        }
        Pane::Sessions => {
            model.sessions.stale = true;
            model.sessions.column().title()
        }
        Pane::Audit => {
            model.audit.stale = true;
            model.audit.column().title()
        }
    };
    let told = match reversed {
        true => say::arranging::sorted_by_reversed(title.to_lowercase()),
        false => say::arranging::sorted_by(title.to_lowercase()),
    };
    model.toasts.push(Level::Info, told, now);
}
