//! The command line, as INTERFACE describes it: the verbs and what is global. The flags of each verb live below.

mod change;
mod config;
mod look;
mod simulator;

use std::path::PathBuf;
use std::str::FromStr;

use clap::{Parser, Subcommand, ValueEnum};

pub use change::{Extend, Open, Revoke, Url};
pub use config::{ConfigInit, ConfigShow, ConfigVerb};
pub use look::{Audit, Devices, Doctor, Format, Mappings, Probe, Sessions};
pub use simulator::{Demo, Fleet, Simulate};

use crate::domain::Failure;

/// Reads a value; what is wrong is told with what to write instead.
fn advised<T: FromStr<Err = Failure>>(text: &str) -> Result<T, String> {
    text.parse().map_err(|failure: Failure| failure.with_advice())
}

/// top for SORACOM Napter: see, open, hand over and revoke remote access to SIM-connected devices.
///
/// Without a command it starts the dashboard on the configured accounts. `naptop demo` needs no account.
#[derive(Debug, Parser)]
#[command(name = "naptop", version, max_term_width = 100)]
pub struct Args {
    #[command(subcommand)]
    pub verb: Option<Verb>,
    /// The account of that name in config.toml, else the soracom-cli profile of that name
    #[arg(long, global = true, value_name = "NAME")]
    pub profile: Option<String>,
    /// Another configuration file
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Forbid every change: open, extend, revoke, streaming URLs, config init
    #[arg(long, global = true)]
    pub read_only: bool,
    /// When to use colour
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN")]
    pub color: Color,
    /// Write a log to this file
    #[arg(long, global = true, value_name = "FILE")]
    pub log: Option<PathBuf>,
    /// Log more; twice for most
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub verbose: u8,
}

/// When to use colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless NO_COLOR is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

impl Color {
    /// Whether that is colour here. NO_COLOR counts when it is not empty.
    pub fn wanted(self, terminal: bool) -> bool {
        match self {
            Self::Always => true,
            Self::Never => false,
            Self::Auto => terminal && !no_color() && !is_dumb(),
        }
    }
}

/// Whether NO_COLOR says that nothing is to be coloured.
pub fn no_color() -> bool {
    std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
}

/// Whether the terminal only prints: it knows neither colours nor a way back on its line.
pub fn is_dumb() -> bool {
    std::env::var_os("TERM").is_some_and(|term| term == "dumb")
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// The dashboard on the embedded simulator: no account, no configuration, no network
    Demo(Demo),
    /// The simulator alone, in the foreground, for scripts and tests
    Simulate(Simulate),
    /// List the devices
    Devices(Devices),
    /// List the mappings, whoever opened them
    Mappings(Mappings),
    /// List the AppStream sessions of the configured stack and fleet
    Sessions(Sessions),
    /// Tell who came through mappings, and what became of those
    Audit(Audit),
    /// Ask whether a device answers, without opening anything (costs traffic)
    Probe(Probe),
    /// Open access to a device: a mapping, and the streaming URL that leads to it
    Open(Open),
    /// Make a fresh streaming URL for a mapping that is open
    Url(Url),
    /// Replace a mapping by one that lasts longer; its endpoint changes
    Extend(Extend),
    /// Take access away: the mapping, and its AppStream sessions
    Revoke(Revoke),
    /// Check everything that opening access needs, without opening any
    ///
    /// Looks at SORACOM (sign-in, coverage, permissions), at AWS (credentials, region, stack, fleet, application, network,
    /// source ranges) and at this machine (clock, terminal, clipboard, browser). It only reads: nothing is opened, changed or
    /// sent to a device. Exits with 1 if something is broken (✗); what could not be looked at (?) is not.
    Doctor(Doctor),
    /// The configuration: where it is, what it says, a new one
    #[command(subcommand)]
    Config(ConfigVerb),
    /// Print the completions for a shell
    Completions(Completions),
    /// Print the man page
    Man,
}

impl Verb {
    /// Whether the answer is to be JSON.
    pub fn json(&self) -> bool {
        match self {
            Self::Devices(devices) => devices.json,
            Self::Mappings(mappings) => mappings.json,
            Self::Sessions(sessions) => sessions.json,
            Self::Audit(audit) => audit.json,
            Self::Probe(probe) => probe.json,
            Self::Open(open) => open.json,
            Self::Url(url) => url.json,
            Self::Extend(extend) => extend.json,
            Self::Revoke(revoke) => revoke.json,
            Self::Doctor(doctor) => doctor.json,
            Self::Config(ConfigVerb::Show(show)) => show.json,
            Self::Config(_) | Self::Demo(_) | Self::Simulate(_) | Self::Completions(_) | Self::Man => false,
        }
    }
}

/// `naptop completions`
#[derive(Debug, clap::Args)]
pub struct Completions {
    /// For which shell
    pub shell: clap_complete::Shell,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tree_is_sound() {
        <Args as clap::CommandFactory>::command().debug_assert();
    }
}
