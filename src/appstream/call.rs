//! The AWS services and the calls that are made of them, as data: for signing, and for what a failure has to say.

use std::fmt;

use crate::say;

/// An AWS service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Service {
    /// Stacks, fleets, images, sessions.
    AppStream,
    /// Subnets, route tables, NAT gateways.
    Ec2,
    /// Who signs.
    Sts,
}

impl Service {
    /// What people call it; also the id by which the SDK's configuration names it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::AppStream => "AppStream",
            Self::Ec2 => "EC2",
            Self::Sts => "STS",
        }
    }

    /// What signatures and IAM call it, and (but for AppStream) the host too.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::AppStream => "appstream",
            Self::Ec2 => "ec2",
            Self::Sts => "sts",
        }
    }
}

impl fmt::Display for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A call.
#[derive(Clone, Copy, Debug)]
pub(super) struct Call {
    pub(super) service: Service,
    /// What the service calls it.
    pub(super) action: &'static str,
    /// Completes "could not ...".
    pub(super) what: say::Words,
    /// Completes "ask for the IAM permission SERVICE:ACTION ...".
    pub(super) scope: say::Words,
}

/// Actions that IAM cannot limit to a resource.
pub(super) const EVERYWHERE: say::Words = say::services::on_everything;
