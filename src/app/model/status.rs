//! Who is signed in, how the services are, how old the data is, when it is asked for again.

use jiff::{SignedDuration, Timestamp};

use crate::domain::{Failure, Kind, Rate};
use crate::gateway::Identity;
use crate::say;

/// How things stand with the outside.
#[derive(Clone, Debug, Default)]
pub struct Status {
    /// Who is signed in.
    pub identity: Option<Identity>,
    /// What is wrong with SORACOM, since its last answer.
    pub soracom: Option<Failure>,
    /// What is wrong with AppStream, since its last answer.
    pub appstream: Option<Failure>,
    /// Until when SORACOM's rate limit makes reads wait (local time).
    pub waiting_until: Option<Timestamp>,
    /// When all devices were last listed (local time).
    pub devices_listed_at: Option<Timestamp>,
    /// Whether the terminal says that nobody looks at it.
    pub unwatched: bool,
    /// What is left of SORACOM's rate limit, by its last answer.
    pub rate: Option<Rate>,
    /// When the mappings were last listed (local time).
    pub mappings_at: Option<Timestamp>,
    /// When they are listed next (local time).
    pub next_mappings: Option<Timestamp>,
    /// When the devices are listed next (local time).
    pub next_devices: Option<Timestamp>,
    /// Whether the mappings were older than they should be when that was last looked at.
    pub(in crate::app) was_stale: bool,
    /// Whether the mappings are being listed.
    pub listing_mappings: bool,
    /// Whether they are to be listed once more after that: something has changed since it began.
    pub(in crate::app) list_again: bool,
    /// Whether the groups were asked for in vain.
    pub(in crate::app) groups_missing: bool,
}

impl Status {
    /// How much less often lists are asked for: while nobody looks, and while little is left of the rate limit.
    pub fn slowness(&self) -> i32 {
        const SLOWER: i32 = 4;
        let slower = |yes: bool| if yes { SLOWER } else { 1 };
        slower(self.unwatched) * slower(self.rate.is_some_and(|rate| rate.is_low()))
    }

    /// Whether SORACOM refused the credentials.
    pub(in crate::app) fn is_refused(&self) -> bool {
        self.soracom.as_ref().is_some_and(|failure| failure.kind == Kind::Auth)
    }

    /// Why it is not known what is open, where it is not.
    pub fn open_unknown(&self) -> Option<&'static str> {
        match (self.mappings_at, &self.soracom) {
            (Some(_), _) => None,
            (None, Some(_)) => Some(say::waiting::open_unknown()),
            (None, None) => Some(say::waiting::looking_for_open()),
        }
    }

    /// Whether the mappings on the screen are older than they should be.
    pub fn is_stale(&self, now: Timestamp, settings: &super::Settings) -> bool {
        self.stale_at(settings).is_some_and(|at| at <= now)
    }

    /// When they will be, or are since (local time).
    pub(in crate::app) fn stale_at(&self, settings: &super::Settings) -> Option<Timestamp> {
        let allowed = i64::from(settings.refresh.as_secs()) * 2 * i64::from(self.slowness()) + 6;
        self.mappings_at?.checked_add(SignedDuration::from_secs(allowed)).ok()
    }
}
