//! Which source ranges may be let in: what everything that opens access is checked by, wherever the ranges come from.

use std::fmt;
use std::str::FromStr;

use super::SourceRange;
use crate::domain::Failure;
use crate::domain::failure::Result;
use crate::say;

/// The widest range that may be let in, by its prefix length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SourcePolicy {
    widest: u8,
}

impl Default for SourcePolicy {
    fn default() -> Self {
        Self { widest: 24 }
    }
}

impl SourcePolicy {
    /// Refuses what is wider than allowed, and what no packet on the internet comes from. `/0` allows everybody.
    pub fn check(self, ranges: &[SourceRange]) -> Result<()> {
        ranges.iter().try_for_each(|range| self.check_one(*range))
    }

    fn check_one(self, range: SourceRange) -> Result<()> {
        let wrong = |why: String| Failure::invalid(say::mistaken::source_range(range, why));
        if range.prefix < self.widest {
            let whom = match range.prefix {
                0 => say::mistaken::everybody().to_owned(),
                _ => say::mistaken::so_many_addresses(range.size()),
            };
            return Err(wrong(say::mistaken::too_wide(whom, self)).advise(say::mistaken::narrow_it()));
        }
        match range.not_public() {
            Some(what) if range.prefix > 0 => Err(wrong(say::mistaken::takes_in(what)).advise(say::mistaken::elastic_ip())),
            _ => Ok(()),
        }
    }
}

impl fmt::Display for SourcePolicy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "/{}", self.widest)
    }
}

impl FromStr for SourcePolicy {
    type Err = Failure;

    fn from_str(text: &str) -> Result<Self> {
        let digits = text.trim();
        let digits = digits.strip_prefix('/').unwrap_or(digits);
        let plain = digits.bytes().all(|b| b.is_ascii_digit());
        match digits.parse() {
            Ok(widest @ 0..=32) if plain => Ok(Self { widest }),
            _ => Err(Failure::invalid(say::mistaken::no_prefix_length(text)).advise(say::mistaken::widest_sources())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(policy: &str, range: &str) -> Option<String> {
        let policy: SourcePolicy = policy.parse().unwrap();
        policy.check(&[range.parse().unwrap()]).err().map(|failure| failure.message)
    }

    #[test]
    fn what_is_wider_than_allowed_is_refused_with_what_it_lets_in() {
        for (policy, range, why) in [
            ("/24", "203.0.113.10", None),
            ("/24", "198.51.100.0/24", None),
            ("/24", "192.0.2.0/23", Some("512 addresses")),
            ("/24", "0.0.0.0/0", Some("everybody")),
            ("32", "203.0.113.8/31", Some("2 addresses")),
            ("/16", "8.8.0.0/16", None),
            ("/0", "0.0.0.0/0", None),
            ("/0", "8.0.0.0/6", Some("private addresses (10.0.0.0/8)")),
        ] {
            let said = refusal(policy, range);
            match why {
                None => assert_eq!(said, None, "{policy} {range}"),
                Some(why) => assert!(
                    said.as_ref().is_some_and(|said| said.contains(why)),
                    "{policy} {range}: {said:?}"
                ),
            }
        }
    }

    #[test]
    fn what_nobody_comes_from_is_refused_with_what_it_is() {
        for (range, what) in [
            ("10.1.2.3", "private"),
            ("172.16.0.0/24", "private"),
            ("192.168.1.0/24", "private"),
            ("127.0.0.1", "loopback"),
            ("169.254.169.254", "link-local"),
            ("100.64.0.1", "carriers"),
            ("224.0.0.1", "multicast"),
            ("240.0.0.1", "reserved"),
            ("0.0.0.0", "reserved"),
            ("255.255.255.255", "reserved"),
        ] {
            let said = refusal("/24", range);
            assert!(said.as_ref().is_some_and(|said| said.contains(what)), "{range}: {said:?}");
        }
    }

    #[test]
    fn a_prefix_length_and_nothing_else() {
        assert_eq!("24".parse::<SourcePolicy>().unwrap().to_string(), "/24");
        for wrong in ["", "/", "33", "+24", "//24", "2 4", "-1", "1.0.0.0/8"] {
            assert!(wrong.parse::<SourcePolicy>().is_err(), "{wrong}");
        }
    }
}
