//! Napter's audit log: what happened to mappings, and who came through them. It names no user.

mod connection;
mod row;

use jiff::Timestamp;

use super::Imsi;

pub use connection::{Connection, Meaning};
pub use row::{AuditColumn, AuditRow};

/// An entry of the log.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
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

/// What an entry tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Happening {
    /// A mapping was opened.
    Created,
    /// A mapping was taken away.
    Deleted,
    /// A mapping ran out.
    Expired,
    /// Somebody reached SORACOM.
    Access,
    /// They were let in and reached the device.
    Connected,
    /// They were not let in: their address is not among the sources, or the mapping's time was over.
    Denied,
    /// SORACOM took them for an attack: too many in a short time.
    Refused,
    /// A connection ended.
    Closed,
    /// Something that no document describes.
    Other,
}

impl AuditEntry {
    /// What it tells.
    pub fn happening(&self) -> Happening {
        match self.kind.as_str() {
            "CREATED" => Happening::Created,
            "DELETED" => Happening::Deleted,
            "EXPIRED" => Happening::Expired,
            "ACCESS" => Happening::Access,
            "CONNECTED" => Happening::Connected,
            "DENIED" => Happening::Denied,
            "REFUSED" => Happening::Refused,
            "CLOSED" => Happening::Closed,
            _ => Happening::Other,
        }
    }

    /// The port on the device.
    pub fn device_port(&self) -> Option<u16> {
        self.destination.as_ref()?.rsplit_once(':')?.1.parse().ok()
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// An entry so many seconds after the epoch.
    pub(crate) fn entry(second: i64, kind: &str, connection: &str) -> AuditEntry {
        AuditEntry {
            at: Timestamp::from_second(second).unwrap(),
            kind: kind.into(),
            imsi: Some(Imsi("440103000000001".into())),
            connection_id: Some(connection.into()),
            tls: Some(false),
            source: Some("198.51.100.7:51720".into()),
            destination: Some("10.128.0.5:3389".into()),
        }
    }

    #[test]
    fn the_port_on_the_device_is_read_off_the_destination() {
        assert_eq!(entry(0, "ACCESS", "c").device_port(), Some(3389));
        let with = |destination: Option<&str>| AuditEntry {
            destination: destination.map(str::to_owned),
            ..entry(0, "ACCESS", "c")
        };
        for none in [None, Some("10.128.0.5"), Some("10.128.0.5:x"), Some("")] {
            assert_eq!(with(none).device_port(), None);
        }
    }
}
