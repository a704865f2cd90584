//! What the AWS account says of the chain's AWS side: stack, fleet, image, and how the fleet's subnets reach the internet.

use std::net::Ipv4Addr;

use super::Span;
use crate::say;

/// Who signs AWS calls, as STS tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AwsIdentity {
    /// The account: 12 digits.
    pub account: String,
    /// The user or role.
    pub arn: String,
}

/// A stack.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stack {
    /// Its name.
    pub name: String,
    /// What AppStream says is wrong with it, as `CODE: message`.
    pub errors: Vec<String>,
}

/// A fleet. What AppStream did not say is `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fleet {
    /// Its name.
    pub name: String,
    /// `RUNNING`, `STARTING`, `STOPPING`, `STOPPED`; open-ended.
    pub state: String,
    /// `ALWAYS_ON`, `ON_DEMAND`, `ELASTIC`; open-ended.
    pub kind: String,
    /// What AppStream says is wrong with it, as `CODE: message`.
    pub errors: Vec<String>,
    /// How many sessions it has room for.
    pub capacity: Option<Capacity>,
    /// The longest that a session may last.
    pub longest_session: Option<Span>,
    /// How many sessions share an instance, where more than one may.
    pub sessions_per_instance: Option<u32>,
    /// Its subnets.
    pub subnets: Vec<String>,
    /// Whether its instances have public addresses of their own.
    pub default_internet: Option<bool>,
    /// Its image: the ARN, else the name. Elastic fleets have none.
    pub image: Option<String>,
}

/// How a fleet stands, for whoever wants to send it one more user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FleetStanding {
    /// It runs, with room or with room that nobody told of.
    Ready,
    /// It runs, and nobody else finds an instance.
    Full,
    /// It comes up, or goes down.
    Turning,
    /// It is not there for anybody.
    Down,
}

impl Fleet {
    /// How it stands, and the same in a few words.
    pub fn standing(&self) -> (FleetStanding, String) {
        match (self.state.as_str(), self.capacity, self.errors.first()) {
            ("RUNNING", Some(Capacity { desired, available, .. }), _) => {
                let standing = if available == 0 {
                    FleetStanding::Full
                } else {
                    FleetStanding::Ready
                };
                (standing, say::seen::free(available, desired))
            }
            ("RUNNING", None, _) => (FleetStanding::Ready, say::seen::running().into()),
            ("STARTING", _, None) => (FleetStanding::Turning, say::seen::fleet_starting().into()),
            // one that cannot start stays STARTING, and only its errors tell
            ("STARTING", _, Some(error)) => (FleetStanding::Down, say::seen::starting_in_vain(error)),
            ("STOPPING", _, _) => (FleetStanding::Turning, "STOPPING".into()),
            ("STOPPED", _, None) => (FleetStanding::Down, say::seen::stopped().into()),
            ("STOPPED", _, Some(error)) => (FleetStanding::Down, say::seen::stopped_by(error)),
            ("", _, _) => (FleetStanding::Turning, say::seen::state_unknown().into()),
            (other, _, _) => (FleetStanding::Turning, other.to_owned()),
        }
    }
}

/// A fleet's instances; its sessions, where several share an instance.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Capacity {
    /// How many there are to be.
    pub desired: u32,
    /// How many have a user.
    pub in_use: u32,
    /// How many wait for one.
    pub available: u32,
}

/// An image.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Image {
    /// Its name.
    pub name: String,
    /// `AVAILABLE` where it can be used; open-ended.
    pub state: String,
    /// What can be started in it.
    pub applications: Vec<Application>,
}

/// An application of an image.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Application {
    /// What `ApplicationId` must say.
    pub name: String,
    /// Whether users get to see it.
    pub enabled: bool,
}

/// A subnet, and where its traffic to the internet goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubnetEgress {
    /// The subnet's id.
    pub subnet: String,
    /// Its default route.
    pub egress: Egress,
}

/// Where a default route leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Egress {
    /// To a NAT gateway: the subnet is private, and its public addresses are known.
    Nat(NatGateway),
    /// To an internet gateway: the subnet is public, and each instance comes from an address of its own.
    InternetGateway(String),
    /// To something else (a transit gateway, an appliance); from which address the traffic comes cannot be told.
    Elsewhere(String),
    /// Nowhere, or to something that is gone.
    Nowhere,
}

/// A NAT gateway.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NatGateway {
    /// Its id.
    pub id: String,
    /// `available` where it works; open-ended.
    pub state: String,
    /// Whether it translates to public addresses.
    pub public: bool,
    /// The public addresses in use.
    pub addresses: Vec<Ipv4Addr>,
    /// Whether AWS may add addresses by itself (a regional gateway that scales).
    pub grows: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fleet_is_told_in_a_few_words() {
        let fleet = |state: &str, capacity: Option<(u32, u32)>, errors: &[&str]| Fleet {
            state: state.into(),
            capacity: capacity.map(|(desired, available)| Capacity {
                desired,
                available,
                in_use: desired - available,
            }),
            errors: errors.iter().map(|error| (*error).to_owned()).collect(),
            ..Fleet::default()
        };
        for (fleet, standing, words) in [
            (fleet("RUNNING", Some((5, 2)), &[]), FleetStanding::Ready, "2 of 5 free"),
            (fleet("RUNNING", Some((1, 0)), &[]), FleetStanding::Full, "0 of 1 free"),
            (fleet("RUNNING", None, &[]), FleetStanding::Ready, "running"),
            (fleet("STOPPED", Some((0, 0)), &[]), FleetStanding::Down, "STOPPED: start it?"),
            (
                fleet("STARTING", None, &["IMAGE_NOT_FOUND: no image"]),
                FleetStanding::Down,
                "STARTING in vain: IMAGE_NOT_FOUND: no image",
            ),
            (fleet("", None, &[]), FleetStanding::Turning, "state unknown"),
        ] {
            assert_eq!(fleet.standing(), (standing, words.to_owned()));
        }
    }
}
