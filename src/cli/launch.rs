//! `naptop open --launch`: access for this machine alone, as long as the app's program runs.

use std::process::ExitCode;

use super::args::Open;
use super::connect::Services;
use super::print::CommandFailure;
use super::{find, hold, open, print, progress};
use crate::desktop::SystemDesktop;
use crate::domain::access::OpenDraft;
use crate::domain::app::Place;
use crate::domain::launch::Launched;
use crate::domain::{App, Failure, Kind, OpenRequest};
use crate::gateway::Desktop;
use crate::runtime::signals;
use crate::say;

/// Finds the program, opens, starts it, waits, and revokes.
pub async fn run(wanted: &Open, app: &App, services: &Services) -> Result<ExitCode, CommandFailure> {
    let desktop = SystemDesktop::beside_output(services.clipboard());
    let means = desktop.means(&app.ways)?;
    let draft = OpenDraft {
        // without ranges SORACOM lets in the address that asks
        sources: wanted.source.clone(),
        reason: wanted.reason.clone().or_else(|| Some(app.name.clone())),
        ..open::draft(wanted, app, services)?
    };
    progress::doing(say::told::looking_for_device());
    let device = find::device(&*services.access.soracom, &wanted.device).await?;
    means.check(&device, app.tls_at(draft.port))?;
    let request = OpenRequest {
        new: wanted.new,
        ..draft.for_app(app, device, None, services.policy)?
    };
    let stop = signals::stop();
    progress::doing(say::told::opening());
    let opened = services.access.open(&request, &stop).await?;
    progress::end();
    let mapping = &opened.mapping;
    let alarm = mapping.sources_alarm(&request.mapping.sources);
    for note in opened.notes.iter().chain(&alarm).chain(&mapping.own_address_alarm()) {
        print::note(note);
    }
    print::note(&say::told::open(
        request.device.label(),
        mapping.device_port,
        &mapping.endpoint,
        mapping.time_left(services.access.clock.now()),
        mapping.told_sources(),
    ));
    let end = signals::stop_but_for_interrupts();
    let launched = match means.launch(&Place::of(mapping, &request.device)) {
        // asked to end before it began
        Ok(_) if stop.is_cancelled() => Launched::Failed(say::told::interrupted().into()),
        // who has not the keys of this terminal is not who is interrupted by them
        Ok(launch) => desktop.launch(&launch, if launch.in_terminal() { &end } else { &stop }).await,
        Err(failure) => Launched::Failed(failure.with_advice()),
    };
    let told = match &launched {
        Launched::Ended(None) | Launched::Failed(_) => None,
        Launched::Ended(Some(how)) => Some(say::told::ended(&app.name, how)),
        Launched::Beyond(whom) => Some(say::told::is_with(&app.name, whom)),
    };
    if let Some(told) = &told {
        print::note(told);
    }
    let released = if !opened.reused && launched.lets_go(app.revoke_after) {
        hold::release(services, &request, &opened).await?
    } else {
        print::note(&say::told::stays_open(&mapping.endpoint));
        ExitCode::SUCCESS
    };
    match launched {
        Launched::Failed(why) => Err(Failure::new(Kind::Conflict, format!("{}: {why}", app.name)).into()),
        _ => Ok(released),
    }
}
