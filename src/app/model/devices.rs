//! The state of the Devices pane: all SIMs, their order and filter, how far listing has come.

use std::collections::VecDeque;

use jiff::{SignedDuration, Timestamp};

use super::Table;
use crate::domain::column::DeviceColumn;
use crate::domain::roster::{Counts, Order, Page, Put, Search};
use crate::domain::{Device, DeviceRow, Failure, Imsi, Kind, Mapping, Roster, SimId, Slot};
use crate::gateway::{GroupNames, Listing};

/// While pages come, what came is put in its place every so often.
const AT_THE_LATEST: SignedDuration = SignedDuration::from_millis(500);
/// How many SIMs are put in their places before a key may have its turn.
const PLACED_AT_ONCE: usize = 4000;
/// How many SIMs are ordered by a column before a key may have its turn, each as often as it is looked at.
const SORTED_AT_ONCE: usize = 700_000;
/// The SIMs of fewer pages are listed whole.
const WORTH_A_SEARCH: usize = 500;
/// How many SIMs are searched before a key may have its turn.
const SEARCHED_AT_ONCE: usize = 100_000;

/// The devices and the pane that shows them.
#[derive(Clone, Debug, Default)]
pub struct Devices {
    roster: Roster,
    order: Order,
    search: Search,
    counts: Counts,
    /// What changed and is not in its place yet, and whether it is new, renamed or gone.
    moved: VecDeque<(Slot, bool)>,
    /// How many of these are to be put there now.
    placing: usize,
    /// When those that come meanwhile are, at the latest.
    settle_at: Option<Timestamp>,
    /// The pane's rows.
    pub table: Table<Slot>,
    /// Whether the rows are to be laid out anew, because the user or the groups' names want it.
    pub(in crate::app) stale: bool,
    /// Whether that has begun, or something came: they are laid out once all is in its place.
    unlaid: bool,
    /// Which listing is the current one.
    pub generation: u64,
    /// Whether it is under way.
    pub loading: bool,
    /// Whether a listing has ever come to its end.
    pub complete: bool,
    /// Why the last one did not.
    pub failure: Option<Failure>,
    listing: Listing,
    may_not_search: bool,
}

impl Devices {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.roster.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.roster.is_empty()
    }

    /// That device.
    pub fn get(&self, sim_id: &SimId) -> Option<Device> {
        self.roster.get(self.roster.find(sim_id)?)
    }

    /// What the pane shows of a device.
    pub fn row(&self, slot: Slot) -> Option<DeviceRow<'_>> {
        self.roster.row(slot)
    }

    /// Where that device is.
    pub fn slot(&self, sim_id: &SimId) -> Option<Slot> {
        self.roster.find(sim_id)
    }

    /// What is shown of the device with that IMSI, whichever of its IMSIs it is.
    pub fn row_by_imsi(&self, imsi: &Imsi) -> Option<DeviceRow<'_>> {
        self.roster.row(self.roster.by_imsi(imsi)?)
    }

    /// What is shown of that device.
    pub fn row_of(&self, sim_id: &SimId) -> Option<DeviceRow<'_>> {
        self.roster.row(self.roster.find(sim_id)?)
    }

    /// A number that is another one whenever other devices are there or one has another name.
    pub fn revision(&self) -> u64 {
        self.roster.revision()
    }

    /// What is shown of all devices.
    pub fn rows(&self) -> impl Iterator<Item = DeviceRow<'_>> {
        self.roster.slots().filter_map(|slot| self.roster.row(slot))
    }

    /// The ids of all devices.
    pub fn sim_ids(&self) -> impl Iterator<Item = &str> {
        self.rows().map(|row| row.sim_id)
    }

    /// Where the device is that a mapping leads to.
    pub fn slot_of(&self, mapping: &Mapping) -> Option<Slot> {
        self.roster.of_mapping(mapping)
    }

    /// How many live mappings lead to it.
    pub fn count_of(&self, slot: Slot) -> usize {
        self.counts.get(&slot).copied().unwrap_or(0)
    }

    /// The device under the cursor.
    pub fn selected(&self) -> Option<Device> {
        self.roster.get(*self.table.selected()?)
    }

    /// The devices that are marked.
    pub fn marked(&self) -> impl Iterator<Item = Device> {
        self.table.marks.iter().filter_map(|slot| self.roster.get(*slot))
    }

    /// The column it is sorted by.
    pub fn column(&self) -> DeviceColumn {
        DeviceColumn::ALL.get(self.table.sort).copied().unwrap_or_default()
    }

    /// A new listing begins; its generation.
    pub(in crate::app) fn begin(&mut self, which: Listing) -> u64 {
        self.generation += 1;
        self.loading = true;
        self.listing = which;
        self.roster.begin_listing();
        self.generation
    }

    /// The listing that tells who is online at the least cost, once all are known.
    pub(in crate::app) fn cheapest_listing(&self) -> Listing {
        match !self.may_not_search
            && self.complete
            && self.listed_by(Listing::Online) * 2 < self.len()
            && self.len() > WORTH_A_SEARCH
        {
            true => Listing::Online,
            false => Listing::All,
        }
    }

    /// How many SIMs such a listing has, as far as is known.
    pub(in crate::app) fn listed_by(&self, which: Listing) -> usize {
        match which {
            Listing::All => self.len(),
            Listing::Online => self.roster.online(),
        }
    }

    /// A page came.
    pub(in crate::app) fn add(&mut self, page: &Page) {
        let brought_a_group = self.roster.put(page, |put| match put {
            Put::Same => {}
            Put::Changed(slot) => self.moved.push_back((slot, false)),
            Put::Named(slot) => self.moved.push_back((slot, true)),
        });
        if brought_a_group && self.order.column() == DeviceColumn::Group {
            self.order.sort();
            self.stale = true;
        }
    }

    /// The listing came to its end: what was not on it is gone, or no longer online. Which listing it was.
    pub(in crate::app) fn finish(&mut self, result: Result<(), Failure>) -> Listing {
        self.loading = false;
        self.failure = result.err();
        match (&self.failure, self.listing) {
            (None, Listing::All) => {
                self.complete = true;
                let gone = self.roster.end_listing();
                self.moved.extend(gone.into_iter().map(|slot| (slot, true)));
            }
            (None, Listing::Online) => {
                let offline = self.roster.end_listing_of_online();
                self.moved.extend(offline.into_iter().map(|slot| (slot, false)));
            }
            (Some(failure), Listing::Online) if failure.kind == Kind::Forbidden => {
                self.may_not_search = true;
                self.failure = None;
            }
            (Some(_), _) => {}
        }
        self.listing
    }

    /// The groups came.
    pub(in crate::app) fn set_groups(&mut self, groups: GroupNames) {
        if self.roster.name_groups(groups) {
            self.order.sort();
            self.search = Search::new(self.search.filter().clone());
            self.stale = true;
        }
    }

    /// Counts the mappings that have not run out by then.
    pub(in crate::app) fn count(&mut self, mappings: &[Mapping], by: Timestamp) {
        let counts = self.roster.count(mappings, by);
        let differing = |some: &Counts, others: &Counts| -> Vec<(Slot, bool)> {
            let differs = |(slot, count): (&Slot, &usize)| (others.get(slot) != Some(count)).then_some((*slot, false));
            some.iter().filter_map(differs).collect()
        };
        self.moved.extend(differing(&counts, &self.counts));
        self.moved.extend(differing(&self.counts, &counts));
        self.counts = counts;
    }

    /// A mapping was just made for that device, so its fee of this month is paid.
    pub(in crate::app) fn mapping_made(&mut self, sim_id: &SimId, at: Timestamp) {
        if let Some(slot) = self.roster.find(sim_id) {
            self.roster.mapping_made(slot, at);
        }
    }

    /// Whether something came that is not in its place yet.
    pub(in crate::app) fn is_unsettled(&self) -> bool {
        self.stale || self.unlaid || !self.moved.is_empty() || self.is_searching()
    }

    /// Whether the user wants other rows, or there are none yet: what only came meanwhile may wait.
    pub(in crate::app) fn is_asked(&self) -> bool {
        self.stale || self.has_another_filter() || self.order.is_empty()
    }

    /// Whether the filter has not seen all devices yet.
    pub(in crate::app) fn is_searching(&self) -> bool {
        self.has_another_filter() || !self.search.is_done(&self.roster)
    }

    /// Whether the user has changed the filter since the search began.
    fn has_another_filter(&self) -> bool {
        self.search.filter() != &self.table.filter
    }

    /// When to go on putting things in their places.
    pub(in crate::app) fn next_settling(&self, now: Timestamp) -> Option<Timestamp> {
        self.is_unsettled()
            .then(|| self.settle_at.filter(|_| self.may_wait()).unwrap_or(now))
    }

    /// Whether more pages may come before what came is put in its place.
    fn may_wait(&self) -> bool {
        self.loading && !self.unlaid && self.placing == 0 && !self.is_asked()
    }

    /// Puts what came in its place, as far as that takes no longer than a key may wait. True if the rows are others now.
    pub(in crate::app) fn settle(&mut self, now: Timestamp) -> bool {
        if !self.is_unsettled() || (self.may_wait() && self.settle_at.is_some_and(|at| now < at)) {
            return false;
        }
        self.stale = false;
        self.unlaid = true;
        if self.order.column() != self.column() {
            self.order.choose(self.column());
        }
        if !self.order.go_on(&self.roster, &self.counts, SORTED_AT_ONCE) {
            return false;
        }
        if self.placing == 0 {
            self.placing = self.moved.len();
            self.settle_at = now.checked_add(AT_THE_LATEST).ok();
        }
        let some = self.placing.min(PLACED_AT_ONCE);
        self.placing -= some;
        let moved: Vec<(Slot, bool)> = self.moved.drain(..some).collect();
        let named: Vec<Slot> = moved.iter().filter(|(_, named)| *named).map(|(slot, _)| *slot).collect();
        let changed: Vec<Slot> = moved.into_iter().map(|(slot, _)| slot).collect();
        self.order.update(&self.roster, &self.counts, &named, &changed);
        self.search.look_again(&self.roster, &changed);
        if self.has_another_filter() {
            self.search = Search::new(self.table.filter.clone());
        }
        let searched = self.search.go_on(&self.roster, SEARCHED_AT_ONCE);
        if self.placing > 0 || !searched {
            return false;
        }
        self.unlaid = false;
        let mut order = self.order.slots().to_vec();
        order.retain(|slot| self.search.passes(*slot));
        if self.table.reverse {
            order.reverse();
        }
        self.table.set_order(order);
        true
    }
}
