//! The JSON that INTERFACE promises: field names, units, what is null. One place, for every verb.

use jiff::Timestamp;
use serde::Serialize;

use crate::config::Setting;
use crate::domain::audit::AuditEntry;
use crate::domain::checkup::{Check, Verdict, nothing_broken};
use crate::domain::probe::Answered;
use crate::domain::session::JoinedSession;
use crate::domain::{Countdown, Device, Imsi, Mapping, Opened, RevokeReport, StreamLink};

/// A device in `naptop devices --json`.
#[derive(Debug, Serialize)]
pub struct DeviceJson<'a> {
    sim_id: &'a str,
    imsi: Option<&'a str>,
    name: &'a str,
    group: Option<&'a str>,
    status: &'a str,
    online: bool,
    ip: Option<&'a str>,
    subscription: Option<&'a str>,
    module: Option<&'a str>,
    services: Vec<&'static str>,
    last_seen: Option<Timestamp>,
    last_mapping_at: Option<Timestamp>,
    fee_paid_this_month: bool,
    tags: &'a std::collections::BTreeMap<String, String>,
    mappings: Option<usize>,
}

impl<'a> DeviceJson<'a> {
    /// That device; `mappings` is null where they could not be listed.
    pub fn new(device: &'a Device, group: &'a str, mappings: Option<usize>, now: Timestamp) -> Self {
        Self {
            sim_id: &device.sim_id.0,
            imsi: device.imsi.as_ref().map(|imsi| imsi.0.as_str()),
            name: &device.name,
            group: (!group.is_empty()).then_some(group),
            status: &device.status,
            online: device.is_online(),
            ip: device.ip.as_deref(),
            subscription: device.subscription.as_deref(),
            module: device.module.as_deref(),
            services: device.services().into_iter().map(|service| service.word()).collect(),
            last_seen: device.last_seen,
            last_mapping_at: device.last_mapping_at,
            fee_paid_this_month: device.fee_paid_this_month(now),
            tags: &device.tags,
            mappings,
        }
    }
}

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
struct DeviceRefJson {
    sim_id: Option<String>,
    imsi: Option<String>,
    name: Option<String>,
}

impl DeviceRefJson {
    /// The device, where it is known; else what it is called by whatever names it.
    fn new(device: Option<&Device>, sim_id: Option<&crate::domain::SimId>, imsi: Option<&Imsi>) -> Self {
        let sim_id = device.map(|device| &device.sim_id).or(sim_id);
        let imsi = imsi.or(device.and_then(|device| device.imsi.as_ref()));
        Self {
            sim_id: sim_id.map(ToString::to_string),
            imsi: imsi.map(ToString::to_string),
            name: device.map(|device| device.name.clone()),
        }
    }
}

#[derive(Debug, Serialize)]
struct LinkEndJson {
    expires_at: Timestamp,
}

impl MappingJson {
    /// That mapping, joined with its device where that is known.
    pub fn new(mapping: &Mapping, device: Option<&Device>, now: Timestamp) -> Self {
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
            ours: false,
            link: None,
            reason: None,
            opened_by: None,
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
    /// That access. What this command opened is ours; one that it found open may be anybody's.
    pub fn new(opened: &'a Opened, device: &Device, reason: Option<&str>, operator: &str, now: Timestamp) -> Self {
        let mut mapping = MappingJson::new(&opened.mapping, Some(device), now);
        if !opened.reused {
            mapping.ours = true;
            mapping.reason = reason.map(str::to_owned);
            mapping.opened_by = Some(operator.to_owned());
        }
        mapping.link = opened.link.as_ref().map(|link| LinkEndJson {
            expires_at: link.expires_at,
        });
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
    endpoint: String,
    error: String,
}

impl RevokedJson {
    /// That report.
    pub fn new(report: &RevokeReport) -> Self {
        let failed = report.failed.iter().map(|left| FailedJson {
            endpoint: left.what.clone(),
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

/// A session in `naptop sessions --json`.
#[derive(Debug, Serialize)]
pub struct SessionJson<'a> {
    id: &'a str,
    user_id: &'a str,
    state: &'a str,
    connection: Option<&'a str>,
    started_at: Option<Timestamp>,
    max_expires_at: Option<Timestamp>,
    endpoint: Option<String>,
    orphan: bool,
}

impl<'a> SessionJson<'a> {
    /// That session.
    pub fn new(joined: &'a JoinedSession) -> Self {
        let session = &joined.session;
        Self {
            id: &session.id,
            user_id: session.user_id.as_str(),
            state: &session.state,
            connection: session.connection.as_deref(),
            started_at: session.started_at,
            max_expires_at: session.max_expires_at,
            endpoint: joined.endpoint.as_ref().map(ToString::to_string),
            orphan: joined.orphan,
        }
    }
}

/// The answer of `naptop probe --json`.
#[derive(Debug, Serialize)]
pub struct ProbeJson<'a> {
    device: DeviceRefJson,
    online: bool,
    ping: PingJson<'a>,
    port: Option<PortJson<'a>>,
}

#[derive(Debug, Serialize)]
struct PingJson<'a> {
    ok: Option<bool>,
    detail: &'a str,
}

#[derive(Debug, Serialize)]
struct PortJson<'a> {
    number: u16,
    #[serde(flatten)]
    answered: PingJson<'a>,
}

impl<'a> ProbeJson<'a> {
    /// What a ping of that device told, and the port if one was tried.
    pub fn new(device: &Device, ping: &'a Answered, port: Option<&'a (u16, Answered)>) -> Self {
        let answered = |answered: &'a Answered| PingJson {
            ok: answered.ok,
            detail: &answered.detail,
        };
        Self {
            device: DeviceRefJson::new(Some(device), None, None),
            online: device.is_online(),
            ping: answered(ping),
            port: port.map(|(number, port)| PortJson {
                number: *number,
                answered: answered(port),
            }),
        }
    }
}

/// An entry in `naptop audit --json`.
#[derive(Debug, Serialize)]
pub struct AuditJson<'a> {
    at: Timestamp,
    r#type: &'a str,
    device: DeviceRefJson,
    connection_id: Option<&'a str>,
    tls: Option<bool>,
    source: Option<&'a str>,
    destination: Option<&'a str>,
}

impl<'a> AuditJson<'a> {
    /// That entry, joined with its device where that is known.
    pub fn new(entry: &'a AuditEntry, device: Option<&Device>) -> Self {
        Self {
            at: entry.at,
            r#type: &entry.kind,
            device: DeviceRefJson::new(device, None, entry.imsi.as_ref()),
            connection_id: entry.connection_id.as_deref(),
            tls: entry.tls,
            source: entry.source.as_deref(),
            destination: entry.destination.as_deref(),
        }
    }
}

/// A value in `naptop config show --json`.
#[derive(Debug, Serialize)]
pub struct SettingJson<'a> {
    key: &'a str,
    value: Option<&'a str>,
    origin: String,
}

impl<'a> SettingJson<'a> {
    /// That setting.
    pub fn new(setting: &'a Setting) -> Self {
        Self {
            key: &setting.key,
            value: setting.value.as_deref(),
            origin: setting.origin.to_string(),
        }
    }
}

/// The answer of `naptop doctor --json`.
#[derive(Debug, Serialize)]
pub struct DoctorJson<'a> {
    ok: bool,
    checks: Vec<CheckJson<'a>>,
}

#[derive(Debug, Serialize)]
struct CheckJson<'a> {
    name: &'a str,
    /// Null where it could not be looked at.
    ok: Option<bool>,
    detail: &'a str,
    advice: Option<&'a str>,
}

impl<'a> DoctorJson<'a> {
    /// Those checks.
    pub fn new(checks: &'a [Check]) -> Self {
        let one = |check: &'a Check| CheckJson {
            name: check.name,
            ok: match check.verdict {
                Verdict::Ok => Some(true),
                Verdict::Broken => Some(false),
                Verdict::Unknown => None,
            },
            detail: &check.detail,
            advice: check.advice.as_deref(),
        };
        Self {
            ok: nothing_broken(checks),
            checks: checks.iter().map(one).collect(),
        }
    }
}

/// The body of any error, on stderr.
#[derive(Debug, Serialize)]
pub struct ErrorJson<'a> {
    /// What went wrong.
    pub error: ErrorBodyJson<'a>,
}

/// What went wrong, and what it left behind.
#[derive(Debug, Serialize)]
pub struct ErrorBodyJson<'a> {
    /// One of the kinds that scripts may branch on.
    pub kind: &'static str,
    /// One sentence.
    pub message: &'a str,
    /// What to do.
    pub advice: &'a str,
    /// Every mapping that this command made and that may still be open.
    pub left_open: Vec<String>,
}
