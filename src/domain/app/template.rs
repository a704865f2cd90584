//! A text with placeholders. What they may be filled with is checked where they are filled.

use std::fmt;

use crate::domain::Failure;
use crate::domain::failure::Result;
use crate::say;

/// Something that is filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placeholder {
    /// Where the mapping is reached.
    Host,
    /// Its public port.
    Port,
    /// Both, with a colon between them.
    Endpoint,
    /// The device's SIM.
    SimId,
    /// Its IMSI.
    Imsi,
    /// What it is called.
    Name,
    /// A .rdp file that leads there, made for this once.
    RdpFile,
}

impl Placeholder {
    /// Those that are of a mapping alone.
    pub const OF_MAPPING: &'static [Self] = &[Self::Host, Self::Port, Self::Endpoint];

    /// All.
    pub const ALL: &'static [Self] = &[
        Self::Host,
        Self::Port,
        Self::Endpoint,
        Self::SimId,
        Self::Imsi,
        Self::Name,
        Self::RdpFile,
    ];

    /// As it is written, between braces.
    pub fn word(self) -> &'static str {
        match self {
            Self::Host => "host",
            Self::Port => "port",
            Self::Endpoint => "endpoint",
            Self::SimId => "sim_id",
            Self::Imsi => "imsi",
            Self::Name => "name",
            Self::RdpFile => "rdp_file",
        }
    }
}

impl fmt::Display for Placeholder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{{{}}}", self.word())
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    Placeholder(Placeholder),
}

/// A text with placeholders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template(Vec<Piece>);

impl Template {
    /// Reads it. A brace opens one of the placeholders that are known here, and nothing else.
    pub fn read(text: &str, known: &[Placeholder]) -> Result<Self> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let found = known.iter().copied().find_map(|placeholder| {
                let rest = after.strip_prefix(placeholder.word())?.strip_prefix('}')?;
                Some((placeholder, rest))
            });
            let (placeholder, after) = found.ok_or_else(|| {
                let all: Vec<String> = known.iter().map(ToString::to_string).collect();
                Failure::invalid(say::mistaken::stray_brace(text)).advise(say::mistaken::only(all.join(", ")))
            })?;
            pieces.extend((!before.is_empty()).then(|| Piece::Text(before.to_owned())));
            pieces.push(Piece::Placeholder(placeholder));
            rest = after;
        }
        pieces.extend((!rest.is_empty()).then(|| Piece::Text(rest.to_owned())));
        Ok(Self(pieces))
    }

    /// Whether that is to be filled in.
    pub fn names(&self, placeholder: Placeholder) -> bool {
        self.0.contains(&Piece::Placeholder(placeholder))
    }

    /// What stands at the very beginning, if something is filled in there.
    pub fn begins_with(&self) -> Option<Placeholder> {
        match self.0.first() {
            Some(Piece::Placeholder(placeholder)) => Some(*placeholder),
            _ => None,
        }
    }

    /// Fills it in.
    pub fn fill(&self, value: impl Fn(Placeholder) -> Result<String>) -> Result<String> {
        let pieces = self.0.iter().map(|piece| match piece {
            Piece::Text(text) => Ok(text.clone()),
            Piece::Placeholder(placeholder) => value(*placeholder),
        });
        pieces.collect()
    }
}

impl fmt::Display for Template {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|piece| match piece {
            Piece::Text(text) => f.write_str(text),
            Piece::Placeholder(placeholder) => placeholder.fmt(f),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_known_placeholders_are_read() {
        let read = |text| Template::read(text, Placeholder::OF_MAPPING);
        let filled = read("-p {port} x{host}}")
            .unwrap()
            .fill(|what| Ok(what.word().to_uppercase()));
        assert_eq!(filled.unwrap(), "-p PORT xHOST}");
        for wrong in ["{", "{name}", "{ host}", "{host", "{{host}}", "{}"] {
            let failure = read(wrong).unwrap_err();
            assert_eq!(failure.advice, "write {host}, {port}, {endpoint} only", "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn what_is_filled_in_is_not_read_again(before in "[^{]{0,8}", value in ".{0,12}") {
            let template = Template::read(&format!("{before}{{host}}{{port}}"), Placeholder::ALL).unwrap();
            let filled = template.fill(|_| Ok(value.clone())).unwrap();
            prop_assert_eq!(filled, format!("{before}{value}{value}"));
            prop_assert_eq!(template.to_string(), format!("{before}{{host}}{{port}}"));
        }
    }
}
