//! The command line, as INTERFACE describes it.

mod config;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

pub use self::config::{ConfigInit, ConfigShow, ConfigVerb};
use clap::{Parser, Subcommand, ValueEnum};

use crate::domain::{Service, SourceRange, Span};
use crate::simulator::{Fault, Options, Target};

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
    /// Forbid every change
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
            Self::Auto => terminal && !no_color(),
        }
    }
}

/// Whether NO_COLOR says that nothing is to be coloured.
pub fn no_color() -> bool {
    std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
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

/// What the simulated fleet is like and what goes wrong in it.
#[derive(Debug, clap::Args)]
pub struct Fleet {
    /// How many SIMs
    #[arg(long, default_value_t = 48, value_name = "N")]
    pub devices: usize,
    /// Which fleet: the same seed makes the same one
    #[arg(long, default_value_t = 1, value_name = "S")]
    pub seed: u64,
    /// How long every answer takes
    #[arg(long, default_value_t = 0, value_name = "MS")]
    pub latency: u64,
    /// What goes wrong: OPERATION=KIND[xCOUNT][@SKIP], e.g. create=reset-afterx1, list=429, url=500
    #[arg(long, num_args = 1.., value_name = "SPEC")]
    pub fault: Vec<Fault>,
}

impl Fleet {
    /// As the simulator takes it.
    pub fn options(&self) -> Options {
        Options {
            devices: self.devices,
            seed: self.seed,
            latency: Duration::from_millis(self.latency),
            faults: self.fault.clone(),
            ..Options::default()
        }
    }
}

/// `naptop demo`
#[derive(Debug, clap::Args)]
pub struct Demo {
    #[command(flatten)]
    pub fleet: Fleet,
    /// Panics after a second: for the test that the terminal is restored then
    #[arg(long, hide = true)]
    pub panic: bool,
}

/// `naptop simulate`
#[derive(Debug, clap::Args)]
pub struct Simulate {
    #[command(flatten)]
    pub fleet: Fleet,
    /// Where to listen; loopback only
    #[arg(long, default_value = "127.0.0.1:0", value_name = "ADDR:PORT")]
    pub listen: SocketAddr,
    /// What really answers on that port of the simulated devices, e.g. 3389=127.0.0.1:3390
    #[arg(long, value_name = "PORT=HOST:PORT")]
    pub target: Vec<Target>,
    /// A subnet of the AppStream fleet, for another EC2 that has it; may be repeated
    #[arg(long, value_name = "ID")]
    pub subnet: Vec<String>,
}

/// `naptop devices`
#[derive(Debug, clap::Args)]
pub struct Devices {
    /// Words, col:value, !not: the same filter as in the dashboard
    #[arg(long, value_name = "Q")]
    pub filter: Option<String>,
    /// Only devices that are online
    #[arg(long)]
    pub online: bool,
    /// JSON on stdout
    #[arg(long)]
    pub json: bool,
}

/// `naptop mappings`
#[derive(Debug, clap::Args)]
pub struct Mappings {
    /// Words, col:value, !not: the same filter as in the dashboard
    #[arg(long, value_name = "Q")]
    pub filter: Option<String>,
    /// Only mappings that have run out and are still listed
    #[arg(long)]
    pub expired: bool,
    /// JSON on stdout
    #[arg(long)]
    pub json: bool,
}

/// `naptop sessions`
#[derive(Debug, clap::Args)]
pub struct Sessions {
    /// JSON on stdout
    #[arg(long)]
    pub json: bool,
}

/// `naptop audit`
#[derive(Debug, clap::Args)]
pub struct Audit {
    /// Only of this device: SIM ID, IMSI, or name
    #[arg(long, value_name = "D")]
    pub device: Option<String>,
    /// How far back; SORACOM keeps 24 hours, or 366 days where that is paid for
    #[arg(long, value_name = "24h", default_value = "24h", hide_default_value = true)]
    pub since: Span,
    /// JSON on stdout
    #[arg(long)]
    pub json: bool,
}

/// `naptop probe`
#[derive(Debug, clap::Args)]
pub struct Probe {
    /// SIM ID, IMSI, or name
    pub device: String,
    /// Try this port too
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub port: Option<u16>,
    /// JSON on stdout
    #[arg(long)]
    pub json: bool,
}

/// `naptop open`
#[derive(Debug, clap::Args)]
pub struct Open {
    /// SIM ID, IMSI, or name
    pub device: String,
    /// What to use it for
    #[arg(long, value_name = "APP")]
    pub app: Option<String>,
    /// The port on the device, where it is not the app's
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub port: Option<u16>,
    /// For how long, at most 8h
    #[arg(long = "for", value_name = "30m")]
    pub duration: Option<Span>,
    /// Who may connect; again for more
    #[arg(long, value_name = "CIDR")]
    pub source: Vec<SourceRange>,
    /// Which session of the SIM
    #[arg(long, value_name = "air|arc")]
    pub service: Option<Service>,
    /// Why
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
    /// The mapping alone, without a streaming URL
    #[arg(long)]
    pub no_url: bool,
    /// Leave the mapping when the URL cannot be made
    #[arg(long)]
    pub keep: bool,
    /// A second mapping even if one that fits is open
    #[arg(long)]
    pub new: bool,
    /// Stay in the foreground with the countdown, and revoke on Ctrl-C, SIGTERM, SIGHUP or at the end
    #[arg(long)]
    pub hold: bool,
    /// Copy the streaming URL (the endpoint with --no-url)
    #[arg(long)]
    pub copy: bool,
    /// Open the streaming URL in the browser
    #[arg(long, conflicts_with = "no_url")]
    pub browser: bool,
    /// JSON on stdout
    #[arg(long)]
    pub json: bool,
}

/// `naptop url`
#[derive(Debug, clap::Args)]
pub struct Url {
    /// HOST:PORT of a mapping, or a device that has exactly one
    pub target: String,
    /// Copy the streaming URL
    #[arg(long)]
    pub copy: bool,
    /// Open the streaming URL in the browser
    #[arg(long)]
    pub browser: bool,
    /// JSON on stdout
    #[arg(long)]
    pub json: bool,
}

/// `naptop extend`
#[derive(Debug, clap::Args)]
pub struct Extend {
    /// HOST:PORT of a mapping, or a device that has exactly one
    pub target: String,
    /// For how long from now, at most 8h
    #[arg(long = "for", value_name = "30m")]
    pub duration: Option<Span>,
    /// The mapping alone, without a streaming URL
    #[arg(long)]
    pub no_url: bool,
    /// JSON on stdout
    #[arg(long)]
    pub json: bool,
}

/// `naptop revoke`
#[derive(Debug, clap::Args)]
#[command(group(clap::ArgGroup::new("what").required(true).args(["target", "expired", "all"])))]
pub struct Revoke {
    /// HOST:PORT of a mapping, or a device that has exactly one
    pub target: Vec<String>,
    /// Expired mappings that are still listed, and AppStream sessions whose mapping is gone
    #[arg(long)]
    pub expired: bool,
    /// Every mapping of the operator, whoever opened it; asks unless --yes
    #[arg(long)]
    pub all: bool,
    /// Do not ask
    #[arg(long)]
    pub yes: bool,
    /// JSON on stdout
    #[arg(long)]
    pub json: bool,
}

/// `naptop completions`
#[derive(Debug, clap::Args)]
pub struct Completions {
    /// For which shell
    pub shell: clap_complete::Shell,
}

/// `naptop doctor`
#[derive(Debug, clap::Args)]
pub struct Doctor {
    /// JSON on stdout
    #[arg(long)]
    pub json: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tree_is_sound() {
        <Args as clap::CommandFactory>::command().debug_assert();
    }
}
