//! The command line of the verbs that give access or take it away: `naptop open`, `url`, `extend`, `revoke`.

use std::path::PathBuf;

use super::advised;
use crate::domain::{Service, SourceRange, Span};

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
    #[arg(long = "for", value_name = "30m", value_parser = advised::<Span>)]
    pub duration: Option<Span>,
    /// Who may connect; again for more
    #[arg(long, value_name = "CIDR", value_parser = advised::<SourceRange>)]
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
    /// Start the app's local command through access for this machine alone, and revoke that when it ends
    #[arg(long, conflicts_with_all = ["no_url", "keep", "hold", "copy", "browser", "rdp", "json"])]
    pub launch: bool,
    /// Copy the streaming URL (the endpoint with --no-url)
    #[arg(long)]
    pub copy: bool,
    /// Open the streaming URL in the browser
    #[arg(long, conflicts_with = "no_url")]
    pub browser: bool,
    /// Write a .rdp file that leads to the mapping; it asks for the password
    #[arg(long, value_name = "FILE")]
    pub rdp: Option<PathBuf>,
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
    /// Write a .rdp file that leads to the mapping; it asks for the password
    #[arg(long, value_name = "FILE")]
    pub rdp: Option<PathBuf>,
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
    #[arg(long = "for", value_name = "30m", value_parser = advised::<Span>)]
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
