//! Many short texts in one piece of memory, each as it is and in lower case, so that all are searched in one pass.

use std::borrow::Cow;
use std::ops::Range;

use memchr::memchr;
use memchr::memmem::Finder;

/// Between the fields of a line; no text from the service has one.
pub(super) const SEPARATOR: char = '\0';

/// Lines of text; a line's number never changes.
#[derive(Clone, Debug, Default)]
pub(super) struct Lines {
    /// What a line says, where lower case says something else: its first field if that is all, else all of it.
    exact: Text,
    /// All of it, in lower case.
    seen: Text,
}

#[derive(Clone, Debug, Default)]
struct Text {
    /// Four gigabytes at most: what tens of millions of SIMs say.
    bytes: String,
    ends: Vec<u32>,
}

impl Text {
    fn push(&mut self, line: &str) {
        self.bytes.push_str(line);
        self.ends.push(u32::try_from(self.bytes.len()).unwrap_or(u32::MAX));
    }

    fn span(&self, line: usize) -> Range<usize> {
        let start = line.checked_sub(1).map_or(0, |before| self.ends[before]);
        start as usize..self.ends[line] as usize
    }

    fn line(&self, line: usize) -> &str {
        &self.bytes[self.span(line)]
    }
}

/// A line: what it says, where a search sees something else, and what a search sees.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line<'a> {
    exact: &'a str,
    seen: Cow<'a, str>,
}

impl<'a> Line<'a> {
    /// A line of several fields.
    pub(super) fn of(line: &'a str) -> Self {
        let seen = fold(line);
        let exact = match (split(line, SEPARATOR), split(&seen, SEPARATOR)) {
            _ if seen == line => "",
            (Some((first, rest)), Some((_, seen_rest))) if rest == seen_rest => first,
            _ => line,
        };
        Self { exact, seen }
    }

    /// A line that a search sees otherwise.
    pub(super) fn seen_as(exact: &'a str, seen: &'a str) -> Self {
        Self { exact, seen: fold(seen) }
    }

    /// The first field of a line of several, and the others.
    pub(super) fn fields(&self) -> (&str, &str) {
        fields(self.exact, &self.seen)
    }
}

fn fields<'a>(exact: &'a str, seen: &'a str) -> (&'a str, &'a str) {
    split(exact, SEPARATOR).unwrap_or_else(|| {
        let (first, rest) = split(seen, SEPARATOR).unwrap_or((seen, ""));
        (if exact.is_empty() { first } else { exact }, rest)
    })
}

/// What stands before the first of these signs, which are of one byte, and what stands after it.
pub(super) fn split(text: &str, sign: char) -> Option<(&str, &str)> {
    let at = memchr(sign as u8, text.as_bytes())?;
    Some((&text[..at], &text[at + 1..]))
}

impl Lines {
    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.seen.ends.len()
    }

    /// Adds a line; its number.
    pub(super) fn push(&mut self, line: &Line<'_>) -> u32 {
        self.exact.push(line.exact);
        let number = u32::try_from(self.len()).unwrap_or(u32::MAX);
        self.seen.push(&line.seen);
        number
    }

    /// The line of that number.
    pub(super) fn get(&self, line: usize) -> Line<'_> {
        Line {
            exact: self.exact(line),
            seen: Cow::Borrowed(self.seen(line)),
        }
    }

    /// What a line says that is seen otherwise.
    pub(super) fn exact(&self, line: usize) -> &str {
        self.exact.line(line)
    }

    /// What a search sees of a line.
    pub(super) fn seen(&self, line: usize) -> &str {
        self.seen.line(line)
    }

    /// The first field of a line of several, and the others.
    pub(super) fn fields(&self, line: usize) -> (&str, &str) {
        fields(self.exact(line), self.seen(line))
    }

    /// Tells of every line in that range whether the needle is found in it, where `accept` takes the place: it is told the line
    /// before it.
    pub(super) fn find(
        &self,
        needle: &Finder<'_>,
        lines: Range<usize>,
        accept: impl Fn(&[u8]) -> bool,
        mut hit: impl FnMut(usize),
    ) {
        if lines.is_empty() {
            return;
        }
        let (mut at, end) = (self.seen.span(lines.start).start, self.seen.span(lines.end - 1).end);
        let bytes = self.seen.bytes.as_bytes();
        let mut line = lines.start;
        while let Some(found) = needle.find(&bytes[at..end]) {
            let found = at + found;
            while self.seen.span(line).end <= found {
                line += 1;
            }
            let span = self.seen.span(line);
            if found + needle.needle().len() <= span.end && accept(&bytes[span.start..found]) {
                hit(line);
                at = span.end;
            } else {
                at = found + 1;
            }
        }
    }
}

/// In lower case.
fn fold(text: &str) -> Cow<'_, str> {
    match text.is_ascii() {
        true if text.bytes().any(|byte| byte.is_ascii_uppercase()) => text.to_ascii_lowercase().into(),
        false if text.chars().any(has_lower_case) => text.to_lowercase().into(),
        _ => text.into(),
    }
}

/// Whether it is something else in lower case.
fn has_lower_case(sign: char) -> bool {
    match sign {
        '\0'..='\x7f' => sign.is_ascii_uppercase(),
        // kana, hanzi, hangul: the tables of Unicode need not be asked
        '\u{2e80}'..='\u{a63f}' | '\u{ac00}'..='\u{ff20}' | '\u{ff3b}'..='\u{ffff}' => false,
        _ => !sign.to_lowercase().eq([sign]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(lines: &Lines, needle: &str) -> Vec<usize> {
        let mut hits = Vec::new();
        lines.find(&Finder::new(needle), 0..lines.len(), |_| true, |line| hits.push(line));
        hits
    }

    #[test]
    fn a_needle_is_found_within_a_line_and_not_across_two() {
        let mut lines = Lines::default();
        for line in ["Kiosk", "", "東京ABC", "İstanbul", "osk"] {
            lines.push(&Line::of(line));
        }
        assert_eq!(found(&lines, "k"), [0, 4]);
        assert_eq!(found(&lines, "osk"), [0, 4]);
        assert_eq!(found(&lines, "京a"), [2]);
        assert_eq!(found(&lines, "stan"), [3]);
        assert!(found(&lines, "k東").is_empty() && found(&lines, "bci").is_empty());
    }

    #[test]
    fn what_lower_case_does_not_change_is_kept_once() {
        let mut lines = Lines::default();
        for line in [
            "kiosk\x001\x002",
            "Kiosk\x001\x002",
            "kiosk\x001\x00B",
            "\x00B\x00",
            "Kiosk\x00B\x00",
            "\x00\x00",
        ] {
            let number = lines.push(&Line::of(line)) as usize;
            assert_eq!(Some(lines.fields(number)), line.split_once('\0'), "{line:?}");
        }
        assert_eq!(lines.exact.bytes, "Kioskkiosk\x001\x00B\x00B\x00Kiosk\x00B\x00");
    }

    #[test]
    fn a_sign_that_is_not_looked_up_has_no_lower_case() {
        let differs = |sign: &char| fold(&format!("{sign}é")) != format!("{sign}é").to_lowercase();
        assert_eq!(('\0'..=char::MAX).filter(differs).collect::<String>(), "");
    }
}
