//! Revoking: the mapping, and the AppStream sessions whose user id is that of the device. What is left is said.

use std::time::Duration;

use futures::{StreamExt, stream};
use tokio::time::{Instant, sleep, timeout};

use super::Access;
use super::sessions::rank;
use crate::domain::access::{Left, Remainder};
use crate::domain::failure::Result;
use crate::domain::{DeviceKey, Endpoint, Entry, Failure, Kind, Mapping, RevokeReport, RevokeTarget, Session};
use crate::gateway::{Deletion, Lookup};
use crate::say;

/// What is to be closed does not wait longer for a look at what is there.
const A_LOOK: Duration = Duration::from_secs(3);
/// How many mappings are deleted, and how many sessions ended, at the same time.
const AT_ONCE: usize = 8;
/// How long to wait before a delete is asked again.
const PAUSES: [Duration; 2] = [Duration::from_millis(300), Duration::from_secs(1)];

impl Access {
    /// Revokes all of these. What is deleted is what was named: an endpoint that was given to another mapping since stays.
    pub async fn revoke(&self, targets: &[RevokeTarget]) -> RevokeReport {
        self.revoke_beside(None, targets).await
    }

    /// The same beside a mapping that nobody can have come through yet: it accounts for no session.
    pub(super) async fn revoke_beside(&self, unused: Option<&Mapping>, targets: &[RevokeTarget]) -> RevokeReport {
        let ((mut report, listed), (targets, untold)) = futures::join!(self.close(targets), self.with_keys(targets));
        report.failed.extend(untold);
        // only now nobody comes in any more
        self.end_theirs(&targets, unused, listed, &mut report).await;
        report
    }

    /// Takes the mappings away, and nothing else. Returns what is listed besides, where that may be known.
    pub(super) async fn close(&self, targets: &[RevokeTarget]) -> (RevokeReport, Option<Vec<Mapping>>) {
        let listed = timeout(A_LOOK, self.soracom.mappings()).await.ok().and_then(Result::ok);
        let now = self.clock.now();
        let is_taken = |target: &&RevokeTarget| {
            let mut listed = listed.iter().flatten();
            listed.any(|mapping| mapping.is_at(&target.endpoint) && target.was_followed_by(mapping))
        };
        // without a list it goes by its endpoint: what is to be closed must not stay open for that. But where it has run out and
        // is not seen, the service has closed it, and whose the endpoint is by now nobody knows
        let ran_out = |target: &&RevokeTarget| {
            let is_seen = listed.iter().flatten().any(|mapping| mapping.is_at(&target.endpoint));
            !is_seen && target.mapping.as_ref().is_some_and(|own| own.is_over(now))
        };
        let (taken, ours): (Vec<&RevokeTarget>, Vec<&RevokeTarget>) = targets.iter().partition(is_taken);
        let (over, open): (Vec<&RevokeTarget>, Vec<&RevokeTarget>) = ours.into_iter().partition(ran_out);
        let mut report = self.delete_all(open).await;
        report.revoked.extend(over.into_iter().map(|target| target.endpoint.clone()));
        report.taken = taken.into_iter().map(|target| target.endpoint.clone()).collect();
        (report, listed)
    }

    /// The same targets; of those that name a subscriber alone, what their sessions are found by is looked up.
    async fn with_keys(&self, targets: &[RevokeTarget]) -> (Vec<RevokeTarget>, Vec<Remainder>) {
        let (mut targets, mut untold) = (targets.to_vec(), Vec::new());
        for target in targets
            .iter_mut()
            .filter(|target| target.key.is_none() && self.link.is_some())
        {
            let Some(mapping) = target
                .mapping
                .as_ref()
                .filter(|mapping| mapping.sim_id.is_none() || mapping.device_port == 0)
            else {
                continue;
            };
            match self.key_of(mapping).await {
                Ok(key) => target.key = Some(key),
                Err(failure) => untold.push(Remainder {
                    what: Left::Sessions(Some(target.endpoint.clone())),
                    failure: failure.during(say::acted::sessions_untold()),
                }),
            }
        }
        (targets, untold)
    }

    /// Ends the sessions of mappings that are gone already.
    pub async fn end_sessions_of(&self, targets: &[RevokeTarget]) -> RevokeReport {
        let mut report = RevokeReport::default();
        self.end_theirs(targets, None, None, &mut report).await;
        report
    }

    /// Ends the sessions that came through these. What was listed before them may stand for what is there.
    async fn end_theirs(
        &self,
        targets: &[RevokeTarget],
        unused: Option<&Mapping>,
        before: Option<Vec<Mapping>>,
        report: &mut RevokeReport,
    ) {
        if targets.iter().all(|target| target.key.is_none()) {
            return;
        }
        match self.all_sessions().await {
            Ok(mut sessions) => {
                sessions.retain(|session| targets.iter().any(|target| is_of(session, target)));
                if sessions.is_empty() {
                    return;
                }
                // listed after them: who came through a mapping that is newer than a list would be taken for theirs
                let mut listed = self.soracom.mappings().await.ok().or(before);
                if let (Some(listed), Some(unused)) = (&mut listed, unused) {
                    listed.retain(|mapping| !mapping.is_still(unused));
                }
                let of_others = self.of_others(targets, &sessions, listed).await;
                sessions.retain(|session| !of_others.contains(&session.id));
                for target in targets {
                    let theirs: Vec<Session> = sessions.extract_if(.., |session| is_of(session, target)).collect();
                    self.expire(theirs.iter(), Some(&target.endpoint), report).await;
                }
            }
            Err(failure) => {
                let failure = failure.during(say::acted::sessions_may_go_on());
                report.failed.extend(targets.iter().map(|target| Remainder {
                    what: Left::Sessions(Some(target.endpoint.clone())),
                    failure: failure.clone(),
                }));
            }
        }
    }

    /// The sessions that came through other mappings to the same ports of the same devices: those account for them better than what
    /// is revoked. Where that cannot be known, none.
    async fn of_others(&self, targets: &[RevokeTarget], sessions: &[Session], listed: Option<Vec<Mapping>>) -> Vec<String> {
        let Some(mut others) = listed else {
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
            ways.extend(self.key_of(mapping).await.ok().map(|key| (key, mapping)));
        }
        let is_others = |session: &&Session| {
            let own = || targets.iter().filter(|target| is_of(session, target));
            // of one that is not known nobody can say that another one is the better
            let unknown = own().any(|target| target.mapping.is_none());
            let own = own().filter_map(|target| rank(session, target.mapping.as_ref()?, &history));
            let others = ways
                .iter()
                .filter(|(key, _)| session.user_id.device_key().as_ref() == Some(key));
            let others = others.filter_map(|(_, mapping)| rank(session, mapping, &history));
            !unknown && others.max() > own.max()
        };
        sessions.iter().filter(is_others).map(|session| session.id.clone()).collect()
    }

    /// Deletes the mappings, some at the same time.
    async fn delete_all(&self, targets: Vec<&RevokeTarget>) -> RevokeReport {
        let deletes: Vec<_> = targets.iter().map(|target| self.delete_surely(target)).collect();
        let deleted: Vec<Result<()>> = stream::iter(deletes).buffered(AT_ONCE).collect().await;
        let mut report = RevokeReport::default();
        for (target, deleted) in targets.into_iter().zip(deleted) {
            match deleted {
                Ok(()) => report.revoked.push(target.endpoint.clone()),
                Err(failure) => report.failed.push(Remainder {
                    what: Left::Mapping(target.endpoint.clone()),
                    failure,
                }),
            }
        }
        report
    }

    /// Deletes a mapping, written down before and after. After a delete whose answer was lost the list tells whether it is gone;
    /// it is asked again only where it is not, or where that cannot be told: its endpoint may be another's by then.
    pub(super) async fn delete_surely(&self, target: &RevokeTarget) -> Result<()> {
        let endpoint = &target.endpoint;
        let revoking = Entry::Revoking {
            endpoint: endpoint.clone(),
            at: self.clock.now(),
        };
        self.write_down(revoking).await;
        self.delete(target).await?;
        let revoked = Entry::Revoked {
            endpoint: endpoint.clone(),
            at: self.clock.now(),
        };
        self.write_down(revoked).await;
        Ok(())
    }

    async fn delete(&self, target: &RevokeTarget) -> Result<()> {
        let endpoint = &target.endpoint;
        // what runs out meanwhile goes by itself, and whose the endpoint is then nobody knows
        let left = target
            .mapping
            .as_ref()
            .and_then(|mapping| mapping.countdown(self.clock.now()));
        let left = left
            .filter(|left| !left.is_over())
            .map(|left| Duration::from_secs(left.seconds().into()));
        let until = left.map(|left| Instant::now() + left);
        let mut last = self.soracom.delete_mapping(endpoint, until).await;
        for pause in PAUSES {
            match &last {
                Err(failure) if worth_repeating(failure) => {
                    sleep(pause).await;
                    if failure.in_doubt && self.is_gone(target).await {
                        return Ok(());
                    }
                    last = self.soracom.delete_mapping(endpoint, until).await;
                }
                _ => break,
            }
        }
        match last {
            Err(lost) if lost.in_doubt && self.is_gone(target).await => Ok(()),
            // "not there" is success, unless it is seen to be there
            Ok(Deletion::Gone) => match self.listed_still(target).await {
                Some(there) if there.iter().any(|mapping| !mapping.is_over(self.clock.now())) => Err(Failure::new(
                    Kind::Unexpected,
                    say::acted::mapping_denied_and_listed(endpoint),
                )),
                _ => Ok(()),
            },
            known => known.map(drop),
        }
    }

    /// Whether a mapping is seen to be gone, or to have been followed by another one at its endpoint.
    async fn is_gone(&self, target: &RevokeTarget) -> bool {
        self.listed_still(target).await.is_some_and(|there| there.is_empty())
    }

    /// What is listed of that target; none where that cannot be told.
    async fn listed_still(&self, target: &RevokeTarget) -> Option<Vec<Mapping>> {
        let mut listed = timeout(A_LOOK, self.soracom.mappings()).await.ok()?.ok()?;
        listed.retain(|mapping| mapping.is_at(&target.endpoint) && !target.was_followed_by(mapping));
        Some(listed)
    }

    /// Ends those sessions, which came through that mapping, unless it was gone before.
    pub(super) async fn expire<'a>(
        &self,
        sessions: impl Iterator<Item = &'a Session>,
        through: Option<&Endpoint>,
        report: &mut RevokeReport,
    ) {
        let sessions: Vec<&Session> = sessions.collect();
        let expiries: Vec<_> = sessions
            .iter()
            .map(|session| self.appstream.expire_session(&session.id))
            .collect();
        let ended: Vec<Result<Deletion>> = stream::iter(expiries).buffered(AT_ONCE).collect().await;
        // an id that AppStream does not know is a session that is over, unless it is seen to go on; so is one whose end was not
        // answered, if it is seen not to
        let doubtful = |ended: &Result<Deletion>| match ended {
            Ok(deletion) => *deletion == Deletion::Gone,
            Err(failure) => failure.in_doubt,
        };
        let seen = match ended.iter().any(doubtful) {
            true => self.all_sessions().await.ok(),
            false => None,
        };
        let goes_on = |id: &str| Some(seen.as_ref()?.iter().any(|session| session.id == id && session.is_live()));
        for (Session { id, user_id, .. }, ended) in sessions.into_iter().zip(ended) {
            let what = || Left::Session(id.clone(), through.cloned());
            match ended {
                Ok(Deletion::Gone) if goes_on(id) == Some(true) => {
                    let message = say::acted::session_denied_and_listed(id);
                    report.failed.push(Remainder {
                        what: what(),
                        failure: Failure::new(Kind::Unexpected, message),
                    });
                }
                Ok(_) => report.sessions_expired.push(id.clone()),
                Err(lost) if lost.in_doubt && goes_on(id) == Some(false) => report.sessions_expired.push(id.clone()),
                Err(failure) => {
                    let told = match failure.in_doubt && goes_on(id).is_none() {
                        true => say::acted::session_may_go_on(id, user_id.as_str()),
                        false => say::acted::session_goes_on(id, user_id.as_str()),
                    };
                    report.failed.push(Remainder {
                        what: what(),
                        failure: failure.during(told),
                    });
                }
            }
        }
    }

    /// The key of a mapping's device. One made by IMSI has to be looked up.
    pub(super) async fn key_of(&self, mapping: &Mapping) -> Result<DeviceKey> {
        let device = match (&mapping.sim_id, &mapping.imsi) {
            (None, Some(imsi)) => {
                let found = self.soracom.find(&Lookup::Imsi(imsi.clone())).await?;
                found.into_iter().find(|device| device.has_imsi(imsi))
            }
            _ => None,
        };
        mapping
            .device_key(device.as_ref())
            .ok_or_else(|| Failure::new(Kind::Missing, say::acted::device_untold(&mapping.endpoint)))
    }
}

fn worth_repeating(failure: &Failure) -> bool {
    failure.in_doubt || matches!(failure.kind, Kind::Offline | Kind::Timeout | Kind::Unexpected)
}

fn is_of(session: &Session, target: &RevokeTarget) -> bool {
    session.is_live() && target.key.is_some() && session.user_id.device_key() == target.key
}
