//! SORACOM's JSON, read leniently: any field may be missing, null or of a neighbouring type, and unknown ones are ignored.

mod audit;
mod device;
mod loose;
mod mapping;

use std::borrow::Cow;

use jiff::Timestamp;
use serde_json::Value;

use super::lenient;
pub(super) use audit::audit_entry;
pub(super) use device::{device, devices};
pub(super) use mapping::mapping;

/// A text that is not empty, without control characters; numbers are taken as they are written.
pub(super) fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => cleaned(text).map(Cow::into_owned),
        Value::Number(_) => Some(whole(value).map_or_else(|| value.to_string(), |number| number.to_string())),
        _ => None,
    }
}

/// A text that is not empty, without control characters.
fn cleaned(text: &str) -> Option<Cow<'_, str>> {
    // as nearly all are
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Some(Cow::Borrowed(text));
    }
    let text = text.trim_matches(|c: char| c.is_whitespace() || c.is_control());
    let clean = || match text.contains(char::is_control) {
        false => Cow::Borrowed(text),
        true => text.replace(char::is_control, " ").into(),
    };
    (!text.is_empty()).then(clean)
}

/// A whole number, also as an integral float or in quotes.
pub(super) fn whole(value: &Value) -> Option<i64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    match value {
        Value::Number(number) => number.as_i64().or_else(|| {
            let float = number.as_f64()?;
            #[expect(clippy::cast_possible_truncation, reason = "whole and below 2^53")]
            (float.fract() == 0.0 && float.abs() <= EXACT).then_some(float as i64)
        }),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

/// A TCP port.
pub(super) fn port(value: &Value) -> Option<u16> {
    u16::try_from(whole(value)?).ok().filter(|port| *port != 0)
}

/// A flag, also in quotes.
pub(super) fn flag(value: &Value) -> Option<bool> {
    value.as_bool().or_else(|| value.as_str()?.trim().parse().ok())
}

/// A time in milliseconds, fractions of them cut off; zero is "never".
pub(super) fn millis(value: &Value) -> Option<Timestamp> {
    let rounded = || whole(&Value::from(value.as_f64()?.trunc()));
    let millis = whole(value).or_else(rounded).filter(|millis| *millis > 0)?;
    Timestamp::from_millisecond(millis).ok()
}

/// What can be read of a list: an element that cannot is left out, not the list.
pub(super) fn list<I, T>(items: &[I], what: &str, read: impl Fn(&I) -> Option<T>) -> Vec<T> {
    let read: Vec<T> = items.iter().filter_map(read).collect();
    if read.len() < items.len() {
        tracing::warn!(
            what,
            left_out = items.len() - read.len(),
            "some elements of a list could not be read"
        );
    }
    read
}

/// The elements of a list.
pub(super) fn values(body: &[u8]) -> Option<Vec<Value>> {
    match lenient::json(body) {
        Ok(Value::Array(values)) => Some(values),
        _ => None,
    }
}

/// A group's id and name. Its configuration may hold secrets and is not looked at.
pub(super) fn group(value: &Value) -> Option<(String, String)> {
    let id = text(&value["groupId"])?;
    let name = text(&value["tags"]["name"]).unwrap_or_else(|| id.clone());
    Some((id, name))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    /// Any JSON, made of the names and values that the readers look at.
    pub(crate) fn hostile() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            ".{0,12}".prop_map(Value::from),
            Just(json!("203.0.113.20")),
            Just(json!(1_767_225_600_000.0)),
        ];
        let names = prop::sample::select(vec![
            "simId",
            "tags",
            "name",
            "profiles",
            "p",
            "subscribers",
            "sessionStatus",
            "arcSessionStatus",
            "previousSession",
            "imsi",
            "online",
            "lastUpdatedAt",
            "ipAddress",
            "port",
            "endpoint",
            "hostname",
            "destination",
            "source",
            "ipRanges",
            "createdTime",
            "expiredTime",
            "duration",
            "activeProfileId",
            "primaryImsi",
            "groupId",
            "type",
            "expired",
        ]);
        leaf.prop_recursive(5, 96, 12, move |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                prop::collection::btree_map(names.clone(), inner, 0..12)
                    .prop_map(|fields| fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()),
            ]
        })
    }

    #[test]
    fn neighbouring_types_are_taken() {
        assert_eq!(whole(&json!(1800.0)), Some(1800));
        assert_eq!(whole(&json!("22")), Some(22));
        assert_eq!(whole(&json!(1.5)), None);
        assert_eq!(whole(&json!(1e300)), None);
        assert_eq!(
            text(&json!(8_981_100_000_000_000_001_u64)).as_deref(),
            Some("8981100000000000001")
        );
        assert_eq!(text(&json!("  a\u{1b}[31m ")).as_deref(), Some("a [31m"));
        assert_eq!(text(&json!(" ")), None);
        assert_eq!(port(&json!(0)), None);
        assert_eq!(port(&json!(65536)), None);
        assert_eq!(flag(&json!("true")), Some(true));
    }

    #[test]
    fn times_are_milliseconds() {
        let expected: Timestamp = "2026-01-01T00:00:00Z".parse().unwrap();
        for value in [
            json!(1_767_225_600_000_i64),
            json!(1_767_225_600_000.0),
            json!("1767225600000"),
        ] {
            assert_eq!(millis(&value), Some(expected), "{value}");
        }
        assert_eq!(millis(&json!(1_767_225_600_000.25)), Some(expected));
        assert_eq!(millis(&json!(0)), None);
        assert_eq!(millis(&json!(i64::MAX)), None);
    }

    #[test]
    fn a_bad_element_is_left_out_alone() {
        let items = [
            json!({ "groupId": "a", "tags": { "name": "東" } }),
            json!(7),
            json!({ "groupId": "b", "tags": null }),
        ];
        let groups = list(&items, "group", group);
        assert_eq!(groups, [("a".into(), "東".into()), ("b".into(), "b".into())]);
    }

    proptest! {
        #[test]
        fn nothing_panics(value in hostile()) {
            let _ = (device(&value), mapping(&value), group(&value), text(&value), millis(&value));
        }
    }
}
