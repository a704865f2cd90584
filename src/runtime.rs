//! The loop: draw if something changed, wait for a key, an event or the next deadline, update, perform. The only place
//! that sees both columns. Generic over the terminal's backend and over the stream of input, so that a test drives it.

pub mod alarm;
pub mod hangup;
pub mod input;
mod lend;
pub mod perform;
pub mod signals;
pub mod terminal;
pub mod workers;

use std::collections::VecDeque;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use futures::{Stream, StreamExt};
use jiff::Timestamp;
use ratatui::Terminal;
use ratatui::backend::Backend;
use ratatui::layout::{Position, Rect};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender};

use alarm::Alarm;
pub use input::TerminalEvent;
pub use perform::Performer;
pub use terminal::Suspend;
pub use workers::Workers;

use crate::access::Access;
use crate::app::model::Leaving;
use crate::app::{self, Effects, Event, Model, apply_event, apply_input, next_wake};
use crate::gateway::{AwsAccount, Desktop, Notice};
use crate::ui::{self, Look};

/// How long unfinished writes may take on the way out.
const FAREWELL: Duration = Duration::from_secs(15);

/// How long a browser that was just started may take on the way out.
const FOR_A_BROWSER: Duration = Duration::from_secs(3);

/// What the loop works with.
pub struct Parts {
    /// Both services.
    pub access: Access,
    /// The AWS account around AppStream: how the fleet stands.
    pub aws: Arc<dyn AwsAccount>,
    /// Clipboard and browser.
    pub desktop: Arc<dyn Desktop>,
    /// How to go to the background, where that is possible.
    pub suspend: Box<dyn Suspend>,
    /// How it looks.
    pub look: Look,
    /// Where effects are performed.
    pub workers: tokio::runtime::Handle,
    /// Where events come from: replies, notices, signals.
    pub events: (UnboundedSender<Event>, UnboundedReceiver<Event>),
}

/// A listener that turns what the clients notice into events.
pub fn listener(events: UnboundedSender<Event>) -> crate::gateway::Listener {
    // after the loop has ended nobody listens, and nobody needs to
    Arc::new(move |notice: Notice| drop(events.send(Event::Notice(notice))))
}

/// Runs the dashboard until the user leaves. The model is as it was then, with every write ended.
pub async fn run<B, I>(terminal: &mut Terminal<B>, parts: Parts, model: Model, input: I) -> Result<Model, B::Error>
where
    B: Backend,
    I: Stream<Item = TerminalEvent> + Unpin,
{
    let Parts {
        access,
        aws,
        desktop,
        suspend,
        look,
        workers,
        events: (sender, events),
    } = parts;
    let clock = access.clock.clone();
    let performer = Performer::new(access, aws, desktop, sender, workers);
    let mut dashboard = Dashboard {
        model,
        performer,
        events,
        suspend,
        look,
        deaf: false,
    };
    let first = app::start(&mut dashboard.model, clock.local());
    dashboard.perform(first, terminal, &|| clock.local()).await?;
    let ended = dashboard.turn(terminal, input, || clock.local()).await;
    dashboard.settle_writes(|| clock.local()).await;
    ended.map(|()| dashboard.model)
}

struct Dashboard {
    model: Model,
    performer: Performer,
    events: UnboundedReceiver<Event>,
    suspend: Box<dyn Suspend>,
    look: Look,
    /// Whether the stream of input has ended.
    deaf: bool,
}

impl Dashboard {
    async fn turn<B, I>(&mut self, terminal: &mut Terminal<B>, mut input: I, now: impl Fn() -> Timestamp) -> Result<(), B::Error>
    where
        B: Backend,
        I: Stream<Item = TerminalEvent> + Unpin,
    {
        let mut alarm = Alarm::set_up();
        loop {
            self.draw_if_changed(terminal, now())?;
            if self.model.leaving == Leaving::Now {
                return Ok(());
            }
            let wake = next_wake(&self.model, now()).map(|at| until(at, now()));
            // a key goes first: however many pages of devices wait, the user is not kept waiting
            let effects = tokio::select! {
                biased;
                event = input.next(), if !self.deaf => self.take_input(event, now()),
                Some(event) = self.events.recv() => apply_event(&mut self.model, event, now()),
                () = alarm.wait(wake) => app::tick(&mut self.model, now()),
            };
            self.perform(effects, terminal, &now).await?;
            self.drain(terminal, &mut input, &now).await?;
        }
    }

    /// Takes in all that is waiting, so that it costs one frame.
    async fn drain<B, I>(
        &mut self,
        terminal: &mut Terminal<B>,
        input: &mut I,
        now: &impl Fn() -> Timestamp,
    ) -> Result<(), B::Error>
    where
        B: Backend,
        I: Stream<Item = TerminalEvent> + Unpin,
    {
        const MOST: usize = 64;
        for _ in 0..MOST {
            if self.model.leaving == Leaving::Now {
                break;
            }
            // with this task's own waker: crossterm keeps the first waker that meets an empty stream, and wakes no other
            let waiting = match self.deaf {
                true => Poll::Pending,
                false => std::future::poll_fn(|context| Poll::Ready(input.poll_next_unpin(context))).await,
            };
            let effects = match waiting {
                Poll::Ready(event) => self.take_input(event, now()),
                Poll::Pending => match self.events.try_recv() {
                    Ok(event) => apply_event(&mut self.model, event, now()),
                    Err(_) => break,
                },
            };
            self.perform(effects, terminal, now).await?;
        }
        Ok(())
    }

    fn take_input(&mut self, event: Option<TerminalEvent>, now: Timestamp) -> Effects {
        match event {
            Some(TerminalEvent::Input(input)) => apply_input(&mut self.model, input, now),
            Some(TerminalEvent::Watched(watched)) => apply_event(&mut self.model, Event::Watched(watched), now),
            Some(TerminalEvent::Resize) => apply_event(&mut self.model, Event::Redraw, now),
            // the terminal is gone
            None => {
                self.deaf = true;
                apply_event(&mut self.model, Event::Terminate, now)
            }
        }
    }

    fn draw_if_changed<B: Backend>(&mut self, terminal: &mut Terminal<B>, now: Timestamp) -> Result<(), B::Error> {
        self.model.settle(now);
        let size = terminal.size()?;
        let heights = ui::regions(Rect::from((Position::ORIGIN, size)), &self.model).heights(&self.model);
        let _ = apply_event(&mut self.model, Event::Viewport(heights), now);
        if std::mem::take(&mut self.model.changed) {
            self.model.shown(now);
            let (model, look) = (&self.model, &self.look);
            terminal.draw(|frame| ui::view(model, look, now, frame))?;
        }
        Ok(())
    }

    async fn perform<B: Backend>(
        &mut self,
        effects: Effects,
        terminal: &mut Terminal<B>,
        now: &impl Fn() -> Timestamp,
    ) -> Result<(), B::Error> {
        let mut effects = VecDeque::from(effects.0);
        while let Some(effect) = effects.pop_front() {
            match effect {
                app::Effect::Suspend => self.suspend.suspend(),
                app::Effect::Retake => self.suspend.retake(),
                app::Effect::Launch { target, launch } if launch.in_terminal() => {
                    effects.extend(self.lend(target, &launch, now).await.0);
                }
                effect => {
                    self.performer.perform(effect);
                    continue;
                }
            }
            // empties the screen; `clear` would ask the terminal for its cursor, and the keys' thread takes the answer
            let size = terminal.size()?;
            terminal.resize(Rect::from((Position::ORIGIN, size)))?;
            self.model.changed = true;
        }
        Ok(())
    }

    /// On the way out: opens are cancelled, which undoes them; every write is waited for, so that what is left is known.
    async fn settle_writes(&mut self, now: impl Fn() -> Timestamp) {
        self.performer.cancel();
        let all = async {
            while self.performer.finish_one().await {
                while let Ok(event) = self.events.try_recv() {
                    let _ = apply_event(&mut self.model, event, now());
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

fn until(at: Timestamp, now: Timestamp) -> Duration {
    Duration::try_from(at.duration_since(now)).unwrap_or(Duration::ZERO)
}
