//! SORACOM's REST API as the [`Soracom`] trait: which calls there are. How one is sent, retried and judged lives below.

mod answer;
pub mod coverage;
pub mod credentials;
mod fault;
mod lenient;
mod page;
pub mod profile;
mod rate;
mod retry;
mod session;
mod transport;
mod walk;
mod wire;

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use serde_json::json;
use tokio::time::Instant;

use crate::domain::audit::AuditEntry;
use crate::domain::failure::Result;
use crate::domain::probe::{self, Answered};
use crate::domain::{Device, Endpoint, Failure, Imsi, Kind, Mapping, MappingRequest, SimId};
use crate::gateway::{Clock, Deletion, GroupNames, Identity, Listener, Listing, Lookup, Pages, Soracom};
use crate::say;

use answer::Answer;
use credentials::{Credentials, Secret};
use session::{Session, Token};
use transport::{Call, Transport, path};

/// What a client needs to know.
#[derive(Clone)]
pub struct SoracomSettings {
    /// Scheme and host; a trailing `/` or `/v1` is tolerated.
    pub base: String,
    /// How to sign in.
    pub credentials: Credentials,
    /// The language of the service's messages, `en` or `ja`.
    pub lang: String,
    /// How long things may take.
    pub limits: Limits,
    /// Who is told of waits and of the service's time.
    pub listener: Listener,
    /// The local clock.
    pub clock: Arc<dyn Clock>,
    /// Headers to add to every call.
    pub headers: Vec<(String, Secret)>,
}

/// How long things may take.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Connecting.
    pub connect: Duration,
    /// One call, its connecting and its body included.
    pub call: Duration,
    /// A read with all its retries, waits and sign-ins.
    pub read: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            call: Duration::from_secs(15),
            read: Duration::from_secs(75),
        }
    }
}

impl SoracomSettings {
    /// Settings with the usual limits, in English, telling nobody.
    pub fn new(base: impl Into<String>, credentials: Credentials, clock: Arc<dyn Clock>) -> Self {
        Self {
            base: base.into(),
            credentials,
            lang: "en".into(),
            limits: Limits::default(),
            listener: Arc::new(|_| ()),
            clock,
            headers: Vec::new(),
        }
    }
}

/// SORACOM, for one account in one coverage.
pub struct SoracomClient {
    transport: Transport,
    session: Session,
    read_limit: Duration,
}

/// How many pings are sent, and how long each is waited for.
const PINGS: u32 = 3;
const PING_TIMEOUT_S: u32 = 3;
/// How long a port is waited for; below the limit of one call.
const TCP_TIMEOUT_S: u32 = 10;
/// A parting word is not worth more.
const SIGN_OUT_LIMIT: Duration = Duration::from_secs(5);

impl SoracomClient {
    /// A client that signs in at its first call.
    pub fn new(settings: SoracomSettings) -> Result<Self> {
        let (credentials, read_limit) = (settings.credentials.clone(), settings.limits.read);
        Ok(Self {
            transport: Transport::new(settings)?,
            session: Session::new(credentials),
            read_limit,
        })
    }

    /// Makes a call, signing in first where needed, and once more if the token is refused: a refusal came before any effect.
    async fn exchange(&self, call: &Call) -> Result<Answer> {
        let token = self.session.token(&self.transport, None, call.until).await?;
        let answer = self.transport.send(call, Some(&token)).await?;
        match fault::refuses_token(&answer) {
            true => self.renewed(call, token.generation).await,
            false => Ok(answer),
        }
    }

    /// Makes a call with another token than the one that was refused.
    async fn renewed(&self, call: &Call, refused: u64) -> Result<Answer> {
        let token = self.session.token(&self.transport, Some(refused), call.until).await?;
        self.transport.send(call, Some(&token)).await
    }

    async fn read(&self, call: &Call) -> Result<Answer> {
        let until = Instant::now() + self.read_limit;
        let call = call.clone().by(Some(until));
        let answer = tokio::time::timeout_at(until, self.exchange(&call)).await;
        answer.unwrap_or_else(|_| Err(self.too_late(&call)))
    }

    fn too_late(&self, call: &Call) -> Failure {
        let why = say::services::no_answer_within(self.read_limit.as_secs());
        Failure::new(Kind::Timeout, say::failing::could_not(call.what, why))
    }

    /// Where the token was refused, most probably before anything was done, it is in doubt all the same: who asks may look before
    /// it is asked again, with the token that is there by then.
    async fn create(&self, call: &Call, request: &MappingRequest) -> Result<Mapping> {
        let token = self.session.token(&self.transport, None, None).await?;
        let answer = self.transport.send(call, Some(&token)).await?;
        if fault::refuses_token(&answer) {
            let _ = self.session.token(&self.transport, Some(token.generation), None).await;
            return Err(fault::refusal(call, &answer).in_doubt(true));
        }
        let doubtful = |failure: Failure| failure.in_doubt(true);
        let body = answer.accepted(call)?.json(call).map_err(doubtful)?;
        let mut mapping = wire::mapping(&body).ok_or_else(|| doubtful(fault::garbled(call, say::services::no_endpoint())))?;
        if mapping.sim_id.is_none() && mapping.imsi.is_none() {
            mapping.sim_id = Some(request.sim_id.clone());
        }
        if mapping.device_port == 0 {
            mapping.device_port = request.port;
        }
        Ok(mapping)
    }
}

fn unanswered(detail: String) -> Answered {
    Answered { ok: Some(false), detail }
}

#[async_trait]
impl Soracom for SoracomClient {
    async fn sign_in(&self) -> Result<Identity> {
        let token: Arc<Token> = self.session.token(&self.transport, None, None).await?;
        Ok(token.identity.clone())
    }

    async fn devices(&self, which: Listing, pages: &mut dyn Pages) -> Result<()> {
        let what = say::services::list_devices();
        let call = match which {
            Listing::All => Call::get(what, "/sims", "Sim:listSims"),
            Listing::Online => Call::get(what, "/query/sims", "Query:searchSims").query("session_status", "ONLINE"),
        };
        let read = |body: &[u8]| wire::devices(body).ok();
        self.walk(&call.query("limit", "100"), read, pages).await
    }

    async fn device(&self, sim_id: &SimId) -> Result<Device> {
        let call = Call::get(say::services::look_up_device(), path(&["sims", &sim_id.0]), "Sim:getSim");
        let body = self.read(&call).await?.accepted(&call)?.json(&call)?;
        wire::device(&body).ok_or_else(|| fault::garbled(&call, say::services::no_sim()))
    }

    async fn find(&self, lookup: &Lookup) -> Result<Vec<Device>> {
        let call = Call::get(say::services::search_devices(), "/query/sims", "Query:searchSims").query("limit", "100");
        let (field, value) = match lookup {
            Lookup::Imsi(imsi) => ("imsi", imsi.0.as_str()),
            // A comma would be taken for "or"; the longest part without one finds all that the whole would.
            Lookup::Name(name) => ("name", name.split(',').max_by_key(|part| part.len()).unwrap_or(name).trim()),
        };
        if value.chars().count() < 2 {
            let message = say::failing::could_not(call.what, say::services::too_short(value));
            return Err(Failure::invalid(message).advise(say::services::search_for_more()));
        }
        let mut devices = self
            .read_all(&call.query(field, value), |body| {
                Some(wire::devices(body).ok()?.devices().collect())
            })
            .await?;
        // pages overlap where the list changes between them
        let mut seen = HashSet::new();
        devices.retain(|device| seen.insert(device.sim_id.clone()));
        if let Lookup::Imsi(imsi) = lookup {
            devices.retain(|device| device.has_imsi(imsi));
        }
        Ok(devices)
    }

    async fn groups(&self) -> Result<GroupNames> {
        let call = Call::get(say::services::list_groups(), "/groups", "Group:listGroups").query("limit", "100");
        let groups = self.read_all(&call, wire::values).await?;
        Ok(wire::list(&groups, "group", wire::group).into_iter().collect())
    }

    async fn mappings(&self) -> Result<Vec<Mapping>> {
        let call = Call::get(
            say::services::list_mappings(),
            "/port_mappings",
            "PortMapping:listPortMappings",
        )
        .query("limit", "1000");
        let listed = self.read_all(&call, wire::values).await?;
        let mut mappings = wire::list(&listed, "mapping", wire::mapping);
        // one that has run out may be listed still beside the one that has its endpoint by now
        mappings.sort_by_key(|mapping| std::cmp::Reverse(mapping.created_at));
        let mut seen = HashSet::new();
        mappings.retain(|mapping| seen.insert(mapping.endpoint.clone()));
        Ok(mappings)
    }

    async fn create_mapping(&self, request: &MappingRequest) -> Result<Mapping> {
        let what = say::services::open_mapping();
        let mut body = json!({
            "destination": { "port": request.port, "service": request.service.word() },
            "duration": request.duration.as_secs(),
            "tlsRequired": request.tls,
        });
        if !request.sources.is_empty() {
            let ranges: Vec<String> = request.sources.iter().map(ToString::to_string).collect();
            body["source"] = json!({ "ipRanges": ranges });
        }
        let for_sim = path(&["port_mappings", "sims", &request.sim_id.0]);
        let call = Call::post(what, for_sim, "PortMapping:createPortMappingForSim").body(body.clone());
        let refusal = match self.create(&call, request).await {
            Err(failure) if failure.kind == Kind::Forbidden => failure,
            outcome => return outcome,
        };
        body["destination"]["simId"] = json!(request.sim_id.0);
        let call = Call::post(what, "/port_mappings", "PortMapping:createPortMapping").body(body);
        match self.create(&call, request).await {
            Err(failure) if failure.kind == Kind::Forbidden => Err(refusal),
            outcome => outcome,
        }
    }

    async fn delete_mapping(&self, endpoint: &Endpoint, until: Option<Instant>) -> Result<Deletion> {
        let at = path(&["port_mappings", endpoint.host(), &endpoint.port().to_string()]);
        let call = Call::delete(say::services::delete_mapping(), at, "PortMapping:deletePortMapping");
        let call = call.by(until);
        let answer = self.exchange(&call).await?;
        // a page of somebody else's (a captive portal's, say) is no word that the mapping is gone
        let garbled = || fault::garbled(&call, fault::describe(&answer.body)).in_doubt(true);
        let is_empty = answer.body.trim_ascii().is_empty();
        match answer.status {
            404 if is_empty || answer.json(&call).is_ok() => Ok(Deletion::Gone),
            404 => Err(garbled()),
            _ if answer.accepted(&call).map(|_| is_empty)? => Ok(Deletion::Deleted),
            _ => Err(garbled()),
        }
    }

    async fn ping(&self, sim_id: &SimId) -> Result<Answered> {
        let at = path(&["sims", &sim_id.0, "downlink", "ping"]);
        let body = json!({ "numberOfPingRequests": PINGS, "timeoutSeconds": PING_TIMEOUT_S });
        let call = Call::post(say::services::ping_device(), at, "Sim:sendDownlinkPing").body(body);
        let answer = self.exchange(&call).await?;
        let body = match answer.accepted(&call) {
            Ok(answer) => answer.json(&call)?,
            // what an offline device is answered with is not documented [?]
            Err(refusal) if refusal.kind == Kind::Conflict => return Ok(unanswered(refusal.message)),
            Err(refusal) => return Err(refusal),
        };
        let told: Vec<String> = ["stat", "rtt"].iter().filter_map(|name| wire::text(&body[*name])).collect();
        Ok(Answered {
            ok: wire::flag(&body["success"]),
            detail: told.join("; "),
        })
    }

    async fn try_port(&self, sim_id: &SimId, port: u16) -> Result<Answered> {
        let at = path(&["sims", &sim_id.0, "downlink", "tcp"]);
        let body = json!({
            "port": port,
            "payload": STANDARD.encode(probe::greeting(port)),
            "payloadEncoding": "base64",
            "timeout": TCP_TIMEOUT_S,
            "connectionOptions": { "type": "wait_first" },
        });
        let call = Call::post(say::services::try_port(), at, "Sim:sendDownlinkTcp").body(body);
        let answer = self.exchange(&call).await?;
        match answer.accepted(&call) {
            Ok(answer) => {
                let said = answer.json(&call)?;
                Ok(Answered {
                    ok: Some(true),
                    detail: match wire::text(&said["data"]) {
                        Some(_) => say::seen::it_answered().into(),
                        // no word that nothing was said: it was not waited for, or not passed on
                        None => say::seen::it_took_it().into(),
                    },
                })
            }
            // 422 is "failed", by the document
            Err(refusal) if answer.status == 422 || refusal.kind == Kind::Conflict => Ok(unanswered(refusal.message)),
            Err(refusal) => Err(refusal),
        }
    }

    async fn audit(&self, imsi: Option<&Imsi>, since: Timestamp) -> Result<Vec<AuditEntry>> {
        let mut call = Call::get(
            say::services::read_audit(),
            "/audit_logs/napter",
            "AuditLog:getNapterAuditLogs",
        )
        .query("limit", "1000")
        .query("from", &since.as_millisecond().to_string());
        if let Some(imsi) = imsi {
            call = call.query("resource_type", "Subscriber").query("resource_id", &imsi.0);
        }
        let mut entries = wire::list(&self.read_all(&call, wire::values).await?, "audit entry", wire::audit_entry);
        entries.sort_by_key(|entry| std::cmp::Reverse(entry.at));
        Ok(entries)
    }

    async fn sign_out(&self) {
        let Some(token) = self.session.forget().await else { return };
        let call = Call::post(say::services::sign_out(), "/auth/logout", "Auth:logout");
        match tokio::time::timeout(SIGN_OUT_LIMIT, self.transport.send(&call, Some(&token))).await {
            Ok(Ok(answer)) => tracing::debug!(status = answer.status, "signed out"),
            Ok(Err(failure)) => tracing::debug!(%failure, "could not sign out"),
            Err(_) => tracing::debug!("signing out took too long"),
        }
    }
}

/// Reads bytes as everything that SORACOM may answer.
#[cfg(test)]
pub(crate) fn read_anything(bytes: &[u8]) {
    let _ = fault::describe(bytes);
    if let Ok(value) = serde_json::from_slice(bytes) {
        let _ = (
            wire::device(&value),
            wire::mapping(&value),
            wire::group(&value),
            wire::audit_entry(&value),
        );
    }
}

#[cfg(test)]
mod tests;
