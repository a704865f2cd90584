//! How the fleet reaches the internet: only through NAT gateways, or its source addresses cannot be told in advance.

use super::name;
use super::unseen::{Seen, Unseen, unknown};
use crate::domain::checkup::Check;
use crate::domain::fleet::{Egress, Fleet, NatGateway, SubnetEgress};

/// Whether instances have no public addresses of their own.
pub(super) fn default_internet(fleet: &Fleet) -> Check {
    match fleet.default_internet {
        Some(false) => Check::ok(name::DEFAULT_INTERNET, "off"),
        Some(true) => Check::broken(
            name::DEFAULT_INTERNET,
            "on: each instance comes from a public address of its own, which no source range can name",
            "turn off the fleet's default internet access and put it into private subnets behind a NAT gateway",
        ),
        None => Check::unknown(
            name::DEFAULT_INTERNET,
            "AppStream does not say",
            "look at the fleet's network in the AppStream console: it must be off",
        ),
    }
}

/// What one subnet's route amounts to.
enum Way {
    Good(String),
    Bad(String),
    Unclear(String),
}

fn way(SubnetEgress { subnet, egress }: &SubnetEgress) -> Way {
    match egress {
        Egress::Nat(nat) => through(subnet, nat),
        Egress::InternetGateway(gateway) => Way::Bad(format!("{subnet} is public: it goes to the internet gateway {gateway}")),
        Egress::Nowhere => Way::Bad(format!("{subnet} has no working route to the internet")),
        Egress::Elsewhere(what) => Way::Unclear(format!(
            "{subnet} goes to {what}, and from which address it comes cannot be told"
        )),
    }
}

fn through(subnet: &str, nat: &NatGateway) -> Way {
    let NatGateway { id, state, .. } = nat;
    if state != "available" {
        let state = if state.is_empty() { "of unknown state" } else { state };
        return Way::Bad(format!("{subnet} goes to the NAT gateway {id}, which is {state}"));
    }
    if !nat.public {
        return Way::Bad(format!("{subnet} goes to the NAT gateway {id}, which is private"));
    }
    if nat.addresses.is_empty() {
        return Way::Bad(format!("{subnet} goes to the NAT gateway {id}, which has no public address"));
    }
    let addresses: Vec<String> = nat.addresses.iter().map(ToString::to_string).collect();
    Way::Good(format!("{subnet} through {id} ({})", addresses.join(", ")))
}

/// Whether each of the fleet's subnets goes through a public NAT gateway that works.
pub(super) fn private_subnets(fleet: &Seen<Fleet>, egress: &Seen<Vec<SubnetEgress>>) -> Check {
    let (fleet, egress) = match (fleet, egress) {
        (Ok(fleet), Ok(egress)) => (fleet, egress),
        (Err(_), _) => return unknown(name::PRIVATE_SUBNETS, &Unseen::After(name::FLEET)),
        (_, Err(unseen)) => return unknown(name::PRIVATE_SUBNETS, unseen),
    };
    if fleet.subnets.is_empty() {
        return Check::broken(
            name::PRIVATE_SUBNETS,
            "the fleet has no subnets",
            "put the fleet into private subnets behind a NAT gateway with an Elastic IP",
        );
    }
    let (mut good, mut bad, mut unclear) = (Vec::new(), Vec::new(), Vec::new());
    for subnet in &fleet.subnets {
        match egress.iter().find(|told| told.subnet == *subnet).map(way) {
            Some(Way::Good(text)) => good.push(text),
            Some(Way::Bad(text)) => bad.push(text),
            Some(Way::Unclear(text)) => unclear.push(text),
            None => unclear.push(format!("nothing was told of {subnet}")),
        }
    }
    if !bad.is_empty() {
        return Check::broken(
            name::PRIVATE_SUBNETS,
            bad.into_iter().chain(unclear).collect::<Vec<_>>().join("; "),
            "route 0.0.0.0/0 of each subnet to a public NAT gateway that is available",
        );
    }
    if !unclear.is_empty() {
        return Check::unknown(
            name::PRIVATE_SUBNETS,
            unclear.join("; "),
            "find out the public address by yourself, and set it as access.source",
        );
    }
    Check::ok(name::PRIVATE_SUBNETS, good.join("; "))
}
