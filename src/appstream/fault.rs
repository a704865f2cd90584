//! From the errors of AWS to failures in the user's words. Outputs are never looked at here: the streaming URL is a secret.

use std::error::Error;
use std::io;

use aws_sdk_appstream::config::http::HttpResponse;
use aws_sdk_appstream::error::{ProvideErrorMetadata, SdkError};

use super::call::{Call, Service};
use crate::domain::failure::quoted;
use crate::domain::{Failure, Kind};
use crate::say;

const LONGEST_TEXT: usize = 300;

/// What an error of the SDK amounts to.
pub(super) fn failure<E>(call: &Call, error: &SdkError<E, HttpResponse>) -> Failure
where
    E: Error + ProvideErrorMetadata + 'static,
{
    if let (SdkError::ServiceError(_), Some(code)) = (error, error.code()) {
        return refusal(call, code, error.message().unwrap_or_default());
    }
    match error {
        SdkError::TimeoutError(_) => late(call),
        SdkError::ServiceError(_) | SdkError::ResponseError(_) => {
            foreign(call, error.raw_response().map_or(0, |response| response.status().as_u16()))
        }
        _ => unsent(call, error),
    }
}

/// An error that the service named.
pub(super) fn refusal(call: &Call, code: &str, text: &str) -> Failure {
    let code = code.rsplit('#').next().unwrap_or(code);
    // what follows repeats the request's headers, the session token among them
    let text = clean(text.split("The Canonical String").next().unwrap_or_default());
    let said = if text.is_empty() {
        code.to_owned()
    } else {
        format!("{code}: {text}")
    };
    let failure = |kind| told(call, kind, &say::services::answered(call.service, &said));
    match code.trim_end_matches("Exception") {
        "AccessDenied" | "NotAuthorized" | "UnauthorizedOperation" => {
            let (service, action) = (call.service.code(), call.action);
            failure(Kind::Forbidden).advise(say::services::ask_iam(format!("{service}:{action}"), (call.scope)()))
        }
        "AuthFailure"
        | "UnrecognizedClient"
        | "InvalidClientTokenId"
        | "ExpiredToken"
        | "RequestExpired"
        | "InvalidSignature"
        | "SignatureDoesNotMatch"
        | "IncompleteSignature"
        | "MissingAuthenticationToken"
        | "OptInRequired" => failure(Kind::Auth).advise(say::services::sign_in_again()),
        "Throttling" | "ThrottledRequest" | "TooManyRequests" | "RequestLimitExceeded" | "RequestThrottled" => {
            failure(Kind::Rate).advise(say::services::wait_for_aws())
        }
        "InvalidParameterCombination" | "InvalidParameterValue" | "MissingParameter" | "Validation" | "ValidationError" => {
            failure(Kind::Invalid)
        }
        "ResourceNotAvailable" | "OperationNotPermitted" | "ConcurrentModification" | "ResourceInUse" => {
            failure(Kind::Conflict).advise(say::services::check_fleet())
        }
        code if code == "ResourceNotFound" || code.ends_with(".NotFound") => {
            failure(Kind::Missing).advise(where_to_look(call.service))
        }
        code if code.ends_with(".Malformed") => failure(Kind::Invalid),
        _ => failure(Kind::Unexpected),
    }
}

/// The service answered that there is no such thing, by an empty list.
pub(super) fn missing(call: &Call, why: &str) -> Failure {
    told(call, Kind::Missing, why).advise(where_to_look(call.service))
}

/// An answer that is not the service's: a proxy's page, or half of one.
pub(super) fn foreign(call: &Call, status: u16) -> Failure {
    let why = say::services::foreign(call.service, status);
    told(call, Kind::Unexpected, &why).advise(say::services::check_endpoint())
}

/// The list's end never comes.
pub(super) fn circles(call: &Call) -> Failure {
    told(call, Kind::Unexpected, say::services::list_in_circles())
}

/// No answer in time.
pub(super) fn late(call: &Call) -> Failure {
    told(call, Kind::Timeout, &say::services::not_answered_in_time(call.service))
}

/// No region is set.
pub(super) fn no_region(call: &Call) -> Failure {
    wrong(call, say::services::no_region()).advise(say::services::set_region())
}

/// There is nothing to sign with.
pub(super) fn no_credentials(call: &Call, why: &str) -> Failure {
    told(call, Kind::Auth, &say::services::no_credentials(why)).advise(say::services::set_credentials())
}

/// The network is in the way; `error` is no more than that.
pub(super) fn unreachable(call: &Call, error: &(dyn Error + 'static)) -> Failure {
    offline(call, &causes(error))
}

/// The call was not sent: no credentials, no region, no network.
pub(super) fn unsent(call: &Call, error: &(dyn Error + 'static)) -> Failure {
    by_causes(call, &causes(error))
}

/// What is configured makes the call impossible.
pub(super) fn wrong(call: &Call, why: &str) -> Failure {
    Failure::invalid(say::failing::could_not((call.what)(), why))
}

/// The call failed, and why.
pub(super) fn told(call: &Call, kind: Kind, why: &str) -> Failure {
    Failure::new(kind, say::failing::could_not((call.what)(), why))
}

fn where_to_look(service: Service) -> &'static str {
    match service {
        Service::AppStream => say::services::check_chain(),
        Service::Ec2 | Service::Sts => say::services::check_region(),
    }
}

/// What went wrong before there was an answer.
struct Causes {
    /// Every error of the chain, outermost first.
    texts: Vec<String>,
    /// Whether the network is to blame.
    io: Option<io::ErrorKind>,
}

impl Causes {
    fn innermost(&self) -> String {
        clean(self.texts.last().map_or("", String::as_str))
    }

    /// Why there are no credentials.
    fn lack(&self) -> String {
        // the chain lists every place where it looked, a line for each, and ends at the instance's metadata service
        let mut parts = self.texts.iter().flat_map(|text| text.split(['\n', ':']));
        if let Some(profile) = parts.find(|part| part.contains("profile") && part.contains("was not defined")) {
            return clean(profile);
        }
        let told = self.texts.join(": ").to_lowercase();
        if told.contains("already taken") {
            // all that the SDK says at its second look at a profile that it could not use
            return say::services::unusable_profile().to_owned();
        }
        match told.contains("in chain") || told.contains("imds") {
            true => say::services::none_found().to_owned(),
            false => self.innermost(),
        }
    }
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
fn by_causes(call: &Call, causes: &Causes) -> Failure {
    let told_all = causes.texts.join(": ").to_lowercase();
    let tells = |words: &[&str]| words.iter().any(|word| told_all.contains(word));
    // as a word: a host that has "no address associated" is no matter of SSO
    let tells_of_sso = told_all.split(|c: char| !c.is_alphanumeric()).any(|word| word == "sso");
    if tells(&["missing region", "missing signing region", "a region must be set"]) {
        return no_region(call);
    }
    if tells(&["credential", "identity", "profile"]) || tells_of_sso {
        return no_credentials(call, &causes.lack());
    }
    if causes.io.is_some() || tells(&["timeout", "timed out", "dispatch failure", "connect"]) {
        return offline(call, causes);
    }
    told(call, Kind::Unexpected, &causes.innermost())
}

fn offline(call: &Call, causes: &Causes) -> Failure {
    let service = call.service;
    let text = causes.texts.join(": ").to_lowercase();
    if text.contains("timeout") || text.contains("timed out") {
        return told(call, Kind::Timeout, &say::services::not_reached_in_time(service));
    }
    let why = say::services::not_reached(service, causes.innermost());
    told(call, Kind::Offline, &why)
}

fn clean(text: &str) -> String {
    quoted(text, LONGEST_TEXT, |word| word)
}

#[cfg(test)]
mod tests;
