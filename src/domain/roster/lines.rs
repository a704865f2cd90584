//! Many short texts in one piece of memory, each as it is and folded to lower case, so that all are searched in one pass.

use std::ops::Range;

use memchr::memmem::Finder;

/// Lines of text; a line's number never changes.
#[derive(Clone, Debug, Default)]
pub(super) struct Lines {
    exact: Text,
    folded: Text,
}

#[derive(Clone, Debug, Default)]
struct Text {
    bytes: String,
    ends: Vec<usize>,
}

impl Text {
    fn push(&mut self, line: &str) {
        self.bytes.push_str(line);
        self.ends.push(self.bytes.len());
    }

    fn span(&self, line: usize) -> Range<usize> {
        let start = line.checked_sub(1).map_or(0, |before| self.ends[before]);
        start..self.ends[line]
    }

    fn line(&self, line: usize) -> &str {
        &self.bytes[self.span(line)]
    }
}

impl Lines {
    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.exact.ends.len()
    }

    /// Adds a line: what it says, and what a search in lower case sees of it.
    pub(super) fn push(&mut self, exact: &str, seen: &str) -> usize {
        self.exact.push(exact);
        if seen.is_ascii() {
            self.folded.push(seen);
            let span = self.folded.span(self.len() - 1);
            self.folded.bytes[span].make_ascii_lowercase();
        } else {
            self.folded.push(&seen.to_lowercase());
        }
        self.len() - 1
    }

    /// Adds a line of others.
    pub(super) fn push_from(&mut self, others: &Self, line: usize) -> usize {
        self.exact.push(others.exact.line(line));
        self.folded.push(others.folded.line(line));
        self.len() - 1
    }

    /// What a line says.
    pub(super) fn exact(&self, line: usize) -> &str {
        self.exact.line(line)
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
        let (mut at, end) = (self.folded.span(lines.start).start, self.folded.ends[lines.end - 1]);
        let bytes = self.folded.bytes.as_bytes();
        let mut line = lines.start;
        while let Some(found) = needle.find(&bytes[at..end]) {
            let found = at + found;
            while self.folded.ends[line] <= found {
                line += 1;
            }
            let span = self.folded.span(line);
            if found + needle.needle().len() <= span.end && accept(&bytes[span.start..found]) {
                hit(line);
                at = span.end;
            } else {
                at = found + 1;
            }
        }
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
            lines.push(line, line);
        }
        assert_eq!(found(&lines, "k"), [0, 4]);
        assert_eq!(found(&lines, "osk"), [0, 4]);
        assert_eq!(found(&lines, "京a"), [2]);
        assert_eq!(found(&lines, "stan"), [3]);
        assert!(found(&lines, "k東").is_empty() && found(&lines, "bci").is_empty());
        assert_eq!(lines.exact(2), "東京ABC");
    }
}
