//! Sweeping: expired mappings that are still listed, and AppStream sessions whose mapping is gone.

use std::collections::HashSet;

use super::Access;
use crate::domain::failure::Result;
use crate::domain::{DeviceKey, Failure, Mapping, RevokeReport, RevokeTarget, Session, Sweep};

impl Access {
    /// Finds out what a sweep would take away; takes nothing away.
    pub async fn plan_sweep(&self) -> Result<Sweep> {
        let (mappings, sessions) = futures::join!(self.soracom.mappings(), self.all_sessions());
        let (mappings, now) = (mappings?, self.clock.now());
        let (over, live): (Vec<Mapping>, Vec<Mapping>) = mappings.into_iter().partition(|mapping| mapping.is_over(now));
        let orphans = match sessions {
            Ok(sessions) => self.orphans(sessions, &live).await,
            Err(failure) => Err(failure),
        };
        // their sessions, if any, are among the orphans
        let target = |mapping: Mapping| RevokeTarget {
            label: mapping.device_id().to_owned(),
            endpoint: mapping.endpoint,
            key: None,
        };
        let mut sweep = Sweep {
            mappings: over.into_iter().map(target).collect(),
            ..Sweep::default()
        };
        match orphans {
            Ok(orphans) => sweep.sessions = orphans,
            Err(failure) => sweep.sessions_unknown = Some(failure),
        }
        Ok(sweep)
    }

    /// Live sessions that naptop made and that no live mapping accounts for. Sessions of others are not touched. When a
    /// live mapping's device cannot be told, no session is called an orphan.
    async fn orphans(&self, sessions: Vec<Session>, live: &[Mapping]) -> Result<Vec<Session>, Failure> {
        let made_here = |session: &Session| session.is_live() && session.user_id.device_key().is_some();
        let candidates: Vec<Session> = sessions.into_iter().filter(made_here).collect();
        if candidates.is_empty() {
            return Ok(candidates);
        }
        let mut keys: HashSet<DeviceKey> = HashSet::new();
        for mapping in live {
            keys.extend(self.key_of(mapping).await?);
        }
        let orphaned = |session: &Session| session.user_id.device_key().is_some_and(|key| !keys.contains(&key));
        Ok(candidates.into_iter().filter(orphaned).collect())
    }

    /// Takes away what the plan names, and nothing else.
    pub async fn sweep(&self, plan: &Sweep) -> RevokeReport {
        let mut report = self.delete_all(&plan.mappings).await;
        for session in &plan.sessions {
            self.expire(std::iter::once(session), session.user_id.as_str(), &mut report)
                .await;
        }
        report
    }
}
