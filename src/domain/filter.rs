//! The filter language of `/` and `--filter`: words, `col:value`, `!not`, and quotes around spaces.

use std::borrow::Cow;

/// What a row offers to a filter.
pub trait Fields {
    /// The names that may stand before the colon.
    const COLUMNS: &'static [&'static str];
    /// Those of them that a word without a column is looked for in.
    const SEARCHED: &'static [&'static str];
    /// The text of a column, by one of those names.
    fn field(&self, column: &str) -> Cow<'_, str>;
}

/// The column of which one word may be in another: active, inactive.
const STATUS: &str = "status";

/// A parsed filter; every term must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    terms: Vec<Term>,
}

/// One of a filter's terms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Term {
    pub negated: bool,
    pub column: Option<&'static str>,
    /// In lower case.
    pub needle: String,
}

impl Term {
    /// Whether only what begins so is meant: `status:active` is not the inactive.
    pub(super) fn begins(&self) -> bool {
        self.column == Some(STATUS)
    }

    /// Whether its column's text is meant.
    fn is_in(&self, text: &str) -> bool {
        match self.begins() {
            true => text.to_lowercase().starts_with(&self.needle),
            false => contains(text, &self.needle),
        }
    }
}

impl Filter {
    /// Reads a filter for rows of kind `F`. Every text is a filter: what names no column is a word.
    pub fn parse<F: Fields>(text: &str) -> Self {
        Self::with_columns(text, F::COLUMNS)
    }

    /// Reads a filter for rows with these columns.
    pub fn with_columns(text: &str, columns: &'static [&'static str]) -> Self {
        let terms = split(text)
            .filter_map(|word| {
                let (negated, word) = match word.strip_prefix('!') {
                    Some(rest) => (true, rest.to_owned()),
                    None => (false, word),
                };
                let column = word.split_once(':').and_then(|(name, value)| {
                    let column = columns.iter().find(|column| column.eq_ignore_ascii_case(name))?;
                    Some((*column, value.to_owned()))
                });
                let (column, needle) = match column {
                    Some((column, value)) => (Some(column), value),
                    None => (None, word),
                };
                // `name:` or `!` alone is being typed; it does not hide everything meanwhile
                (!needle.is_empty()).then(|| Term {
                    negated,
                    column,
                    needle: needle.to_lowercase(),
                })
            })
            .collect();
        Self { terms }
    }

    /// Whether it lets everything through.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// A word of it that looks as if it named a column, and names none.
    pub fn unknown_column(&self) -> Option<&str> {
        let words = self.terms.iter().filter(|term| term.column.is_none());
        let mut named = words.filter_map(|term| term.needle.split_once(':'));
        let is_name = |name: &str| !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
        named.find_map(|(name, value)| (is_name(name) && !value.starts_with("//")).then_some(name))
    }

    pub(super) fn terms(&self) -> impl Iterator<Item = &Term> {
        self.terms.iter()
    }

    /// Whether that row passes.
    pub fn matches<F: Fields>(&self, row: &F) -> bool {
        self.terms.iter().all(|term| {
            let found = match term.column {
                Some(column) => term.is_in(&row.field(column)),
                None => F::SEARCHED.iter().any(|column| contains(&row.field(column), &term.needle)),
            };
            found != term.negated
        })
    }
}

/// `needle` is lower case already.
pub(super) fn contains(text: &str, needle: &str) -> bool {
    if text.is_ascii() && needle.is_ascii() {
        let (text, needle) = (text.as_bytes(), needle.as_bytes());
        text.windows(needle.len()).any(|window| window.eq_ignore_ascii_case(needle))
    } else {
        text.to_lowercase().contains(needle)
    }
}

/// Words at white space, except inside double quotes, which vanish.
fn split(text: &str) -> impl Iterator<Item = String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut quoted = false;
    for c in text.chars() {
        match c {
            '"' => quoted = !quoted,
            c if c.is_whitespace() && !quoted => words.push(std::mem::take(&mut word)),
            c => word.push(c),
        }
    }
    words.push(word);
    words.into_iter().filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    struct Row(&'static str, &'static str);

    impl Fields for Row {
        const COLUMNS: &'static [&'static str] = &["name", "ip"];
        const SEARCHED: &'static [&'static str] = Self::COLUMNS;
        fn field(&self, column: &str) -> Cow<'_, str> {
            Cow::Borrowed(if column == "name" { self.0 } else { self.1 })
        }
    }

    fn passes(filter: &str, row: &Row) -> bool {
        Filter::parse::<Row>(filter).matches(row)
    }

    #[test]
    fn words_columns_and_negation() {
        let row = Row("Kiosk Osaka 07", "10.160.0.7");
        for yes in [
            "",
            "kiosk",
            "osaka 10.160",
            "name:OSAKA",
            "!tokyo",
            "\"osaka 07\"",
            "name:",
            "!",
            "IP:10.",
            "!name:10.",
        ] {
            assert!(passes(yes, &row), "{yes}");
        }
        for no in ["tokyo", "!kiosk", "name:10.", "ip:kiosk", "\"osaka  07\"", "kiosk !ip:10"] {
            assert!(!passes(no, &row), "{no}");
        }
    }

    #[test]
    fn a_status_is_meant_from_its_beginning() {
        struct Sim(&'static str);
        impl Fields for Sim {
            const COLUMNS: &'static [&'static str] = &[STATUS];
            const SEARCHED: &'static [&'static str] = Self::COLUMNS;
            fn field(&self, _: &str) -> Cow<'_, str> {
                Cow::Borrowed(self.0)
            }
        }
        let passes = |filter: &str, status| Filter::parse::<Sim>(filter).matches(&Sim(status));
        assert!(passes("status:active", "active") && passes("STATUS:Act", "active") && passes("active", "inactive"));
        assert!(!passes("status:active", "inactive") && passes("!status:active", "inactive"));
    }

    #[test]
    fn what_names_no_column_is_a_word() {
        assert!(passes("127.0.0.1:80", &Row("x", "127.0.0.1:8080")));
        assert!(passes("東京", &Row("東京-01", "")));
        assert!(passes("ｶﾞﾚ", &Row("ｶﾞﾚｰｼﾞ", "")));
    }

    proptest! {
        #[test]
        fn any_text_is_a_filter(text in ".{0,60}") {
            let filter = Filter::parse::<Row>(&text);
            let row = Row("a", "b");
            prop_assert_eq!(filter.matches(&row), filter.matches(&row));
        }
    }
}
