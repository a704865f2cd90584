//! Amazon AppStream in both of its wire protocols, JSON 1.1 and RPC v2 CBOR; the operations themselves are in the files below.

use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use crate::simulator::core::Core;

pub(super) mod cbor;
mod input;
pub(super) mod inventory;
mod sessions;
pub(super) mod stream_url;

pub(super) use inventory::{FLEET, STACK};

pub(super) const JSON: &str = "application/x-amz-json-1.1";
pub(super) const CBOR: &str = "application/cbor";

/// A refusal as AWS words it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    pub(super) status: u16,
    pub(super) kind: &'static str,
    pub(super) message: String,
}

pub(super) fn refusal(status: u16, kind: &'static str, message: impl Into<String>) -> Refusal {
    Refusal {
        status,
        kind,
        message: message.into(),
    }
}

/// Which of the two protocols a call is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Protocol {
    Json,
    Cbor,
}

impl Protocol {
    pub(super) fn of(headers: &HeaderMap) -> Self {
        let cbor = headers
            .get("smithy-protocol")
            .is_some_and(|protocol| protocol == "rpc-v2-cbor");
        if cbor { Self::Cbor } else { Self::Json }
    }

    pub(super) fn encode(self, value: &Value) -> Vec<u8> {
        match self {
            Self::Json => value.to_string().into_bytes(),
            Self::Cbor => cbor::encode(value),
        }
    }

    pub(super) fn decode(self, body: &[u8]) -> Option<Value> {
        match self {
            _ if body.is_empty() => Some(json!({})),
            Self::Json => serde_json::from_slice(body).ok(),
            Self::Cbor => cbor::decode(body),
        }
    }

    /// An answer with the headers that the protocol asks for.
    pub(super) fn answer(self, status: u16, value: &Value) -> Response {
        let mut response = Response::new(Body::from(self.encode(value)));
        *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let content = if self == Self::Json { JSON } else { CBOR };
        response
            .headers_mut()
            .insert("content-type", HeaderValue::from_static(content));
        if self == Self::Cbor {
            response
                .headers_mut()
                .insert("smithy-protocol", HeaderValue::from_static("rpc-v2-cbor"));
        }
        response
    }

    pub(super) fn refuse(self, refusal: &Refusal) -> Response {
        self.answer(refusal.status, &json!({ "__type": refusal.kind, "message": refusal.message }))
    }
}

/// `POST /`, the operation named in X-Amz-Target.
pub(super) async fn json(State(core): State<Arc<Core>>, headers: HeaderMap, body: Bytes) -> Response {
    let target = headers
        .get("x-amz-target")
        .and_then(|target| target.to_str().ok())
        .unwrap_or_default();
    let operation = target.strip_prefix("PhotonAdminProxyService.").unwrap_or_default();
    answer(&core, Protocol::Json, operation, &headers, &body)
}

/// `POST /service/PhotonAdminProxyService/operation/{operation}`.
pub(super) async fn cbor(
    State(core): State<Arc<Core>>,
    Path(operation): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    if Protocol::of(&headers) != Protocol::Cbor {
        return StatusCode::NOT_FOUND.into_response();
    }
    answer(&core, Protocol::Cbor, &operation, &headers, &body)
}

fn answer(core: &Core, protocol: Protocol, operation: &str, headers: &HeaderMap, body: &[u8]) -> Response {
    let done = signed(headers).and_then(|()| {
        let input = protocol.decode(body).filter(Value::is_object);
        let input = input.ok_or_else(|| refusal(400, "SerializationException", "The request body could not be read."))?;
        run(core, operation, &input)
    });
    let mut response = match done {
        Ok(output) => protocol.answer(200, &output),
        Err(refusal) => protocol.refuse(&refusal),
    };
    if let Ok(id) = HeaderValue::try_from(core.world().uuid()) {
        response.headers_mut().insert("x-amzn-requestid", id);
    }
    response
}

fn run(core: &Core, operation: &str, input: &Value) -> Result<Value, Refusal> {
    match operation {
        "CreateStreamingURL" => stream_url::create(core, input),
        "DescribeSessions" => sessions::describe(core, input),
        "ExpireSession" => sessions::expire(core, input),
        "DescribeFleets" => inventory::fleets(core, input),
        "DescribeStacks" => inventory::stacks(core, input),
        "ListAssociatedFleets" => inventory::associated(input),
        "DescribeImages" => inventory::images(core, input),
        _ => Err(refusal(
            400,
            "UnknownOperationException",
            "The simulator does not know this operation.",
        )),
    }
}

/// Any key may sign, but a signature for this service there must be.
fn signed(headers: &HeaderMap) -> Result<(), Refusal> {
    let Some(given) = headers.get("authorization").and_then(|given| given.to_str().ok()) else {
        return Err(refusal(
            400,
            "MissingAuthenticationTokenException",
            "Missing Authentication Token",
        ));
    };
    let scope = given
        .strip_prefix("AWS4-HMAC-SHA256 ")
        .and_then(|rest| rest.split_once("Credential="))
        .map(|(_, rest)| {
            let end = rest.find([',', ' ']).unwrap_or(rest.len());
            rest[..end].split('/').collect::<Vec<&str>>()
        });
    // The key may hold slashes; the four parts of the scope cannot.
    let scope = scope.filter(|parts| parts.len() >= 5);
    let right = scope.is_some_and(|parts| parts.ends_with(&["appstream", "aws4_request"]) && !parts[0].is_empty());
    if right && given.contains("SignedHeaders=") && given.contains("Signature=") {
        return Ok(());
    }
    Err(refusal(
        400,
        "InvalidSignatureException",
        "Credential should be scoped to a valid region and to the service appstream.",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_must_be_for_this_service() {
        let with = |text: &str| {
            signed(&HeaderMap::from_iter([(
                "authorization".parse().unwrap(),
                text.parse().unwrap(),
            )]))
        };
        let good =
            "AWS4-HMAC-SHA256 Credential=AK/20260101/ap-northeast-1/appstream/aws4_request, SignedHeaders=host, Signature=00";
        assert_eq!(with(good), Ok(()));
        assert_eq!(
            signed(&HeaderMap::new()).unwrap_err().kind,
            "MissingAuthenticationTokenException"
        );
        for bad in [&good.replace("appstream", "ec2"), &good.replace("AWS4", "AWS3"), "Bearer x"] {
            assert_eq!(with(bad).unwrap_err().kind, "InvalidSignatureException", "{bad}");
        }
    }
}
