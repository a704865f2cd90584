//! The SIMs in order: always by name, and by the column that is chosen. What changed is moved; the rest is not looked at.

use std::cmp::Ordering;

use super::{Counts, DeviceRow, Roster, Slot};
use crate::domain::column::{DeviceColumn, natural};

/// The order of a roster's SIMs.
#[derive(Clone, Debug, Default)]
pub struct Order {
    column: DeviceColumn,
    by_name: Vec<Slot>,
    /// By the column, then by name; empty while the column is the name.
    by_column: Vec<Slot>,
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
            let key = |slot: &Slot| roster.row(*slot).map(|row| key(self.column, *slot, &row, counts));
            let mut keyed: Vec<_> = (0_u32..)
                .zip(&self.by_name)
                .map(|(at, slot)| (key(slot), at, *slot))
                .collect();
            keyed.sort_unstable_by_key(|(key, at, _)| (*key, *at));
            self.by_column.extend(keyed.into_iter().map(|(_, _, slot)| slot));
        }
    }

    /// Moves SIMs that are new, have changed or are gone to where they belong. `named` are those that are new or have another name.
    pub fn update(&mut self, roster: &Roster, counts: &Counts, named: &[Slot], changed: &[Slot]) {
        if !named.is_empty() {
            merge(&mut self.by_name, roster, named, |a, b| by_name(&a.1, &b.1));
        }
        if self.column == DeviceColumn::Name {
            return;
        }
        // to find one place costs some 20 comparisons
        const WORTH_IT: usize = 20;
        if changed.len() > self.by_name.len() / WORTH_IT && changed.len() > WORTH_IT {
            self.sort(roster, counts);
        } else {
            let order = |a: &Placed<'_>, b: &Placed<'_>| {
                let key = |placed: &Placed<'_>| key(self.column, placed.0, &placed.1, counts);
                key(a).cmp(&key(b)).then_with(|| by_name(&a.1, &b.1))
            };
            merge(&mut self.by_column, roster, changed, order);
        }
    }
}

type Placed<'a> = (Slot, DeviceRow<'a>);

/// Takes the moved SIMs out and puts those that are still there in at their places.
fn merge(order: &mut Vec<Slot>, roster: &Roster, moved: &[Slot], by: impl Fn(&Placed<'_>, &Placed<'_>) -> Ordering) {
    let is_moved: std::collections::HashSet<&Slot> = moved.iter().collect();
    order.retain(|slot| !is_moved.contains(slot));
    let row = |slot: &Slot| Some((*slot, roster.row(*slot)?));
    let mut rows: Vec<Placed<'_>> = is_moved.into_iter().filter_map(row).collect();
    rows.sort_unstable_by(&by);
    let mut merged = Vec::with_capacity(order.len() + rows.len());
    let mut from = 0;
    for placed in rows {
        let goes_before = |other: &Slot| row(other).is_none_or(|other| by(&other, &placed).is_lt());
        let to = from + order[from..].partition_point(goes_before);
        merged.extend_from_slice(&order[from..to]);
        merged.push(placed.0);
        from = to;
    }
    merged.extend_from_slice(&order[from..]);
    *order = merged;
}

/// By name, the nameless last, and by id where the names are the same.
fn by_name(a: &DeviceRow<'_>, b: &DeviceRow<'_>) -> Ordering {
    let last = a.name.is_empty().cmp(&b.name.is_empty());
    last.then_with(|| natural(a.label(), b.label()))
        .then_with(|| a.sim_id.cmp(b.sim_id))
}

/// Where a column puts a row, before names decide.
fn key(column: DeviceColumn, slot: Slot, row: &DeviceRow<'_>, counts: &Counts) -> u128 {
    match column {
        DeviceColumn::Name => 0,
        DeviceColumn::Online => row.presence as u128,
        DeviceColumn::Group => row.group_rank() as u128,
        DeviceColumn::Imsi => row.imsi.map_or(0, head),
        DeviceColumn::Ip => match row.ip.map(|ip| (ip, ip.parse::<std::net::Ipv4Addr>())) {
            Some((_, Ok(address))) => u128::from(address.to_bits()),
            Some((text, Err(_))) => (head(text) >> 1) | 1 << 126,
            None => u128::MAX,
        },
        DeviceColumn::Status => head(row.status),
        DeviceColumn::LastSeen => {
            let millis = row.last_seen.map(|at| at.as_millisecond().wrapping_sub(i64::MIN) as u64);
            millis.map_or(u128::MAX, |millis| u128::from(u64::MAX - millis))
        }
        DeviceColumn::Mappings => u128::from(u64::MAX) - counts.get(&slot).map_or(0, |count| *count as u128),
    }
}

/// The first bytes of a text, by which texts of up to sixteen are in the order of texts.
fn head(text: &str) -> u128 {
    let mut head = [0; 16];
    head.iter_mut().zip(text.bytes()).for_each(|(to, byte)| *to = byte);
    u128::from_be_bytes(head)
}
