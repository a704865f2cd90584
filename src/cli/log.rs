//! `--log`: where naptop's own events are written. The screen belongs to the dashboard, stderr to messages.

use std::fs::OpenOptions;
use std::sync::Mutex;

use tracing::Level;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use super::args::Args;
use crate::domain::Failure;
use crate::files::{owners_alone, tighten};
use crate::say::configured as texts;

/// Writes the log from now on, where one is wanted.
pub(super) fn begin(args: &Args) -> Result<(), Failure> {
    let Some(path) = &args.log else { return Ok(()) };
    let mut options = OpenOptions::new();
    options.create(true).append(true);
    owners_alone(&mut options);
    let unwritten = |error| Failure::invalid(texts::log_unwritten(path.display(), error)).advise(texts::log_folder());
    let file = options.open(path).map_err(unwritten)?;
    // one that was there before may be readable by others
    let unkept = |error| Failure::invalid(texts::log_unkept(path.display(), error)).advise(texts::log_of_your_own());
    tighten(&file).map_err(unkept)?;
    let level = match args.verbose {
        0 => Level::INFO,
        1 => Level::DEBUG,
        _ => Level::TRACE,
    };
    let layer = tracing_subscriber::fmt::layer()
        .with_writer(Mutex::new(file))
        .with_ansi(false);
    // naptop's own events alone: at debug level the SDK would write streaming URLs
    let ours = Targets::new().with_target("naptop", level);
    tracing_subscriber::registry().with(layer).with(ours).init();
    Ok(())
}
