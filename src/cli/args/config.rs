//! `naptop config` on the command line.

use clap::Subcommand;

use super::advised;
use crate::config::some_text;
use crate::domain::link::ResourceName;
use crate::domain::{SourceRange, Span};
use crate::soracom::coverage::Coverage;

/// `naptop config`
#[derive(Debug, Subcommand)]
pub enum ConfigVerb {
    /// Print where the configuration file is, or would be
    Path,
    /// Print a keymap with every command and its usual keys, to start a keymap.toml from
    Keymap,
    /// Print every value and where it came from; secrets are hidden
    Show(ConfigShow),
    /// Write a configuration file: asks on a terminal for what no flag gives
    Init(Box<ConfigInit>),
}

/// `naptop config show`
#[derive(Debug, clap::Args)]
pub struct ConfigShow {
    /// JSON on stdout
    #[arg(long)]
    pub json: bool,
}

/// `naptop config init`
#[derive(Debug, Default, clap::Args)]
pub struct ConfigInit {
    /// The soracom-cli profile with the credentials; --profile says the same
    #[arg(long, value_name = "NAME")]
    pub soracom_profile: Option<String>,
    /// Where the SIMs belong, where it is not as the profile says
    #[arg(long, value_name = "jp|g")]
    pub coverage: Option<Coverage>,
    /// Who you are: the first part of the AppStream user id
    #[arg(long, value_name = "NAME", value_parser = some_text)]
    pub operator: Option<String>,
    /// The AWS profile
    #[arg(long, value_name = "NAME", value_parser = some_text)]
    pub aws_profile: Option<String>,
    /// The AWS region of stack and fleet
    #[arg(long, value_name = "REGION", value_parser = some_text)]
    pub region: Option<String>,
    /// The AppStream stack
    #[arg(long, value_name = "NAME")]
    pub stack: Option<ResourceName>,
    /// The AppStream fleet
    #[arg(long, value_name = "NAME")]
    pub fleet: Option<ResourceName>,
    /// The application that starts mstsc: its Name in the image
    #[arg(long, value_name = "NAME")]
    pub application: Option<ResourceName>,
    /// Who may connect, where it is not the Elastic IPs of the fleet's NAT gateways
    #[arg(long, num_args = 1.., value_name = "CIDR", value_parser = advised::<SourceRange>)]
    pub source: Vec<SourceRange>,
    /// For how long a mapping is open unless told otherwise, at most 8h
    #[arg(long = "for", value_name = "30m", value_parser = for_mapping)]
    pub duration: Option<Span>,
    /// Overwrite the file that is there; it is kept with .bak at its end
    #[arg(long)]
    pub force: bool,
    /// Do not run `naptop doctor` on what was written
    #[arg(long)]
    pub no_doctor: bool,
}

fn for_mapping(text: &str) -> Result<Span, String> {
    let span = text.parse::<Span>().and_then(Span::for_mapping);
    span.map_err(|failure| failure.with_advice())
}
