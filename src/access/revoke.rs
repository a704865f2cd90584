//! Revoking: the mapping, and the AppStream sessions whose user id is that of the device. What is left is said.

use std::time::Duration;

use futures::future::join_all;
use tokio::time::sleep;

use super::Access;
use super::link::can_be_of;
use crate::domain::access::Remainder;
use crate::domain::failure::Result;
use crate::domain::{DeviceKey, Endpoint, Entry, Failure, Kind, Mapping, RevokeReport, RevokeTarget, Session};
use crate::gateway::{Deletion, Lookup};
use crate::say;

/// How long to wait before a delete is asked again.
const PAUSES: [Duration; 2] = [Duration::from_millis(300), Duration::from_secs(1)];

impl Access {
    /// Revokes all of these. Deleting and looking for sessions go on at the same time.
    pub async fn revoke(&self, targets: &[RevokeTarget]) -> RevokeReport {
        let (mut report, sessions) = futures::join!(self.delete_all(targets), self.all_sessions());
        self.end_theirs(targets, sessions, &mut report).await;
        report
    }

    /// Ends the sessions of mappings that are gone already.
    pub async fn end_sessions_of(&self, targets: &[RevokeTarget]) -> RevokeReport {
        let mut report = RevokeReport::default();
        self.end_theirs(targets, self.all_sessions().await, &mut report).await;
        report
    }

    async fn end_theirs(&self, targets: &[RevokeTarget], sessions: Result<Vec<Session>>, report: &mut RevokeReport) {
        match sessions {
            Ok(mut sessions) => {
                let of_others = self.of_others(targets, &sessions).await;
                sessions.retain(|session| !of_others.contains(&session.id));
                for target in targets {
                    let theirs = sessions.iter().filter(|session| is_of(session, target));
                    self.expire(theirs, &target.endpoint.to_string(), report).await;
                }
            }
            Err(failure) => {
                let failure = failure.during(say::acted::sessions_may_go_on());
                report.failed.extend(targets.iter().map(|target| Remainder {
                    what: target.endpoint.to_string(),
                    failure: failure.clone(),
                }));
            }
        }
    }

    /// The sessions that came through another mapping to the same port of the same device: they are older than what is revoked,
    /// and that one, which is live, accounts for them. Where that cannot be known, none.
    async fn of_others(&self, targets: &[RevokeTarget], sessions: &[Session]) -> Vec<String> {
        let concerns = |session: &Session| targets.iter().any(|target| is_of(session, target));
        let accounts = |session: &Session| {
            let mut own = targets.iter().filter(|target| is_of(session, target));
            own.any(|target| can_be_of(session, target.created_at))
        };
        let older = sessions.iter().filter(|session| concerns(session) && !accounts(session));
        let older: Vec<Session> = older.cloned().collect();
        if older.is_empty() {
            return Vec::new();
        }
        let (mut others, now) = (self.soracom.mappings().await.unwrap_or_default(), self.clock.now());
        others.retain(|mapping| !mapping.is_over(now) && targets.iter().all(|target| target.endpoint != mapping.endpoint));
        let joined = self.join(older, &others).await.unwrap_or_default();
        let theirs = joined.into_iter().filter(|joined| joined.endpoint.is_some());
        theirs.map(|joined| joined.session.id).collect()
    }

    /// Deletes the mappings, all at the same time.
    pub(super) async fn delete_all(&self, targets: &[RevokeTarget]) -> RevokeReport {
        let deleted = join_all(targets.iter().map(|target| self.delete_surely(&target.endpoint))).await;
        let mut report = RevokeReport::default();
        for (target, deleted) in targets.iter().zip(deleted) {
            match deleted {
                Ok(()) => report.revoked.push(target.endpoint.clone()),
                Err(failure) => report.failed.push(Remainder {
                    what: target.endpoint.to_string(),
                    failure,
                }),
            }
        }
        report
    }

    /// Deletes a mapping, written down before and after. A delete whose answer was lost is asked again, since one that is gone is
    /// gone; and when that does not help either, the list has the last word.
    pub(super) async fn delete_surely(&self, endpoint: &Endpoint) -> Result<()> {
        let revoking = Entry::Revoking {
            endpoint: endpoint.clone(),
            at: self.clock.now(),
        };
        self.write_down(revoking).await;
        self.delete(endpoint).await?;
        let revoked = Entry::Revoked {
            endpoint: endpoint.clone(),
            at: self.clock.now(),
        };
        self.write_down(revoked).await;
        Ok(())
    }

    async fn delete(&self, endpoint: &Endpoint) -> Result<()> {
        let mut last = self.soracom.delete_mapping(endpoint).await;
        for pause in PAUSES {
            match &last {
                Err(failure) if worth_repeating(failure) => {
                    sleep(pause).await;
                    last = self.soracom.delete_mapping(endpoint).await;
                }
                _ => break,
            }
        }
        match last {
            Err(lost) if lost.in_doubt => match self.soracom.mappings().await {
                Ok(listed) if listed.iter().all(|mapping| mapping.endpoint != *endpoint) => Ok(()),
                _ => Err(lost),
            },
            // "not there" is success, unless it is seen to be there
            Ok(Deletion::Gone) => match self.soracom.mappings().await {
                Ok(listed)
                    if listed
                        .iter()
                        .any(|mapping| mapping.endpoint == *endpoint && !mapping.is_over(self.clock.now())) =>
                {
                    Err(Failure::new(
                        Kind::Unexpected,
                        say::acted::mapping_denied_and_listed(endpoint),
                    ))
                }
                _ => Ok(()),
            },
            known => known.map(drop),
        }
    }

    /// Ends those sessions; `what` is what a failure is filed under.
    pub(super) async fn expire<'a>(&self, sessions: impl Iterator<Item = &'a Session>, what: &str, report: &mut RevokeReport) {
        let ids: Vec<&str> = sessions.map(|session| session.id.as_str()).collect();
        let ended = join_all(ids.iter().map(|id| self.appstream.expire_session(id))).await;
        // an id that AppStream does not know is a session that is over, unless it is seen to go on
        let goes_on: Vec<Session> = match ended.iter().any(|ended| matches!(ended, Ok(Deletion::Gone))) {
            true => self.all_sessions().await.unwrap_or_default(),
            false => Vec::new(),
        };
        for (id, ended) in ids.into_iter().zip(ended) {
            match ended {
                Ok(Deletion::Gone) if goes_on.iter().any(|session| session.id == id && session.is_live()) => {
                    let message = say::acted::session_denied_and_listed(id);
                    report.failed.push(Remainder {
                        what: what.to_owned(),
                        failure: Failure::new(Kind::Unexpected, message),
                    });
                }
                Ok(_) if report.sessions_expired.iter().any(|other| other == id) => {}
                Ok(_) => report.sessions_expired.push(id.to_owned()),
                Err(failure) => report.failed.push(Remainder {
                    what: what.to_owned(),
                    failure: failure.during(say::acted::session_goes_on(id)),
                }),
            }
        }
    }

    /// The key of a mapping's device; none where that cannot be told. A mapping made by IMSI has to be looked up.
    pub async fn key_of(&self, mapping: &Mapping) -> Result<Option<DeviceKey>> {
        let (None, Some(imsi)) = (&mapping.sim_id, &mapping.imsi) else {
            return Ok(mapping.device_key(None));
        };
        let found = self.soracom.find(&Lookup::Imsi(imsi.clone())).await?;
        let device = found.iter().find(|device| device.has_imsi(imsi));
        Ok(device.and_then(|device| mapping.device_key(Some(device))))
    }
}

fn worth_repeating(failure: &Failure) -> bool {
    failure.in_doubt || matches!(failure.kind, Kind::Offline | Kind::Timeout | Kind::Unexpected)
}

fn is_of(session: &Session, target: &RevokeTarget) -> bool {
    session.is_live() && target.key.is_some() && session.user_id.device_key() == target.key
}
