//! The fleet itself: whether it is there, runs, has room, and keeps sessions apart and long enough.

use super::name;
use super::stack::in_region;
use super::unseen::{Seen, Unseen, unknown};
use crate::domain::checkup::{Check, Name};
use crate::domain::fleet::{Capacity, Fleet};
use crate::domain::{Kind, Span};
use crate::say;

const RUNNING: &str = "RUNNING";

/// What AppStream's commonest errors of a fleet want, by how the code begins.
const REMEDIES: [(&str, say::Words); 10] = [
    ("IAM_SERVICE_ROLE_IS_MISSING", say::checked_aws::service_role_missing),
    ("IAM_SERVICE_ROLE_MISSING_", say::checked_aws::service_role_lacks),
    ("MACHINE_ROLE_IS_MISSING", say::checked_aws::machine_role_missing),
    ("SUBNET_HAS_INSUFFICIENT_IP_ADDRESSES", say::checked_aws::subnet_full),
    ("SUBNET_NOT_FOUND", say::checked_aws::subnet_missing),
    ("IMAGE_NOT_FOUND", say::checked_aws::image_missing),
    ("SECURITY_GROUPS_NOT_FOUND", say::checked_aws::security_group_missing),
    ("NETWORK_INTERFACE_LIMIT_EXCEEDED", say::checked_aws::interface_limit),
    ("STS_DISABLED_IN_REGION", say::checked_aws::sts_disabled),
    ("DOMAIN_JOIN", say::checked_aws::domain_join),
];

/// A check of the fleet, where the fleet was seen.
pub(super) fn of(name: Name, fleet: &Seen<Fleet>, judge: impl FnOnce(&Fleet) -> Check) -> Check {
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
        Err(Unseen::NotSet) => Check::broken(name::FLEET, say::checked_aws::no_fleet(), say::checked_aws::set_fleet()),
        Err(Unseen::Failed(failure)) if failure.kind == Kind::Missing => Check::broken(
            name::FLEET,
            in_region(&failure.message, region),
            say::checked_aws::check_fleet(),
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
            say::checked_aws::wait_for_start(name::FLEET_ERRORS.said()),
        ),
        "STOPPING" => Check::broken(name::FLEET_STATE, state, say::checked_aws::once_stopped(start)),
        "STOPPED" => Check::broken(name::FLEET_STATE, state, start),
        "" => Check::unknown(
            name::FLEET_STATE,
            say::checked_aws::not_said(),
            say::checked_aws::look_in_console(),
        ),
        _ => Check::unknown(
            name::FLEET_STATE,
            say::checked_aws::unknown_state(state),
            say::checked_aws::look_in_console(),
        ),
    }
}

/// Whether AppStream complains about it. A fleet that cannot start stays STARTING, and only this tells why.
pub(super) fn errors(fleet: &Fleet) -> Check {
    if fleet.errors.is_empty() {
        return Check::ok(name::FLEET_ERRORS, say::checked_aws::no_errors());
    }
    let mut remedies: Vec<&str> = Vec::new();
    for error in &fleet.errors {
        let known = REMEDIES.iter().find(|(code, _)| error.starts_with(code));
        let remedy = known.map_or_else(say::checked_aws::mend_in_console, |(_, remedy)| remedy());
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
            say::checked_aws::full(desired, in_use),
            say::checked_aws::raise_capacity(),
        ),
        Some(Capacity { desired, available, .. }) => Check::ok(name::FLEET_CAPACITY, say::seen::free(available, desired)),
        None => Check::unknown(
            name::FLEET_CAPACITY,
            say::checked_aws::capacity_unknown(),
            say::checked_aws::elastic_capacity(),
        ),
    }
}

/// Whether a session lasts as long as its mapping.
pub(super) fn session_length(fleet: &Fleet, mapping: Span) -> Check {
    let Some(longest) = fleet.longest_session else {
        return Check::unknown(
            name::SESSION_LENGTH,
            say::checked_aws::length_unknown(),
            say::checked_aws::look_at_length(),
        );
    };
    let detail = say::checked_aws::length(longest, mapping);
    if longest < mapping {
        let detail = say::checked_aws::ends_before(detail);
        return Check::broken(name::SESSION_LENGTH, detail, say::checked_aws::raise_length());
    }
    let check = Check::ok(name::SESSION_LENGTH, detail);
    if longest == mapping {
        return check;
    }
    check.minding(say::checked_aws::outlives())
}

/// Whether users are kept apart: the session context is a variable of the whole machine.
pub(super) fn sessions_per_instance(fleet: &Fleet) -> Check {
    match fleet.sessions_per_instance {
        Some(many) if many > 1 => Check::broken(
            name::SESSIONS_PER_INSTANCE,
            say::checked_aws::shared(many),
            say::checked_aws::unshare(),
        ),
        _ => Check::ok(name::SESSIONS_PER_INSTANCE, "1"),
    }
}
