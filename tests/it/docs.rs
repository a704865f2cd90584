//! README.md against the program: its key table is made from the table of commands, and its examples parse.
use clap::Parser;
use naptop::app::commands::COMMANDS;
use naptop::cli::args::Args;

use crate::support::pty::Pty;

const README: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
const BEGIN: &str = "<!-- keys: made from src/app/commands.rs by `UPDATE_README=1 cargo test --test it docs` -->\n";
const END: &str = "<!-- end of keys -->\n";

fn readme() -> String {
    std::fs::read_to_string(README).unwrap()
}

fn key_table() -> String {
    let mut table = "| key | does |\n|---|---|\n".to_owned();
    for row in COMMANDS {
        let keys: Vec<String> = row.keys.iter().map(|key| format!("`{key}`")).collect();
        table += &format!("| {} | {} |\n", keys.join(" "), row.help.replace('|', "\\|"));
    }
    table
}

#[test]
fn the_key_table_is_that_of_the_program() {
    let readme = readme();
    let (before, rest) = readme.split_once(BEGIN).expect("README.md has the marker of the key table");
    let (shown, after) = rest.split_once(END).expect("README.md has the end of the key table");
    let made = key_table();
    if std::env::var_os("UPDATE_README").is_some() {
        std::fs::write(README, [before, BEGIN, &made, END, after].concat()).unwrap();
        return;
    }
    assert_eq!(
        shown, made,
        "README.md's keys are old: run `UPDATE_README=1 cargo test --test it docs`"
    );
}

#[test]
fn every_example_parses() {
    let readme = readme();
    let examples = readme
        .lines()
        .filter_map(|line| line.trim_start_matches("$ ").strip_prefix("naptop "));
    let mut seen = 0;
    for example in examples.map(|line| line.split_once(" #").map_or(line, |(line, _)| line)) {
        let words = shell_words::split(example).unwrap();
        let parsed = Args::try_parse_from(std::iter::once("naptop".to_owned()).chain(words));
        assert!(parsed.is_ok(), "naptop {example}: {}", parsed.unwrap_err());
        seen += 1;
    }
    assert!(seen >= 10, "the examples are lines that start with naptop; found {seen}");
}

#[test]
fn the_walk_through_works() {
    let mut pty = Pty::naptop(&["demo"], 40, 120);
    pty.until("kiosk-tokyo-01");
    pty.keys("jk/kiosk-tokyo\r");
    pty.until("1 of 48 /kiosk-tokyo");
    pty.keys("o");
    pty.until("Open access to kiosk-tokyo-01");
    pty.keys("\r");
    pty.until("link 9:");
    pty.keys("c");
    pty.until_holds("the URL goes to the terminal's clipboard", |pty| {
        pty.bytes().windows(5).any(|bytes| bytes == b"\x1b]52;")
    });
    pty.keys("x");
    pty.until("Revoke");
    pty.keys("y");
    pty.until_holds("the access is gone", |pty| !pty.screen().contains("link 9:"));
    pty.keys("q");
    assert!(pty.ended().success());
}
