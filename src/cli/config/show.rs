//! `naptop config show`: each value in force and where it came from.

use std::process::ExitCode;

use crate::cli::args::{Args, ConfigShow};
use crate::cli::connect;
use crate::cli::json::SettingJson;
use crate::cli::print::{self, CommandFailure};

/// Prints every value; which file is read goes to stderr.
pub fn run(args: &Args, wanted: &ConfigShow) -> Result<ExitCode, CommandFailure> {
    let config = connect::load(args)?;
    let path = config.path.display();
    if config.path.exists() {
        print::note(&format!("read from {path}"));
    } else {
        print::note(&format!("there is no {path}; `naptop config init` writes one"));
    }
    if config.accounts.is_empty() {
        print::note("no SORACOM account is configured");
    }
    if wanted.json {
        print::json_list(&config.settings.iter().map(SettingJson::new).collect::<Vec<_>>())?;
    } else {
        let cells = config.settings.iter().map(|setting| {
            let value = setting.value.clone().unwrap_or_else(|| "-".into());
            vec![setting.key.clone(), value, setting.origin.to_string()]
        });
        print::table(&["KEY", "VALUE", "FROM"], &cells.collect::<Vec<_>>())?;
    }
    Ok(ExitCode::SUCCESS)
}
