//! Effects become tasks, and tasks report with events. Reads are dropped on the way out; writes are seen through.

use std::sync::Arc;

use tokio::sync::mpsc::UnboundedSender;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::access::Access;
use crate::access::devices::each_page;
use crate::app::{Effect, Event};
use crate::gateway::Desktop;

/// Performs effects.
pub struct Performer {
    access: Access,
    desktop: Arc<dyn Desktop>,
    events: UnboundedSender<Event>,
    reads: JoinSet<()>,
    writes: JoinSet<()>,
    cancel: CancellationToken,
}

impl Performer {
    /// A performer that reports to `events`.
    pub fn new(access: Access, desktop: Arc<dyn Desktop>, events: UnboundedSender<Event>) -> Self {
        Self {
            access,
            desktop,
            events,
            reads: JoinSet::new(),
            writes: JoinSet::new(),
            cancel: CancellationToken::new(),
        }
    }

    /// Begins an effect; its end comes as an event.
    pub fn perform(&mut self, effect: Effect) {
        self.collect();
        let (access, events) = (self.access.clone(), self.events.clone());
        // nobody receives after the loop has ended: then nobody needs to know
        let tell = move |event| drop(events.send(event));
        match effect {
            Effect::SignIn => drop(
                self.reads
                    .spawn(async move { tell(Event::SignedIn(access.soracom.sign_in().await)) }),
            ),
            Effect::LoadDevices { generation } => drop(self.reads.spawn(load_devices(access, generation, tell))),
            Effect::LoadGroups => drop(
                self.reads
                    .spawn(async move { tell(Event::Groups(access.soracom.groups().await)) }),
            ),
            Effect::LoadMappings => drop(
                self.reads
                    .spawn(async move { tell(Event::Mappings(access.soracom.mappings().await)) }),
            ),
            Effect::PlanSweep => drop(
                self.reads
                    .spawn(async move { tell(Event::SweepPlanned(access.plan_sweep().await)) }),
            ),
            Effect::MakeLink {
                endpoint,
                key,
                expires_at,
                target,
                then,
            } => drop(self.reads.spawn(async move {
                let result = access.make_link(&target, &key, &endpoint, expires_at).await;
                tell(Event::LinkMade { endpoint, result, then });
            })),
            Effect::Open(request) => {
                let cancel = self.cancel.clone();
                drop(self.writes.spawn(async move {
                    let result = access.open(&request, &cancel).await.map(Box::new);
                    tell(Event::Opened { request, result });
                }));
            }
            Effect::Revoke(targets) => drop(self.writes.spawn(async move {
                let report = access.revoke(&targets).await;
                tell(Event::Revoked { targets, report });
            })),
            Effect::Sweep(plan) => drop(
                self.writes
                    .spawn(async move { tell(Event::Swept(access.sweep(&plan).await)) }),
            ),
            // at once and in order, so that its bytes cannot fall into the middle of a frame
            Effect::Copy(what) => {
                let outcome = self.desktop.copy(&what.text());
                tell(Event::Copied { what, outcome });
            }
            Effect::Browse(link) => {
                let outcome = self.desktop.browse(link.url());
                tell(Event::Browsed { link, outcome });
            }
            Effect::Suspend => {}
        }
    }

    /// Undoes opens that are under way.
    pub fn cancel(&self) {
        self.cancel.cancel();
    }

    /// Waits for a write to end. False when there is none left.
    pub async fn finish_one(&mut self) -> bool {
        match self.writes.join_next().await {
            Some(ended) => {
                pass_on_panic(ended);
                true
            }
            None => false,
        }
    }

    /// Forgets tasks that have ended.
    fn collect(&mut self) {
        while let Some(ended) = self.reads.try_join_next() {
            pass_on_panic(ended);
        }
        while let Some(ended) = self.writes.try_join_next() {
            pass_on_panic(ended);
        }
    }
}

/// A panic in a task is a panic of the program: the hook has restored the terminal already.
fn pass_on_panic(ended: Result<(), tokio::task::JoinError>) {
    if let Err(error) = ended
        && let Ok(panic) = error.try_into_panic()
    {
        std::panic::resume_unwind(panic);
    }
}

async fn load_devices(access: Access, generation: u64, tell: impl Fn(Event)) {
    let page = |items| tell(Event::DevicesPage { generation, items });
    let result = each_page(&*access.soracom, page).await;
    tell(Event::DevicesDone { generation, result });
}
