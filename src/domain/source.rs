//! The source ranges that a mapping lets in: public IPv4 CIDRs.

mod policy;

use std::fmt;
use std::net::Ipv4Addr;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::Failure;
use crate::say;

pub use policy::SourcePolicy;

/// A source range as SORACOM takes it, e.g. `203.0.113.10/32`. Host bits are cleared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SourceRange {
    network: Ipv4Addr,
    prefix: u8,
}

impl SourceRange {
    /// One address alone.
    pub fn host(address: Ipv4Addr) -> Self {
        Self {
            network: address,
            prefix: 32,
        }
    }
}

impl fmt::Display for SourceRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.network, self.prefix)
    }
}

impl FromStr for SourceRange {
    type Err = Failure;

    fn from_str(text: &str) -> Result<Self, Failure> {
        let wrong = |why: &str| Failure::invalid(say::mistaken::source_text(text, why)).advise(say::mistaken::elastic_ip());
        let (address, prefix) = text.trim().split_once('/').unwrap_or((text.trim(), "32"));
        if address.contains(':') {
            return Err(wrong(say::mistaken::sources_are_ipv4()));
        }
        let address: Ipv4Addr = address.parse().map_err(|_| wrong(say::mistaken::no_ipv4()))?;
        let prefix: u8 = match prefix.parse() {
            Ok(prefix @ 0..=32) if prefix_is_plain(text) => prefix,
            _ => return Err(wrong(say::mistaken::prefix_lengths())),
        };
        Ok(Self {
            network: mask(address, prefix),
            prefix,
        })
    }
}

impl From<SourceRange> for String {
    fn from(range: SourceRange) -> Self {
        range.to_string()
    }
}

impl TryFrom<String> for SourceRange {
    type Error = Failure;

    fn try_from(text: String) -> Result<Self, Failure> {
        text.parse()
    }
}

/// What such a range is called.
type Told = fn(SourceRange) -> String;

/// Where no packet on the internet comes from. Those for documentation are left out: examples and the simulator use them.
const NOT_PUBLIC: [(Ipv4Addr, u8, Told); 11] = [
    (Ipv4Addr::new(10, 0, 0, 0), 8, say::mistaken::private),
    (Ipv4Addr::new(172, 16, 0, 0), 12, say::mistaken::private),
    (Ipv4Addr::new(192, 168, 0, 0), 16, say::mistaken::private),
    (Ipv4Addr::new(100, 64, 0, 0), 10, say::mistaken::shared),
    (Ipv4Addr::new(127, 0, 0, 0), 8, say::mistaken::loopback),
    (Ipv4Addr::new(169, 254, 0, 0), 16, say::mistaken::link_local),
    (Ipv4Addr::new(0, 0, 0, 0), 8, say::mistaken::reserved),
    (Ipv4Addr::new(192, 0, 0, 0), 24, say::mistaken::reserved),
    (Ipv4Addr::new(198, 18, 0, 0), 15, say::mistaken::benchmarks),
    (Ipv4Addr::new(224, 0, 0, 0), 4, say::mistaken::multicast),
    (Ipv4Addr::new(240, 0, 0, 0), 4, say::mistaken::reserved),
];

impl SourceRange {
    /// Every address.
    pub fn everybody() -> Self {
        Self {
            network: Ipv4Addr::UNSPECIFIED,
            prefix: 0,
        }
    }

    /// Its address, where it has but one.
    pub fn only_address(self) -> Option<Ipv4Addr> {
        (self.prefix == 32).then_some(self.network)
    }

    /// How many addresses it has.
    pub fn size(self) -> u64 {
        1 << (32 - self.prefix)
    }

    /// Whether that address is in it.
    pub fn contains(self, address: Ipv4Addr) -> bool {
        mask(address, self.prefix) == self.network
    }

    /// What is in it that cannot be a source on the internet; `everybody` where all is in it.
    pub fn not_public(self) -> Option<String> {
        if self.prefix == 0 {
            return Some(say::mistaken::everybody().to_owned());
        }
        let overlaps = |network: Ipv4Addr, prefix: u8| self.contains(network) || Self { network, prefix }.contains(self.network);
        NOT_PUBLIC
            .into_iter()
            .find(|(network, prefix, _)| overlaps(*network, *prefix))
            .map(|(network, prefix, told)| told(Self { network, prefix }))
    }
}

fn prefix_is_plain(text: &str) -> bool {
    text.trim().bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b'/')
}

fn mask(address: Ipv4Addr, prefix: u8) -> Ipv4Addr {
    let bits = u32::from(address);
    let mask = u32::MAX.checked_shl(32 - u32::from(prefix)).unwrap_or(0);
    Ipv4Addr::from(bits & mask)
}

/// Ranges as they are shown.
pub fn listed(ranges: &[SourceRange]) -> String {
    let shown: Vec<String> = ranges.iter().map(ToString::to_string).collect();
    shown.join(", ")
}

/// Whether two lists of ranges let in the same sources, whatever their order.
pub fn same_sources(a: &[SourceRange], b: &[SourceRange]) -> bool {
    let sorted = |ranges: &[SourceRange]| {
        let mut ranges = ranges.to_vec();
        ranges.sort_unstable();
        ranges.dedup();
        ranges
    };
    sorted(a) == sorted(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(text: &str) -> SourceRange {
        text.parse().unwrap()
    }

    #[test]
    fn a_bare_address_is_one_host_and_host_bits_are_cleared() {
        assert_eq!(range("203.0.113.10").to_string(), "203.0.113.10/32");
        assert_eq!(range(" 203.0.113.77/24 ").to_string(), "203.0.113.0/24");
        assert_eq!(range("0.0.0.0/0").to_string(), "0.0.0.0/0");
    }

    #[test]
    fn refuses_with_a_reason() {
        for bad in ["203.0.113.10/33", "203.0.113/32", "2001:db8::/32", "", "1.2.3.4/+8", "a/8"] {
            let failure = bad.parse::<SourceRange>().unwrap_err();
            assert!(failure.advice.contains("/32"), "{bad}: {failure:?}");
        }
    }

    #[test]
    fn what_is_in_it() {
        assert_eq!((range("1.2.3.4").size(), range("0.0.0.0/0").size()), (1, 1 << 32));
        let wide = range("203.0.113.8/30");
        assert_eq!(wide.size(), 4);
        assert!(wide.contains(Ipv4Addr::new(203, 0, 113, 11)) && !wide.contains(Ipv4Addr::new(203, 0, 113, 12)));
    }

    #[test]
    fn what_cannot_be_a_source_on_the_internet() {
        for (text, what) in [
            ("10.1.2.3", "10.0.0.0/8"),
            ("172.31.0.0/16", "172.16.0.0/12"),
            ("192.168.0.0/16", "192.168.0.0/16"),
            ("100.100.0.1", "100.64.0.0/10"),
            ("127.0.0.1", "loopback"),
            ("169.254.1.1", "link-local"),
            ("172.0.0.0/8", "172.16.0.0/12"),
            ("255.255.255.255", "reserved"),
            ("0.0.0.0/0", "everybody"),
        ] {
            let said = range(text).not_public();
            assert!(said.as_ref().is_some_and(|said| said.contains(what)), "{text}: {said:?}");
        }
        for public in [
            "203.0.113.10",
            "172.32.0.1",
            "100.128.0.0/24",
            "11.0.0.0/8",
            "192.167.255.0/24",
        ] {
            assert_eq!(range(public).not_public(), None, "{public}");
        }
    }

    #[test]
    fn order_does_not_matter() {
        assert!(same_sources(
            &[range("1.1.1.1"), range("2.2.2.2")],
            &[range("2.2.2.2"), range("1.1.1.1")]
        ));
        assert!(!same_sources(&[range("1.1.1.1")], &[]));
    }
}
