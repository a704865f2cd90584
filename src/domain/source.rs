//! The source ranges that a mapping lets in: public IPv4 CIDRs.

use std::fmt;
use std::net::Ipv4Addr;
use std::str::FromStr;

use super::Failure;

/// A source range as SORACOM takes it, e.g. `203.0.113.10/32`. Host bits are cleared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
        let wrong = |why: &str| {
            Failure::invalid(format!("source range {text:?}: {why}"))
                .advise("write the NAT gateway's Elastic IP as ADDRESS/32, e.g. 203.0.113.10/32")
        };
        let (address, prefix) = text.trim().split_once('/').unwrap_or((text.trim(), "32"));
        if address.contains(':') {
            return Err(wrong("Napter endpoints are IPv4, so its sources must be IPv4 too"));
        }
        let address: Ipv4Addr = address.parse().map_err(|_| wrong("it is not an IPv4 address"))?;
        let prefix: u8 = match prefix.parse() {
            Ok(prefix @ 0..=32) if prefix_is_plain(text) => prefix,
            _ => return Err(wrong("the prefix length must be 0 to 32")),
        };
        Ok(Self {
            network: mask(address, prefix),
            prefix,
        })
    }
}

/// Several ranges, between commas or blanks.
pub fn ranges(text: &str) -> Result<Vec<SourceRange>, Failure> {
    let words = text.split(|c: char| c == ',' || c.is_whitespace());
    words.filter(|word| !word.is_empty()).map(str::parse).collect()
}

fn prefix_is_plain(text: &str) -> bool {
    text.trim().bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b'/')
}

fn mask(address: Ipv4Addr, prefix: u8) -> Ipv4Addr {
    let bits = u32::from(address);
    let mask = u32::MAX.checked_shl(32 - u32::from(prefix)).unwrap_or(0);
    Ipv4Addr::from(bits & mask)
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
    fn several_are_read_and_one_that_is_wrong_is_enough() {
        assert_eq!(
            ranges(" 1.1.1.1, 2.2.2.2/31\n").unwrap(),
            [range("1.1.1.1"), range("2.2.2.2/31")]
        );
        assert!(ranges("").unwrap().is_empty());
        assert!(ranges("1.1.1.1 x").is_err());
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
