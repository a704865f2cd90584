//! Taking access away: the question first, then what became of it.

use std::collections::HashSet;

use jiff::Timestamp;

use super::super::availability::revocable;
use super::super::model::accesses::Change;
use super::super::model::{Confirm, ConfirmAction, Leaving, Level, Overlay};
use super::super::{Command, Effect, Effects, Model};
use super::bulk;
use crate::domain::access::{Left, Remainder};
use crate::domain::{Endpoint, Failure, Mapping, RevokeReport, RevokeTarget, Sweep};
use crate::say::{asking, revoking as texts};

/// What revoking that mapping means, fixed now.
pub(super) fn target(model: &Model, mapping: &Mapping) -> RevokeTarget {
    let device = model.device_of(mapping);
    RevokeTarget::of(mapping, model.label_of(mapping), mapping.device_key(device.as_ref()))
}

pub(super) fn ask(model: &mut Model, now: Timestamp) -> Effects {
    let mut targets: Vec<RevokeTarget> = revocable(model, now)
        .into_iter()
        .map(|mapping| target(model, mapping))
        .collect();
    targets.sort_by(|a, b| a.label.cmp(&b.label).then_with(|| a.endpoint.cmp(&b.endpoint)));
    targets.retain(|target| model.accesses.under_way(&target.endpoint).is_none());
    let title = match targets.as_slice() {
        [_] => asking::revoke_this().into(),
        many => asking::revoke_these(many.len()),
    };
    let notes = vec![match targets.len() {
        1 => asking::sessions_go_too().into(),
        _ => asking::their_sessions_go_too().into(),
    }];
    model
        .overlays
        .push(Overlay::Confirm(Confirm::new(title, notes, ConfirmAction::Revoke(targets))));
    Effects::none()
}

/// The box may have been there for long: an endpoint that Napter has given to another mapping since is not what it named.
pub(super) fn spare_others(model: &mut Model, targets: &mut Vec<RevokeTarget>, now: Timestamp) {
    let others: Vec<RevokeTarget> = targets.extract_if(.., |target| model.accesses.is_taken(target)).collect();
    for RevokeTarget { endpoint, .. } in others {
        model.toasts.push(Level::Warning, texts::another_by_now(&endpoint), now);
    }
}

/// Nor is anything revoked twice that began to go, or to wait for its turn, since the box is there.
pub(super) fn leave_what_goes(model: &mut Model, targets: &mut Vec<RevokeTarget>, now: Timestamp) {
    let going: Vec<Change> = targets
        .iter()
        .filter_map(|target| model.accesses.under_way(&target.endpoint))
        .collect();
    targets.retain(|target| model.accesses.under_way(&target.endpoint).is_none());
    if let (true, Some(change)) = (targets.is_empty(), going.first()) {
        model.toasts.push(Level::Info, change.told(), now);
    }
}

pub(super) fn revoke(model: &mut Model, targets: Vec<RevokeTarget>) -> Effects {
    let accesses = &mut model.accesses;
    let targets: Vec<RevokeTarget> = targets
        .into_iter()
        .filter(|target| accesses.revoking.insert(target.endpoint.clone()))
        .collect();
    for target in &targets {
        accesses.unrevoked.remove(&target.endpoint);
    }
    if targets.is_empty() {
        Effects::none()
    } else {
        Effects::one(Effect::Revoke(targets))
    }
}

pub(super) fn done(model: &mut Model, targets: &[RevokeTarget], report: RevokeReport, now: Timestamp) -> Effects {
    for target in targets {
        model.accesses.revoking.remove(&target.endpoint);
    }
    if let Some(effects) = bulk::revoked(model, targets, &report, now) {
        return effects;
    }
    for left in &report.failed {
        if let Left::Mapping(endpoint) = &left.what {
            let why = left.failure.message.clone();
            model.accesses.unrevoked.insert(endpoint.clone(), why);
        }
    }
    let what = match targets {
        [only] => texts::one(&only.label, &only.endpoint),
        many => texts::many(many.len()),
    };
    tell(model, &what, targets, &report, now);
    Effects::none()
}

pub(super) fn plan_sweep(model: &mut Model, now: Timestamp) -> Effects {
    model.accesses.planning = true;
    model.accesses.sweep_wanted = model.keys;
    model.toasts.push(Level::Info, texts::looking(), now);
    Effects::one(Effect::PlanSweep)
}

pub(super) fn planned(model: &mut Model, plan: Result<Sweep, Failure>, now: Timestamp) -> Effects {
    model.accesses.planning = false;
    model.changed = true;
    match plan {
        Err(failure) => model.toasts.push(Level::Bad, failure.with_advice(), now),
        Ok(mut sweep) => {
            model.find_devices(sweep.stray_keys());
            sweep.claim(|key| model.sessions.device_by_key(key).is_some());
            for target in &mut sweep.mappings {
                if let Some(mapping) = model.accesses.get(&target.endpoint) {
                    target.label = model.label_of(mapping).to_owned();
                }
            }
            let unknown = sweep.sessions_unknown.as_ref().map(texts::sessions_unknown);
            let strays = (!sweep.strays.is_empty()).then(|| texts::strays(sweep.strays.len()));
            let unknown = unknown.or(strays);
            if sweep.is_empty() {
                let text = unknown.unwrap_or_else(|| texts::nothing_to_sweep().into());
                model.toasts.push(Level::Info, text, now);
                return Effects::none();
            }
            // a question that comes by itself may not take the key that is meant for something else
            if !model.is_free_since(model.accesses.sweep_wanted) {
                let text = texts::sweep_is_ready(model.key(Command::Sweep));
                model.toasts.push(Level::Warning, text, now);
                return Effects::none();
            }
            let title = title(&sweep);
            let notes = unknown.into_iter().collect();
            model
                .overlays
                .push(Overlay::Confirm(Confirm::new(title, notes, ConfirmAction::Sweep(sweep))));
        }
    }
    Effects::none()
}

fn title(sweep: &Sweep) -> String {
    let expired = match sweep.mappings.len() {
        0 => None,
        1 => Some(asking::one_expired().to_owned()),
        many => Some(asking::many_expired(many)),
    };
    let orphans = match sweep.sessions.len() {
        0 => None,
        1 => Some(asking::one_orphan().to_owned()),
        many => Some(asking::many_orphans(many)),
    };
    asking::sweep(match (expired, orphans) {
        (Some(expired), Some(orphans)) => asking::both(expired, orphans),
        (one, other) => one.or(other).unwrap_or_default(),
    })
}

pub(super) fn swept(model: &mut Model, report: RevokeReport, now: Timestamp) -> Effects {
    model.accesses.sweeping = false;
    let what = texts::swept(report.revoked.len(), report.sessions_expired.len());
    if report.failed.is_empty() && report.taken.is_empty() {
        // which says of both how many
        take_away(model, &[], &report);
        model.toasts.push(Level::Good, what, now);
    } else {
        tell(model, &what, &[], &report, now);
    }
    Effects::none()
}

/// Says what became of it; what is gone goes from the panes too.
pub(super) fn tell(model: &mut Model, what: &str, targets: &[RevokeTarget], report: &RevokeReport, now: Timestamp) {
    take_away(model, targets, report);
    say(model, what, report, now);
}

/// Says what became of it.
pub(super) fn say(model: &mut Model, what: &str, report: &RevokeReport, now: Timestamp) {
    if let [first, ..] = report.taken.as_slice() {
        model.toasts.push(Level::Warning, texts::another_by_now(first), now);
        if report.revoked.is_empty() && report.failed.is_empty() {
            return;
        }
    }
    match left_open(report) {
        None if report.sessions_expired.is_empty() || report.revoked.is_empty() => {
            model.toasts.push(Level::Good, what.to_owned(), now)
        }
        None => {
            let text = texts::and_sessions_ended(what, report.sessions_expired.len());
            model.toasts.push(Level::Good, text, now);
        }
        Some(left) => insist(model, left, report, now),
    }
}

/// Says what is left until it is gone, and what is left on leaving until it is read after that.
pub(super) fn insist(model: &mut Model, left: String, report: &RevokeReport, now: Timestamp) {
    let about = match model.leaving {
        Leaving::No => endpoints_left(report),
        Leaving::Waiting | Leaving::Now => Vec::new(),
    };
    model.toasts.insist(left, about, now);
}

/// The mappings that are left, where nothing else is.
fn endpoints_left(report: &RevokeReport) -> Vec<Endpoint> {
    let endpoint = |left: &Remainder| match &left.what {
        Left::Mapping(endpoint) => Some(endpoint.clone()),
        Left::Session(..) | Left::Sessions(_) | Left::Named(_) => None,
    };
    let left: Option<Vec<Endpoint>> = report.failed.iter().map(endpoint).collect();
    left.unwrap_or_default()
}

/// Takes what is gone off the screen.
pub(super) fn take_away(model: &mut Model, targets: &[RevokeTarget], report: &RevokeReport) {
    model.changed = true;
    model.sessions.remove(&report.sessions_expired);
    model.sessions.watch.hurry();
    for endpoint in &report.revoked {
        let mut there = targets.iter().filter(|target| target.endpoint == *endpoint);
        // given out again meanwhile
        if !there.any(|target| model.accesses.is_taken(target)) {
            model.accesses.remove(endpoint);
        }
    }
    forget_told(model, &[]);
}

/// What was told of mappings that are gone is so no longer; nor is it where others have taken their endpoints.
pub(super) fn forget_told(model: &mut Model, taken: &[Endpoint]) {
    let accesses = &model.accesses;
    let is_there = |endpoint: &Endpoint| {
        let listed = accesses.get(endpoint).is_some() && !taken.contains(endpoint);
        listed || accesses.left_open.contains(endpoint)
    };
    model.changed |= model.toasts.let_go(is_there);
}

/// What to say of what could not be taken away.
pub(super) fn left_open(report: &RevokeReport) -> Option<String> {
    let first = report.failed.first()?;
    let left: HashSet<&Left> = report.failed.iter().map(|left| &left.what).collect();
    Some(match left.len() {
        1 => report.told(first),
        many => texts::and_more(report.told(first), many - 1),
    })
}
