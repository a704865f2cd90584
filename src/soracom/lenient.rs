//! JSON that is wrong in its texts alone: bytes that are no UTF-8, and halves of surrogate pairs, as names can hold them.

use serde_json::Value;

/// Reads a body. What is no character in it becomes U+FFFD; one bad name must not hide all the others.
pub(super) fn json(body: &[u8]) -> serde_json::Result<Value> {
    serde_json::from_slice(body).or_else(|_| serde_json::from_str(&whole_characters(&String::from_utf8_lossy(body))))
}

/// The text with every `\uD800` to `\uDFFF` that is no half of a pair replaced.
fn whole_characters(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        let (before, escape) = rest.split_at(at);
        out.push_str(before);
        let taken = match (unit(escape), escape.get(6..).and_then(unit)) {
            (Some(0xd800..0xdc00), Some(0xdc00..0xe000)) => {
                out.push_str(&escape[..12]);
                12
            }
            (Some(0xd800..0xe000), _) => {
                out.push_str("\\ufffd");
                6
            }
            _ => {
                let end = escape.char_indices().nth(2).map_or(escape.len(), |(end, _)| end);
                out.push_str(&escape[..end]);
                end
            }
        };
        rest = &escape[taken..];
    }
    out.push_str(rest);
    out
}

/// The UTF-16 unit that a text begins with, written as `\uXXXX`.
fn unit(text: &str) -> Option<u16> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    let plain = digits.bytes().all(|b| b.is_ascii_hexdigit());
    plain.then(|| u16::from_str_radix(digits, 16).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn half_a_pair_costs_a_character_and_not_the_answer() {
        let name = |body: &[u8]| json(body).unwrap()["name"].as_str().unwrap().to_owned();
        assert_eq!(name(br#"{"name":"a\ud800b"}"#), "a\u{fffd}b");
        assert_eq!(name(br#"{"name":"\udc00\ud83d\ude00\ud83d"}"#), "\u{fffd}\u{1f600}\u{fffd}");
        assert_eq!(name(br#"{"name":"\\ud800 \"\ud800"}"#), "\\ud800 \"\u{fffd}");
        assert_eq!(name(b"{\"name\":\"a\xff\xc2b\"}"), "a\u{fffd}\u{fffd}b");
        assert!(json(b"{\"name\":").is_err() && json(b"<html>\\ud800").is_err());
    }

    proptest! {
        #[test]
        fn any_escapes_are_read(escapes in prop::collection::vec(prop_oneof!["\\\\u[0-9a-fA-F]{4}", "\\\\\\\\", "\\\\\"", "[a-zé]"], 0..12)) {
            let body = format!("\"{}\"", escapes.concat());
            prop_assert!(json(body.as_bytes()).is_ok(), "{}", body);
        }
    }
}
