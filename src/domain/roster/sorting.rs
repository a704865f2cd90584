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
    /// Where the next SIM with each value of that digit goes; none yet while the lowest digits are only counted.
    places: Option<Vec<u32>>,
    /// How many SIMs have each value of the digit above.
    counts: Vec<u32>,
    /// How many bits are below that one.
    below: u32,
    numbers: Numbers,
}

impl Sorting {
    /// A sort of these, by the keys, one for each slot.
    pub(super) fn new(slots: &[Slot], keys: &[u64]) -> Self {
        let numbers = Numbers::of(keys);
        Self {
            sorted: slots.to_vec(),
            next: slots.to_vec(),
            done: 0,
            places: None,
            counts: vec![0; numbers.values()],
            below: 0,
            numbers,
        }
    }

    /// Goes on by so many SIMs, each once for every digit and once before. True once all is in order.
    pub(super) fn go_on(&mut self, keys: &[u64], mut sims: usize) -> bool {
        let numbers = &self.numbers;
        let is_done = |below: u32| below >= bits(numbers.unknown) + numbers.digit;
        while sims > 0 && !is_done(self.below) {
            let some = &self.sorted[self.done..];
            let some = &some[..some.len().min(sims)];
            let numbered = some.iter().map(|slot| (*slot, numbers.number(keys[slot.number()])));
            for (slot, number) in numbered {
                if let Some(places) = &mut self.places {
                    let place = &mut places[numbers.digit(number, self.below - numbers.digit)];
                    self.next[*place as usize] = slot;
                    *place += 1;
                }
                self.counts[numbers.digit(number, self.below)] += 1;
            }
            sims -= some.len();
            self.done += some.len();
            if self.done == self.sorted.len() {
                let counts = std::mem::replace(&mut self.counts, vec![0; numbers.values()]);
                if self.places.replace(beginnings(counts)).is_some() {
                    std::mem::swap(&mut self.sorted, &mut self.next);
                }
                self.below += numbers.digit;
                self.done = 0;
            }
        }
        is_done(self.below)
    }

    /// What is in order.
    pub(super) fn take_sorted(&mut self) -> Vec<Slot> {
        std::mem::take(&mut self.sorted)
    }
}

/// Where those with each value begin, by how many there are of each.
fn beginnings(mut counts: Vec<u32>) -> Vec<u32> {
    let mut next = 0;
    for count in &mut counts {
        next += std::mem::replace(count, next);
    }
    counts
}

/// How keys are written as numbers of few digits.
#[derive(Clone, Debug)]
struct Numbers {
    least: u64,
    /// What is not known is the one after the greatest.
    unknown: u64,
    /// How many bits a digit has.
    digit: u32,
}

impl Numbers {
    fn of(keys: &[u64]) -> Self {
        let known = keys.iter().filter(|key| **key != UNKNOWN);
        let (least, greatest) = known.fold((UNKNOWN, 0), |(least, greatest), key| (least.min(*key), greatest.max(*key)));
        let unknown = greatest.saturating_sub(least).saturating_add(1);
        let digits = bits(unknown).div_ceil(MOST_BITS);
        Self {
            least,
            unknown,
            digit: bits(unknown).div_ceil(digits),
        }
    }

    /// How many values a digit has.
    fn values(&self) -> usize {
        1 << self.digit
    }

    fn number(&self, key: u64) -> u64 {
        key.saturating_sub(self.least).min(self.unknown)
    }

    fn digit(&self, number: u64, below: u32) -> usize {
        number.unbounded_shr(below) as usize & (self.values() - 1)
    }
}

fn bits(number: u64) -> u32 {
    u64::BITS - number.leading_zeros()
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
            prop_assert_eq!(sorting.take_sorted(), slots);
        }
    }
}
