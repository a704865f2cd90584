//! Revoking: the mapping, and the AppStream sessions whose user id is that of the device. What is left is said.

use std::time::Duration;

use futures::future::join_all;
use tokio::time::{sleep, timeout};

use super::Access;
use super::sessions::{Probability, probability};
use crate::domain::access::Remainder;
use crate::domain::failure::Result;
use crate::domain::{DeviceKey, Endpoint, Entry, Failure, Kind, Mapping, RevokeReport, RevokeTarget, Session};
use crate::gateway::{Deletion, Lookup};
use crate::say;

/// What is to be closed does not wait longer for a look at what is there.
const A_LOOK: Duration = Duration::from_secs(3);
/// How long to wait before a delete is asked again.
const PAUSES: [Duration; 2] = [Duration::from_millis(300), Duration::from_secs(1)];

impl Access {
    /// Revokes all of these. What is deleted is what was named: an endpoint that was given to another mapping since stays.
    pub async fn revoke(&self, targets: &[RevokeTarget]) -> RevokeReport {
        let closing = async {
            // without a list it goes by its endpoint: what is to be closed must not stay open for that
            let listed = timeout(A_LOOK, self.soracom.mappings()).await.ok().and_then(Result::ok);
            let is_taken = |target: &&RevokeTarget| {
                let there = listed.iter().flatten().find(|mapping| mapping.is_at(&target.endpoint));
                there.is_some_and(|mapping| target.was_followed_by(mapping))
            };
            let (taken, ours): (Vec<&RevokeTarget>, Vec<&RevokeTarget>) = targets.iter().partition(is_taken);
            let mut report = self.delete_all(ours).await;
            report.taken = taken.into_iter().map(|target| target.endpoint.clone()).collect();
            (report, listed)
        };
        let ((mut report, listed), sessions) = futures::join!(closing, self.sessions_to_end(targets));
        self.end_theirs(targets, sessions, listed, &mut report).await;
        report
    }

    /// Ends the sessions of mappings that are gone already.
    pub async fn end_sessions_of(&self, targets: &[RevokeTarget]) -> RevokeReport {
        let mut report = RevokeReport::default();
        let (listed, sessions) = futures::join!(self.soracom.mappings(), self.sessions_to_end(targets));
        self.end_theirs(targets, sessions, listed.ok(), &mut report).await;
        report
    }

    /// The sessions among which theirs are; none are looked for where they have none.
    async fn sessions_to_end(&self, targets: &[RevokeTarget]) -> Result<Vec<Session>> {
        match targets.iter().any(|target| target.key.is_some()) {
            true => self.all_sessions().await,
            false => Ok(Vec::new()),
        }
    }

    async fn end_theirs(
        &self,
        targets: &[RevokeTarget],
        sessions: Result<Vec<Session>>,
        listed: Option<Vec<Mapping>>,
        report: &mut RevokeReport,
    ) {
        match sessions {
            Ok(mut sessions) => {
                let of_others = self.of_others(targets, &sessions, listed).await;
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

    /// The sessions that came through other mappings to the same ports of the same devices: those account for them better than what
    /// is revoked. Where that cannot be known, none.
    async fn of_others(&self, targets: &[RevokeTarget], sessions: &[Session], listed: Option<Vec<Mapping>>) -> Vec<String> {
        let concerned = || {
            sessions
                .iter()
                .filter(|session| targets.iter().any(|target| is_of(session, target)))
        };
        let (Some(mut others), Some(_)) = (listed, concerned().next()) else {
            return Vec::new();
        };
        let (history, now) = (self.history().await, self.clock.now());
        let is_other = |mapping: &Mapping| {
            let mut here = targets.iter().filter(|target| target.endpoint == mapping.endpoint);
            !mapping.is_over(now) && here.all(|target| target.was_followed_by(mapping))
        };
        let same_port = |mapping: &Mapping| {
            let mut ports = targets.iter().map(|target| Some(target.mapping.as_ref()?.device_port));
            ports.any(|port| port.is_none_or(|port| port == mapping.device_port))
        };
        others.retain(|mapping| is_other(mapping) && same_port(mapping));
        let mut ways = Vec::new();
        for mapping in &others {
            ways.extend(self.key_of(mapping).await.ok().flatten().map(|key| (key, mapping)));
        }
        let is_others = |session: &&Session| {
            let own = targets.iter().filter(|target| is_of(session, target));
            let own = own.map(|target| match &target.mapping {
                Some(mapping) => probability(session, mapping, &history),
                None => Some(Probability::Likely),
            });
            let others = ways
                .iter()
                .filter(|(key, _)| session.user_id.device_key().as_ref() == Some(key));
            let others = others.map(|(_, mapping)| probability(session, mapping, &history));
            others.flatten().max() > own.flatten().max()
        };
        concerned().filter(is_others).map(|session| session.id.clone()).collect()
    }

    /// Deletes the mappings, all at the same time.
    async fn delete_all(&self, targets: Vec<&RevokeTarget>) -> RevokeReport {
        let deleted = join_all(targets.iter().map(|target| self.delete_surely(&target.endpoint))).await;
        let mut report = RevokeReport::default();
        for (target, deleted) in targets.into_iter().zip(deleted) {
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
