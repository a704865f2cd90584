//! Words for people stand in `say` alone: no sentence is written where only English would be said.

use crate::layering::sources;

/// The rooms that speak.
const ROOMS: &[&str] = &[
    "app",
    "ui",
    "keymap",
    "domain",
    "gateway",
    "runtime",
    "access",
    "journal",
    "read_only",
    "soracom",
    "appstream",
    "desktop",
    "config",
    "doctor",
    "cli",
];

/// Where help for the command line is, which is in English alone.
const HELP: &[&str] = &["/cli/args", "/cli/manual.rs"];

/// What other programs and services say or read, and the names by which panes are remembered.
const NOT_OURS: &[&str] = &[
    "full address:s:{endpoint}",
    "prompt for credentials:i:1",
    "  # until {}\\n",
    "mstsc /v:{endpoint}",
    "xfreerdp /v:{endpoint}",
    "vncviewer {host}::{port}",
    "on run argv",
    "display notification (item 1 of argv) with title \\\"naptop\\\"",
    "end run",
    "aws appstream associate-fleet --stack-name {stack} --fleet-name {fleet}",
    "aws appstream start-fleet --name {}",
    "packets transmitted",
    "api key",
    "was not defined",
    "already taken",
    "in chain",
    "missing region",
    "missing signing region",
    "a region must be set",
    "timed out",
    "dispatch failure",
    "unknown field ",
    // of `config show` and of the log
    "{} of {}",
    "audit entry",
    "a list of SIMs",
    "naptop: {}",
    // of filters
    "online yes true",
    "offline no false",
    "never no false",
    // of columns
    "open mappings",
    "Who and why",
    "Opened by and why",
];

/// What stands before a text that nobody reads on the screen: the log, what cannot be, and what is told to the compiler.
const UNSAID: &[&str] = &["tracing::", "unreachable!(", "panic!(", "#[", "#!["];

#[test]
fn no_sentence_is_written_outside_say() {
    let mut written = Vec::new();
    for room in ROOMS {
        for (file, text) in sources(room) {
            let code = text.split("mod tests {").next().unwrap_or_default();
            let testing = file.contains("/tests/") || file.contains("/testing");
            let helping = HELP.iter().any(|help| file.contains(help));
            let said = literals(code).into_iter().filter(|(before, literal)| {
                let unsaid = UNSAID.iter().any(|mark| before.contains(mark)) || NOT_OURS.contains(&literal.as_str());
                !testing && !helping && !unsaid && is_a_sentence(literal)
            });
            written.extend(said.map(|(_, literal)| format!("{file}: {literal:?}")));
        }
    }
    assert!(written.is_empty(), "{written:#?}");
}

#[test]
fn a_sentence_is_told_from_a_format_and_from_a_name() {
    for (code, said) in [
        (r#"push("nothing was opened")"#, true),
        (r#"format!("{left} left")"#, true),
        (r#"format!("{label} ({endpoint})")"#, false),
        (r#"format!("{mark} {text}")"#, false),
        (r#"x; tracing::warn!(at, "left while a write was under way")"#, false),
        (r#"Key::Char('"'), "Enter""#, false),
        (r#"// nothing "was opened" here"#, false),
        ("r#\"{\"a\":\"\"#; \"x\"", false),
    ] {
        let found = literals(code)
            .iter()
            .any(|(before, literal)| is_a_sentence(literal) && !UNSAID.iter().any(|mark| before.contains(mark)));
        assert_eq!(found, said, "{code}");
    }
}

/// Whether two words stand side by side in it; a placeholder is as good as one of them.
fn is_a_sentence(text: &str) -> bool {
    let is_word = |token: &str| {
        let word = token.trim_matches(|c: char| c.is_ascii_punctuation());
        word.len() > 1 && word.chars().all(|c| c.is_ascii_lowercase())
    };
    let is_filled_in = |token: &str| token.contains('{');
    let tokens: Vec<&str> = text.split(' ').collect();
    tokens.windows(2).any(|pair| match pair {
        [one, other] if is_filled_in(one) => is_word(other) && !is_filled_in(other),
        [one, other] => is_word(one) && (is_filled_in(other) || is_word(other)),
        _ => false,
    })
}

/// The texts in quotes, each with the statement as far as it stands before it. Comments are not code.
fn literals(code: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut statement = String::new();
    let mut rest = code;
    while let Some(c) = rest.chars().next() {
        let mut after = &rest[c.len_utf8()..];
        match c {
            '/' if after.starts_with('/') => after = after.split_once('\n').map_or("", |(_, after)| after),
            '\'' if after.starts_with("\"'") => after = &after[2..],
            '"' => {
                let raw = statement
                    .ends_with("r#")
                    .then(|| after.split_once("\"#").map_or(after, |(text, _)| text));
                let text = raw.unwrap_or_else(|| quoted(after));
                after = &after[(text.len() + 1).min(after.len())..];
                found.push((statement.clone(), text.to_owned()));
            }
            ';' | '{' | '}' => statement.clear(),
            c => statement.push(c),
        }
        rest = after;
    }
    found
}

/// Up to the closing quote.
fn quoted(text: &str) -> &str {
    let mut escaped = false;
    let end = text.find(|c| {
        let ends = c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        ends
    });
    &text[..end.unwrap_or(text.len())]
}
