//! What a key or a paste means, by what lies on top: a form, a question, the help, a filter, or the panes.

use jiff::Timestamp;
use tui_input::{Input as TextInput, InputRequest};

use super::model::{Level, Overlay, Pane};
use super::update::{arrange, confirm, form, log, pointer};
use super::{Command, Effects, Model, apply_command};
use crate::domain::Filter;
use crate::domain::column::{AccessRow, DeviceRow};
use crate::keymap::{Chord, Key};

/// What came from the keyboard, or from the mouse.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A key.
    Key(Chord),
    /// A pasted text.
    Paste(String),
    /// A click on a pane, on that row of its screen.
    Click(Pane, Option<usize>),
    /// The wheel, over that pane, down by so many turns.
    Wheel(Option<Pane>, isize),
}

/// Applies it.
pub fn apply_input(model: &mut Model, input: Input, now: Timestamp) -> Effects {
    model.settle(now);
    model.changed = true;
    match input {
        Input::Paste(text) => {
            paste(model, &text);
            refilter(model);
            Effects::none()
        }
        Input::Click(pane, row) => pointer::click(model, pane, row, now),
        Input::Wheel(pane, turns) => {
            pointer::wheel(model, pane, turns);
            Effects::none()
        }
        Input::Key(chord) if chord == Chord::ctrl('c') => apply_command(model, Command::Quit, now),
        Input::Key(chord) => match model.overlay() {
            Some(Overlay::Open(_)) => form::key(model, chord, now),
            Some(Overlay::Confirm(_)) => confirm::key(model, chord, now),
            Some(Overlay::Help(_)) => help_key(model, chord, now),
            Some(Overlay::Columns(_)) => {
                arrange::key(model, chord, now);
                Effects::none()
            }
            Some(Overlay::Log(_)) => {
                log::key(model, chord);
                Effects::none()
            }
            Some(_) => shown_key(model, chord, now),
            None if model.filtering() => {
                filter_key(model, chord);
                Effects::none()
            }
            None => pane_key(model, chord, now),
        },
    }
}

/// Edits a line of text. False if that key is not for editing.
pub(super) fn edit(input: &mut TextInput, chord: Chord) -> bool {
    let request = match (chord.key, chord.ctrl) {
        (Key::Char(c), false) => InputRequest::InsertChar(c),
        (Key::Backspace, _) | (Key::Char('h'), true) => InputRequest::DeletePrevChar,
        (Key::Delete, _) => InputRequest::DeleteNextChar,
        (Key::Left, _) => InputRequest::GoToPrevChar,
        (Key::Right, _) => InputRequest::GoToNextChar,
        (Key::Home, _) | (Key::Char('a'), true) => InputRequest::GoToStart,
        (Key::End, _) | (Key::Char('e'), true) => InputRequest::GoToEnd,
        (Key::Char('w'), true) => InputRequest::DeletePrevWord,
        (Key::Char('u'), true) => InputRequest::DeleteLine,
        (Key::Char('k'), true) => InputRequest::DeleteTillEnd,
        _ => return false,
    };
    input.handle(request);
    true
}

fn pane_key(model: &mut Model, chord: Chord, now: Timestamp) -> Effects {
    match model.keymap.command(chord) {
        Some(command) => apply_command(model, command, now),
        None => {
            let text = format!("{chord} means nothing here; {} shows the keys", model.key(Command::Help));
            model.toasts.push(Level::Info, text, now);
            Effects::none()
        }
    }
}

/// Details and texts: any of the usual keys closes them; the others do what they do in the panes.
fn shown_key(model: &mut Model, chord: Chord, now: Timestamp) -> Effects {
    match chord.key {
        Key::Esc | Key::Enter | Key::Char('q') => {
            model.overlays.pop();
            Effects::none()
        }
        _ if !matches!(model.overlay(), Some(Overlay::Device(_) | Overlay::Access(_))) => Effects::none(),
        _ => match model.keymap.command(chord) {
            Some(command) if is_for_details(command) => apply_command(model, command, now),
            _ => Effects::none(),
        },
    }
}

/// What may be done to the row whose details are shown. The cursor cannot move under them, so both are the same row;
/// if a reload took it away, the command finds no row and says so.
fn is_for_details(command: Command) -> bool {
    matches!(
        command,
        Command::Open
            | Command::OpenNow
            | Command::CopyLink
            | Command::Browse
            | Command::FreshLink
            | Command::CopyEndpoint
            | Command::Revoke
            | Command::Refresh
            | Command::Help
    )
}

fn help_key(model: &mut Model, chord: Chord, now: Timestamp) -> Effects {
    let Some(Overlay::Help(help)) = model.overlays.last_mut() else {
        return Effects::none();
    };
    let rows = help.rows(&model.keymap);
    match chord.key {
        Key::Esc => {
            model.overlays.pop();
        }
        Key::Down => help.move_by(1, &model.keymap),
        Key::Up => help.move_by(-1, &model.keymap),
        Key::PageDown => help.move_by(10, &model.keymap),
        Key::PageUp => help.move_by(-10, &model.keymap),
        Key::Enter => {
            let chosen = rows.get(help.cursor).map(|row| row.command);
            model.overlays.pop();
            if let Some(command) = chosen {
                return apply_command(model, command, now);
            }
        }
        _ => {
            if edit(&mut help.input, chord) {
                help.cursor = 0;
            }
        }
    }
    Effects::none()
}

fn filter_key(model: &mut Model, chord: Chord) {
    let step = match chord.key {
        Key::Down => Some(1),
        Key::Up => Some(-1),
        _ => None,
    };
    match model.focus {
        Pane::Devices => filter_step(&mut model.devices.table, chord, step),
        Pane::Access => filter_step(&mut model.accesses.table, chord, step),
    }
    refilter(model);
}

fn filter_step<Id: Clone + Eq + std::hash::Hash>(table: &mut super::model::Table<Id>, chord: Chord, step: Option<isize>) {
    match (chord.key, step) {
        (_, Some(rows)) => table.move_by(rows),
        (Key::Enter, _) => table.filtering = false,
        (Key::Esc, _) => {
            table.filtering = false;
            table.input.reset();
        }
        _ => {
            edit(&mut table.input, chord);
        }
    }
}

/// Applies what is typed. Narrowing may hide the chosen row: the user did that, so the cursor takes the first one.
pub(super) fn refilter(model: &mut Model) {
    let devices = Filter::parse::<DeviceRow<'_>>(model.devices.table.input.value());
    if devices != model.devices.table.filter {
        model.devices.table.filter = devices;
        model.devices.stale = true;
        model.devices.table.choose_first_if_hidden();
    }
    let accesses = Filter::parse::<AccessRow<'_>>(model.accesses.table.input.value());
    if accesses != model.accesses.table.filter {
        model.accesses.table.filter = accesses;
        model.accesses.stale = true;
        model.accesses.table.choose_first_if_hidden();
    }
}

fn paste(model: &mut Model, text: &str) {
    let filtering = model.filtering();
    let line = match model.overlays.last_mut() {
        Some(Overlay::Open(form)) => {
            let field = form.focused();
            form.input_mut(field)
        }
        Some(Overlay::Help(help)) => Some(&mut help.input),
        Some(_) => None,
        None if filtering => Some(match model.focus {
            Pane::Devices => &mut model.devices.table.input,
            Pane::Access => &mut model.accesses.table.input,
        }),
        None => None,
    };
    if let Some(line) = line {
        for c in text.chars().filter(|c| !c.is_control()) {
            line.handle(InputRequest::InsertChar(c));
        }
    }
}
