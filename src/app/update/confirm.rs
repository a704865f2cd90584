//! The questions: y does what the box named when it opened, n and Esc do nothing. No other key decides; some scroll.

use jiff::Timestamp;

use super::super::input::lines_scrolled;
use super::super::model::{ConfirmAction, Level, Overlay};
use super::super::{Effect, Effects, Model};
use super::{begin_leaving, bulk, opening, revoking, sessions};
use crate::keymap::{Chord, Key};
use crate::say;

pub(in crate::app) fn key(model: &mut Model, chord: Chord, now: Timestamp) -> Effects {
    match chord.key {
        Key::Char('y' | 'Y') if !chord.ctrl => yes(model, now),
        Key::Char('n' | 'N') if !chord.ctrl => no(model, now, true),
        Key::Esc => no(model, now, false),
        _ => {
            scroll(model, chord);
            Effects::none()
        }
    }
}

/// Where it names more than fits, the rest can be looked at before anything is decided.
fn scroll(model: &mut Model, chord: Chord) {
    let command = model.keymap.command(chord);
    let Some(Overlay::Confirm(confirm)) = model.overlays.last_mut() else {
        return;
    };
    let page = isize::try_from(confirm.scroll.height.saturating_sub(1).max(1)).unwrap_or(1);
    confirm.scroll_by(lines_scrolled(chord, command, page).unwrap_or(0));
}

fn yes(model: &mut Model, now: Timestamp) -> Effects {
    let Some(Overlay::Confirm(confirm)) = model.overlays.pop() else {
        return Effects::none();
    };
    match confirm.action {
        ConfirmAction::Revoke(mut targets) => {
            revoking::spare_others(model, &mut targets, now);
            revoking::leave_what_goes(model, &mut targets, now);
            model.devices.table.marks.clear();
            model.accesses.table.marks.clear();
            match targets.len() {
                0 | 1 => revoking::revoke(model, targets),
                _ => bulk::revoke(model, targets, now),
            }
        }
        ConfirmAction::Sweep(sweep) => {
            model.accesses.sweeping = true;
            Effects::one(Effect::Sweep(sweep))
        }
        ConfirmAction::End(targets) => {
            model.sessions.table.marks.clear();
            sessions::end(model, targets)
        }
        ConfirmAction::Leave(targets) => {
            model.answered = true;
            let effects = revoking::revoke(model, targets);
            begin_leaving(model, now);
            effects
        }
        ConfirmAction::OpenAll { requests, .. } => bulk::open(model, requests, now),
        ConfirmAction::Reopen { request, .. } => opening::open(model, *request, now),
    }
}

fn no(model: &mut Model, now: Timestamp, said: bool) -> Effects {
    let Some(Overlay::Confirm(confirm)) = model.overlays.pop() else {
        return Effects::none();
    };
    match confirm.action {
        ConfirmAction::Leave(_) if said => {
            model.answered = true;
            begin_leaving(model, now);
        }
        ConfirmAction::Leave(_) => {}
        ConfirmAction::End(_) => model.toasts.push(Level::Info, say::revoking::no_session_ended(), now),
        ConfirmAction::Reopen { .. } | ConfirmAction::OpenAll { .. } => {
            model.toasts.push(Level::Info, say::opening::nothing_opened(), now);
        }
        _ => model.toasts.push(Level::Info, say::revoking::nothing(), now),
    }
    Effects::none()
}
