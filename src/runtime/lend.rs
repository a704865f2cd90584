//! Lending the terminal to a program, and taking it back when that has ended, however it ended.

use jiff::Timestamp;
use ratatui::Terminal;
use ratatui::backend::Backend;
use tokio_util::sync::CancellationToken;

use super::Dashboard;
use super::alarm::Alarm;
use super::boards::next_event;
use crate::app::model::launches::Target;
use crate::app::{self, Effect, Effects, Event, apply_event};
use crate::domain::alerts::Ways;
use crate::domain::launch::{Launch, Launched};
use crate::say;
use crate::ui::{mask, text};

/// A program that is to have the terminal.
pub(super) struct Loan {
    /// Which account it is of.
    pub at: usize,
    /// Which device and port it is for.
    pub target: Target,
    /// The program.
    pub launch: Launch,
}

/// What had to wait until the terminal was back.
#[derive(Default)]
struct Held {
    /// What needs it, and of which account.
    effects: Vec<(usize, Effect)>,
    /// Whether this program is to end.
    ends: bool,
}

impl Dashboard {
    /// Lends the terminal to each program that waits for it, one after the other.
    pub(super) async fn lend_to_all<B: Backend>(
        &mut self,
        terminal: &mut Terminal<B>,
        alarm: &mut Alarm,
        now: &impl Fn() -> Timestamp,
    ) -> Result<(), B::Error> {
        while let Some(loan) = self.loans.pop_front() {
            let held = self.lend(loan, alarm, now).await;
            self.draw_anew(terminal)?;
            for (at, effect) in held.effects {
                self.perform(at, Effects::one(effect), terminal, now())?;
            }
            if held.ends {
                self.take_event(self.shown, Event::Terminate, terminal, now())?;
            }
        }
        Ok(())
    }

    /// Lends it until the program has ended. The program is ended when this one is to end.
    async fn lend(&mut self, loan: Loan, alarm: &mut Alarm, now: &impl Fn() -> Timestamp) -> Held {
        let Loan { at, target, launch } = loan;
        let model = &self.boards[at].model;
        let what = match model.launches.get(&target) {
            Some(launching) => mask::with(model, || {
                say::launching::for_device(launch.name(), text::inert(launching.device.label()))
            }),
            None => launch.name(),
        };
        self.suspend.lend(&say::launching::has_the_terminal(&what));
        let stop = CancellationToken::new();
        let desktop = self.desktop.clone();
        let mut held = Held::default();
        let launched = {
            let mut running = desktop.launch(&launch, &stop);
            loop {
                match self.meanwhile(&mut running, &mut held, alarm, now).await {
                    Some(launched) => break launched,
                    None => stop.cancel(),
                }
            }
        };
        let trouble = match &launched {
            Launched::Ended(Some(how)) => Some(how.clone()),
            Launched::Failed(why) => Some(why.clone()),
            _ => None,
        };
        // access that goes now goes at once, whatever there is to be read on the screen
        self.take_meanwhile(at, Event::Launched { target, launched }, &mut held, now());
        if let Some(trouble) = trouble.filter(|_| !stop.is_cancelled()) {
            let said = say::launching::enter_returns(what, trouble);
            let read = self.suspend.pause(&said);
            // whoever interrupts still has to press Enter: what reads it would else take keys of the dashboard
            let _ = self.meanwhile(read, &mut held, alarm, now).await;
        }
        self.suspend.retake();
        held
    }

    /// Waits for that while a program has the terminal. What is under way goes on, and what is due is done. None where this
    /// program is asked to end first.
    async fn meanwhile<T>(
        &mut self,
        mut end: impl Future<Output = T> + Unpin,
        held: &mut Held,
        alarm: &mut Alarm,
        now: &impl Fn() -> Timestamp,
    ) -> Option<T> {
        loop {
            self.boards.iter_mut().for_each(|board| board.model.settle(now()));
            let wake = self.next_wake(now());
            tokio::select! {
                biased;
                ended = &mut end => return Some(ended),
                (at, event) = next_event(&mut self.boards) => match event {
                    // keys that stop or interrupt are meant for whoever has the terminal
                    Event::Interrupted | Event::Stop | Event::Continued => {}
                    Event::Terminate => {
                        held.ends = true;
                        return None;
                    }
                    event => self.take_meanwhile(at, event, held, now()),
                },
                () = alarm.wait(wake) => {
                    for at in 0..self.boards.len() {
                        let effects = app::tick(&mut self.boards[at].model, now());
                        self.do_meanwhile(at, effects, held, now());
                    }
                }
            }
        }
    }

    fn take_meanwhile(&mut self, at: usize, event: Event, held: &mut Held, now: Timestamp) {
        let effects = apply_event(&mut self.boards[at].model, event, now);
        self.do_meanwhile(at, effects, held, now);
    }

    fn do_meanwhile(&mut self, at: usize, effects: Effects, held: &mut Held, now: Timestamp) {
        for effect in effects.0 {
            match effect {
                Effect::Alert { text, ways } => {
                    // neither a bell nor an escape sequence into somebody else's screen
                    let ways = Ways {
                        desktop: ways.desktop,
                        ..Ways::default()
                    };
                    self.alert(at, &text, ways, now);
                }
                effect if effect.needs_terminal() => held.effects.push((at, effect)),
                effect => self.boards[at].performer.perform(effect),
            }
        }
    }
}
