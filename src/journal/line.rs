//! A line of the journal: the JSON of an entry that begins with a checksum of its rest, so that a torn or damaged one is known.

use std::io::{self, BufRead, Read};

use serde::Deserialize;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::domain::Entry;

/// What is longer than this is damaged.
pub const LONGEST: usize = 64 * 1024;

/// How each line begins. Inside of a JSON text its quotes would be escaped.
const MARK: &str = r#"{"sum":""#;
const DIGITS: usize = 8;

/// A line that is whole.
pub struct Line {
    /// As it was written, without its end.
    pub text: String,
    /// The same, read as JSON.
    pub value: Value,
    /// What it says; none where a newer naptop wrote what this one does not know.
    pub entry: Option<Entry>,
}

/// What is in a file.
pub struct Lines {
    /// The lines that are whole.
    pub good: Vec<Line>,
    /// How many are not.
    pub damaged: usize,
}

/// The line that says that, without its end.
pub fn write(entry: &Entry) -> io::Result<String> {
    let json = serde_json::to_string(entry)?;
    let rest = json.strip_prefix('{').unwrap_or(&json);
    let rest = format!("\",{rest}");
    Ok(format!("{MARK}{}{rest}", sum(rest.as_bytes())))
}

/// All lines. Never holds more of one than the longest that is valid.
pub fn read(mut reader: impl BufRead) -> io::Result<Lines> {
    let mut lines = Lines {
        good: Vec::new(),
        damaged: 0,
    };
    loop {
        let mut bytes = Vec::new();
        let mut bounded = reader.by_ref().take(LONGEST as u64 + 1);
        if bounded.read_until(b'\n', &mut bytes)? == 0 {
            return Ok(lines);
        }
        let ended = bytes.pop_if(|byte| *byte == b'\n').is_some();
        if !ended && bytes.len() > LONGEST {
            reader.skip_until(b'\n')?;
            lines.damaged += 1;
            continue;
        }
        let whole = parse(&bytes);
        lines.damaged += usize::from(whole.is_none() && !bytes.is_empty());
        // a line whose end was damaged swallowed the next one, which begins at the last mark
        let swallowed = || parse(bytes.get(last_mark(&bytes)?..)?);
        lines.good.extend(whole.or_else(swallowed));
    }
}

fn parse(bytes: &[u8]) -> Option<Line> {
    let (sum_given, rest) = bytes.strip_prefix(MARK.as_bytes())?.split_at_checked(DIGITS)?;
    if sum_given != sum(rest).as_bytes() {
        return None;
    }
    let text = String::from_utf8(bytes.to_vec()).ok()?;
    let value: Value = serde_json::from_str(&text).ok()?;
    let entry = Entry::deserialize(&value).ok();
    Some(Line { text, value, entry })
}

fn last_mark(bytes: &[u8]) -> Option<usize> {
    bytes.windows(MARK.len()).rposition(|window| window == MARK.as_bytes())
}

fn sum(rest: &[u8]) -> String {
    let digest = Sha256::digest(rest);
    let hex = digest.iter().take(DIGITS / 2).map(|byte| format!("{byte:02x}"));
    hex.collect()
}
