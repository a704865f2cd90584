//! The man page and the completions: made by the program, complete, and accepted by what reads them.

use std::io::Write;
use std::process::{Command, Stdio};

use clap::CommandFactory;
use naptop::cli::args::Args;
use naptop::cli::manual::{ENVIRONMENT, EXIT_STATUS};
use tempfile::TempDir;

use crate::peers::children::{find, skipped};
use crate::support::simulate::bare;

fn printed(args: &[&str]) -> String {
    let home = TempDir::new().unwrap();
    let output = bare(&home, args).output().unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{args:?}: {output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// The verbs with their long flags, those of nested verbs too.
fn verbs(command: &clap::Command, found: &mut Vec<(String, Vec<String>)>) {
    for verb in command.get_subcommands() {
        let shown = verb.get_arguments().filter(|arg| !arg.is_hide_set());
        let flags = shown.filter_map(|arg| arg.get_long()).map(|flag| format!("--{flag}"));
        found.push((verb.get_name().to_owned(), flags.collect()));
        verbs(verb, found);
    }
}

#[test]
fn the_man_page_tells_every_verb_flag_variable_and_status() {
    let page = printed(&["man"]).replace("\\-", "-");
    let mut all = Vec::new();
    verbs(&Args::command(), &mut all);
    assert!(all.len() >= 13, "{all:?}");
    for (verb, flags) in &all {
        assert!(page.contains(verb.as_str()), "{verb}");
        assert!(flags.iter().all(|flag| page.contains(flag.as_str())), "{verb}: {flags:?}");
    }
    for (variable, _) in ENVIRONMENT {
        assert!(page.contains(variable), "{variable}");
    }
    for (status, means) in EXIT_STATUS {
        let means = means.split('`').next().unwrap();
        assert!(page.contains(&format!("\\fB{status}\\fR\n{means}")), "{status}: {means}");
    }
}

#[test]
fn the_man_page_is_set_without_a_warning() {
    let missing: &[&str] = if find("groff").is_some() { &[] } else { &["groff"] };
    if skipped("the man page", missing, "apt-get install groff-base") {
        return;
    }
    let mut groff = Command::new("groff")
        .args(["-Kutf8", "-man", "-Tutf8", "-ww", "-z"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    groff.stdin.take().unwrap().write_all(printed(&["man"]).as_bytes()).unwrap();
    let output = groff.wait_with_output().unwrap();
    let warnings = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && warnings.is_empty(), "{warnings}");
}

#[test]
fn every_shell_gets_its_completions() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = printed(&["completions", shell]);
        for word in ["naptop", "devices", "extend", "--hold"] {
            assert!(script.contains(word.trim_start_matches("--")), "{shell} knows no {word}");
        }
    }
}

#[test]
fn bash_completes_verbs_and_flags() {
    let asked = |line: &[&str]| {
        let script = format!(
            "source /dev/stdin; COMP_WORDS=({}); COMP_CWORD={}; _naptop naptop \"${{COMP_WORDS[COMP_CWORD]}}\" \"${{COMP_WORDS[COMP_CWORD-1]}}\"; echo \"${{COMPREPLY[@]}}\"",
            line.join(" "),
            line.len() - 1
        );
        let mut bash = Command::new("bash")
            .args(["-c", &script])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        bash.stdin
            .take()
            .unwrap()
            .write_all(printed(&["completions", "bash"]).as_bytes())
            .unwrap();
        String::from_utf8(bash.wait_with_output().unwrap().stdout)
            .unwrap()
            .trim()
            .to_owned()
    };
    assert_eq!(asked(&["naptop", "ext"]), "extend");
    assert_eq!(asked(&["naptop", "open", "--ho"]), "--hold");
}
