//! What alerts are about: the accesses that are watched, how much of each was told, and whether their devices are online.

use std::collections::HashMap;

use jiff::Timestamp;

use crate::domain::{Countdown, Endpoint, SimId};

/// The watch over accesses and their devices.
#[derive(Clone, Debug, Default)]
pub struct Alerting {
    /// By endpoint.
    pub(in crate::app) accesses: HashMap<Endpoint, Watched>,
    /// The devices of those that are live, and whether each was online.
    pub(in crate::app) online: HashMap<SimId, bool>,
}

/// An access that is watched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Watched {
    /// What its device is called.
    pub label: String,
    /// When it ends, in the service's time.
    pub ends: Timestamp,
    /// How many of the moments before its end were told, or had passed when it was first seen.
    pub stage: usize,
}

impl Alerting {
    /// The access that ends next.
    pub fn soonest(&self, service_time: Timestamp) -> Option<&Watched> {
        let is_live = |watched: &&Watched| !Countdown::new(watched.ends, service_time).is_over();
        let live = self.accesses.values().filter(is_live);
        live.min_by(|a, b| a.ends.cmp(&b.ends).then_with(|| a.label.cmp(&b.label)))
    }
}
