//! What the AWS account says, asked for at the same time where one answer does not need another; and who signs, and where.

use std::time::Duration;

use super::unseen::{Seen, Unseen, unknown, within};
use super::{Expected, name};
use crate::domain::checkup::Check;
use crate::domain::failure::Result;
use crate::domain::fleet::{AwsIdentity, Fleet, Image, Stack, SubnetEgress};
use crate::domain::link::ResourceName;
use crate::domain::{Failure, Kind};
use crate::gateway::AwsAccount;
use crate::say;

/// What was asked of the AWS account.
#[derive(Debug)]
pub(super) struct Account {
    /// The region.
    pub region: Seen<String>,
    /// Who signs.
    pub identity: Result<AwsIdentity>,
    /// The configured stack.
    pub stack: Seen<Stack>,
    /// The fleets that are associated with it.
    pub fleets: Seen<Vec<String>>,
    /// The configured fleet.
    pub fleet: Seen<Fleet>,
    /// The fleet's image, if it has one.
    pub image: Seen<Option<Image>>,
    /// Where the fleet's subnets send their traffic.
    pub egress: Seen<Vec<SubnetEgress>>,
}

/// Asks.
pub(super) async fn look(aws: &dyn AwsAccount, expected: &Expected, patience: Duration) -> Account {
    let asked = async { Ok(aws.region().await) };
    let region = match within(patience, say::checked_aws::tell_region(), asked).await {
        Ok(region) => region.ok_or(Unseen::NotSet),
        Err(failure) => Err(failure.into()),
    };
    let stack = async {
        let name = target(expected.stack.as_ref(), &region)?;
        Ok(within(patience, say::checked_aws::look_up_stack(), aws.stack(name)).await?)
    };
    let fleets = async {
        let name = target(expected.stack.as_ref(), &region).map_err(|_| Unseen::After(name::STACK))?;
        Ok(within(patience, say::checked_aws::list_fleets(), aws.fleets_of(name)).await?)
    };
    let fleet = async {
        let name = target(expected.fleet.as_ref(), &region)?;
        Ok(within(patience, say::checked_aws::look_up_fleet(), aws.fleet(name)).await?)
    };
    let fleet_and_its_own = async {
        let fleet: Seen<Fleet> = fleet.await;
        let (image, egress) = futures::join!(image(aws, &fleet, patience), egress(aws, &fleet, patience));
        (fleet, image, egress)
    };
    let identity = within(patience, say::checked_aws::tell_who_signs(), aws.identity());
    let (identity, stack, fleets, (fleet, image, egress)) = futures::join!(identity, stack, fleets, fleet_and_its_own);
    Account {
        fleets: match fleets {
            Err(Unseen::Failed(failure)) if failure.kind == Kind::Missing && stack.is_err() => Err(Unseen::After(name::STACK)),
            fleets => fleets,
        },
        region,
        identity,
        stack,
        fleet,
        image,
        egress,
    }
}

/// What to ask about, if that is known.
fn target<'a>(name: Option<&'a ResourceName>, region: &Seen<String>) -> Seen<&'a ResourceName> {
    let name = name.ok_or(Unseen::NotSet)?;
    region.as_ref().map(|_| name).map_err(|_| Unseen::After(name::REGION))
}

async fn image(aws: &dyn AwsAccount, fleet: &Seen<Fleet>, patience: Duration) -> Seen<Option<Image>> {
    let fleet = fleet.as_ref().map_err(|_| Unseen::After(name::FLEET))?;
    match &fleet.image {
        Some(image) => Ok(Some(
            within(patience, say::checked_aws::look_up_image(), aws.image(image)).await?,
        )),
        None => Ok(None),
    }
}

async fn egress(aws: &dyn AwsAccount, fleet: &Seen<Fleet>, patience: Duration) -> Seen<Vec<SubnetEgress>> {
    let fleet = fleet.as_ref().map_err(|_| Unseen::After(name::FLEET))?;
    if fleet.subnets.is_empty() {
        return Ok(Vec::new());
    }
    Ok(within(patience, say::checked_aws::look_up_routes(), aws.egress(&fleet.subnets)).await?)
}

impl Account {
    /// What AppStream and EC2 answered; `Ok` where they gave what was asked for.
    fn answers(&self) -> impl Iterator<Item = Result<(), &Failure>> {
        fn answer<T>(seen: &Seen<T>) -> Option<Result<(), &Failure>> {
            match seen {
                Ok(_) => Some(Ok(())),
                Err(Unseen::Failed(failure)) => Some(Err(failure)),
                Err(_) => None,
            }
        }
        let all = [answer(&self.stack), answer(&self.fleets), answer(&self.fleet)];
        all.into_iter().flatten()
    }
}

/// Whether somebody signs whom AWS knows. STS alone does not decide it: the calls that matter go elsewhere.
pub(super) fn identity(account: &Account) -> Check {
    let failure = match &account.identity {
        Ok(AwsIdentity { account, arn }) => return Check::ok(name::IDENTITY, say::checked_aws::signs(arn, account)),
        Err(failure) => failure,
    };
    // a denial or a name that does not exist is answered only to a signature that is accepted
    let accepts = |answer: Result<(), &Failure>| match answer {
        Ok(()) => true,
        Err(failure) => matches!(failure.kind, Kind::Forbidden | Kind::Missing),
    };
    if account.answers().any(accepts) {
        let detail = say::checked_aws::but_accepted(&failure.message);
        return Check::unknown(name::IDENTITY, detail, &failure.advice);
    }
    let refused = |failure: &&Failure| failure.kind == Kind::Auth;
    let refusal = Some(failure).filter(refused);
    if let Some(refusal) = refusal.or_else(|| account.answers().filter_map(Result::err).find(refused)) {
        return Check::broken(name::IDENTITY, &refusal.message, &refusal.advice);
    }
    if account.region == Err(Unseen::NotSet) {
        return unknown(name::IDENTITY, &Unseen::After(name::REGION));
    }
    Check::unknown(name::IDENTITY, &failure.message, &failure.advice)
}

/// Whether calls know where to go.
pub(super) fn region(region: &Seen<String>) -> Check {
    match region {
        Ok(region) => Check::ok(name::REGION, region),
        Err(Unseen::NotSet) => Check::broken(name::REGION, say::services::no_region(), say::checked_aws::set_region()),
        Err(unseen) => unknown(name::REGION, unseen),
    }
}
