//! What probes found out: which devices are being asked, and what each one answered last.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;

use crate::domain::probe::Probe;
use crate::domain::{Failure, SimId};

/// The probes of this run.
#[derive(Clone, Debug, Default)]
pub struct Probes {
    under_way: HashSet<SimId>,
    last: HashMap<SimId, Probed>,
}

/// The end of a probe.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Probed {
    /// When, in the service's time.
    pub at: Timestamp,
    /// What was found, or why nothing was.
    pub result: Result<Probe, Failure>,
}

impl Probes {
    /// Whether that device is being probed.
    pub fn is_under_way(&self, sim_id: &SimId) -> bool {
        self.under_way.contains(sim_id)
    }

    /// How that device's last probe ended.
    pub fn last(&self, sim_id: &SimId) -> Option<&Probed> {
        self.last.get(sim_id)
    }

    pub(in crate::app) fn begin(&mut self, sim_id: SimId) {
        self.under_way.insert(sim_id);
    }

    pub(in crate::app) fn end(&mut self, sim_id: SimId, probed: Probed) {
        self.under_way.remove(&sim_id);
        self.last.insert(sim_id, probed);
    }
}
