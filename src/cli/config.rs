//! `naptop config`: where the configuration is, what it says, and a new one. What each value means is `crate::config`'s business.

mod ask;
mod choose;
mod egress;
mod given;
mod init;
mod interrupted;
mod show;

use std::process::ExitCode;

use super::args::{Args, ConfigVerb};
use super::connect;
use super::print::{self, CommandFailure};
use crate::app::rebind;
use crate::config::{self, Env};
use crate::say;

/// Does what is asked of the configuration.
pub async fn run(args: &Args, what: &ConfigVerb) -> Result<ExitCode, CommandFailure> {
    match what {
        ConfigVerb::Path => {
            let path = config::path(&connect::flags(args), &Env::process());
            print::list(&path.display().to_string())?;
            let beside = |name: &str| path.with_file_name(name).display().to_string();
            print::note(&say::wizard::places(beside("keymap.toml"), beside("themes")));
            Ok(ExitCode::SUCCESS)
        }
        ConfigVerb::Keymap => print::done(print::list(rebind::template().trim_end())),
        ConfigVerb::Show(wanted) => show::run(args, wanted),
        ConfigVerb::Init(wanted) => init::run(args, wanted).await,
    }
}
