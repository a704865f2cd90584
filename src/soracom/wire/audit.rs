//! An entry of Napter's audit log as SORACOM sends it, made an [`AuditEntry`].

use serde_json::Value;

use super::{flag, millis, text};
use crate::domain::Imsi;
use crate::domain::audit::AuditEntry;

/// The entry; none without a time and a type.
pub(in crate::soracom) fn audit_entry(value: &Value) -> Option<AuditEntry> {
    let direction = &value["direction"];
    let end = |address: &str, port: &str| match (text(&direction[address])?, text(&direction[port])) {
        (address, Some(port)) => Some(format!("{address}:{port}")),
        (address, None) => Some(address),
    };
    Some(AuditEntry {
        at: millis(&value["createdAt"])?,
        kind: text(&value["type"])?,
        imsi: text(&value["imsi"]).map(Imsi),
        connection_id: text(&value["connectionId"]),
        // the document of 2021 called it so
        tls: flag(&value["tls"]).or_else(|| flag(&value["isTLS"])),
        source: end("sourceIPAddress", "sourcePort"),
        destination: end("destinationIPAddress", "destinationPort"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn reads_the_documents_example() {
        let entry = audit_entry(&json!({
            "operatorId": "OP0000000001", "imsi": "440100000000001", "connectionId": "c", "type": "CONNECTED",
            "createdAt": 1_767_225_600_000_i64, "tls": false,
            "direction": { "sourceIPAddress": "198.51.100.7", "sourcePort": 51720.0,
                           "destinationIPAddress": "10.0.0.1", "destinationPort": 22 },
        }))
        .unwrap();
        assert_eq!(entry.at.to_string(), "2026-01-01T00:00:00Z");
        assert_eq!(
            (entry.source.as_deref(), entry.destination.as_deref()),
            (Some("198.51.100.7:51720"), Some("10.0.0.1:22"))
        );
        assert_eq!(audit_entry(&json!({ "type": "CREATED" })), None);
    }

    proptest! {
        #[test]
        fn nothing_panics(value in super::super::tests::hostile()) {
            let _ = audit_entry(&value);
        }
    }
}
