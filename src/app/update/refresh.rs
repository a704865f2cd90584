//! Asking for lists, taking them in, and when to ask again.

use jiff::{SignedDuration, Timestamp};

use super::super::model::Level;
use super::super::{Command, Effect, Effects, Model};
use crate::domain::record::{History, Loose};
use crate::domain::{Device, Failure, Kind, Mapping};
use crate::gateway::{GroupNames, Identity};

/// How often all SIMs are listed: a small fleet is cheap, a large one is not.
const SMALL_FLEET: usize = 500;
const SMALL_FLEET_EVERY: SignedDuration = SignedDuration::from_secs(60);
const LARGE_FLEET_EVERY: SignedDuration = SignedDuration::from_secs(300);
/// How long to leave a refused sign-in alone.
const AFTER_REFUSAL: SignedDuration = SignedDuration::from_secs(60);

pub(super) fn everything(model: &mut Model) -> Effects {
    let mut effects = list_mappings(model);
    effects = effects.and(Effects::one(Effect::LoadGroups));
    effects.and(list_devices(model))
}

pub(super) fn now(model: &mut Model, now: Timestamp) -> Effects {
    model.toasts.push(Level::Info, "refreshing", now);
    everything(model)
}

pub(super) fn pause(model: &mut Model, now: Timestamp) -> Effects {
    model.paused = !model.paused;
    if model.paused {
        let text = format!("refreshing is paused; {} resumes", model.key(Command::Pause));
        model.toasts.push(Level::Info, text, now);
        Effects::none()
    } else {
        everything(model)
    }
}

pub(super) fn due(model: &mut Model, now: Timestamp) -> Effects {
    let is_due = |at: Option<Timestamp>| !model.paused && at.is_some_and(|at| at <= now);
    let (mappings, devices) = (is_due(model.status.next_mappings), is_due(model.status.next_devices));
    let mut effects = Effects::none();
    if mappings {
        effects = effects.and(list_mappings(model));
    }
    if devices {
        effects = effects.and(list_devices(model));
    }
    effects
}

/// A listing that is under way is not asked for twice.
fn list_mappings(model: &mut Model) -> Effects {
    model.status.next_mappings = None;
    if std::mem::replace(&mut model.status.listing_mappings, true) {
        return Effects::none();
    }
    model.accesses.fresh.clear();
    model.accesses.gone.clear();
    Effects::one(Effect::LoadMappings)
}

fn list_devices(model: &mut Model) -> Effects {
    model.status.next_devices = None;
    if model.devices.loading {
        return Effects::none();
    }
    model.changed |= model.devices.is_empty();
    Effects::one(Effect::LoadDevices {
        generation: model.devices.begin(),
    })
}

pub(super) fn signed_in(model: &mut Model, result: Result<Identity, Failure>) {
    match result {
        Ok(identity) => {
            if model.status.identity.as_ref() != Some(&identity) {
                if let (Some(user), false) = (&identity.user_name, model.settings.operator_is_set) {
                    model.settings.be(user);
                }
                model.status.identity = Some(identity);
                model.changed = true;
            }
        }
        Err(failure) => trouble(model, Some(failure)),
    }
}

/// Notes what is wrong with SORACOM, or that nothing is any more.
fn trouble(model: &mut Model, failure: Option<Failure>) {
    if model.status.soracom != failure {
        model.status.soracom = failure;
        model.changed = true;
    }
}

pub(super) fn devices_page(model: &mut Model, generation: u64, items: Vec<Device>) {
    if generation == model.devices.generation && model.devices.loading {
        model.devices.add(items);
        // mappings made by IMSI may find their device now
        model.accesses.stale |= model.devices.stale;
    }
}

pub(super) fn devices_done(model: &mut Model, generation: u64, result: Result<(), Failure>, now: Timestamp) {
    if generation != model.devices.generation {
        return;
    }
    model.changed |= !model.devices.complete || result.is_err();
    match result {
        Ok(()) => {
            model.devices.finish();
            model.accesses.stale |= model.devices.stale;
        }
        Err(failure) => {
            model.devices.loading = false;
            trouble(model, Some(failure));
        }
    }
    let every = if model.devices.len() <= SMALL_FLEET {
        SMALL_FLEET_EVERY
    } else {
        LARGE_FLEET_EVERY
    };
    model.status.next_devices = later(now, every);
}

pub(super) fn groups(model: &mut Model, result: Result<GroupNames, Failure>, now: Timestamp) {
    match result {
        Ok(groups) => model.devices.set_groups(groups),
        // without the permission the ids are shown; anything else shows elsewhere too
        Err(failure) if failure.kind == Kind::Forbidden => {
            model.toasts.push(
                Level::Warning,
                "groups are shown by id: listing them needs Group:listGroups",
                now,
            );
            model.changed = true;
        }
        Err(_) => {}
    }
}

pub(super) fn mappings(model: &mut Model, result: Result<Vec<Mapping>, Failure>, now: Timestamp) {
    model.status.listing_mappings = false;
    let every = match &result {
        // sign-in is limited by address: credentials that were refused are not tried every few seconds
        Err(failure) if failure.kind == Kind::Auth => AFTER_REFUSAL,
        _ => SignedDuration::from_secs(model.settings.refresh.as_secs().into()),
    };
    model.status.next_mappings = later(now, every);
    match result {
        Ok(listed) => {
            let first = model.status.mappings_at.is_none();
            let was_stale = model.status.is_stale(now, &model.settings);
            model.status.mappings_at = Some(now);
            model.changed |= first || was_stale;
            trouble(model, None);
            for alarm in model.accesses.alarms(&listed) {
                model.toasts.push(Level::Bad, alarm, now);
                model.changed = true;
            }
            model.accesses.replace(listed);
        }
        Err(failure) => trouble(model, Some(failure)),
    }
}

/// Takes in what was written down: who opened what and why. What was cut short is told once.
pub(super) fn journal(model: &mut Model, history: &History, loose: Vec<Loose>, now: Timestamp) {
    for mapping in &model.accesses.all {
        let Some(record) = history.maker_of(mapping) else { continue };
        let known = model.accesses.known.entry(mapping.endpoint.clone()).or_default();
        if known.opened_by.is_empty() {
            known.opened_by.clone_from(&record.intent.operator);
            known.reason = known.reason.take().or(record.intent.reason.clone());
            model.changed = true;
        }
    }
    // what is under way here is not cut short
    if model.accesses.writes() > 0 {
        return;
    }
    let new: Vec<String> = loose
        .into_iter()
        .filter(|loose| model.accesses.cut_short.insert(loose.endpoint.clone()))
        .map(|loose| loose.told)
        .collect();
    if !new.is_empty() {
        let (link, revoke) = (model.key(Command::FreshLink), model.key(Command::Revoke));
        let text = format!("{}. {link} makes a streaming URL, {revoke} takes it away", new.join("; "));
        model.toasts.push(Level::Warning, text, now);
    }
}

fn later(now: Timestamp, by: SignedDuration) -> Option<Timestamp> {
    now.checked_add(by).ok()
}
