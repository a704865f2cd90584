//! Words that must not be seen, and what stands for each.

use std::collections::{BTreeSet, HashMap};

use super::patterns;

/// Words, and what stands for each.
#[derive(Clone, Debug, Default)]
pub(super) struct StandIns {
    all: HashMap<String, String>,
    /// The lengths of the words that are looked for inside texts.
    pub(super) lengths: BTreeSet<usize>,
}

impl StandIns {
    pub(super) fn get(&self, word: &str) -> Option<&str> {
        self.all.get(word).map(String::as_str)
    }

    /// Numbered from that number on.
    pub(super) fn numbered<'a>(&mut self, kind: &str, from: usize, words: impl IntoIterator<Item = &'a str>) {
        for (number, word) in (from + 1..).zip(words) {
            self.add(word, format!("{kind}-{number:02}"));
        }
    }

    /// A word that says nothing stays: too short to be found in a text, or one that is a stand-in itself.
    pub(super) fn add(&mut self, word: &str, stand_in: String) {
        let tells = word.chars().count() > 2 || !word.is_ascii();
        if tells && !is_stand_in(word) {
            if !is_number(word) {
                self.lengths.insert(word.len());
            }
            self.all.entry(word.to_owned()).or_insert(stand_in);
        }
    }
}

/// A number may be a port or a count as well as a name: only where it stands alone is it taken for a name.
pub(super) fn is_number(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
}

/// Masked twice is masked once; and the program's own name tells nothing, whoever is called so too.
pub(super) fn is_stand_in(word: &str) -> bool {
    const KINDS: [&str; 11] = [
        "naptop",
        "device",
        "group",
        "colleague",
        "reason",
        "user",
        "host",
        "operator",
        "account",
        "stack",
        "fleet",
    ];
    let kind = word.split_once('-').filter(|(_, number)| is_number(number));
    KINDS.contains(&kind.map_or(word, |(kind, _)| kind)) || word.contains(patterns::DOT)
}
