//! Signing in, out, and over to another user. Checking a token is the guard's business.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::IntoResponse;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use super::{Handled, Shared, no_content, object};
use crate::simulator::core::{Core, Token, now};
use crate::simulator::fleet::OPERATOR;
use crate::simulator::problem::{self, Problem};

/// Any credentials that are complete sign in.
pub(super) async fn auth(State(core): Shared, body: Bytes) -> Handled {
    let request = object(&body)?;
    let given = |name: &str| request.get(name).and_then(Value::as_str).filter(|text| !text.is_empty());
    let (key, password) = (given("authKeyId"), given("password"));
    let user = given("operatorId").and(given("userName"));
    let complete = key.and(given("authKey")).is_some() || password.is_some_and(|_| given("email").is_some() || user.is_some());
    if !complete {
        let tried = ["authKeyId", "authKey", "email", "password"]
            .iter()
            .any(|name| given(name).is_some());
        return Err(if tried { problem::BAD_LOGIN } else { problem::NO_LOGIN });
    }
    let seconds = timeout(&request, 86_400, 172_800)?;
    let user = user.filter(|_| key.is_none() && given("email").is_none());
    let operator = user.and(given("operatorId")).unwrap_or(OPERATOR);
    Ok(Json(issue(&core, operator, user, seconds)).into_response())
}

pub(super) async fn logout(State(core): Shared, headers: HeaderMap) -> Handled {
    if let Some(key) = headers.get("x-soracom-api-key").and_then(|key| key.to_str().ok()) {
        core.world().tokens.remove(key);
    }
    Ok(no_content())
}

/// Any user of any operator can be switched to, for an hour at most.
pub(super) async fn switch_user(State(core): Shared, body: Bytes) -> Handled {
    let request = object(&body)?;
    let given = |name: &str| request.get(name).and_then(Value::as_str).filter(|text| !text.is_empty());
    let (Some(operator), Some(user)) = (given("operatorId"), given("userName")) else {
        return Err(problem::NO_SWITCH);
    };
    let seconds = timeout(&request, 3600, 3600)?;
    Ok(Json(issue(&core, operator, Some(user), seconds)).into_response())
}

fn timeout(request: &Value, otherwise: i64, most: i64) -> Result<i64, Problem> {
    match request.get("tokenTimeoutSeconds") {
        None | Some(Value::Null) => Ok(otherwise),
        Some(seconds) => seconds
            .as_i64()
            .filter(|seconds| (180..=most).contains(seconds))
            .ok_or(problem::BAD_TIMEOUT),
    }
}

/// A key and a token of the service's shape: the token is a JWT, whose contents some clients read all the same.
fn issue(core: &Core, operator: &str, user: Option<&str>, seconds: i64) -> Value {
    let expires = now() + seconds * 1000;
    let mut world = core.world();
    let key = format!("api-{}", world.uuid());
    let claims = json!({ "iss": "https://soracom.io", "jti": world.uuid(), "exp": expires / 1000, "operator": { "operatorId": operator } });
    let parts = [json!({ "typ": "JWT", "alg": "RS256" }), claims, json!("simulated signature")];
    let parts = parts.map(|part| URL_SAFE_NO_PAD.encode(part.to_string()));
    let token = parts.join(".");
    let mut answer = json!({ "apiKey": key, "token": token, "operatorId": operator });
    if let Some(user) = user {
        answer["userName"] = json!(user);
    }
    let user = user.map(str::to_owned);
    world.tokens.insert(key, Token { user, token, expires });
    answer
}
