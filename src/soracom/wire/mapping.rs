//! A `PortMapping` as SORACOM sends it, made a [`Mapping`].

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use super::{flag, millis, port, text, whole};
use crate::domain::{Endpoint, Imsi, Mapping, SimId};

/// The mapping; none without an address to reach it at. One whose device port is not told has port 0.
pub(in crate::soracom) fn mapping(value: &Value) -> Option<Mapping> {
    let destination = &value["destination"];
    let either = |name: &str| text(&destination[name]).or_else(|| text(&value[name]));
    let created_at = millis(&value["createdTime"]);
    Some(Mapping {
        endpoint: endpoint(value)?,
        hostname: text(&value["hostname"]),
        sim_id: either("simId").map(SimId),
        imsi: either("imsi").map(Imsi),
        device_port: port(&destination["port"]).unwrap_or(0),
        sources: sources(&value["source"]["ipRanges"]),
        tls: flag(&value["tlsRequired"]).unwrap_or(false),
        strategy: either("destinationChoosingStrategy"),
        created_at,
        expires_at: millis(&value["expiredTime"]).or_else(|| end(created_at?, whole(&value["duration"])?)),
        expired: flag(&value["expired"]).unwrap_or(false),
    })
}

/// By address and port, which is what it is deleted by; else as the service spells it; else by host name.
fn endpoint(value: &Value) -> Option<Endpoint> {
    let port = port(&value["port"]);
    let at = |host: &Value| Endpoint::new(&text(host)?, port?).ok();
    at(&value["ipAddress"])
        .or_else(|| text(&value["endpoint"])?.parse().ok())
        .or_else(|| at(&value["hostname"]))
}

fn end(created_at: Timestamp, duration_s: i64) -> Option<Timestamp> {
    created_at.checked_add(SignedDuration::from_secs(duration_s)).ok()
}

fn sources(ranges: &Value) -> Vec<String> {
    match ranges {
        Value::Array(ranges) => ranges.iter().filter_map(text).collect(),
        other => text(other).into_iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn listed() -> Value {
        json!({
            "operatorId": "OP0012345678", "ipAddress": "203.0.113.20", "hostname": "203-0-113-20.napter.soracom.io",
            "port": 15068, "endpoint": "203.0.113.20:15068",
            "destination": { "simId": "8981100000000000000", "port": 3389.0, "destinationChoosingStrategy": "AIR_PRIORITIZED" },
            "source": { "ipRanges": ["198.51.100.7/32"] }, "duration": 1800.0, "createdTime": 1_767_225_600_000_i64,
            "expiredTime": 1_767_227_400_000_i64, "expired": false, "tlsRequired": false, "placement": "default",
        })
    }

    #[test]
    fn a_mapping_as_documented() {
        let mapping = mapping(&listed()).unwrap();
        assert_eq!(mapping.endpoint.to_string(), "203.0.113.20:15068");
        assert_eq!(mapping.sim_id, Some(SimId("8981100000000000000".into())));
        assert_eq!(mapping.device_port, 3389);
        assert_eq!(mapping.sources, ["198.51.100.7/32"]);
        assert_eq!(mapping.strategy.as_deref(), Some("AIR_PRIORITIZED"));
        assert_eq!(mapping.expires_at.unwrap().to_string(), "2026-01-01T00:30:00Z");
    }

    #[test]
    fn the_end_follows_from_the_duration_where_it_is_not_told() {
        let mut value = listed();
        value["expiredTime"] = Value::Null;
        assert_eq!(
            mapping(&value).unwrap().expires_at.unwrap().to_string(),
            "2026-01-01T00:30:00Z"
        );
        value["duration"] = json!(1e15);
        assert_eq!(mapping(&value).unwrap().expires_at, None);
    }

    #[test]
    fn the_address_is_found_wherever_it_is() {
        let at = |value: Value| mapping(&value).map(|mapping| mapping.endpoint.to_string());
        let expected = Some("203.0.113.20:80".to_owned());
        assert_eq!(at(json!({ "ipAddress": "203.0.113.20", "port": "80" })), expected);
        assert_eq!(at(json!({ "endpoint": "203.0.113.20:80" })), expected);
        assert_eq!(
            at(json!({ "hostname": "203-0-113-20.napter.soracom.io", "port": 80 })),
            expected
        );
        assert_eq!(at(json!({ "ipAddress": "203.0.113.20&calc", "port": 80 })), None);
        assert_eq!(at(json!({ "port": 80 })), None);
    }

    #[test]
    fn one_made_by_imsi() {
        let mapping = mapping(&json!({ "endpoint": "203.0.113.20:80", "imsi": "44010", "destination": { "port": 22 } })).unwrap();
        assert_eq!((mapping.sim_id, mapping.imsi), (None, Some(Imsi("44010".into()))));
    }
}
