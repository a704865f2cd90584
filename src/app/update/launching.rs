//! Using an app from this machine: its program is found first, then access is opened for this machine alone, then it is started;
//! and when it has ended, what was opened for it goes.

use jiff::Timestamp;

use super::super::availability::launchable;
use super::super::model::launches::{Launching, Menu, Target};
use super::super::model::{Leaving, Level, Overlay};
use super::super::{Command, Effect, Effects, Model};
use super::{opening, revoking};
use crate::domain::access::OpenDraft;
use crate::domain::app::Place;
use crate::domain::launch::{Launched, Means};
use crate::domain::{App, Device, Endpoint, Failure, Mapping, OpenRequest, SourceRange};
use crate::keymap::{Chord, Key};
use crate::say::{self, launching as texts};

/// `l`: at once where it is clear which app is meant, else after choosing one.
pub(super) fn command(model: &mut Model, now: Timestamp) -> Effects {
    let Ok((device, chosen)) = launchable(model, now) else {
        return Effects::none();
    };
    if let Some((endpoint, app)) = chosen {
        return begin(model, device, app, Some(endpoint), now);
    }
    let mut waiting = model.launches.all.values().filter(|launching| launching.waits);
    if let Some(launching) = waiting.find(|launching| launching.device.sim_id == device.sim_id) {
        let (app, mapping) = (launching.app.clone(), launching.mapping.clone());
        return begin(model, device, app, mapping, now);
    }
    let menu = Menu::new(device, &model.settings);
    match menu.entries.as_slice() {
        [(_, only)] => {
            let app = only.clone();
            begin(model, menu.device, app, None, now)
        }
        _ => {
            model.overlays.push(Overlay::Launch(Box::new(menu)));
            Effects::none()
        }
    }
}

/// A key while an app is chosen.
pub(in crate::app) fn key(model: &mut Model, chord: Chord, now: Timestamp) -> Effects {
    let Some(Overlay::Launch(menu)) = model.overlays.last_mut() else {
        return Effects::none();
    };
    let chosen = match chord.key {
        Key::Esc => {
            model.overlays.pop();
            model.toasts.push(Level::Info, texts::nothing_started(), now);
            return Effects::none();
        }
        Key::Down | Key::Tab => {
            menu.move_by(1);
            None
        }
        Key::Up | Key::BackTab => {
            menu.move_by(-1);
            None
        }
        Key::Enter => menu.entries.get(menu.cursor),
        Key::Char(c) if !chord.ctrl => menu.entries.iter().find(|(key, _)| *key == c),
        _ => None,
    };
    let Some((_, app)) = chosen else { return Effects::none() };
    let (device, app) = (menu.device.clone(), app.clone());
    model.overlays.pop();
    begin(model, device, app, None, now)
}

fn begin(model: &mut Model, device: Device, app: App, mapping: Option<Endpoint>, now: Timestamp) -> Effects {
    let target = (device.sim_id.clone(), app.port);
    // what waits is begun anew, since much may have happened; what was opened for it still is
    let before = model
        .launches
        .all
        .extract_if(|other, launching| *other == target && launching.waits);
    let opened = before.last().and_then(|(_, launching)| launching.opened);
    if let Some(launching) = model.launches.all.get_mut(&target) {
        launching.wanted = model.keys;
        let text = texts::runs_still(device.label(), app.port);
        model.toasts.push(Level::Warning, text, now);
        return Effects::none();
    }
    if model.accesses.opening.contains(&target) {
        let text = texts::being_opened(device.label(), app.port, model.key(Command::Launch));
        model.toasts.push(Level::Warning, text, now);
        return Effects::none();
    }
    let ways = app.ways.clone();
    let launching = Launching {
        device,
        app,
        mapping,
        means: None,
        opened,
        wanted: model.keys,
        waits: false,
    };
    model.launches.all.insert(target.clone(), launching);
    Effects::one(Effect::FindMeans { target, ways })
}

/// How it can be started is known: now a mapping is needed.
pub(super) fn found(model: &mut Model, target: &Target, result: Result<Means, Failure>, now: Timestamp) -> Effects {
    model.changed = true;
    let Some(launching) = model.launches.all.get_mut(target) else {
        return Effects::none();
    };
    let fits = result.and_then(|means| means.check(&launching.device, launching.app.tls).map(|()| means));
    let means = match fits {
        Ok(means) => means,
        Err(failure) => return give_up(model, target, &failure.during(say::opening::nothing_opened()), now),
    };
    launching.means = Some(means);
    let launching = launching.clone();
    match reusable(model, &launching, now) {
        Some(endpoint) => start(model, target, &endpoint, now),
        None => open(model, target, &launching, now),
    }
}

/// A mapping that leads there and lets this machine in: the chosen one, else the one that lasts longest.
fn reusable(model: &Model, launching: &Launching, now: Timestamp) -> Option<Endpoint> {
    let app = &launching.app;
    let serves = |mapping: &&&Mapping| {
        let theirs = mapping.device_port == app.port && mapping.tls == app.tls;
        theirs && model.launches.lets_in(mapping) && model.accesses.under_way(&mapping.endpoint).is_none()
    };
    let live = model.live_mappings(&launching.device, now);
    let mut serving = live.iter().filter(serves);
    let longest = serving.clone().next();
    let chosen = serving.find(|mapping| launching.mapping.as_ref() == Some(&mapping.endpoint));
    chosen.or(longest).map(|mapping| mapping.endpoint.clone())
}

/// Opens one for this machine alone: without ranges SORACOM lets in the address that asks.
fn open(model: &mut Model, target: &Target, launching: &Launching, now: Timestamp) -> Effects {
    let draft = OpenDraft {
        port: launching.app.port,
        duration: model.settings.duration,
        sources: Vec::new(),
        service: None,
        reason: Some(launching.app.name.clone()),
    };
    if model.accesses.opening.contains(target) {
        let failure = Failure::invalid(texts::opened_there_already()).advise(texts::try_once_open());
        return give_up(model, target, &failure, now);
    }
    if let Some(launching) = model.launches.all.get_mut(target) {
        launching.mapping = None;
    }
    match draft.for_app(&launching.app, launching.device.clone(), None, model.settings.policy) {
        Ok(request) => {
            let effects = opening::open(model, request, now);
            if effects == Effects::none() {
                // it was said why
                model.launches.all.remove(target);
            }
            effects
        }
        Err(failure) => give_up(model, target, &failure, now),
    }
}

/// An opening came to an end: was it for something that is to be started?
pub(super) fn opened(model: &mut Model, request: &OpenRequest, mapping: Option<&Mapping>, now: Timestamp) -> Effects {
    let target = (request.device.sim_id.clone(), request.mapping.port);
    if let (Some(mapping), true) = (mapping, request.mapping.sources.is_empty()) {
        model.launches.own_address = match mapping.sources.as_slice() {
            [own] => own.parse().ok().filter(|own: &SourceRange| own.only_address().is_some()),
            _ => None,
        };
    }
    let waits = |launching: &&mut Launching| launching.means.is_some() && launching.mapping.is_none();
    let Some(launching) = model.launches.all.get_mut(&target).filter(waits) else {
        return Effects::none();
    };
    let Some(mapping) = mapping else {
        model.launches.all.remove(&target);
        return Effects::none();
    };
    launching.opened = Some(mapping.clone());
    launching.mapping = Some(mapping.endpoint.clone());
    if model.leaving != Leaving::No {
        let launched = Launched::Failed(texts::naptop_leaves().into());
        return self::launched(model, &target, &launched, now);
    }
    if let Some(alarm) = mapping.own_address_alarm() {
        model.toasts.push(Level::Bad, alarm, now);
    }
    start(model, &target, &mapping.endpoint, now)
}

fn start(model: &mut Model, target: &Target, endpoint: &Endpoint, now: Timestamp) -> Effects {
    let Some(mapping) = model.accesses.get(endpoint).cloned() else {
        // it went again meanwhile, and that was said
        model.launches.all.remove(target);
        return Effects::none();
    };
    let launch_key = model.key(Command::Launch);
    let launching = model.launches.get(target);
    let is_free = launching.is_some_and(|launching| model.is_free_since(launching.wanted));
    let Some(launching) = model.launches.all.get_mut(target) else {
        return Effects::none();
    };
    launching.mapping = Some(endpoint.clone());
    let Some(means) = &launching.means else {
        return Effects::none();
    };
    match means.launch(&Place::of(&mapping, &launching.device)) {
        // what is being typed is not for the device
        Ok(launch) if launch.in_terminal() && !is_free => {
            launching.waits = true;
            let text = texts::ready(launching.device.label(), launch.name(), launch_key);
            model.toasts.push_about(Level::Warning, text, vec![endpoint.clone()], now);
            Effects::none()
        }
        Ok(launch) => {
            let text = texts::starting(launch.name(), endpoint);
            model.toasts.push(Level::Info, text, now);
            let target = target.clone();
            Effects::one(Effect::Launch { target, launch })
        }
        Err(failure) => launched(model, target, &Launched::Failed(failure.with_advice()), now),
    }
}

/// A mapping was replaced by another one: what was opened for a program is still the program's.
pub(super) fn moved(model: &mut Model, from: &Endpoint, to: &Mapping) {
    let through = |launching: &&mut Launching| launching.mapping.as_ref() == Some(from);
    if let Some(launching) = model.launches.all.values_mut().find(through) {
        launching.mapping = Some(to.endpoint.clone());
        launching.opened = launching.opened.take().map(|_| to.clone());
    }
}

/// It has ended, or never began: what was opened for it goes, if it is to.
pub(super) fn launched(model: &mut Model, target: &Target, launched: &Launched, now: Timestamp) -> Effects {
    model.changed = true;
    let Some(Launching { device, app, opened, .. }) = model.launches.all.remove(target) else {
        return Effects::none();
    };
    let (app_name, label) = (&app.name, device.label());
    let open = opened.as_ref().and_then(|opened| model.accesses.still(opened)).cloned();
    let goes = open.as_ref().filter(|_| launched.lets_go(app.revoke_after));
    let (level, mut text) = match launched {
        Launched::Ended(None) => (Level::Good, texts::ended(app_name, label)),
        Launched::Ended(Some(how)) => (Level::Warning, texts::ended_badly(app_name, label, how)),
        Launched::Beyond(whom) => (Level::Good, texts::beyond(app_name, label, whom)),
        Launched::Failed(why) => (Level::Bad, texts::failed(app_name, label, why)),
    };
    if let (Some(stays), None) = (&open, goes) {
        text = texts::and_stays_open(text, &stays.endpoint, model.key(Command::Revoke));
    }
    model.toasts.push(level, text, now);
    match goes {
        Some(mapping) => {
            let mut target = revoking::target(model, mapping);
            // without a URL nobody came through it from AppStream; who is there came through another mapping
            if model.accesses.link(&mapping.endpoint).is_none() {
                target.key = None;
            }
            revoking::revoke(model, vec![target])
        }
        None => Effects::none(),
    }
}

fn give_up(model: &mut Model, target: &Target, failure: &Failure, now: Timestamp) -> Effects {
    model.launches.all.remove(target);
    model.toasts.push(Level::Bad, failure.with_advice(), now);
    Effects::none()
}
