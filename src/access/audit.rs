//! Reading Napter's audit log, of some subscribers or of all.

use jiff::Timestamp;

use super::Access;
use crate::domain::Imsi;
use crate::domain::audit::AuditEntry;
use crate::domain::failure::Result;

impl Access {
    /// The log since then, newest first: of these subscribers, or of all. The service takes one IMSI a call, and a SIM may
    /// have several.
    pub async fn audit(&self, imsis: Option<&[Imsi]>, since: Timestamp) -> Result<Vec<AuditEntry>> {
        let Some(imsis) = imsis else {
            return self.soracom.audit(None, since).await;
        };
        let mut entries = Vec::new();
        for imsi in imsis {
            entries.extend(self.soracom.audit(Some(imsi), since).await?);
        }
        entries.sort_by_key(|entry| std::cmp::Reverse(entry.at));
        Ok(entries)
    }
}
