//! Streaming URLs: making one and reading one back. Serving it is `page`'s business.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::Refusal;
use super::input::{pattern, required, text, whole};
use super::inventory::{ACCOUNT, FLEET, LONGEST, STACK, pair};
use crate::simulator::core::{Core, now};

pub(super) fn create(core: &Core, input: &Value) -> Result<Value, Refusal> {
    let user = required(input, "UserId", 2, 32)?;
    if !user.chars().all(|c| c.is_ascii_alphanumeric() || "_+=,.@-".contains(c)) {
        return Err(pattern("UserId", "[\\w+=,.@-]*"));
    }
    pair(input)?;
    let application = text(input, "ApplicationId", 1, usize::MAX)?;
    let context = text(input, "SessionContext", 1, usize::MAX)?;
    let validity = whole(input, "Validity", 1, 604_800)?.unwrap_or(60);
    let expires = now() / 1000 + validity;
    let mut parameters = json!({
        "type": "END_USER", "expires": expires.to_string(), "awsAccountId": ACCOUNT, "userId": user,
        "catalogSource": format!("stack/{STACK}"), "fleetRef": format!("fleet/{FLEET}"),
        "maxUserDurationInSecs": LONGEST.to_string(),
    });
    for (key, value) in [("applicationId", application), ("userContext", context)] {
        if let Some(value) = value {
            parameters[key] = json!(value);
        }
    }
    let parameters = STANDARD.encode(parameters.to_string());
    let signature = sign(core, &parameters);
    let url = format!(
        "{}/authenticate?parameters={}&signature={}",
        core.url,
        escape(&parameters),
        escape(&signature)
    );
    Ok(json!({ "StreamingURL": url, "Expires": expires }))
}

/// What a streaming URL says.
pub(in crate::simulator) struct Stream {
    pub(in crate::simulator) user: String,
    pub(in crate::simulator) stack: String,
    pub(in crate::simulator) fleet: String,
    pub(in crate::simulator) application: Option<String>,
    pub(in crate::simulator) context: Option<String>,
    pub(in crate::simulator) longest: i64,
}

/// Why a streaming URL opens nothing.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::simulator) enum Unusable {
    Forged,
    Expired,
}

pub(in crate::simulator) fn read(core: &Core, parameters: &str, signature: &str) -> Result<Stream, Unusable> {
    if sign(core, parameters) != signature {
        return Err(Unusable::Forged);
    }
    let bytes = STANDARD.decode(parameters).map_err(|_| Unusable::Forged)?;
    let said: Value = serde_json::from_slice(&bytes).map_err(|_| Unusable::Forged)?;
    let text = |key: &str| said.get(key).and_then(Value::as_str).map(str::to_owned);
    let number = |key: &str| text(key).and_then(|text| text.parse::<i64>().ok());
    if number("expires").is_none_or(|expires| expires * 1000 <= now()) {
        return Err(Unusable::Expired);
    }
    let last = |key: &str| text(key).and_then(|text| text.split_once('/').map(|(_, name)| name.to_owned()));
    Ok(Stream {
        user: text("userId").ok_or(Unusable::Forged)?,
        stack: last("catalogSource").unwrap_or_default(),
        fleet: last("fleetRef").unwrap_or_default(),
        application: text("applicationId"),
        context: text("userContext"),
        longest: number("maxUserDurationInSecs").unwrap_or(LONGEST),
    })
}

fn sign(core: &Core, parameters: &str) -> String {
    let inner = Sha256::new().chain_update(&core.secret).chain_update(parameters).finalize();
    STANDARD.encode(Sha256::new().chain_update(&core.secret).chain_update(inner).finalize())
}

/// Percent-encodes what base64 has and a query string cannot.
fn escape(base64: &str) -> String {
    base64.replace('+', "%2B").replace('/', "%2F").replace('=', "%3D")
}
