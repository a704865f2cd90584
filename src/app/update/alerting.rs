//! Alerts: each moment before the end of an access, and each time its device drops or returns, told once.

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};

use super::super::model::accesses::Known;
use super::super::model::alerting::{Alerting, Watched};
use super::super::model::{Level, Model};
use super::super::{Effect, Effects, Event};
use crate::domain::alerts::Scope;
use crate::domain::device::Presence;
use crate::domain::{Countdown, Endpoint, Mapping, SimId};
use crate::say;

/// An access that a listing lacks this soon before its end has ended; one that is gone earlier was taken away.
const EARLY: SignedDuration = SignedDuration::from_secs(2);

/// Whether what is watched may look different after that event.
pub(super) fn concerns(event: &Event) -> bool {
    matches!(
        event,
        Event::Mappings(Ok(_))
            | Event::Journal { .. }
            | Event::DevicesDone { result: Ok(()), .. }
            | Event::Opened { .. }
            | Event::Extended { .. }
            | Event::Revoked { .. }
            | Event::Swept(_)
            | Event::SignedIn(_)
    )
}

/// When there will be something to tell of an access, in local time.
pub(in crate::app) fn due(model: &Model, now: Timestamp) -> Option<Timestamp> {
    let alerts = &model.settings.alerts;
    let moment = |watched: &Watched| {
        let left = alerts.next(watched.stage)?;
        Timestamp::from_second(watched.ends.as_second() - i64::from(left)).ok()
    };
    let first = model.alerting.accesses.values().filter_map(moment).min()?;
    let wait = first.duration_since(model.service_time(now)).max(SignedDuration::ZERO);
    now.checked_add(wait).ok()
}

/// Looks at what is watched, and tells what is new of it.
pub(super) fn check(model: &mut Model, now: Timestamp) -> Effects {
    let before = std::mem::take(&mut model.alerting);
    let mut news = Vec::new();
    model.alerting = Alerting {
        accesses: accesses(model, &before, now, &mut news),
        online: devices(model, &before, now, &mut news),
    };
    tell(model, news, now)
}

/// The accesses that are watched now. One that is new to the watch has nothing told of what is past.
fn accesses(model: &Model, before: &Alerting, now: Timestamp, news: &mut Vec<(Level, String)>) -> HashMap<Endpoint, Watched> {
    let service_time = model.service_time(now);
    let alerts = &model.settings.alerts;
    let mut watched: HashMap<Endpoint, Watched> = HashMap::new();
    for mapping in model.accesses.all.iter().filter(|mapping| in_scope(model, mapping)) {
        let (Some(ends), Some(left)) = (mapping.expires_at, mapping.countdown(service_time)) else {
            continue;
        };
        let (label, endpoint) = (model.label_of(mapping).to_owned(), mapping.endpoint.clone());
        let mut stage = alerts.stage(left.seconds());
        if let Some(before) = before.accesses.get(&endpoint).filter(|before| before.ends == ends) {
            if stage > before.stage {
                news.push((Level::Warning, ending(&label, &endpoint, left)));
            }
            stage = stage.max(before.stage);
        }
        watched.insert(endpoint, Watched { label, ends, stage });
    }
    let gone = before
        .accesses
        .iter()
        .filter(|(endpoint, _)| !watched.contains_key(*endpoint));
    for (endpoint, gone) in gone {
        let listed = model.accesses.get(endpoint).is_some();
        let over = service_time.duration_since(gone.ends) >= -EARLY;
        if !listed && over && alerts.next(gone.stage).is_some() {
            news.push((
                Level::Warning,
                ending(&gone.label, endpoint, Countdown::new(gone.ends, gone.ends)),
            ));
        }
    }
    watched
}

fn ending(label: &str, endpoint: &Endpoint, left: Countdown) -> String {
    match left.is_over() {
        true => say::alerting::ended(label, endpoint),
        false => say::alerting::left(label, left.text(), endpoint),
    }
}

/// Whether the devices that somebody may be at work on are online.
fn devices(model: &Model, before: &Alerting, now: Timestamp, news: &mut Vec<(Level, String)>) -> HashMap<SimId, bool> {
    let service_time = model.service_time(now);
    let live = |mapping: &&Mapping| in_scope(model, mapping) && !mapping.is_over(service_time);
    let mut online = HashMap::new();
    let devices = model
        .accesses
        .all
        .iter()
        .filter(live)
        .filter_map(|mapping| model.devices.slot_of(mapping));
    for device in devices.filter_map(|slot| model.devices.row(slot)) {
        let (sim_id, is_online) = (SimId(device.sim_id.to_owned()), device.presence == Presence::Online);
        let was_online = before.online.get(&sim_id).copied();
        let first = online.insert(sim_id, is_online).is_none();
        let label = device.label();
        match was_online.filter(|was_online| first && *was_online != is_online) {
            Some(true) => news.push((Level::Warning, say::alerting::dropped(label))),
            Some(false) => news.push((Level::Good, say::alerting::back(label))),
            None => {}
        }
    }
    online
}

fn in_scope(model: &Model, mapping: &Mapping) -> bool {
    let mine = |known: &Known| known.ours || known.opened_by == model.settings.operator;
    model.settings.alerts.scope == Scope::All || model.accesses.known.get(&mapping.endpoint).is_some_and(mine)
}

/// All at once: many accesses may end in the same second, and one bell is enough.
fn tell(model: &mut Model, news: Vec<(Level, String)>, now: Timestamp) -> Effects {
    const MOST: usize = 3;
    let Some((level, _)) = news
        .iter()
        .find(|(level, _)| *level == Level::Warning)
        .or(news.first())
        .cloned()
    else {
        return Effects::none();
    };
    let mut texts: Vec<String> = news.iter().take(MOST).map(|(_, text)| text.clone()).collect();
    if news.len() > MOST {
        texts.push(say::alerting::and_more(news.len() - MOST));
    }
    let text = texts.join(say::alerting::between());
    model.toasts.push(level, text.clone(), now);
    model.changed = true;
    // by no way out of the screen too: another account may be on it
    let ways = model.settings.alerts.ways;
    Effects::one(Effect::Alert { text, ways })
}
