//! Streaming URLs: one that has run out is made anew before it is copied or opened.

use jiff::Timestamp;

use super::super::availability::link_mapping;
use super::super::effect::{Copyable, LinkUse};
use super::super::model::Level;
use super::super::{Command, Effect, Effects, Model};
use crate::domain::access::{FreshLink, LinkFailure};
use crate::domain::{Endpoint, Failure, StreamLink};
use crate::say::links as texts;

pub(super) fn command(model: &mut Model, command: Command, now: Timestamp) -> Effects {
    let Ok(mapping) = link_mapping(model, now) else {
        return Effects::none();
    };
    let then = match command {
        Command::CopyLink => LinkUse::Copy,
        Command::Browse => LinkUse::Browse,
        _ => LinkUse::Keep,
    };
    let usable = model
        .accesses
        .link(&mapping.endpoint)
        .filter(|link| link.is_usable(now))
        .cloned();
    let endpoint = mapping.endpoint.clone();
    if let (Some(link), true) = (usable, then != LinkUse::Keep) {
        if then == LinkUse::Copy {
            model.accesses.copy_wanted = None;
        }
        model.accesses.link_wanted = model.keys;
        return use_link(model, &endpoint, link, then, now);
    }
    let (Some(key), Ok(target)) = (
        mapping.device_key(model.device_of(mapping).as_ref()),
        model.settings.link_to(mapping),
    ) else {
        model.toasts.push(Level::Bad, texts::no_device(), now);
        return Effects::none();
    };
    let effect = Effect::MakeLink {
        mapping: Box::new(mapping.clone()),
        key,
        target,
        then,
    };
    if then == LinkUse::Copy {
        model.accesses.copy_wanted = Some(endpoint.clone());
    }
    model.accesses.link_wanted = model.keys;
    if !model.accesses.linking.insert(endpoint.clone()) {
        model.toasts.push(Level::Warning, texts::being_made_already(endpoint), now);
        return Effects::none();
    }
    let text = texts::making(label(model, &endpoint));
    model.toasts.push(Level::Info, text, now);
    Effects::one(effect)
}

pub(super) fn made(
    model: &mut Model,
    endpoint: &Endpoint,
    result: Result<FreshLink, LinkFailure>,
    then: LinkUse,
    now: Timestamp,
) -> Effects {
    model.changed = true;
    model.accesses.linking.remove(endpoint);
    match result {
        Ok(FreshLink { link, note }) => {
            model.status.appstream = None;
            let there = model.accesses.get(endpoint);
            // not for another mapping that is there by now
            let leads_there = there.is_some_and(|mapping| {
                let device = model.device_of(mapping);
                let key = mapping.device_key(device.as_ref());
                key.is_none() || key == link.user_id.device_key()
            });
            if !leads_there {
                model.toasts.push(Level::Warning, texts::leads_nowhere(endpoint), now);
                return Effects::none();
            }
            model.accesses.known.entry(endpoint.clone()).or_default().link = Some(link.clone());
            if let Some(note) = note {
                model.toasts.push(Level::Warning, note, now);
            }
            let is_due = match then {
                LinkUse::Keep => false,
                LinkUse::Browse => true,
                // one that comes late does not take the place of what was copied after it
                LinkUse::Copy => model.accesses.copy_wanted.take_if(|wanted| wanted == endpoint).is_some(),
            };
            if is_due {
                return use_link(model, endpoint, link, then, now);
            }
            let mut text = texts::ready(label(model, endpoint));
            if is_meant(model, endpoint, now) {
                text = texts::and_how_to_use(text, model.key(Command::CopyLink), model.key(Command::Browse));
            }
            model.toasts.push(Level::Good, text, now);
            Effects::none()
        }
        Err(failure) => {
            if let LinkFailure::AppStream(failure) = &failure {
                model.status.appstream = Some(failure.clone());
            }
            model.toasts.push(Level::Bad, Failure::from(failure).with_advice(), now);
            Effects::none()
        }
    }
}

/// Whether the keys for links mean that mapping now.
pub(super) fn is_meant(model: &Model, endpoint: &Endpoint, now: Timestamp) -> bool {
    link_mapping(model, now).is_ok_and(|mapping| mapping.endpoint == *endpoint)
}

/// What the device of that mapping is called.
fn label(model: &Model, endpoint: &Endpoint) -> String {
    let mapping = model.accesses.get(endpoint);
    mapping.map_or_else(|| endpoint.to_string(), |mapping| model.label_of(mapping).to_owned())
}

fn use_link(model: &mut Model, endpoint: &Endpoint, link: StreamLink, then: LinkUse, now: Timestamp) -> Effects {
    match then {
        LinkUse::Keep => Effects::none(),
        LinkUse::Copy => {
            let label = label(model, endpoint);
            Effects::one(Effect::Copy(Copyable::Link { link, label }))
        }
        LinkUse::Browse => {
            model.toasts.push(Level::Info, texts::starting_browser(), now);
            Effects::one(Effect::Browse(link))
        }
    }
}
