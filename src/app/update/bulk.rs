//! Many at once: opening to all marked devices and revoking all that is marked, a few at a time, each with its own result.

use jiff::Timestamp;

use super::super::model::batch::Batch;
use super::super::model::{Confirm, ConfirmAction, Level, Overlay};
use super::super::{Command, Effects, Model};
use super::{opening, revoking};
use crate::domain::access::OpenDraft;
use crate::domain::column::natural;
use crate::domain::device::Presence;
use crate::domain::source::listed;
use crate::domain::{App, Device, OpenRequest, RevokeReport, RevokeTarget};
use crate::say::{self, asking};

/// The marked devices, by name.
pub(super) fn marked(model: &Model) -> Vec<Device> {
    let mut devices: Vec<Device> = model.devices.marked().collect();
    devices.sort_by(|a, b| natural(a.label(), b.label()).then_with(|| a.sim_id.cmp(&b.sim_id)));
    devices
}

/// Asks whether to open that to all of these that are online. Those that are offline are named and left out.
pub(super) fn ask_to_open(model: &mut Model, draft: &OpenDraft, app: &App, devices: Vec<Device>, now: Timestamp) -> Effects {
    let (online, offline): (Vec<Device>, Vec<Device>) =
        devices.into_iter().partition(|device| device.presence == Presence::Online);
    let settings = &model.settings;
    let link = settings.link.clone().ok();
    let requests = online
        .into_iter()
        .map(|device| draft.clone().for_app(app, device, link.clone(), settings.policy));
    let requests: Vec<OpenRequest> = match requests.collect() {
        Ok(requests) => requests,
        Err(failure) => {
            model.toasts.push(Level::Bad, failure.with_advice(), now);
            return Effects::none();
        }
    };
    if requests.is_empty() {
        let text = say::opening::none_online(model.key(Command::Open));
        model.toasts.push(Level::Warning, text, now);
        return Effects::none();
    }
    let notes = notes(model, draft, &requests, &offline, now);
    let title = match requests.len() {
        1 => asking::open_one_marked().into(),
        many => asking::open_these(many),
    };
    let offline = offline.iter().map(|device| device.label().to_owned()).collect();
    let action = ConfirmAction::OpenAll { requests, offline };
    model.overlays.push(Overlay::Confirm(Confirm::new(title, notes, action)));
    Effects::none()
}

/// What all of them have in common, and what it costs.
fn notes(model: &Model, draft: &OpenDraft, requests: &[OpenRequest], offline: &[Device], now: Timestamp) -> Vec<String> {
    let from = match draft.sources.as_slice() {
        [] => asking::address_of_this_machine().into(),
        sources => listed(sources),
    };
    let mut notes = vec![asking::port_for_from(draft.port, draft.duration, from)];
    notes.extend(draft.reason.as_ref().filter(|reason| !reason.is_empty()).map(asking::reason));
    let service_time = model.service_time(now);
    let unpaid = requests
        .iter()
        .filter(|request| !request.device.fee_paid_this_month(service_time))
        .count();
    notes.push(match unpaid {
        0 => asking::all_paid().into(),
        1 => asking::one_unpaid().into(),
        many => asking::many_unpaid(many),
    });
    notes.extend(model.settings.link.as_ref().err().map(say::form::no_url));
    notes.extend((!offline.is_empty()).then(|| asking::offline_skipped(offline.len(), model.key(Command::Open))));
    notes
}

/// Opens them. A device stays marked until access to it is open, so that what failed can be tried again.
pub(super) fn open(model: &mut Model, requests: Vec<OpenRequest>, now: Timestamp) -> Effects {
    if opening::is_over(model, now) {
        return Effects::none();
    }
    let slots = requests
        .iter()
        .filter_map(|request| model.devices.slot(&request.device.sim_id));
    model.devices.table.marks = slots.collect();
    model.accesses.unopened.clear();
    let text = say::opening::many_begun(requests.len(), model.key(Command::Clear));
    model.toasts.push(Level::Info, text, now);
    let jobs = requests.into_iter().map(|request| (opening::target(&request), request));
    model.accesses.opens = Some(Batch::new(jobs));
    go_on_opening(model, now)
}

fn go_on_opening(model: &mut Model, now: Timestamp) -> Effects {
    let mut effects = Effects::none();
    while let Some((id, request)) = model.accesses.opens.as_mut().and_then(Batch::begin_next) {
        if model.accesses.opening.contains(&id) {
            note_opening(model, &request, Some(say::opening::being_opened()), now);
        } else if let Some(going) = opening::going(model, &request) {
            note_opening(model, &request, Some(&going), now);
        } else {
            model.accesses.opening.insert(id);
            effects = effects.and(opening::request(model, request, now));
        }
    }
    tell_if_opened(model, now);
    effects
}

/// One of them has ended, well or not; the next may begin. Does nothing if it is none of them.
pub(super) fn opened(model: &mut Model, request: &OpenRequest, failure: Option<&str>, now: Timestamp) -> Effects {
    note_opening(model, request, failure, now);
    go_on_opening(model, now)
}

fn note_opening(model: &mut Model, request: &OpenRequest, failure: Option<&str>, now: Timestamp) {
    let (accesses, label) = (&mut model.accesses, request.device.label());
    let told = failure.map(|failure| format!("{label}: {failure}"));
    let Some(batch) = &mut accesses.opens else { return };
    if !batch.end(&opening::target(request), told.clone()) {
        return;
    }
    match failure {
        Some(failure) => {
            accesses.unopened.insert(request.device.sim_id.clone(), failure.to_owned());
        }
        None => {
            if let Some(slot) = model.devices.slot(&request.device.sim_id) {
                model.devices.table.marks.remove(&slot);
            }
        }
    }
    if let Some(told) = told {
        model.toasts.note(Level::Bad, &told, now);
    }
}

fn tell_if_opened(model: &mut Model, now: Timestamp) {
    let Some(batch) = model.accesses.opens.take_if(|batch| batch.is_over()) else {
        return;
    };
    let mut text = say::opening::many_opened(batch.well(), batch.all());
    if let Some(first) = &batch.first_failure {
        text = say::opening::and_failed(text, batch.failed(), first);
    }
    if batch.dropped() > 0 {
        text = say::opening::and_not_begun(text, batch.dropped());
    }
    if batch.failed() + batch.dropped() > 0 {
        text = say::opening::and_stay_marked(text, model.key(Command::OpenNow), model.key(Command::Log));
    }
    model.toasts.push(level(&batch), text, now);
}

/// Revokes them, after those that are being revoked.
pub(super) fn revoke(model: &mut Model, targets: Vec<RevokeTarget>, now: Timestamp) -> Effects {
    let accesses = &mut model.accesses;
    let jobs = targets.into_iter().map(|target| (target.endpoint.clone(), target));
    match &mut accesses.revokes {
        Some(batch) => batch.extend(jobs),
        None => {
            accesses.revoke_report = RevokeReport::default();
            accesses.revokes = Some(Batch::new(jobs));
        }
    }
    go_on_revoking(model, now)
}

/// One act for as many as may be under way: it looks for their sessions once.
fn go_on_revoking(model: &mut Model, now: Timestamp) -> Effects {
    let mut targets = Vec::new();
    while let Some((endpoint, target)) = model.accesses.revokes.as_mut().and_then(Batch::begin_next) {
        model.accesses.unrevoked.remove(&endpoint);
        match model.accesses.under_way(&endpoint) {
            Some(change) => note_revoking(model, &target, Some(change.told().to_owned()), now),
            None => targets.push(target),
        }
    }
    tell_if_revoked(model, now);
    revoking::revoke(model, targets)
}

/// Some of them have ended; the next may begin. Nothing if they are none of them.
pub(super) fn revoked(model: &mut Model, targets: &[RevokeTarget], report: &RevokeReport, now: Timestamp) -> Option<Effects> {
    let batch = model.accesses.revokes.as_ref()?;
    if !targets.iter().all(|target| batch.is_under_way(&target.endpoint)) {
        return None;
    }
    for target in targets {
        let mut failed = report.failed.iter();
        let failure = failed.find(|left| left.what.endpoint() == Some(&target.endpoint));
        let failure = failure.map(|left| left.failure.with_advice());
        let is_taken = report.taken.contains(&target.endpoint);
        let taken = || is_taken.then(|| say::revoking::another_by_now(&target.endpoint));
        note_revoking(model, target, failure.or_else(taken), now);
        if is_taken {
            model.accesses.unrevoked.remove(&target.endpoint);
        }
    }
    revoking::take_away(model, targets, report);
    let all = &mut model.accesses.revoke_report;
    all.revoked.extend(report.revoked.iter().cloned());
    all.taken.extend(report.taken.iter().cloned());
    all.sessions_expired.extend(report.sessions_expired.iter().cloned());
    all.failed.extend(report.failed.iter().cloned());
    Some(go_on_revoking(model, now))
}

fn note_revoking(model: &mut Model, target: &RevokeTarget, failure: Option<String>, now: Timestamp) {
    let accesses = &mut model.accesses;
    let Some(batch) = &mut accesses.revokes else { return };
    batch.end(&target.endpoint, failure.clone());
    let RevokeTarget { label, endpoint, .. } = target;
    match failure {
        None => model.toasts.note(Level::Good, &say::revoking::one(label, endpoint), now),
        Some(failure) => {
            let text = format!("{label} ({endpoint}): {failure}");
            model.toasts.note(Level::Bad, &text, now);
            accesses.unrevoked.insert(endpoint.clone(), failure);
        }
    }
}

fn tell_if_revoked(model: &mut Model, now: Timestamp) {
    let Some(batch) = model.accesses.revokes.take_if(|batch| batch.is_over()) else {
        return;
    };
    let report = std::mem::take(&mut model.accesses.revoke_report);
    if batch.failed() + batch.dropped() == 0 {
        return revoking::say(model, &say::revoking::many(batch.well()), &report, now);
    }
    let mut text = say::revoking::some(batch.well(), batch.all());
    let left = revoking::left_open(&report);
    if let Some(left) = &left {
        text = say::revoking::and_then(left, text);
    }
    if batch.dropped() > 0 {
        text = say::revoking::and_not_begun(text, batch.dropped());
    }
    text = say::revoking::and_log_has_each(text, model.key(Command::Log));
    match left {
        Some(_) => revoking::insist(model, text, &report, now),
        None => model.toasts.push(level(&batch), text, now),
    }
}

/// Drops all that has not begun; what is under way is seen through. False if there was nothing of it.
pub(super) fn cancel(model: &mut Model, now: Timestamp) -> bool {
    let accesses = &mut model.accesses;
    let opens = accesses.opens.as_mut().is_some_and(Batch::drop_waiting);
    let revokes = accesses.revokes.as_mut().is_some_and(Batch::drop_waiting);
    let cancelled = opens || revokes;
    if cancelled {
        model.toasts.push(Level::Warning, say::opening::cancelled(), now);
        tell_if_opened(model, now);
        tell_if_revoked(model, now);
    }
    cancelled
}

fn level<Id: Clone + Eq + std::hash::Hash, Job>(batch: &Batch<Id, Job>) -> Level {
    match (batch.failed(), batch.dropped()) {
        (0, 0) => Level::Good,
        (0, _) => Level::Warning,
        _ => Level::Bad,
    }
}
