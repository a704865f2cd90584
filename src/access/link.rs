//! Making a streaming URL that really leads to a mapping: past whatever session AppStream would land in instead.

use jiff::Timestamp;

use super::Access;
use crate::domain::access::{FreshLink, LinkFailure};
use crate::domain::failure::Result;
use crate::domain::{DeviceKey, Entry, Failure, Kind, LinkTarget, Mapping, Session, Span, StreamLink};
use crate::say;

impl Access {
    /// Makes a streaming URL for a mapping that is open. `key` is that of its device and port.
    pub async fn fresh_link(&self, target: &LinkTarget, key: &DeviceKey, mapping: &Mapping) -> Result<FreshLink, LinkFailure> {
        let (mappings, sessions) = futures::join!(self.soracom.mappings(), self.sessions_of_user(target, key));
        let live = match mappings {
            Ok(listed) => {
                // Napter gives endpoints out again: a URL must not lead to whoever has it next
                let endpoint = &mapping.endpoint;
                let lost = match listed.iter().find(|other| other.is_at(endpoint)) {
                    Some(other) if other.is_still(mapping) => None,
                    Some(_) => Some(say::acted::another_by_now(endpoint)),
                    None => Some(say::acted::gone_by_now(endpoint)),
                };
                if let Some(lost) = lost {
                    let lost = Failure::new(Kind::Missing, lost).advise(say::acted::look_again());
                    return Err(LinkFailure::Mapping(lost));
                }
                listed.into_iter().filter(|other| same_way(other, mapping)).collect()
            }
            // an old session is ended once too often rather than landed in
            Err(failure) if failure.kind == Kind::Forbidden => vec![mapping.clone()],
            Err(failure) => return Err(LinkFailure::Mapping(failure.during(say::acted::no_url_made()))),
        };
        let (stale, note) = match sessions {
            Ok(sessions) => (stale_sessions(sessions, &live, self.clock.now()), None),
            Err(failure) if forebodes_no_url(&failure) => return Err(LinkFailure::AppStream(failure)),
            Err(failure) => (Vec::new(), Some(say::acted::old_session_unseen(failure))),
        };
        let mut ended = Vec::new();
        let link = self.link_past(&stale, target, key, mapping, &mut ended).await?;
        Ok(FreshLink {
            link,
            note: note.or(told_ended(&ended)),
        })
    }

    /// The AppStream sessions of the user that stands for a device and port.
    pub(super) async fn sessions_of_user(&self, target: &LinkTarget, key: &DeviceKey) -> Result<Vec<Session>> {
        let user = target.user_id(key);
        self.sessions_on(target, Some(&user)).await
    }

    /// Makes a URL that does not outlive its mapping. AppStream would land in an old session of this user, on the old
    /// endpoint, so those are ended first. Their ids go to `ended`; a failure that comes after tells them.
    pub(super) async fn link_past(
        &self,
        stale: &[Session],
        target: &LinkTarget,
        key: &DeviceKey,
        mapping: &Mapping,
        ended: &mut Vec<String>,
    ) -> Result<StreamLink, LinkFailure> {
        let endpoint = &mapping.endpoint;
        let validity = || {
            validity(target.validity, mapping.expires_at, self.clock.now()).ok_or_else(|| {
                let over = Failure::new(Kind::Conflict, say::acted::about_to_expire(endpoint));
                over.advise(say::acted::open_anew())
            })
        };
        validity().map_err(LinkFailure::Mapping)?;
        for session in stale {
            if let Err(failure) = self.appstream.expire_session(&session.id).await {
                let failure = failure.during(say::acted::old_session_in_the_way());
                return Err(LinkFailure::AppStream(after_ending(ended, failure)));
            }
            ended.push(session.id.clone());
        }
        let context = target.context.to(endpoint);
        // what came before took its time
        let validity = validity().map_err(|failure| LinkFailure::Mapping(after_ending(ended, failure)))?;
        let link = self
            .appstream
            .create_url(target, &target.user_id(key), &context, validity)
            .await
            .map_err(|failure| LinkFailure::AppStream(after_ending(ended, failure)))?;
        let entry = Entry::Linked {
            endpoint: endpoint.clone(),
            at: self.clock.now(),
            user_id: link.user_id.clone(),
            expires_at: self.clock.when(link.until),
        };
        self.write_down(entry).await;
        Ok(link)
    }
}

/// What to say of sessions that were ended for a URL, if there were any.
pub(super) fn told_ended(ended: &[String]) -> Option<String> {
    (!ended.is_empty()).then(|| say::acted::older_ended(ended.join(", ")))
}

/// The same failure, with the sessions that had been ended by then: somebody may have been in one.
pub(super) fn after_ending(ended: &[String], mut failure: Failure) -> Failure {
    if let Some(told) = told_ended(ended) {
        failure.message = say::revoking::and_then(failure.message, told);
    }
    failure
}

/// Whether a failure to list sessions means that no URL can be made: no credentials, no region, no way, no such stack.
pub(super) fn forebodes_no_url(failure: &Failure) -> bool {
    matches!(
        failure.kind,
        Kind::Auth | Kind::Invalid | Kind::Offline | Kind::Timeout | Kind::Missing
    )
}

/// The live sessions that none of these mappings, all to one port of one device, can account for: none is as old as they are.
pub(super) fn stale_sessions(sessions: Vec<Session>, mappings: &[Mapping], now: Timestamp) -> Vec<Session> {
    let accounts = |mapping: &Mapping, session: &Session| !mapping.is_over(now) && can_be_of(session, mapping);
    let stale = |session: &Session| session.is_live() && !mappings.iter().any(|mapping| accounts(mapping, session));
    sessions.into_iter().filter(stale).collect()
}

/// Whether a session may have come through that mapping: it began while that was there.
pub(super) fn can_be_of(session: &Session, mapping: &Mapping) -> bool {
    session.started_at.is_none_or(|started| mapping.can_be_used_at(started))
}

/// Whether two mappings lead to the same port of the same device, as far as their identifiers tell.
fn same_way(a: &Mapping, b: &Mapping) -> bool {
    a.device_port == b.device_port && a.device_id() == b.device_id()
}

fn validity(wanted: Span, expires_at: Option<Timestamp>, now: Timestamp) -> Option<Span> {
    let left = expires_at.map_or(i64::MAX, |end| {
        end.as_second() - now.as_second() - i64::from(StreamLink::MARGIN_S)
    });
    let seconds = left.min(i64::from(wanted.as_secs()));
    u32::try_from(seconds).ok().filter(|seconds| *seconds > 0).map(Span::seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_never_outlives_its_mapping() {
        let now = Timestamp::from_second(1_000).unwrap();
        let end = |s: i64| Some(Timestamp::from_second(1_000 + s).unwrap());
        let wanted = Span::seconds(600);
        assert_eq!(validity(wanted, end(1800), now), Some(wanted));
        assert_eq!(validity(wanted, end(300), now), Some(Span::seconds(298)));
        assert_eq!(validity(wanted, end(2), now), None);
        assert_eq!(validity(wanted, end(-5), now), None);
        assert_eq!(validity(wanted, None, now), Some(wanted));
    }
}
