//! Whose an identifier may be, by its hash. The hash is kept, since an identifier is found in its SIM's line only by reading that.

use hashbrown::HashTable;

use super::Slot;

/// The SIMs by the hashes of their identifiers.
#[derive(Clone, Debug, Default)]
pub(super) struct Index(HashTable<(u32, Slot)>);

/// The table looks at the upper bits of a hash too.
fn spread((hash, _): &(u32, Slot)) -> u64 {
    u64::from(*hash).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

impl Index {
    /// The SIM with that hash that really is the one.
    pub(super) fn find(&self, hash: u32, is_it: impl Fn(Slot) -> bool) -> Option<Slot> {
        let same = |(other, slot): &(u32, Slot)| *other == hash && is_it(*slot);
        self.0.find(spread(&(hash, Slot::of(0))), same).map(|(_, slot)| *slot)
    }

    pub(super) fn add(&mut self, hash: u32, slot: Slot) {
        self.0.insert_unique(spread(&(hash, slot)), (hash, slot), spread);
    }

    pub(super) fn remove(&mut self, hash: u32, slot: Slot) {
        if let Ok(entry) = self.0.find_entry(spread(&(hash, slot)), |entry| *entry == (hash, slot)) {
            entry.remove();
        }
    }
}
