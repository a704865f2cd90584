//! What a fault is and how it is written; carrying it out is `inject`'s business.

use std::fmt;
use std::str::FromStr;

/// The kinds of call that a fault can name, as they are written.
pub(super) const OPERATIONS: [&str; 18] = [
    "auth", "logout", "sims", "sim", "query", "groups", "list", "create", "delete", "audit", "ping", "tcp", "url", "sessions",
    "expire", "fleets", "stacks", "images",
];

const KINDS: [(&str, Kind); 19] = [
    ("429-bare", Kind::Bare429),
    ("reset-before", Kind::ResetBefore),
    ("reset-after", Kind::ResetAfter),
    ("refused-after", Kind::RefusedAfter),
    ("reset-body", Kind::ResetBody),
    ("endless", Kind::Endless),
    ("trickle", Kind::Trickle),
    ("stall", Kind::Stall),
    ("stall-after", Kind::StallAfter),
    ("garbage", Kind::Garbage),
    ("truncated", Kind::Truncated),
    ("empty", Kind::Empty),
    ("html", Kind::Html),
    ("wrong-types", Kind::WrongTypes),
    ("nulls", Kind::Nulls),
    ("extra", Kind::Extra),
    ("expired-token", Kind::ExpiredToken),
    ("stuck-key", Kind::StuckKey),
    ("duplicate", Kind::Duplicate),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Status(u16),
    Bare429,
    ResetBefore,
    ResetAfter,
    RefusedAfter,
    ResetBody,
    Endless,
    Trickle,
    Stall,
    StallAfter,
    Garbage,
    Truncated,
    Empty,
    Html,
    WrongTypes,
    Nulls,
    Extra,
    ExpiredToken,
    StuckKey,
    Duplicate,
}

/// One thing that goes wrong: `OPERATION=KIND[xCOUNT][@SKIP]`, as the module's documentation says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    operation: String,
    pub(super) kind: Kind,
    pub(super) count: Option<u32>,
    pub(super) skip: u32,
}

impl Fault {
    pub(super) fn concerns(&self, operation: &str) -> bool {
        self.operation == "any" || self.operation == operation
    }
}

/// Why a text is not a fault.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{what}; a fault is OPERATION=KIND[xCOUNT][@SKIP], OPERATION one of {} any, KIND a status 400..599 or one of {}", OPERATIONS.join(" "), kinds())]
pub struct BadFault {
    what: String,
}

fn kinds() -> String {
    let names: Vec<&str> = KINDS.iter().map(|(name, _)| *name).collect();
    names.join(" ")
}

fn bad(what: String) -> BadFault {
    BadFault { what }
}

impl FromStr for Fault {
    type Err = BadFault;

    fn from_str(text: &str) -> Result<Self, BadFault> {
        let (operation, rest) = text
            .trim()
            .split_once('=')
            .ok_or_else(|| bad(format!("no '=' in {text:?}")))?;
        if operation != "any" && !OPERATIONS.contains(&operation) {
            return Err(bad(format!("no operation is called {operation:?}")));
        }
        let (rest, skip) = match rest.rsplit_once('@') {
            None => (rest, 0),
            Some((rest, skip)) => {
                let skip = skip.parse();
                (rest, skip.map_err(|_| bad(format!("SKIP is not a number in {text:?}")))?)
            }
        };
        let (kind, count) = match rest.rsplit_once('x') {
            Some((kind, count)) if count.bytes().all(|b| b.is_ascii_digit()) => match count.parse() {
                Ok(count) if count > 0 => (kind, Some(count)),
                _ => return Err(bad(format!("COUNT is not a number from 1 in {text:?}"))),
            },
            _ => (rest, None),
        };
        Ok(Self {
            operation: operation.to_owned(),
            kind: kind_from(kind)?,
            count,
            skip,
        })
    }
}

fn kind_from(text: &str) -> Result<Kind, BadFault> {
    if let Some((_, kind)) = KINDS.iter().find(|(name, _)| *name == text) {
        return Ok(*kind);
    }
    match text.parse() {
        Ok(status @ 400..=599) => Ok(Kind::Status(status)),
        Ok(status) => Err(bad(format!("status {status} is not one of 400..599"))),
        Err(_) => Err(bad(format!("no kind is called {text:?}"))),
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Status(status) => write!(f, "{status}"),
            kind => match KINDS.iter().find(|(_, known)| known == kind) {
                Some((name, _)) => f.write_str(name),
                None => Err(fmt::Error),
            },
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}={}", self.operation, self.kind)?;
        if let Some(count) = self.count {
            write!(f, "x{count}")?;
        }
        if self.skip > 0 {
            write!(f, "@{}", self.skip)?;
        }
        Ok(())
    }
}

/// The faults that are set, and how much of each is used up.
#[derive(Default)]
pub(super) struct Armed(Vec<Charge>);

struct Charge {
    fault: Fault,
    skipped: u32,
    fired: u32,
}

impl Armed {
    pub(super) fn new(faults: Vec<Fault>) -> Self {
        let charge = |fault| Charge {
            fault,
            skipped: 0,
            fired: 0,
        };
        Self(faults.into_iter().map(charge).collect())
    }

    /// What goes wrong with this call. The first fault that fires spends it; later ones do not see it.
    pub(super) fn strike(&mut self, operation: &str) -> Option<Kind> {
        for charge in &mut self.0 {
            if !charge.fault.concerns(operation) {
                continue;
            }
            if charge.skipped < charge.fault.skip {
                charge.skipped += 1;
            } else if charge.fault.count.is_none_or(|count| charge.fired < count) {
                charge.fired = charge.fired.saturating_add(1);
                return Some(charge.fault.kind);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_read_and_written_the_same() {
        for text in [
            "create=503",
            "any=429-barex3",
            "sims=stuck-key@2",
            "list=extrax1@4",
            "url=duplicate",
            "tcp=reset-body",
            "auth=expired-tokenx2",
        ] {
            let fault: Fault = text.parse().unwrap();
            assert_eq!(fault.to_string(), text);
        }
        let fault: Fault = "list=extrax1@4".parse().unwrap();
        assert_eq!((fault.kind, fault.count, fault.skip), (Kind::Extra, Some(1), 4));
    }

    #[test]
    fn a_wrong_fault_is_told_the_grammar() {
        for text in [
            "create",
            "make=500",
            "create=200",
            "create=slow",
            "create=500x0",
            "create=500@a",
            "",
        ] {
            let said = text.parse::<Fault>().unwrap_err().to_string();
            assert!(said.contains("OPERATION=KIND[xCOUNT][@SKIP]"), "{said}");
            assert!(said.contains("reset-after"), "{said}");
        }
    }

    #[test]
    fn a_fault_skips_then_fires_as_often_as_it_says() {
        let mut armed = Armed::new(vec!["list=500x2@1".parse().unwrap(), "any=404".parse().unwrap()]);
        assert_eq!(armed.strike("list"), Some(Kind::Status(404)));
        assert_eq!(armed.strike("list"), Some(Kind::Status(500)));
        assert_eq!(armed.strike("sims"), Some(Kind::Status(404)));
        assert_eq!(armed.strike("list"), Some(Kind::Status(500)));
        assert_eq!(armed.strike("list"), Some(Kind::Status(404)));
    }
}
