//! An act that was cut short: what it left, and what the user can do about it.

use super::Record;
use crate::domain::{Endpoint, Mapping};
use crate::say;

/// What an act left that was cut short, or that another naptop is still at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loose {
    /// The mapping that is open.
    pub endpoint: Endpoint,
    /// What happened, without what to do.
    pub told: String,
    /// Whether it was being taken away, and only that can be finished.
    pub revoking: bool,
}

impl Loose {
    /// An opening that made this mapping and did not come to its end.
    pub(crate) fn open(record: &Record, mapping: &Mapping) -> Self {
        let intent = &record.intent;
        let who = match &intent.reason {
            Some(reason) => say::acted::who_and_why(&intent.operator, reason),
            None => intent.operator.clone(),
        };
        let (device, port, endpoint) = (&intent.device, intent.device_port, &mapping.endpoint);
        Self {
            told: match intent.user_id {
                Some(_) => say::acted::opening_without_url(device, port, who, endpoint),
                None => say::acted::opening_cut_short(device, port, who, endpoint),
            },
            endpoint: mapping.endpoint.clone(),
            revoking: false,
        }
    }

    /// A revoke that did not come to its end.
    pub(crate) fn revoke(record: &Record, mapping: &Mapping) -> Self {
        Self {
            told: say::acted::revoking_cut_short(&mapping.endpoint, &record.intent.device),
            endpoint: mapping.endpoint.clone(),
            revoking: true,
        }
    }
}
