//! Access as JSON: mappings, what was opened or extended, what was taken away.

use jiff::Timestamp;
use serde::Serialize;

use super::super::hand_over::Told;
use super::device::DeviceRefJson;
use crate::domain::access::Left;
use crate::domain::{Countdown, Device, Endpoint, Mapping, Record, RevokeReport, StreamLink};

/// A mapping in `naptop mappings --json` and `naptop open --json`.
#[derive(Debug, Serialize)]
pub struct MappingJson {
    endpoint: String,
    hostname: Option<String>,
    ip: String,
    port: u16,
    device: DeviceRefJson,
    device_port: u16,
    source: Vec<String>,
    tls: bool,
    created_at: Option<Timestamp>,
    expires_at: Option<Timestamp>,
    remaining_s: Option<u32>,
    expired: bool,
    ours: bool,
    link: Option<LinkEndJson>,
    reason: Option<String>,
    opened_by: Option<String>,
}

#[derive(Debug, Serialize)]
struct LinkEndJson {
    expires_at: Timestamp,
}

impl MappingJson {
    /// That mapping, joined with its device and with what was written down of it, where those are known.
    pub fn new(mapping: &Mapping, device: Option<&Device>, record: Option<&Record>, now: Timestamp) -> Self {
        let link = record.and_then(|record| record.link_expires_at).filter(|end| *end > now);
        Self {
            endpoint: mapping.endpoint.to_string(),
            hostname: mapping.hostname.clone(),
            ip: mapping.endpoint.host().to_owned(),
            port: mapping.endpoint.port(),
            device: DeviceRefJson::new(device, mapping.sim_id.as_ref(), mapping.imsi.as_ref()),
            device_port: mapping.device_port,
            source: mapping.sources.clone(),
            tls: mapping.tls,
            created_at: mapping.created_at,
            expires_at: mapping.expires_at,
            remaining_s: mapping.countdown(now).map(Countdown::seconds),
            expired: mapping.is_over(now),
            ours: record.is_some(),
            link: link.map(|expires_at| LinkEndJson { expires_at }),
            reason: record.and_then(|record| record.intent.reason.clone()),
            opened_by: record.map(|record| record.intent.operator.clone()),
        }
    }
}

/// The answer of `naptop open --json`.
#[derive(Debug, Serialize)]
pub struct OpenedJson<'a> {
    mapping: MappingJson,
    reused: bool,
    link: Option<LinkJson<'a>>,
}

#[derive(Debug, Serialize)]
struct LinkJson<'a> {
    url: &'a str,
    expires_at: Timestamp,
    session_context: &'a str,
    user_id: &'a str,
}

impl<'a> OpenedJson<'a> {
    /// That access. What this command opened is ours, whether it could be written down or not; one that it found open is as the
    /// record says.
    pub fn new(told: &Told<'a>, record: Option<&Record>, now: Timestamp) -> Self {
        let opened = told.opened;
        let mut mapping = MappingJson::new(&opened.mapping, Some(told.device), record, now);
        if !opened.reused {
            mapping.ours = true;
            mapping.reason = told.reason.map(str::to_owned);
            mapping.opened_by = Some(told.operator.to_owned());
        }
        let end = |link: &StreamLink| LinkEndJson {
            expires_at: link.expires_at,
        };
        mapping.link = opened.link.as_ref().map(end).or(mapping.link);
        Self {
            mapping,
            reused: opened.reused,
            link: opened.link.as_ref().map(LinkJson::new),
        }
    }
}

impl<'a> LinkJson<'a> {
    fn new(link: &'a StreamLink) -> Self {
        Self {
            url: link.url(),
            expires_at: link.expires_at,
            session_context: link.context.as_str(),
            user_id: link.user_id.as_str(),
        }
    }
}

/// The answer of `naptop revoke --json`.
#[derive(Debug, Default, Serialize)]
pub struct RevokedJson {
    revoked: Vec<String>,
    sessions_expired: Vec<String>,
    failed: Vec<FailedJson>,
}

#[derive(Debug, Serialize)]
struct FailedJson {
    /// The mapping that is left, or that what is left came through.
    endpoint: Option<String>,
    what: String,
    error: String,
}

impl RevokedJson {
    /// That report.
    pub fn new(report: &RevokeReport) -> Self {
        let failed = report.failed.iter().map(|left| FailedJson {
            endpoint: match &left.what {
                Left::Named(word) => word.parse().ok().map(|endpoint: Endpoint| endpoint.to_string()),
                what => what.endpoint().map(ToString::to_string),
            },
            what: left.what.name(),
            error: left.failure.message.clone(),
        });
        Self {
            revoked: report.revoked.iter().map(ToString::to_string).collect(),
            sessions_expired: report.sessions_expired.clone(),
            failed: failed.collect(),
        }
    }
}

/// The answer of `naptop extend --json`: what is open now, and what became of the old mapping.
#[derive(Debug, Serialize)]
pub struct ExtendedJson<'a> {
    #[serde(flatten)]
    opened: OpenedJson<'a>,
    #[serde(flatten)]
    let_go: RevokedJson,
}

impl<'a> ExtendedJson<'a> {
    /// That extension.
    pub fn new(opened: OpenedJson<'a>, let_go: &RevokeReport) -> Self {
        Self {
            opened,
            let_go: RevokedJson::new(let_go),
        }
    }
}
