//! What a key or a paste means, by what lies on top: a form, a question, the help, a filter, or the panes.

use std::hash::Hash;

use jiff::Timestamp;
use tui_input::{Input as TextInput, InputRequest};

use super::model::{Level, Overlay, Pane, Table};
use super::update::{arrange, confirm, extending, form, launching, log, pointer};
use super::{Command, Effects, Model, apply_command};
use crate::domain::Filter;
use crate::keymap::{Chord, Key};
use crate::say;

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
    model.settle_for_key(now);
    model.changed = true;
    model.keys += u64::from(!matches!(input, Input::Wheel(..)));
    match input {
        Input::Key(chord) if chord == Chord::ctrl('c') => apply_command(model, Command::Quit, now),
        // whatever lies on top: it is not a letter of any text
        Input::Key(chord) if chord.ctrl && model.keymap.command(chord) == Some(Command::Suspend) => {
            apply_command(model, Command::Suspend, now)
        }
        Input::Key(chord) if model.blind && model.keys_go_to_panes() && model.keymap.command(chord) == Some(Command::Quit) => {
            apply_command(model, Command::Quit, now)
        }
        // what cannot be seen is not answered
        _ if model.blind => Effects::none(),
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
        Input::Key(chord) => match model.overlay() {
            Some(Overlay::Open(_)) => form::key(model, chord, now),
            Some(Overlay::Launch(_)) => launching::key(model, chord, now),
            Some(Overlay::Extend(_)) => extending::key(model, chord, now),
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
                if chord.key == Key::Enter {
                    tell_unknown_column(model, now);
                }
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
            let text = say::unavailable::means_nothing(chord, model.key(Command::Help));
            model.toasts.push(Level::Info, text, now);
            Effects::none()
        }
    }
}

/// How many lines a key scrolls by, where it is one that moves in a pane.
pub(super) fn lines_scrolled(chord: Chord, command: Option<Command>, page: isize) -> Option<isize> {
    Some(match (chord.key, command) {
        (Key::Down, _) | (_, Some(Command::Down)) => 1,
        (Key::Up, _) | (_, Some(Command::Up)) => -1,
        (Key::PageDown, _) | (_, Some(Command::PageDown)) => page,
        (Key::PageUp, _) | (_, Some(Command::PageUp)) => -page,
        (Key::Home, _) | (_, Some(Command::Top)) => isize::MIN,
        (Key::End, _) | (_, Some(Command::Bottom)) => isize::MAX,
        _ => return None,
    })
}

/// Details and texts: any of the usual keys closes them; the others do what they do in the panes.
fn shown_key(model: &mut Model, chord: Chord, now: Timestamp) -> Effects {
    match chord.key {
        Key::Esc | Key::Enter | Key::Char('q') => {
            model.overlays.pop();
            Effects::none()
        }
        _ if matches!(model.overlay(), Some(Overlay::Text { .. } | Overlay::Link { .. })) => Effects::none(),
        _ => {
            const PAGE: isize = 8;
            let command = model.keymap.command(chord);
            if let Some(lines) = lines_scrolled(chord, command, PAGE) {
                model.details.by(lines);
                return Effects::none();
            }
            match command {
                Some(command) if is_for_details(command) => to_what_is_shown(model, command, now),
                _ => Effects::none(),
            }
        }
    }
}

/// Does it to the row whose details are shown, wherever the cursor has come to under them.
fn to_what_is_shown(model: &mut Model, command: Command, now: Timestamp) -> Effects {
    if !model.stand_on_what_is_shown() {
        model.toasts.push(Level::Warning, say::unavailable::shown_is_unlisted(), now);
        return Effects::none();
    }
    apply_command(model, command, now)
}

/// What may be done to the row whose details are shown.
fn is_for_details(command: Command) -> bool {
    matches!(
        command,
        Command::Open
            | Command::OpenNow
            | Command::CopyLink
            | Command::Browse
            | Command::FreshLink
            | Command::Launch
            | Command::Extend
            | Command::CopyEndpoint
            | Command::Revoke
            | Command::Probe
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
                if is_for_details(command) && model.overlay().is_some() {
                    return to_what_is_shown(model, command, now);
                }
                // it is for the panes: what moves there may not do so under the details of a row
                model.overlays.clear();
                return apply_command(model, command, now);
            }
        }
        _ => {
            let before = help.input.value().to_owned();
            // other rows: the one that was chosen may not be among them
            if edit(&mut help.input, chord) && help.input.value() != before {
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
    let table = model.rows_mut(model.focus);
    match (chord.key, step) {
        (_, Some(rows)) => table.move_by(rows),
        (Key::Enter, _) => table.set_filtering(false),
        (Key::Esc, _) => {
            table.set_filtering(false);
            table.input_mut().reset();
        }
        _ => {
            edit(table.input_mut(), chord);
        }
    }
    refilter(model);
}

/// A filter that is kept says whether it names a column that there is not: a word that is excluded hides nothing then.
fn tell_unknown_column(model: &mut Model, now: Timestamp) {
    let pane = model.focus;
    if let Some(column) = model.rows(pane).unknown_column() {
        let text = say::panes::no_such_column(column, pane.filtered_by().join(", "));
        model.toasts.push(Level::Warning, text, now);
    }
}

/// Applies what is typed. Narrowing may hide the chosen row: the user did that, so the cursor takes the first one.
pub(super) fn refilter(model: &mut Model) {
    model.devices.stale |= refilter_table(&mut model.devices.table, Pane::Devices);
    model.accesses.stale |= refilter_table(&mut model.accesses.table, Pane::Access);
    model.sessions.stale |= refilter_table(&mut model.sessions.table, Pane::Sessions);
    model.audit.stale |= refilter_table(&mut model.audit.table, Pane::Audit);
}

fn refilter_table<Id: Clone + Eq + Hash>(table: &mut Table<Id>, pane: Pane) -> bool {
    let filter = Filter::with_columns(table.input.value(), pane.filtered_by());
    let new = filter != table.filter;
    if new {
        table.filter = filter;
        table.choose_first_if_hidden();
    }
    new
}

fn paste(model: &mut Model, text: &str) {
    let filtering = model.filtering();
    let line = match model.overlays.last_mut() {
        Some(Overlay::Open(form)) => {
            let field = form.focused();
            form.input_mut(field)
        }
        Some(Overlay::Extend(form)) => Some(&mut form.duration),
        Some(Overlay::Help(help)) => Some(&mut help.input),
        Some(_) => None,
        None if filtering => Some(model.rows_mut(model.focus).input_mut()),
        None => None,
    };
    if let Some(line) = line {
        const LONGEST: usize = 1000;
        // cells and lines of what was copied are words
        let words: Vec<&str> = text.split(|c: char| c.is_control()).filter(|word| !word.is_empty()).collect();
        for c in words.join(" ").chars().take(LONGEST) {
            line.handle(InputRequest::InsertChar(c));
        }
    }
    if let Some(Overlay::Help(help)) = model.overlays.last_mut() {
        help.cursor = 0;
    }
}
