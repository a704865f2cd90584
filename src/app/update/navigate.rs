//! Moving, marking, sorting, filtering, choosing a pane.

use std::hash::Hash;

use jiff::Timestamp;

use super::super::input::refilter;
use super::super::model::{Level, Pane, Table};
use super::super::{Command, Model};
use crate::domain::column::{AccessColumn, DeviceColumn};

pub(super) fn command(model: &mut Model, command: Command, now: Timestamp) {
    match command {
        Command::Devices => model.focus = Pane::Devices,
        Command::Access => model.focus = Pane::Access,
        Command::NextPane => turn(model, 1),
        Command::PreviousPane => turn(model, Pane::ALL.len() - 1),
        Command::Zoom => model.zoom = !model.zoom,
        Command::Mask => model.masked = !model.masked,
        Command::Clear => clear(model),
        Command::Sort | Command::Reverse => sort(model, command, now),
        _ => match model.focus {
            Pane::Devices => in_table(&mut model.devices.table, command),
            Pane::Access => in_table(&mut model.accesses.table, command),
        },
    }
}

fn turn(model: &mut Model, by: usize) {
    let at = Pane::ALL.iter().position(|pane| *pane == model.focus).unwrap_or(0);
    if let Some(pane) = Pane::ALL.get((at + by) % Pane::ALL.len()) {
        model.focus = *pane;
    }
}

fn in_table<Id: Clone + Eq + Hash>(table: &mut Table<Id>, command: Command) {
    let page = isize::try_from(table.height().saturating_sub(1).max(1)).unwrap_or(1);
    match command {
        Command::Down => table.move_by(1),
        Command::Up => table.move_by(-1),
        Command::PageDown => table.move_by(page),
        Command::PageUp => table.move_by(-page),
        Command::Top => table.select_position(0),
        Command::Bottom => table.select_position(usize::MAX),
        Command::Mark => table.toggle_mark(),
        Command::Filter => table.filtering = true,
        _ => {}
    }
}

/// One step back: first the message, then the filter, then the marks.
fn clear(model: &mut Model) {
    if model.toasts.dismiss() {
        return;
    }
    match model.focus {
        Pane::Devices => clear_table(&mut model.devices.table),
        Pane::Access => clear_table(&mut model.accesses.table),
    }
    refilter(model);
}

fn clear_table<Id>(table: &mut Table<Id>) {
    if table.input.value().is_empty() {
        table.marks.clear();
    } else {
        table.input.reset();
    }
}

fn sort(model: &mut Model, command: Command, now: Timestamp) {
    let (sort, reverse, columns) = match model.focus {
        Pane::Devices => (
            &mut model.devices.table.sort,
            &mut model.devices.table.reverse,
            DeviceColumn::ALL.len(),
        ),
        Pane::Access => (
            &mut model.accesses.table.sort,
            &mut model.accesses.table.reverse,
            AccessColumn::ALL.len(),
        ),
    };
    if command == Command::Reverse {
        *reverse = !*reverse;
    } else {
        *sort = (*sort + 1) % columns;
        *reverse = false;
    }
    let order = if *reverse { ", reversed" } else { "" };
    let title = match model.focus {
        Pane::Devices => {
            model.devices.stale = true;
            model.devices.column().word()
        }
        Pane::Access => {
            model.accesses.stale = true;
            model.accesses.column().title()
        }
    };
    model
        .toasts
        .push(Level::Info, format!("sorted by {}{order}", title.to_lowercase()), now);
}
