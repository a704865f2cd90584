//! Lending the terminal to a program, and taking it back when that has ended, however it ended.

use jiff::Timestamp;
use tokio_util::sync::CancellationToken;

use super::Dashboard;
use super::boards::next_event;
use crate::app::model::launches::Target;
use crate::app::{Event, apply_event};
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

impl Dashboard {
    /// Lends it until the program has ended, and gives what came meanwhile: that waits. The program is ended when this one is
    /// to end.
    pub(super) async fn lend(&mut self, loan: Loan, now: &impl Fn() -> Timestamp) -> Vec<(usize, Event)> {
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
        let mut held = Vec::new();
        let launched = {
            let mut running = desktop.launch(&launch, &stop);
            loop {
                tokio::select! {
                    biased;
                    launched = &mut running => break launched,
                    (at, event) = next_event(&mut self.boards) => {
                        if matches!(event, Event::Terminate) {
                            stop.cancel();
                        }
                        held.extend(is_for_the_dashboard(&event).then_some((at, event)));
                    }
                }
            }
        };
        let trouble = match &launched {
            Launched::Ended(Some(how)) => Some(how.clone()),
            Launched::Failed(why) => Some(why.clone()),
            _ => None,
        };
        // access that goes now goes at once, whatever there is to be read on the screen
        let board = &mut self.boards[at];
        for effect in apply_event(&mut board.model, Event::Launched { target, launched }, now()).0 {
            board.performer.perform(effect);
        }
        if let Some(trouble) = trouble.filter(|_| !stop.is_cancelled()) {
            let said = say::launching::enter_returns(what, trouble);
            let mut read = self.suspend.pause(&said);
            loop {
                tokio::select! {
                    biased;
                    () = &mut read => break,
                    (at, event) = next_event(&mut self.boards) => {
                        // whoever interrupts still has to press Enter: what reads it would else take keys of the dashboard
                        let over = matches!(event, Event::Terminate);
                        held.extend(is_for_the_dashboard(&event).then_some((at, event)));
                        if over {
                            break;
                        }
                    }
                }
            }
        }
        self.suspend.retake();
        held
    }
}

/// Keys that stop or interrupt are meant for whoever has the terminal.
fn is_for_the_dashboard(event: &Event) -> bool {
    !matches!(event, Event::Interrupted | Event::Stop | Event::Continued)
}
