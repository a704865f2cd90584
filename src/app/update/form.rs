//! The form that opens access: its keys, and what it asks for.

use jiff::Timestamp;

use super::super::availability::opens_marked;
use super::super::input::edit;
use super::super::model::{Form, Level, Overlay};
use super::super::{Effects, Model};
use super::{bulk, opening};
use crate::keymap::{Chord, Key};
use crate::say;

pub(super) fn open(model: &mut Model) -> Effects {
    let form = match opens_marked(model) {
        true => Form::for_all(bulk::marked(model), &model.settings),
        false => model.current_device().map(|device| Form::new(device, &model.settings)),
    };
    model.overlays.extend(form.map(|form| Overlay::Open(Box::new(form))));
    Effects::none()
}

pub(in crate::app) fn key(model: &mut Model, chord: Chord, now: Timestamp) -> Effects {
    let Some(Overlay::Open(form)) = model.overlays.last_mut() else {
        return Effects::none();
    };
    match chord.key {
        Key::Esc => {
            model.overlays.pop();
            model.toasts.push(Level::Info, say::opening::nothing_opened(), now);
        }
        Key::Tab | Key::Down => form.move_focus(1),
        Key::BackTab | Key::Up => form.move_focus(-1),
        Key::Enter => return submit(model, now),
        _ => {
            let field = form.focused();
            let edited = form.input_mut(field).is_some_and(|input| edit(input, chord));
            if edited {
                form.problem = None;
            } else if matches!(chord.key, Key::Char(' ') | Key::Left | Key::Right) {
                form.choose_next();
            }
        }
    }
    Effects::none()
}

fn submit(model: &mut Model, now: Timestamp) -> Effects {
    let Some(Overlay::Open(form)) = model.overlays.last_mut() else {
        return Effects::none();
    };
    match form.request(&model.settings) {
        Ok(request) if form.others.is_empty() => {
            model.overlays.pop();
            opening::open(model, request, now)
        }
        Ok(_) => ask_for_all(model, now),
        Err((field, failure)) => {
            form.focus = form.fields().iter().position(|other| *other == field).unwrap_or(0);
            form.problem = Some((field, failure));
            Effects::none()
        }
    }
}

fn ask_for_all(model: &mut Model, now: Timestamp) -> Effects {
    let Some(Overlay::Open(form)) = model.overlays.pop() else {
        return Effects::none();
    };
    let Ok(draft) = form.draft() else { return Effects::none() };
    let devices = std::iter::once(form.device).chain(form.others).collect();
    bulk::ask_to_open(model, &draft, &form.app, devices, now)
}
