//! How far the service's clock is from this machine's, learnt from the `Date` header.

use jiff::{SignedDuration, Timestamp};

/// How far two services' clocks may be apart when a time by one is compared with a time by the other.
pub const SLACK: SignedDuration = SignedDuration::from_secs(10);

/// The offset to add to the local clock to get the service's time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Skew(SignedDuration);

impl Skew {
    /// The service's time at the local time `now`.
    pub fn service_time(self, now: Timestamp) -> Timestamp {
        now.checked_add(self.0).unwrap_or(now)
    }

    /// How far the service is ahead of this machine; negative where it is behind.
    pub fn offset(self) -> SignedDuration {
        self.0
    }

    /// Learns from an answer dated `date` to a call that was sent at `sent` and answered at `received` (local time).
    /// The header has whole seconds, so it leaves a window; inside it the offset stays as it was.
    #[must_use]
    pub fn learn(self, date: Timestamp, sent: Timestamp, received: Timestamp) -> Self {
        let earliest = date.duration_since(received);
        let latest = date.duration_since(sent) + SignedDuration::from_secs(1);
        Self(self.0.clamp(earliest, latest.max(earliest)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(ms: i64) -> Timestamp {
        Timestamp::from_millisecond(1_767_225_600_000 + ms).unwrap()
    }

    #[test]
    fn a_right_clock_is_left_alone() {
        assert_eq!(Skew::default().learn(at(5000), at(5300), at(5400)), Skew::default());
        assert_eq!(Skew::default().learn(at(5000), at(4900), at(5100)), Skew::default());
    }

    #[test]
    fn a_wrong_clock_is_corrected_to_within_a_second() {
        let skew = Skew::default().learn(at(600_000), at(0), at(100));
        let error = skew.service_time(at(100)).duration_since(at(600_000));
        assert!(error.abs() <= SignedDuration::from_secs(1), "{error:?}");
    }
}
