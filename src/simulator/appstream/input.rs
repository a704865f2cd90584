//! Reading the members of a request, with the constraints of the service's model.

use serde_json::Value;

use super::{Refusal, refusal};

pub(super) fn invalid(message: impl Into<String>) -> Refusal {
    refusal(400, "ValidationException", message)
}

pub(super) fn missing(what: &str, name: &str) -> Refusal {
    refusal(404, "ResourceNotFoundException", format!("{what} {name} does not exist"))
}

/// A text member of at least `least` characters; `None` if it is not given.
pub(super) fn text<'a>(input: &'a Value, name: &str, least: usize, most: usize) -> Result<Option<&'a str>, Refusal> {
    match &input[name] {
        Value::Null => Ok(None),
        Value::String(text) if (least..=most).contains(&text.chars().count()) => Ok(Some(text)),
        Value::String(_) => Err(invalid(format!(
            "1 validation error detected: Value at '{}' failed to satisfy constraint: Member must have length between {least} and {most}",
            lower(name)
        ))),
        _ => Err(refusal(400, "SerializationException", format!("{name} is not a string"))),
    }
}

pub(super) fn required<'a>(input: &'a Value, name: &str, least: usize, most: usize) -> Result<&'a str, Refusal> {
    text(input, name, least, most)?.ok_or_else(|| {
        let member = lower(name);
        invalid(format!(
            "1 validation error detected: Value null at '{member}' failed to satisfy constraint: Member must not be null"
        ))
    })
}

/// The name of a stack or fleet.
pub(super) fn name<'a>(input: &'a Value, member: &str) -> Result<&'a str, Refusal> {
    let name = required(input, member, 1, 101)?;
    let inner = |c: char| c.is_ascii_alphanumeric() || "_.-".contains(c);
    if name.starts_with(|c: char| c.is_ascii_alphanumeric()) && name.chars().all(inner) {
        return Ok(name);
    }
    Err(pattern(member, "^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,100}$"))
}

pub(super) fn pattern(member: &str, pattern: &str) -> Refusal {
    let member = lower(member);
    invalid(format!(
        "1 validation error detected: Value at '{member}' failed to satisfy constraint: Member must satisfy regular expression pattern: {pattern}"
    ))
}

pub(super) fn whole(input: &Value, member: &str, least: i64, most: i64) -> Result<Option<i64>, Refusal> {
    match &input[member] {
        Value::Null => Ok(None),
        given => match given.as_i64() {
            Some(number) if (least..=most).contains(&number) => Ok(Some(number)),
            _ => Err(invalid(format!(
                "1 validation error detected: Value at '{}' failed to satisfy constraint: Member must be between {least} and {most}",
                lower(member)
            ))),
        },
    }
}

/// A list of texts; empty if it is not given.
pub(super) fn texts<'a>(input: &'a Value, member: &str) -> Result<Vec<&'a str>, Refusal> {
    let wrong = || refusal(400, "SerializationException", format!("{member} is not a list of strings"));
    match &input[member] {
        Value::Null => Ok(Vec::new()),
        given => given
            .as_array()
            .and_then(|items| items.iter().map(Value::as_str).collect())
            .ok_or_else(wrong),
    }
}

/// AWS spells members like variables in these messages.
fn lower(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().map(|letter| letter.to_ascii_lowercase());
    first.into_iter().chain(letters).collect()
}
