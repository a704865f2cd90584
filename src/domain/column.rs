//! The columns of Devices and Access: their titles, their names in filters, and how rows are ordered by them.

use std::borrow::Cow;
use std::cmp::Ordering;

use jiff::Timestamp;

use super::Mapping;
use super::filter::Fields;
use crate::say::columns;

/// A row of the Access pane: the mapping and what is joined to it.
#[derive(Clone, Copy, Debug)]
pub struct AccessRow<'a> {
    /// The mapping.
    pub mapping: &'a Mapping,
    /// What its device is called.
    pub label: &'a str,
    /// Its SIM's id, where it is known.
    pub sim_id: &'a str,
    /// Its IMSI, or its device's, where it is known.
    pub imsi: &'a str,
    /// Who opened it, where that is known.
    pub opened_by: Option<&'a str>,
    /// Why, where that is known.
    pub reason: Option<&'a str>,
    /// Whether it has run out.
    pub over: bool,
}

/// What the Devices pane can be sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DeviceColumn {
    /// Online first.
    #[default]
    Online,
    /// Naturally: `kiosk-9` before `kiosk-10`.
    Name,
    /// By name of the group.
    Group,
    /// By digits.
    Imsi,
    /// By address.
    Ip,
    /// By word.
    Status,
    /// Latest first.
    LastSeen,
    /// Most first.
    Mappings,
}

impl DeviceColumn {
    /// All, in the order in which `s` goes through them.
    pub const ALL: &'static [Self] = &[
        Self::Online,
        Self::Name,
        Self::Group,
        Self::Imsi,
        Self::Ip,
        Self::Status,
        Self::LastSeen,
        Self::Mappings,
    ];

    /// Its name, whatever language is spoken: panes are remembered by it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Online => "online",
            Self::Name => "Name",
            Self::Group => "Group",
            Self::Imsi => "IMSI",
            Self::Ip => "IP",
            Self::Status => "Status",
            Self::LastSeen => "Last seen",
            Self::Mappings => "open mappings",
        }
    }

    /// The title on the screen.
    pub fn title(self) -> &'static str {
        match self {
            Self::Online => "●",
            Self::Mappings => columns::open(),
            other => other.word(),
        }
    }

    /// What it is called in a sentence.
    pub fn word(self) -> &'static str {
        match self {
            Self::Online => columns::online(),
            Self::Name => columns::name(),
            Self::Group => columns::group(),
            Self::Imsi => columns::imsi(),
            Self::Ip => columns::ip(),
            Self::Status => columns::status(),
            Self::LastSeen => columns::last_seen(),
            Self::Mappings => columns::open_mappings(),
        }
    }
}

/// What the Access pane can be sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccessColumn {
    /// The soonest to end first.
    Left,
    /// By name of the device.
    Device,
    /// By endpoint.
    Endpoint,
    /// By port on the device.
    Port,
    /// By the first source.
    Sources,
    /// By who opened it, then why.
    Who,
    /// Those that have run out last.
    State,
}

impl AccessColumn {
    /// All, in the order in which `s` goes through them.
    pub const ALL: &'static [Self] = &[
        Self::Left,
        Self::Device,
        Self::Endpoint,
        Self::Port,
        Self::Sources,
        Self::Who,
        Self::State,
    ];

    /// Its name, whatever language is spoken: panes are remembered by it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Left => "Time left",
            Self::Device => "Device",
            Self::Endpoint => "Endpoint",
            Self::Port => "Port",
            Self::Sources => "Sources",
            Self::Who => "Who and why",
            Self::State => "State",
        }
    }

    /// The title on the screen.
    pub fn title(self) -> &'static str {
        match self {
            Self::Left => columns::time_left(),
            Self::Device => columns::device(),
            Self::Endpoint => columns::endpoint(),
            Self::Port => columns::port(),
            Self::Sources => columns::sources(),
            Self::Who => columns::who_and_why(),
            Self::State => columns::state(),
        }
    }

    /// The order of two rows by this column.
    pub fn order(self, a: &AccessRow<'_>, b: &AccessRow<'_>) -> Ordering {
        let end = |row: &AccessRow<'_>| row.mapping.expires_at.unwrap_or(Timestamp::MAX);
        let by = match self {
            Self::Left => Ordering::Equal,
            Self::Device => natural(a.label, b.label),
            Self::Endpoint => natural(a.mapping.endpoint.host(), b.mapping.endpoint.host()),
            Self::Port => a.mapping.device_port.cmp(&b.mapping.device_port),
            Self::Sources => natural(first_source(a), first_source(b)),
            Self::Who => unknown_last(a.opened_by, b.opened_by).then_with(|| unknown_last(a.reason, b.reason)),
            Self::State => a.over.cmp(&b.over),
        };
        by.then_with(|| end(a).cmp(&end(b)))
            .then_with(|| a.mapping.endpoint.cmp(&b.mapping.endpoint))
    }
}

fn first_source<'a>(row: &AccessRow<'a>) -> &'a str {
    row.mapping.sources.first().map_or("", String::as_str)
}

/// What is not known goes last.
pub fn unknown_last(a: Option<&str>, b: Option<&str>) -> Ordering {
    let (a, b) = (a.unwrap_or(""), b.unwrap_or(""));
    a.is_empty().cmp(&b.is_empty()).then_with(|| natural(a, b))
}

impl Fields for AccessRow<'_> {
    const COLUMNS: &'static [&'static str] = &[
        "device", "endpoint", "hostname", "port", "source", "by", "reason", "state", "sim", "imsi",
    ];
    const SEARCHED: &'static [&'static str] = Self::COLUMNS;

    fn field(&self, column: &str) -> Cow<'_, str> {
        let mapping = self.mapping;
        match column {
            "device" => Cow::Borrowed(self.label),
            "endpoint" => Cow::Owned(mapping.endpoint.to_string()),
            "hostname" => Cow::Borrowed(mapping.hostname.as_deref().unwrap_or("")),
            "port" => Cow::Owned(mapping.device_port.to_string()),
            "source" => Cow::Owned(mapping.sources.join(" ")),
            "by" => Cow::Borrowed(self.opened_by.unwrap_or("")),
            "reason" => Cow::Borrowed(self.reason.unwrap_or("")),
            "state" => Cow::Borrowed(if self.over { "expired" } else { "live" }),
            "sim" => Cow::Borrowed(self.sim_id),
            "imsi" => Cow::Borrowed(self.imsi),
            _ => Cow::Borrowed(""),
        }
    }
}

/// Text order in which runs of digits go by their value.
pub fn natural(a: &str, b: &str) -> Ordering {
    let (mut a, mut b) = (a.as_bytes(), b.as_bytes());
    loop {
        let (head_a, head_b) = match (a.first(), b.first()) {
            (None, None) => return Ordering::Equal,
            (None, _) => return Ordering::Less,
            (_, None) => return Ordering::Greater,
            (Some(x), Some(y)) => (x.to_ascii_lowercase(), y.to_ascii_lowercase()),
        };
        if head_a.is_ascii_digit() && head_b.is_ascii_digit() {
            let (number_a, rest_a) = a.split_at(digits(a));
            let (number_b, rest_b) = b.split_at(digits(b));
            let (plain_a, plain_b) = (plain(number_a), plain(number_b));
            let by_value = plain_a.len().cmp(&plain_b.len()).then_with(|| plain_a.cmp(plain_b));
            match by_value.then_with(|| number_a.len().cmp(&number_b.len())) {
                Ordering::Equal => (a, b) = (rest_a, rest_b),
                unequal => return unequal,
            }
        } else {
            match head_a.cmp(&head_b) {
                Ordering::Equal => (a, b) = (&a[1..], &b[1..]),
                unequal => return unequal,
            }
        }
    }
}

fn digits(text: &[u8]) -> usize {
    text.iter().take_while(|byte| byte.is_ascii_digit()).count()
}

/// A number without leading zeros.
fn plain(number: &[u8]) -> &[u8] {
    let zeros = number.iter().take_while(|digit| **digit == b'0').count();
    &number[zeros..]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_order_by_value() {
        assert_eq!(natural("kiosk-9", "kiosk-10"), Ordering::Less);
        assert_eq!(natural("Kiosk-2", "kiosk-2"), Ordering::Equal);
        assert_eq!(natural("東京-2", "東京-11"), Ordering::Less);
        assert_eq!(natural("10.0.0.9", "10.0.0.10"), Ordering::Less);
    }

    proptest! {
        #[test]
        fn natural_order_is_an_order(a in "[a-c0-9]{0,6}", b in "[a-c0-9]{0,6}", c in "[a-c0-9]{0,6}") {
            prop_assert_eq!(natural(&a, &b), natural(&b, &a).reverse());
            if natural(&a, &b) != Ordering::Greater && natural(&b, &c) != Ordering::Greater {
                prop_assert_ne!(natural(&a, &c), Ordering::Greater);
            }
        }
    }
}
