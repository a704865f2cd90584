//! The entries of Napter's audit log; which of them a caller sees is for `soracom/audit` to say.

use serde_json::{Value, json};

use crate::simulator::core::now;
use crate::simulator::fleet::OPERATOR;
use crate::simulator::napter::Mapping;

/// How many entries are kept.
pub(super) const MAXIMUM: usize = 20_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Created,
    Deleted,
    Expired,
    Access,
    Connected,
    Denied,
    Closed,
}

#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) kind: Kind,
    pub(super) at: i64,
    pub(super) imsi: String,
    connection: String,
    tls: bool,
    /// Address and port of the peer, where there was one.
    peer: Option<(String, u16)>,
    destination: (String, u16),
}

impl Entry {
    /// About the mapping itself.
    pub(super) fn of(mapping: &Mapping, kind: Kind) -> Self {
        Self {
            kind,
            at: now(),
            imsi: mapping.imsi.clone(),
            connection: mapping.uuid.clone(),
            tls: mapping.tls,
            peer: None,
            destination: (mapping.device_ip.clone(), mapping.device_port),
        }
    }

    /// About one connection through it.
    pub(super) fn met(mapping: &Mapping, kind: Kind, connection: &str, peer: std::net::SocketAddr) -> Self {
        Self {
            connection: connection.to_owned(),
            peer: Some((peer.ip().to_string(), peer.port())),
            ..Self::of(mapping, kind)
        }
    }

    /// The same connection, later.
    pub(super) fn again(&self, kind: Kind) -> Self {
        Self {
            kind,
            at: now(),
            ..self.clone()
        }
    }

    pub(super) fn document(&self) -> Value {
        let kind = match self.kind {
            Kind::Created => "CREATED",
            Kind::Deleted => "DELETED",
            Kind::Expired => "EXPIRED",
            Kind::Access => "ACCESS",
            Kind::Connected => "CONNECTED",
            Kind::Denied => "DENIED",
            Kind::Closed => "CLOSED",
        };
        let (address, port) = &self.destination;
        let mut direction = json!({ "destinationIPAddress": address, "destinationPort": port });
        if let Some((address, port)) = &self.peer {
            direction["sourceIPAddress"] = json!(address);
            direction["sourcePort"] = json!(port);
        }
        json!({
            "operatorId": OPERATOR, "imsi": self.imsi, "connectionId": self.connection, "type": kind,
            "createdAt": self.at, "tls": self.tls, "direction": direction,
        })
    }
}
