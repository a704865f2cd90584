//! What this program writes down of the accesses that it opens, and what that adds up to. No URL has a place in it.

mod history;
mod loose;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::skew::SLACK;
use super::{Endpoint, Mapping, Service, SimId, SourceRange, Span, UserId};

pub use history::History;
pub use loose::Loose;

/// An access that is about to be opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Intent {
    /// Tells it from all others.
    pub id: String,
    /// When, by the service's clock.
    pub at: Timestamp,
    /// Who opens it.
    pub operator: String,
    /// Why.
    pub reason: Option<String>,
    /// What tells the account from others, e.g. `jp OP0012345678`.
    pub account: Option<String>,
    /// The device.
    pub sim_id: SimId,
    /// What the user calls it.
    pub device: String,
    /// The port on it.
    pub device_port: u16,
    /// Which of its sessions.
    pub service: Service,
    /// Who may connect; empty means "the public address that calls the API".
    pub sources: Vec<SourceRange>,
    /// For how long.
    #[serde(rename = "duration_s")]
    pub duration: Span,
    /// Whose AppStream sessions there will be.
    pub user_id: Option<UserId>,
}

/// One thing that is written down: an intent before the call, or an outcome after it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Entry {
    /// A mapping is about to be asked for.
    Opening(Intent),
    /// It is open.
    Opened {
        /// Of the intent.
        id: String,
        /// When this was known.
        at: Timestamp,
        /// Where it is reached.
        endpoint: Endpoint,
        /// When the service says that it was created.
        created_at: Option<Timestamp>,
        /// When the service deletes it.
        expires_at: Option<Timestamp>,
    },
    /// Nothing was opened.
    NotOpened {
        /// Of the intent.
        id: String,
        /// When this was known.
        at: Timestamp,
    },
    /// Nobody knows whether the mapping exists.
    InDoubt {
        /// Of the intent.
        id: String,
        /// When this was known.
        at: Timestamp,
    },
    /// A streaming URL was made for a mapping. The URL itself is not written.
    Linked {
        /// The mapping.
        endpoint: Endpoint,
        /// When.
        at: Timestamp,
        /// Whose session it starts.
        user_id: UserId,
        /// When it can no longer be opened.
        expires_at: Timestamp,
    },
    /// A mapping is about to be taken away.
    Revoking {
        /// The mapping.
        endpoint: Endpoint,
        /// When.
        at: Timestamp,
    },
    /// It is gone.
    Revoked {
        /// The mapping.
        endpoint: Endpoint,
        /// When this was known.
        at: Timestamp,
    },
}

impl Entry {
    /// When it was written.
    pub fn at(&self) -> Timestamp {
        match self {
            Self::Opening(intent) => intent.at,
            Self::Opened { at, .. }
            | Self::NotOpened { at, .. }
            | Self::InDoubt { at, .. }
            | Self::Linked { at, .. }
            | Self::Revoking { at, .. }
            | Self::Revoked { at, .. } => *at,
        }
    }
}

/// How far an access got, as far as it was written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Asked for; what came of it was not written.
    Opening,
    /// Asked for, and the answer was lost.
    InDoubt,
    /// Open. That it ran out is not written: see [`Record::ended_at`].
    Open,
    /// Being taken away; whether it is gone was not written.
    Revoking,
    /// Gone, or never there.
    Over {
        /// Since when, at the latest.
        since: Timestamp,
    },
}

/// What the entries of one access add up to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Who, why, for whom and with which sources. Its user id is the one of the last URL.
    pub intent: Intent,
    /// Where it is reached, if it came to that.
    pub endpoint: Option<Endpoint>,
    /// Since when it is open: by the service's word, else when that was written.
    pub opened_at: Option<Timestamp>,
    /// When the service deletes it.
    pub expires_at: Option<Timestamp>,
    /// Until when the last streaming URL may be opened.
    pub link_expires_at: Option<Timestamp>,
    /// How far it got.
    pub state: State,
}

impl Record {
    /// Since when it is over, by that time. One of which nobody knows whether it is open is never over by itself.
    pub fn ended_at(&self, now: Timestamp) -> Option<Timestamp> {
        match self.state {
            State::Over { since } => Some(since),
            State::Open => Some(self.runs_out_at()).filter(|end| *end <= now),
            State::Opening | State::InDoubt | State::Revoking => None,
        }
    }

    /// Whether nobody wrote down how it ended: the program died in the middle, or an answer was lost.
    pub fn is_unfinished(&self) -> bool {
        matches!(self.state, State::Opening | State::InDoubt | State::Revoking)
    }

    /// Whether it is open without the streaming URL that was to lead to it.
    pub fn lacks_link(&self) -> bool {
        self.state == State::Open && self.intent.user_id.is_some() && self.link_expires_at.is_none()
    }

    /// Whether it is so new that another process may still be at it.
    pub fn is_young(&self, now: Timestamp) -> bool {
        const ACT: SignedDuration = SignedDuration::from_mins(3);
        now.duration_since(self.intent.at) < ACT
    }

    /// Whether somebody can have come through it at that time.
    fn can_be_used_at(&self, at: Timestamp) -> bool {
        let start = self.opened_at.map_or(self.intent.at, |opened| opened.min(self.intent.at));
        let end = match self.state {
            State::Over { since } => since.min(self.runs_out_at()),
            _ => self.runs_out_at(),
        };
        start.duration_since(at) <= SLACK && at.duration_since(end) <= SLACK
    }

    /// When the service deletes the mapping: by its word, else by what it was asked for.
    fn runs_out_at(&self) -> Timestamp {
        self.expires_at.unwrap_or_else(|| {
            let start = self.opened_at.unwrap_or(self.intent.at);
            let length = SignedDuration::from_secs(self.intent.duration.as_secs().into());
            start.checked_add(length).unwrap_or(start)
        })
    }

    /// Whether that mapping is the one of this record. Napter gives endpoints out again, perhaps at once, so the endpoint alone
    /// says nothing; the service's own times do, and where it did not tell them, ours nearly.
    pub fn is_of(&self, mapping: &Mapping) -> bool {
        let tolerance = SignedDuration::from_secs(if self.expires_at.is_some() { 1 } else { 60 });
        let near = |a: Timestamp, b: Timestamp| a.duration_since(b).abs() <= tolerance;
        let same_start = self.opened_at.zip(mapping.created_at).is_some_and(|(a, b)| near(a, b));
        let same_end = self.expires_at.is_some() && self.expires_at == mapping.expires_at;
        let here = self.endpoint.as_ref().is_some_and(|endpoint| mapping.is_at(endpoint));
        here && (same_start || same_end) && self.may_lead_where(mapping)
    }

    /// How long after the intent that mapping was made, if it is, as far as can be told, what this intent asked for.
    fn made_after(&self, mapping: &Mapping) -> Option<SignedDuration> {
        const AFTER: SignedDuration = SignedDuration::from_secs(120);
        let intent = &self.intent;
        let after = mapping.created_at?.duration_since(intent.at);
        let same_service = mapping.service().is_none_or(|service| service == intent.service);
        let fits = -SLACK <= after
            && after <= AFTER
            && same_service
            && self.may_lead_where(mapping)
            && mapping.device_port == intent.device_port
            && mapping.lasts(intent.duration)
            && mapping.lets_in(&intent.sources);
        // a mapping that seems to be older than the intent is less likely its own
        fits.then(|| if after.is_negative() { after.abs() * 3 } else { after })
    }

    fn may_lead_where(&self, mapping: &Mapping) -> bool {
        mapping.sim_id.as_ref().is_none_or(|sim_id| *sim_id == self.intent.sim_id)
    }
}

#[cfg(test)]
pub(crate) mod tests;
