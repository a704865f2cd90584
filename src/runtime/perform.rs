//! Effects become tasks, and tasks report with events. Reads are dropped on the way out; writes are seen through.

use std::ops::ControlFlow;
use std::sync::Arc;

use async_trait::async_trait;
use tokio::sync::mpsc::{Sender, UnboundedSender};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::Workers;
use crate::access::Access;
use crate::app::{Effect, Event};
use crate::domain::roster::Page;
use crate::gateway::{AwsAccount, Desktop, Listing, Pages};

/// Performs effects.
pub struct Performer {
    access: Access,
    aws: Arc<dyn AwsAccount>,
    desktop: Arc<dyn Desktop>,
    events: UnboundedSender<Event>,
    pages: Sender<Event>,
    reads: JoinSet<()>,
    writes: JoinSet<()>,
    /// URLs that a browser has yet to come for.
    browsing: JoinSet<()>,
    cancel: CancellationToken,
    workers: Workers,
}

impl Performer {
    /// A performer that reports to `events`, and to `pages` the listing of devices, which waits until its pages are taken.
    pub fn new(
        access: Access,
        aws: Arc<dyn AwsAccount>,
        desktop: Arc<dyn Desktop>,
        (events, pages): (UnboundedSender<Event>, Sender<Event>),
        workers: Workers,
    ) -> Self {
        Self {
            access,
            aws,
            desktop,
            events,
            pages,
            reads: JoinSet::new(),
            writes: JoinSet::new(),
            browsing: JoinSet::new(),
            cancel: CancellationToken::new(),
            workers,
        }
    }

    /// Begins an effect; its end comes as an event.
    pub fn perform(&mut self, effect: Effect) {
        self.collect();
        let access = self.access.clone();
        match effect {
            Effect::SignIn => self.read(async move { Event::SignedIn(access.soracom.sign_in().await) }),
            Effect::LoadDevices { generation, which } => {
                let pages = self.pages.clone();
                let load = async move { load_devices(&access, generation, which, &pages).await };
                self.reads.spawn_on(load, self.workers.handle());
            }
            Effect::LoadGroups => self.read(async move { Event::Groups(access.soracom.groups().await) }),
            Effect::LoadMappings => {
                let events = self.events.clone();
                self.read(async move { load_mappings(&access, &events).await });
            }
            Effect::LoadSessions => self.read(async move { Event::Sessions(access.joined_sessions().await) }),
            Effect::LoadFleet(name) => {
                let aws = self.aws.clone();
                self.read(async move { Event::Fleet(aws.fleet(&name).await) });
            }
            Effect::LoadAudit {
                generation,
                imsis,
                since,
            } => self.read(async move {
                let result = access.audit(imsis.as_deref(), since).await;
                Event::Audit { generation, result }
            }),
            Effect::EndSessions(sessions) => self.write(async move {
                let report = access.end_sessions(&sessions).await;
                Event::SessionsEnded { sessions, report }
            }),
            Effect::PlanSweep => self.read(async move { Event::SweepPlanned(access.plan_sweep().await) }),
            Effect::Probe { sim_id, port } => self.read(async move {
                let result = access.probe(&sim_id, Some(port), |_| {}).await;
                Event::Probed { sim_id, result }
            }),
            Effect::MakeLink {
                mapping,
                key,
                target,
                then,
            } => self.write(async move {
                let result = access.fresh_link(&target, &key, &mapping).await;
                let endpoint = mapping.endpoint;
                Event::LinkMade { endpoint, result, then }
            }),
            Effect::Open(request) => {
                let cancel = self.cancel.clone();
                self.write(async move {
                    let result = access.open(&request, &cancel).await.map(Box::new);
                    Event::Opened { request, result }
                });
            }
            Effect::Extend { replacement, old } => {
                let cancel = self.cancel.clone();
                self.write(async move {
                    let result = access.extend(&replacement, &old, &cancel).await.map(Box::new);
                    Event::Extended {
                        replacement,
                        old,
                        result,
                    }
                });
            }
            Effect::Revoke(targets) => self.write(async move {
                let report = access.revoke(&targets).await;
                Event::Revoked { targets, report }
            }),
            Effect::Sweep(plan) => self.write(async move { Event::Swept(access.sweep(&plan).await) }),
            // at once and in order, so that its bytes cannot fall into the middle of a frame
            Effect::Copy(what) => {
                let outcome = self.desktop.copy(&what.text());
                tell(&self.events, Event::Copied { what, outcome });
            }
            Effect::Browse(link) => {
                let (desktop, events) = (self.desktop.clone(), self.events.clone());
                let browse = move || {
                    let outcome = desktop.browse(link.url());
                    tell(&events, Event::Browsed { link, outcome });
                };
                self.browsing.spawn_blocking_on(browse, self.workers.handle());
            }
            Effect::Save { name, contents } => {
                let (desktop, events) = (self.desktop.clone(), self.events.clone());
                let save = move || tell(&events, Event::Saved(desktop.save(&name, &contents)));
                self.writes.spawn_blocking_on(save, self.workers.handle());
            }
            Effect::FindMeans { target, ways } => {
                let (desktop, events) = (self.desktop.clone(), self.events.clone());
                let find = move || {
                    let result = desktop.means(&ways);
                    tell(&events, Event::MeansFound { target, result });
                };
                self.reads.spawn_blocking_on(find, self.workers.handle());
            }
            // it may outlast the dashboard
            Effect::Launch { target, launch } => {
                let desktop = self.desktop.clone();
                self.read(async move {
                    let launched = desktop.launch(&launch, &CancellationToken::new()).await;
                    Event::Launched { target, launched }
                });
            }
            Effect::Cancel => self.cancel(),
            // the loop does these: they are about its terminal, or follow the screen's mask
            Effect::Suspend | Effect::Retake | Effect::NextAccount | Effect::Alert { .. } => {}
        }
    }

    fn read(&mut self, task: impl Future<Output = Event> + Send + 'static) {
        let events = self.events.clone();
        self.reads
            .spawn_on(async move { tell(&events, task.await) }, self.workers.handle());
    }

    fn write(&mut self, task: impl Future<Output = Event> + Send + 'static) {
        let events = self.events.clone();
        self.writes
            .spawn_on(async move { tell(&events, task.await) }, self.workers.handle());
    }

    /// Undoes opens that are under way; others may follow.
    pub fn cancel(&mut self) {
        std::mem::take(&mut self.cancel).cancel();
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

    /// Waits until every browser that was started has come for its URL, or has been given up.
    pub async fn handed_over(&mut self) {
        while self.browsing.join_next().await.is_some() {}
    }

    /// Forgets tasks that have ended.
    fn collect(&mut self) {
        while let Some(ended) = self.reads.try_join_next() {
            pass_on_panic(ended);
        }
        while let Some(ended) = self.writes.try_join_next() {
            pass_on_panic(ended);
        }
        while let Some(ended) = self.browsing.try_join_next() {
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

/// Nobody receives after the loop has ended: then nobody needs to know.
fn tell(events: &UnboundedSender<Event>, event: Event) {
    drop(events.send(event));
}

/// The mappings, then what was written down of them.
async fn load_mappings(access: &Access, events: &UnboundedSender<Event>) -> Event {
    match access.soracom.mappings().await {
        Ok(listed) => {
            let (history, loose) = access.reconcile(&listed).await;
            tell(events, Event::Mappings(Ok(listed)));
            Event::Journal { history, loose }
        }
        failed => Event::Mappings(failed),
    }
}

/// The devices page by page, then how that ended.
async fn load_devices(access: &Access, generation: u64, which: Listing, pages: &Sender<Event>) {
    let result = access.soracom.devices(which, &mut HandingOver { generation, pages }).await;
    // as for `tell`
    drop(pages.send(Event::DevicesDone { generation, result }).await);
}

/// Hands each page over once the loop has taken in those before.
struct HandingOver<'a> {
    generation: u64,
    pages: &'a Sender<Event>,
}

#[async_trait]
impl Pages for HandingOver<'_> {
    async fn take(&mut self, page: Page) -> ControlFlow<()> {
        let event = Event::DevicesPage {
            generation: self.generation,
            page: Box::new(page),
        };
        match self.pages.send(event).await {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        }
    }
}
