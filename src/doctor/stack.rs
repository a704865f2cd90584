//! The stack, and whether the fleet belongs to it.

use super::unseen::{Seen, Unseen, unknown};
use super::{Expected, name};
use crate::domain::Kind;
use crate::domain::checkup::Check;
use crate::domain::fleet::Stack;

/// The region, for a sentence.
pub(super) fn in_region(region: &Seen<String>) -> String {
    region.as_ref().map(|region| format!(" in {region}")).unwrap_or_default()
}

/// Whether the stack is configured, is there, and has no errors.
pub(super) fn stack(stack: &Seen<Stack>, region: &Seen<String>) -> Check {
    match stack {
        Ok(stack) if stack.errors.is_empty() => Check::ok(name::STACK, &stack.name),
        Ok(stack) => Check::broken(
            name::STACK,
            format!("{}: {}", stack.name, stack.errors.join("; ")),
            "mend what AppStream says, in the AppStream console",
        ),
        Err(Unseen::NotSet) => Check::broken(
            name::STACK,
            "no AppStream stack is configured, so there can be no streaming URL",
            "set appstream.stack in config.toml, or NAPTOP_STACK",
        ),
        Err(Unseen::Failed(failure)) if failure.kind == Kind::Missing => Check::broken(
            name::STACK,
            format!("{}{}", failure.message, in_region(region)),
            "check NAPTOP_STACK or appstream.stack, the region and the account; names are case-sensitive",
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
            Check::ok(name::ASSOCIATION, format!("{fleet} is associated with {stack}"))
        }
        Ok(fleets) => {
            let others = match fleets.as_slice() {
                [] => "none is".to_owned(),
                fleets => format!("these are: {}", fleets.join(", ")),
            };
            Check::broken(
                name::ASSOCIATION,
                format!("{fleet} is not associated with {stack}; {others}"),
                format!("aws appstream associate-fleet --stack-name {stack} --fleet-name {fleet}"),
            )
        }
        Err(unseen) => unknown(name::ASSOCIATION, unseen),
    }
}
