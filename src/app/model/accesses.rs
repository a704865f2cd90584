//! The state of the Access pane: the mappings as last listed, what this run knows besides, and what is under way.

use std::collections::{HashMap, HashSet};

use super::Table;
use super::batch::Batch;
use crate::domain::column::AccessColumn;
use crate::domain::{Endpoint, Mapping, OpenRequest, RevokeReport, RevokeTarget, SimId, SourceRange, StreamLink};
use crate::say;

/// The mappings and the pane that shows them.
#[derive(Clone, Debug, Default)]
pub struct Accesses {
    /// As the service listed them, and those opened since.
    pub all: Vec<Mapping>,
    /// What is known besides of the mappings that naptop here opened or made links for, in this run or an earlier one.
    pub known: HashMap<Endpoint, Known>,
    /// What this run opened and a listing lacked, as both were: a listing may lack a mapping for once.
    lost: HashMap<Endpoint, (Mapping, Known)>,
    /// Mappings that are being revoked.
    pub revoking: HashSet<Endpoint>,
    /// Mappings that are being replaced by one that lasts longer; their device and port are in `opening` too.
    pub extending: HashSet<Endpoint>,
    /// Mappings that a streaming URL is being made for.
    pub linking: HashSet<Endpoint>,
    /// Devices and ports that access is being opened to.
    pub opening: HashSet<(SimId, u16)>,
    /// How many keys had been pressed when the last of that was asked for.
    pub(in crate::app) open_wanted: u64,
    /// Mappings that came while access was being opened to where they lead, which is the device and port.
    pub(in crate::app) half_open: HashMap<Endpoint, (SimId, u16)>,
    /// Devices that access is being opened to together.
    pub opens: Option<Batch<(SimId, u16), OpenRequest>>,
    /// Of those, the devices that it could not be opened to, and why.
    pub unopened: HashMap<SimId, String>,
    /// Mappings that are being revoked together.
    pub revokes: Option<Batch<Endpoint, RevokeTarget>>,
    /// Of those, the mappings of which something could not be taken away, and why.
    pub unrevoked: HashMap<Endpoint, String>,
    /// What became of them so far.
    pub(in crate::app) revoke_report: RevokeReport,
    /// Mappings that a failed opening may have left behind.
    pub left_open: HashSet<Endpoint>,
    /// Mappings of which it was told that an act on them was cut short.
    pub(in crate::app) cut_short: HashSet<Endpoint>,
    /// Whether it is being found out what a sweep would take away.
    pub planning: bool,
    /// Whether a sweep is being carried out.
    pub sweeping: bool,
    /// How many keys had been pressed when it was wanted.
    pub(in crate::app) sweep_wanted: u64,
    /// The mapping whose streaming URL is wanted in the clipboard, unless something else was copied since.
    pub copy_wanted: Option<Endpoint>,
    /// How many keys had been pressed when a streaming URL was last wanted, to be copied or opened.
    pub(in crate::app) link_wanted: u64,
    /// Mappings opened while a listing was under way: it may not have them yet.
    pub(in crate::app) fresh: HashSet<Endpoint>,
    /// Mappings revoked while a listing was under way: it may have them still.
    pub(in crate::app) gone: HashSet<Endpoint>,
    /// The pane's rows.
    pub table: Table<Endpoint>,
    /// Whether order and counts have to be made anew.
    pub(in crate::app) stale: bool,
}

/// What the service does not say of a mapping.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// Who opened it; empty if that is not known.
    pub opened_by: String,
    /// Why.
    pub reason: Option<String>,
    /// The latest streaming URL.
    pub link: Option<StreamLink>,
    /// Whether this run opened it.
    pub ours: bool,
    /// From where it was to be reached, where that was asked for.
    pub asked: Vec<SourceRange>,
}

/// What is being done to a mapping that is in the way of anything else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It is replaced by one that lasts longer.
    Extending,
    /// It goes.
    Revoking,
    /// It goes when its turn comes.
    Waiting,
}

impl Change {
    /// What to say where something else was wanted.
    pub fn told(self) -> &'static str {
        match self {
            Self::Extending => say::unavailable::extended_already(),
            Self::Revoking | Self::Waiting => say::unavailable::revoked_already(),
        }
    }
}

impl Accesses {
    /// That mapping.
    pub fn get(&self, endpoint: &Endpoint) -> Option<&Mapping> {
        self.all.iter().find(|mapping| mapping.endpoint == *endpoint)
    }

    /// The latest streaming URL of that mapping.
    pub fn link(&self, endpoint: &Endpoint) -> Option<&StreamLink> {
        self.known.get(endpoint)?.link.as_ref()
    }

    /// The column it is sorted by.
    pub fn column(&self) -> AccessColumn {
        AccessColumn::ALL.get(self.table.sort).copied().unwrap_or(AccessColumn::Left)
    }

    /// What is being done to that mapping, if anything that is in the way of the rest.
    pub fn under_way(&self, endpoint: &Endpoint) -> Option<Change> {
        let waits = |batch: &Batch<Endpoint, RevokeTarget>| batch.waits(|waiting| waiting == endpoint);
        if self.extending.contains(endpoint) {
            Some(Change::Extending)
        } else if self.revoking.contains(endpoint) {
            Some(Change::Revoking)
        } else {
            self.revokes.as_ref().is_some_and(waits).then_some(Change::Waiting)
        }
    }

    /// Whether that mapping seems to be what is being opened: its streaming URL is still to come.
    pub fn is_half_open(&self, endpoint: &Endpoint) -> bool {
        self.half_open.contains_key(endpoint)
    }

    /// Whether that mapping is being revoked, or waits for its turn.
    pub fn goes(&self, endpoint: &Endpoint) -> bool {
        matches!(self.under_way(endpoint), Some(Change::Revoking | Change::Waiting))
    }

    /// What is being opened or revoked together, and how far that has come.
    pub fn progress(&self) -> (Option<String>, Option<String>) {
        let opens = self.opens.as_ref().map(|batch| say::panes::opening(batch.progress()));
        let revokes = self.revokes.as_ref().map(|batch| say::panes::revoking(batch.progress()));
        (opens, revokes)
    }

    /// How many writes are under way.
    pub fn writes(&self) -> usize {
        self.opening.len() + self.revoking.len() + self.linking.len() + usize::from(self.sweeping)
    }

    /// The mappings that naptop here had to do with and that are still listed: opened, left behind, reused, or linked to.
    pub fn touched(&self) -> impl Iterator<Item = &Mapping> {
        let touched = |endpoint: &Endpoint| self.known.contains_key(endpoint) || self.left_open.contains(endpoint);
        self.all.iter().filter(move |mapping| touched(&mapping.endpoint))
    }

    /// The mappings that this run opened and that are still listed.
    pub fn ours(&self) -> impl Iterator<Item = &Mapping> {
        self.all
            .iter()
            .filter(|mapping| self.known.get(&mapping.endpoint).is_some_and(|known| known.ours))
    }

    /// What this run left behind where opening failed, and what is not listed yet.
    pub fn left_open_unlisted(&self) -> impl Iterator<Item = RevokeTarget> {
        let ours = |endpoint: &&Endpoint| self.known.get(endpoint).is_some_and(|known| known.ours);
        let unlisted = self
            .left_open
            .iter()
            .filter(ours)
            .filter(|endpoint| self.get(endpoint).is_none());
        unlisted.map(|endpoint| RevokeTarget {
            endpoint: endpoint.clone(),
            mapping: None,
            label: endpoint.to_string(),
            key: None,
        })
    }

    /// A listing came. What was opened meanwhile stays, what was revoked meanwhile stays away.
    /// Returns the endpoints that are another's by now.
    pub(in crate::app) fn replace(&mut self, mut listed: Vec<Mapping>) -> Vec<Endpoint> {
        listed.retain(|mapping| !self.gone.contains(&mapping.endpoint));
        for mapping in self.all.iter().filter(|mapping| self.fresh.contains(&mapping.endpoint)) {
            match listed.iter_mut().find(|other| other.endpoint == mapping.endpoint) {
                Some(other) if !other.is_still(mapping) => other.clone_from(mapping),
                Some(_) => {}
                None => listed.push(mapping.clone()),
            }
        }
        self.fresh.clear();
        self.gone.clear();
        if self.all == listed {
            return Vec::new();
        }
        let there: HashMap<&Endpoint, &Mapping> = listed.iter().map(|mapping| (&mapping.endpoint, mapping)).collect();
        let was_there: HashSet<&Endpoint> = self.all.iter().map(|mapping| &mapping.endpoint).collect();
        let is_another = |before: &&Mapping| there.get(&before.endpoint).is_some_and(|mapping| !mapping.is_still(before));
        let taken: Vec<Endpoint> = self
            .all
            .iter()
            .filter(is_another)
            .map(|before| before.endpoint.clone())
            .collect();
        for mapping in self.all.iter().filter(|mapping| !there.contains_key(&mapping.endpoint)) {
            if let Some(known) = self.known.get(&mapping.endpoint).filter(|known| known.ours) {
                self.lost.insert(mapping.endpoint.clone(), (mapping.clone(), known.clone()));
            }
        }
        let found = self.lost.extract_if(|endpoint, _| there.contains_key(endpoint));
        let found: Vec<(Endpoint, (Mapping, Known))> = found.collect();
        // one that was never listed may still come
        self.left_open
            .retain(|endpoint| there.contains_key(endpoint) || !was_there.contains(endpoint));
        self.known
            .retain(|endpoint, _| there.contains_key(endpoint) || self.left_open.contains(endpoint));
        self.unrevoked.retain(|endpoint, _| there.contains_key(endpoint));
        self.cut_short.retain(|endpoint| there.contains_key(endpoint));
        let new = listed.iter().filter(|mapping| !was_there.contains(&mapping.endpoint));
        let half_open = new.filter_map(|mapping| {
            let target = (mapping.sim_id.clone()?, mapping.device_port);
            self.opening.contains(&target).then(|| (mapping.endpoint.clone(), target))
        });
        self.half_open.extend(half_open);
        self.table.marks.retain(|endpoint| there.contains_key(endpoint));
        for endpoint in &taken {
            self.forget(endpoint);
        }
        for (endpoint, (before, known)) in found {
            if there.get(&endpoint).is_some_and(|mapping| mapping.is_still(&before)) {
                self.known.entry(endpoint).or_insert(known);
            }
        }
        self.all = listed;
        self.stale = true;
        taken
    }

    /// What to say of mappings that let in other sources than were asked for, and did not when they were last looked at.
    pub(in crate::app) fn alarms(&self, listed: &[Mapping]) -> Vec<String> {
        let alarm = |mapping: &Mapping| {
            let known = self.known.get(&mapping.endpoint)?;
            let before = self.still(mapping)?;
            let changed = before.sources != mapping.sources;
            changed.then(|| mapping.sources_alarm(&known.asked))?
        };
        listed.iter().filter_map(alarm).collect()
    }

    /// A mapping is open.
    pub(in crate::app) fn insert(&mut self, mapping: Mapping) {
        self.all.retain(|other| other.endpoint != mapping.endpoint);
        self.gone.remove(&mapping.endpoint);
        self.fresh.insert(mapping.endpoint.clone());
        self.all.push(mapping);
        self.stale = true;
    }

    /// That mapping, where it is listed still.
    pub fn still(&self, mapping: &Mapping) -> Option<&Mapping> {
        self.get(&mapping.endpoint).filter(|listed| listed.is_still(mapping))
    }

    /// Whether another mapping is listed at the endpoint of the one that is to go.
    pub fn is_taken(&self, target: &RevokeTarget) -> bool {
        let there = self.get(&target.endpoint);
        there.is_some_and(|mapping| target.was_followed_by(mapping))
    }

    /// What was at that endpoint is gone, and what is there now has nothing to do with it.
    pub(in crate::app) fn forget(&mut self, endpoint: &Endpoint) {
        self.known.remove(endpoint);
        self.left_open.remove(endpoint);
        self.unrevoked.remove(endpoint);
        self.cut_short.remove(endpoint);
        self.table.vanish(endpoint);
    }

    /// A mapping is gone.
    pub(in crate::app) fn remove(&mut self, endpoint: &Endpoint) {
        self.all.retain(|mapping| mapping.endpoint != *endpoint);
        self.forget(endpoint);
        self.fresh.remove(endpoint);
        self.gone.insert(endpoint.clone());
        self.stale = true;
    }
}
