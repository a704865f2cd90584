//! Copying and opening: which way it went, and the text to select where it went nowhere.

use jiff::Timestamp;

use super::super::availability::link_mapping;
use super::super::effect::Copyable;
use super::super::model::{Level, Overlay};
use super::super::{Command, Effect, Effects, Model};
use crate::domain::{Mapping, StreamLink};
use crate::gateway::{Browsed, Copied};
use crate::say;

pub(super) fn endpoint(model: &mut Model, now: Timestamp) -> Effects {
    let Ok(endpoint) = link_mapping(model, now).map(|mapping| mapping.endpoint.clone()) else {
        return Effects::none();
    };
    model.accesses.copy_wanted = None;
    Effects::one(Effect::Copy(Copyable::Endpoint(endpoint)))
}

pub(super) fn copied(model: &mut Model, what: Copyable, outcome: Copied, now: Timestamp) -> Effects {
    model.changed = true;
    let told = outcome.message(&what.what());
    match outcome {
        // it may not take the keys that are meant for something else
        Copied::Nowhere(_) if matches!(what, Copyable::Link { .. }) && !model.awaits_link() => {
            let told = say::links::and_shows_it(told, model.key(Command::CopyLink));
            model.toasts.push(Level::Warning, told, now);
        }
        Copied::Nowhere(_) if !model.keys_go_to_panes() => model.toasts.push(Level::Warning, told, now),
        Copied::Nowhere(reason) => {
            let reason = say::links::select_with_mouse(reason);
            model.overlays.push(match what {
                Copyable::Link { link, label } => Overlay::Link {
                    reason: format!("{label}: {reason}"),
                    link,
                },
                Copyable::Endpoint(endpoint) => Overlay::Text {
                    reason,
                    text: endpoint.to_string(),
                },
            });
        }
        _ => model.toasts.push(Level::Good, told, now),
    }
    Effects::none()
}

/// The device that a URL leads to, to begin a sentence with.
fn whose(model: &Model, link: &StreamLink) -> String {
    let theirs = |mapping: &&Mapping| model.accesses.link(&mapping.endpoint) == Some(link);
    let mapping = model.accesses.all.iter().find(theirs);
    mapping.map_or_else(String::new, |mapping| format!("{}: ", model.label_of(mapping)))
}

pub(super) fn browsed(model: &mut Model, link: StreamLink, outcome: Browsed, now: Timestamp) -> Effects {
    model.changed = true;
    model.toasts.withdraw(say::links::starting_browser());
    match outcome {
        Browsed::Started => model.toasts.push(Level::Good, say::links::opened(), now),
        Browsed::Unclaimed(limit) => {
            let text = say::links::unclaimed(limit.as_secs(), model.key(Command::Browse), model.key(Command::CopyLink));
            model.toasts.push(Level::Warning, text, now);
        }
        // it may not take the keys that are meant for something else
        Browsed::Nowhere(reason) if !model.awaits_link() => {
            let told = format!("{}{reason}", whose(model, &link));
            let told = say::links::and_shows_it(told, model.key(Command::Browse));
            model.toasts.push(Level::Warning, told, now);
        }
        Browsed::Nowhere(reason) => {
            let reason = format!("{}{reason}", whose(model, &link));
            model.toasts.note(Level::Bad, &reason, now);
            model.overlays.push(Overlay::Link { reason, link });
        }
    }
    Effects::none()
}
