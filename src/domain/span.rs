//! How long: durations as users write them (`90s`, `30m`, `1h30m`), in whole seconds.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::Failure;
use crate::say;

/// A duration in whole seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span(u32);

impl Span {
    /// The longest mapping that SORACOM allows: 8 hours.
    pub const LONGEST_MAPPING: Self = Self(8 * 3600);

    /// A span of so many seconds.
    pub const fn seconds(seconds: u32) -> Self {
        Self(seconds)
    }

    /// The span in seconds.
    pub const fn as_secs(self) -> u32 {
        self.0
    }

    /// Checks that a mapping may live this long.
    pub fn for_mapping(self) -> Result<Self, Failure> {
        if self.0 == 0 || self > Self::LONGEST_MAPPING {
            return Err(Failure::invalid(say::mistaken::no_mapping_for(self)).advise(say::mistaken::up_to_eight_hours()));
        }
        Ok(self)
    }
}

impl From<Span> for Duration {
    fn from(span: Span) -> Self {
        Self::from_secs(span.0.into())
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [(self.0 / 3600, 'h'), (self.0 % 3600 / 60, 'm'), (self.0 % 60, 's')];
        let mut written = false;
        for (amount, unit) in parts {
            if amount > 0 {
                write!(f, "{amount}{unit}")?;
                written = true;
            }
        }
        if written { Ok(()) } else { f.write_str("0s") }
    }
}

impl FromStr for Span {
    type Err = Failure;

    fn from_str(text: &str) -> Result<Self, Failure> {
        parse(text.trim())
            .map(Self)
            .ok_or_else(|| Failure::invalid(say::mistaken::no_duration(text)).advise(say::mistaken::durations()))
    }
}

/// Units must fall (`1h30m`, not `30m1h`), and a number needs its unit: `30` could be seconds or minutes.
fn parse(text: &str) -> Option<u32> {
    let mut total: u32 = 0;
    let mut last_unit = u32::MAX;
    let mut rest = text;
    while !rest.is_empty() {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let amount: u32 = rest.get(..digits)?.parse().ok()?;
        let unit = match rest.as_bytes().get(digits)? {
            b'd' => 86_400,
            b'h' => 3600,
            b'm' => 60,
            b's' => 1,
            _ => return None,
        };
        if unit >= last_unit {
            return None;
        }
        last_unit = unit;
        total = total.checked_add(amount.checked_mul(unit)?)?;
        rest = rest.get(digits + 1..)?;
    }
    (last_unit != u32::MAX).then_some(total)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_what_people_write() {
        for (text, seconds) in [("90s", 90), ("30m", 1800), ("2h", 7200), ("1h30m", 5400), ("1d", 86_400)] {
            assert_eq!(text.parse::<Span>().unwrap(), Span::seconds(seconds));
        }
    }

    #[test]
    fn refuses_what_could_be_misread() {
        for bad in ["", "30", "m", "30m1h", "1h1h", "-5m", "1.5h", "99999999999h", "5 m", "３０m"] {
            assert!(bad.parse::<Span>().is_err(), "{bad}");
        }
    }

    #[test]
    fn eight_hours_is_the_limit() {
        assert!("8h".parse::<Span>().unwrap().for_mapping().is_ok());
        assert!("8h1s".parse::<Span>().unwrap().for_mapping().is_err());
        assert!(Span::seconds(0).for_mapping().is_err());
    }

    proptest! {
        #[test]
        fn what_is_shown_reads_back(seconds in 0u32..1_000_000) {
            let span = Span::seconds(seconds);
            prop_assert_eq!(span.to_string().parse::<Span>().unwrap(), span);
        }
    }
}
