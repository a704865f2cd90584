//! Whether a read is repeated, and after how long: a pure decision. Waiting is `transport`'s business.

use std::time::Duration;

/// How an attempt ended, as far as repeating it goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// It was answered, well or not: the same question would get the same answer.
    Answered,
    /// It was lost on the way, or the service stumbled (5xx).
    Lost,
    /// The rate limit refused it (429), perhaps saying for how many seconds.
    Limited(Option<u64>),
}

/// What to do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// Take the outcome as it is.
    Take,
    /// Ask again after this pause.
    Again(Duration),
    /// Tell the user of a wait of this length, then ask again.
    Wait(Duration),
}

/// What is left of the patience with one call.
#[derive(Clone, Debug, Default)]
pub(super) struct Patience {
    losses: usize,
    waits: usize,
}

const PAUSES: [Duration; 2] = [Duration::from_millis(250), Duration::from_secs(1)];
const WAITS: usize = 2;
const USUAL_WAIT: u64 = 5;
const LONGEST_WAIT: u64 = 60;

impl Patience {
    /// Decides, where `jitter` from 0 to 1 keeps clients apart that stumbled together, and the call has so much time `left`. A wait
    /// that it would not see the end of is not begun.
    pub(super) fn after(&mut self, ending: Ending, jitter: f64, left: Option<Duration>) -> Next {
        match ending {
            Ending::Answered => Next::Take,
            Ending::Lost => match PAUSES.get(self.losses) {
                Some(pause) => {
                    self.losses += 1;
                    Next::Again(pause.mul_f64(1.0 + jitter.clamp(0.0, 1.0) / 2.0))
                }
                None => Next::Take,
            },
            Ending::Limited(seconds) => {
                let asked = seconds.unwrap_or(USUAL_WAIT);
                let in_vain = left.is_some_and(|left| Duration::from_secs(asked) >= left);
                if in_vain || self.waits == WAITS {
                    return Next::Take;
                }
                self.waits += 1;
                Next::Wait(Duration::from_secs(asked.clamp(1, LONGEST_WAIT)))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lost_call_is_repeated_twice_at_growing_pauses() {
        let mut patience = Patience::default();
        assert_eq!(
            patience.after(Ending::Lost, 0.0, None),
            Next::Again(Duration::from_millis(250))
        );
        assert_eq!(
            patience.after(Ending::Lost, 1.0, None),
            Next::Again(Duration::from_millis(1500))
        );
        assert_eq!(patience.after(Ending::Lost, 0.0, None), Next::Take);
    }

    #[test]
    fn the_rate_limit_is_waited_for_as_told_but_not_for_ever() {
        let mut patience = Patience::default();
        assert_eq!(
            patience.after(Ending::Limited(Some(7)), 0.5, None),
            Next::Wait(Duration::from_secs(7))
        );
        assert_eq!(
            patience.after(Ending::Limited(Some(3600)), 0.5, None),
            Next::Wait(Duration::from_secs(60))
        );
        assert_eq!(patience.after(Ending::Limited(Some(1)), 0.5, None), Next::Take);
        assert_eq!(
            Patience::default().after(Ending::Limited(None), 0.5, None),
            Next::Wait(Duration::from_secs(5))
        );
        assert_eq!(
            Patience::default().after(Ending::Limited(Some(0)), 0.5, None),
            Next::Wait(Duration::from_secs(1))
        );
    }

    #[test]
    fn a_wait_that_would_take_longer_than_the_call_may_is_not_begun() {
        let after = |seconds, left| Patience::default().after(Ending::Limited(seconds), 0.5, Some(Duration::from_secs(left)));
        assert_eq!(after(Some(40), 75), Next::Wait(Duration::from_secs(40)));
        assert_eq!(after(Some(40), 35), Next::Take);
        assert_eq!(after(Some(3600), 75), Next::Take, "though a minute of it would fit");
        assert_eq!(after(None, 3), Next::Take);
    }

    #[test]
    fn an_answer_is_an_answer() {
        assert_eq!(Patience::default().after(Ending::Answered, 0.0, None), Next::Take);
    }
}
