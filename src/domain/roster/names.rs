//! What SIMs are ordered by that are the same in a column: keys whose bytes are in the natural order of names, numbers by value.

use std::cmp::Ordering;

use super::Slot;

/// A key for each slot.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    keys: Vec<Key>,
    /// What there is of the keys beyond their heads.
    tails: Vec<u8>,
    /// How many bytes of that are somebody's.
    used: usize,
    /// A key that is being made.
    made: Vec<u8>,
}

/// How many bytes of a key are its head, which most often decides.
const HEAD: usize = 24;

/// A slot's key: its head, and where its tail is.
#[derive(Clone, Copy, Debug, Default)]
struct Key {
    head: [u64; HEAD / 8],
    start: u32,
    end: u32,
}

impl Names {
    /// Which of two SIMs comes first by name; of two with one name, the one that was known first.
    pub(super) fn compare(&self, a: Slot, b: Slot) -> Ordering {
        let (key_a, key_b) = (self.key(a), self.key(b));
        let by_head = key_a.head.cmp(&key_b.head);
        by_head.then_with(|| self.tail(key_a).cmp(self.tail(key_b)).then(a.cmp(&b)))
    }

    /// The key of a slot; empty where it has none.
    fn key(&self, slot: Slot) -> Key {
        self.keys.get(slot.number()).copied().unwrap_or_default()
    }

    fn tail(&self, Key { start, end, .. }: Key) -> &[u8] {
        &self.tails[start as usize..end as usize]
    }

    /// Gives a slot the key of that name; the nameless come last.
    pub(super) fn set(&mut self, slot: Slot, label: &str, is_nameless: bool) {
        if self.keys.len() <= slot.number() {
            self.keys.resize(slot.number() + 1, Key::default());
        }
        self.made.clear();
        self.made.push(u8::from(is_nameless));
        extend(&mut self.made, label.as_bytes());
        let (head, tail) = self.made.split_at(self.made.len().min(HEAD));
        let byte = |at: usize| u64::from(head.get(at).copied().unwrap_or(0));
        let number = |word: usize| (word * 8..word * 8 + 8).fold(0, |number, at| number << 8 | byte(at));
        let start = self.tails.len();
        self.tails.extend_from_slice(tail);
        self.used = self.used + tail.len() - self.tail(self.key(slot)).len();
        self.keys[slot.number()] = Key {
            head: std::array::from_fn(number),
            start: place(start),
            end: place(self.tails.len()),
        };
        if self.tails.len() > 2 * self.used + 100_000 {
            self.tidy();
        }
    }

    fn tidy(&mut self) {
        let before = std::mem::take(&mut self.tails);
        for Key { start, end, .. } in &mut self.keys {
            let from = self.tails.len();
            self.tails.extend_from_slice(&before[*start as usize..*end as usize]);
            (*start, *end) = (place(from), place(self.tails.len()));
        }
    }
}

/// Tails are short: forty million of a hundred bytes would have to come before this is wrong.
fn place(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Lower case, and each number as its length, its digits, and how many zeros it is led by.
fn extend(key: &mut Vec<u8>, mut rest: &[u8]) {
    while let Some(head) = rest.first() {
        let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        if digits == 0 {
            key.push(head.to_ascii_lowercase());
            rest = &rest[1..];
            continue;
        }
        let zeros = rest.iter().take_while(|byte| **byte == b'0').count();
        match u8::try_from(digits - zeros) {
            Ok(length @ 0..9) => key.push(b'0' + length),
            _ => {
                key.push(b'9');
                key.extend(u32::try_from(digits - zeros).unwrap_or(u32::MAX).to_be_bytes());
            }
        }
        key.extend_from_slice(&rest[zeros..digits]);
        key.push(u8::try_from(zeros).unwrap_or(u8::MAX));
        rest = &rest[digits..];
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::column::natural;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn keys_are_in_the_natural_order(names in prop::collection::vec("[kK/:é]{0,2}0{0,2}[0-3]{0,11}[kK/:é]{0,2}[0-2]{0,2}", 2..5)) {
            let mut keys = Names::default();
            let slots: Vec<Slot> = (0..names.len()).map(Slot::of).collect();
            for (slot, name) in slots.iter().zip(&names) {
                keys.set(*slot, "another before", true);
                keys.set(*slot, name, false);
            }
            keys.tidy();
            for (a, name_a) in slots.iter().zip(&names) {
                for (b, name_b) in slots.iter().zip(&names) {
                    prop_assert_eq!(keys.compare(*a, *b), natural(name_a, name_b).then(a.cmp(b)), "{:?} {:?}", name_a, name_b);
                }
            }
        }
    }
}
