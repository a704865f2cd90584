//! What leaving does about the access that this run opened.

use std::str::FromStr;

use super::Failure;

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
            _ => Err(Failure::invalid(format!("{text:?} is nothing that leaving can do")).advise("write tell, ask or revoke")),
        }
    }
}
