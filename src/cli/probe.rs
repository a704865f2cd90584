//! `naptop probe`

use std::process::ExitCode;

use super::args::{Args, Probe};
use super::connect::Services;
use super::print::CommandFailure;
use super::{connect, find, json, print, progress};
use crate::domain::probe::Answered;

/// Asks whether a device answers, without opening anything. That it does not is an answer too.
pub async fn run(args: &Args, wanted: &Probe) -> Result<ExitCode, CommandFailure> {
    connect::with(args, async |services| probe(wanted, services).await).await
}

async fn probe(wanted: &Probe, services: &Services) -> Result<ExitCode, CommandFailure> {
    let soracom = &*services.access.soracom;
    progress::doing("looking for the device");
    let device = find::device(soracom, &wanted.device).await?;
    progress::doing("pinging the device");
    let ping = soracom.ping(&device.sim_id).await?;
    let port = match wanted.port {
        None => None,
        Some(number) => {
            progress::doing("trying the port");
            let untold = |failure: crate::domain::Failure| Answered {
                ok: None,
                detail: failure.with_advice(),
            };
            Some((number, soracom.try_port(&device.sim_id, number).await.unwrap_or_else(untold)))
        }
    };
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
