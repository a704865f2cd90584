//! Answers made odd: wrong types, nulls, unknown fields, doubles, keys that do not advance. When is `inject`'s business.

use http::{HeaderMap, HeaderValue};
use serde_json::{Value, json};

use crate::simulator::fault::Kind;

/// Changes an answer; `asked` is the request's body, which a stuck token repeats.
pub(super) fn distort(kind: Kind, answer: &mut Value, asked: Option<&Value>) {
    match kind {
        Kind::WrongTypes => wrong_types(answer),
        Kind::Nulls => documents(answer, &mut |document| {
            document.values_mut().for_each(|value| *value = Value::Null)
        }),
        Kind::Extra => documents(answer, &mut |document| {
            document.insert(
                "simulatedExtra".into(),
                json!({ "nested": [1, 2.5, null, "text"], "flag": true }),
            );
        }),
        Kind::Duplicate => duplicate(answer),
        Kind::StuckKey => {
            if let Some(token) = asked.and_then(|asked| asked.get("NextToken")) {
                answer["NextToken"] = token.clone();
            }
        }
        _ => {}
    }
}

/// Every leaf becomes a value of another type.
fn wrong_types(value: &mut Value) {
    match value {
        Value::Object(members) => members.values_mut().for_each(wrong_types),
        Value::Array(items) => items.iter_mut().for_each(wrong_types),
        Value::String(_) => *value = json!(7),
        Value::Number(_) => *value = json!("seven"),
        Value::Bool(_) => *value = json!("yes"),
        Value::Null => *value = json!({}),
    }
}

/// The documents that an answer consists of: itself, its items, or the items of its lists.
fn documents(answer: &mut Value, change: &mut impl FnMut(&mut serde_json::Map<String, Value>)) {
    match answer {
        Value::Array(items) => items.iter_mut().for_each(|item| documents(item, change)),
        Value::Object(members) => {
            let mut lists = members
                .values_mut()
                .filter_map(Value::as_array_mut)
                .filter(|items| items.iter().any(Value::is_object))
                .peekable();
            if lists.peek().is_some() {
                for item in lists.flatten().filter_map(Value::as_object_mut) {
                    change(item);
                }
            } else {
                change(members);
            }
        }
        _ => {}
    }
}

fn duplicate(answer: &mut Value) {
    let list = match answer {
        Value::Object(members) => members.values_mut().find_map(Value::as_array_mut),
        answer => answer.as_array_mut(),
    };
    if let Some(list) = list
        && let Some(first) = list.first().cloned()
    {
        list.push(first);
    }
}

/// The next key becomes the one that was asked with, if one was.
pub(super) fn stick_header(headers: &mut HeaderMap, query: &str) {
    let asked = query
        .split('&')
        .find_map(|pair| pair.strip_prefix("last_evaluated_key="))
        .filter(|key| !key.is_empty());
    let Some(Ok(key)) = asked.map(HeaderValue::from_str) else {
        return;
    };
    headers.remove("link");
    headers.insert("x-soracom-next-key", key);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_distorted() {
        let list = json!([{ "simId": "1", "port": 2, "tags": { "name": "a" } }]);
        let with = |kind, mut value: Value| {
            distort(kind, &mut value, None);
            value
        };
        assert_eq!(
            with(Kind::Nulls, list.clone()),
            json!([{ "simId": null, "port": null, "tags": null }])
        );
        assert_eq!(
            with(Kind::WrongTypes, list.clone()),
            json!([{ "simId": 7, "port": "seven", "tags": { "name": 7 } }])
        );
        assert_eq!(with(Kind::Duplicate, list.clone()).as_array().map(Vec::len), Some(2));
        assert!(with(Kind::Extra, list)[0]["simulatedExtra"].is_object());
        let sessions = with(Kind::Nulls, json!({ "Sessions": [{ "Id": "x" }] }));
        assert_eq!(sessions, json!({ "Sessions": [{ "Id": null }] }));
    }

    #[test]
    fn a_stuck_key_repeats_what_was_asked() {
        let mut headers = HeaderMap::from_iter([("x-soracom-next-key".parse().unwrap(), HeaderValue::from_static("20"))]);
        stick_header(&mut headers, "limit=10");
        assert_eq!(headers["x-soracom-next-key"], "20");
        stick_header(&mut headers, "limit=10&last_evaluated_key=10");
        assert_eq!(headers["x-soracom-next-key"], "10");
    }
}
