//! Writing down what is done, before and after it is done; and holding what earlier runs wrote down against what there is.

use super::Access;
use crate::domain::failure::Result;
use crate::domain::record::{Entry, History, Intent, Loose, State};
use crate::domain::{Failure, Kind, Mapping, OpenRequest};
use crate::journal::fresh_id;
use crate::say;

impl Access {
    /// Writes down that a mapping is about to be asked for, and returns the id of that. A note says that it could not be.
    pub(super) async fn begin(&self, request: &OpenRequest) -> (String, Option<String>) {
        let operator = match &request.link {
            Some(target) => target.operator.clone(),
            None => self.operator().await.unwrap_or_else(|_| self.operator.name.clone()),
        };
        let at = self.clock.now();
        let id = fresh_id();
        let intent = Intent {
            id: id.clone(),
            at,
            operator,
            reason: request.reason.clone(),
            account: self.account().await.ok(),
            sim_id: request.device.sim_id.clone(),
            device: request.device.label().to_owned(),
            device_port: request.mapping.port,
            service: request.mapping.service,
            sources: request.mapping.sources.clone(),
            duration: request.mapping.duration,
            user_id: request.link.as_ref().map(|target| target.user_id(&request.device_key())),
        };
        let note = self.write_down(Entry::Opening(intent)).await;
        (id, note)
    }

    /// Writes an entry. That it could not be written is no reason to leave undone what it is about; a note says so.
    pub(super) async fn write_down(&self, entry: Entry) -> Option<String> {
        let journal = self.journal.clone();
        let failure = off_the_loop(move || journal.append(&entry)).await.err()?;
        tracing::warn!(%failure, "not in the journal");
        Some(say::acted::not_in_journal(failure.with_advice()))
    }

    /// What was written down. Without a journal, what other runs opened is nobody's.
    pub async fn history(&self) -> History {
        let journal = self.journal.clone();
        off_the_loop(move || journal.read()).await.unwrap_or_else(|failure| {
            tracing::warn!(%failure, "the journal cannot be read");
            History::default().but(Some(failure.with_advice()))
        })
    }

    /// The entry that says that this mapping came of that intent.
    pub(super) fn opened(&self, id: &str, mapping: &Mapping) -> Entry {
        Entry::Opened {
            id: id.to_owned(),
            at: self.clock.now(),
            endpoint: mapping.endpoint.clone(),
            created_at: mapping.created_at,
            expires_at: mapping.expires_at,
        }
    }

    /// What was written down, brought up to what the service lists: an opening whose outcome nobody wrote gets the mapping that
    /// it made, a revoke whose mapping is gone is over. What was cut short is returned too, for the user to finish or undo.
    /// Nothing changes but the journal.
    pub async fn reconcile(&self, listed: &[Mapping]) -> (History, Vec<Loose>) {
        let mut history = self.history().await;
        // of another account this list says nothing
        let Ok(account) = self.account().await else {
            return (history, Vec::new());
        };
        history = history.of_account(&account);
        let mut loose = Vec::new();
        for (record, mapping) in history.adoptable(listed) {
            // one that lacks its URL is told below
            if record.intent.user_id.is_none() {
                loose.push(Loose::open(&record, mapping));
            }
            self.settle(&mut history, self.opened(&record.intent.id, mapping)).await;
        }
        for record in history.records().to_vec() {
            let now = self.clock.now();
            let open = listed.iter().find(|mapping| record.is_of(mapping) && !mapping.is_over(now));
            let entry = match (record.state, open) {
                (State::Over { .. }, _) | (State::Open, None) => None,
                (State::Open, Some(mapping)) => {
                    loose.extend(record.lacks_link().then(|| Loose::open(&record, mapping)));
                    None
                }
                (State::Revoking, Some(mapping)) => {
                    loose.push(Loose::revoke(&record, mapping));
                    None
                }
                (State::Revoking, None) => record.endpoint.clone().map(|endpoint| Entry::Revoked { endpoint, at: now }),
                // another process may be at it
                (State::Opening | State::InDoubt, _) if record.is_young(now) => None,
                (State::Opening | State::InDoubt, _) => Some(Entry::NotOpened {
                    id: record.intent.id.clone(),
                    at: now,
                }),
            };
            if let Some(entry) = entry {
                self.settle(&mut history, entry).await;
            }
        }
        (history, loose)
    }

    async fn settle(&self, history: &mut History, entry: Entry) {
        history.add(entry.clone());
        self.write_down(entry).await;
    }
}

/// Disks take their time, and other writers too.
async fn off_the_loop<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    let done = tokio::task::spawn_blocking(work).await;
    done.unwrap_or_else(|error| Err(Failure::new(Kind::Unexpected, say::acted::journal_failed(error))))
}
