//! SORACOM's two coverages and where each is served.

use std::fmt;
use std::str::FromStr;

use crate::domain::Failure;
use crate::say;

/// Where a SIM belongs. One account may have both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Coverage {
    /// Japan.
    #[default]
    Japan,
    /// Global.
    Global,
}

impl Coverage {
    /// As SORACOM spells it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Japan => "jp",
            Self::Global => "g",
        }
    }

    /// Scheme and host of its API.
    pub fn endpoint(self) -> &'static str {
        match self {
            Self::Japan => "https://api.soracom.io",
            Self::Global => "https://g.api.soracom.io",
        }
    }

    /// Scheme and host of its sandbox.
    pub fn sandbox(self) -> &'static str {
        match self {
            Self::Japan => "https://api-sandbox.soracom.io",
            Self::Global => "https://g.api-sandbox.soracom.io",
        }
    }
}

/// As people say it.
impl fmt::Display for Coverage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Japan => say::profiles::japan(),
            Self::Global => say::profiles::global(),
        })
    }
}

impl FromStr for Coverage {
    type Err = Failure;

    fn from_str(text: &str) -> Result<Self, Failure> {
        match text {
            "jp" => Ok(Self::Japan),
            "g" => Ok(Self::Global),
            _ => Err(Failure::invalid(say::mistaken::no_coverage(text)).advise(say::mistaken::jp_or_g())),
        }
    }
}
