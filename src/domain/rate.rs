//! What is left of a rate limit that an operator's users and tools share, and how to be polite about it.

use std::time::Duration;

/// What SORACOM's headers say: so many calls of so many are left until the count begins anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// The calls of a minute.
    pub limit: u64,
    /// Those that are left.
    pub remaining: u64,
    /// Seconds until all are left again.
    pub seconds: u64,
}

/// Nobody's clock says more than a minute.
const LONGEST: u64 = 60;

impl Rate {
    /// Whether less than a fifth is left: the rest is for what people wait for.
    pub fn is_low(&self) -> bool {
        self.remaining.saturating_mul(5) < self.limit
    }

    /// How long to pause before the next call of many: what is left is spread over the time that it has to last.
    pub fn pause(&self) -> Duration {
        match self.is_low() {
            true => Duration::from_secs(self.seconds.min(LONGEST)) / u32::try_from(self.remaining.max(1)).unwrap_or(u32::MAX),
            false => Duration::ZERO,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_fifth_is_made_to_last() {
        let rate = |remaining, seconds| Rate { limit: 1000, remaining, seconds };
        assert!(!rate(200, 30).is_low() && rate(199, 30).is_low());
        assert_eq!(rate(999, 60).pause(), Duration::ZERO);
        assert_eq!(rate(100, 30).pause(), Duration::from_millis(300));
        assert_eq!(rate(0, 30).pause(), Duration::from_secs(30));
        assert_eq!(rate(0, u64::MAX).pause(), Duration::from_secs(60));
    }
}
