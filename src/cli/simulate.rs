//! `naptop simulate`: the simulator alone, in the foreground.

use std::process::ExitCode;

use super::args::Simulate;
use super::print::{self, CommandFailure};
use crate::domain::{Failure, Kind};
use crate::runtime::signals;
use crate::say;
use crate::simulator::{self, Options};

/// Starts it, says where, and waits to be ended.
pub async fn run(wanted: &Simulate) -> Result<ExitCode, CommandFailure> {
    let mut options = Options {
        listen: wanted.listen,
        targets: wanted.target.clone(),
        ..wanted.fleet.options()
    };
    if !wanted.subnet.is_empty() {
        options.subnets.clone_from(&wanted.subnet);
    }
    let simulator = simulator::start(options).await.map_err(|error| {
        Failure::new(Kind::Invalid, say::told::simulator_deaf(wanted.listen, error)).advise(say::told::free_port())
    })?;
    let urls = serde_json::to_string(&simulator.urls()).map_err(|error| Failure::invalid(error.to_string()))?;
    print::out(&urls)?;
    signals::asked_to_end().await;
    simulator.stop().await;
    Ok(ExitCode::SUCCESS)
}
