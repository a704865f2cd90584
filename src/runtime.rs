//! The loop: draw if something changed, wait for a key, an event or the next deadline, update, perform. The only place
//! that sees both columns. Generic over the terminal's backend and over the stream of input, so that a test drives it.

pub mod alarm;
pub mod boards;
mod hangup;
pub mod input;
mod lend;
pub mod perform;
pub mod signals;
pub mod terminal;
pub mod workers;

use std::collections::VecDeque;
use std::sync::Arc;
use std::task::Poll;
use std::time::{Duration, Instant};

use futures::{Stream, StreamExt};
use jiff::Timestamp;
use ratatui::Terminal;
use ratatui::backend::Backend;
use ratatui::layout::{Position, Rect};
use tokio::sync::mpsc::UnboundedSender;

use alarm::{Alarm, until};
pub use boards::{Board, Unsettled};
use boards::{Running, next_event};
pub use input::TerminalEvent;
use lend::Loan;
pub use perform::Performer;
pub use terminal::Suspend;
pub use workers::Workers;

use crate::app::model::Leaving;
use crate::app::{self, Effect, Effects, Event, Heights, Input, apply_event, apply_input, next_wake};
use crate::domain::alerts::Ways;
use crate::gateway::{Desktop, Notice};
use crate::ui::{self, Look};

/// What the loop works with.
pub struct Parts {
    /// The accounts, the first of which is shown first.
    pub boards: Vec<Board>,
    /// Clipboard and browser.
    pub desktop: Arc<dyn Desktop>,
    /// How to go to the background, where that is possible.
    pub suspend: Box<dyn Suspend>,
    /// How it looks.
    pub look: Look,
    /// Where effects are performed.
    pub workers: Workers,
}

/// A listener that turns what the clients notice into events.
pub fn listener(events: UnboundedSender<Event>) -> crate::gateway::Listener {
    // after the loop has ended nobody listens, and nobody needs to
    Arc::new(move |notice: Notice| drop(events.send(Event::Notice(notice))))
}

/// Runs the dashboard until the user leaves. What is under way then is for [`Unsettled`] to see through.
pub async fn run<B, I>(terminal: &mut Terminal<B>, parts: Parts, input: I) -> Unsettled<B::Error>
where
    B: Backend,
    I: Stream<Item = TerminalEvent> + Unpin,
{
    let Parts {
        boards,
        desktop,
        suspend,
        look,
        workers,
    } = parts;
    let clock = boards.first().map(|board| board.access.clock.clone());
    let now = || clock.as_ref().map_or(Timestamp::UNIX_EPOCH, |clock| clock.local());
    let running = boards.into_iter().map(|board| board.run(&desktop, &workers));
    let mut dashboard = Dashboard {
        boards: running.collect(),
        shown: 0,
        desktop,
        suspend,
        look,
        title: None,
        area: Rect::default(),
        deaf: false,
        loans: VecDeque::new(),
    };
    let ended = dashboard.turn(terminal, input, now).await;
    if ended.is_err() {
        // nobody can see or decide anything any more
        dashboard.leave_unseen(now());
    }
    let boards = dashboard.boards;
    Unsettled { boards, clock, ended }
}

struct Dashboard {
    boards: Vec<Running>,
    /// Which of them is on the screen.
    shown: usize,
    desktop: Arc<dyn Desktop>,
    suspend: Box<dyn Suspend>,
    look: Look,
    /// The window's title as it was last set.
    title: Option<String>,
    /// The screen that was drawn last.
    area: Rect,
    /// Whether the stream of input has ended.
    deaf: bool,
    /// Who is to have the terminal next.
    loans: VecDeque<Loan>,
}

impl Dashboard {
    async fn turn<B, I>(&mut self, terminal: &mut Terminal<B>, mut input: I, now: impl Fn() -> Timestamp) -> Result<(), B::Error>
    where
        B: Backend,
        I: Stream<Item = TerminalEvent> + Unpin,
    {
        let boards = self.boards.iter_mut();
        let first: Vec<Effects> = boards.map(|board| app::start(&mut board.model, now())).collect();
        // nothing keeps the first frame waiting, and nothing runs beside it
        self.draw_if_changed(terminal, now())?;
        for (at, effects) in first.into_iter().enumerate() {
            self.perform(at, effects, terminal, now())?;
        }
        let mut alarm = Alarm::set_up();
        while !self.boards.is_empty() {
            self.lend_to_all(terminal, &mut alarm, &now).await?;
            self.leave_one_by_one(terminal, now())?;
            self.draw_if_changed(terminal, now())?;
            if self.has_left() {
                break;
            }
            let wake = self.next_wake(now());
            // a key goes first: however many pages of devices wait, the user is not kept waiting
            tokio::select! {
                biased;
                event = input.next(), if !self.deaf => self.take_input(event, terminal, now())?,
                (at, event) = next_event(&mut self.boards) => self.take_event(at, event, terminal, now())?,
                () = alarm.wait(wake) => {
                    for at in 0..self.boards.len() {
                        let effects = app::tick(&mut self.boards[at].model, now());
                        self.perform(at, effects, terminal, now())?;
                    }
                }
            }
            self.drain(terminal, &mut input, &now).await?;
        }
        Ok(())
    }

    /// How long until something has to be done although nothing comes.
    fn next_wake(&self, now: Timestamp) -> Option<Duration> {
        let wakes = self.boards.iter().filter_map(|board| next_wake(&board.model, now));
        wakes.min().map(|at| until(at, now))
    }

    /// Leaves as where the program is asked to end.
    fn leave_unseen(&mut self, now: Timestamp) {
        for Running { model, performer, .. } in &mut self.boards {
            for effect in apply_event(model, Event::Terminate, now).0 {
                performer.perform(effect);
            }
        }
    }

    fn has_left(&self) -> bool {
        self.boards.iter().all(|board| board.model.leaving == Leaving::Now)
    }

    /// Who leaves one account leaves them all, each in its turn, since each may ask or revoke first. Who stays after all, stays.
    fn leave_one_by_one<B: Backend>(&mut self, terminal: &mut Terminal<B>, now: Timestamp) -> Result<(), B::Error> {
        let model = &self.model().model;
        if model.leaving == Leaving::No && model.overlays.is_empty() {
            let left = |board: &&mut Running| board.model.leaving == Leaving::Now;
            self.boards
                .iter_mut()
                .filter(left)
                .for_each(|board| board.model.leaving = Leaving::No);
        }
        while self.model().model.leaving == Leaving::Now
            && let Some(next) = self.boards.iter().position(|board| board.model.leaving == Leaving::No)
        {
            // a question that comes by itself may not take the key that is meant for something else
            let is_free = self.model().model.is_free_to_leave();
            self.show(next);
            let effects = app::leave(&mut self.boards[next].model, is_free, now);
            self.perform(next, effects, terminal, now)?;
        }
        Ok(())
    }

    /// The account on the screen.
    fn model(&self) -> &Running {
        &self.boards[self.shown]
    }

    fn show(&mut self, at: usize) {
        let wall = self.model().model.wall;
        self.shown = at;
        let model = &mut self.boards[at].model;
        // whichever account it shows, what hangs on the wall stays there
        model.wall = wall;
        model.changed = true;
    }

    /// Takes in what is waiting, so that it costs one frame; but a key that is among it may not wait for its frame.
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
        const LONGEST: Duration = Duration::from_millis(2);
        let begun = Instant::now();
        while !self.has_left() && self.loans.is_empty() && begun.elapsed() < LONGEST {
            // with this task's own waker: the stream wakes whoever asked it last
            let waiting = match self.deaf {
                true => Poll::Pending,
                false => std::future::poll_fn(|context| Poll::Ready(input.poll_next_unpin(context))).await,
            };
            match waiting {
                Poll::Ready(event) => self.take_input(event, terminal, now())?,
                Poll::Pending => {
                    let mut boards = self.boards.iter_mut().enumerate();
                    match boards.find_map(|(at, board)| Some((at, board.waiting()?))) {
                        Some((at, event)) => self.take_event(at, event, terminal, now())?,
                        None => break,
                    }
                }
            }
        }
        Ok(())
    }

    fn take_input<B: Backend>(
        &mut self,
        event: Option<TerminalEvent>,
        terminal: &mut Terminal<B>,
        now: Timestamp,
    ) -> Result<(), B::Error> {
        let at = self.shown;
        let pointed_at = |here: &Self, at| ui::regions(here.area, &here.model().model).pointed_at(at, &here.model().model);
        let input = match event {
            Some(TerminalEvent::Input(input)) => input,
            Some(TerminalEvent::Click(place)) => match pointed_at(self, place) {
                Some((pane, row)) => Input::Click(pane, row),
                None => return Ok(()),
            },
            Some(TerminalEvent::Wheel(place, turns)) => Input::Wheel(pointed_at(self, place).map(|(pane, _)| pane), turns),
            Some(TerminalEvent::Watched(watched)) => return self.take_event(at, Event::Watched(watched), terminal, now),
            Some(TerminalEvent::Resize) => return self.take_event(at, Event::Redraw, terminal, now),
            // the terminal is gone
            None => {
                self.deaf = true;
                return self.take_event(at, Event::Terminate, terminal, now);
            }
        };
        let effects = apply_input(&mut self.boards[at].model, input, now);
        let masked = self.model().model.masked;
        self.boards.iter_mut().for_each(|board| board.model.masked = masked);
        self.perform(at, effects, terminal, now)
    }

    /// What is about the whole process goes to all accounts, what is about the terminal to the one on the screen.
    fn take_event<B: Backend>(
        &mut self,
        at: usize,
        event: Event,
        terminal: &mut Terminal<B>,
        now: Timestamp,
    ) -> Result<(), B::Error> {
        let whose = match event {
            Event::Terminate | Event::Interrupted | Event::Watched(_) => 0..self.boards.len(),
            Event::Stop | Event::Continued | Event::Redraw => self.shown..self.shown + 1,
            _ => at..at + 1,
        };
        // what goes to one alone, as a page of devices does, is not copied for it
        let copies = std::iter::repeat_n(event, whose.len());
        for (at, event) in whose.zip(copies) {
            let effects = apply_event(&mut self.boards[at].model, event, now);
            self.perform(at, effects, terminal, now)?;
        }
        Ok(())
    }

    fn draw_if_changed<B: Backend>(&mut self, terminal: &mut Terminal<B>, now: Timestamp) -> Result<(), B::Error> {
        self.area = Rect::from((Position::ORIGIN, terminal.size()?));
        self.introduce(now);
        let shown = self.shown;
        for (at, Running { model, .. }) in self.boards.iter_mut().enumerate() {
            match at == shown && model.changed {
                true => model.settle_for_key(now),
                false => model.settle(now),
            }
            let heights = match at == shown {
                true => ui::regions(self.area, model).heights(model, &self.look, now),
                false => Heights::default(),
            };
            let _ = apply_event(model, Event::Viewport(heights), now);
        }
        let model = &mut self.boards[shown].model;
        if std::mem::take(&mut model.changed) {
            model.shown(now);
            terminal.draw(|frame| ui::view(model, &self.look, now, frame))?;
        }
        let title = ui::title(model, now);
        self.entitle(title);
        Ok(())
    }

    /// Tells the account on the screen of all accounts.
    fn introduce(&mut self, now: Timestamp) {
        if self.boards.len() > 1 {
            let told = self.boards.iter().enumerate();
            let told = told
                .map(|(at, board)| board.model.as_neighbour(now, at == self.shown))
                .collect();
            self.boards[self.shown].model.set_neighbours(told);
        }
    }

    /// Sets the window's title, between two frames and only when it is another one.
    fn entitle(&mut self, title: Option<String>) {
        if let Some(title) = title.as_ref().filter(|_| title != self.title) {
            self.desktop.title(title);
        }
        self.title = title;
    }

    fn perform<B: Backend>(
        &mut self,
        at: usize,
        effects: Effects,
        terminal: &mut Terminal<B>,
        now: Timestamp,
    ) -> Result<(), B::Error> {
        for effect in effects.0 {
            match effect {
                Effect::Suspend => self.suspend.suspend(),
                Effect::Retake => self.suspend.retake(),
                Effect::Launch { target, launch } if launch.in_terminal() => {
                    self.loans.push_back(Loan { at, target, launch });
                    continue;
                }
                Effect::NextAccount => {
                    self.show((at + 1) % self.boards.len());
                    continue;
                }
                // at once, so that its bytes cannot fall into the middle of a frame
                Effect::Alert { text, ways } => {
                    self.alert(at, &text, ways, now);
                    continue;
                }
                effect => {
                    if matches!(effect, Effect::Copy(_)) {
                        // there is one clipboard: what another account is still making a URL for takes no place of this
                        let boards = self.boards.iter_mut().enumerate().filter(|(other, _)| *other != at);
                        boards.for_each(|(_, board)| board.model.accesses.copy_wanted = None);
                    }
                    self.boards[at].performer.perform(effect);
                    continue;
                }
            }
            self.draw_anew(terminal)?;
        }
        Ok(())
    }

    /// Tells the user, whichever account is on the screen. Names come from outside.
    fn alert(&mut self, at: usize, text: &str, ways: Ways, now: Timestamp) {
        let model = &self.boards[at].model;
        let inert = ui::mask::with(model, || ui::text::inert(text).into_owned());
        self.desktop.alert(&inert, ways);
        if at != self.shown {
            let told = format!("{}: {inert}", model.settings.profile);
            let _ = apply_event(&mut self.boards[self.shown].model, Event::Elsewhere(told), now);
        }
    }

    /// Empties the screen, which somebody else had; `clear` would ask the terminal for its cursor, and the keys' thread takes the
    /// answer.
    fn draw_anew<B: Backend>(&mut self, terminal: &mut Terminal<B>) -> Result<(), B::Error> {
        let size = terminal.size()?;
        terminal.resize(Rect::from((Position::ORIGIN, size)))?;
        self.show(self.shown);
        self.title = None;
        Ok(())
    }
}
