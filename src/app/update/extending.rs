//! Extending: a replacement first, then the old mapping goes. And opening what has expired once more, as it was.

use jiff::Timestamp;

use super::super::availability::extendable;
use super::super::input::edit;
use super::super::model::{Confirm, ConfirmAction, Extension, Level, Overlay};
use super::super::{Command, Effect, Effects, Model};
use super::{opening, revoking};
use crate::domain::access::{Extended, OpenFailure};
use crate::domain::{Device, Mapping, OpenRequest, RevokeTarget};
use crate::keymap::{Chord, Key};
use crate::say::{self, asking};

/// `e`: asks for how long; on a mapping that has expired, whether to open the same again.
pub(super) fn ask(model: &mut Model, now: Timestamp) -> Effects {
    let Ok((mapping, device)) = extendable(model, now) else {
        return Effects::none();
    };
    let known = model.accesses.known.get(&mapping.endpoint);
    let reason = known.and_then(|known| known.reason.clone());
    let mapping = mapping.clone();
    if mapping.is_over(model.service_time(now)) {
        ask_to_reopen(model, &mapping, device, reason, now);
    } else {
        let form = Extension::new(mapping, device, reason, model.settings.duration, model.service_time(now));
        model.overlays.push(Overlay::Extend(Box::new(form)));
    }
    Effects::none()
}

fn ask_to_reopen(model: &mut Model, mapping: &Mapping, device: Device, reason: Option<String>, now: Timestamp) {
    let settings = &model.settings;
    let (duration, link) = (settings.duration, settings.link_to(mapping).ok());
    let same = OpenRequest::replacing(mapping, device, duration, link, settings.policy);
    let request = match same {
        // one that is open by now and fits is enough
        Ok(same) => OpenRequest {
            reason,
            new: false,
            ..same
        },
        Err(failure) => return model.toasts.push(Level::Bad, failure.with_advice(), now),
    };
    let mut notes = vec![asking::port_for_from(mapping.device_port, duration, mapping.told_sources())];
    notes.extend(request.reason.as_ref().map(asking::reason));
    notes.push(opening::fee_note(&request.device, model.service_time(now)).into());
    let action = ConfirmAction::Reopen {
        over: Box::new(revoking::target(model, mapping)),
        request: Box::new(request),
    };
    model
        .overlays
        .push(Overlay::Confirm(Confirm::new(asking::reopen(), notes, action)));
}

pub(in crate::app) fn key(model: &mut Model, chord: Chord, now: Timestamp) -> Effects {
    let Some(Overlay::Extend(form)) = model.overlays.last_mut() else {
        return Effects::none();
    };
    match chord.key {
        Key::Esc => {
            model.overlays.pop();
            model.toasts.push(Level::Info, say::opening::nothing_extended(), now);
        }
        Key::Up => form.longer(),
        Key::Down => form.shorter(),
        Key::Enter => return submit(model, now),
        _ => {
            if edit(&mut form.duration, chord) {
                form.problem = None;
            }
        }
    }
    Effects::none()
}

fn submit(model: &mut Model, now: Timestamp) -> Effects {
    let Some(Overlay::Extend(form)) = model.overlays.last_mut() else {
        return Effects::none();
    };
    let (replacement, old) = match form.request(&model.settings) {
        Ok(replacement) => (replacement, form.mapping.clone()),
        Err(failure) => {
            form.problem = Some(failure);
            return Effects::none();
        }
    };
    model.overlays.pop();
    // somebody may have taken it away meanwhile, and meant it
    if model.accesses.still(&old).is_none() {
        let text = say::opening::gone_meanwhile(&old.endpoint, model.key(Command::Open));
        model.toasts.push(Level::Warning, text, now);
        return Effects::none();
    }
    if model.accesses.goes(&old.endpoint) {
        model
            .toasts
            .push(Level::Warning, say::unavailable::being_revoked(&old.endpoint), now);
        return Effects::none();
    }
    if !opening::begin(model, &replacement, now) {
        return Effects::none();
    }
    let old = revoking::target(model, &old);
    model.accesses.extending.insert(old.endpoint.clone());
    let text = say::opening::extending(&old.label, &old.endpoint);
    model.toasts.push(Level::Info, text, now);
    Effects::one(Effect::Extend {
        replacement: Box::new(replacement),
        old,
    })
}

pub(super) fn done(
    model: &mut Model,
    replacement: &OpenRequest,
    old: &RevokeTarget,
    result: Result<Box<Extended>, OpenFailure>,
    now: Timestamp,
) -> Effects {
    model.changed = true;
    model.accesses.extending.remove(&old.endpoint);
    let went = opening::end(model, replacement);
    let Extended { opened, let_go } = match result {
        Ok(extended) => *extended,
        Err(failed) => return opening::failed(model, replacement, failed, now),
    };
    let new = opened.mapping.endpoint.clone();
    follow(model, old, &new);
    let effects = opening::take_in(model, replacement, opened, Some(&old.endpoint), &went, now);
    revoking::take_away(model, std::slice::from_ref(old), &let_go);
    if let Some(left) = revoking::left_open(&let_go) {
        revoking::insist(model, left, &let_go, now);
    }
    effects
}

/// It is the same access at another endpoint: what was done to its row holds for the new one.
fn follow(model: &mut Model, old: &RevokeTarget, new: &crate::domain::Endpoint) {
    if model.accesses.table.marks.remove(&old.endpoint) {
        model.accesses.table.marks.insert(new.clone());
    }
    for overlay in &mut model.overlays {
        match overlay {
            Overlay::Access(shown) if *shown == old.endpoint => *shown = new.clone(),
            _ => {}
        }
    }
}
