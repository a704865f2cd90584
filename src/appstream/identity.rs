//! Who signs, by STS.

use std::sync::Arc;

use super::call::{Call, Service};
use super::connect::Connection;
use super::fault;
use super::query::Query;
use crate::domain::failure::Result;
use crate::domain::fleet::AwsIdentity;
use crate::gateway::Clock;
use crate::say;

const VERSION: &str = "2011-06-15";
const WHO: Call = Call {
    service: Service::Sts,
    action: "GetCallerIdentity",
    what: say::services::ask_who_signs,
    scope: say::services::in_endpoint_policy,
};

/// Who signs.
pub(super) async fn of(connection: &Connection, clock: Arc<dyn Clock>) -> Result<AwsIdentity> {
    let sts = Query::connect(connection, &WHO, VERSION, clock).await?;
    let answer = sts.ask(&WHO, &Vec::new()).await?;
    let told = answer.child("GetCallerIdentityResult");
    let told = told.and_then(|told| Some((told.text("Account")?, told.text("Arn")?)));
    let (account, arn) = told.ok_or_else(|| fault::foreign(&WHO, 200))?;
    Ok(AwsIdentity {
        account: account.to_owned(),
        arn: arn.to_owned(),
    })
}
