//! A listing that is asked for only while somebody looks at its pane: when it is due, how the last one ended.

use jiff::{SignedDuration, Timestamp};

use crate::domain::{Failure, Kind};

/// How long credentials that were refused are left alone.
pub(in crate::app) const AFTER_REFUSAL: SignedDuration = SignedDuration::from_secs(60);

/// The state of such a listing. All times are local.
#[derive(Clone, Debug, Default)]
pub struct Watch {
    /// When it last succeeded.
    pub answered_at: Option<Timestamp>,
    /// Why the latest one failed, if it did: what is on the screen is old then.
    pub failure: Option<Failure>,
    under_way: bool,
    /// When it is asked for next; nothing for "at once".
    next: Option<Timestamp>,
    /// Whether something was done that the one under way may not show yet.
    again: bool,
}

impl Watch {
    /// When to ask; `paused` stops all but the first time. Nothing while an answer is awaited.
    pub fn due_at(&self, paused: bool) -> Option<Timestamp> {
        let first = self.answered_at.is_none() && self.failure.is_none();
        (!self.under_way && (first || !paused)).then(|| self.next.unwrap_or(Timestamp::MIN))
    }

    /// Whether an answer is awaited.
    pub fn is_under_way(&self) -> bool {
        self.under_way
    }

    /// It is asked for. False if that is so already.
    pub(in crate::app) fn begin(&mut self) -> bool {
        !std::mem::replace(&mut self.under_way, true)
    }

    /// What is on the screen may be wrong: it is due at once.
    pub(in crate::app) fn hurry(&mut self) {
        self.next = None;
        self.again = self.under_way;
    }

    /// It came to an end. True if it ended otherwise than the one before.
    pub(in crate::app) fn end(&mut self, failure: Option<Failure>, now: Timestamp, every: SignedDuration) -> bool {
        self.under_way = false;
        let pause = match &failure {
            Some(failure) if failure.kind == Kind::Auth => every.max(AFTER_REFUSAL),
            _ => every,
        };
        self.next = match std::mem::take(&mut self.again) {
            true => None,
            false => now.checked_add(pause).ok(),
        };
        let first = failure.is_none() && self.answered_at.is_none();
        if failure.is_none() {
            self.answered_at = Some(now);
        }
        let other = self.failure != failure;
        self.failure = failure;
        first || other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EVERY: SignedDuration = SignedDuration::from_secs(30);

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn it_is_due_at_once_then_after_a_while_and_never_twice_at_a_time() {
        let mut watch = Watch::default();
        assert_eq!(watch.due_at(false), Some(Timestamp::MIN));
        assert_eq!(
            watch.due_at(true),
            Some(Timestamp::MIN),
            "the first time, though refreshing is paused"
        );
        assert!(watch.begin() && !watch.begin());
        assert_eq!(watch.due_at(false), None);
        assert!(watch.end(None, at(10), EVERY));
        assert_eq!((watch.due_at(false), watch.due_at(true)), (Some(at(40)), None));
        assert!(watch.begin());
        assert!(!watch.end(None, at(41), EVERY), "nothing is new");
    }

    #[test]
    fn what_was_done_meanwhile_is_looked_at_again() {
        let mut watch = Watch::default();
        watch.begin();
        watch.hurry();
        watch.end(None, at(10), EVERY);
        assert_eq!(watch.due_at(false), Some(Timestamp::MIN));
        watch.begin();
        watch.end(None, at(11), EVERY);
        assert_eq!(watch.due_at(false), Some(at(41)));
    }

    #[test]
    fn a_failure_stays_until_an_answer_and_a_refusal_is_left_alone_for_longer() {
        let mut watch = Watch::default();
        watch.begin();
        watch.end(None, at(10), EVERY);
        for (kind, next) in [(Kind::Offline, 41), (Kind::Auth, 71)] {
            watch.begin();
            assert!(watch.end(Some(Failure::new(kind, "no")), at(11), EVERY));
            assert_eq!(watch.due_at(false), Some(at(next)));
            assert_eq!(watch.answered_at, Some(at(10)));
        }
        watch.begin();
        assert!(watch.end(None, at(12), EVERY) && watch.failure.is_none());
    }
}
