//! Sweeping: expired mappings that are still listed, and AppStream sessions whose mapping is gone.

use super::Access;
use crate::domain::failure::Result;
use crate::domain::{Mapping, RevokeReport, RevokeTarget, Sweep};

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
        let target = |mapping: Mapping| RevokeTarget::of(&mapping, mapping.device_id(), None);
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

    /// Takes away what the plan names, and nothing else: an endpoint that Napter has given out again since is not it any more.
    pub async fn sweep(&self, plan: &Sweep) -> RevokeReport {
        let listed = match plan.mappings.as_slice() {
            [] => Vec::new(),
            _ => self.soracom.mappings().await.unwrap_or_default(),
        };
        let now = self.clock.now();
        let is_live = |target: &RevokeTarget| {
            let mut there = listed.iter().filter(|mapping| mapping.is_at(&target.endpoint));
            there.any(|mapping| !mapping.is_over(now))
        };
        let over = plan.mappings.iter().filter(|target| !is_live(target));
        let mut report = self.delete_all(&over.cloned().collect::<Vec<_>>()).await;
        let ended = self.end_sessions(&plan.sessions).await;
        report.sessions_expired.extend(ended.sessions_expired);
        report.failed.extend(ended.failed);
        report
    }
}
