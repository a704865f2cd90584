//! From the SDK's errors to failures in the user's words. Outputs are never looked at here: the streaming URL is a secret.

use std::error::Error;
use std::io;

use aws_sdk_appstream::config::http::HttpResponse;
use aws_sdk_appstream::error::{ProvideErrorMetadata, SdkError};

use crate::domain::{Failure, Kind};

const LONGEST_TEXT: usize = 300;

/// What an error of the SDK amounts to. `action` is the IAM action that the call needs.
pub(super) fn failure<E>(what: &str, action: &str, error: &SdkError<E, HttpResponse>) -> Failure
where
    E: Error + ProvideErrorMetadata + 'static,
{
    if let (SdkError::ServiceError(_), Some(code)) = (error, error.code()) {
        return refusal(what, action, code, error.message().unwrap_or_default());
    }
    match error {
        SdkError::TimeoutError(_) => Failure::new(Kind::Timeout, format!("could not {what}: AppStream did not answer in time")),
        SdkError::ServiceError(_) | SdkError::ResponseError(_) => {
            let status = error.raw_response().map_or(0, |response| response.status().as_u16());
            let message = format!("could not {what}: AppStream answered {status} and something that is not AppStream's");
            Failure::new(Kind::Unexpected, message).advise("check the endpoint and the proxy")
        }
        _ => unsent(what, &causes(error)),
    }
}

/// An error that the service named.
fn refusal(what: &str, action: &str, code: &str, text: &str) -> Failure {
    let code = code.rsplit('#').next().unwrap_or(code);
    let text = clean(text);
    let said = if text.is_empty() {
        code.to_owned()
    } else {
        format!("{code}: {text}")
    };
    let failure = |kind| Failure::new(kind, format!("could not {what}: AppStream answered {said}"));
    match code.trim_end_matches("Exception") {
        "AccessDenied" | "NotAuthorized" | "UnauthorizedOperation" => {
            failure(Kind::Forbidden).advise(format!("ask for the IAM permission {action} on this stack and fleet"))
        }
        "UnrecognizedClient"
        | "InvalidClientTokenId"
        | "ExpiredToken"
        | "RequestExpired"
        | "InvalidSignature"
        | "SignatureDoesNotMatch"
        | "IncompleteSignature"
        | "MissingAuthenticationToken"
        | "OptInRequired" => {
            failure(Kind::Auth).advise("sign in to AWS again (aws sso login, or new keys), and check this machine's clock")
        }
        "ResourceNotFound" => {
            failure(Kind::Missing).advise("check stack, fleet, application and region; naptop doctor looks at each")
        }
        "Throttling" | "ThrottledRequest" | "TooManyRequests" | "RequestLimitExceeded" | "RequestThrottled" => {
            failure(Kind::Rate)
        }
        "InvalidParameterCombination" | "InvalidParameterValue" | "Validation" | "ValidationError" => failure(Kind::Invalid),
        "ResourceNotAvailable" | "OperationNotPermitted" | "ConcurrentModification" | "ResourceInUse" => {
            failure(Kind::Conflict).advise("check that the fleet is running and belongs to the stack: naptop doctor")
        }
        _ => failure(Kind::Unexpected),
    }
}

/// What went wrong before there was an answer.
struct Causes {
    /// Every error of the chain, outermost first.
    texts: Vec<String>,
    /// Whether the network is to blame.
    io: Option<io::ErrorKind>,
}

fn causes(error: &(dyn Error + 'static)) -> Causes {
    let chain: Vec<&(dyn Error + 'static)> = std::iter::successors(Some(error), |&error| error.source()).collect();
    Causes {
        texts: chain.iter().map(|error| error.to_string()).collect(),
        io: chain
            .iter()
            .find_map(|error| error.downcast_ref::<io::Error>().map(io::Error::kind)),
    }
}

/// Missing credentials, a missing region and a refused connection all look alike to the SDK; only the causes tell.
fn unsent(what: &str, causes: &Causes) -> Failure {
    let told = causes.texts.join(": ").to_lowercase();
    let tells = |words: &[&str]| words.iter().any(|word| told.contains(word));
    let innermost = clean(causes.texts.last().map_or("", String::as_str));
    if tells(&["missing region", "missing signing region", "a region must be set"]) {
        return Failure::invalid(format!("could not {what}: no AWS region is set"))
            .advise("set appstream.region in config.toml, or AWS_REGION");
    }
    if tells(&["credential", "identity", "sso", "profile"]) {
        // The chain lists every place where it looked, and ends at the instance's metadata service.
        let why = match tells(&["in chain", "imds"]) {
            true => "no AWS credentials were found".to_owned(),
            false => format!("no usable AWS credentials: {innermost}"),
        };
        return Failure::new(Kind::Auth, format!("could not {what}: {why}"))
            .advise("sign in to AWS (aws sso login), or set appstream.profile, AWS_PROFILE or AWS_ACCESS_KEY_ID");
    }
    if tells(&["timeout", "timed out"]) {
        return Failure::new(
            Kind::Timeout,
            format!("could not {what}: AppStream could not be reached in time"),
        );
    }
    if causes.io.is_some() || tells(&["dispatch failure", "connect"]) {
        return Failure::new(
            Kind::Offline,
            format!("could not {what}: AppStream could not be reached: {innermost}"),
        );
    }
    Failure::new(Kind::Unexpected, format!("could not {what}: {innermost}"))
}

/// A foreign text on one line, without control characters, and not too long.
fn clean(text: &str) -> String {
    let line = text
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    match line.char_indices().nth(LONGEST_TEXT) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_become_kinds() {
        for (code, kind) in [
            ("AccessDeniedException", Kind::Forbidden),
            ("UnrecognizedClientException", Kind::Auth),
            ("ExpiredTokenException", Kind::Auth),
            ("ExpiredToken", Kind::Auth),
            ("InvalidSignatureException", Kind::Auth),
            ("com.amazonaws.appstream#ResourceNotFoundException", Kind::Missing),
            ("ThrottlingException", Kind::Rate),
            ("RequestLimitExceededException", Kind::Rate),
            ("InvalidParameterCombinationException", Kind::Invalid),
            ("ValidationException", Kind::Invalid),
            ("ResourceNotAvailableException", Kind::Conflict),
            ("OperationNotPermittedException", Kind::Conflict),
            ("InternalFailure", Kind::Unexpected),
        ] {
            assert_eq!(refusal("x", "y", code, "").kind, kind, "{code}");
        }
    }

    #[test]
    fn a_denial_names_the_action() {
        let failure = refusal(
            "make the streaming URL",
            "appstream:CreateStreamingURL",
            "AccessDeniedException",
            "User: x\nis not",
        );
        assert_eq!(
            failure.message,
            "could not make the streaming URL: AppStream answered AccessDeniedException: User: x is not"
        );
        assert!(failure.advice.contains("appstream:CreateStreamingURL"));
    }

    #[test]
    fn the_causes_tell_what_the_sdk_does_not() {
        let kind = |texts: &[&str], io| {
            let texts = texts.iter().map(|text| (*text).to_owned()).collect();
            unsent("x", &Causes { texts, io }).kind
        };
        assert_eq!(
            kind(&["dispatch failure", "other", "Invalid Configuration: Missing Region"], None),
            Kind::Invalid
        );
        assert_eq!(
            kind(&["dispatch failure", "no providers in chain provided credentials"], None),
            Kind::Auth
        );
        assert_eq!(
            kind(&["dispatch failure", "io error"], Some(io::ErrorKind::ConnectionRefused)),
            Kind::Offline
        );
        assert_eq!(kind(&["dispatch failure", "timeout"], None), Kind::Timeout);
    }
}
