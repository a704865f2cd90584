//! Asking for lists, taking them in, and when to ask again.

use jiff::{SignedDuration, Timestamp};

use super::super::model::watch::AFTER_REFUSAL;
use super::super::model::{Level, Status};
use super::super::{Command, Effect, Effects, Model};
use super::{revoking, watching};
use crate::domain::record::{History, Loose};
use crate::domain::roster::Page;
use crate::domain::{Endpoint, Failure, Kind, Mapping};
use crate::gateway::{GroupNames, Identity, Listing};
use crate::say;

/// The SIMs are listed no more often than this, and the more pages they take, the less often.
const DEVICES_EVERY: SignedDuration = SignedDuration::from_mins(1);
const FOR_EACH_PAGE: SignedDuration = SignedDuration::from_secs(3);
/// How many SIMs SORACOM puts on a page.
const ON_A_PAGE: usize = 100;

pub(super) fn everything(model: &mut Model, now: Timestamp) -> Effects {
    let mut effects = list_mappings(model);
    effects = effects.and(Effects::one(Effect::LoadGroups));
    effects.and(list_devices(model, now))
}

pub(super) fn now(model: &mut Model, now: Timestamp) -> Effects {
    let text = match model.status.waiting_until.is_some_and(|until| until > now) {
        true => say::refreshing::waits_for_the_rate_limit(),
        false => say::refreshing::begun(),
    };
    model.toasts.push(Level::Info, text, now);
    everything(model, now)
}

pub(super) fn pause(model: &mut Model, now: Timestamp) -> Effects {
    model.paused = !model.paused;
    let paused = say::refreshing::paused(model.key(Command::Pause));
    if model.paused {
        model.toasts.push(Level::Info, paused, now);
        Effects::none()
    } else {
        model.toasts.withdraw(&paused);
        model.toasts.push(Level::Info, say::refreshing::resumed(), now);
        everything(model, now)
    }
}

/// When mappings and devices are to be listed next.
pub(in crate::app) fn due_at(model: &Model) -> [Option<Timestamp>; 2] {
    let Status {
        next_mappings,
        next_devices,
        ..
    } = model.status;
    // one call is enough to find out whether credentials that were refused are accepted again
    let devices = next_devices.filter(|_| !model.status.is_refused());
    match model.paused {
        true => [None; 2],
        false => [next_mappings, devices],
    }
}

pub(super) fn due(model: &mut Model, now: Timestamp) -> Effects {
    // a clock that was set back must not put it off until it has caught up
    const LONGEST: SignedDuration = SignedDuration::from_mins(20);
    let every = SignedDuration::from_secs(model.settings.refresh.as_secs().into());
    let far = now.checked_add(LONGEST.max(every.saturating_mul(20))).unwrap_or(now);
    if model.status.next_mappings.is_some_and(|at| at > far) {
        model.status.next_mappings = Some(now);
    }
    let [mappings, devices] = due_at(model).map(|at| at.is_some_and(|at| at <= now));
    let mut effects = Effects::none();
    if mappings {
        effects = effects.and(list_mappings(model)).and(watching::fleet_due(model, now));
    }
    if devices {
        effects = effects.and(list_devices(model, now));
        if model.status.groups_missing {
            effects = effects.and(Effects::one(Effect::LoadGroups));
        }
    }
    effects
}

/// A listing that is under way is not asked for twice.
pub(super) fn list_mappings(model: &mut Model) -> Effects {
    model.status.next_mappings = None;
    if std::mem::replace(&mut model.status.listing_mappings, true) {
        return Effects::none();
    }
    model.accesses.fresh.clear();
    model.accesses.gone.clear();
    Effects::one(Effect::LoadMappings)
}

/// Asks for what there is from now on: a listing that is under way may be older.
pub(super) fn list_mappings_again(model: &mut Model) -> Effects {
    model.status.list_again = model.status.listing_mappings;
    list_mappings(model)
}

fn list_devices(model: &mut Model, now: Timestamp) -> Effects {
    model.status.next_devices = None;
    if model.devices.loading {
        return Effects::none();
    }
    model.changed |= model.devices.is_empty();
    let which = match model
        .status
        .devices_listed_at
        .is_some_and(|at| now < at + pages(model.devices.len()))
    {
        true => model.devices.cheapest_listing(),
        false => Listing::All,
    };
    Effects::one(Effect::LoadDevices {
        generation: model.devices.begin(which),
        which,
    })
}

/// How long the pages of so many SIMs should last.
fn pages(devices: usize) -> SignedDuration {
    let pages = i32::try_from(devices.div_ceil(ON_A_PAGE)).unwrap_or(i32::MAX);
    FOR_EACH_PAGE.saturating_mul(pages).max(DEVICES_EVERY)
}

/// The terminal has the focus, or has lost it: what was put off is made up for.
pub(super) fn looked_at(model: &mut Model, focused: bool, now: Timestamp) -> Effects {
    model.status.unwatched = !focused;
    let interval = SignedDuration::from_secs(model.settings.refresh.as_secs().into());
    match model.status.mappings_at.is_some_and(|at| now.duration_since(at) > interval) {
        true if focused && !model.paused => list_mappings(model),
        _ => Effects::none(),
    }
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

pub(super) fn devices_page(model: &mut Model, generation: u64, page: &Page) {
    if generation == model.devices.generation && model.devices.loading {
        model.devices.add(page);
    }
}

pub(super) fn devices_done(model: &mut Model, generation: u64, result: Result<(), Failure>, now: Timestamp) {
    if generation != model.devices.generation {
        return;
    }
    model.changed |= !model.devices.complete || result.is_err() || model.devices.failure.is_some();
    let which = model.devices.finish(result);
    if which == Listing::All && model.devices.failure.is_none() {
        model.status.devices_listed_at = Some(now);
    }
    let listed = model.devices.listed_by(model.devices.cheapest_listing());
    model.status.next_devices = after(model, now, pages(listed));
}

pub(super) fn groups(model: &mut Model, result: Result<GroupNames, Failure>, now: Timestamp) {
    match result {
        Ok(groups) => {
            model.status.groups_missing = false;
            model.devices.set_groups(groups);
        }
        Err(failure) => {
            if !std::mem::replace(&mut model.status.groups_missing, true) {
                let text = say::refreshing::groups_by_id(failure.with_advice());
                model.toasts.push(Level::Warning, text, now);
                model.changed = true;
            }
        }
    }
}

pub(super) fn mappings(model: &mut Model, result: Result<Vec<Mapping>, Failure>, now: Timestamp) -> Effects {
    model.status.listing_mappings = false;
    let every = match &result {
        // sign-in is limited by address: credentials that were refused are not tried every few seconds
        Err(failure) if failure.kind == Kind::Auth => AFTER_REFUSAL,
        _ => SignedDuration::from_secs(model.settings.refresh.as_secs().into()),
    };
    model.status.next_mappings = after(model, now, every);
    let effects = take_in(model, result, now);
    match std::mem::take(&mut model.status.list_again) {
        true => effects.and(list_mappings(model)),
        false => effects,
    }
}

fn take_in(model: &mut Model, result: Result<Vec<Mapping>, Failure>, now: Timestamp) -> Effects {
    match result {
        Ok(listed) => {
            let first = model.status.mappings_at.is_none();
            let was_stale = model.status.is_stale(now, &model.settings);
            model.status.mappings_at = Some(now);
            model.changed |= first || was_stale;
            let again = model.status.soracom.is_some();
            trouble(model, None);
            for alarm in model.accesses.alarms(&listed) {
                model.toasts.push(Level::Bad, alarm, now);
                model.changed = true;
            }
            let taken = model.accesses.replace(listed);
            if first {
                // all of that may have been there for long
                model.accesses.half_open.clear();
            }
            revoking::forget_told(model, &taken);
            if again { catch_up(model, now) } else { Effects::none() }
        }
        Err(failure) => {
            trouble(model, Some(failure));
            // how old it is by now
            model.changed |= model.status.is_stale(now, &model.settings);
            Effects::none()
        }
    }
}

/// SORACOM answers again: what it did not answer meanwhile is asked for at once.
fn catch_up(model: &mut Model, now: Timestamp) -> Effects {
    if model.devices.failure.is_some() || !model.devices.complete {
        model.status.next_devices = Some(now);
    }
    for watch in [&mut model.sessions.watch, &mut model.audit.watch] {
        if watch.failure.is_some() {
            watch.hurry();
        }
    }
    match model.status.identity {
        None => Effects::one(Effect::SignIn),
        Some(_) => Effects::none(),
    }
}

/// Takes in what was written down: who opened what and why. What was cut short is told once.
pub(super) fn journal(model: &mut Model, history: &History, loose: Vec<Loose>, now: Timestamp) {
    if let Some(trouble) = history.trouble.as_ref().filter(|_| model.history.trouble != history.trouble) {
        model.toasts.push(Level::Warning, trouble, now);
        model.changed = true;
    }
    for mapping in &model.accesses.all {
        let Some(record) = history.record_of(mapping) else { continue };
        let known = model.accesses.known.entry(mapping.endpoint.clone()).or_default();
        if known.opened_by.is_empty() {
            known.opened_by.clone_from(&record.intent.operator);
            known.reason = known.reason.take().or(record.intent.reason.clone());
            model.accesses.stale = true;
            model.changed = true;
        }
    }
    // what is under way here is not cut short
    if model.writes() > 0 {
        return;
    }
    let is_new = |loose: &Loose| model.accesses.cut_short.insert(loose.endpoint.clone());
    let new: Vec<Loose> = loose.into_iter().filter(is_new).collect();
    let (revokes, opens): (Vec<Loose>, Vec<Loose>) = new.into_iter().partition(|loose| loose.revoking);
    let (link, revoke) = (model.key(Command::FreshLink), model.key(Command::Revoke));
    let mut tell = |loose: Vec<Loose>, text: &dyn Fn(String) -> String| {
        let (told, about): (Vec<String>, Vec<Endpoint>) = loose.into_iter().map(|loose| (loose.told, loose.endpoint)).unzip();
        if !told.is_empty() {
            let text = text(told.join(say::refreshing::between()));
            model.toasts.push_about(Level::Warning, text, about, now);
        }
    };
    tell(revokes, &|told| say::refreshing::revoke_cut_short(told, &revoke));
    tell(opens, &|told| say::refreshing::cut_short(told, &link, &revoke));
}

/// When a list is asked for again. A little of chance, taken from the clock, keeps dashboards apart that began together.
fn after(model: &Model, now: Timestamp, every: SignedDuration) -> Option<Timestamp> {
    const AT_MOST_A_TENTH: i32 = 10_000;
    let every = every.saturating_mul(model.status.slowness());
    let chance = now.subsec_millisecond();
    now.checked_add(every + every / AT_MOST_A_TENTH * chance).ok()
}
