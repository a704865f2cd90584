//! Ending AppStream sessions: the question first, then what became of it. Their mappings stay.

use jiff::Timestamp;

use super::super::model::{Confirm, ConfirmAction, Level, Overlay};
use super::super::{Command, Effect, Effects, Model};
use super::revoking;
use crate::domain::access::Left;
use crate::domain::{RevokeReport, Session};
use crate::say::{self, asking};

pub(super) fn ask(model: &mut Model, now: Timestamp) -> Effects {
    let ending = &model.sessions.ending;
    let chosen = model.sessions.chosen().into_iter();
    let sessions: Vec<Session> = chosen.filter(|session| !ending.contains(&session.id)).cloned().collect();
    if sessions.is_empty() {
        model.toasts.push(Level::Warning, say::revoking::ending_already(), now);
        return Effects::none();
    }
    let title = match sessions.as_slice() {
        [_] => asking::end_this().into(),
        many => asking::end_these(many.len()),
    };
    let has_mapping = |session: &Session| {
        let joined = model.sessions.get(&session.id);
        joined.is_some_and(|joined| joined.endpoint.is_some())
    };
    let mut notes = vec![asking::thrown_out().to_owned()];
    if sessions.iter().any(has_mapping) {
        notes.push(asking::mapping_stays(model.key(Command::Revoke)));
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
    let what = match sessions {
        [only] => {
            let joined = model.sessions.get(&only.id);
            let label = joined.and_then(|joined| model.session_row(joined).label);
            match label {
                Some(label) => say::revoking::ended_session_on(label, only.who()),
                None => say::revoking::ended_session_of(&only.user_id),
            }
        }
        many => say::revoking::ended_sessions(many.len()),
    };
    if sessions.len() > 1 && !report.failed.is_empty() {
        return some_ended(model, sessions.len(), &report, now);
    }
    revoking::tell(model, &what, &[], &report, now);
    Effects::none()
}

/// Some of many could not be ended: those stay marked, and each is in the log.
fn some_ended(model: &mut Model, all: usize, report: &RevokeReport, now: Timestamp) -> Effects {
    revoking::take_away(model, &[], report);
    for left in &report.failed {
        model.toasts.note(Level::Bad, &report.told(left), now);
        if let Left::Session(id, _) = &left.what {
            model.sessions.table.marks.insert(id.clone());
        }
    }
    let text = say::revoking::ended_some(report.sessions_expired.len(), all);
    let text = match revoking::left_open(report) {
        Some(left) => say::revoking::and_then(left, text),
        None => text,
    };
    let text = say::revoking::and_log_has_each(text, model.key(Command::Log));
    model.toasts.push(Level::Bad, text, now);
    Effects::none()
}
