//! Sweeping: expired mappings that are still listed, and AppStream sessions whose mapping is gone.

use super::Access;
use crate::domain::failure::Result;
use crate::domain::{Mapping, RevokeReport, RevokeTarget, Sweep};

impl Access {
    /// Finds out what a sweep would take away; takes nothing away. Whose the strays are is for who knows the SIMs to say.
    pub async fn plan_sweep(&self) -> Result<Sweep> {
        // the mappings after them: one that began through a mapping that is newer than a list would be taken for an orphan
        let sessions = self.all_sessions().await;
        let (mappings, now) = (self.soracom.mappings().await?, self.clock.now());
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
            Ok((orphans, strays)) => (sweep.sessions, sweep.strays) = (orphans, strays),
            Err(failure) => sweep.sessions_unknown = Some(failure),
        }
        Ok(sweep)
    }

    /// Takes away what the plan names, and nothing else.
    pub async fn sweep(&self, plan: &Sweep) -> RevokeReport {
        let mut report = match plan.mappings.as_slice() {
            [] => RevokeReport::default(),
            over => self.close(over).await.0,
        };
        let ended = self.end_sessions(&plan.sessions).await;
        report.sessions_expired.extend(ended.sessions_expired);
        report.failed.extend(ended.failed);
        report
    }
}
