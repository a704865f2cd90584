//! How the fleet reaches the internet: only through NAT gateways, or its source addresses cannot be told in advance.

use super::name;
use super::unseen::{Seen, Unseen, unknown};
use crate::domain::checkup::Check;
use crate::domain::fleet::{Egress, Fleet, NatGateway, SubnetEgress};
use crate::say;

/// Whether instances have no public addresses of their own.
pub(super) fn default_internet(fleet: &Fleet) -> Check {
    match fleet.default_internet {
        Some(false) => Check::ok(name::DEFAULT_INTERNET, say::checked_aws::internet_off()),
        Some(true) => Check::broken(
            name::DEFAULT_INTERNET,
            say::checked_aws::internet_on(),
            say::checked_aws::turn_internet_off(),
        ),
        None => Check::unknown(
            name::DEFAULT_INTERNET,
            say::checked_aws::not_said(),
            say::checked_aws::look_at_network(),
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
        Egress::InternetGateway(gateway) => Way::Bad(say::checked_aws::public(subnet, gateway)),
        Egress::Nowhere => Way::Bad(say::checked_aws::routeless(subnet)),
        Egress::Elsewhere(what) => Way::Unclear(say::checked_aws::elsewhere(subnet, what)),
    }
}

fn through(subnet: &str, nat: &NatGateway) -> Way {
    let NatGateway { id, state, .. } = nat;
    if state != "available" {
        let state = match state.as_str() {
            "" => say::checked_aws::of_unknown_state(),
            state => state,
        };
        return Way::Bad(say::checked_aws::nat_in_state(subnet, id, state));
    }
    if !nat.public {
        return Way::Bad(say::checked_aws::nat_private(subnet, id));
    }
    if nat.addresses.is_empty() {
        return Way::Bad(say::checked_aws::nat_addressless(subnet, id));
    }
    let addresses: Vec<String> = nat.addresses.iter().map(ToString::to_string).collect();
    Way::Good(say::checked_aws::through(subnet, id, addresses.join(", ")))
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
            say::checked_aws::no_subnets(),
            say::checked_aws::give_subnets(),
        );
    }
    let (mut good, mut bad, mut unclear) = (Vec::new(), Vec::new(), Vec::new());
    for subnet in &fleet.subnets {
        match egress.iter().find(|told| told.subnet == *subnet).map(way) {
            Some(Way::Good(text)) => good.push(text),
            Some(Way::Bad(text)) => bad.push(text),
            Some(Way::Unclear(text)) => unclear.push(text),
            None => unclear.push(say::checked_aws::untold(subnet)),
        }
    }
    if !bad.is_empty() {
        return Check::broken(
            name::PRIVATE_SUBNETS,
            bad.into_iter().chain(unclear).collect::<Vec<_>>().join("; "),
            say::checked_aws::route_to_nat(),
        );
    }
    if !unclear.is_empty() {
        return Check::unknown(name::PRIVATE_SUBNETS, unclear.join("; "), say::checked_aws::find_address());
    }
    Check::ok(name::PRIVATE_SUBNETS, good.join("; "))
}
