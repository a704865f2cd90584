//! How the user arranged the panes: which columns are left out, and how the screen is shared. It outlasts the run.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fmt::Write;

use super::Pane;
use crate::domain::written::Assignment;
use crate::say;

/// How the screen can be shared, in per cent for the lower pane.
const SHARES: std::ops::RangeInclusive<u8> = 15..=85;
/// By how much one press moves the border.
pub(in crate::app) const STEP: i16 = 5;

/// The arrangement; as naptop has it, where the user changed nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arrangement {
    /// The columns that are left out, by their names.
    hidden: BTreeMap<Pane, BTreeSet<&'static str>>,
    /// What the lower pane gets, in per cent.
    lower: Option<u8>,
}

impl Arrangement {
    /// Whether that column of the pane is shown.
    pub fn shows(&self, pane: Pane, column: &str) -> bool {
        self.hidden.get(&pane).is_none_or(|hidden| !hidden.contains(column))
    }

    /// What the lower pane gets of the screen, in per cent, where the user chose.
    pub fn lower(&self) -> Option<u8> {
        self.lower
    }

    /// Shows or leaves out a column. False for one that has to be there.
    pub(in crate::app) fn toggle(&mut self, pane: Pane, column: &'static str) -> bool {
        if column == pane.first_column() {
            return false;
        }
        let hidden = self.hidden.entry(pane).or_default();
        if !hidden.remove(column) {
            hidden.insert(column);
        }
        if hidden.is_empty() {
            self.hidden.remove(&pane);
        }
        true
    }

    pub(in crate::app) fn share(&mut self, lower: Option<i16>) {
        let (least, most) = (i16::from(*SHARES.start()), i16::from(*SHARES.end()));
        self.lower = lower.and_then(|lower| u8::try_from(lower.clamp(least, most)).ok());
    }

    /// From what was remembered. What another version wrote and this one does not know counts for nothing.
    pub fn remembered(lines: &[Assignment]) -> Self {
        let mut arrangement = Self::default();
        for line in lines {
            if line.name.text == LOWER {
                let lower = line.values.first().and_then(|value| value.text.parse().ok());
                arrangement.lower = lower.filter(|lower| SHARES.contains(lower));
            }
            let pane = Pane::ALL.iter().find(|pane| line.name.text == left_out(**pane));
            for pane in pane.into_iter() {
                let columns = pane.columns();
                let known = columns
                    .iter()
                    .filter(|(column, _)| line.values.iter().any(|value| value.text == *column));
                for (column, _) in known {
                    arrangement.toggle(*pane, column);
                }
            }
        }
        arrangement
    }

    /// As it is remembered.
    pub fn to_text(&self) -> String {
        let mut text = format!("# {}\n", say::arranging::head());
        if let Some(lower) = self.lower {
            // writing to a String cannot fail
            let _ = writeln!(text, "{LOWER} = {lower}");
        }
        for pane in Pane::ALL {
            if let Some(hidden) = self.hidden.get(pane) {
                let _ = writeln!(text, "{} = {hidden:?}", left_out(*pane));
            }
        }
        text.replace('{', "[").replace('}', "]")
    }
}

const LOWER: &str = "lower_pane_percent";

fn left_out(pane: Pane) -> String {
    format!("left_out_of_{pane:?}").to_lowercase()
}

/// The choice of a pane's columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Picker {
    /// Whose columns.
    pub pane: Pane,
    /// The cursor, among the columns.
    pub cursor: usize,
}
