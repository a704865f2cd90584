//! One call over HTTP: its headers, its limits, its repetition where that is safe. What an answer means is `fault`'s business.

use std::time::Duration;

use reqwest::header::{DATE, HeaderMap, HeaderName, HeaderValue};
use reqwest::{Client, Method, Url};
use serde_json::Value;
use tokio::sync::OnceCell;
use tokio::time::Instant;

use super::answer::{Answer, Begun, read};
use super::credentials::Secret;
use super::rate;
use super::retry::{Ending, Next, Patience};
use super::session::Token;
use super::{Limits, SoracomSettings, fault};
use crate::domain::failure::Result;
use crate::domain::{Failure, Kind};
use crate::gateway::{Clock, Listener, Notice};
use crate::{say, web};

/// A connection that idled longer may be closed at the other end; a write that meets the close would be in doubt.
const IDLE_LIMIT: Duration = Duration::from_secs(20);

/// Where a list goes on.
pub(super) const LAST_KEY: &str = "last_evaluated_key";

/// A call as plain data.
#[derive(Clone)]
pub(super) struct Call {
    method: Method,
    path: String,
    query: Vec<(&'static str, String)>,
    body: Option<Value>,
    /// Whether it may be sent twice.
    repeatable: bool,
    /// When nobody waits for it any more, if ever.
    pub until: Option<Instant>,
    /// Completes "could not ...".
    pub what: &'static str,
    /// The SAM permission that it needs.
    pub permission: &'static str,
}

impl Call {
    fn new(method: Method, what: &'static str, path: impl Into<String>, permission: &'static str) -> Self {
        Self {
            repeatable: method == Method::GET,
            method,
            path: path.into(),
            query: Vec::new(),
            body: None,
            until: None,
            what,
            permission,
        }
    }

    pub(super) fn get(what: &'static str, path: impl Into<String>, permission: &'static str) -> Self {
        Self::new(Method::GET, what, path, permission)
    }

    pub(super) fn post(what: &'static str, path: impl Into<String>, permission: &'static str) -> Self {
        Self::new(Method::POST, what, path, permission)
    }

    pub(super) fn delete(what: &'static str, path: impl Into<String>, permission: &'static str) -> Self {
        Self::new(Method::DELETE, what, path, permission)
    }

    /// A POST that changes nothing: a second token harms nobody.
    pub(super) fn sign_in(what: &'static str, path: &'static str) -> Self {
        Self {
            repeatable: true,
            ..Self::post(what, path, "Auth:auth")
        }
    }

    /// What in its body must not be shown, should the answer repeat it.
    pub(super) fn secrets(&self) -> impl Iterator<Item = &str> {
        const NAMES: [&str; 3] = ["authKey", "password", "mfaOTPCode"];
        let body = self.body.as_ref();
        NAMES
            .iter()
            .filter_map(move |name| body?.get(*name)?.as_str().filter(|secret| !secret.is_empty()))
    }

    /// Whether it changes something, so that it matters whether it was carried out.
    pub(super) fn is_write(&self) -> bool {
        !self.repeatable
    }

    /// The same, by then.
    pub(super) fn by(self, until: Option<Instant>) -> Self {
        Self { until, ..self }
    }

    /// Whether it is for a page behind the first one of a list.
    pub(super) fn goes_on(&self) -> bool {
        self.query.iter().any(|(name, _)| *name == LAST_KEY)
    }

    pub(super) fn query(mut self, name: &'static str, value: &str) -> Self {
        self.query.push((name, value.to_owned()));
        self
    }

    pub(super) fn body(mut self, body: Value) -> Self {
        self.body = Some(body);
        self
    }
}

/// A path of these segments, each encoded so that it stays one.
pub(super) fn path(segments: &[&str]) -> String {
    let mut path = String::new();
    for segment in segments {
        path.push('/');
        for byte in segment.bytes() {
            if byte.is_ascii_alphanumeric() || b"-_~".contains(&byte) || (byte == b'.' && !segment.trim_matches('.').is_empty()) {
                path.push(char::from(byte));
            } else {
                path.push_str(&format!("%{byte:02X}"));
            }
        }
    }
    path
}

/// The way to the service.
pub(super) struct Transport {
    /// Made at the first call: to read the system's certificates takes longer than to draw the first frame.
    client: OnceCell<Client>,
    headers: HeaderMap,
    limits: Limits,
    host: String,
    base: String,
    listener: Listener,
    clock: std::sync::Arc<dyn Clock>,
}

impl Transport {
    pub(super) fn new(settings: SoracomSettings) -> Result<Self> {
        let wrong = |why: String| {
            Failure::invalid(say::profiles::endpoint(shown(&settings.base), why)).advise(say::profiles::scheme_and_host())
        };
        let trimmed = settings.base.trim().trim_end_matches('/');
        let base = trimmed.strip_suffix("/v1").unwrap_or(trimmed).trim_end_matches('/');
        let url = Url::parse(base).map_err(|error| wrong(error.to_string()))?;
        if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none() {
            return Err(wrong(say::profiles::no_url().into()));
        }
        let host = url.host_str().unwrap_or_default();
        if url.scheme() == "http" && !web::is_loopback(host) {
            tracing::warn!(base = shown(base), "the SORACOM endpoint is not encrypted");
        }
        Ok(Self {
            client: OnceCell::new(),
            headers: default_headers(&settings)?,
            limits: settings.limits,
            host: host.to_owned(),
            base: format!("{base}/v1"),
            listener: settings.listener,
            clock: settings.clock,
        })
    }

    async fn client(&self) -> reqwest::Result<&Client> {
        let client = web::client(&self.host)
            .default_headers(self.headers.clone())
            .timeout(self.limits.call)
            .connect_timeout(self.limits.connect)
            .pool_idle_timeout(IDLE_LIMIT);
        self.client.get_or_try_init(async || client.build()).await
    }

    /// Sends a call, again where it may be and that can help.
    pub(super) async fn send(&self, call: &Call, token: Option<&Token>) -> Result<Answer> {
        let mut patience = Patience::default();
        let begun = self.begin(call, token, &mut patience).await?;
        self.finish(call, token, begun, &mut patience).await
    }

    /// Sends a call until an answer begins that is worth reading.
    pub(super) async fn begin(&self, call: &Call, token: Option<&Token>, patience: &mut Patience) -> Result<Begun> {
        loop {
            let outcome = self.attempt(call, token).await;
            let ending = outcome.as_ref().map_or(Ending::Lost, Begun::ending);
            if !self.repeats(call, ending, patience).await {
                return outcome.map_err(|error| fault::lost(call, &error));
            }
        }
    }

    /// Reads an answer to its end, or another one where it breaks off.
    pub(super) async fn finish(
        &self,
        call: &Call,
        token: Option<&Token>,
        mut begun: Begun,
        patience: &mut Patience,
    ) -> Result<Answer> {
        loop {
            let outcome = read(call, begun).await.map(|answer| answer.without(token));
            let ending = outcome.as_ref().map_or(Ending::Lost, Answer::ending);
            if !self.repeats(call, ending, patience).await {
                return outcome.map_err(|error| fault::lost(call, &error));
            }
            begun = self.begin(call, token, patience).await?;
        }
    }

    /// Waits as long as patience says, if it says that the call is to be repeated.
    async fn repeats(&self, call: &Call, ending: Ending, patience: &mut Patience) -> bool {
        let repeatable = call.repeatable || (call.method == Method::DELETE && matches!(ending, Ending::Limited(_)));
        let next = match repeatable {
            true => {
                let left = call.until.map(|until| until.saturating_duration_since(Instant::now()));
                patience.after(ending, fastrand::f64(), left)
            }
            false => Next::Take,
        };
        match next {
            Next::Take => return false,
            Next::Again(pause) => tokio::time::sleep(pause).await,
            Next::Wait(wait) => self.wait(wait).await,
        }
        true
    }

    /// Waits, and says so.
    pub(super) async fn wait(&self, wait: Duration) {
        (self.listener)(Notice::Waiting(wait));
        tokio::time::sleep(wait).await;
    }

    async fn attempt(&self, call: &Call, token: Option<&Token>) -> reqwest::Result<Begun> {
        let client = self.client().await?;
        let mut request = client
            .request(call.method.clone(), format!("{}{}", self.base, call.path))
            .query(&call.query);
        if let Some(token) = token {
            request = request
                .header("X-Soracom-API-Key", token.api_key.expose())
                .header("X-Soracom-Token", token.token.expose());
        }
        if let Some(body) = &call.body {
            request = request.json(body);
        }
        let sent = self.clock.now();
        let response = request.send().await?;
        let received = self.clock.now();
        let (status, headers) = (response.status().as_u16(), response.headers());
        let rate = rate::told(headers);
        tracing::debug!(call = call.permission, status, ?rate, "SORACOM answered");
        if let Some(date) = headers.get(DATE).and_then(|value| web::date(value.to_str().ok()?)) {
            (self.listener)(Notice::ServiceTime { date, sent, received });
        }
        if let Some(rate) = rate {
            (self.listener)(Notice::Rate(rate));
        }
        Ok(Begun { response })
    }
}

fn default_headers(settings: &SoracomSettings) -> Result<HeaderMap> {
    let lang = ("X-Soracom-Lang".to_owned(), Secret::new(settings.lang.clone()));
    let mut headers = HeaderMap::new();
    for (name, value) in [&lang].into_iter().chain(&settings.headers) {
        let wrong = || Failure::invalid(say::profiles::no_header(name)).advise(say::profiles::correct_headers());
        let header: HeaderName = name.parse().map_err(|_| wrong())?;
        let mut value = HeaderValue::from_str(value.expose()).map_err(|_| wrong())?;
        value.set_sensitive(*name != lang.0);
        headers.insert(header, value);
    }
    Ok(headers)
}

/// An address without what may sign in to it, even where it is no address.
fn shown(address: &str) -> &str {
    address.rsplit_once('@').map_or(address, |(_, host)| host)
}

/// Whether the call can never have reached the service.
pub(super) fn never_sent(error: &reqwest::Error) -> bool {
    error.is_connect() || error.is_builder()
}

/// Which kind of trouble a lost call is.
pub(super) fn kind_of_loss(error: &reqwest::Error) -> Kind {
    match error {
        _ if error.is_timeout() => Kind::Timeout,
        _ if error.is_builder() => Kind::Invalid,
        _ => Kind::Offline,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_stay_segments() {
        assert_eq!(path(&["sims", "898/../x?y#%"]), "/sims/898%2F..%2Fx%3Fy%23%25");
        assert_eq!(path(&["a", ".."]), "/a/%2E%2E");
        assert_eq!(
            path(&["port_mappings", "203.0.113.20", "80"]),
            "/port_mappings/203.0.113.20/80"
        );
    }
}
