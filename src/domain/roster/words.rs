//! Texts that many SIMs share, each kept once: statuses, groups, plans, form factors, sets of tags.

use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashTable};

use super::lines::{Line, Lines};

/// A text that is kept once. The first one is the empty text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Word(u32);

impl Word {
    /// Its number, from 0.
    pub(super) fn number(self) -> usize {
        self.0 as usize
    }
}

/// The texts.
#[derive(Clone, Debug)]
pub(super) struct Words {
    lines: Lines,
    index: HashTable<u32>,
    hasher: DefaultHashBuilder,
}

impl Default for Words {
    fn default() -> Self {
        let mut words = Self {
            lines: Lines::default(),
            index: HashTable::new(),
            hasher: DefaultHashBuilder::default(),
        };
        words.intern("", |_| String::new());
        words
    }
}

impl Words {
    /// The word for a text; `seen` is what a search sees of it, asked for where the text is new.
    pub(super) fn intern(&mut self, text: &str, seen: impl FnOnce(&str) -> String) -> Word {
        self.find(text)
            .unwrap_or_else(|| self.add(text, &Line::seen_as(text, &seen(text))))
    }

    /// The word for one of others.
    pub(super) fn intern_from(&mut self, others: &Self, word: Word) -> Word {
        let text = others.text(word);
        self.find(text)
            .unwrap_or_else(|| self.add(text, &others.lines.get(word.number())))
    }

    fn find(&self, text: &str) -> Option<Word> {
        let same = |word: &u32| self.lines.exact(*word as usize) == text;
        self.index.find(self.hasher.hash_one(text), same).map(|word| Word(*word))
    }

    fn add(&mut self, text: &str, line: &Line<'_>) -> Word {
        let word = self.lines.push(line);
        let (lines, hasher) = (&self.lines, &self.hasher);
        let hash = |word: &u32| hasher.hash_one(lines.exact(*word as usize));
        self.index.insert_unique(hasher.hash_one(text), word, hash);
        Word(word)
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.lines.len()
    }

    /// Its text.
    pub(super) fn text(&self, word: Word) -> &str {
        self.lines.exact(word.number())
    }

    /// All of them, by number.
    pub(super) fn all(&self) -> impl Iterator<Item = Word> + use<> {
        (0..u32::try_from(self.lines.len()).unwrap_or(u32::MAX)).map(Word)
    }

    /// Their lines, for a search.
    pub(super) fn lines(&self) -> &Lines {
        &self.lines
    }
}
