//! The state of the Sessions pane: AppStream's sessions as last listed, what is being ended, how the fleet stands.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;

use super::{Table, Watch};
use crate::domain::fleet::Fleet;
use crate::domain::session::{JoinedSession, SessionColumn, SessionList};
use crate::domain::{DeviceKey, Failure, Session, SimId};

/// The sessions and the pane that shows them.
#[derive(Clone, Debug, Default)]
pub struct Sessions {
    /// As AppStream listed them, each with the mapping that it came through.
    pub all: Vec<JoinedSession>,
    /// Why they could not be held against the mappings, if so.
    pub unjoined: Option<Failure>,
    /// The fleet, where it may be read.
    pub fleet: Option<Fleet>,
    /// Whether reading it is not permitted: then it is not asked for again.
    pub(in crate::app) fleet_forbidden: bool,
    /// Why it could not be read, unless that is not permitted.
    pub(in crate::app) fleet_failure: Option<Failure>,
    /// When that was last asked for (local time).
    pub(in crate::app) fleet_asked_at: Option<Timestamp>,
    /// Sessions that are being ended.
    pub ending: HashSet<String>,
    /// Sessions ended while a listing was under way: it may have them still.
    ended: HashSet<String>,
    /// Which devices the hashes in user ids stand for, as far as that had to be searched for.
    by_key: HashMap<DeviceKey, SimId>,
    /// What was searched for last, and among how many devices.
    sought: (HashSet<DeviceKey>, usize),
    /// How listing them goes.
    pub watch: Watch,
    /// The pane's rows.
    pub table: Table<String>,
    /// Whether the order has to be made anew.
    pub(in crate::app) stale: bool,
}

impl Sessions {
    /// That session.
    pub fn get(&self, id: &str) -> Option<&JoinedSession> {
        self.all.iter().find(|joined| joined.session.id == id)
    }

    /// The column it is sorted by.
    pub fn column(&self) -> SessionColumn {
        SessionColumn::ALL
            .get(self.table.sort)
            .copied()
            .unwrap_or(SessionColumn::State)
    }

    /// Those that would be ended: the marked ones, else the one under the cursor. One that is over needs no end.
    pub fn chosen(&self) -> Vec<&Session> {
        let marks = &self.table.marks;
        let is_chosen = |session: &&Session| match marks.is_empty() {
            true => self.table.selected() == Some(&session.id),
            false => marks.contains(&session.id),
        };
        let all = self.all.iter().map(|joined| &joined.session);
        all.filter(is_chosen).filter(|session| session.is_live()).collect()
    }

    /// The device that such a hash stands for, where it was searched for and found.
    pub(in crate::app) fn device_by_key(&self, key: &DeviceKey) -> Option<&SimId> {
        self.by_key.get(key)
    }

    /// Whether searching for these among so many devices may find more than the last search did.
    pub(in crate::app) fn seek(&mut self, keys: &HashSet<DeviceKey>, devices: usize) -> bool {
        let new = self.sought.0 != *keys || self.sought.1 != devices;
        if new {
            self.sought = (keys.clone(), devices);
        }
        new
    }

    pub(super) fn found(&mut self, found: Vec<(DeviceKey, SimId)>) {
        self.by_key.extend(found);
    }

    /// A listing begins: whatever was ended before it does not come back with it.
    pub(in crate::app) fn begin(&mut self) -> bool {
        let begun = self.watch.begin();
        if begun {
            self.ended.clear();
        }
        begun
    }

    /// A listing came. True if it shows something new.
    pub(in crate::app) fn replace(&mut self, list: SessionList) -> bool {
        let mut sessions = list.sessions;
        sessions.retain(|joined| !self.ended.contains(&joined.session.id));
        // whose device was found stays an orphan: it is no news
        for joined in sessions.iter_mut().filter(|joined| joined.is_unaccounted()) {
            joined.orphan |= self.get(&joined.session.id).is_some_and(|known| known.orphan);
        }
        let new = self.all != sessions || self.unjoined != list.unjoined;
        self.all = sessions;
        self.unjoined = list.unjoined;
        self.stale |= new;
        new
    }

    /// These are over.
    pub(in crate::app) fn remove(&mut self, ids: &[String]) {
        self.all.retain(|joined| !ids.contains(&joined.session.id));
        self.ended.extend(ids.iter().cloned());
        self.stale = true;
    }
}
