//! `naptop probe`

use std::process::ExitCode;

use super::args::{Args, Probe as Wanted};
use super::connect::Services;
use super::print::CommandFailure;
use super::{connect, find, json, print, progress};
use crate::domain::probe::{Answered, Probe};

/// Asks whether a device answers, without opening anything. That it does not is an answer too.
pub async fn run(args: &Args, wanted: &Wanted) -> Result<ExitCode, CommandFailure> {
    connect::with(args, async |services| probe(wanted, services).await).await
}

async fn probe(wanted: &Wanted, services: &Services) -> Result<ExitCode, CommandFailure> {
    progress::doing("looking for the device");
    let device = find::device(&*services.access.soracom, &wanted.device).await?;
    let Probe { ping, port } = services.access.probe(&device.sim_id, wanted.port, progress::doing).await?;
    if wanted.json {
        return print::done(print::json(&json::ProbeJson::new(&device, &ping, port.as_ref())));
    }
    let online = if device.is_online() { "online" } else { "not online" };
    print::out(&format!("{}: SORACOM says that it is {online}", device.label()))?;
    print::out(&line("ping", &ping))?;
    if let Some((number, answered)) = &port {
        print::out(&line(&format!("port {number}"), answered))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn line(what: &str, answered: &Answered) -> String {
    let word = match answered.ok {
        Some(true) => "answers",
        Some(false) => "NO ANSWER",
        None => "cannot be told",
    };
    format!("{what}: {word} ({})", answered.detail)
}
