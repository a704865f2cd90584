//! Lending the terminal to a program, and taking it back when that has ended, however it ended.

use jiff::Timestamp;
use tokio_util::sync::CancellationToken;

use super::Dashboard;
use crate::app::model::launches::Target;
use crate::app::{Effects, Event, apply_event};
use crate::domain::launch::{Launch, Launched};
use crate::ui::text;

impl Dashboard {
    /// Lends it until the program has ended. What comes meanwhile waits; the program is ended when this one is to end.
    pub(super) async fn lend(&mut self, target: Target, launch: &Launch, now: &impl Fn() -> Timestamp) -> Effects {
        let what = match self.model.launches.get(&target) {
            Some(launching) => format!("{} for {}", launch.name(), text::inert(launching.device.label())),
            None => launch.name(),
        };
        self.suspend
            .lend(&format!("naptop: {what}; the dashboard is back when it ends"));
        let stop = CancellationToken::new();
        let desktop = self.performer.desktop();
        let mut held = Vec::new();
        let launched = {
            let mut running = desktop.launch(launch, &stop);
            loop {
                tokio::select! {
                    biased;
                    launched = &mut running => break launched,
                    Some(event) = self.events.recv() => {
                        if matches!(event, Event::Terminate) {
                            stop.cancel();
                        }
                        held.extend(Some(event).filter(is_for_the_dashboard));
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
        for effect in apply_event(&mut self.model, Event::Launched { target, launched }, now()).0 {
            self.performer.perform(effect);
        }
        if let Some(trouble) = trouble.filter(|_| !stop.is_cancelled()) {
            let said = format!("naptop: {what}: {trouble}; Enter returns to the dashboard");
            let mut read = self.suspend.pause(&said);
            loop {
                tokio::select! {
                    biased;
                    () = &mut read => break,
                    Some(event) = self.events.recv() => {
                        let over = matches!(event, Event::Terminate | Event::Interrupted);
                        held.extend(Some(event).filter(is_for_the_dashboard));
                        if over {
                            break;
                        }
                    }
                }
            }
        }
        self.suspend.retake();
        let mut effects = Effects::none();
        for event in held {
            effects = effects.and(apply_event(&mut self.model, event, now()));
        }
        effects
    }
}

/// Keys that stop or interrupt are meant for whoever has the terminal.
fn is_for_the_dashboard(event: &Event) -> bool {
    !matches!(event, Event::Interrupted | Event::Stop | Event::Continued)
}
