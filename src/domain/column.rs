//! The columns of the two tables: their titles, their names in filters, and how rows are ordered by them.

use std::borrow::Cow;
use std::cmp::Ordering;

use jiff::Timestamp;

use super::device::Presence;
use super::filter::Fields;
use super::{Device, Mapping};

/// A row of the Devices pane: the device and what is joined to it.
#[derive(Clone, Copy, Debug)]
pub struct DeviceRow<'a> {
    /// The device.
    pub device: &'a Device,
    /// Its group's name, or id where the name is not known.
    pub group: &'a str,
    /// How many live mappings lead to it.
    pub mappings: usize,
}

/// A row of the Access pane: the mapping and what is joined to it.
#[derive(Clone, Copy, Debug)]
pub struct AccessRow<'a> {
    /// The mapping.
    pub mapping: &'a Mapping,
    /// What its device is called.
    pub label: &'a str,
    /// Its device, where it is known.
    pub device: Option<&'a Device>,
    /// Who opened it, where that is known.
    pub opened_by: Option<&'a str>,
    /// Why, where that is known.
    pub reason: Option<&'a str>,
    /// Whether it has run out.
    pub over: bool,
}

/// What the Devices pane can be sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeviceColumn {
    /// Online first.
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

    /// The title on the screen.
    pub fn title(self) -> &'static str {
        match self {
            Self::Online => "●",
            Self::Name => "Name",
            Self::Group => "Group",
            Self::Imsi => "IMSI",
            Self::Ip => "IP",
            Self::Status => "Status",
            Self::LastSeen => "Last seen",
            Self::Mappings => "Open",
        }
    }

    /// What it is called in a sentence.
    pub fn word(self) -> &'static str {
        match self {
            Self::Online => "online",
            Self::Mappings => "open mappings",
            other => other.title(),
        }
    }

    /// The order of two rows by this column.
    pub fn order(self, a: &DeviceRow<'_>, b: &DeviceRow<'_>) -> Ordering {
        let by = match self {
            Self::Online => a.device.presence.cmp(&b.device.presence),
            Self::Name => Ordering::Equal,
            Self::Group => natural(a.group, b.group),
            Self::Imsi => a.device.imsi.cmp(&b.device.imsi),
            Self::Ip => natural(a.device.ip.as_deref().unwrap_or("~"), b.device.ip.as_deref().unwrap_or("~")),
            Self::Status => a.device.status.cmp(&b.device.status),
            Self::LastSeen => b.device.last_seen.cmp(&a.device.last_seen),
            Self::Mappings => b.mappings.cmp(&a.mappings),
        };
        by.then_with(|| a.device.name.is_empty().cmp(&b.device.name.is_empty()))
            .then_with(|| natural(a.device.label(), b.device.label()))
            .then_with(|| a.device.sim_id.cmp(&b.device.sim_id))
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

    /// The title on the screen.
    pub fn title(self) -> &'static str {
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

fn unknown_last(a: Option<&str>, b: Option<&str>) -> Ordering {
    let (a, b) = (a.unwrap_or(""), b.unwrap_or(""));
    a.is_empty().cmp(&b.is_empty()).then_with(|| natural(a, b))
}

impl Fields for DeviceRow<'_> {
    const COLUMNS: &'static [&'static str] = &[
        "name",
        "group",
        "imsi",
        "sim",
        "ip",
        "status",
        "online",
        "subscription",
        "module",
        "tag",
        "service",
    ];
    const SEARCHED: &'static [&'static str] = &["name", "group", "imsi", "sim", "ip", "status", "tag"];

    fn field(&self, column: &str) -> Cow<'_, str> {
        let device = self.device;
        let or_empty = |text: &'_ Option<String>| Cow::Owned(text.clone().unwrap_or_default());
        match column {
            "name" => Cow::Borrowed(&device.name),
            "group" => Cow::Borrowed(self.group),
            "imsi" if device.imsis.len() > 1 => {
                Cow::Owned(device.imsis.iter().map(|imsi| imsi.0.as_str()).collect::<Vec<_>>().join(" "))
            }
            "imsi" => Cow::Borrowed(device.imsi.as_ref().map_or("", |imsi| &imsi.0)),
            "sim" => Cow::Borrowed(&device.sim_id.0),
            "ip" => Cow::Borrowed(device.ip.as_deref().unwrap_or("")),
            "status" => Cow::Borrowed(&device.status),
            "online" => Cow::Borrowed(match device.presence {
                Presence::Online => "online yes true",
                Presence::Offline => "offline no false",
                Presence::Never => "never no false",
            }),
            "subscription" => or_empty(&device.subscription),
            "module" => or_empty(&device.module),
            "tag" => Cow::Owned(device.tags.iter().map(|(key, value)| format!("{key}={value} ")).collect()),
            "service" => Cow::Owned(
                device
                    .services()
                    .iter()
                    .map(|service| service.word())
                    .collect::<Vec<_>>()
                    .join(" "),
            ),
            _ => Cow::Borrowed(""),
        }
    }
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
            "sim" => Cow::Borrowed(
                self.device
                    .map(|device| &device.sim_id)
                    .or(mapping.sim_id.as_ref())
                    .map_or("", |id| &id.0),
            ),
            "imsi" => Cow::Borrowed(
                mapping
                    .imsi
                    .as_ref()
                    .or(self.device.and_then(|device| device.imsi.as_ref()))
                    .map_or("", |imsi| &imsi.0),
            ),
            _ => Cow::Borrowed(""),
        }
    }
}

/// Text order in which runs of digits go by their value.
pub fn natural(a: &str, b: &str) -> Ordering {
    let (mut a, mut b) = (a, b);
    loop {
        let (head_a, head_b) = match (a.chars().next(), b.chars().next()) {
            (None, None) => return Ordering::Equal,
            (None, _) => return Ordering::Less,
            (_, None) => return Ordering::Greater,
            (Some(x), Some(y)) => (x, y),
        };
        if head_a.is_ascii_digit() && head_b.is_ascii_digit() {
            let (number_a, rest_a) = a.split_at(digits(a));
            let (number_b, rest_b) = b.split_at(digits(b));
            let (plain_a, plain_b) = (number_a.trim_start_matches('0'), number_b.trim_start_matches('0'));
            let by_value = plain_a.len().cmp(&plain_b.len()).then_with(|| plain_a.cmp(plain_b));
            match by_value.then_with(|| number_a.len().cmp(&number_b.len())) {
                Ordering::Equal => (a, b) = (rest_a, rest_b),
                unequal => return unequal,
            }
        } else {
            let fold = |c: char| c.to_ascii_lowercase();
            match fold(head_a).cmp(&fold(head_b)) {
                Ordering::Equal => (a, b) = (&a[head_a.len_utf8()..], &b[head_b.len_utf8()..]),
                unequal => return unequal,
            }
        }
    }
}

fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
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
