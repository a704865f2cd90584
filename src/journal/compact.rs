//! What stays when the journal has grown large: all that is not known to be over, and the newest of what is.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::Path;

use jiff::{SignedDuration, Timestamp};

use super::file;
use super::line::Line;
use crate::domain::{Endpoint, History};
use crate::files::replace;

/// From this size on it is compacted before the next entry.
const LARGE: u64 = 256 * 1024;
/// What is over stays for so long...
const MEMORY: SignedDuration = SignedDuration::from_hours(7 * 24);
/// ...but not more of them than this,
const MOST_RECORDS: usize = 500;
/// nor more bytes: else it would soon be large again.
const MOST_BYTES: usize = 128 * 1024;

/// Compacts the journal if it is large. Whoever calls this holds the lock.
pub fn if_large(path: &Path, now: Timestamp) -> io::Result<()> {
    match fs::metadata(path) {
        Ok(found) if found.len() > LARGE => {}
        _ => return Ok(()),
    }
    let lines = super::lines(path)?;
    let kept = kept(&lines.good, now);
    if lines.damaged > 0 {
        // what is damaged may be another file, named by mistake
        file::keep(path)?;
    } else if kept.len() == lines.good.len() {
        return Ok(());
    }
    let contents: String = kept.iter().flat_map(|line| [line.text.as_str(), "\n"]).collect();
    replace(path, contents.as_bytes())
}

/// The lines that stay, in their order. Lines that may have to do with each other stay or go together, so that those that stay
/// add up to the same records as before.
pub(super) fn kept(lines: &[Line], now: Timestamp) -> Vec<&Line> {
    let mut groups = groups(lines, now);
    groups.sort_unstable_by_key(|group| Reverse((group.end.unwrap_or(Timestamp::MAX), group.lines.first().copied())));
    let (mut records, mut bytes) = (0, 0);
    let mut staying: Vec<usize> = Vec::new();
    for group in groups {
        if !group.goes_on {
            records += group.records.max(1);
            bytes += group.bytes;
            let old = group.end.is_some_and(|end| now.duration_since(end) >= MEMORY);
            if old || records > MOST_RECORDS || bytes > MOST_BYTES {
                continue;
            }
        }
        staying.extend(group.lines);
    }
    staying.sort_unstable();
    staying.into_iter().filter_map(|number| lines.get(number)).collect()
}

/// What lines have in common: an entry changes nothing but what has the same key.
#[derive(PartialEq, Eq, Hash)]
enum Key<'a> {
    Endpoint(Endpoint),
    Id(&'a str),
    Alone(usize),
}

/// Lines with the same key.
#[derive(Default)]
struct Group {
    /// Their numbers.
    lines: Vec<usize>,
    bytes: usize,
    /// How many records they add up to.
    records: usize,
    /// Whether one of those is not over.
    goes_on: bool,
    /// The last time that is known of them.
    end: Option<Timestamp>,
}

fn groups(lines: &[Line], now: Timestamp) -> Vec<Group> {
    let history = History::of(lines.iter().filter_map(|line| line.entry.clone()));
    let endpoints: HashMap<&str, &Endpoint> = history
        .records()
        .iter()
        .filter_map(|record| Some((record.intent.id.as_str(), record.endpoint.as_ref()?)))
        .collect();
    let key_of_id = |id| match endpoints.get(id) {
        Some(endpoint) => Key::Endpoint((*endpoint).clone()),
        None => Key::Id(id),
    };
    let mut groups: HashMap<Key<'_>, Group> = HashMap::new();
    for (number, line) in lines.iter().enumerate() {
        // by name, so that a newer naptop's entries stay with the records that they belong to
        let field = |name: &str| line.value.get(name)?.as_str();
        let key = match (field("id"), field("endpoint").and_then(|text| text.parse().ok())) {
            (Some(id), _) => key_of_id(id),
            (None, Some(endpoint)) => Key::Endpoint(endpoint),
            (None, None) => Key::Alone(number),
        };
        let group = groups.entry(key).or_default();
        group.lines.push(number);
        group.bytes += line.text.len() + 1;
        group.end = group.end.max(field("at").and_then(|at| at.parse().ok()));
    }
    for record in history.records() {
        let group = groups.entry(key_of_id(&record.intent.id)).or_default();
        group.records += 1;
        match record.ended_at(now) {
            None => group.goes_on = true,
            end => group.end = group.end.max(end),
        }
    }
    groups.into_values().collect()
}
