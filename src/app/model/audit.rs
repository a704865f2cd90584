//! The state of the Audit pane: whose log it is, the entries so far, what the entries of each connection add up to.

use std::collections::{BTreeMap, HashMap, HashSet};

use jiff::{SignedDuration, Timestamp};

use super::{Table, Watch};
use crate::domain::SimId;
use crate::domain::audit::{AuditColumn, AuditEntry, Connection, Meaning};

/// How far back the log is read at first: as far as SORACOM keeps it for everybody.
const WINDOW: SignedDuration = SignedDuration::from_hours(24);
/// Entries do not come to the log in the order of their times: so much is asked for again.
const OVERLAP: SignedDuration = SignedDuration::from_secs(30);
/// The most entries that are kept, the newest.
pub const MOST: usize = 5000;

/// Whose log it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// Every device's.
    #[default]
    All,
    /// One device's.
    Device(SimId),
}

/// An entry's number in this run: the log itself numbers none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId(u64);

/// The log and the pane that shows it.
#[derive(Clone, Debug, Default)]
pub struct Audit {
    /// Whose log it is.
    pub scope: Scope,
    entries: BTreeMap<EntryId, AuditEntry>,
    connections: HashMap<String, Connection>,
    last_id: u64,
    /// Answers of an older generation are about somebody else.
    pub generation: u64,
    /// How reading it goes.
    pub watch: Watch,
    /// The pane's rows.
    pub table: Table<EntryId>,
    /// Whether the order has to be made anew.
    pub(in crate::app) stale: bool,
}

impl Audit {
    /// That entry.
    pub fn get(&self, id: EntryId) -> Option<&AuditEntry> {
        self.entries.get(&id)
    }

    /// All entries, in no order that a reader wants.
    pub fn all(&self) -> impl Iterator<Item = (EntryId, &AuditEntry)> {
        self.entries.iter().map(|(id, entry)| (*id, entry))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// What an entry means, seen together with the others of its connection.
    pub fn meaning(&self, entry: &AuditEntry) -> Meaning {
        let id = entry.connection_id.as_ref();
        let connection = id.and_then(|id| self.connections.get(id)).copied();
        let alone = || {
            let mut alone = Connection::default();
            alone.add(entry);
            alone
        };
        connection.unwrap_or_else(alone).meaning(entry.happening())
    }

    /// All that the log tells of the connection of an entry, the oldest first.
    pub fn course(&self, entry: &AuditEntry) -> Vec<&AuditEntry> {
        let of_same = |other: &&AuditEntry| entry.connection_id.is_some() && other.connection_id == entry.connection_id;
        let mut course: Vec<&AuditEntry> = self.entries.values().filter(of_same).collect();
        course.sort_by_key(|entry| entry.at);
        course
    }

    /// The column it is sorted by.
    pub fn column(&self) -> AuditColumn {
        AuditColumn::ALL.get(self.table.sort).copied().unwrap_or(AuditColumn::When)
    }

    /// From when on to ask: what came since the newest entry, or all that is kept.
    pub fn since(&self, service_time: Timestamp) -> Timestamp {
        let newest = self.entries.values().map(|entry| entry.at).max();
        let (from, back) = newest.map_or((service_time, WINDOW), |newest| (newest, OVERLAP));
        from.checked_sub(back).unwrap_or(from)
    }

    /// It is to be of somebody else from now on.
    pub(in crate::app) fn turn_to(&mut self, scope: Scope) {
        if self.scope == scope {
            return;
        }
        self.scope = scope;
        self.generation += 1;
        self.watch = Watch::default();
        self.entries.clear();
        self.connections.clear();
        self.table.marks.clear();
        self.stale = true;
    }

    /// More of the log came, the newest first. True if any of it is new.
    pub(in crate::app) fn add(&mut self, entries: Vec<AuditEntry>) -> bool {
        let oldest = entries.iter().map(|entry| entry.at).min();
        let known: HashSet<AuditEntry> = self
            .entries
            .values()
            .filter(|entry| oldest.is_some_and(|oldest| entry.at >= oldest))
            .cloned()
            .collect();
        let before = self.last_id;
        for entry in entries.into_iter().rev().filter(|entry| !known.contains(entry)) {
            if let Some(id) = &entry.connection_id {
                self.connections.entry(id.clone()).or_default().add(&entry);
            }
            self.last_id += 1;
            self.entries.insert(EntryId(self.last_id), entry);
        }
        if self.entries.len() > MOST {
            self.forget_oldest();
        }
        self.stale |= self.last_id != before;
        self.last_id != before
    }

    fn forget_oldest(&mut self) {
        let mut by_age: Vec<(Timestamp, EntryId)> = self.entries.iter().map(|(id, entry)| (entry.at, *id)).collect();
        by_age.sort_unstable();
        for (_, id) in by_age.iter().take(self.entries.len() - MOST) {
            self.entries.remove(id);
        }
        let kept: HashSet<&String> = self
            .entries
            .values()
            .filter_map(|entry| entry.connection_id.as_ref())
            .collect();
        self.connections.retain(|id, _| kept.contains(id));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::audit::tests::entry;

    #[test]
    fn only_what_is_new_is_asked_for_and_taken() {
        let mut audit = Audit::default();
        let now = Timestamp::from_second(100_000).unwrap();
        assert_eq!(audit.since(now).as_second(), 100_000 - 24 * 3600);
        assert!(audit.add(vec![entry(90_010, "CONNECTED", "c"), entry(90_009, "ACCESS", "c")]));
        assert_eq!(audit.since(now).as_second(), 90_010 - 30);
        assert!(!audit.add(vec![entry(90_010, "CONNECTED", "c"), entry(90_009, "ACCESS", "c")]));
        assert!(audit.add(vec![entry(90_020, "CLOSED", "c"), entry(90_010, "CONNECTED", "c")]));
        assert_eq!(audit.len(), 3);
    }

    #[test]
    fn what_an_entry_means_changes_with_what_comes_after_it() {
        let mut audit = Audit::default();
        audit.add(vec![entry(10, "CONNECTED", "c"), entry(9, "ACCESS", "c")]);
        assert_eq!(audit.meaning(&entry(10, "CONNECTED", "c")), Meaning::Open);
        audit.add(vec![entry(20, "CLOSED", "c")]);
        assert!(matches!(audit.meaning(&entry(10, "CONNECTED", "c")), Meaning::Over { .. }));
        let kinds: Vec<&str> = audit
            .course(&entry(10, "CONNECTED", "c"))
            .iter()
            .map(|entry| entry.kind.as_str())
            .collect();
        assert_eq!(kinds, ["ACCESS", "CONNECTED", "CLOSED"]);
    }

    #[test]
    fn the_newest_are_kept() {
        let mut audit = Audit::default();
        let many = i64::try_from(MOST).unwrap() + 10;
        audit.add(
            (0..many)
                .rev()
                .map(|second| entry(second, "ACCESS", &second.to_string()))
                .collect(),
        );
        assert_eq!((audit.len(), audit.connections.len()), (MOST, MOST));
        assert_eq!(audit.entries.values().map(|entry| entry.at.as_second()).min(), Some(10));
    }

    #[test]
    fn of_somebody_else_nothing_is_left() {
        let mut audit = Audit::default();
        audit.add(vec![entry(10, "CONNECTED", "c")]);
        let generation = audit.generation;
        audit.turn_to(Scope::All);
        assert_eq!((audit.len(), audit.generation), (1, generation), "the same as before");
        audit.turn_to(Scope::Device(SimId("1".into())));
        assert!(audit.is_empty() && audit.generation > generation);
    }
}
