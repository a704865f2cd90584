//! The SIMs in order: always by name, and by the column that is chosen. What changed is moved; the rest is not looked at.

use super::names::Names;
use super::row::Fields;
use super::{Counts, Roster, Slot};
use crate::domain::column::DeviceColumn;

/// The order of a roster's SIMs.
#[derive(Clone, Debug, Default)]
pub struct Order {
    column: DeviceColumn,
    by_name: Vec<Slot>,
    /// By the column, then by name; empty while the column is the name.
    by_column: Vec<Slot>,
    /// By slot: whether it is in both.
    placed: Vec<bool>,
    names: Names,
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

    /// Orders by that column from now on.
    pub fn choose(&mut self, column: DeviceColumn, roster: &Roster, counts: &Counts) {
        self.column = column;
        self.sort(roster, counts);
    }

    /// Orders by the chosen column anew: what it goes by is no longer the same.
    pub fn sort(&mut self, roster: &Roster, counts: &Counts) {
        self.by_column.clear();
        if self.column != DeviceColumn::Name {
            let mut ranks = vec![None; roster.sims.len()];
            for (rank, slot) in self.by_name.iter().enumerate() {
                ranks[slot.number()] = u32::try_from(rank).ok();
            }
            // read as they lie in memory, not in the order of names
            let keyed = |slot: Slot| Some((key(self.column, roster, slot, counts)?, ranks[slot.number()]?));
            let mut keyed: Vec<(u128, u32)> = roster.slots().filter_map(keyed).collect();
            keyed.sort_unstable();
            let by_name = |(_, rank): (u128, u32)| self.by_name[rank as usize];
            self.by_column.extend(keyed.into_iter().map(by_name));
        }
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
    /// once more by `named`.
    pub fn update(&mut self, roster: &Roster, counts: &Counts, named: &[Slot], changed: &[Slot]) {
        let slots = changed.iter().map(|slot| slot.number() + 1).max().unwrap_or(0);
        self.placed.resize(slots.max(self.placed.len()), false);
        // those that are gone keep their key until they are out of the order
        for (slot, (label, fields)) in named.iter().filter_map(|slot| Some((slot, roster.label(*slot)?))) {
            self.names.set(*slot, label, fields.name.is_empty());
        }
        merge(&mut self.by_name, roster, named, &self.placed, &self.names, |_| ());
        let column = self.column;
        if column != DeviceColumn::Name {
            let key = |slot| key(column, roster, slot, counts);
            merge(&mut self.by_column, roster, changed, &self.placed, &self.names, key);
        }
        for slot in changed {
            self.placed[slot.number()] = roster.packed(*slot).is_some();
        }
    }
}

/// Takes the moved SIMs out and puts those that are still there in at their places.
fn merge<K: Ord>(
    order: &mut Vec<Slot>,
    roster: &Roster,
    moved: &[Slot],
    placed: &[bool],
    names: &Names,
    key: impl Fn(Slot) -> K,
) {
    if moved.iter().any(|slot| placed[slot.number()]) {
        let mut moving = vec![false; placed.len()];
        moved.iter().for_each(|slot| moving[slot.number()] = true);
        order.retain(|slot| !moving[slot.number()]);
    }
    let mut moved: Vec<Slot> = moved.iter().copied().filter(|slot| roster.packed(*slot).is_some()).collect();
    moved.sort_unstable();
    moved.dedup();
    let mut moved: Vec<(K, Slot)> = moved.into_iter().map(|slot| (key(slot), slot)).collect();
    let compare = |(key_a, a): (&K, Slot), (key_b, b): (&K, Slot)| key_a.cmp(key_b).then_with(|| names.compare(a, b));
    moved.sort_unstable_by(|(key_a, a), (key_b, b)| compare((key_a, *a), (key_b, *b)));
    let mut merged = Vec::with_capacity(order.len() + moved.len());
    let mut from = 0;
    for (its_key, slot) in moved {
        let comes_first = |other: &Slot| compare((&key(*other), *other), (&its_key, slot)).is_lt();
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
fn key(column: DeviceColumn, roster: &Roster, slot: Slot, counts: &Counts) -> Option<u128> {
    let sim = roster.packed(slot)?;
    let fields = || Fields::of_line(&roster.lines, sim.line);
    Some(match column {
        DeviceColumn::Name => 0,
        DeviceColumn::Online => sim.presence as u128,
        DeviceColumn::Group => roster.ranks[sim.group.number()] as u128,
        DeviceColumn::Imsi => fields().in_use(sim).map_or(0, head),
        DeviceColumn::Ip => match fields().ip {
            "" => u128::MAX,
            ip => match ip.parse::<std::net::Ipv4Addr>() {
                Ok(address) => u128::from(address.to_bits()),
                Err(_) => (head(ip) >> 1) | 1 << 126,
            },
        },
        DeviceColumn::Status => head(roster.words.text(sim.status)),
        // the latest first; what is not known is before all times, and so comes last
        DeviceColumn::LastSeen => u128::from(u64::MAX - sim.last_seen.0.wrapping_sub(i64::MIN) as u64),
        DeviceColumn::Mappings => u128::from(u64::MAX) - counts.get(&slot).map_or(0, |count| *count as u128),
    })
}

/// The first bytes of a text, by which texts of up to sixteen are in the order of texts.
fn head(text: &str) -> u128 {
    let mut head = [0; 16];
    head.iter_mut().zip(text.bytes()).for_each(|(to, byte)| *to = byte);
    u128::from_be_bytes(head)
}
