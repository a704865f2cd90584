//! Codes, causes and texts, as the services and the SDK give them.

use super::*;
use crate::appstream::call::EVERYWHERE;

const CREATE: Call = Call {
    service: Service::AppStream,
    action: "CreateStreamingURL",
    what: || "make the streaming URL",
    scope: || "on this stack and fleet",
};
const ROUTES: Call = Call {
    service: Service::Ec2,
    action: "DescribeRouteTables",
    what: || "read the route tables",
    scope: EVERYWHERE,
};

#[test]
fn codes_become_kinds() {
    for (code, kind) in [
        ("AccessDeniedException", Kind::Forbidden),
        ("UnauthorizedOperation", Kind::Forbidden),
        ("UnrecognizedClientException", Kind::Auth),
        ("ExpiredTokenException", Kind::Auth),
        ("ExpiredToken", Kind::Auth),
        ("InvalidSignatureException", Kind::Auth),
        ("SignatureDoesNotMatch", Kind::Auth),
        ("AuthFailure", Kind::Auth),
        ("InvalidClientTokenId", Kind::Auth),
        ("com.amazonaws.appstream#ResourceNotFoundException", Kind::Missing),
        ("InvalidSubnetID.NotFound", Kind::Missing),
        ("InvalidSubnetID.Malformed", Kind::Invalid),
        ("ThrottlingException", Kind::Rate),
        ("Throttling", Kind::Rate),
        ("RequestLimitExceeded", Kind::Rate),
        ("InvalidParameterCombinationException", Kind::Invalid),
        ("ValidationException", Kind::Invalid),
        ("ResourceNotAvailableException", Kind::Conflict),
        ("OperationNotPermittedException", Kind::Conflict),
        ("InternalFailure", Kind::Unexpected),
    ] {
        assert_eq!(refusal(&CREATE, code, "").kind, kind, "{code}");
    }
}

#[test]
fn a_denial_names_the_service_and_the_action() {
    let failure = refusal(&CREATE, "AccessDeniedException", "User: x\nis not");
    assert_eq!(
        failure.message,
        "could not make the streaming URL: AppStream answered AccessDeniedException: User: x is not"
    );
    let permission = "ask for the IAM permission appstream:CreateStreamingURL on this stack and fleet";
    assert_eq!(failure.advice, permission);
    let failure = refusal(
        &ROUTES,
        "UnauthorizedOperation",
        "You are not authorized to perform this operation.",
    );
    assert!(
        failure.message.starts_with("could not read the route tables: EC2 answered"),
        "{failure:?}"
    );
    assert_eq!(failure.advice, "ask for the IAM permission ec2:DescribeRouteTables on \"*\"");
}

#[test]
fn the_headers_that_a_refused_signature_repeats_are_left_out() {
    let text = "The signature does not match.\n\nThe Canonical String for this request should have been\n'POST\n/\n\nx-amz-security-token:IQoJb3JpZ2lu'";
    let failure = refusal(&ROUTES, "SignatureDoesNotMatch", text);
    assert!(failure.message.ends_with("The signature does not match."), "{failure:?}");
}

#[test]
fn the_causes_tell_what_the_sdk_does_not() {
    let kind = |texts: &[&str], io| {
        let texts = texts.iter().map(|text| (*text).to_owned()).collect();
        by_causes(&CREATE, &Causes { texts, io }).kind
    };
    assert_eq!(
        kind(&["dispatch failure", "other", "Invalid Configuration: Missing Region"], None),
        Kind::Invalid
    );
    assert_eq!(
        kind(&["dispatch failure", "no providers in chain provided credentials"], None),
        Kind::Auth
    );
    assert_eq!(kind(&["dispatch failure", "the SSO token has expired"], None), Kind::Auth);
    assert_eq!(
        kind(&["dispatch failure", "io error"], Some(io::ErrorKind::ConnectionRefused)),
        Kind::Offline
    );
    let no_host = "failed to lookup address information: No address associated with hostname";
    assert_eq!(
        kind(&["dispatch failure", "dns error", no_host], Some(io::ErrorKind::Other)),
        Kind::Offline
    );
    assert_eq!(kind(&["dispatch failure", "timeout"], None), Kind::Timeout);
}

#[test]
fn a_lack_of_credentials_is_told_in_few_words() {
    let why = |texts: &[&str]| {
        let texts = texts.iter().map(|text| (*text).to_owned()).collect();
        let failure = by_causes(&ROUTES, &Causes { texts, io: None });
        assert_eq!(failure.kind, Kind::Auth, "{failure:?}");
        let start = "could not read the route tables: no usable AWS credentials: ";
        failure.message.strip_prefix(start).unwrap().to_owned()
    };
    let places = |profile: &str| {
        format!(
            "no credentials found in chain. Attempted:\n  Environment: the credential provider was not enabled: environment variable \
             not set\n  Profile: the credential provider was not enabled{profile}\n  Ec2InstanceMetadata: IMDS disabled"
        )
    };
    assert_eq!(
        why(&["the credential provider was not enabled", &places("")]),
        "none were found"
    );
    let absent = places(": profile `absent` was not defined: could not find source profile absent");
    assert_eq!(why(&["dispatch failure", &absent]), "profile `absent` was not defined");
    let again = "profile file credentials provider initialization error already taken";
    assert_eq!(
        why(&["unexpected credentials error", again]),
        "the AWS profile cannot be used"
    );
    let expired = "the SSO token has expired";
    assert_eq!(why(&["an error occurred while loading credentials", expired]), expired);
}
