//! Calls against a server of a few lines: what is sent, what is sent again, and what each way to fail amounts to.

use aws_config::{Region, SdkConfig};
use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider, error::CredentialsError, future};
use aws_types::service_config::{LoadServiceConfig, ServiceConfigKey};

use super::*;
use crate::appstream::call::EVERYWHERE;
use crate::appstream::tests::Fixed;
use crate::appstream::{AppStreamSettings, identity};
use crate::responder::{Reply, Responder};

const ROUTES: Call = Call {
    service: Service::Ec2,
    action: "DescribeRouteTables",
    what: || "read the route tables",
    scope: EVERYWHERE,
};

fn sdk(session_token: Option<&str>) -> SdkConfig {
    let credentials = Credentials::new("AKIDEXAMPLE", "very-secret", session_token.map(str::to_owned), None, "test");
    SdkConfig::builder()
        .region(Region::new("eu-west-1"))
        .credentials_provider(SharedCredentialsProvider::new(credentials))
        .build()
}

fn at(endpoint: &str) -> AppStreamSettings {
    AppStreamSettings {
        ec2_endpoint: Some(endpoint.into()),
        sts_endpoint: Some(endpoint.into()),
        ..AppStreamSettings::default()
    }
}

async fn connect(settings: AppStreamSettings, sdk: SdkConfig) -> Result<Query> {
    let connection = Connection::new(settings, sdk);
    Query::connect(&connection, &ROUTES, "2016-11-15", Arc::new(Fixed)).await
}

async fn ask(endpoint: &str) -> Result<Element> {
    let query = connect(at(endpoint), sdk(None)).await.unwrap();
    query.ask(&ROUTES, &Vec::new()).await
}

fn answer() -> Reply {
    Reply::json(
        200,
        "<DescribeRouteTablesResponse><routeTableSet/></DescribeRouteTablesResponse>",
    )
}

fn ec2_error(status: u16, code: &str) -> Reply {
    let error = format!("<Error><Code>{code}</Code><Message>because</Message></Error>");
    Reply::json(
        status,
        format!("<?xml version=\"1.0\"?>\n<Response><Errors>{error}</Errors><RequestID>1</RequestID></Response>"),
    )
}

#[tokio::test]
async fn sends_a_signed_form() {
    let server = Responder::start(|_, _| answer()).await;
    let query = connect(at(&server.base()), sdk(Some("session-token"))).await.unwrap();
    let parameters = vec![("Filter.1.Name".to_owned(), "a&b c".to_owned())];
    query.ask(&ROUTES, &parameters).await.unwrap();
    let asked = server.last();
    assert_eq!(asked.line, "POST /");
    let body = String::from_utf8(asked.body).unwrap();
    assert_eq!(body, "Action=DescribeRouteTables&Version=2016-11-15&Filter.1.Name=a%26b+c");
    let scope = "authorization: aws4-hmac-sha256 credential=akidexample/19700101/eu-west-1/ec2/aws4_request, \
                 signedheaders=content-type;host;x-amz-date;x-amz-security-token, signature=";
    assert!(asked.head.contains(scope), "{}", asked.head);
    assert!(
        asked.head.contains("x-amz-security-token: session-token\r\n"),
        "{}",
        asked.head
    );
    assert!(!asked.head.contains("very-secret"), "{}", asked.head);
}

#[tokio::test]
async fn errors_that_the_services_name_become_failures() {
    for (code, kind) in [
        ("UnauthorizedOperation", Kind::Forbidden),
        ("AuthFailure", Kind::Auth),
        ("InvalidSubnetID.NotFound", Kind::Missing),
    ] {
        let server = Responder::start(move |_, _| ec2_error(400, code)).await;
        let failure = ask(&server.base()).await.unwrap_err();
        let message = format!("could not read the route tables: EC2 answered {code}: because");
        assert_eq!((failure.kind, failure.message), (kind, message));
        assert_eq!(server.lines().len(), 1, "{code}: the same question would get the same answer");
    }
    let server = Responder::start(|_, _| {
        let error = "<Error><Type>Sender</Type><Code>ExpiredToken</Code><Message>because</Message></Error>";
        Reply::json(
            403,
            format!("<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">{error}</ErrorResponse>"),
        )
    })
    .await;
    let connection = Connection::new(at(&server.base()), sdk(None));
    let failure = identity::of(&connection, Arc::new(Fixed)).await.unwrap_err();
    assert_eq!(failure.kind, Kind::Auth, "{failure:?}");
    assert_eq!(
        failure.message,
        "could not ask AWS who signs: STS answered ExpiredToken: because"
    );
}

#[tokio::test]
async fn asks_again_where_that_can_help() {
    let server = Responder::start(|_, before| match before {
        0 => ec2_error(503, "RequestLimitExceeded"),
        1 => Reply::Truncated(200, "<DescribeRoute"),
        _ => answer(),
    })
    .await;
    ask(&server.base()).await.unwrap();
    assert_eq!(server.lines().len(), 3);

    let server = Responder::start(|_, _| ec2_error(500, "InternalError")).await;
    assert_eq!(ask(&server.base()).await.unwrap_err().kind, Kind::Unexpected);
    assert_eq!(server.lines().len(), 3, "not for ever");
}

#[tokio::test]
async fn foreign_answers_are_told_without_repeating_them() {
    let large = format!(
        "<DescribeRouteTablesResponse>{}</DescribeRouteTablesResponse>",
        " ".repeat(LARGEST)
    );
    let other = "<DescribeSubnetsResponse>html</DescribeSubnetsResponse>";
    for body in [
        "<html>Sign in to the proxy</html>",
        "html",
        "",
        "<DescribeRouteTablesResponse>",
        other,
        &large,
    ] {
        let body = body.to_owned();
        let server = Responder::start(move |_, _| Reply::json(200, body.clone())).await;
        let failure = ask(&server.base()).await.unwrap_err();
        assert_eq!(
            failure.message,
            "could not read the route tables: EC2 answered 200 and something that is not EC2's"
        );
        assert_eq!(failure.kind, Kind::Unexpected);
    }
}

#[tokio::test]
async fn silence_and_dead_endpoints_are_told_apart() {
    let server = Responder::start(|_, _| Reply::Silence).await;
    let mut query = connect(at(&server.base()), sdk(None)).await.unwrap();
    query.limit = Duration::from_millis(300);
    let failure = query.ask(&ROUTES, &Vec::new()).await.unwrap_err();
    assert_eq!(failure.kind, Kind::Timeout, "{failure:?}");

    let gone = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let failure = ask(&format!("http://{gone}")).await.unwrap_err();
    assert_eq!(failure.kind, Kind::Offline, "{failure:?}");
    assert!(
        failure
            .message
            .starts_with("could not read the route tables: EC2 could not be reached: "),
        "{failure:?}"
    );
}

/// What the SDK found in its files and variables.
#[derive(Debug)]
struct Configured;

impl LoadServiceConfig for Configured {
    fn load_config(&self, key: ServiceConfigKey<'_>) -> Option<String> {
        let looked_for = (key.service_id(), key.env(), key.profile());
        (looked_for == ("EC2", "AWS_ENDPOINT_URL", "endpoint_url")).then(|| "http://for-ec2.example".to_owned())
    }
}

#[tokio::test]
async fn endpoints_are_looked_for_where_the_sdk_looks() {
    let url = async |settings, sdk: SdkConfig| connect(settings, sdk).await.unwrap().url.to_string();
    let here = AppStreamSettings::default;
    assert_eq!(url(here(), sdk(None)).await, "https://ec2.eu-west-1.amazonaws.com/");
    let for_all = sdk(None).into_builder().endpoint_url("http://for-all.example").build();
    assert_eq!(url(here(), for_all.clone()).await, "http://for-all.example/");
    let for_ec2 = for_all.into_builder().service_config(Configured).build();
    assert_eq!(url(here(), for_ec2.clone()).await, "http://for-ec2.example/");
    assert_eq!(url(at("http://[::1]:9"), for_ec2).await, "http://[::1]:9/");

    let china = usual_endpoint(Service::Sts, "cn-north-1");
    assert_eq!(china.as_deref(), Some("https://sts.cn-north-1.amazonaws.com.cn"));
    assert_eq!(
        usual_endpoint(Service::Sts, "x.example/#"),
        None,
        "nothing else is signed for"
    );
    let failure = connect(at("localhost:1"), sdk(None)).await.err().unwrap();
    assert_eq!(failure.kind, Kind::Invalid, "{failure:?}");
}

/// A chain of providers that found nothing, as the SDK words it.
#[derive(Debug)]
struct Nothing;

impl ProvideCredentials for Nothing {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::ready(Err(CredentialsError::not_loaded(
            "no providers in chain provided credentials",
        )))
    }
}

#[tokio::test]
async fn says_what_is_missing_to_sign_with() {
    let without_region = sdk(None).into_builder().region(None).build();
    let failure = connect(AppStreamSettings::default(), without_region).await.err().unwrap();
    assert_eq!(failure.message, "could not read the route tables: no AWS region is set");
    assert_eq!(failure.kind, Kind::Invalid);

    let nothing = SharedCredentialsProvider::new(Nothing);
    let without_credentials = sdk(None).into_builder().credentials_provider(nothing).build();
    let failure = connect(AppStreamSettings::default(), without_credentials)
        .await
        .err()
        .unwrap();
    assert_eq!(
        failure.message,
        "could not read the route tables: no usable AWS credentials: none were found"
    );
    assert_eq!(failure.kind, Kind::Auth);
}

#[tokio::test]
async fn the_key_of_the_demo_does_not_get_to_aws() {
    let demo = AppStreamSettings {
        static_credentials: Some(("DEMO".into(), "demo".into())),
        ..AppStreamSettings::default()
    };
    let failure = Query::connect(&Connection::load(&demo).await, &ROUTES, "1", Arc::new(Fixed)).await;
    let failure = failure.err().unwrap();
    assert_eq!(
        failure.message,
        "could not read the route tables: there is no EC2 in the demo"
    );
    assert_eq!(failure.kind, Kind::Missing);
}
