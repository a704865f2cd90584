//! From where a fleet's traffic comes, as a mapping's sources: the Elastic IPs of its subnets' NAT gateways.

use std::collections::BTreeSet;

use crate::domain::SourceRange;
use crate::domain::fleet::{Egress, SubnetEgress};
use crate::say;

/// What is known of a fleet's addresses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sources {
    /// Its addresses, each once.
    pub ranges: Vec<SourceRange>,
    /// Why there may be others.
    pub doubts: Vec<String>,
}

/// The union of the public addresses behind which the subnets are.
pub fn sources(subnets: &[SubnetEgress]) -> Sources {
    let mut ranges = BTreeSet::new();
    let mut doubts = BTreeSet::new();
    for SubnetEgress { subnet, egress } in subnets {
        let doubt = match egress {
            Egress::Nat(nat) if nat.public && !nat.addresses.is_empty() => {
                ranges.extend(nat.addresses.iter().map(|address| SourceRange::host(*address)));
                nat.grows.then(|| say::wizard::may_grow(&nat.id))
            }
            Egress::Nat(nat) => Some(say::wizard::addressless(subnet, &nat.id)),
            Egress::InternetGateway(id) => Some(say::wizard::public(subnet, id)),
            Egress::Elsewhere(id) => Some(say::wizard::elsewhere(subnet, id)),
            Egress::Nowhere => Some(say::wizard::nowhere(subnet)),
        };
        doubts.extend(doubt);
    }
    Sources {
        ranges: ranges.into_iter().collect(),
        doubts: doubts.into_iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fleet::NatGateway;

    fn nat(id: &str, addresses: &[[u8; 4]]) -> NatGateway {
        NatGateway {
            id: id.into(),
            public: true,
            addresses: addresses.iter().map(|address| (*address).into()).collect(),
            ..NatGateway::default()
        }
    }

    fn of(egress: impl IntoIterator<Item = Egress>) -> Sources {
        let subnet = |(at, egress)| SubnetEgress {
            subnet: format!("subnet-{at}"),
            egress,
        };
        sources(&egress.into_iter().enumerate().map(subnet).collect::<Vec<_>>())
    }

    #[test]
    fn the_union_of_all_gateways_each_address_once() {
        let (one, two) = ([203, 0, 113, 11], [203, 0, 113, 10]);
        let found = of([Egress::Nat(nat("nat-1", &[one])), Egress::Nat(nat("nat-2", &[two, one]))]);
        let shown: Vec<String> = found.ranges.iter().map(ToString::to_string).collect();
        assert_eq!(
            (shown.join(" "), found.doubts),
            ("203.0.113.10/32 203.0.113.11/32".into(), vec![])
        );
    }

    #[test]
    fn what_cannot_be_told_is_a_doubt() {
        let private = NatGateway {
            public: false,
            ..nat("nat-private", &[[10, 0, 0, 1]])
        };
        let growing = NatGateway {
            grows: true,
            ..nat("nat-regional", &[[203, 0, 113, 10]])
        };
        for (egress, ranges, doubt) in [
            (Egress::Nat(private), 0, "nat-private, which has no public address"),
            (Egress::Nat(nat("nat-new", &[])), 0, "nat-new, which has no public address"),
            (Egress::Nat(growing), 1, "nat-regional may get more"),
            (Egress::InternetGateway("igw-1".into()), 0, "subnet-0 is public (igw-1)"),
            (Egress::Elsewhere("tgw-1".into()), 0, "through tgw-1"),
            (Egress::Nowhere, 0, "subnet-0 has no way"),
        ] {
            let found = of([egress]);
            assert_eq!((found.ranges.len(), found.doubts.len()), (ranges, 1), "{found:?}");
            assert!(found.doubts[0].contains(doubt), "{found:?}");
        }
    }
}
