//! Whether opening access would work now: every check, always in the same order, whatever fails. Nothing is changed by it.
//! What is looked at and how it is judged lives below; what it looks like printed is the command line's business.

mod application;
mod aws;
mod clock;
mod fleet;
mod machine;
mod name;
mod network;
mod permissions;
mod soracom;
mod sources;
mod stack;
mod terminal;
mod unseen;

use std::time::Duration;

use crate::access::ServiceClock;
use crate::domain::checkup::Check;
use crate::domain::link::ResourceName;
use crate::domain::{SourceRange, Span};
use crate::gateway::{AwsAccount, Soracom};

pub use machine::Machine;

/// How long a service may take for one thing that is asked of it.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// What is examined, and with which limits.
pub struct Subject<'a> {
    /// SORACOM.
    pub soracom: &'a dyn Soracom,
    /// The AWS account.
    pub aws: &'a dyn AwsAccount,
    /// What hears of the service's time while SORACOM answers.
    pub clock: &'a ServiceClock,
    /// What the configuration says.
    pub expected: Expected,
    /// The machine in front of the user.
    pub machine: Machine,
    /// How long a service may take for one thing: [`PATIENCE`].
    pub patience: Duration,
}

/// What the configuration says about what there should be.
#[derive(Clone, Debug)]
pub struct Expected {
    /// SORACOM's coverage, as people say it.
    pub coverage: String,
    /// Scheme and host of its API.
    pub endpoint: String,
    /// The stack.
    pub stack: Option<ResourceName>,
    /// The fleet.
    pub fleet: Option<ResourceName>,
    /// The application that starts mstsc.
    pub application: ResourceName,
    /// Who may connect to a mapping.
    pub sources: Vec<SourceRange>,
    /// For how long a mapping is open.
    pub duration: Span,
}

/// Looks at everything, what is independent at the same time, and judges it.
pub async fn examine(subject: &Subject<'_>) -> Vec<Check> {
    let Subject { expected, machine, .. } = subject;
    let (soracom, aws) = futures::join!(
        soracom::look(subject.soracom, subject.clock, subject.patience),
        aws::look(subject.aws, expected, subject.patience),
    );
    let fleet = &aws.fleet;
    vec![
        soracom::sign_in(&soracom.identity),
        soracom::coverage(expected, &soracom.any_sim),
        permissions::permissions(&soracom.identity, &soracom.tried),
        aws::identity(&aws),
        aws::region(&aws.region),
        stack::stack(&aws.stack, &aws.region),
        fleet::fleet(fleet, &aws.region),
        stack::association(&aws.fleets, expected),
        fleet::of(name::FLEET_STATE, fleet, fleet::state),
        fleet::of(name::FLEET_ERRORS, fleet, fleet::errors),
        fleet::of(name::FLEET_CAPACITY, fleet, fleet::capacity),
        application::application(&aws.image, &expected.application),
        network::private_subnets(fleet, &aws.egress),
        fleet::of(name::DEFAULT_INTERNET, fleet, network::default_internet),
        sources::source_ranges(&expected.sources, &aws.egress),
        fleet::of(name::SESSION_LENGTH, fleet, |fleet| {
            fleet::session_length(fleet, expected.duration)
        }),
        fleet::of(name::SESSIONS_PER_INSTANCE, fleet, fleet::sessions_per_instance),
        clock::skew(subject.clock.skew()),
        terminal::terminal(machine),
        terminal::colours(machine),
        machine::clipboard(machine),
        machine::browser(machine),
    ]
}

#[cfg(test)]
mod tests;
