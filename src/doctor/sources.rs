//! The source ranges: exactly the public addresses of the NAT gateways, no more and no less.

use std::collections::BTreeSet;
use std::net::Ipv4Addr;

use super::name;
use super::unseen::{Seen, Unseen, unknown};
use crate::domain::SourceRange;
use crate::domain::checkup::Check;
use crate::domain::fleet::{Egress, NatGateway, SubnetEgress};
use crate::say;

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
        Some(origins) => say::checked_aws::set_sources_to(listed(&origins.addresses)),
        None => say::checked_aws::set_sources().into(),
    };
    if configured.is_empty() {
        return Check::broken(name::SOURCE_RANGES, say::checked_aws::no_sources(), advice);
    }
    let mut wrong: Vec<String> = Vec::new();
    let mut odd: Vec<String> = Vec::new();
    for range in configured {
        let beyond = known.map(|origins| (surplus(*range, &origins.addresses), origins.complete));
        match (beyond, range.not_public()) {
            // what a gateway is seen to have is right, whatever it looks like
            (Some((Surplus::None, _)), _) => {}
            (_, Some(what)) => wrong.push(say::checked_aws::takes_in(range, what)),
            (Some((Surplus::Some(1), _)), None) => wrong.push(say::checked_aws::one_too_wide(range)),
            (Some((Surplus::Some(many), _)), None) => wrong.push(say::checked_aws::too_wide(range, many)),
            (Some((Surplus::All, true)), None) => wrong.push(say::checked_aws::no_gateways_address(range)),
            (Some((Surplus::All, false)), None) => odd.push(say::checked_aws::no_known_address(range)),
            (None, None) => {}
        }
    }
    if let Some(origins) = known {
        let missed = |address: &&Ipv4Addr| !configured.iter().any(|range| range.contains(**address));
        let missed = origins.addresses.iter().filter(missed);
        wrong.extend(missed.map(say::checked_aws::missed));
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
            say::checked_aws::see_subnets(name::PRIVATE_SUBNETS.said()),
        ),
        (Ok(_), _) => unknown(name::SOURCE_RANGES, &Unseen::After(name::PRIVATE_SUBNETS)),
    }
}

fn fitting(configured: &[SourceRange], grow: bool) -> Check {
    let ranges: Vec<String> = configured.iter().map(ToString::to_string).collect();
    let check = Check::ok(name::SOURCE_RANGES, say::checked_aws::exactly(ranges.join(", ")));
    if grow {
        check.minding(say::checked_aws::may_grow())
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

fn listed(addresses: &BTreeSet<Ipv4Addr>) -> String {
    let each: Vec<String> = addresses.iter().map(|address| format!("\"{address}/32\"")).collect();
    each.join(", ")
}
