//! SIMs ordered by a number each, as many at a time as the caller has time for: by its lowest digit, then by the next, each time
//! with those that are alike left as they came.

use super::Slot;

/// What is not known comes last.
pub(super) const UNKNOWN: u64 = u64::MAX;

/// How many bits a digit has at most: the places of its values fit in the nearest memory.
const MOST_BITS: u32 = 12;

/// A sort that is under way.
#[derive(Clone, Debug)]
pub(super) struct Sorting {
    /// By the digits that are done.
    sorted: Vec<Slot>,
    /// By the digit that is being done, as far as that has come.
    next: Vec<Slot>,
    /// How far that is.
    done: usize,
    /// Where the next SIM with each value of that digit goes.
    places: Vec<usize>,
    /// How many bits are below that digit.
    below: u32,
    numbers: Numbers,
}

/// How the keys are written as numbers of few digits.
#[derive(Clone, Debug)]
struct Numbers {
    least: u64,
    /// What is not known has the one after the greatest.
    unknown: u64,
    /// How many bits a digit has.
    digit: u32,
}

impl Numbers {
    fn of(keys: &[u64]) -> Self {
        let known = keys.iter().filter(|key| **key != UNKNOWN);
        let (least, greatest) = known.fold((UNKNOWN, 0), |(least, greatest), key| (least.min(*key), greatest.max(*key)));
        let unknown = greatest.saturating_sub(least).saturating_add(1);
        let bits = u64::BITS - unknown.leading_zeros();
        let digits = bits.div_ceil(MOST_BITS);
        Self {
            least,
            unknown,
            digit: bits.div_ceil(digits),
        }
    }

    fn bits(&self) -> u32 {
        u64::BITS - self.unknown.leading_zeros()
    }

    fn digit(&self, key: u64, below: u32) -> usize {
        let number = key.saturating_sub(self.least).min(self.unknown);
        (number >> below & ((1 << self.digit) - 1)) as usize
    }
}

impl Sorting {
    /// A sort of these, by the keys, one for each slot.
    pub(super) fn new(slots: &[Slot], keys: &[u64]) -> Self {
        Self {
            sorted: slots.to_vec(),
            next: slots.to_vec(),
            done: 0,
            places: Vec::new(),
            below: 0,
            numbers: Numbers::of(keys),
        }
    }

    /// Goes on by so many SIMs, each as often as there are digits. True once all is in order.
    pub(super) fn go_on(&mut self, keys: &[u64], mut sims: usize) -> bool {
        while sims > 0 && self.below < self.numbers.bits() {
            let digit = |slot: Slot| self.numbers.digit(keys[slot.number()], self.below);
            if self.done == 0 {
                self.places = places(self.sorted.iter().map(|slot| digit(*slot)), 1 << self.numbers.digit);
            }
            let some = &self.sorted[self.done..];
            let some = &some[..some.len().min(sims)];
            for slot in some {
                let place = &mut self.places[digit(*slot)];
                self.next[*place] = *slot;
                *place += 1;
            }
            sims -= some.len().max(1);
            self.done += some.len();
            if self.done == self.sorted.len() {
                std::mem::swap(&mut self.sorted, &mut self.next);
                self.below += self.numbers.digit;
                self.done = 0;
            }
        }
        self.below >= self.numbers.bits()
    }

    /// What is in order.
    pub(super) fn into_sorted(self) -> Vec<Slot> {
        self.sorted
    }
}

/// Where those with each value begin.
fn places(digits: impl Iterator<Item = usize>, values: usize) -> Vec<usize> {
    let mut places = vec![0; values];
    digits.for_each(|digit| places[digit] += 1);
    let mut next = 0;
    for place in &mut places {
        next += std::mem::replace(place, next);
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn those_of_one_key_stay_as_they_came(
            keys in prop::collection::vec(prop_oneof![0..5_u64, 440_100_000_000_000..440_100_000_500_000_u64, Just(UNKNOWN), any::<u64>()], 0..60),
            step in 1..50_usize,
        ) {
            let mut slots: Vec<Slot> = (0..keys.len()).map(Slot::of).collect();
            slots.reverse();
            let mut sorting = Sorting::new(&slots, &keys);
            while !sorting.go_on(&keys, step) {}
            slots.sort_by_key(|slot| keys[slot.number()]);
            prop_assert_eq!(sorting.into_sorted(), slots);
        }
    }
}
