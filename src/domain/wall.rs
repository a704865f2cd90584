//! When the wall display comes to the screen by itself.

use std::str::FromStr;

use super::Failure;
use crate::say::mistaken as say;

/// When the wall display stands in place of the panes from the start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WallStart {
    /// With `--read-only`, on a screen that is large enough to hang on a wall.
    #[default]
    Auto,
    /// Whatever else.
    Always,
    /// Not before its key is pressed.
    Never,
}

impl FromStr for WallStart {
    type Err = Failure;

    fn from_str(text: &str) -> Result<Self, Failure> {
        match text {
            "auto" => Ok(Self::Auto),
            "always" => Ok(Self::Always),
            "never" => Ok(Self::Never),
            _ => Err(Failure::invalid(say::no_wall(text)).advise(say::write_wall())),
        }
    }
}
