//! Napter's audit log: what happened to mappings, and who came through them. It names no user.

use jiff::Timestamp;

use super::Imsi;

/// An entry of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditEntry {
    /// When.
    pub at: Timestamp,
    /// `CREATED`, `DELETED`, `EXPIRED`, `ACCESS`, `CONNECTED`, `DENIED`, `REFUSED`, `CLOSED`; open-ended.
    pub kind: String,
    /// The subscriber.
    pub imsi: Option<Imsi>,
    /// What the entries of one connection share.
    pub connection_id: Option<String>,
    /// Whether Napter terminated TLS, where that is said.
    pub tls: Option<bool>,
    /// Who came: `address:port`.
    pub source: Option<String>,
    /// Where to: the device's address and port.
    pub destination: Option<String>,
}
