//! Which SORACOM reads are allowed, judged by trying each. Writes, and what costs traffic, are never tried.

use super::name;
use super::unseen::{Unseen, unknown};
use crate::domain::checkup::Check;
use crate::domain::failure::Result;
use crate::domain::{Failure, Kind};
use crate::gateway::Identity;
use crate::say;

/// What shows only when it is used: writes, and probes that cost traffic.
const ONLY_WHEN_USED: [&str; 4] = [
    "PortMapping:createPortMappingForSim",
    "PortMapping:deletePortMapping",
    "Sim:sendDownlinkPing",
    "Sim:sendDownlinkTcp",
];

/// A read that was tried.
#[derive(Clone, Debug)]
pub(super) struct Tried {
    /// The SAM permission that it needs.
    pub permission: &'static str,
    /// What came of it.
    pub outcome: Outcome,
}

impl Tried {
    /// That permission's read came to this.
    pub(super) fn new<T>(permission: &'static str, result: Result<T>) -> Self {
        Self {
            permission,
            outcome: Outcome::of(result),
        }
    }
}

/// What came of trying a read.
#[derive(Clone, Debug)]
pub(super) enum Outcome {
    /// It was answered, so it is allowed.
    Allowed,
    /// It is not allowed.
    Refused,
    /// It failed otherwise.
    Failed(Failure),
    /// It could not be tried, and why.
    NotTried(&'static str),
}

impl Outcome {
    /// An answer is a permission, even if it is that there is no such thing.
    pub(super) fn of<T>(result: Result<T>) -> Self {
        match result {
            Ok(_) => Self::Allowed,
            Err(failure) => match failure.kind {
                Kind::Forbidden => Self::Refused,
                Kind::Missing => Self::Allowed,
                _ => Self::Failed(failure),
            },
        }
    }
}

/// Whether every read is allowed, as far as trying tells.
pub(super) fn permissions(identity: &Result<Identity>, tried: &[Tried]) -> Check {
    let Ok(identity) = identity else {
        return unknown(name::PERMISSIONS, &Unseen::After(name::SIGN_IN));
    };
    let which = |wanted: fn(&Outcome) -> bool| {
        let those = tried.iter().filter(move |tried| wanted(&tried.outcome));
        those.map(|tried| tried.permission).collect::<Vec<_>>().join(", ")
    };
    let refused = which(|outcome| matches!(outcome, Outcome::Refused));
    if !refused.is_empty() {
        let advice = say::checked::add_permissions(&refused);
        return Check::broken(name::PERMISSIONS, say::checked::refused(&refused), advice);
    }
    let failed: Vec<(&str, &Failure)> = tried
        .iter()
        .filter_map(|tried| match &tried.outcome {
            Outcome::Failed(failure) => Some((tried.permission, failure)),
            _ => None,
        })
        .collect();
    if let Some((_, first)) = failed.first() {
        let said: Vec<String> = failed
            .iter()
            .map(|(permission, failure)| format!("{permission}: {}", failure.message))
            .collect();
        return Check::unknown(name::PERMISSIONS, said.join("; "), &first.advice);
    }
    let allowed = which(|outcome| matches!(outcome, Outcome::Allowed));
    let Some(user) = &identity.user_name else {
        return Check::ok(name::PERMISSIONS, say::checked::root_may_all());
    };
    let mut detail = say::checked::may(user, allowed);
    for Tried { permission, outcome } in tried {
        if let Outcome::NotTried(why) = outcome {
            detail = say::checked::and_not_tried(detail, permission, why);
        }
    }
    let detail = say::checked::and_only_when_used(detail, ONLY_WHEN_USED.join(", "));
    Check::unknown(name::PERMISSIONS, detail, say::checked::look_at_permissions())
}
