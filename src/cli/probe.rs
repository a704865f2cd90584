//! `naptop probe`

use std::process::ExitCode;

use super::args::{Args, Probe as Wanted};
use super::connect::Services;
use super::print::CommandFailure;
use super::{connect, find, json, print, progress};
use crate::domain::probe::{Answered, Probe};
use crate::say;

/// Asks whether a device answers, without opening anything. That it does not is an answer too.
pub async fn run(args: &Args, wanted: &Wanted) -> Result<ExitCode, CommandFailure> {
    connect::with(args, async |services| probe(wanted, services).await).await
}

async fn probe(wanted: &Wanted, services: &Services) -> Result<ExitCode, CommandFailure> {
    progress::doing(say::told::looking_for_device());
    let device = find::device(&*services.access.soracom, &wanted.device).await?;
    let Probe { ping, port } = services.access.probe(&device.sim_id, wanted.port, progress::doing).await?;
    if wanted.json {
        return print::done(print::json_to_read(&json::ProbeJson::new(&device, &ping, port.as_ref())));
    }
    print::out(&match device.is_online() {
        true => say::told::is_online(device.label()),
        false => say::told::is_not_online(device.label()),
    })?;
    print::out(&line("ping", &ping))?;
    if let Some((number, answered)) = &port {
        print::out(&line(&say::told::port(number), answered))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn line(what: &str, answered: &Answered) -> String {
    match answered.ok {
        Some(true) => say::told::answers(what, &answered.detail),
        Some(false) => say::told::no_answer(what, &answered.detail),
        None => say::told::answer_unknown(what, &answered.detail),
    }
}
