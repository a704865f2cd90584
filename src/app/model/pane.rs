//! The panes of the screen: their titles and their columns.

use crate::domain::audit::{AuditColumn, AuditRow};
use crate::domain::column::{AccessColumn, AccessRow, DeviceColumn};
use crate::domain::filter::Fields;
use crate::domain::roster;
use crate::domain::session::{SessionColumn, SessionRow};
use crate::say;

/// A pane of the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pane {
    /// The SIM-connected devices.
    #[default]
    Devices,
    /// The live mappings.
    Access,
    /// The AppStream sessions.
    Sessions,
    /// Napter's audit log.
    Audit,
}

impl Pane {
    /// All, in the order of their number keys.
    pub const ALL: &'static [Self] = &[Self::Devices, Self::Access, Self::Sessions, Self::Audit];

    /// Those that share the lower part of the screen, where there is room for two panes.
    pub const LOWER: &'static [Self] = &[Self::Access, Self::Sessions, Self::Audit];

    /// Its title.
    pub fn title(self) -> &'static str {
        match self {
            Self::Devices => say::panes::devices(),
            Self::Access => say::panes::access(),
            Self::Sessions => say::panes::sessions(),
            Self::Audit => say::panes::audit(),
        }
    }

    /// Its columns, each by its name and by the word for it.
    pub fn columns(self) -> Vec<(&'static str, &'static str)> {
        match self {
            Self::Devices => DeviceColumn::ALL
                .iter()
                .map(|column| (column.name(), column.word()))
                .collect(),
            Self::Access => AccessColumn::ALL
                .iter()
                .map(|column| (column.name(), column.title()))
                .collect(),
            Self::Sessions => SessionColumn::ALL
                .iter()
                .map(|column| (column.name(), column.title()))
                .collect(),
            Self::Audit => AuditColumn::ALL
                .iter()
                .map(|column| (column.name(), column.title()))
                .collect(),
        }
    }

    /// The columns that its filter may name.
    pub fn filtered_by(self) -> &'static [&'static str] {
        match self {
            Self::Devices => roster::COLUMNS,
            Self::Access => AccessRow::COLUMNS,
            Self::Sessions => SessionRow::COLUMNS,
            Self::Audit => AuditRow::COLUMNS,
        }
    }

    /// The name of the column that is always shown: it tells one row from another.
    pub fn first_column(self) -> &'static str {
        match self {
            Self::Devices => DeviceColumn::Name.name(),
            Self::Access => AccessColumn::Device.name(),
            Self::Sessions => SessionColumn::Device.name(),
            Self::Audit => AuditColumn::When.name(),
        }
    }
}
