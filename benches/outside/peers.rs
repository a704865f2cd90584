//! The programs that naptop is measured beside: where they are, and how one gets them.

use std::path::PathBuf;
use std::process::Command;

use tempfile::TempDir;

use crate::Outcome;
use crate::fleet::Fleet;
use crate::naptop;
use crate::report::Report;

/// How to install a peer.
const PEERS: &[(&str, &str)] = &[
    ("btop", "apt-get install btop"),
    ("htop", "apt-get install htop"),
    ("fzf", "apt-get install fzf"),
    ("btm", "cargo install bottom"),
    ("csvlens", "cargo install csvlens"),
    ("aws", "pip install awscli"),
];

/// `csvlens` on a table of these devices, if it is there.
pub fn csvlens(fleet: &Fleet, home: &TempDir, report: &mut Report) -> Outcome<Option<Command>> {
    let Some(program) = find("csvlens", report) else {
        return Ok(None);
    };
    let table = home.path().join("devices.csv");
    std::fs::write(&table, fleet.rows(","))?;
    let mut command = naptop::at_home(program, home);
    command.arg(table);
    Ok(Some(command))
}

/// The peer without arguments, if it is there.
pub fn alone(name: &str, home: &TempDir, report: &mut Report) -> Option<Command> {
    Some(naptop::at_home(find(name, report)?, home))
}

/// Where the peer is; if it is nowhere, the report says how to get it.
pub fn find(name: &str, report: &mut Report) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let beside_python =
        std::env::var_os("NAPTOP_TEST_PYTHON").and_then(|python| Some(PathBuf::from(python).parent()?.to_owned()));
    let found = std::env::split_paths(&path)
        .chain(beside_python)
        .map(|folder| folder.join(name))
        .find(|path| path.is_file());
    if found.is_none() {
        let how = PEERS.iter().find(|(peer, _)| *peer == name).map_or("", |(_, how)| how);
        report.note(format!("`{name}` is not installed and was left out: `{how}`"));
    }
    found
}
