//! The source ranges: exactly the public addresses of the NAT gateways, no more and no less.

use std::collections::BTreeSet;
use std::net::Ipv4Addr;

use super::name;
use super::unseen::{Seen, Unseen, unknown};
use crate::domain::SourceRange;
use crate::domain::checkup::Check;
use crate::domain::fleet::{Egress, NatGateway, SubnetEgress};

/// From where the fleet's traffic comes.
struct Origins {
    addresses: BTreeSet<Ipv4Addr>,
    /// Whether no others are possible.
    complete: bool,
    /// Whether AWS may add some.
    grow: bool,
}

fn origins(egress: &[SubnetEgress]) -> Origins {
    let gateways: Vec<&NatGateway> = egress
        .iter()
        .filter_map(|subnet| match &subnet.egress {
            Egress::Nat(nat) if nat.public && !nat.addresses.is_empty() => Some(nat),
            _ => None,
        })
        .collect();
    Origins {
        addresses: gateways.iter().flat_map(|nat| nat.addresses.iter().copied()).collect(),
        complete: !egress.is_empty() && gateways.len() == egress.len(),
        grow: gateways.iter().any(|nat| nat.grows),
    }
}

/// Whether mappings would let in the fleet, and nobody else.
pub(super) fn source_ranges(configured: &[SourceRange], egress: &Seen<Vec<SubnetEgress>>) -> Check {
    let origins = egress.as_deref().map(origins);
    let known = origins.as_ref().ok().filter(|origins| !origins.addresses.is_empty());
    let advice = match known {
        Some(origins) => format!("set access.source = [{}], or NAPTOP_SOURCE", listed(&origins.addresses)),
        None => "set access.source, or NAPTOP_SOURCE, to each NAT gateway's Elastic IP as ADDRESS/32".into(),
    };
    if configured.is_empty() {
        let detail = "none is configured: a mapping would let in this machine's address instead of the fleet's";
        return Check::broken(name::SOURCE_RANGES, detail, advice);
    }
    let mut wrong: Vec<String> = Vec::new();
    let mut odd: Vec<String> = Vec::new();
    for range in configured {
        if let Some(what) = range.not_public() {
            wrong.push(format!("{range} takes in {what}"));
        } else if let Some(origins) = known {
            match surplus(*range, &origins.addresses) {
                Surplus::None => {}
                Surplus::Some(many) => wrong.push(format!("{range} is {many} {} too wide", addresses(many))),
                Surplus::All if origins.complete => wrong.push(format!("{range} is no NAT gateway's address")),
                Surplus::All => odd.push(format!("{range} is no address of a NAT gateway that is known")),
            }
        }
    }
    if let Some(origins) = known {
        let missed = |address: &&Ipv4Addr| !configured.iter().any(|range| range.contains(**address));
        let missed = origins.addresses.iter().filter(missed);
        wrong.extend(missed.map(|address| format!("{address} is a NAT gateway's address, and no range lets it in")));
    }
    if !wrong.is_empty() {
        return Check::broken(name::SOURCE_RANGES, wrong.join("; "), advice);
    }
    match (egress, known) {
        (Err(unseen), _) => unknown(name::SOURCE_RANGES, unseen),
        (Ok(_), Some(origins)) if origins.complete => fitting(configured, origins.grow),
        (Ok(_), Some(_)) if !odd.is_empty() => Check::unknown(
            name::SOURCE_RANGES,
            odd.join("; "),
            format!("see \"{}\": not every subnet's address can be told", name::PRIVATE_SUBNETS),
        ),
        (Ok(_), _) => unknown(name::SOURCE_RANGES, &Unseen::After(name::PRIVATE_SUBNETS)),
    }
}

fn fitting(configured: &[SourceRange], grow: bool) -> Check {
    let ranges: Vec<String> = configured.iter().map(ToString::to_string).collect();
    let check = Check::ok(
        name::SOURCE_RANGES,
        format!("{}: exactly what the fleet comes from", ranges.join(", ")),
    );
    if grow {
        check.minding("this NAT gateway may get more addresses by itself; look again from time to time")
    } else {
        check
    }
}

/// How much of a range is not the fleet's.
enum Surplus {
    None,
    Some(u64),
    All,
}

fn surplus(range: SourceRange, addresses: &BTreeSet<Ipv4Addr>) -> Surplus {
    let own = addresses.iter().filter(|address| range.contains(**address)).count();
    match range.size().saturating_sub(own as u64) {
        _ if own == 0 => Surplus::All,
        0 => Surplus::None,
        many => Surplus::Some(many),
    }
}

fn addresses(many: u64) -> &'static str {
    if many == 1 { "address" } else { "addresses" }
}

fn listed(addresses: &BTreeSet<Ipv4Addr>) -> String {
    let each: Vec<String> = addresses.iter().map(|address| format!("\"{address}/32\"")).collect();
    each.join(", ")
}
