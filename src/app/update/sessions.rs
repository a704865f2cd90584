//! Ending AppStream sessions: the question first, then what became of it. Their mappings stay.

use jiff::Timestamp;

use super::super::model::{Confirm, ConfirmAction, Level, Overlay};
use super::super::{Command, Effect, Effects, Model};
use super::revoking;
use crate::domain::{RevokeReport, Session};

pub(super) fn ask(model: &mut Model, now: Timestamp) -> Effects {
    let ending = &model.sessions.ending;
    let chosen = model.sessions.chosen().into_iter();
    let sessions: Vec<Session> = chosen.filter(|session| !ending.contains(&session.id)).cloned().collect();
    if sessions.is_empty() {
        model.toasts.push(Level::Warning, "it is being ended already", now);
        return Effects::none();
    }
    let title = match sessions.as_slice() {
        [_] => "End this AppStream session?".into(),
        many => format!("End these {} AppStream sessions?", many.len()),
    };
    let has_mapping = |session: &Session| {
        let joined = model.sessions.get(&session.id);
        joined.is_some_and(|joined| joined.endpoint.is_some())
    };
    let mut notes = vec!["Whoever is in it is thrown out, and its instance goes; another takes minutes to come.".to_owned()];
    if sessions.iter().any(has_mapping) {
        let revoke = model.key(Command::Revoke);
        notes.push(format!("The mapping stays open: {revoke} in Access takes away both."));
    }
    model
        .overlays
        .push(Overlay::Confirm(Confirm::new(title, notes, ConfirmAction::End(sessions))));
    Effects::none()
}

/// At most once for each of them.
pub(super) fn end(model: &mut Model, sessions: Vec<Session>) -> Effects {
    let ending = &mut model.sessions.ending;
    let sessions: Vec<Session> = sessions
        .into_iter()
        .filter(|session| ending.insert(session.id.clone()))
        .collect();
    if sessions.is_empty() {
        Effects::none()
    } else {
        Effects::one(Effect::EndSessions(sessions))
    }
}

pub(super) fn done(model: &mut Model, sessions: &[Session], report: RevokeReport, now: Timestamp) -> Effects {
    for session in sessions {
        model.sessions.ending.remove(&session.id);
    }
    let label = match sessions {
        [only] => {
            let joined = model.sessions.get(&only.id);
            let label = joined.and_then(|joined| model.session_row(joined).label);
            label.map_or_else(|| only.user_id.to_string(), |label| format!("{label} ({})", only.who()))
        }
        many => format!("{} users", many.len()),
    };
    revoking::tell(model, &format!("ended the session of {label}"), &report, now);
    Effects::none()
}
