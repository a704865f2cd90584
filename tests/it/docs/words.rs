//! What README.md says outside of its tables: verbs, flags, settings, names that can be chosen, and documents.

use std::collections::BTreeSet;

use clap::CommandFactory;
use naptop::cli::args::Args;
use naptop::config::TEMPLATE;
use serde_json::Value;

use super::readme;
use crate::support::simulate::{Simulate, error, json};

/// The verbs with their flags, those of nested verbs too.
fn verbs(command: &clap::Command, path: &str, leaves: &mut Vec<String>, flags: &mut BTreeSet<String>) {
    let long = command.get_arguments().filter_map(|arg| arg.get_long());
    flags.extend(long.map(|flag| format!("--{flag}")));
    for verb in command.get_subcommands().filter(|verb| verb.get_name() != "help") {
        verbs(verb, &format!("{path} {}", verb.get_name()), leaves, flags);
    }
    if !command.has_subcommands() {
        leaves.push(path.to_owned());
    }
}

/// The words of a text that begin with two dashes.
fn flags(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_lowercase() && c != '-')
        .filter(|word| word.starts_with("--") && word.len() > 2 && !word.starts_with("---"))
}

#[test]
fn every_verb_is_shown_and_every_flag_exists() {
    let (mut leaves, mut known) = (Vec::new(), BTreeSet::new());
    let mut command = Args::command();
    // with clap's own --help and --version
    command.build();
    verbs(&command, "naptop", &mut leaves, &mut known);
    assert!(leaves.len() >= 17, "{leaves:?}");
    let readme = readme();
    for verb in leaves {
        assert!(readme.contains(&verb), "README.md never shows `{verb}`");
    }
    let others = ["cargo ", "aws ", "--parameter-overrides", "<!--"];
    let mut seen = 0;
    for line in readme.lines().filter(|line| !others.iter().any(|other| line.contains(other))) {
        for flag in flags(line) {
            assert!(known.contains(flag), "no verb takes {flag}: {line}");
            seen += 1;
        }
    }
    assert!(seen >= 40, "{seen}");
}

#[test]
fn the_global_options_are_all_told() {
    let readme = readme();
    let told = between(&readme, "The global options are ", ";");
    let told: BTreeSet<&str> = flags(&told).collect();
    let command = Args::command();
    let global = command.get_arguments().filter(|arg| arg.is_global_set());
    // -v is told by its short name
    let global: BTreeSet<String> = global
        .filter_map(|arg| arg.get_long())
        .filter(|flag| *flag != "verbose")
        .map(|flag| format!("--{flag}"))
        .collect();
    assert!(global.len() >= 5);
    assert_eq!(told, global.iter().map(String::as_str).collect());
}

#[test]
fn every_setting_that_is_named_is_one() {
    let settings: toml::Table = TEMPLATE
        .lines()
        .filter_map(|line| line.strip_prefix('#'))
        .filter(|line| !line.starts_with(' '))
        .collect::<Vec<&str>>()
        .join("\n")
        .parse()
        .unwrap();
    let has = |section: &str, key: &str| settings.get(section).and_then(|section| section.get(key)).is_some();
    let mut named = 0;
    for code in codes(&readme()) {
        let words: Vec<&str> = code.split([' ', '.']).collect();
        match words[..] {
            ["[ui]" | "[alerts]" | "[access]" | "[appstream]", key, ..] => {
                let section = words[0].trim_matches(['[', ']']);
                assert!(has(section, key), "{code}");
                named += 1;
            }
            ["access" | "appstream" | "alerts" | "ui", key] => {
                assert!(has(words[0], key), "{code}");
                named += 1;
            }
            _ => {}
        }
    }
    assert!(named >= 5, "{named}");
    let alerts = readme();
    let alerts = between(&alerts, "`[alerts]` decides", "\n\n");
    for key in ["bell", "title", "osc9", "desktop"] {
        assert!(has("alerts", key) && alerts.contains(&format!("`{key}`")), "{key}");
    }
}

#[test]
fn what_can_go_wrong_in_the_simulator_is_told_whole() {
    let simulate = Simulate::start(&[]);
    let refused = simulate.naptop(&["simulate", "--fault", "x=y"]);
    let refused = String::from_utf8(refused.stderr).unwrap();
    let words = |text: &str| -> BTreeSet<String> {
        let words = text.split_whitespace().map(|word| word.trim_end_matches(','));
        words.map(str::to_owned).collect()
    };
    let readme = readme();
    let told = |begin: &str| -> BTreeSet<String> {
        codes(&between(&between(&readme, begin, "\n- "), "", "\n\n"))
            .into_iter()
            .collect()
    };
    assert_eq!(told("- OPERATION: "), words(&between(&refused, "OPERATION one of ", "KIND")));
    // the statuses are told by their range
    let mut kinds = told("- KIND, ");
    kinds.retain(|kind| kind.parse::<u16>().is_err());
    assert_eq!(kinds, words(&between(&refused, "or one of ", "\n")));
}

#[test]
fn the_documents_have_these_fields() {
    let readme = readme();
    let documents: Vec<Value> = readme
        .split("```json\n")
        .skip(1)
        .map(|block| serde_json::from_str(block.split("```").next().unwrap()).unwrap())
        .collect();
    let simulate = Simulate::start(&[]);
    let opened = json(&simulate.naptop(&["open", "kiosk-tokyo-01", "--for", "45m", "--reason", "updates", "--json"]));
    let (_, refused) = error(&simulate.naptop(&["open", "nobody", "--json"]));
    assert_eq!(
        documents.iter().map(shape).collect::<Vec<_>>(),
        [
            shape(&opened),
            shape(&serde_json::json!({ "error": refused })),
            shape(&simulate.urls),
        ]
    );
    assert_eq!(documents[1]["error"], refused);
    assert_eq!(documents[0]["mapping"]["device"], opened["mapping"]["device"]);
    let mappings = simulate.mappings();
    let ours = mappings.iter().find(|mapping| mapping["ours"] == true).unwrap();
    assert_eq!(
        shape(ours),
        shape(&documents[0]["mapping"]),
        "what README.md says of `mappings --json`"
    );
}

#[test]
fn the_oldest_rust_is_that_of_the_manifest() {
    let said = format!("Rust {} or newer", env!("CARGO_PKG_RUST_VERSION"));
    assert!(readme().contains(&said), "{said}");
}

/// A document with the kind of each value in its place.
fn shape(document: &Value) -> Value {
    match document {
        Value::Object(fields) => Value::Object(fields.iter().map(|(name, value)| (name.clone(), shape(value))).collect()),
        Value::Array(items) => Value::Array(items.iter().map(shape).collect()),
        Value::String(_) => "text".into(),
        Value::Number(_) => "number".into(),
        Value::Bool(_) => "true or false".into(),
        Value::Null => Value::Null,
    }
}

fn between(text: &str, begin: &str, end: &str) -> String {
    let (_, rest) = text.split_once(begin).unwrap_or_else(|| panic!("nothing says {begin:?}"));
    rest.split(end).next().unwrap().to_owned()
}

/// What stands between backticks, outside of blocks.
fn codes(text: &str) -> Vec<String> {
    let prose: String = text.split("```").step_by(2).collect();
    prose.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}
