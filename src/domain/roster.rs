//! Every SIM of an account, a hundred thousand and more, packed: what differs from SIM to SIM in lines of text, what many share
//! in words. A SIM is a [`Slot`] here, for as long as it is listed; it is made a [`Device`] again when one is asked for.

mod index;
mod lines;
mod listing;
mod names;
mod order;
mod page;
mod row;
mod search;
mod sorting;
mod words;

use std::collections::HashMap;
use std::hash::BuildHasher;
use std::num::{NonZeroU32, NonZeroU64};
use std::sync::atomic::{AtomicU64, Ordering};

use hashbrown::DefaultHashBuilder;
use jiff::Timestamp;

use super::column::natural;
use super::device::Presence;
use super::{Device, Imsi, Mapping, SimId};
use index::Index;
use lines::{Line, Lines};
pub use order::Order;
pub use page::{ListedSim, Page};
pub use row::DeviceRow;
use row::Fields;
pub use search::{COLUMNS, Search};
use words::{Word, Words};

/// A SIM in a roster. Never given to another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Slot(NonZeroU32);

impl Slot {
    fn of(number: usize) -> Self {
        Self(u32::try_from(number).map_or(NonZeroU32::MAX, |number| NonZeroU32::MIN.saturating_add(number)))
    }

    fn number(self) -> usize {
        self.0.get() as usize - 1
    }
}

/// How many live mappings lead to which SIM.
pub type Counts = hashbrown::HashMap<Slot, usize>;

/// What became of a device that was put in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Put {
    /// It was there, all the same.
    Same,
    /// It was there, and something changed that it is not ordered by name with.
    Changed(Slot),
    /// It is new or has another name.
    Named(Slot),
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Packed {
    line: u32,
    /// What the columns order by that would have to be read out of the line: the IMSI in use, and the address if it is one of IPv4.
    imsi_number: Option<NonZeroU64>,
    ip_number: Option<NonZeroU32>,
    status: Word,
    group: Word,
    subscription: Word,
    module: Word,
    tags: Word,
    presence: Presence,
    air: bool,
    arc: bool,
    listed: bool,
    /// How many of the IMSIs in its line it lists as its own, and which one is in use.
    imsis: u8,
    imsi: Option<u8>,
    last_seen: Millis,
    last_mapping_at: Millis,
}

impl Packed {
    fn line(&self) -> usize {
        self.line as usize
    }
}

/// Milliseconds since 1970, as SORACOM has a time, the highest byte first; all zero where it is not known. Six bytes last until
/// the year 10889.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Millis([u8; 6]);

impl Millis {
    fn of(time: Option<Timestamp>) -> Self {
        let [_, _, millis @ ..] = time.map_or(0, Timestamp::as_millisecond).max(0).to_be_bytes();
        Self(millis)
    }

    fn number(self) -> u64 {
        let [a, b, c, d, e, f] = self.0;
        u64::from_be_bytes([0, 0, a, b, c, d, e, f])
    }

    fn time(self) -> Option<Timestamp> {
        let known = Some(self.number()).filter(|millis| *millis != 0)?;
        Timestamp::from_millisecond(known.try_into().ok()?).ok()
    }
}

/// All SIMs.
#[derive(Clone, Debug, Default)]
pub struct Roster {
    sims: Vec<Option<Packed>>,
    lines: Lines,
    /// Whose line it is; none where the SIM has another one by now, or is gone.
    owners: Vec<Option<Slot>>,
    words: Words,
    groups: Words,
    group_names: HashMap<String, String>,
    /// Where each group stands among the names.
    ranks: Vec<usize>,
    /// Whose an identifier may be: each SIM by its id and by each of its IMSIs.
    index: Index,
    hasher: DefaultHashBuilder,
    len: usize,
    /// How often the lines were written anew.
    edition: u32,
    /// Which state of all rosters' states this is.
    revision: u64,
}

impl Roster {
    /// A number that is another one whenever other SIMs are there or a name has changed, and for each roster.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    fn revise(&mut self) {
        static REVISIONS: AtomicU64 = AtomicU64::new(1);
        self.revision = REVISIONS.fetch_add(1, Ordering::Relaxed);
    }

    /// How many SIMs there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// All of them, the longest known first.
    pub fn slots(&self) -> impl Iterator<Item = Slot> {
        (0..)
            .map(Slot::of)
            .zip(&self.sims)
            .filter(|(_, sim)| sim.is_some())
            .map(|(slot, _)| slot)
    }

    /// The SIM with that id.
    pub fn find(&self, sim_id: &SimId) -> Option<Slot> {
        self.with_id(&sim_id.0)
    }

    fn with_id(&self, sim_id: &str) -> Option<Slot> {
        let same = |slot| self.fields(slot).is_some_and(|fields| fields.sim_id == sim_id);
        self.index.find(self.hash(sim_id), same)
    }

    /// The SIM with that IMSI, whichever of its IMSIs it is.
    pub fn by_imsi(&self, imsi: &Imsi) -> Option<Slot> {
        let same = |slot| {
            self.fields(slot)
                .is_some_and(|fields| row::each(fields.imsis).any(|other| other == imsi.0))
        };
        self.index.find(self.hash(&imsi.0), same)
    }

    /// The SIM that a mapping leads to, whichever identifier it was made by.
    pub fn of_mapping(&self, mapping: &Mapping) -> Option<Slot> {
        match (&mapping.sim_id, &mapping.imsi) {
            (Some(sim_id), _) => self.find(sim_id),
            (None, Some(imsi)) => self.by_imsi(imsi),
            (None, None) => None,
        }
    }

    /// The device in a slot.
    pub fn get(&self, slot: Slot) -> Option<Device> {
        self.row(slot).map(|row| row.device())
    }

    /// What the tables show of it; none once it is gone.
    pub fn row(&self, slot: Slot) -> Option<DeviceRow<'_>> {
        Some(DeviceRow::new(self, self.packed(slot)?))
    }

    /// How many of these mappings, those alone that have not run out by then, lead to which SIM.
    pub fn count(&self, mappings: &[Mapping], by: Timestamp) -> Counts {
        let mut counts = Counts::new();
        let live = mappings.iter().filter(|mapping| !mapping.is_over(by));
        for slot in live.filter_map(|mapping| self.of_mapping(mapping)) {
            *counts.entry(slot).or_default() += 1;
        }
        counts
    }

    fn packed(&self, slot: Slot) -> Option<&Packed> {
        self.sims.get(slot.number())?.as_ref()
    }

    fn fields(&self, slot: Slot) -> Option<Fields<'_>> {
        Some(Fields::of_line(&self.lines, self.packed(slot)?.line()))
    }

    /// What to call a SIM, and its line.
    fn label(&self, slot: Slot) -> Option<(&str, Fields<'_>)> {
        let sim = self.packed(slot)?;
        let fields = Fields::of_line(&self.lines, sim.line());
        Some((Device::label_of(fields.name, fields.in_use(sim), fields.sim_id), fields))
    }

    /// Takes in a page of a listing, and tells of each SIM on it. True if it brought a group: then an order by groups has to be
    /// made anew.
    pub fn put(&mut self, page: &Page, mut told: impl FnMut(Put)) -> bool {
        let word = |word| self.words.intern_from(&page.words, word);
        let words: Vec<Word> = page.words.all().map(word).collect();
        let group = |group| self.groups.intern_from(&page.groups, group);
        let groups: Vec<Word> = page.groups.all().map(group).collect();
        let mut revised = false;
        for sim in &page.sims {
            let packed = Packed {
                status: words[sim.status.number()],
                group: groups[sim.group.number()],
                subscription: words[sim.subscription.number()],
                module: words[sim.module.number()],
                tags: words[sim.tags.number()],
                ..sim.clone()
            };
            let put = self.put_packed(packed, &page.lines.get(sim.line()));
            revised |= put != Put::Same;
            told(put);
        }
        if revised {
            self.revise();
        }
        let brought_a_group = self.ranks.len() < self.groups.len();
        if brought_a_group {
            self.rank_groups();
        }
        brought_a_group
    }

    fn put_packed(&mut self, packed: Packed, line: &Line<'_>) -> Put {
        if let Some(slot) = self.with_id(Fields::of(line.fields()).sim_id) {
            return self.replace(slot, packed, line);
        }
        let slot = Slot::of(self.sims.len());
        self.sims.push(None);
        self.len += 1;
        self.write(slot, packed, line);
        Put::Named(slot)
    }

    fn replace(&mut self, slot: Slot, packed: Packed, line: &Line<'_>) -> Put {
        let Some(before) = self.sims[slot.number()].as_mut() else {
            return Put::Same;
        };
        before.listed = true;
        let packed = Packed {
            line: before.line,
            ..packed
        };
        let same_line = self.lines.get(before.line()) == *line;
        if same_line && *before == packed {
            return Put::Same;
        }
        if same_line {
            *before = packed;
            return Put::Changed(slot);
        }
        let named = |(label, fields): (&str, Fields<'_>)| (label.to_owned(), fields.name.is_empty());
        let was = self.label(slot).map(named);
        self.forget(slot);
        self.write(slot, packed, line);
        if was == self.label(slot).map(named) {
            Put::Changed(slot)
        } else {
            Put::Named(slot)
        }
    }

    fn write(&mut self, slot: Slot, packed: Packed, line: &Line<'_>) {
        let fields = Fields::of(line.fields());
        for id in row::each(fields.imsis).chain([fields.sim_id]) {
            self.index.add(self.hash(id), slot);
        }
        let line = self.lines.push(line);
        self.owners.push(Some(slot));
        self.sims[slot.number()] = Some(Packed { line, ..packed });
    }

    /// Takes a SIM's line and identifiers out of the index.
    fn forget(&mut self, slot: Slot) {
        let Some(sim) = &self.sims[slot.number()] else { return };
        self.owners[sim.line()] = None;
        let fields = Fields::of_line(&self.lines, sim.line());
        let hashes: Vec<u32> = row::each(fields.imsis)
            .chain([fields.sim_id])
            .map(|id| self.hash(id))
            .collect();
        for hash in hashes {
            self.index.remove(hash, slot);
        }
    }

    fn hash(&self, id: &str) -> u32 {
        #[expect(clippy::cast_possible_truncation, reason = "half of it is as good")]
        let hash = self.hasher.hash_one(id) as u32;
        hash
    }

    /// A mapping was made for it just now.
    pub fn mapping_made(&mut self, slot: Slot, at: Timestamp) {
        if let Some(Some(sim)) = self.sims.get_mut(slot.number()) {
            sim.last_mapping_at = sim.last_mapping_at.max(Millis::of(Some(at)));
        }
    }

    /// The groups' names, by id. True if they are others now.
    pub fn name_groups(&mut self, names: HashMap<String, String>) -> bool {
        let others = self.group_names != names;
        self.group_names = names;
        self.rank_groups();
        if others {
            self.revise();
        }
        others
    }

    /// What a group is called; its id where its name is not known.
    fn title(&self, group: Word) -> &str {
        let id = self.groups.text(group);
        self.group_names.get(id).map_or(id, |name| name)
    }

    fn rank_groups(&mut self) {
        let mut groups: Vec<Word> = self.groups.all().collect();
        groups.sort_by(|a, b| natural(self.title(*a), self.title(*b)));
        self.ranks = vec![0; groups.len()];
        for (rank, group) in groups.into_iter().enumerate() {
            self.ranks[group.number()] = rank;
        }
    }
}

#[cfg(test)]
mod tests;
