//! Opening and revoking access, as one act each. There is no other way to do either in this program: the dashboard and
//! the command line both come here. What an act leaves behind is always said, never guessed.

pub mod clock;
pub mod devices;
pub mod extend;
pub mod link;
pub mod open;
pub mod revoke;
pub mod sessions;
pub mod sweep;

use std::sync::Arc;

pub use clock::ServiceClock;

use crate::domain::LinkTarget;
use crate::gateway::{AppStream, Soracom};

/// What the acts work on.
#[derive(Clone)]
pub struct Access {
    /// SORACOM.
    pub soracom: Arc<dyn Soracom>,
    /// AppStream.
    pub appstream: Arc<dyn AppStream>,
    /// The service's time.
    pub clock: Arc<ServiceClock>,
    /// The stack and fleet in use, where they are configured.
    pub link: Option<LinkTarget>,
}
