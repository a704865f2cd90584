//! What SIMs are ordered by that are the same in a column: keys whose bytes are in the natural order of names, numbers by value.

use super::Slot;

/// A key for each slot, in one piece of memory.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    bytes: Vec<u8>,
    /// Where each slot's key begins and ends.
    spans: Vec<(usize, usize)>,
    /// How many of the bytes are somebody's.
    used: usize,
}

impl Names {
    /// The key of a slot; empty where it has none.
    pub(super) fn key(&self, slot: Slot) -> &[u8] {
        self.spans
            .get(slot.number())
            .map_or(&[], |(start, end)| &self.bytes[*start..*end])
    }

    /// Gives a slot the key of that name; the nameless come last.
    pub(super) fn set(&mut self, slot: Slot, label: &str, is_nameless: bool) {
        if self.spans.len() <= slot.number() {
            self.spans.resize(slot.number() + 1, (0, 0));
        }
        let start = self.bytes.len();
        self.bytes.push(u8::from(is_nameless));
        extend(&mut self.bytes, label.as_bytes());
        let end = self.bytes.len();
        let (old_start, old_end) = std::mem::replace(&mut self.spans[slot.number()], (start, end));
        self.used = self.used + (end - start) - (old_end - old_start);
        if self.bytes.len() > 2 * self.used + 100_000 {
            self.tidy();
        }
    }

    fn tidy(&mut self) {
        let before = std::mem::take(&mut self.bytes);
        for (start, end) in &mut self.spans {
            let from = self.bytes.len();
            self.bytes.extend_from_slice(&before[*start..*end]);
            (*start, *end) = (from, self.bytes.len());
        }
    }
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
                    prop_assert_eq!(keys.key(*a).cmp(keys.key(*b)), natural(name_a, name_b), "{:?} {:?}", name_a, name_b);
                }
            }
        }
    }
}
