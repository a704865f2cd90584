//! AppStream sessions as DescribeSessions lists them.

use jiff::Timestamp;

use super::{Endpoint, UserId};

/// A streaming session of the configured stack and fleet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// AppStream's id, needed to expire it.
    pub id: String,
    /// Whose session it is; its tail tells the device.
    pub user_id: UserId,
    /// `ACTIVE`, `PENDING` or `EXPIRED`; open-ended.
    pub state: String,
    /// `CONNECTED` or `NOT_CONNECTED`, where known.
    pub connection: Option<String>,
    /// When an instance was given to the user.
    pub started_at: Option<Timestamp>,
    /// When it ends at the latest.
    pub max_expires_at: Option<Timestamp>,
}

impl Session {
    /// Whether somebody may still be in it.
    pub fn is_live(&self) -> bool {
        self.state != "EXPIRED"
    }
}

/// A session, and the mapping that it came through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JoinedSession {
    /// The session.
    pub session: Session,
    /// The live mapping to its device and port, if there is one.
    pub endpoint: Option<Endpoint>,
    /// Whether naptop made it and its mapping is gone.
    pub orphan: bool,
}
