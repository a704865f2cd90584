//! Taking access away: the question first, then what became of it.

use jiff::Timestamp;

use super::super::availability::revocable;
use super::super::model::{Confirm, ConfirmAction, Level, Overlay};
use super::super::{Effect, Effects, Model};
use crate::domain::{Failure, Mapping, RevokeReport, RevokeTarget, Sweep};

/// What revoking that mapping means, fixed now.
pub(super) fn target(model: &Model, mapping: &Mapping) -> RevokeTarget {
    let device = model.device_of(mapping);
    RevokeTarget {
        endpoint: mapping.endpoint.clone(),
        label: model.label_of(mapping).to_owned(),
        key: mapping.device_key(device.as_ref()),
    }
}

pub(super) fn ask(model: &mut Model, now: Timestamp) -> Effects {
    let mut targets: Vec<RevokeTarget> = revocable(model, now)
        .into_iter()
        .map(|mapping| target(model, mapping))
        .collect();
    targets.sort_by(|a, b| a.label.cmp(&b.label).then_with(|| a.endpoint.cmp(&b.endpoint)));
    let busy = targets.first().and_then(|target| model.accesses.under_way(&target.endpoint));
    targets.retain(|target| model.accesses.under_way(&target.endpoint).is_none());
    if targets.is_empty() {
        let text = format!("it is being {} already", busy.unwrap_or_default());
        model.toasts.push(Level::Warning, text, now);
        return Effects::none();
    }
    let title = match targets.as_slice() {
        [_] => "Revoke this access?".into(),
        many => format!("Revoke these {} accesses?", many.len()),
    };
    let notes = vec!["The mapping and its AppStream sessions go, whoever opened them.".into()];
    model
        .overlays
        .push(Overlay::Confirm(Confirm::new(title, notes, ConfirmAction::Revoke(targets))));
    Effects::none()
}

pub(super) fn revoke(model: &mut Model, targets: Vec<RevokeTarget>) -> Effects {
    let revoking = &mut model.accesses.revoking;
    let targets: Vec<RevokeTarget> = targets
        .into_iter()
        .filter(|target| revoking.insert(target.endpoint.clone()))
        .collect();
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
    let label = match targets {
        [only] => format!("{} ({})", only.label, only.endpoint),
        many => format!("{} accesses", many.len()),
    };
    tell(model, &format!("revoked {label}"), &report, now);
    Effects::none()
}

pub(super) fn plan_sweep(model: &mut Model, now: Timestamp) -> Effects {
    model.accesses.sweeping = true;
    model.toasts.push(Level::Info, "looking for what can be swept", now);
    Effects::one(Effect::PlanSweep)
}

pub(super) fn planned(model: &mut Model, plan: Result<Sweep, Failure>, now: Timestamp) -> Effects {
    model.accesses.sweeping = false;
    model.changed = true;
    match plan {
        Err(failure) => model.toasts.push(Level::Bad, failure.with_advice(), now),
        Ok(sweep) => {
            let unknown = sweep
                .sessions_unknown
                .as_ref()
                .map(|failure| format!("AppStream sessions are unknown: {failure}"));
            if sweep.is_empty() {
                let text = unknown.unwrap_or_else(|| "nothing to sweep: no expired mapping, no orphaned session".into());
                model.toasts.push(Level::Info, text, now);
                return Effects::none();
            }
            let title = format!(
                "Sweep {} expired mappings and {} orphaned sessions?",
                sweep.mappings.len(),
                sweep.sessions.len()
            );
            let notes = unknown.into_iter().collect();
            model
                .overlays
                .push(Overlay::Confirm(Confirm::new(title, notes, ConfirmAction::Sweep(sweep))));
        }
    }
    Effects::none()
}

pub(super) fn swept(model: &mut Model, report: RevokeReport, now: Timestamp) -> Effects {
    model.accesses.sweeping = false;
    let what = format!(
        "swept {} mappings and {} sessions",
        report.revoked.len(),
        report.sessions_expired.len()
    );
    tell(model, &what, &report, now);
    Effects::none()
}

/// Says what became of it; what is gone goes from the panes too.
pub(super) fn tell(model: &mut Model, what: &str, report: &RevokeReport, now: Timestamp) {
    take_away(model, report);
    match left_open(report) {
        None if report.sessions_expired.is_empty() || report.revoked.is_empty() => {
            model.toasts.push(Level::Good, what.to_owned(), now)
        }
        None => {
            let text = format!("{what}; AppStream sessions ended: {}", report.sessions_expired.len());
            model.toasts.push(Level::Good, text, now);
        }
        Some(left) => model.toasts.push(Level::Bad, left, now),
    }
}

/// Takes what is gone off the screen.
pub(super) fn take_away(model: &mut Model, report: &RevokeReport) {
    model.changed = true;
    model.sessions.remove(&report.sessions_expired);
    model.sessions.watch.hurry();
    for endpoint in &report.revoked {
        model.accesses.remove(endpoint);
    }
}

/// What to say of what could not be taken away.
pub(super) fn left_open(report: &RevokeReport) -> Option<String> {
    let first = report.failed.first()?;
    let others = match report.failed.len() {
        1 => String::new(),
        many => format!(" and {} more", many - 1),
    };
    Some(format!("LEFT OPEN: {}{others}: {}", first.what, first.failure.with_advice()))
}
