//! AppStream sessions joined with the mappings that they came through; those whose mapping is gone are orphans.

use jiff::Timestamp;

use super::Access;
use super::link::can_be_of;
use crate::domain::failure::Result;
use crate::domain::record::History;
use crate::domain::session::{JoinedSession, SessionList};
use crate::domain::{DeviceKey, Endpoint, LinkTarget, Mapping, RevokeReport, Session, UserId};

impl Access {
    /// The sessions of the configured stack and fleet; none where there is no stack.
    pub async fn all_sessions(&self) -> Result<Vec<Session>> {
        match &self.link {
            Some(target) => self.sessions_on(target, None).await,
            None => Ok(Vec::new()),
        }
    }

    /// The sessions there, of that user or of all, with their times by SORACOM's clock: they are held against the mappings'.
    pub async fn sessions_on(&self, target: &LinkTarget, user: Option<&UserId>) -> Result<Vec<Session>> {
        let sessions = self.appstream.sessions(&target.stack, &target.fleet, user);
        // whose answers tell SORACOM's time
        let (sessions, _) = futures::join!(sessions, self.soracom.sign_in());
        let mut sessions = sessions?;
        for session in &mut sessions {
            session.started_at = session.started_at.map(|time| self.clock.when(time));
            session.max_expires_at = session.max_expires_at.map(|time| self.clock.when(time));
        }
        Ok(sessions)
    }

    /// The sessions, joined with the mappings that are live now. Where they could not be joined, the reason stands beside them,
    /// and none is called an orphan.
    pub async fn joined_sessions(&self) -> Result<SessionList> {
        let sessions = self.all_sessions().await?;
        // after them: one that began through a mapping that is newer than a list would be taken for an orphan
        let (mappings, now) = (self.soracom.mappings().await, self.clock.now());
        let joined = match mappings {
            Ok(mut mappings) => {
                mappings.retain(|mapping| !mapping.is_over(now));
                self.join(sessions.clone(), &mappings).await
            }
            Err(failure) => Err(failure),
        };
        Ok(match joined {
            Ok(sessions) => SessionList {
                sessions,
                unjoined: None,
            },
            Err(failure) => SessionList {
                sessions: sessions.into_iter().map(JoinedSession::alone).collect(),
                unjoined: Some(failure),
            },
        })
    }

    /// Ends these sessions. Their mappings stay.
    pub async fn end_sessions(&self, sessions: &[Session]) -> RevokeReport {
        let mut report = RevokeReport::default();
        self.expire(sessions.iter(), None, &mut report).await;
        report
    }

    /// Joins sessions with live mappings, by what their user ids say of device and port. One that no live mapping accounts for is
    /// an orphan where it was written down that this account opened it; of the rest it takes the list of SIMs to tell whose they
    /// are. Those that naptop did not make are not judged, and when a live mapping's device cannot be told, none is.
    pub async fn join(&self, sessions: Vec<Session>, live: &[Mapping]) -> Result<Vec<JoinedSession>> {
        let (ways, history) = match sessions.iter().any(|session| session.user_id.device_key().is_some()) {
            true => (self.ways(live).await?, self.history().await),
            false => Default::default(),
        };
        let own = match self.account().await {
            Ok(account) => history.clone().of_account(&account),
            Err(_) => History::default(),
        };
        let joined = |session: Session| {
            let key = session.user_id.device_key();
            let theirs = ways.iter().filter(|(way, _)| Some(way) == key.as_ref());
            let best = theirs.filter_map(|(_, mapping)| rank(&session, mapping, &history)).max();
            let joined = JoinedSession {
                endpoint: best.map(|best| best.endpoint.clone()),
                ..JoinedSession::alone(session)
            };
            JoinedSession {
                orphan: joined.is_unaccounted() && own.of_user(&joined.session.user_id).is_some(),
                ..joined
            }
        };
        Ok(sessions.into_iter().map(joined).collect())
    }

    /// The mappings, each with what its sessions are found by.
    async fn ways<'m>(&self, mappings: &'m [Mapping]) -> Result<Vec<(DeviceKey, &'m Mapping)>> {
        let mut ways = Vec::new();
        for mapping in mappings {
            ways.push((self.key_of(mapping).await?, mapping));
        }
        Ok(ways)
    }

    /// The orphans among these sessions, and those that may be such.
    pub(super) async fn orphans(&self, sessions: Vec<Session>, live: &[Mapping]) -> Result<(Vec<Session>, Vec<Session>)> {
        let mut joined = self.join(sessions, live).await?;
        joined.retain(JoinedSession::is_unaccounted);
        let (orphans, strays): (Vec<_>, Vec<_>) = joined.into_iter().partition(|joined| joined.orphan);
        let sessions = |joined: Vec<JoinedSession>| joined.into_iter().map(|joined| joined.session).collect();
        Ok((sessions(orphans), sessions(strays)))
    }
}

/// How well a mapping to the port of its device accounts for a session: the one that ranks highest is the session's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rank<'m> {
    probability: Probability,
    /// Whether it was there when the session began, by clocks that are taken to agree to the second, which is what AppStream tells.
    was_there: bool,
    created_at: Option<Timestamp>,
    endpoint: &'m Endpoint,
}

/// How probable it is that a session came through a mapping.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Probability {
    /// It was opened from here, and not for that user.
    Unlikely,
    /// Nothing is known of it here.
    Possible,
    /// A URL for that user was made for it.
    Likely,
}

/// The rank of a mapping for a session; none where it was not there at the time, as far as clocks can tell.
pub(super) fn rank<'m>(session: &Session, mapping: &'m Mapping, history: &History) -> Option<Rank<'m>> {
    let record = history.record_of(mapping);
    let times = mapping.created_at.zip(session.started_at);
    can_be_of(session, mapping).then(|| Rank {
        probability: match record.map(|record| record.intent.user_id.as_ref()) {
            None => Probability::Possible,
            Some(Some(user)) if *user == session.user_id => Probability::Likely,
            Some(_) => Probability::Unlikely,
        },
        was_there: times.is_none_or(|(created, started)| created.as_second() <= started.as_second()),
        created_at: mapping.created_at,
        endpoint: &mapping.endpoint,
    })
}
