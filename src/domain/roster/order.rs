//! The SIMs in order: always by name, and by the column that is chosen. What changed is moved; the rest is not looked at.

use std::num::NonZeroU64;

use super::names::Names;
use super::sorting::{Sorting, UNKNOWN};
use super::{Counts, Roster, Slot};
use crate::domain::column::DeviceColumn;

/// The order of a roster's SIMs.
#[derive(Clone, Debug, Default)]
pub struct Order {
    column: DeviceColumn,
    by_name: Vec<Slot>,
    /// By the column, then by name; empty while the column is the name.
    by_column: Vec<Slot>,
    /// By slot: where the column puts it, as far as a sort has come; empty while the column is the name.
    keys: Vec<u64>,
    /// By slot: whether it is in both.
    placed: Vec<bool>,
    names: Names,
    stage: Stage,
}

/// How far a sort by the column has come.
#[derive(Clone, Debug, Default)]
enum Stage {
    /// To its end, or none was wanted.
    #[default]
    InOrder,
    /// The keys are being read.
    Reading,
    /// They are, and the SIMs are being put into their order.
    Sorting(Sorting),
}

impl Order {
    /// All SIMs in order.
    pub fn slots(&self) -> &[Slot] {
        match self.column {
            DeviceColumn::Name => &self.by_name,
            _ => &self.by_column,
        }
    }

    /// What it orders by.
    pub fn column(&self) -> DeviceColumn {
        self.column
    }

    /// Orders by that column from now on, once [`Self::go_on`] has come to its end.
    pub fn choose(&mut self, column: DeviceColumn) {
        self.column = column;
        self.by_column = Vec::new();
        self.sort();
    }

    /// Orders by the chosen column anew: what it goes by is no longer the same.
    pub fn sort(&mut self) {
        self.keys.clear();
        self.stage = match self.column {
            DeviceColumn::Name => Stage::InOrder,
            _ => Stage::Reading,
        };
    }

    /// Goes on with a sort, if one is under way, by so many SIMs. True if none is any more.
    pub fn go_on(&mut self, roster: &Roster, counts: &Counts, mut sims: usize) -> bool {
        if let Stage::Reading = self.stage {
            // as they lie in memory, not in the order of names; those that are gone keep their slot
            let read = self.keys.len();
            let unread = read..self.placed.len().min(read.saturating_add(sims));
            sims -= unread.len();
            let key = |number| key(self.column, roster, Slot::of(number), counts).unwrap_or(UNKNOWN);
            self.keys.extend(unread.map(key));
            if self.keys.len() == self.placed.len() {
                self.stage = Stage::Sorting(Sorting::new(&self.by_name, &self.keys));
            }
        }
        if let Stage::Sorting(sorting) = &mut self.stage
            && sorting.go_on(&self.keys, sims)
        {
            self.by_column = sorting.take_sorted();
            self.stage = Stage::InOrder;
        }
        matches!(self.stage, Stage::InOrder)
    }

    /// How many SIMs are in their places.
    pub fn len(&self) -> usize {
        self.by_name.len()
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.by_name.is_empty()
    }

    /// Moves SIMs that have changed, are new or are gone to where they belong. Those that are new or have another name are told
    /// once more by `named`. Not while a sort is under way.
    pub fn update(&mut self, roster: &Roster, counts: &Counts, named: &[Slot], changed: &[Slot]) {
        let slots = changed.iter().map(|slot| slot.number() + 1).max().unwrap_or(0);
        self.placed.resize(slots.max(self.placed.len()), false);
        // those that are gone keep their key until they are out of the order
        for (slot, (label, fields)) in named.iter().filter_map(|slot| Some((slot, roster.label(*slot)?))) {
            self.names.set(*slot, label, fields.name.is_empty());
        }
        merge(&mut self.by_name, roster, named, &self.placed, &self.names, |_| 0);
        if self.column != DeviceColumn::Name {
            self.keys.resize(self.placed.len(), 0);
            for (slot, key) in changed
                .iter()
                .filter_map(|slot| Some((slot, key(self.column, roster, *slot, counts)?)))
            {
                self.keys[slot.number()] = key;
            }
            let key = |slot: Slot| self.keys[slot.number()];
            merge(&mut self.by_column, roster, changed, &self.placed, &self.names, key);
        }
        for slot in changed {
            self.placed[slot.number()] = roster.packed(*slot).is_some();
        }
    }
}

/// Takes the moved SIMs out and puts those that are still there in at their places.
fn merge(order: &mut Vec<Slot>, roster: &Roster, moved: &[Slot], placed: &[bool], names: &Names, key: impl Fn(Slot) -> u64) {
    if moved.is_empty() {
        return;
    }
    if moved.iter().any(|slot| placed[slot.number()]) {
        let mut moving = vec![false; placed.len()];
        moved.iter().for_each(|slot| moving[slot.number()] = true);
        order.retain(|slot| !moving[slot.number()]);
    }
    let mut moved: Vec<Slot> = moved.iter().copied().filter(|slot| roster.packed(*slot).is_some()).collect();
    moved.sort_unstable();
    moved.dedup();
    let compare = |a: Slot, b: Slot| key(a).cmp(&key(b)).then_with(|| names.compare(a, b));
    moved.sort_unstable_by(|a, b| compare(*a, *b));
    let mut merged = Vec::with_capacity(order.len() + moved.len());
    let mut from = 0;
    for slot in moved {
        let comes_first = |other: &Slot| compare(*other, slot).is_lt();
        let to = from + near_point(&order[from..], comes_first);
        merged.extend_from_slice(&order[from..to]);
        merged.push(slot);
        from = to;
    }
    merged.extend_from_slice(&order[from..]);
    *order = merged;
}

/// As `partition_point`, for a point that is rather near.
fn near_point<T>(items: &[T], comes_first: impl Fn(&T) -> bool) -> usize {
    let mut far = 1;
    while far < items.len() && comes_first(&items[far]) {
        far *= 2;
    }
    let (near, far) = (far / 2, items.len().min(far));
    near + items[near..far].partition_point(comes_first)
}

/// Where a column puts a SIM, before names decide.
fn key(column: DeviceColumn, roster: &Roster, slot: Slot, counts: &Counts) -> Option<u64> {
    let sim = roster.packed(slot)?;
    Some(match column {
        DeviceColumn::Name => 0,
        DeviceColumn::Online => sim.presence as u64,
        DeviceColumn::Group => roster.ranks[sim.group.number()] as u64,
        DeviceColumn::Imsi => sim.imsi_number.map_or(UNKNOWN, NonZeroU64::get),
        DeviceColumn::Ip => sim.ip_number.map_or(UNKNOWN, |number| number.get().into()),
        DeviceColumn::Status => head(roster.words.text(sim.status)),
        // the latest first
        DeviceColumn::LastSeen => UNKNOWN - sim.last_seen.number(),
        DeviceColumn::Mappings => u64::MAX - counts.get(&slot).map_or(0, |count| *count as u64),
    })
}

/// The first letters of a text, which tell the statuses apart.
fn head(text: &str) -> u64 {
    let mut head = [0; 4];
    head.iter_mut().zip(text.bytes()).for_each(|(to, byte)| *to = byte);
    u32::from_be_bytes(head).into()
}
