//! Many acts of one kind that the user asked for at once: what waits, what is under way, how the others ended.

use crate::say;
use std::collections::{HashSet, VecDeque};
use std::hash::Hash;

/// How many of them are under way at the same time.
pub const AT_ONCE: usize = 4;

/// The acts, each by what it is done to.
#[derive(Clone, Debug)]
pub struct Batch<Id, Job> {
    waiting: VecDeque<(Id, Job)>,
    under_way: HashSet<Id>,
    well: usize,
    failed: usize,
    dropped: usize,
    /// The first that failed, and why.
    pub first_failure: Option<String>,
}

impl<Id: Clone + Eq + Hash, Job> Batch<Id, Job> {
    /// These, none of which has begun.
    pub fn new(jobs: impl IntoIterator<Item = (Id, Job)>) -> Self {
        Self {
            waiting: jobs.into_iter().collect(),
            under_way: HashSet::new(),
            well: 0,
            failed: 0,
            dropped: 0,
            first_failure: None,
        }
    }

    /// How many there are in all, those that were dropped included.
    pub fn all(&self) -> usize {
        self.ended() + self.dropped + self.under_way.len() + self.waiting.len()
    }

    /// How many went well.
    pub fn well(&self) -> usize {
        self.well
    }

    /// How many failed.
    pub fn failed(&self) -> usize {
        self.failed
    }

    /// How many were dropped before they had begun.
    pub fn dropped(&self) -> usize {
        self.dropped
    }

    /// Whether that one has not begun.
    pub fn waits(&self, is_it: impl Fn(&Id) -> bool) -> bool {
        self.waiting.iter().any(|(id, _)| is_it(id))
    }

    /// Whether that one is under way.
    pub fn is_under_way(&self, id: &Id) -> bool {
        self.under_way.contains(id)
    }

    /// Whether nothing is left of it.
    pub fn is_over(&self) -> bool {
        self.waiting.is_empty() && self.under_way.is_empty()
    }

    /// `3 of 40, 1 failed`.
    pub fn progress(&self) -> String {
        let (ended, all) = (self.ended(), self.all() - self.dropped);
        match self.failed {
            0 => say::panes::progress(ended, all),
            failed => say::panes::progress_with_failures(ended, all, failed),
        }
    }

    fn ended(&self) -> usize {
        self.well + self.failed
    }

    /// Adds more of them.
    pub(in crate::app) fn extend(&mut self, jobs: impl IntoIterator<Item = (Id, Job)>) {
        self.waiting.extend(jobs);
    }

    /// The next one to begin, if there is room for it.
    pub(in crate::app) fn begin_next(&mut self) -> Option<(Id, Job)> {
        if self.under_way.len() >= AT_ONCE {
            return None;
        }
        let (id, job) = self.waiting.pop_front()?;
        self.under_way.insert(id.clone());
        Some((id, job))
    }

    /// That one has ended. False if it is none of them.
    pub(in crate::app) fn end(&mut self, id: &Id, failure: Option<String>) -> bool {
        let ours = self.under_way.remove(id);
        if ours {
            match failure {
                None => self.well += 1,
                Some(failure) => {
                    self.failed += 1;
                    self.first_failure.get_or_insert(failure);
                }
            }
        }
        ours
    }

    /// Drops what has not begun. False if there was nothing of it.
    pub(in crate::app) fn drop_waiting(&mut self) -> bool {
        let waiting = std::mem::take(&mut self.waiting).len();
        self.dropped += waiting;
        waiting > 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_at_a_time_and_each_is_counted_once() {
        let mut batch = Batch::new((0..10).map(|id| (id, ())));
        let begun: Vec<i32> = std::iter::from_fn(|| batch.begin_next()).map(|(id, ())| id).collect();
        assert_eq!(begun, [0, 1, 2, 3]);
        assert!(batch.end(&1, Some("why".into())) && !batch.end(&1, None), "once");
        assert!(!batch.end(&7, None), "it has not begun");
        assert_eq!((batch.progress(), batch.all()), ("1 of 10, 1 failed".into(), 10));
        assert_eq!(batch.begin_next(), Some((4, ())));
        assert!(batch.drop_waiting() && !batch.drop_waiting());
        assert!(!batch.is_over(), "what is under way is seen through");
        for id in [0, 2, 3, 4] {
            assert!(batch.end(&id, None));
        }
        assert!(batch.is_over());
        assert_eq!((batch.well(), batch.failed(), batch.dropped(), batch.all()), (4, 1, 5, 10));
    }
}
