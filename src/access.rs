//! Opening and revoking access, as one act each. There is no other way to do either in this program: the dashboard and
//! the command line both come here. What an act leaves behind is always said, never guessed.

pub mod audit;
pub mod clock;
pub mod extend;
mod ledger;
pub mod link;
pub mod open;
pub mod probe;
pub mod revoke;
pub mod sessions;
pub mod sweep;

use std::sync::Arc;

pub use clock::ServiceClock;

use crate::domain::LinkTarget;
use crate::domain::failure::Result;
use crate::gateway::{AppStream, Soracom};
use crate::journal::Journal;

/// What the acts work on.
#[derive(Clone)]
pub struct Access {
    /// SORACOM.
    pub soracom: Arc<dyn Soracom>,
    /// AppStream.
    pub appstream: Arc<dyn AppStream>,
    /// Which coverage that is, in a word: one operator may have both.
    pub coverage: &'static str,
    /// The service's time.
    pub clock: Arc<ServiceClock>,
    /// The stack and fleet in use, where they are configured.
    pub link: Option<LinkTarget>,
    /// Who opens.
    pub operator: Operator,
    /// Where it is written down.
    pub journal: Arc<Journal>,
}

/// Who opens access.
#[derive(Clone, Debug)]
pub struct Operator {
    /// As configured, else the user of this machine.
    pub name: String,
    /// Whether that was configured; if not, a SAM user that signs in takes its place.
    pub is_set: bool,
}

impl Access {
    /// What tells the account that is signed in to from others, e.g. `jp OP0012345678`.
    async fn account(&self) -> Result<String> {
        let identity = self.soracom.sign_in().await?;
        Ok(format!("{} {}", self.coverage, identity.operator_id))
    }

    /// Who opens: as configured, else the SAM user that signs in, else the user of this machine.
    pub async fn operator(&self) -> Result<String> {
        let identity = self.soracom.sign_in().await?;
        let user = identity.user_name.filter(|_| !self.operator.is_set);
        Ok(user.unwrap_or_else(|| self.operator.name.clone()))
    }
}
