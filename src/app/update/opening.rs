//! Opening access: at most one at a time for a device and port, and what its end looks like.

use jiff::Timestamp;

use super::super::availability::opens_marked;
use super::super::model::accesses::Known;
use super::super::model::{Leaving, Level, Pane, Settings};
use super::super::{Command, Effect, Effects, Model};
use super::{bulk, links, refresh, revokes_on_quit, revoking};
use crate::domain::access::{OpenDraft, OpenFailure};
use crate::domain::{Endpoint, Mapping, OpenRequest, Opened, SimId};
use crate::say;

/// `O`: with the defaults.
pub(super) fn now(model: &mut Model, now: Timestamp) -> Effects {
    let settings = &model.settings;
    let draft = OpenDraft {
        port: settings.app.port,
        duration: settings.duration,
        sources: settings.sources.clone(),
        service: None,
        reason: None,
    };
    if opens_marked(model) {
        let (marked, app) = (bulk::marked(model), settings.app.clone());
        return bulk::ask_to_open(model, &draft, &app, marked, now);
    }
    let Some(device) = model.current_device() else {
        return Effects::none();
    };
    match draft.for_app(&settings.app, device, settings.link.clone().ok(), settings.policy) {
        Ok(request) => open(model, request, now),
        Err(failure) => {
            model.toasts.push(Level::Bad, failure.with_advice(), now);
            Effects::none()
        }
    }
}

pub(super) fn open(model: &mut Model, request: OpenRequest, now: Timestamp) -> Effects {
    if !begin(model, &request, now) {
        return Effects::none();
    }
    let text = say::opening::begun(request.device.label(), request.mapping.port);
    model.toasts.push(Level::Info, text, now);
    self::request(model, request, now)
}

/// Asks for it, with what was listed just now.
pub(super) fn request(model: &Model, mut request: OpenRequest, now: Timestamp) -> Effects {
    request.listed = model.listed_just_now(&request.device, now);
    Effects::one(Effect::Open(Box::new(request)))
}

/// Whether nothing is opened any more since naptop leaves; says so then.
pub(super) fn is_over(model: &mut Model, now: Timestamp) -> bool {
    let leaves = model.leaving != Leaving::No;
    if leaves {
        model.toasts.push(Level::Warning, say::unavailable::leaving(), now);
    }
    leaves
}

/// Notes that something is being opened there; false, and says so, if that is under way already.
pub(super) fn begin(model: &mut Model, request: &OpenRequest, now: Timestamp) -> bool {
    if is_over(model, now) {
        return false;
    }
    if let Some(going) = going(model, request) {
        model.toasts.push(Level::Warning, going, now);
        return false;
    }
    let first = model.accesses.opening.insert(target(request));
    model.accesses.open_wanted = model.keys;
    if first {
        model.accesses.unopened.remove(&request.device.sim_id);
    } else {
        let text = say::opening::already(request.device.label(), request.mapping.port);
        model.toasts.push(Level::Warning, text, now);
    }
    first
}

/// What to say where a mapping that leads there is being revoked: it must not be taken for one that can be used again.
pub(super) fn going(model: &Model, request: &OpenRequest) -> Option<String> {
    let goes =
        |mapping: &&Mapping| mapping.leads_to(&request.device, request.mapping.port) && model.accesses.goes(&mapping.endpoint);
    let going = model.accesses.all.iter().find(goes).filter(|_| !request.new)?;
    Some(say::unavailable::being_revoked(&going.endpoint))
}

/// Notes that nothing is being opened there any more. Returns what came and went again meanwhile.
pub(super) fn end(model: &mut Model, request: &OpenRequest) -> Vec<Endpoint> {
    let (accesses, target) = (&mut model.accesses, target(request));
    accesses.opening.remove(&target);
    let came = accesses.half_open.extract_if(|_, leads_to| *leads_to == target);
    let came: Vec<Endpoint> = came.map(|(endpoint, _)| endpoint).collect();
    came.into_iter().filter(|endpoint| accesses.get(endpoint).is_none()).collect()
}

pub(super) fn done(
    model: &mut Model,
    request: &OpenRequest,
    result: Result<Box<Opened>, OpenFailure>,
    now: Timestamp,
) -> Effects {
    model.changed = true;
    let went = end(model, request);
    match result {
        Ok(opened) => {
            let effects = take_in(model, request, *opened, None, &went, now);
            effects.and(bulk::opened(model, request, None, now))
        }
        // each of many is told by its row, and all together at the end; but what is left open is told at once
        Err(OpenFailure { failure, left_open }) if is_of_many(model, request) && left_open.is_empty() && !failure.in_doubt => {
            bulk::opened(model, request, Some(&failure.with_advice()), now)
        }
        Err(failed_so) => {
            let told = failed_so.failure.with_advice();
            failed(model, request, failed_so, now).and(bulk::opened(model, request, Some(&told), now))
        }
    }
}

/// Whether it is one of many that are opened together.
fn is_of_many(model: &Model, request: &OpenRequest) -> bool {
    let opens = model.accesses.opens.as_ref();
    opens.is_some_and(|batch| batch.is_under_way(&target(request)))
}

/// Says why nothing was opened, and what may be open all the same.
pub(super) fn failed(model: &mut Model, request: &OpenRequest, failed: OpenFailure, now: Timestamp) -> Effects {
    let OpenFailure {
        mut failure,
        mut left_open,
    } = failed;
    if left_open.is_empty() && !failure.in_doubt {
        model.toasts.push(Level::Bad, failure.with_advice(), now);
        return Effects::none();
    }
    if left_open.is_empty() {
        // nothing else tells one of many from the others
        failure = failure.during(say::opening::to(request.device.label(), request.mapping.port));
    }
    // a mapping that was kept or could not be taken away must be on the screen, and stand out there
    model.accesses.left_open.extend(left_open.iter().cloned());
    let is_ours = !left_open.is_empty() && !failure.in_doubt;
    if is_ours {
        let known = left_open
            .iter()
            .map(|endpoint| (endpoint.clone(), made(&model.settings, request)));
        model.accesses.known.extend(known);
    }
    if model.leaving != Leaving::No {
        // it is read after that, when there are neither rows nor keys
        left_open.clear();
    } else if is_ours {
        failure = failure.advise(say::opening::revokes_it(model.key(Command::Revoke)));
    }
    model.toasts.insist(failure.with_advice(), left_open, now);
    refresh::list_mappings_again(model)
}

/// What is known of a mapping that was made by that request.
fn made(settings: &Settings, request: &OpenRequest) -> Known {
    Known {
        opened_by: settings.operator.clone(),
        reason: request.reason.clone(),
        asked: request.mapping.sources.clone(),
        ours: true,
        link: None,
    }
}

/// Takes in what was opened, unless it went again meanwhile. The cursor goes there; where it is opened instead of
/// another, only if it was on that one or on none; where it is one of many, or the keys went on in this pane, it stays. The
/// mapping goes again where naptop leaves and leaves nothing open.
pub(super) fn take_in(
    model: &mut Model,
    request: &OpenRequest,
    opened: Opened,
    instead_of: Option<&Endpoint>,
    went: &[Endpoint],
    now: Timestamp,
) -> Effects {
    let endpoint = opened.mapping.endpoint.clone();
    if went.contains(&endpoint) || opened.reused && model.accesses.gone.contains(&endpoint) {
        let text = say::opening::revoked_meanwhile(request.device.label(), endpoint);
        model.toasts.push(Level::Warning, text, now);
        return Effects::none();
    }
    if model.accesses.get(&endpoint).is_some() && model.accesses.still(&opened.mapping).is_none() {
        model.accesses.forget(&endpoint);
    }
    model.accesses.left_open.remove(&endpoint);
    let goes = (model.leaving != Leaving::No && revokes_on_quit(model) && !opened.reused)
        .then(|| revoking::target(model, &opened.mapping));
    let device = model.devices.get(&request.device.sim_id);
    let unpaid = device.is_some_and(|device| !device.fee_paid_this_month(model.service_time(now)));
    if !opened.reused {
        model.devices.mapping_made(&request.device.sim_id, model.service_time(now));
    }
    let known = model.accesses.known.entry(endpoint.clone()).or_default();
    if !opened.reused {
        *known = made(&model.settings, request);
    }
    known.asked.clone_from(&request.mapping.sources);
    known.reason = request.reason.clone().or(known.reason.take());
    known.link = opened.link.clone().or(known.link.take());
    let (label, left) = (request.device.label(), opened.mapping.time_left(model.service_time(now)));
    let mut text = match opened.reused {
        true => say::opening::open_already(label, &endpoint, left),
        false => say::opening::open(label, &endpoint, left),
    };
    if unpaid && !opened.reused {
        text = say::opening::and_fee_starts(text);
    }
    if let Some(old) = instead_of {
        text = say::opening::and_instead_of(text, old);
    }
    let alarm = opened.mapping.sources_alarm(&request.mapping.sources);
    let chosen = model.accesses.table.selected();
    let of_many = is_of_many(model, request);
    // a cursor that somebody has moved since, or that stands under a box, is theirs
    let is_free = model.focus != Pane::Access || model.is_free_since(model.accesses.open_wanted);
    // what is open for a program goes with it
    let for_program = model.launches.get(&target(request)).is_some();
    let follow = !of_many && !for_program && chosen.is_none_or(|chosen| instead_of.map_or(is_free, |old| old == chosen));
    model.accesses.insert(opened.mapping);
    model.settle(now);
    if follow {
        model.accesses.table.select(&endpoint);
    }
    if opened.link.is_some() {
        text = say::opening::and_link_is_ready(text);
        if links::is_meant(model, &endpoint, now) {
            text = say::opening::and_copies(text, model.key(Command::CopyLink));
        }
    }
    match of_many {
        true => model.toasts.note(Level::Good, &text, now),
        false => model.toasts.push(Level::Good, text, now),
    }
    for note in opened.notes {
        model.toasts.push(Level::Warning, note, now);
    }
    if let Some(alarm) = alarm {
        model.toasts.push(Level::Bad, alarm, now);
    }
    revoking::revoke(model, goes.into_iter().collect())
}

/// What only one thing at a time is opened to.
pub(super) fn target(request: &OpenRequest) -> (SimId, u16) {
    (request.device.sim_id.clone(), request.mapping.port)
}

/// What the form and the details say of the cost of one more mapping.
pub fn fee_note(device: &crate::domain::Device, service_time: Timestamp) -> &'static str {
    if device.fee_paid_this_month(service_time) {
        say::form::fee_paid()
    } else {
        say::form::fee_starts()
    }
}
