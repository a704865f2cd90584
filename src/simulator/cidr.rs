//! Which source ranges a mapping takes, and whom they let in; who asks is told elsewhere.

use std::net::{IpAddr, Ipv4Addr};

/// Why a range is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refused {
    Syntax,
    NotGlobal,
}

/// Ranges that no device on the Internet calls from. The documentation ranges are taken: tests and demos use them.
const NOT_GLOBAL: [(Ipv4Addr, u8); 8] = [
    (Ipv4Addr::new(0, 0, 0, 0), 8),
    (Ipv4Addr::new(10, 0, 0, 0), 8),
    (Ipv4Addr::new(100, 64, 0, 0), 10),
    (Ipv4Addr::new(127, 0, 0, 0), 8),
    (Ipv4Addr::new(169, 254, 0, 0), 16),
    (Ipv4Addr::new(172, 16, 0, 0), 12),
    (Ipv4Addr::new(192, 168, 0, 0), 16),
    (Ipv4Addr::new(224, 0, 0, 0), 3),
];

/// Takes `a.b.c.d/n`, host bits set or not (the console's own hint, 12.34.56.78/30, has some).
pub(super) fn check(range: &str) -> Result<(), Refused> {
    let (address, bits) = parse(range).ok_or(Refused::Syntax)?;
    if bits == 0 && address.is_unspecified() {
        return Ok(()); // Everybody. Nobody knows whether the service takes it [?].
    }
    let inside = |(network, width): &(Ipv4Addr, u8)| covers(*network, *width, address);
    if NOT_GLOBAL.iter().any(inside) {
        return Err(Refused::NotGlobal);
    }
    Ok(())
}

/// A peer on loopback stands for whichever source is allowed; it is the only one a simulator ever meets.
pub(super) fn admits(ranges: &[String], peer: IpAddr) -> bool {
    let inside = |peer: Ipv4Addr| {
        let mut parsed = ranges.iter().filter_map(|range| parse(range));
        parsed.any(|(network, bits)| covers(network, bits, peer))
    };
    match peer.to_canonical() {
        peer if peer.is_loopback() => true,
        IpAddr::V4(peer) => inside(peer),
        IpAddr::V6(_) => false,
    }
}

fn parse(range: &str) -> Option<(Ipv4Addr, u8)> {
    let (address, bits) = range.split_once('/')?;
    if bits.is_empty() || bits.len() > 2 || !bits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let bits: u8 = bits.parse().ok()?;
    Some((address.parse().ok()?, bits)).filter(|(_, bits)| *bits <= 32)
}

fn covers(network: Ipv4Addr, bits: u8, address: Ipv4Addr) -> bool {
    let mask = u32::MAX.checked_shl(32 - u32::from(bits)).unwrap_or(0);
    network.to_bits() & mask == address.to_bits() & mask
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_checked() {
        for good in ["203.0.113.10/32", "12.34.56.78/30", "0.0.0.0/0", "8.8.0.0/16"] {
            assert_eq!(check(good), Ok(()), "{good}");
        }
        for bad in [
            "",
            "203.0.113.10",
            "203.0.113.10/33",
            "203.0.113/24",
            "x/24",
            "2001:db8::/32",
            "1.2.3.4/+8",
            "1.2.3.4/ 8",
        ] {
            assert_eq!(check(bad), Err(Refused::Syntax), "{bad}");
        }
        for inner in [
            "127.0.0.1/32",
            "10.1.2.3/32",
            "192.168.0.0/16",
            "172.31.0.1/32",
            "100.64.0.1/32",
            "0.0.0.1/32",
            "239.0.0.1/32",
        ] {
            assert_eq!(check(inner), Err(Refused::NotGlobal), "{inner}");
        }
    }

    #[test]
    fn only_sources_inside_are_admitted() {
        let ranges = ["203.0.113.8/30".to_owned()];
        for (peer, admitted) in [
            ("203.0.113.10", true),
            ("203.0.113.12", false),
            ("127.0.0.1", true),
            ("::1", true),
            ("2001:db8::1", false),
        ] {
            assert_eq!(admits(&ranges, peer.parse().unwrap()), admitted, "{peer}");
        }
    }
}
