//! Which verb is which function, and how a failure becomes an exit status.

pub mod args;
pub mod audit;
pub mod config;
pub mod connect;
pub mod devices;
pub mod doctor;
pub mod extend;
pub mod find;
pub mod hand_over;
pub mod hold;
pub mod json;
pub mod launch;
mod log;
pub mod manual;
pub mod mappings;
pub mod open;
pub mod print;
pub mod probe;
pub mod progress;
pub mod revoke;
pub mod sessions;
pub mod simulate;
pub mod table;
pub mod tui;
pub mod url;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Parser;

use args::{Args, Verb};
use print::CommandFailure;

use crate::config::{Env, first_language};
use crate::domain::Failure;
use crate::runtime::terminal;
use crate::say;

/// Prints the version if that is all that is asked for: scripts ask it often, and nothing has to be set up or looked up for it.
pub fn version_alone(mut arguments: impl ExactSizeIterator<Item = std::ffi::OsString>) -> Option<ExitCode> {
    const VERSION: &str = concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION"), "\n");
    let alone = arguments.len() == 2 && arguments.nth(1).is_some_and(|flag| flag == "--version" || flag == "-V");
    alone.then(|| match io::stdout().write_all(VERSION.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => ExitCode::FAILURE,
        _ => ExitCode::SUCCESS,
    })
}

/// Runs the program.
pub fn run() -> ExitCode {
    terminal::end_on_panic();
    say::speak(first_language(&Env::process()));
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(wrong) => return print::usage(&wrong),
    };
    if let Err(failure) = log::begin(&args) {
        return print::failed(&args, &failure.into());
    }
    // one thread is enough for a verb, and for keys and countdowns; the dashboard has workers of its own for the rest
    let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            return print::failed(
                &args,
                &Failure::new(crate::domain::Kind::Unexpected, error.to_string()).into(),
            );
        }
    };
    let done = runtime.block_on(Box::pin(dispatch(&args)));
    // a listing that nobody waits for any more must not hold up the way out
    runtime.shutdown_background();
    match done {
        Ok(status) => status,
        Err(failure) => print::failed(&args, &failure),
    }
}

async fn dispatch(args: &Args) -> Result<ExitCode, CommandFailure> {
    match &args.verb {
        None => tui::configured(args).await,
        Some(Verb::Demo(demo)) => tui::demo(args, demo).await,
        Some(Verb::Simulate(simulate)) => simulate::run(simulate).await,
        Some(Verb::Devices(devices)) => devices::run(args, devices).await,
        Some(Verb::Mappings(mappings)) => mappings::run(args, mappings).await,
        Some(Verb::Sessions(sessions)) => sessions::run(args, sessions).await,
        Some(Verb::Audit(audit)) => audit::run(args, audit).await,
        Some(Verb::Probe(probe)) => probe::run(args, probe).await,
        Some(Verb::Open(open)) => open::run(args, open).await,
        Some(Verb::Url(url)) => url::run(args, url).await,
        Some(Verb::Extend(extend)) => extend::run(args, extend).await,
        Some(Verb::Revoke(revoke)) => revoke::run(args, revoke).await,
        Some(Verb::Config(what)) => config::run(args, what).await,
        Some(Verb::Doctor(doctor)) => doctor::run(args, doctor).await,
        Some(Verb::Completions(completions)) => manual::completions(completions),
        Some(Verb::Man) => manual::man(),
    }
}
