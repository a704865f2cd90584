//! Opening: look, create, make the URL; and undo the mapping when the URL cannot be made.

use std::time::Duration;

use jiff::Timestamp;
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;

use super::Access;
use super::link::{after_ending, forebodes_no_url, stale_sessions, told_ended};
use crate::domain::access::OpenFailure;
use crate::domain::failure::Result;
use crate::domain::skew::SLACK;
use crate::domain::{Entry, Failure, Kind, Mapping, OpenRequest, Opened, RevokeTarget, Session, StreamLink};
use crate::say;

/// A create whose answer was lost may still be at work: how long to wait before each look at the list.
const LOOKS: [Duration; 3] = [Duration::from_millis(200), Duration::from_secs(1), Duration::from_secs(3)];

/// What there was before anything was done.
struct Before {
    /// The mappings, if they could be listed.
    mappings: Vec<Mapping>,
    /// The user's AppStream sessions, if they could be listed; none where they were not asked for yet.
    sessions: Option<Vec<Session>>,
    /// Whether the mappings were asked for by this act.
    current: bool,
    notes: Vec<String>,
}

impl Access {
    /// Opens access, or says what was left open. Cancelling undoes what was done so far.
    pub async fn open(&self, request: &OpenRequest, cancel: &CancellationToken) -> Result<Opened, OpenFailure> {
        Ok(self.open_past(request, cancel).await?.0)
    }

    /// The same, with the ids of the AppStream sessions that were in the way of the URL and were ended.
    pub(super) async fn open_past(
        &self,
        request: &OpenRequest,
        cancel: &CancellationToken,
    ) -> Result<(Opened, Vec<String>), OpenFailure> {
        let before = tokio::select! {
            before = self.look(request) => before?,
            () = cancel.cancelled() => return Err(cancelled(say::opening::nothing_opened()).into()),
        };
        let Before {
            mappings,
            sessions,
            current,
            mut notes,
        } = before;
        let now = self.clock.now();
        let fitting = mappings
            .iter()
            .filter(|mapping| fits(mapping, request, now))
            .max_by_key(|mapping| mapping.expires_at);
        let sessions = async {
            match sessions {
                Some(sessions) => Ok((sessions, None)),
                None => self.sessions(request).await,
            }
        };
        let (mapping, sessions, reused) = match fitting {
            Some(mapping) => (mapping.clone(), sessions.await, true),
            // once the create is sent it is seen through, whatever is cancelled: only then is its fate known
            None => {
                let (created, sessions) = futures::join!(self.create(request, &mappings, &mut notes), sessions);
                (created?, sessions, false)
            }
        };
        notes.extend(mapping.sources_untold(&request.mapping.sources));
        let mut ended = Vec::new();
        let made = async {
            let (sessions, unseen) = sessions?;
            notes.extend(unseen);
            let stale = |sessions, mappings: &[Mapping]| stale_sessions(sessions, &leading_there(mappings, request), now);
            let mut stale_now = stale(sessions, &mappings);
            // somebody may be in one that came through what was opened since
            if !current
                && !stale_now.is_empty()
                && let Ok(mut listed) = self.soracom.mappings().await
            {
                listed.retain(|other| !other.is_still(&mapping));
                stale_now = stale(stale_now, &listed);
            }
            // where SORACOM told no end, the URL ends with what was asked for
            let end = mapping
                .expires_at
                .or(now.checked_add(Duration::from(request.mapping.duration)).ok());
            let mapping = Mapping {
                expires_at: end,
                ..mapping.clone()
            };
            self.link_to(request, &mapping, &stale_now, &mut ended).await
        };
        let made = tokio::select! {
            biased;
            () = cancel.cancelled() => Err(after_ending(&ended, cancelled(say::acted::cancelled()))),
            made = made => made,
        };
        match made {
            Ok(link) => {
                notes.extend(told_ended(&ended));
                let opened = Opened {
                    mapping,
                    reused,
                    link,
                    notes,
                };
                Ok((opened, ended))
            }
            Err(failure) if reused => Err(failure.during(say::acted::was_open_before(&mapping.endpoint)).into()),
            Err(failure) => Err(self.undo(request, &mapping, failure).await),
        }
    }

    /// What there is: as it was listed just now, unless that has a mapping that fits, which may be gone by now; else both lists
    /// are asked for at the same time.
    async fn look(&self, request: &OpenRequest) -> Result<Before> {
        let now = self.clock.now();
        if let Some(listed) = &request.listed
            && (listed.current || !listed.mappings.iter().any(|mapping| fits(mapping, request, now)))
        {
            let user = request.link.as_ref().map(|target| target.user_id(&request.device_key()));
            let of_user = |session: &Session| user.as_ref() == Some(&session.user_id);
            let sessions = listed.sessions.clone();
            return Ok(Before {
                mappings: listed.mappings.clone(),
                sessions: sessions.map(|sessions| sessions.into_iter().filter(of_user).collect()),
                current: listed.current,
                notes: Vec::new(),
            });
        }
        let (mappings, sessions) = futures::join!(self.soracom.mappings(), self.sessions(request));
        let mut notes = Vec::new();
        let mappings = match mappings {
            Ok(mappings) => mappings,
            Err(failure) if failure.kind == Kind::Forbidden => {
                notes.push(say::acted::not_listed().to_owned());
                Vec::new()
            }
            Err(failure) => return Err(failure.during(say::opening::nothing_opened())),
        };
        // without them there will be no URL either: better said before a mapping costs its fee
        let (sessions, unseen) = sessions.map_err(|failure| failure.during(say::opening::nothing_opened()))?;
        notes.extend(unseen);
        Ok(Before {
            mappings,
            sessions: Some(sessions),
            current: true,
            notes,
        })
    }

    /// The user's AppStream sessions, or a note that they could not be seen. A failure where there can be no URL either.
    async fn sessions(&self, request: &OpenRequest) -> Result<(Vec<Session>, Option<String>)> {
        let Some(target) = &request.link else {
            return Ok((Vec::new(), None));
        };
        match self.sessions_of_user(target, &request.device_key()).await {
            Ok(sessions) => Ok((sessions, None)),
            Err(failure) if forebodes_no_url(&failure) && !request.keep => Err(failure),
            Err(failure) => Ok((Vec::new(), Some(say::acted::old_session_unseen(failure)))),
        }
    }

    /// Creates the mapping, written down before and after. When the answer was lost, the list tells whether it exists, and then
    /// it is adopted.
    async fn create(&self, request: &OpenRequest, before: &[Mapping], notes: &mut Vec<String>) -> Result<Mapping, OpenFailure> {
        let (id, unwritten) = self.begin(request).await;
        notes.extend(unwritten);
        let at = self.clock.now();
        let mut asked = self.soracom.create_mapping(&request.mapping).await;
        if let Err(refused) = &asked
            && refused.kind == Kind::Auth
            && refused.in_doubt
        {
            // a token that was refused: with the next one it is asked again, where nothing is seen to have come of it
            asked = match self.look_for(request, before, at, refused.clone(), &LOOKS[..1]).await {
                Ok(mapping) => Ok(mapping),
                Err(nothing) if nothing.left_open.is_empty() && !nothing.failure.in_doubt => {
                    self.soracom.create_mapping(&request.mapping).await
                }
                Err(failed) => return Err(failed),
            };
        }
        let made = match asked {
            Err(lost) if lost.in_doubt => {
                self.write_down(Entry::InDoubt { id: id.clone(), at }).await;
                self.look_for(request, before, at, lost, &LOOKS).await?
            }
            Err(failure) => {
                self.write_down(Entry::NotOpened { id, at }).await;
                return Err(failure.during(say::opening::nothing_opened()).into());
            }
            Ok(mapping) => mapping,
        };
        self.write_down(self.opened(&id, &made)).await;
        Ok(made)
    }

    /// Looks for the mapping of a create whose answer was lost.
    async fn look_for(
        &self,
        request: &OpenRequest,
        before: &[Mapping],
        started: Timestamp,
        lost: Failure,
        looks: &[Duration],
    ) -> Result<Mapping, OpenFailure> {
        tracing::warn!(%lost, "the answer to a create was lost; looking for the mapping");
        let mut unseen = None;
        for wait in looks {
            sleep(*wait).await;
            let listed = match self.soracom.mappings().await {
                Ok(listed) => listed,
                Err(failure) => {
                    unseen = Some(failure);
                    continue;
                }
            };
            unseen = None;
            let new: Vec<Mapping> = listed
                .into_iter()
                .filter(|mapping| may_be_ours(mapping, request, before, started))
                .collect();
            // one that names a subscriber alone was not asked for by SIM ID
            let asked_for = |mapping: &&Mapping| {
                mapping.sim_id.is_some()
                    && mapping.answers(&request.mapping, &request.device)
                    && mapping.lasts(request.mapping.duration)
            };
            let asked_for: Vec<&Mapping> = new.iter().filter(asked_for).collect();
            if let [only] = asked_for.as_slice() {
                return Ok((*only).clone());
            }
            // new, to the same place, and yet not what was asked for, or one of several: not to be used, since what is used may be
            // deleted again, and not to be kept quiet about
            if !new.is_empty() {
                let failure = lost.during(match asked_for.is_empty() {
                    true => say::acted::another_appeared(),
                    false => say::acted::several_appeared(),
                });
                return Err(OpenFailure {
                    failure: failure.advise(say::acted::revoke_unless_anothers()),
                    left_open: new.into_iter().map(|mapping| mapping.endpoint).collect(),
                });
            }
        }
        Err(match unseen {
            None => lost.in_doubt(false).during(say::acted::nothing_listed()).into(),
            Some(failure) => {
                let message = say::acted::not_checked(&lost, failure);
                Failure { message, ..lost }.advise(say::acted::revoke_if_there()).into()
            }
        })
    }

    /// Makes the URL, if one was asked for.
    async fn link_to(
        &self,
        request: &OpenRequest,
        mapping: &Mapping,
        stale: &[Session],
        ended: &mut Vec<String>,
    ) -> Result<Option<StreamLink>> {
        match &request.link {
            None => Ok(None),
            Some(target) => {
                let key = request.device_key();
                Ok(Some(self.link_past(stale, target, &key, mapping, ended).await?))
            }
        }
    }

    /// Takes the new mapping away again, or leaves it where that was asked for, and says which.
    async fn undo(&self, request: &OpenRequest, mapping: &Mapping, failure: Failure) -> OpenFailure {
        let endpoint = &mapping.endpoint;
        if request.keep {
            return OpenFailure {
                failure: failure.during(say::acted::kept(endpoint)),
                left_open: vec![endpoint.clone()],
            };
        }
        let target = RevokeTarget::of(mapping, request.device.label(), None);
        match self.delete_surely(&target).await {
            Ok(()) => failure.during(say::acted::deleted_again(endpoint)).into(),
            Err(stuck) => OpenFailure {
                failure: failure
                    .during(say::acted::still_open(endpoint, stuck))
                    .advise(say::acted::run_revoke(endpoint)),
                left_open: vec![endpoint.clone()],
            },
        }
    }
}

fn cancelled(what: &str) -> Failure {
    Failure::new(Kind::Conflict, what).advise(say::acted::open_again())
}

/// Whether that mapping serves the request, with half of the wanted time left.
fn fits(mapping: &Mapping, request: &OpenRequest, now: Timestamp) -> bool {
    let enough = mapping
        .countdown(now)
        .is_some_and(|left| left.seconds().saturating_mul(2) >= request.mapping.duration.as_secs());
    // without ranges of its own a request means "my address", which cannot be told from here
    let known_sources = !request.mapping.sources.is_empty();
    !request.new && known_sources && enough && !mapping.is_over(now) && mapping.answers(&request.mapping, &request.device)
}

/// Those that lead where access is wanted.
fn leading_there(mappings: &[Mapping], request: &OpenRequest) -> Vec<Mapping> {
    let leads_there = |mapping: &&Mapping| mapping.leads_to(&request.device, request.mapping.port);
    mappings.iter().filter(leads_there).cloned().collect()
}

/// Whether that mapping is new since the create, and leads where it was to lead.
fn may_be_ours(mapping: &Mapping, request: &OpenRequest, before: &[Mapping], started: Timestamp) -> bool {
    let since = mapping.created_at.is_none_or(|at| at.duration_since(started) > -SLACK);
    let new = !before.iter().any(|other| mapping.is_still(other));
    since && new && mapping.leads_to(&request.device, request.mapping.port)
}
