//! What is around an access, as JSON: AppStream sessions, the audit log, whether a device answers.

use jiff::Timestamp;
use serde::Serialize;

use super::device::DeviceRefJson;
use crate::domain::Device;
use crate::domain::audit::AuditEntry;
use crate::domain::probe::Answered;
use crate::domain::record::Record;
use crate::domain::session::JoinedSession;

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
    reason: Option<&'a str>,
    opened_by: Option<&'a str>,
}

impl<'a> AuditJson<'a> {
    /// That entry, joined with its device and with what was written down of the access, where those are known.
    pub fn new(entry: &'a AuditEntry, device: Option<&Device>, record: Option<&'a Record>) -> Self {
        Self {
            at: entry.at,
            r#type: &entry.kind,
            device: DeviceRefJson::new(device, None, entry.imsi.as_ref()),
            connection_id: entry.connection_id.as_deref(),
            tls: entry.tls,
            source: entry.source.as_deref(),
            destination: entry.destination.as_deref(),
            reason: record.and_then(|record| record.intent.reason.as_deref()),
            opened_by: record.map(|record| record.intent.operator.as_str()),
        }
    }
}
