//! One check of what the chain needs: what was looked at, what came of it, how to mend it. The checks are `doctor`'s.

use std::fmt;

use crate::say::{self, Language};

/// What came of a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It was seen to be as it must be.
    Ok,
    /// It was seen to be otherwise.
    Broken,
    /// It could not be seen.
    Unknown,
}

/// What a check is called.
#[derive(Clone, Copy)]
pub struct Name(pub say::Words);

impl Name {
    /// For people.
    pub fn said(self) -> &'static str {
        self.0()
    }

    /// For scripts, whatever language is spoken.
    pub fn word(self) -> &'static str {
        say::speaking(Language::English, self.0)
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.word().fmt(f)
    }
}

impl PartialEq for Name {
    fn eq(&self, other: &Self) -> bool {
        self.word() == other.word()
    }
}

impl Eq for Name {}

/// A check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// What was looked at: `fleet state`.
    pub name: Name,
    /// What came of it.
    pub verdict: Verdict,
    /// What was seen, or why it could not be.
    pub detail: String,
    /// How to mend it, or what to mind.
    pub advice: Option<String>,
}

impl Check {
    /// It is as it must be.
    pub fn ok(name: Name, detail: impl Into<String>) -> Self {
        Self {
            name,
            verdict: Verdict::Ok,
            detail: detail.into(),
            advice: None,
        }
    }

    /// It is not.
    pub fn broken(name: Name, detail: impl Into<String>, advice: impl Into<String>) -> Self {
        Self {
            verdict: Verdict::Broken,
            advice: Some(advice.into()),
            ..Self::ok(name, detail)
        }
    }

    /// It could not be seen.
    pub fn unknown(name: Name, detail: impl Into<String>, advice: impl Into<String>) -> Self {
        Self {
            verdict: Verdict::Unknown,
            ..Self::broken(name, detail, advice)
        }
    }

    /// The same, with something to mind.
    #[must_use]
    pub fn minding(mut self, advice: impl Into<String>) -> Self {
        self.advice = Some(advice.into());
        self
    }
}

/// Whether nothing is broken. What is unknown may be.
pub fn nothing_broken(checks: &[Check]) -> bool {
    checks.iter().all(|check| check.verdict != Verdict::Broken)
}
