//! Opening access: at most one at a time for a device and port, and what its end looks like.

use jiff::Timestamp;

use super::super::model::Level;
use super::super::model::accesses::Known;
use super::super::{Effect, Effects, Model};
use crate::domain::access::{OpenDraft, OpenFailure};
use crate::domain::{OpenRequest, Opened};

/// `O`: with the defaults.
pub(super) fn now(model: &mut Model, now: Timestamp) -> Effects {
    let Some(device) = model.current_device() else {
        return Effects::none();
    };
    let settings = &model.settings;
    let draft = OpenDraft {
        port: settings.app.port,
        duration: settings.duration,
        sources: settings.sources.clone(),
        service: None,
        reason: None,
    };
    match draft.for_app(&settings.app, device, settings.link.clone().ok(), settings.policy) {
        Ok(request) => open(model, request, now),
        Err(failure) => {
            model.toasts.push(Level::Bad, failure.with_advice(), now);
            Effects::none()
        }
    }
}

pub(super) fn open(model: &mut Model, mut request: OpenRequest, now: Timestamp) -> Effects {
    let target = (request.device.sim_id.clone(), request.mapping.port);
    let place = place(&request);
    if !model.accesses.opening.insert(target) {
        model
            .toasts
            .push(Level::Warning, format!("access to {place} is being opened already"), now);
        return Effects::none();
    }
    model.toasts.push(Level::Info, format!("opening access to {place}"), now);
    request.listed = model.listed_just_now(&request.device, now);
    Effects::one(Effect::Open(Box::new(request)))
}

pub(super) fn done(
    model: &mut Model,
    request: &OpenRequest,
    result: Result<Box<Opened>, OpenFailure>,
    now: Timestamp,
) -> Effects {
    model.changed = true;
    model
        .accesses
        .opening
        .remove(&(request.device.sim_id.clone(), request.mapping.port));
    match result {
        Ok(opened) => opened_now(model, request, *opened, now),
        Err(OpenFailure { failure, left_open }) => {
            model.toasts.push(Level::Bad, failure.with_advice(), now);
            // a mapping that was kept or could not be taken away must be on the screen
            model.accesses.left_open.extend(left_open.iter().cloned());
            if left_open.is_empty() && !failure.in_doubt {
                Effects::none()
            } else {
                super::refresh::now(model, now)
            }
        }
    }
}

fn opened_now(model: &mut Model, request: &OpenRequest, opened: Opened, now: Timestamp) -> Effects {
    let endpoint = opened.mapping.endpoint.clone();
    if !opened.reused {
        model.devices.mapping_made(&request.device.sim_id, model.service_time(now));
    }
    let known = model.accesses.known.entry(endpoint.clone()).or_default();
    if !opened.reused {
        *known = Known {
            opened_by: model.settings.operator.clone(),
            ours: true,
            ..Known::default()
        };
    }
    known.asked.clone_from(&request.mapping.sources);
    known.reason = request.reason.clone().or(known.reason.take());
    known.link = opened.link.clone().or(known.link.take());
    let verb = if opened.reused { "already open" } else { "open" };
    let left = opened.mapping.time_left(model.service_time(now));
    let mut text = format!("{} is {verb} at {endpoint} for {left}", request.device.label());
    if opened.link.is_some() {
        text.push_str("; link ready: c copies it");
    }
    let alarm = opened.mapping.sources_alarm(&request.mapping.sources);
    model.accesses.insert(opened.mapping);
    model.settle(now);
    model.accesses.table.select(&endpoint);
    model.toasts.push(Level::Good, text, now);
    for note in opened.notes {
        model.toasts.push(Level::Warning, note, now);
    }
    if let Some(alarm) = alarm {
        model.toasts.push(Level::Bad, alarm, now);
    }
    Effects::none()
}

fn place(request: &OpenRequest) -> String {
    format!("{} port {}", request.device.label(), request.mapping.port)
}

/// What the form and the details say of the cost of one more mapping.
pub fn fee_note(device: &crate::domain::Device, service_time: Timestamp) -> &'static str {
    if device.fee_paid_this_month(service_time) {
        "Napter is already paid for this SIM this month"
    } else {
        "first mapping of this SIM this month: it starts a monthly fee"
    }
}
