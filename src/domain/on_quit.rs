//! What leaving does about the access that this run opened.

use std::str::FromStr;

use super::Failure;
use crate::say;

/// What leaving does about open access.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OnQuit {
    /// Says what stays open and until when.
    #[default]
    Tell,
    /// Asks.
    Ask,
    /// Takes it away.
    Revoke,
}

impl FromStr for OnQuit {
    type Err = Failure;

    fn from_str(text: &str) -> Result<Self, Failure> {
        match text {
            "tell" => Ok(Self::Tell),
            "ask" => Ok(Self::Ask),
            "revoke" => Ok(Self::Revoke),
            _ => Err(Failure::invalid(say::mistaken::no_way_to_leave(text)).advise(say::mistaken::tell_ask_or_revoke())),
        }
    }
}
