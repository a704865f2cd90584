//! `naptop config show`: each value in force and where it came from.

use std::process::ExitCode;

use crate::cli::args::{Args, ConfigShow};
use crate::cli::connect;
use crate::cli::json::SettingJson;
use crate::cli::print::{self, CommandFailure};
use crate::cli::table::Titles;

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
        let documents: Vec<_> = config.settings.iter().map(SettingJson::new).collect();
        return print::done(print::json_list(&documents));
    }
    let cells = config.settings.iter().map(|setting| {
        let value = setting.value.clone().unwrap_or_else(|| "-".into());
        vec![setting.key.clone(), value, setting.origin.to_string()]
    });
    const TITLES: Titles = &[("KEY", 1), ("VALUE", 2), ("FROM", 2)];
    print::done(print::table(TITLES, &cells.collect::<Vec<_>>()))
}
