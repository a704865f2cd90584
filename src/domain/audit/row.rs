//! The rows of the Audit pane: an entry with what is joined to it, how rows are ordered and filtered.

use std::borrow::Cow;
use std::cmp::Ordering;

use super::{AuditEntry, Meaning};
use crate::domain::DeviceRow;
use crate::domain::column::{natural, unknown_last};
use crate::domain::filter::Fields;
use crate::say;

/// A row of the Audit pane.
#[derive(Clone, Copy, Debug)]
pub struct AuditRow<'a> {
    /// The entry.
    pub entry: &'a AuditEntry,
    /// What it means, seen together with the others of its connection.
    pub meaning: Meaning,
    /// What its device is called: the IMSI where the device is not listed.
    pub label: &'a str,
    /// Its device, where it is listed.
    pub device: Option<DeviceRow<'a>>,
    /// Who opened what it came through, where that is known.
    pub opened_by: Option<&'a str>,
    /// Why, where that is known.
    pub reason: Option<&'a str>,
}

/// What the Audit pane can be sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuditColumn {
    /// The newest first.
    When,
    /// By word.
    What,
    /// By name of the device.
    Device,
    /// By address.
    From,
    /// By port on the device.
    Port,
    /// By word.
    Means,
    /// By who opened it, then why.
    Who,
}

impl AuditColumn {
    /// All, in the order in which `s` goes through them.
    pub const ALL: &'static [Self] = &[
        Self::When,
        Self::What,
        Self::Device,
        Self::From,
        Self::Port,
        Self::Means,
        Self::Who,
    ];

    /// Its name, whatever language is spoken: panes are remembered by it.
    pub fn name(self) -> &'static str {
        match self {
            Self::When => "When",
            Self::What => "What",
            Self::Device => "Device",
            Self::From => "From",
            Self::Port => "Port",
            Self::Means => "Means",
            Self::Who => "Opened by and why",
        }
    }

    /// The title on the screen.
    pub fn title(self) -> &'static str {
        match self {
            Self::When => say::columns::when(),
            Self::What => say::columns::what(),
            Self::Device => say::columns::device(),
            Self::From => say::columns::from(),
            Self::Port => say::columns::port(),
            Self::Means => say::columns::means(),
            Self::Who => say::columns::opened_by_and_why(),
        }
    }

    /// The order of two rows by this column; of two that are equal the newest is first.
    pub fn order(self, a: &AuditRow<'_>, b: &AuditRow<'_>) -> Ordering {
        let from = |row: &AuditRow<'_>| row.entry.source.clone().unwrap_or_else(|| "~".into());
        let by = match self {
            Self::When => Ordering::Equal,
            Self::What => a.entry.kind.cmp(&b.entry.kind),
            Self::Device => natural(a.label, b.label),
            Self::From => natural(&from(a), &from(b)),
            Self::Port => a.entry.device_port().cmp(&b.entry.device_port()),
            Self::Means => a.meaning.short().cmp(&b.meaning.short()),
            Self::Who => unknown_last(a.opened_by, b.opened_by).then_with(|| unknown_last(a.reason, b.reason)),
        };
        by.then_with(|| b.entry.at.cmp(&a.entry.at))
    }
}

impl Fields for AuditRow<'_> {
    const COLUMNS: &'static [&'static str] = &[
        "what",
        "device",
        "from",
        "to",
        "means",
        "by",
        "reason",
        "imsi",
        "sim",
        "connection",
    ];
    const SEARCHED: &'static [&'static str] = Self::COLUMNS;

    fn field(&self, column: &str) -> Cow<'_, str> {
        let entry = self.entry;
        let told = |text: &'_ Option<String>| Cow::Owned(text.clone().unwrap_or_default());
        match column {
            "what" => Cow::Borrowed(&entry.kind),
            "device" => Cow::Borrowed(self.label),
            "from" => told(&entry.source),
            "to" => told(&entry.destination),
            "means" => Cow::Owned(say::in_all(|| self.meaning.short())),
            "by" => Cow::Borrowed(self.opened_by.unwrap_or("")),
            "reason" => Cow::Borrowed(self.reason.unwrap_or("")),
            "imsi" => Cow::Borrowed(entry.imsi.as_ref().map_or("", |imsi| &imsi.0)),
            "sim" => Cow::Borrowed(self.device.map_or("", |device| device.sim_id)),
            "connection" => told(&entry.connection_id),
            _ => Cow::Borrowed(""),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::entry;
    use super::*;
    use crate::domain::Filter;

    #[test]
    fn the_newest_is_first_and_a_filter_finds_by_every_column() {
        let entries = [entry(1, "CREATED", "a"), entry(3, "DENIED", "b"), entry(2, "ACCESS", "b")];
        let row = |entry| AuditRow {
            entry,
            meaning: Meaning::CallerDenied,
            label: "kiosk-1",
            device: None,
            opened_by: Some("yamada"),
            reason: None,
        };
        let mut rows: Vec<AuditRow<'_>> = entries.iter().map(row).collect();
        rows.sort_by(|a, b| AuditColumn::When.order(a, b));
        let kinds = |rows: &[AuditRow<'_>]| rows.iter().map(|row| row.entry.kind.clone()).collect::<Vec<_>>();
        assert_eq!(kinds(&rows), ["DENIED", "ACCESS", "CREATED"]);
        rows.sort_by(|a, b| AuditColumn::What.order(a, b));
        assert_eq!(kinds(&rows), ["ACCESS", "CREATED", "DENIED"]);
        for filter in [
            "what:denied",
            "from:198.51",
            "to:3389",
            "by:yamada",
            "means:caller",
            "imsi:44010",
            "kiosk-1",
        ] {
            assert!(Filter::parse::<AuditRow<'_>>(filter).matches(&rows[2]), "{filter}");
        }
        assert!(!Filter::parse::<AuditRow<'_>>("what:denied").matches(&rows[0]));
    }
}
