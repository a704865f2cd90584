//! The accounts that run side by side: what each is made of, whose event comes next, and how each ends.

use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use futures::future::join_all;
use jiff::Timestamp;
use tokio::sync::mpsc::{Receiver, UnboundedReceiver, UnboundedSender, channel};

use super::{Performer, Workers};
use crate::access::{Access, ServiceClock};
use crate::app::{Event, Model, apply_event};
use crate::gateway::{AwsAccount, Desktop};

/// How many pages of devices may wait for the loop.
const PAGES_AHEAD: usize = 4;

/// How long unfinished writes may take on the way out.
const FAREWELL: Duration = Duration::from_secs(15);

/// How long a browser that was just started may take on the way out.
const FOR_A_BROWSER: Duration = Duration::from_secs(3);

/// An account in one coverage, with its own sign-in, lists, errors and rate limit.
pub struct Board {
    /// Both services.
    pub access: Access,
    /// The AWS account around AppStream: how the fleet stands.
    pub aws: Arc<dyn AwsAccount>,
    /// Its state.
    pub model: Model,
    /// Where events come from: replies and notices; those of the process come to the first account.
    pub events: (UnboundedSender<Event>, UnboundedReceiver<Event>),
}

impl Board {
    pub(super) fn run(self, desktop: &Arc<dyn Desktop>, workers: &Workers) -> Running {
        let (sender, events) = self.events;
        let (page_sender, pages) = channel(PAGES_AHEAD);
        let senders = (sender, page_sender);
        Running {
            model: self.model,
            performer: Performer::new(self.access, self.aws, desktop.clone(), senders, workers.clone()),
            events,
            pages,
        }
    }
}

/// An account that runs.
pub(super) struct Running {
    pub model: Model,
    pub performer: Performer,
    pub events: UnboundedReceiver<Event>,
    /// The listing of devices, which goes after all else.
    pub pages: Receiver<Event>,
}

impl Running {
    /// An event that waits.
    pub(super) fn waiting(&mut self) -> Option<Event> {
        self.events.try_recv().ok().or_else(|| self.pages.try_recv().ok())
    }

    fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<Event>> {
        match self.events.poll_recv(context) {
            Poll::Pending => self.pages.poll_recv(context),
            event => event,
        }
    }

    /// On the way out: opens are cancelled, which undoes them; every write is waited for, so that what is left is known.
    async fn settle_writes(&mut self, now: impl Fn() -> Timestamp) {
        self.performer.cancel();
        let all = async {
            loop {
                let more = self.performer.finish_one().await;
                while let Ok(event) = self.events.try_recv() {
                    let _ = apply_event(&mut self.model, event, now());
                }
                if !more {
                    break;
                }
            }
        };
        if tokio::time::timeout(FAREWELL, all).await.is_err() {
            tracing::warn!("left while a write was still under way");
        }
        if tokio::time::timeout(FOR_A_BROWSER, self.performer.handed_over())
            .await
            .is_err()
        {
            tracing::warn!("left before a browser came for its URL");
        }
    }
}

/// A dashboard that was left: what it began may be under way still.
pub struct Unsettled<E> {
    pub(super) boards: Vec<Running>,
    pub(super) clock: Option<Arc<ServiceClock>>,
    pub(super) ended: Result<(), E>,
}

impl<E> Unsettled<E> {
    /// Whether something is under way that is worth waiting for.
    pub fn is_under_way(&self) -> bool {
        self.boards.iter().any(|board| board.model.writes() > 0)
    }

    /// Sees through what is under way.
    pub async fn settle(&mut self) {
        let now = || self.clock.as_ref().map_or(Timestamp::UNIX_EPOCH, |clock| clock.local());
        join_all(self.boards.iter_mut().map(|board| board.settle_writes(now))).await;
    }

    /// The models as they are now, and whether it ended well.
    pub fn into_models(self) -> (Vec<Model>, Result<(), E>) {
        (self.boards.into_iter().map(|board| board.model).collect(), self.ended)
    }
}

/// The next event of any account, and which one's it is.
pub(super) async fn next_event(boards: &mut [Running]) -> (usize, Event) {
    std::future::poll_fn(|context| {
        for (at, board) in boards.iter_mut().enumerate() {
            if let Poll::Ready(Some(event)) = board.poll_next(context) {
                return Poll::Ready((at, event));
            }
        }
        Poll::Pending
    })
    .await
}
