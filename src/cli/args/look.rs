//! The command line of the verbs that only look: `naptop devices`, `mappings`, `sessions`, `audit`, `probe`, `doctor`.

use super::advised;
use crate::domain::Span;

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
    /// For another program: a table with titles, or a block of ssh_config for each live mapping to port 22 (with --filter: for
    /// each that passes)
    #[arg(long, value_enum, conflicts_with = "json", value_name = "FORMAT")]
    pub format: Option<Format>,
}

/// How `naptop mappings` writes for other programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For `Include` in ~/.ssh/config
    SshConfig,
    /// With a line of titles
    Csv,
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
    #[arg(long, value_name = "24h", default_value = "24h", hide_default_value = true, value_parser = advised::<Span>)]
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

/// `naptop doctor`
#[derive(Debug, clap::Args)]
pub struct Doctor {
    /// JSON on stdout
    #[arg(long)]
    pub json: bool,
}
