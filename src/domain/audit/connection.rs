//! What the entries of one connection add up to: whether it got in, reached the device, is still open; and who stood in its way.

use jiff::{SignedDuration, Timestamp};

use super::{AuditEntry, Happening};
use crate::say;

/// How far a connection got, as far as the log tells. The order in which its entries come does not matter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Connection {
    reached_soracom: bool,
    connected: Option<Timestamp>,
    closed: Option<Timestamp>,
    denied: bool,
    refused: bool,
}

/// What an entry means, seen together with the others of its connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// It is about a mapping, and says all by itself.
    Mapping,
    /// The device took the connection, and it is open as far as the log tells.
    Open,
    /// The device took it, and it is over.
    Over {
        /// For how long it was open, where its beginning is in the log.
        lasted: Option<SignedDuration>,
    },
    /// SORACOM let it in, and nothing has come of it yet.
    OnItsWay,
    /// SORACOM let it in, and the device did not take it.
    DeviceRefused,
    /// SORACOM did not let it in: the caller's address is not among the sources, or the time was over.
    CallerDenied,
    /// SORACOM took it for an attack.
    TooMany,
    /// Nobody knows.
    Unknown,
}

impl Connection {
    /// Takes in one of its entries.
    pub fn add(&mut self, entry: &AuditEntry) {
        match entry.happening() {
            Happening::Access => self.reached_soracom = true,
            Happening::Connected => self.connected = Some(entry.at),
            Happening::Closed => self.closed = Some(entry.at),
            Happening::Denied => self.denied = true,
            Happening::Refused => self.refused = true,
            _ => {}
        }
    }

    /// What one of its entries means.
    pub fn meaning(self, happening: Happening) -> Meaning {
        match happening {
            Happening::Created | Happening::Deleted | Happening::Expired => Meaning::Mapping,
            Happening::Other => Meaning::Unknown,
            _ if self.denied => Meaning::CallerDenied,
            _ if self.refused => Meaning::TooMany,
            _ => match (self.connected, self.closed) {
                (Some(_), None) => Meaning::Open,
                (Some(from), Some(to)) => Meaning::Over {
                    lasted: Some(to.duration_since(from)),
                },
                (None, None) => Meaning::OnItsWay,
                // the beginning may be older than what was asked for
                (None, Some(_)) if !self.reached_soracom => Meaning::Over { lasted: None },
                (None, Some(_)) => Meaning::DeviceRefused,
            },
        }
    }
}

impl Meaning {
    /// In a few words.
    pub fn short(self) -> String {
        match self {
            Self::Mapping => String::new(),
            Self::Open => say::seen::open_now().into(),
            Self::Over { lasted: Some(lasted) } => say::seen::lasted(span(lasted)),
            Self::Over { lasted: None } => say::seen::over().into(),
            Self::OnItsWay => say::seen::not_there_yet().into(),
            Self::DeviceRefused => say::seen::device_refused().into(),
            Self::CallerDenied => say::seen::not_let_in().into(),
            Self::TooMany => say::seen::too_often().into(),
            Self::Unknown => say::seen::unknown().into(),
        }
    }

    /// In full, with what to do about it.
    pub fn long(self) -> &'static str {
        match self {
            Self::Mapping => "",
            Self::Open => say::seen::open_now_at_length(),
            Self::Over { .. } => say::seen::over_at_length(),
            Self::OnItsWay => say::seen::not_there_yet_at_length(),
            Self::DeviceRefused => say::seen::device_refused_at_length(),
            Self::CallerDenied => say::seen::not_let_in_at_length(),
            Self::TooMany => say::seen::too_often_at_length(),
            Self::Unknown => say::seen::unknown_at_length(),
        }
    }
}

/// `42 s`, `3:12`, `1:04:59`.
fn span(lasted: SignedDuration) -> String {
    let seconds = lasted.as_secs().max(0);
    match seconds {
        ..60 => say::seen::seconds(seconds),
        60..3600 => format!("{}:{:02}", seconds / 60, seconds % 60),
        _ => format!("{}:{:02}:{:02}", seconds / 3600, seconds % 3600 / 60, seconds % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::entry;
    use super::*;

    /// What each of these entries means, all of one connection.
    fn meanings(entries: &[(i64, &str)]) -> Vec<Meaning> {
        let entries: Vec<AuditEntry> = entries.iter().map(|(second, kind)| entry(*second, kind, "c")).collect();
        let mut connection = Connection::default();
        // whatever the order is in which they come
        entries.iter().rev().for_each(|entry| connection.add(entry));
        let meaning = |entry: &AuditEntry| connection.meaning(entry.happening());
        entries.iter().map(meaning).collect()
    }

    #[test]
    fn it_is_told_who_stood_in_the_way() {
        use Meaning as M;
        let lasted = M::Over {
            lasted: Some(SignedDuration::from_secs(192)),
        };
        assert_eq!(meanings(&[(0, "ACCESS"), (1, "CONNECTED")]), [M::Open; 2]);
        assert_eq!(meanings(&[(0, "ACCESS"), (1, "CONNECTED"), (193, "CLOSED")]), [lasted; 3]);
        assert_eq!(meanings(&[(0, "ACCESS")]), [M::OnItsWay]);
        assert_eq!(meanings(&[(0, "ACCESS"), (3, "CLOSED")]), [M::DeviceRefused; 2]);
        assert_eq!(meanings(&[(0, "ACCESS"), (0, "DENIED")]), [M::CallerDenied; 2]);
        assert_eq!(meanings(&[(0, "ACCESS"), (0, "DENIED"), (1, "CLOSED")]), [M::CallerDenied; 3]);
        assert_eq!(meanings(&[(0, "REFUSED")]), [M::TooMany]);
        assert_eq!(meanings(&[(0, "CREATED"), (9, "EXPIRED")]), [M::Mapping; 2]);
        assert_eq!(meanings(&[(0, "SOMETHING")]), [M::Unknown]);
    }

    #[test]
    fn the_end_of_one_whose_beginning_was_not_asked_for_is_no_refusal() {
        assert_eq!(meanings(&[(0, "CLOSED")]), [Meaning::Over { lasted: None }]);
    }

    #[test]
    fn what_lasted_is_short() {
        for (seconds, text) in [(-5, "0 s"), (42, "42 s"), (192, "3:12"), (3899, "1:04:59")] {
            assert_eq!(span(SignedDuration::from_secs(seconds)), text);
        }
    }
}
