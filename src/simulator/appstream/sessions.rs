//! Listing and ending streaming sessions. They begin when somebody opens a streaming URL, which is `page`'s business.

use serde_json::{Value, json};

use super::input::{invalid, missing, required, text, whole};
use super::inventory::{FLEET, STACK, pair};
use super::{Refusal, refusal};
use crate::simulator::core::{Core, Session};

pub(super) fn describe(core: &Core, input: &Value) -> Result<Value, Refusal> {
    pair(input)?;
    let user = text(input, "UserId", 2, 128)?;
    let by = text(input, "AuthenticationType", 1, 16)?;
    if by.is_some_and(|by| !["API", "SAML", "USERPOOL", "AWS_AD"].contains(&by)) {
        return Err(invalid(
            "1 validation error detected: Value at 'authenticationType' failed to satisfy constraint: Member must satisfy enum value set: [API, SAML, USERPOOL, AWS_AD]",
        ));
    }
    if user.is_some() && by.is_none() {
        return Err(refusal(
            400,
            "InvalidParameterCombinationException",
            "If you specify a user ID, you must also specify the authentication type.",
        ));
    }
    let limit = whole(input, "Limit", 1, 50)?.unwrap_or(20);
    let instance = text(input, "InstanceId", 1, usize::MAX)?;
    let token = text(input, "NextToken", 1, usize::MAX)?;
    let mut world = core.world();
    let wanted = |session: &&Session| {
        by.is_none_or(|by| by == "API") && user.is_none_or(|user| user == session.user) && instance.is_none()
    };
    let all: Vec<&Session> = world.live_sessions().iter().filter(wanted).collect();
    let first = match token.map(|token| token.parse::<usize>()) {
        None => 0,
        Some(Ok(first)) if first <= all.len() => first,
        Some(_) => {
            return Err(refusal(
                400,
                "InvalidParameterCombinationException",
                "The pagination token is not valid.",
            ));
        }
    };
    let end = first.saturating_add(usize::try_from(limit).unwrap_or(50)).min(all.len());
    let sessions: Vec<Value> = all[first..end].iter().map(|session| document(session)).collect();
    let mut output = json!({ "Sessions": sessions });
    if end < all.len() {
        output["NextToken"] = json!(end.to_string());
    }
    Ok(output)
}

fn document(session: &Session) -> Value {
    json!({
        "Id": session.id, "UserId": session.user, "StackName": STACK, "FleetName": FLEET, "State": "ACTIVE",
        "ConnectionState": "CONNECTED", "StartTime": session.started / 1000, "MaxExpirationTime": session.ends / 1000,
        "AuthenticationType": "API",
        "NetworkAccessConfiguration": { "EniPrivateIpAddress": session.address, "EniId": format!("eni-0{}", session.id.replace('-', "").get(..16).unwrap_or_default()) },
        "InstanceDrainStatus": "NOT_APPLICABLE",
    })
}

/// What the service says of an unknown id is not known [?].
pub(super) fn expire(core: &Core, input: &Value) -> Result<Value, Refusal> {
    let id = required(input, "SessionId", 1, usize::MAX)?;
    let mut world = core.world();
    let sessions = world.live_sessions();
    let before = sessions.len();
    sessions.retain(|session| session.id != id);
    if sessions.len() == before {
        Err(missing("Session", id))
    } else {
        Ok(json!({}))
    }
}
