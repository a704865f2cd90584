//! An act that was cut short: what it left, and what the user can do about it.

use super::Record;
use crate::domain::{Endpoint, Mapping};

/// What an act left that was cut short, or that another naptop is still at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loose {
    /// The mapping that is open.
    pub endpoint: Endpoint,
    /// What happened, without what to do.
    pub told: String,
}

impl Loose {
    /// An opening that made this mapping and did not come to its end.
    pub(crate) fn open(record: &Record, mapping: &Mapping) -> Self {
        let intent = &record.intent;
        let reason = intent
            .reason
            .as_ref()
            .map(|reason| format!(" ({reason})"))
            .unwrap_or_default();
        let lacks = if intent.user_id.is_some() {
            ", but has no streaming URL"
        } else {
            ""
        };
        Self {
            told: format!(
                "opening {} port {} for {}{reason} was cut short, or is still under way: {} is open{lacks}",
                intent.device, intent.device_port, intent.operator, mapping.endpoint
            ),
            endpoint: mapping.endpoint.clone(),
        }
    }

    /// A revoke that did not come to its end.
    pub(crate) fn revoke(record: &Record, mapping: &Mapping) -> Self {
        Self {
            told: format!(
                "revoking {} ({}) was cut short: it is still open",
                mapping.endpoint, record.intent.device
            ),
            endpoint: mapping.endpoint.clone(),
        }
    }
}
