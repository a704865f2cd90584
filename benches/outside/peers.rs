//! The programs that naptop is measured beside: where they are, and how one gets them.

use std::path::PathBuf;

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
