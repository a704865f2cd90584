//! `naptop config show`: each value in force and where it came from.

use std::process::ExitCode;

use crate::cli::args::{Args, ConfigShow};
use crate::cli::connect;
use crate::cli::json::SettingJson;
use crate::cli::print::{self, CommandFailure};
use crate::cli::table::Titles;
use crate::say::{self, tables};

/// Prints every value; which file is read goes to stderr.
pub fn run(args: &Args, wanted: &ConfigShow) -> Result<ExitCode, CommandFailure> {
    let config = connect::load(args)?;
    let path = config.path.display();
    if config.path.exists() {
        print::note(&say::wizard::read_from(path));
    } else {
        print::note(&say::wizard::not_there(path));
    }
    if config.accounts.is_empty() {
        print::note(say::wizard::no_account());
    }
    if wanted.json {
        let documents: Vec<_> = config.settings.iter().map(SettingJson::new).collect();
        return print::done(print::json_list(&documents));
    }
    let cells = config.settings.iter().map(|setting| {
        let value = setting.value.clone().unwrap_or_else(|| "-".into());
        vec![setting.key.clone(), value, setting.origin.to_string()]
    });
    const TITLES: Titles = &[(tables::key, 1), (tables::value, 2), (tables::origin, 2)];
    print::done(print::table(TITLES, &cells.collect::<Vec<_>>()))
}
