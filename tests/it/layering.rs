//! The arrows of the house: which folder may use which, read off the `use` lines and paths of the source.

use std::fs;
use std::path::Path;

/// What each room may use of this crate, besides itself.
const ARROWS: &[(&str, &[&str])] = &[
    ("say", &[]),
    ("domain", &[]),
    ("keymap", &["domain"]),
    ("gateway", &["domain"]),
    ("app", &["domain", "keymap", "gateway"]),
    ("ui", &["app", "domain", "keymap", "gateway"]),
    ("files", &[]),
    ("web", &[]),
    ("journal", &["domain", "files"]),
    ("access", &["domain", "gateway", "journal"]),
    ("soracom", &["domain", "gateway", "web"]),
    ("appstream", &["domain", "gateway", "web"]),
    ("read_only", &["domain", "gateway"]),
    ("desktop", &["domain", "gateway", "files"]),
    ("doctor", &["domain", "gateway", "access", "desktop"]),
    ("config", &["domain", "soracom", "desktop", "files"]),
    ("simulator", &["domain"]),
    ("runtime", &["access", "app", "ui", "domain", "gateway", "keymap"]),
];

/// The words are everybody's.
const EVERYWHERE: &str = "say";

/// What the pure rooms must not know.
const OUTSIDE: &[&str] = &[
    "tokio",
    "reqwest",
    "aws_",
    "std::fs",
    "std::env",
    "std::net::Tcp",
    "SystemTime::now",
    "Instant::now",
    "Timestamp::now",
];
const PURE: &[&str] = &["say", "domain", "keymap", "app", "ui"];

#[test]
fn no_arrow_points_up() {
    let mut broken = Vec::new();
    for (room, allowed) in ARROWS {
        for (file, text) in sources(room) {
            for used in uses(&text) {
                let known = ARROWS.iter().any(|(name, _)| *name == used) || used == "cli";
                if known && used != *room && used != EVERYWHERE && !allowed.contains(&used.as_str()) {
                    broken.push(format!("{file} uses {used}"));
                }
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn the_pure_column_knows_nothing_of_the_outside() {
    let mut broken = Vec::new();
    for room in PURE {
        for (file, text) in sources(room) {
            let code = text.split("#[cfg(test)]").next().unwrap_or_default();
            for word in OUTSIDE.iter().filter(|word| {
                code.lines()
                    .any(|line| !line.trim_start().starts_with("//") && line.contains(**word))
            }) {
                broken.push(format!("{file} knows {word}"));
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn every_file_says_what_lives_in_it() {
    for (room, _) in ARROWS {
        for (file, text) in sources(room) {
            assert!(text.starts_with("//! "), "{file}");
        }
    }
}

/// The first segment after every `crate::`.
fn uses(text: &str) -> Vec<String> {
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    let paths = code
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| line.split("crate::").skip(1));
    paths
        .map(|path| path.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect())
        .collect()
}

/// The files of a room without its tests, each with its text.
pub fn sources(room: &str) -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = vec![root.join(format!("{room}.rs"))];
    let mut folders = vec![root.join(room)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") && !path.ends_with("tests.rs") {
                files.push(path);
            }
        }
    }
    files
        .into_iter()
        .map(|path| (path.display().to_string(), fs::read_to_string(&path).unwrap()))
        .collect()
}
