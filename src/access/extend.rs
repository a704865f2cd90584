//! Extending. Napter has no such call: a replacement is opened, and only then the old mapping is let go.

use tokio_util::sync::CancellationToken;

use super::Access;
use crate::domain::access::{Extended, OpenFailure};
use crate::domain::{OpenRequest, RevokeTarget};
use crate::say;

impl Access {
    /// Opens the replacement, makes its link, and lets the old mapping and its sessions go. If the replacement fails, it is
    /// taken back and the old one stays; once it stands, letting go is seen through, whatever is cancelled.
    pub async fn extend(
        &self,
        replacement: &OpenRequest,
        old: &RevokeTarget,
        cancel: &CancellationToken,
    ) -> Result<Extended, OpenFailure> {
        let (opened, ended) = self.open_past(replacement, cancel).await.map_err(|failed| OpenFailure {
            failure: failed.failure.during(say::acted::stays_as_it_was(&old.endpoint)),
            ..failed
        })?;
        let mut let_go = self.revoke_beside(Some(&opened.mapping), std::slice::from_ref(old)).await;
        let_go.sessions_expired.retain(|id| !ended.contains(id));
        let_go.sessions_expired.extend(ended);
        Ok(Extended { opened, let_go })
    }
}
