//! What can go wrong, in the words a user acts on. Which HTTP or SDK error is which kind is the clients' business.

use std::fmt;

use crate::say;

/// The kinds that scripts may branch on (`error.kind` in JSON, exit status).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Not signed in, or the credentials were refused.
    Auth,
    /// Signed in, but not permitted.
    Forbidden,
    /// No such device, mapping, stack or fleet.
    Missing,
    /// Something else is in the way.
    Conflict,
    /// Too many calls.
    Rate,
    /// The service could not be reached.
    Offline,
    /// The service did not answer in time.
    Timeout,
    /// What was asked for is not valid.
    Invalid,
    /// The service answered something that no document describes.
    Unexpected,
}

impl Kind {
    /// The word used in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Auth => "auth",
            Self::Forbidden => "forbidden",
            Self::Missing => "missing",
            Self::Conflict => "conflict",
            Self::Rate => "rate",
            Self::Offline => "offline",
            Self::Timeout => "timeout",
            Self::Invalid => "invalid",
            Self::Unexpected => "unexpected",
        }
    }

    fn default_advice(self) -> &'static str {
        match self {
            Self::Auth => say::failing::check_credentials(),
            Self::Forbidden => say::failing::ask_permission(),
            Self::Missing => say::failing::check_name(),
            Self::Conflict => say::failing::look_and_try(),
            Self::Rate => say::failing::wait_a_minute(),
            Self::Offline => say::failing::check_network(),
            Self::Timeout => say::failing::try_again(),
            Self::Invalid => say::failing::correct_it(),
            Self::Unexpected => say::failing::report_it(),
        }
    }
}

/// An operation that failed: what was tried, why, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Failure {
    /// What kind of trouble it is.
    pub kind: Kind,
    /// One sentence that begins with the operation: "could not list mappings: ...".
    pub message: String,
    /// What the user can do.
    pub advice: String,
    /// Whether the call may have been carried out although its answer was lost.
    pub in_doubt: bool,
    /// Whether it was the user's words that are wrong, seen before anything was asked of a service.
    pub usage: bool,
}

impl Failure {
    /// A failure with the advice that its kind usually wants.
    pub fn new(kind: Kind, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
            advice: kind.default_advice().into(),
            in_doubt: false,
            usage: false,
        }
    }

    /// What the user asked for is not valid.
    pub fn invalid(message: impl Into<String>) -> Self {
        Self {
            usage: true,
            ..Self::new(Kind::Invalid, message)
        }
    }

    /// The exit status of a command that failed so.
    pub fn exit_status(&self) -> u8 {
        match self.kind {
            _ if self.usage => 2,
            Kind::Auth | Kind::Forbidden => 3,
            Kind::Missing => 4,
            Kind::Offline | Kind::Timeout => 5,
            Kind::Invalid | Kind::Conflict | Kind::Rate | Kind::Unexpected => 1,
        }
    }

    /// What went wrong and what to do, in one line.
    pub fn with_advice(&self) -> String {
        // a service may have ended its sentence
        say::failing::with_advice(self.message.trim_end_matches('。'), &self.advice)
    }

    /// The same failure with better advice.
    #[must_use]
    pub fn advise(mut self, advice: impl Into<String>) -> Self {
        self.advice = advice.into();
        self
    }

    /// The same failure, marked as perhaps carried out.
    #[must_use]
    pub fn in_doubt(mut self, in_doubt: bool) -> Self {
        self.in_doubt = in_doubt;
        self
    }

    /// The same failure, told as a part of a larger act.
    #[must_use]
    pub fn during(mut self, what: impl fmt::Display) -> Self {
        self.message = format!("{what}: {}", self.message);
        self
    }
}

/// What a service said, made fit for a message: one line, no control characters, not too long. `shown` is what is shown of a
/// word.
pub fn quoted<'t>(text: &'t str, longest: usize, shown: impl Fn(&'t str) -> &'t str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || c.is_control());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).map(shown).collect();
    let line = words.join(" ");
    match line.char_indices().nth(longest) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

/// The result of anything that talks to the outside.
pub type Result<T, E = Failure> = std::result::Result<T, E>;
