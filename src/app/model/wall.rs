//! The wall display: whether it stands in place of the panes, which accesses are on it in which order, and their totals.

use jiff::Timestamp;

use super::Model;
use crate::domain::{Countdown, Mapping, Urgency, WallStart};
use crate::gateway::Listing;

/// Whether the wall display is on the screen, and whether the user said so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wall {
    wanted: Wanted,
    /// As the screen was divided last.
    shown: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Wanted {
    /// As the settings have it.
    #[default]
    AsSet,
    Yes,
    No,
}

impl Wall {
    /// Whether it is on the screen.
    pub fn is_shown(self) -> bool {
        self.shown
    }

    /// The other of the two: panes or wall.
    pub(in crate::app) fn toggle(&mut self) {
        self.shown = !self.shown;
        self.wanted = if self.shown { Wanted::Yes } else { Wanted::No };
    }

    /// Back to the panes, if it is shown. True if it was.
    pub(in crate::app) fn leave(&mut self) -> bool {
        let shown = self.shown;
        if shown {
            self.toggle();
        }
        shown
    }

    /// The screen was divided. True if that is new.
    pub(in crate::app) fn set_shown(&mut self, shown: bool) -> bool {
        std::mem::replace(&mut self.shown, shown) != shown
    }
}

/// The totals of what is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals<'a> {
    /// Accesses that have not run out, those that are expiring among them.
    pub live: usize,
    /// Of these, the ones that end within five minutes.
    pub expiring: usize,
    /// Accesses that have run out and are still listed.
    pub expired: usize,
    /// The one that ends next, and what is left of it.
    pub next: Option<(&'a Mapping, Countdown)>,
}

impl Model {
    /// Whether the wall is to be shown on a screen that is large enough to hang on one, or that is not.
    pub fn wants_wall(&self, large: bool) -> bool {
        match (self.wall.wanted, self.settings.wall) {
            (Wanted::Yes, _) | (Wanted::AsSet, WallStart::Always) => true,
            (Wanted::No, _) | (Wanted::AsSet, WallStart::Never) => false,
            (Wanted::AsSet, WallStart::Auto) => large && self.settings.read_only,
        }
    }

    /// All accesses: whatever ends soonest, and after all those that have run out.
    pub fn soonest_first(&self, now: Timestamp) -> Vec<&Mapping> {
        let service_time = self.service_time(now);
        let mut all: Vec<&Mapping> = self.accesses.all.iter().collect();
        all.sort_by_cached_key(|mapping| {
            let end = mapping.expires_at.unwrap_or(Timestamp::MAX);
            (mapping.is_over(service_time), end, mapping.endpoint.to_string())
        });
        all
    }

    /// The totals of what is open; nothing while that is not known.
    pub fn totals(&self, now: Timestamp) -> Option<Totals<'_>> {
        self.status.mappings_at?;
        let service_time = self.service_time(now);
        let mut totals = Totals::default();
        for mapping in self.soonest_first(now) {
            if mapping.is_over(service_time) {
                totals.expired += 1;
                continue;
            }
            totals.live += 1;
            let Some(left) = mapping.countdown(service_time) else {
                continue;
            };
            totals.expiring += usize::from(left.urgency() > Urgency::Calm);
            totals.next = totals.next.or(Some((mapping, left)));
        }
        Some(totals)
    }

    /// How many SIMs are online, and how many there are; nothing while they have never been listed whole.
    pub fn sims(&self) -> Option<(usize, usize)> {
        let counts = || (self.devices.listed_by(Listing::Online), self.devices.len());
        self.devices.complete.then(counts)
    }
}
