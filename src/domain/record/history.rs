//! The records of all accesses: what the entries in their order add up to. Total, whatever the entries say.

use jiff::Timestamp;

use super::{Entry, Record, State};
use crate::domain::{Endpoint, Mapping, SimId, UserId};

/// What was written down so far, one record for each access.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    records: Vec<Record>,
    /// What could not be read of it, if so: then somebody's accesses may seem to be nobody's.
    pub trouble: Option<String>,
}

impl History {
    /// What these entries add up to. An entry that fits nothing before it changes nothing.
    pub fn of(entries: impl IntoIterator<Item = Entry>) -> Self {
        let mut history = Self::default();
        for entry in entries {
            history.add(entry);
        }
        history
    }

    /// The same, with what could not be read of it.
    #[must_use]
    pub fn but(mut self, trouble: Option<String>) -> Self {
        self.trouble = trouble;
        self
    }

    /// The same without the records that are known to be of other accounts.
    #[must_use]
    pub fn of_account(mut self, account: &str) -> Self {
        self.records
            .retain(|record| record.intent.account.as_deref().is_none_or(|own| own == account));
        self
    }

    /// All records, the oldest first.
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// The record of that mapping: who made it, and why.
    pub fn record_of(&self, mapping: &Mapping) -> Option<&Record> {
        self.records.iter().rfind(|record| record.is_of(mapping))
    }

    /// The latest access to that port of that device that can have been used at that time.
    pub fn used_at(&self, sim_id: &SimId, port: u16, at: Timestamp) -> Option<&Record> {
        let there = |record: &&Record| record.intent.sim_id == *sim_id && record.intent.device_port == port;
        self.records
            .iter()
            .filter(there)
            .filter(|record| record.can_be_used_at(at))
            .max_by_key(|record| record.intent.at)
    }

    /// The latest access whose sessions have that user id.
    pub fn of_user(&self, user: &UserId) -> Option<&Record> {
        let theirs = |record: &&Record| record.intent.user_id.as_ref() == Some(user);
        self.records.iter().filter(theirs).max_by_key(|record| record.intent.at)
    }

    /// Those of which nobody wrote down how they ended. Another naptop that runs now may be at work on the newest of them.
    pub fn unfinished(&self) -> impl Iterator<Item = &Record> {
        self.records.iter().filter(|record| record.is_unfinished())
    }

    /// The mappings that openings most probably made although their outcome was not written: each goes to the intent that it
    /// followed most closely.
    pub fn adoptable<'m>(&self, mappings: &'m [Mapping]) -> Vec<(Record, &'m Mapping)> {
        let half_made = |record: &&Record| matches!(record.state, State::Opening | State::InDoubt);
        let unclaimed = |mapping: &&Mapping| !self.records.iter().any(|record| record.is_of(mapping));
        let mut pairs = Vec::new();
        for mapping in mappings.iter().filter(unclaimed) {
            for record in self.records.iter().filter(half_made) {
                pairs.extend(record.made_after(mapping).map(|after| (after, record, mapping)));
            }
        }
        pairs.sort_by_key(|(after, ..)| *after);
        let mut adopted: Vec<(Record, &Mapping)> = Vec::new();
        for (_, record, mapping) in pairs {
            let taken =
                |(other, theirs): &(Record, &Mapping)| other.intent.id == record.intent.id || theirs.endpoint == mapping.endpoint;
            if !adopted.iter().any(taken) {
                adopted.push((record.clone(), mapping));
            }
        }
        adopted
    }

    /// Takes one more entry into account.
    pub fn add(&mut self, entry: Entry) {
        match entry {
            Entry::Opening(intent) => {
                if self.named(&intent.id).is_none() {
                    self.records.push(Record {
                        intent,
                        endpoint: None,
                        opened_at: None,
                        expires_at: None,
                        link_expires_at: None,
                        state: State::Opening,
                    });
                }
            }
            Entry::Opened {
                id,
                at,
                endpoint,
                created_at,
                expires_at,
            } => {
                // even after "not opened": one that is open must not be hidden
                if let Some(record) = self.named(&id).filter(|record| record.endpoint.is_none()) {
                    record.endpoint = Some(endpoint);
                    record.opened_at = Some(created_at.unwrap_or(at));
                    record.expires_at = expires_at;
                    record.state = State::Open;
                }
            }
            Entry::NotOpened { id, at } => {
                let half_made = |record: &&mut Record| matches!(record.state, State::Opening | State::InDoubt);
                if let Some(record) = self.named(&id).filter(half_made) {
                    record.state = State::Over { since: at };
                }
            }
            Entry::InDoubt { id, .. } => {
                if let Some(record) = self.named(&id).filter(|record| record.state == State::Opening) {
                    record.state = State::InDoubt;
                }
            }
            Entry::Linked {
                endpoint,
                at,
                user_id,
                expires_at,
            } => {
                for record in self.live_at(&endpoint, at) {
                    record.intent.user_id = Some(user_id.clone());
                    record.link_expires_at = Some(expires_at);
                }
            }
            Entry::Revoking { endpoint, at } => {
                for record in self.live_at(&endpoint, at) {
                    record.state = State::Revoking;
                }
            }
            Entry::Revoked { endpoint, at } => {
                // what was begun; not what has come to that endpoint since
                let begun = |record: &Record| record.state == State::Revoking;
                let was_begun = self.live_at(&endpoint, at).any(|record| begun(record));
                for record in self.live_at(&endpoint, at).filter(|record| !was_begun || begun(record)) {
                    record.state = State::Over {
                        since: at.min(record.runs_out_at()),
                    };
                }
            }
        }
    }

    fn named(&mut self, id: &str) -> Option<&mut Record> {
        self.records.iter_mut().find(|record| record.intent.id == id)
    }

    /// Those at that endpoint that are not known to be gone by then: several where a mapping was reused. One that ran out is
    /// not among them, since its endpoint may have been given out again.
    fn live_at(&mut self, endpoint: &Endpoint, at: Timestamp) -> impl Iterator<Item = &mut Record> {
        self.records.iter_mut().filter(move |record| {
            let live = match record.state {
                State::Open => record.ended_at(at).is_none(),
                State::Revoking => true,
                State::Opening | State::InDoubt | State::Over { .. } => false,
            };
            live && record.endpoint.as_ref() == Some(endpoint)
        })
    }
}
