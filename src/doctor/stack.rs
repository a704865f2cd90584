//! The stack, and whether the fleet belongs to it.

use super::unseen::{Seen, Unseen, unknown};
use super::{Expected, name};
use crate::domain::Kind;
use crate::domain::checkup::Check;
use crate::domain::fleet::Stack;
use crate::say;

/// That it happened in that region, where it is known.
pub(super) fn in_region(told: &str, region: &Seen<String>) -> String {
    match region {
        Ok(region) => say::checked_aws::in_region(told, region),
        Err(_) => told.to_owned(),
    }
}

/// Whether the stack is configured, is there, and has no errors.
pub(super) fn stack(stack: &Seen<Stack>, region: &Seen<String>) -> Check {
    match stack {
        Ok(stack) if stack.errors.is_empty() => Check::ok(name::STACK, &stack.name),
        Ok(stack) => Check::broken(
            name::STACK,
            format!("{}: {}", stack.name, stack.errors.join("; ")),
            say::checked_aws::mend_in_console(),
        ),
        Err(Unseen::NotSet) => Check::broken(name::STACK, say::checked_aws::no_stack(), say::checked_aws::set_stack()),
        Err(Unseen::Failed(failure)) if failure.kind == Kind::Missing => Check::broken(
            name::STACK,
            in_region(&failure.message, region),
            say::checked_aws::check_stack(),
        ),
        Err(unseen) => unknown(name::STACK, unseen),
    }
}

/// Whether the fleet belongs to the stack: no streaming URL without it.
pub(super) fn association(fleets: &Seen<Vec<String>>, expected: &Expected) -> Check {
    let (Some(stack), Some(fleet)) = (&expected.stack, &expected.fleet) else {
        let first = if expected.stack.is_none() { name::STACK } else { name::FLEET };
        return unknown(name::ASSOCIATION, &Unseen::After(first));
    };
    let (stack, fleet) = (stack.as_str(), fleet.as_str());
    match fleets {
        Ok(fleets) if fleets.iter().any(|name| name == fleet) => {
            Check::ok(name::ASSOCIATION, say::checked_aws::associated(fleet, stack))
        }
        Ok(fleets) => {
            let detail = match fleets.as_slice() {
                [] => say::checked_aws::none_associated(fleet, stack),
                fleets => say::checked_aws::others_associated(fleet, stack, fleets.join(", ")),
            };
            Check::broken(
                name::ASSOCIATION,
                detail,
                format!("aws appstream associate-fleet --stack-name {stack} --fleet-name {fleet}"),
            )
        }
        Err(unseen) => unknown(name::ASSOCIATION, unseen),
    }
}
