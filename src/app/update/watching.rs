//! The listings of the Sessions and Audit panes: asked for while their pane or the wall is looked at, and never otherwise.

use jiff::{SignedDuration, Timestamp};

use super::super::model::{Level, Pane, Scope};
use super::super::{Effect, Effects, Model};
use crate::domain::audit::AuditEntry;
use crate::domain::fleet::Fleet;
use crate::domain::session::SessionList;
use crate::domain::{Failure, Imsi, Kind};
use crate::say;

const SESSIONS_EVERY: SignedDuration = SignedDuration::from_secs(30);
/// How the fleet stands is told in the header, whatever is looked at.
const FLEET_EVERY: SignedDuration = SignedDuration::from_mins(5);
/// The same where it could not be read.
const FLEET_AGAIN: SignedDuration = SignedDuration::from_mins(1);
const AUDIT_EVERY: SignedDuration = SignedDuration::from_secs(10);
/// The wall tells of callers that were not let in, and hangs there for days.
const AUDIT_ON_THE_WALL: SignedDuration = SignedDuration::from_secs(60);

/// When the next of them is due: in the past for one whose pane has just come to the screen.
pub(in crate::app) fn due_at(model: &Model) -> Option<Timestamp> {
    let sessions = watches_sessions(model)
        .then(|| model.sessions.watch.due_at(model.paused))
        .flatten();
    let audit = watches_audit(model).then(|| model.audit.watch.due_at(model.paused)).flatten();
    [sessions, audit].into_iter().flatten().min()
}

/// Asks for what is due.
pub(super) fn due(model: &mut Model, now: Timestamp) -> Effects {
    let is_due = |at: Option<Timestamp>| at.is_some_and(|at| at <= now);
    let mut effects = Effects::none();
    if watches_sessions(model) && is_due(model.sessions.watch.due_at(model.paused)) {
        effects = effects.and(list_sessions(model, now));
    }
    if watches_audit(model) && is_due(model.audit.watch.due_at(model.paused)) {
        effects = effects.and(read_audit(model, now));
    }
    effects
}

/// Asks for what is looked at, whenever it would be due; the rest is asked for when it is looked at again.
pub(super) fn now(model: &mut Model, now: Timestamp) -> Effects {
    model.sessions.fleet_forbidden = false;
    model.sessions.fleet_asked_at = None;
    model.sessions.watch.hurry();
    model.audit.watch.hurry();
    let mut effects = Effects::none();
    if watches_sessions(model) {
        effects = effects.and(list_sessions(model, now));
    }
    effects = effects.and(fleet_due(model, now));
    if watches_audit(model) {
        effects = effects.and(read_audit(model, now));
    }
    effects
}

/// Without a stack and a fleet there are no sessions to list.
fn watches_sessions(model: &Model) -> bool {
    (model.is_visible(Pane::Sessions) || model.wall.is_shown()) && model.settings.link.is_ok() && !model.status.is_refused()
}

fn watches_audit(model: &Model) -> bool {
    (model.is_visible(Pane::Audit) || model.wall.is_shown()) && imsis(model).is_some() && !model.status.is_refused()
}

/// Whose log is wanted: nobody's where the device is not listed or has no IMSI, since the log goes by IMSI.
fn imsis(model: &Model) -> Option<Option<Vec<Imsi>>> {
    match &model.audit.scope {
        Scope::All => Some(None),
        Scope::Device(sim_id) => {
            let imsis = model.devices.get(sim_id)?.every_imsi();
            (!imsis.is_empty()).then_some(Some(imsis))
        }
    }
}

fn list_sessions(model: &mut Model, now: Timestamp) -> Effects {
    if model.settings.link.is_err() || !model.sessions.begin() {
        return Effects::none();
    }
    Effects::one(Effect::LoadSessions).and(look_at_fleet(model, now))
}

/// Asks how the fleet stands where that was not done for a while: with another listing, so that nothing wakes for it.
pub(super) fn fleet_due(model: &mut Model, now: Timestamp) -> Effects {
    let lately = |at: Timestamp| now.duration_since(at).abs() < FLEET_EVERY;
    match model.sessions.fleet_asked_at.is_some_and(lately) || model.status.is_refused() {
        true => Effects::none(),
        false => look_at_fleet(model, now),
    }
}

fn look_at_fleet(model: &mut Model, now: Timestamp) -> Effects {
    match &model.settings.link {
        Ok(target) if !model.sessions.fleet_forbidden => {
            model.sessions.fleet_asked_at = Some(now);
            Effects::one(Effect::LoadFleet(target.fleet.clone()))
        }
        _ => Effects::none(),
    }
}

/// The wall tells of all devices.
pub(super) fn for_the_wall(model: &mut Model) {
    if model.wall.is_shown() {
        model.audit.turn_to(Scope::All);
    }
}

fn read_audit(model: &mut Model, now: Timestamp) -> Effects {
    let Some(imsis) = imsis(model).filter(|_| model.audit.watch.begin()) else {
        return Effects::none();
    };
    Effects::one(Effect::LoadAudit {
        generation: model.audit.generation,
        imsis,
        since: model.audit.since(model.service_time(now)),
    })
}

pub(super) fn sessions(model: &mut Model, result: Result<SessionList, Failure>, now: Timestamp) {
    let (list, failure) = apart(result);
    model.changed |= model.sessions.watch.end(failure, now, SESSIONS_EVERY);
    if let Some(list) = list {
        model.changed |= model.status.appstream.take_if(|failure| is_passing(failure)).is_some();
        model.changed |= model.sessions.replace(list);
    }
}

/// The capacity is told where it may be read, and whatever else is wrong.
pub(super) fn fleet(model: &mut Model, result: Result<Fleet, Failure>, now: Timestamp) {
    let (fleet, failure) = apart(result);
    let forbidden = failure.as_ref().is_some_and(|failure| failure.kind == Kind::Forbidden);
    if forbidden && !model.sessions.fleet_forbidden {
        model.sessions.fleet_forbidden = true;
        model.toasts.push(Level::Warning, say::refreshing::capacity_not_shown(), now);
        model.changed = true;
    }
    let failure = failure.filter(|_| !forbidden);
    if failure.is_some() {
        model.sessions.fleet_asked_at = now.checked_sub(FLEET_EVERY - FLEET_AGAIN).ok();
    } else {
        model.changed |= model.status.appstream.take_if(|failure| is_passing(failure)).is_some();
    }
    model.changed |= model.sessions.fleet_failure != failure;
    model.sessions.fleet_failure = failure;
    if model.sessions.fleet != fleet {
        model.sessions.fleet = fleet;
        model.changed = true;
    }
}

pub(super) fn audit(model: &mut Model, generation: u64, result: Result<Vec<AuditEntry>, Failure>, now: Timestamp) {
    if generation != model.audit.generation {
        return;
    }
    let (entries, failure) = apart(result);
    let every = if model.is_visible(Pane::Audit) {
        AUDIT_EVERY
    } else {
        AUDIT_ON_THE_WALL
    };
    model.changed |= model.audit.watch.end(failure, now, every);
    if let Some(entries) = entries {
        model.changed |= model.audit.add(entries);
    }
}

/// Whatever was in the way of a streaming URL, if it was on the way to AppStream it is gone once that answers.
fn is_passing(failure: &Failure) -> bool {
    matches!(
        failure.kind,
        Kind::Auth | Kind::Offline | Kind::Timeout | Kind::Rate | Kind::Invalid
    )
}

fn apart<T>(result: Result<T, Failure>) -> (Option<T>, Option<Failure>) {
    match result {
        Ok(value) => (Some(value), None),
        Err(failure) => (None, Some(failure)),
    }
}
