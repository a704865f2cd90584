//! What a user wrote in a file of names and values: each word with its place, which known word was probably meant, and what of
//! it may be shown.

use std::str::FromStr;

use super::Failure;
use crate::say;

/// A word, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The word.
    pub text: String,
    /// `keymap.toml:12`
    pub place: String,
}

impl Written {
    /// A word at that place.
    pub fn new(text: impl Into<String>, place: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            place: place.into(),
        }
    }

    /// What is wrong with it.
    pub fn wrong(&self, what: &str) -> Failure {
        Failure::invalid(format!("{}: {what}", self.place))
    }
}

/// A line that gives values to a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignment {
    /// The name.
    pub name: Written,
    /// Its values, in their order.
    pub values: Vec<Written>,
}

impl Assignment {
    /// The one value, where there has to be exactly one.
    pub fn value(&self) -> Result<&Written, Failure> {
        match self.values.as_slice() {
            [only] => Ok(only),
            _ => Err(self.name.wrong(&say::configured::one_value(&self.name.text))),
        }
    }
}

/// `; did you mean "stack"?` where a known word is near, else nothing.
pub fn did_you_mean<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    const NEAR: f64 = 0.75;
    let near = |known: &str| strsim::jaro_winkler(&known.to_lowercase(), &word.to_lowercase());
    let nearest = known.into_iter().max_by(|a, b| near(a).total_cmp(&near(b)));
    match nearest.filter(|known| near(known) > NEAR) {
        Some(known) => say::mistaken::did_you_mean(known),
        None => String::new(),
    }
}

/// What stands between commas or blanks.
pub fn words<T: FromStr<Err = Failure>>(text: &str) -> Result<Vec<T>, Failure> {
    let words = text.split(|c: char| c == ',' || c.is_whitespace());
    words.filter(|word| !word.is_empty()).map(str::parse).collect()
}

/// A web address may say who signs in: `http://user:password@host`. That is hidden.
pub fn without_password(value: &str) -> String {
    let parts = value.split_once("://").and_then(|(scheme, rest)| {
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let at = rest[..end].rfind('@')?;
        Some(format!("{scheme}://(hidden){}", &rest[at..]))
    });
    parts.unwrap_or_else(|| value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Span;

    #[test]
    fn only_a_near_word_is_suggested() {
        let known = ["stack", "fleet", "region"];
        assert_eq!(did_you_mean("statck", known), "; did you mean \"stack\"?");
        assert_eq!(did_you_mean("Fleets", known), "; did you mean \"fleet\"?");
        assert_eq!(did_you_mean("xyzzy", known), "");
    }
    #[test]
    fn several_are_read_and_one_that_is_wrong_is_enough() {
        let read = |text: &str| words::<Span>(text);
        assert_eq!(read(" 1m, 2h\n"), Ok(vec![Span::seconds(60), Span::seconds(7200)]));
        assert_eq!(read(""), Ok(Vec::new()));
        assert!(read("1m x").is_err());
    }

    #[test]
    fn who_signs_in_is_hidden_and_nothing_else() {
        for (written, shown) in [
            ("http://user:password@host:1/a", "http://(hidden)@host:1/a"),
            ("https://host/a@b", "https://host/a@b"),
            ("yamada@example.com", "yamada@example.com"),
        ] {
            assert_eq!(without_password(written), shown);
        }
    }
}
