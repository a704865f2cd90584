//! Files that are a flat list of names and values: the keymap and the themes. What the names mean is for others to say.

use std::io;
use std::path::Path;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::file::place;
use crate::domain::Failure;
use crate::domain::failure::Result;
use crate::domain::written::{Assignment, Written};
use crate::say;

/// Reads it, in its own order. Nothing where there is no such file, unless it was asked for by name.
pub(super) fn read(path: &Path, named: bool) -> Result<Vec<Assignment>> {
    match std::fs::read_to_string(path) {
        Ok(text) => parse(path, &text),
        Err(error) if error.kind() == io::ErrorKind::NotFound && !named => Ok(Vec::new()),
        Err(error) => {
            Err(Failure::invalid(say::configured::unread(path.display(), error)).advise(say::configured::correct_name()))
        }
    }
}

pub(super) fn parse(path: &Path, text: &str) -> Result<Vec<Assignment>> {
    let at = |offset: usize| place(path, text, offset);
    let table = DeTable::parse(text).map_err(|error| {
        let offset = error.span().map_or(0, |span| span.start);
        Failure::invalid(format!("{}: {}", at(offset), error.message().replace('\n', " ")))
            .advise(say::configured::name_and_value())
    })?;
    let mut lines: Vec<_> = table.into_inner().into_iter().collect();
    lines.sort_by_key(|(name, _)| name.span().start);
    lines
        .into_iter()
        .map(|(name, value)| {
            let place = at(name.span().start);
            let name = Written::new(name.into_inner(), place);
            let values = values(&name, value, &at)?;
            Ok(Assignment { name, values })
        })
        .collect()
}

/// One text, or a list of them. A number stands for its digits: the keys `1` to `9`, the colours 0 to 255.
fn values(name: &Written, value: Spanned<DeValue<'_>>, at: &dyn Fn(usize) -> String) -> Result<Vec<Written>> {
    let place = at(value.span().start);
    match value.into_inner() {
        DeValue::String(text) => Ok(vec![Written::new(text, place)]),
        DeValue::Integer(number) => Ok(vec![Written::new(number.to_string(), place)]),
        DeValue::Array(items) => {
            let texts = items.into_iter().map(|item| values(name, item, at));
            Ok(texts.collect::<Result<Vec<_>>>()?.concat())
        }
        _ => Err(Written::new("", place)
            .wrong(&say::configured::wants_texts(&name.text))
            .advise(say::configured::name_and_value())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> String {
        parse(Path::new("/x/keymap.toml"), text).unwrap_err().message
    }

    #[test]
    fn each_word_has_its_line() {
        let text = "# mine\nopen = \"a\"\n\ndevices = [ 5,\n  \"F5\" ]\nsort = []\n";
        let lines = parse(Path::new("/x/keymap.toml"), text).unwrap();
        let words: Vec<&Written> = lines
            .iter()
            .flat_map(|line| [&line.name].into_iter().chain(&line.values))
            .collect();
        let shown: Vec<String> = words.iter().map(|word| format!("{} {}", word.place, word.text)).collect();
        assert_eq!(
            shown,
            [
                "keymap.toml:2 open",
                "keymap.toml:2 a",
                "keymap.toml:4 devices",
                "keymap.toml:4 5",
                "keymap.toml:5 F5",
                "keymap.toml:6 sort"
            ]
        );
    }

    #[test]
    fn mistakes_are_told_with_their_line() {
        assert!(
            told("a = \"b\"\na = \"c\"").starts_with("keymap.toml:2: duplicate key"),
            "{}",
            told("a=\"b\"\na=\"c\"")
        );
        assert_eq!(
            told("\nopen = true"),
            "keymap.toml:2: open wants a text in quotes, or a list of them"
        );
        assert!(told("[keys]\nopen = \"x\"").starts_with("keymap.toml:1: keys wants"));
        assert!(told("open = x").starts_with("keymap.toml:1: "));
    }

    #[test]
    fn a_file_that_is_not_there_is_empty_unless_it_was_named() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("keymap.toml");
        assert_eq!(read(&path, false), Ok(Vec::new()));
        assert!(read(&path, true).unwrap_err().message.contains("keymap.toml"));
    }
}
