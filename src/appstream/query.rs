//! AWS services that speak the Query protocol: a signed form goes in, XML comes out. Reads alone, so each may be repeated.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use aws_credential_types::Credentials;
use aws_sigv4::http_request::{SignableBody, SignableRequest, SigningSettings, sign};
use aws_sigv4::sign::v4::SigningParams;
use reqwest::header::{CONTENT_TYPE, HeaderValue};
use reqwest::{Body, Client, Request, Response, Url};

use super::call::{Call, Service};
use super::connect::Connection;
use super::fault;
use super::pages::Pages;
use super::xml::Element;
use crate::domain::failure::Result;
use crate::domain::{Failure, Kind};
use crate::gateway::Clock;
use crate::{say, web};

/// How long a connection may take.
const CONNECTING: Duration = Duration::from_secs(3);
/// How long a call may take, with its repetitions.
const LIMIT: Duration = Duration::from_secs(10);
/// Before a call is repeated.
const PAUSES: [Duration; 2] = [Duration::from_millis(250), Duration::from_secs(1)];
/// More than any answer has.
const LARGEST: usize = 1 << 20;
const FORM: &str = "application/x-www-form-urlencoded";

/// What a call is asked with, besides action and version.
pub(super) type Parameters = Vec<(String, String)>;

/// A service, and what signs its calls.
pub(super) struct Query {
    service: Service,
    version: &'static str,
    url: Url,
    http: Client,
    region: String,
    credentials: Credentials,
    clock: Arc<dyn Clock>,
    limit: Duration,
}

/// An attempt that failed.
struct Failed {
    failure: Failure,
    /// Whether another attempt may fare better.
    passing: bool,
}

impl Query {
    /// The way to the service of that call, which is the first of those to come.
    pub(super) async fn connect(
        connection: &Connection,
        call: &Call,
        version: &'static str,
        clock: Arc<dyn Clock>,
    ) -> Result<Self> {
        let service = call.service;
        let region = connection.region().ok_or_else(|| fault::no_region(call))?;
        let endpoint = match connection.endpoint(service) {
            Some(endpoint) => endpoint,
            None if connection.is_demo() => {
                let failure = fault::missing(call, &say::services::not_in_demo(service));
                return Err(failure.advise(say::services::demo_has_two()));
            }
            None => usual_endpoint(service, region).ok_or_else(|| fault::wrong(call, &say::services::bad_region(region)))?,
        };
        let url = Url::parse(&endpoint)
            .ok()
            .filter(|url| matches!(url.scheme(), "http" | "https"));
        let url = url.ok_or_else(|| fault::wrong(call, &say::services::bad_endpoint(service)))?;
        let http = web::client(url.host_str().unwrap_or_default()).connect_timeout(CONNECTING);
        Ok(Self {
            service,
            version,
            url,
            http: http.build().map_err(|error| fault::unsent(call, &error))?,
            region: region.to_owned(),
            credentials: connection.credentials(call).await?,
            clock,
            limit: LIMIT,
        })
    }

    /// All entries of a list, page by page.
    pub(super) async fn list(&self, call: &Call, parameters: &Parameters, list: &str) -> Result<Vec<Element>> {
        let mut entries = Vec::new();
        let mut pages = Pages::default();
        loop {
            let mut parameters = parameters.clone();
            parameters.extend(pages.token().map(|token| ("NextToken".to_owned(), token)));
            let answer = self.ask(call, &parameters).await?;
            let more = pages.advance(call, answer.text("nextToken"))?;
            entries.extend(answer.into_items(list));
            if !more {
                return Ok(entries);
            }
        }
    }

    /// The answer to a call, which may be sent again where that can help.
    pub(super) async fn ask(&self, call: &Call, parameters: &Parameters) -> Result<Element> {
        let answered = tokio::time::timeout(self.limit, self.persist(call, parameters));
        answered.await.unwrap_or_else(|_| Err(fault::late(call)))
    }

    async fn persist(&self, call: &Call, parameters: &Parameters) -> Result<Element> {
        let mut pauses = PAUSES.into_iter();
        loop {
            let failed = match self.attempt(call, parameters).await {
                Ok(answer) => return Ok(answer),
                Err(failed) => failed,
            };
            let Some(pause) = pauses.next().filter(|_| failed.passing) else {
                return Err(failed.failure);
            };
            tracing::debug!(action = call.action, "asking again: {}", failed.failure);
            // those who were refused together do not come back together
            tokio::time::sleep(pause.mul_f64(1.0 + fastrand::f64() / 2.0)).await;
        }
    }

    async fn attempt(&self, call: &Call, parameters: &Parameters) -> Result<Element, Failed> {
        let for_good = |failure| Failed { failure, passing: false };
        let lost = |error: reqwest::Error| Failed {
            failure: fault::unreachable(call, &error.without_url()),
            passing: true,
        };
        let request = self.request(call, parameters).map_err(for_good)?;
        let response = self.http.execute(request).await.map_err(lost)?;
        let status = response.status();
        let body = body(response).await.map_err(lost)?;
        let document = body.and_then(|body| Element::parse(&body));
        let failure = match document {
            Some(answer) if status.is_success() && answer.name == format!("{}Response", call.action) => return Ok(answer),
            Some(answer) if !status.is_success() => refusal(call, &answer),
            _ => None,
        };
        let failure = failure.unwrap_or_else(|| fault::foreign(call, status.as_u16()));
        let passing = failure.kind == Kind::Rate || status.is_server_error() || status.as_u16() == 429;
        Err(Failed { failure, passing })
    }

    /// The call as it is sent, signed.
    fn request(&self, call: &Call, parameters: &Parameters) -> Result<Request> {
        let named = [("Action", call.action), ("Version", self.version)];
        let more = parameters.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let form: Vec<_> = named.into_iter().chain(more).collect();
        let request = self.http.post(self.url.clone()).form(&form).build();
        let mut request = request.map_err(|error| fault::unsent(call, &error))?;
        self.sign(&mut request).map_err(|error| fault::unsent(call, error.as_ref()))?;
        Ok(request)
    }

    fn sign(&self, request: &mut Request) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        request.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(FORM));
        let identity = self.credentials.clone().into();
        let parameters = SigningParams::builder()
            .identity(&identity)
            .region(&self.region)
            .name(self.service.code())
            .time(SystemTime::try_from(self.clock.now())?)
            .settings(SigningSettings::default())
            .build()?
            .into();
        let body = request.body().and_then(Body::as_bytes).unwrap_or_default();
        let headers = [(CONTENT_TYPE.as_str(), FORM)].into_iter();
        let signable = SignableRequest::new("POST", request.url().as_str(), headers, SignableBody::Bytes(body))?;
        let (headers, _) = sign(signable, &parameters)?.into_parts().0.into_parts();
        for header in headers {
            let mut value = HeaderValue::from_str(header.value())?;
            value.set_sensitive(header.sensitive());
            request.headers_mut().insert(header.name(), value);
        }
        Ok(())
    }
}

/// Where the service is in a region, unless told otherwise.
fn usual_endpoint(service: Service, region: &str) -> Option<String> {
    let is_name = region.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let suffix = if region.starts_with("cn-") { ".cn" } else { "" };
    (is_name && !region.is_empty()).then(|| format!("https://{}.{region}.amazonaws.com{suffix}", service.code()))
}

/// The error that a service named: EC2 and STS wrap it in different ways.
fn refusal(call: &Call, answer: &Element) -> Option<Failure> {
    let error = answer.child("Errors").unwrap_or(answer).child("Error")?;
    Some(fault::refusal(
        call,
        error.text("Code")?,
        error.text("Message").unwrap_or_default(),
    ))
}

/// The body, unless it is larger than any answer.
async fn body(mut response: Response) -> Result<Option<Vec<u8>>, reqwest::Error> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await? {
        if body.len() + chunk.len() > LARGEST {
            return Ok(None);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Some(body))
}

#[cfg(test)]
mod tests;
