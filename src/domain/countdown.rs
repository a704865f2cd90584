//! The time left until a moment: its text, its urgency, and when the text changes next.
//!
//! All countdowns turn on the same whole second of the service's clock, so that one wake-up a second serves them all.

use jiff::Timestamp;

use crate::say;

/// What is left until a moment, in whole seconds of the service's clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Countdown {
    left: i64,
}

/// How near the end is. Each has a mark of its own, so that colour is never the only sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Urgency {
    /// More than five minutes.
    Calm,
    /// Five minutes or less.
    Soon,
    /// One minute or less.
    Now,
    /// Over.
    Over,
}

impl Urgency {
    /// The mark beside the time: plain ASCII, at most two cells.
    pub fn mark(self) -> &'static str {
        match self {
            Self::Calm => "",
            Self::Soon => "!",
            Self::Now => "!!",
            Self::Over => "x",
        }
    }
}

impl Countdown {
    /// What is left at `now` until `end`.
    pub fn new(end: Timestamp, now: Timestamp) -> Self {
        Self {
            left: end.as_second() - now.as_second(),
        }
    }

    /// The seconds that are left, or 0.
    pub fn seconds(self) -> u32 {
        u32::try_from(self.left.max(0)).unwrap_or(u32::MAX)
    }

    /// Whether it is over.
    pub fn is_over(self) -> bool {
        self.left <= 0
    }

    /// How near the end is.
    pub fn urgency(self) -> Urgency {
        match self.left {
            ..=0 => Urgency::Over,
            1..=60 => Urgency::Now,
            61..=300 => Urgency::Soon,
            _ => Urgency::Calm,
        }
    }

    /// `1:04:59`, then `12:34`, then `0:42`, then `expired 3m ago`.
    pub fn text(self) -> String {
        let (hours, minutes, seconds) = (self.left / 3600, self.left % 3600 / 60, self.left % 60);
        match self.left {
            3600.. => format!("{hours}:{minutes:02}:{seconds:02}"),
            1.. => format!("{minutes}:{seconds:02}"),
            -59..=0 => say::seen::just_expired().into(),
            _ => say::seen::expired(ago(-self.left)),
        }
    }

    /// How long ago the moment was: `now`, `3m ago`, `2h ago`. It changes when [`Self::text`] does.
    pub fn ago(self) -> String {
        ago(-self.left)
    }

    /// In how many whole seconds of the service's clock the text changes.
    pub fn changes_in(self) -> i64 {
        match -self.left {
            ..=-1 => 1,
            gone @ 0..60 => 60 - gone,
            gone @ 60..3600 => 60 - gone % 60,
            gone @ 3600..86_400 => 3600 - gone % 3600,
            gone => 86_400 - gone % 86_400,
        }
    }
}

fn ago(seconds: i64) -> String {
    match seconds {
        ..60 => say::seen::now().into(),
        60..3600 => say::seen::minutes_ago(seconds / 60),
        3600..86_400 => say::seen::hours_ago(seconds / 3600),
        _ => say::seen::days_ago(seconds / 86_400),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::say::{Language, speaking};

    #[test]
    fn time_that_is_gone_is_told_in_japanese() {
        let gone = |seconds: i64| Countdown { left: -seconds };
        speaking(Language::Japanese, || {
            let told = [0, 59, 60, 7200, 200_000].map(|seconds| gone(seconds).text());
            assert_eq!(
                told,
                ["期限切れ", "期限切れ", "期限切れ 1分前", "期限切れ 2時間前", "期限切れ 2日前"]
            );
            assert_eq!(gone(5).ago(), "今");
        });
        assert_eq!(gone(5).text(), "expired now");
    }
    use proptest::prelude::*;

    fn left(seconds: i64) -> Countdown {
        Countdown { left: seconds }
    }

    #[test]
    fn text_follows_the_interface() {
        for (seconds, text) in [
            (3899, "1:04:59"),
            (754, "12:34"),
            (42, "0:42"),
            (0, "expired now"),
            (-180, "expired 3m ago"),
            (-7200, "expired 2h ago"),
        ] {
            assert_eq!(left(seconds).text(), text);
        }
    }

    #[test]
    fn urgency_turns_at_five_minutes_and_at_one() {
        assert_eq!(left(301).urgency(), Urgency::Calm);
        assert_eq!(left(300).urgency(), Urgency::Soon);
        assert_eq!(left(60).urgency(), Urgency::Now);
        assert_eq!(left(0).urgency(), Urgency::Over);
    }

    proptest! {
        #[test]
        fn the_text_stays_until_it_is_said_to_change(seconds in -300_000i64..100_000) {
            let at = |later: i64| left(seconds - later).text();
            let change = left(seconds).changes_in();
            prop_assert!(change >= 1);
            prop_assert_eq!(at(change - 1), at(0));
            prop_assert_ne!(at(change), at(0));
        }
    }
}
