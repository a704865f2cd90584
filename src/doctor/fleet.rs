//! The fleet itself: whether it is there, runs, has room, and keeps sessions apart and long enough.

use super::name;
use super::stack::in_region;
use super::unseen::{Seen, Unseen, unknown};
use crate::domain::checkup::Check;
use crate::domain::fleet::{Capacity, Fleet};
use crate::domain::{Kind, Span};

const RUNNING: &str = "RUNNING";

/// What AppStream's commonest errors of a fleet want, by how the code begins.
const REMEDIES: [(&str, &str); 10] = [
    (
        "IAM_SERVICE_ROLE_IS_MISSING",
        "create the role AmazonAppStreamServiceAccess: open the AppStream console once, or see its documentation",
    ),
    (
        "IAM_SERVICE_ROLE_MISSING_",
        "attach the managed policy AmazonAppStreamServiceAccess to the role of that name",
    ),
    (
        "MACHINE_ROLE_IS_MISSING",
        "create the fleet's IAM role again, or take it off the fleet",
    ),
    (
        "SUBNET_HAS_INSUFFICIENT_IP_ADDRESSES",
        "free addresses in the subnet, give the fleet a larger one, or lower its desired capacity",
    ),
    ("SUBNET_NOT_FOUND", "give the fleet subnets that exist"),
    (
        "IMAGE_NOT_FOUND",
        "give the fleet an image that exists and is shared with this account",
    ),
    ("SECURITY_GROUPS_NOT_FOUND", "give the fleet security groups that exist"),
    (
        "NETWORK_INTERFACE_LIMIT_EXCEEDED",
        "ask AWS for a higher limit of network interfaces, or lower the fleet's desired capacity",
    ),
    (
        "STS_DISABLED_IN_REGION",
        "activate STS for this region in the account settings of IAM",
    ),
    (
        "DOMAIN_JOIN",
        "check the directory, its DNS and the account that joins the domain",
    ),
];

/// A check of the fleet, where the fleet was seen.
pub(super) fn of(name: &'static str, fleet: &Seen<Fleet>, judge: impl FnOnce(&Fleet) -> Check) -> Check {
    match fleet {
        Ok(fleet) => judge(fleet),
        Err(_) => unknown(name, &Unseen::After(name::FLEET)),
    }
}

/// Whether the fleet is configured and is there.
pub(super) fn fleet(fleet: &Seen<Fleet>, region: &Seen<String>) -> Check {
    match fleet {
        Ok(Fleet { name, kind, .. }) if kind.is_empty() => Check::ok(name::FLEET, name),
        Ok(Fleet { name, kind, .. }) => Check::ok(name::FLEET, format!("{name} ({kind})")),
        Err(Unseen::NotSet) => Check::broken(
            name::FLEET,
            "no AppStream fleet is configured, so there can be no streaming URL",
            "set appstream.fleet in config.toml, or NAPTOP_FLEET",
        ),
        Err(Unseen::Failed(failure)) if failure.kind == Kind::Missing => Check::broken(
            name::FLEET,
            format!("{}{}", failure.message, in_region(region)),
            "check NAPTOP_FLEET or appstream.fleet, the region and the account; names are case-sensitive",
        ),
        Err(unseen) => unknown(name::FLEET, unseen),
    }
}

/// Whether it runs. A streaming URL can be made while it does not, and leads nowhere.
pub(super) fn state(fleet: &Fleet) -> Check {
    let state = fleet.state.as_str();
    let start = format!("aws appstream start-fleet --name {}", fleet.name);
    match state {
        RUNNING => Check::ok(name::FLEET_STATE, state),
        "STARTING" => Check::broken(
            name::FLEET_STATE,
            state,
            format!("wait some minutes; if it does not end, see \"{}\"", name::FLEET_ERRORS),
        ),
        "STOPPING" => Check::broken(name::FLEET_STATE, state, format!("when it has stopped: {start}")),
        "STOPPED" => Check::broken(name::FLEET_STATE, state, start),
        "" => Check::unknown(name::FLEET_STATE, "AppStream does not say", "look in the AppStream console"),
        _ => Check::unknown(
            name::FLEET_STATE,
            format!("{state}: naptop does not know this state"),
            "look in the AppStream console",
        ),
    }
}

/// Whether AppStream complains about it. A fleet that cannot start stays STARTING, and only this tells why.
pub(super) fn errors(fleet: &Fleet) -> Check {
    if fleet.errors.is_empty() {
        return Check::ok(name::FLEET_ERRORS, "none");
    }
    let mut remedies: Vec<&str> = Vec::new();
    for error in &fleet.errors {
        let known = REMEDIES.iter().find(|(code, _)| error.starts_with(code));
        let remedy = known.map_or("mend what AppStream says, in the AppStream console", |(_, remedy)| *remedy);
        if !remedies.contains(&remedy) {
            remedies.push(remedy);
        }
    }
    Check::broken(name::FLEET_ERRORS, fleet.errors.join("; "), remedies.join("; "))
}

/// Whether one more user finds an instance.
pub(super) fn capacity(fleet: &Fleet) -> Check {
    if fleet.state != RUNNING {
        return unknown(name::FLEET_CAPACITY, &Unseen::After(name::FLEET_STATE));
    }
    match fleet.capacity {
        Some(Capacity {
            desired,
            in_use,
            available: 0,
        }) => Check::broken(
            name::FLEET_CAPACITY,
            format!("none of {desired} is free, {in_use} in use: the next user gets \"no streaming resources\""),
            "raise the fleet's desired capacity, or end sessions that nobody needs; a freed instance takes minutes",
        ),
        Some(Capacity { desired, available, .. }) => Check::ok(name::FLEET_CAPACITY, format!("{available} of {desired} free")),
        None => Check::unknown(
            name::FLEET_CAPACITY,
            "AppStream does not say how many instances are free",
            "an elastic fleet starts them when asked; else look in the AppStream console",
        ),
    }
}

/// Whether a session lasts as long as its mapping.
pub(super) fn session_length(fleet: &Fleet, mapping: Span) -> Check {
    let Some(longest) = fleet.longest_session else {
        return Check::unknown(
            name::SESSION_LENGTH,
            "AppStream does not say how long a session may last",
            "look at the fleet's maximum session duration in the AppStream console",
        );
    };
    let detail = format!("at most {longest}; a mapping is open for {mapping}");
    if longest < mapping {
        let detail = format!("{detail}: the session ends before the mapping");
        let advice = "raise the fleet's maximum session duration (it must be stopped for that), or open for less time";
        return Check::broken(name::SESSION_LENGTH, detail, advice);
    }
    let check = Check::ok(name::SESSION_LENGTH, detail);
    if longest == mapping {
        return check;
    }
    check.minding("a session may outlive its mapping until it is revoked (x) or swept (X, naptop revoke --expired)")
}

/// Whether users are kept apart: the session context is a variable of the whole machine.
pub(super) fn sessions_per_instance(fleet: &Fleet) -> Check {
    match fleet.sessions_per_instance {
        Some(many) if many > 1 => Check::broken(
            name::SESSIONS_PER_INSTANCE,
            format!("{many}: the session context is one variable of the machine, and its users would share it"),
            "use a fleet with one session an instance, else somebody may land on another user's device",
        ),
        _ => Check::ok(name::SESSIONS_PER_INSTANCE, "1"),
    }
}
