//! The part of CBOR that AppStream's protocol uses, to and from JSON values; which members are times is known here.

use ciborium::Value as Cbor;
use serde_json::{Map, Number, Value};

/// The members that are timestamps: plain numbers in JSON, numbers under tag 1 here.
const TIMES: [&str; 4] = ["Expires", "StartTime", "MaxExpirationTime", "CreatedTime"];

pub(in crate::simulator) fn decode(bytes: &[u8]) -> Option<Value> {
    ciborium::from_reader::<Cbor, _>(bytes).ok().and_then(to_json)
}

pub(in crate::simulator) fn encode(value: &Value) -> Vec<u8> {
    let mut bytes = Vec::new();
    match ciborium::into_writer(&to_cbor(value, false), &mut bytes) {
        Ok(()) => bytes,
        Err(_) => Vec::new(), // A vector takes whatever is written to it.
    }
}

fn to_json(value: Cbor) -> Option<Value> {
    Some(match value {
        Cbor::Null => Value::Null,
        Cbor::Bool(truth) => Value::Bool(truth),
        Cbor::Integer(number) => Value::from(i64::try_from(number).ok()?),
        Cbor::Float(number) => Value::Number(Number::from_f64(number)?),
        Cbor::Text(text) => Value::String(text),
        Cbor::Tag(_, inner) => to_json(*inner)?,
        Cbor::Array(items) => Value::Array(items.into_iter().map(to_json).collect::<Option<_>>()?),
        Cbor::Map(entries) => {
            let pair = |(key, value): (Cbor, Cbor)| Some((key.into_text().ok()?, to_json(value)?));
            Value::Object(entries.into_iter().map(pair).collect::<Option<Map<_, _>>>()?)
        }
        _ => return None,
    })
}

fn to_cbor(value: &Value, time: bool) -> Cbor {
    match value {
        Value::Null => Cbor::Null,
        Value::Bool(truth) => Cbor::Bool(*truth),
        Value::Number(number) if time => Cbor::Tag(1, Box::new(number_to_cbor(number))),
        Value::Number(number) => number_to_cbor(number),
        Value::String(text) => Cbor::Text(text.clone()),
        Value::Array(items) => Cbor::Array(items.iter().map(|item| to_cbor(item, false)).collect()),
        Value::Object(members) => {
            let pair =
                |(name, value): (&String, &Value)| (Cbor::Text(name.clone()), to_cbor(value, TIMES.contains(&name.as_str())));
            Cbor::Map(members.iter().map(pair).collect())
        }
    }
}

fn number_to_cbor(number: &Number) -> Cbor {
    match (number.as_i64(), number.as_f64()) {
        (Some(whole), _) => Cbor::Integer(whole.into()),
        (None, float) => Cbor::Float(float.unwrap_or_default()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn indefinite_maps_and_lists_are_read() {
        // {_ "StackName": "st", "Names": [_ "a", 1], "Validity": 60}
        let bytes = b"\xbf\x69StackName\x62st\x65Names\x9f\x61a\x01\xff\x68Validity\x18\x3c\xff";
        assert_eq!(
            decode(bytes),
            Some(json!({ "StackName": "st", "Names": ["a", 1], "Validity": 60 }))
        );
        assert_eq!(decode(b"\xbf\x61a"), None);
        assert_eq!(decode(b"\xbf\xff"), Some(json!({})));
    }

    #[test]
    fn times_are_tagged() {
        let value = json!({ "Expires": 1.5, "Other": 1, "Sessions": [{ "StartTime": 7 }] });
        let bytes = encode(&value);
        let tags = bytes.iter().filter(|byte| **byte == 0xc1).count();
        assert_eq!((tags, decode(&bytes)), (2, Some(value)));
    }
}
