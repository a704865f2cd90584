//! Alerts as they are configured: when to speak up, about whose access, and by which ways besides the message on the screen.

use std::str::FromStr;

use super::{Failure, Span};
use crate::say;

/// When, about what and how the user is told that access is about to end, or that its device drops or returns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alerts {
    /// How, besides the message on the screen.
    pub ways: Ways,
    /// Whether the window's title counts down.
    pub title: bool,
    /// About whose access.
    pub scope: Scope,
    /// How long before the end, the longest first; the end itself comes besides.
    pub before: Vec<Span>,
}

/// The ways out of the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ways {
    /// The terminal's bell.
    pub bell: bool,
    /// The terminal's own notification, by OSC 9.
    pub osc9: bool,
    /// A notification of this desktop.
    pub desktop: bool,
}

/// About whose access.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// What this operator opened.
    #[default]
    Mine,
    /// Everybody's.
    All,
}

impl Default for Alerts {
    fn default() -> Self {
        Self {
            ways: Ways::default(),
            title: false,
            scope: Scope::default(),
            before: vec![Span::seconds(300), Span::seconds(60)],
        }
    }
}

impl Alerts {
    /// How many of the moments have come when so many seconds are left; the end is the last one.
    pub fn stage(&self, left: u32) -> usize {
        self.before.iter().filter(|before| left <= before.as_secs()).count() + usize::from(left == 0)
    }

    /// How many seconds are left at the moment after that stage; none after the end.
    pub fn next(&self, stage: usize) -> Option<u32> {
        let end = (stage == self.before.len()).then_some(0);
        self.before.get(stage).map(|before| before.as_secs()).or(end)
    }

    /// Puts the moments in order.
    #[must_use]
    pub fn in_order(mut self) -> Self {
        self.before.retain(|before| before.as_secs() > 0);
        self.before.sort_by(|a, b| b.cmp(a));
        self.before.dedup();
        self
    }
}

impl FromStr for Scope {
    type Err = Failure;

    fn from_str(text: &str) -> Result<Self, Failure> {
        match text {
            "mine" => Ok(Self::Mine),
            "all" => Ok(Self::All),
            _ => Err(Failure::invalid(say::mistaken::no_access_of(text)).advise(say::mistaken::mine_or_all())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_next_moment_is_where_the_stage_changes(before in proptest::collection::vec(0u32..400, 0..4), left in 0u32..500) {
            let alerts = Alerts { before: before.into_iter().map(Span::seconds).collect(), ..Alerts::default() }.in_order();
            let stage = alerts.stage(left);
            match alerts.next(stage) {
                Some(next) => {
                    prop_assert!(next < left);
                    prop_assert_eq!(alerts.stage(next + 1), stage);
                    prop_assert_eq!(alerts.stage(next), stage + 1);
                }
                None => prop_assert_eq!(left, 0),
            }
        }
    }
}
