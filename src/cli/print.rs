//! What goes to stdout and stderr: the one JSON document, tables for people, messages, errors. A closed pipe is no panic.

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use serde::Serialize;

use super::args::Args;
use super::json::{ErrorBodyJson, ErrorJson};
use super::table::Titles;
use super::{progress, table};
use crate::domain::access::OpenFailure;
use crate::domain::{Endpoint, Failure, Filter};
use crate::say;
use crate::ui::text::{acts, inert};

/// A verb that failed, and what it left open.
#[derive(Debug)]
pub struct CommandFailure {
    failure: Failure,
    left_open: Vec<Endpoint>,
}

impl CommandFailure {
    /// A failure that left these mappings open.
    pub fn leaving(failure: Failure, left_open: Vec<Endpoint>) -> Self {
        Self { failure, left_open }
    }
}

impl From<Failure> for CommandFailure {
    fn from(failure: Failure) -> Self {
        Self {
            failure,
            left_open: Vec::new(),
        }
    }
}

impl From<OpenFailure> for CommandFailure {
    fn from(OpenFailure { failure, left_open }: OpenFailure) -> Self {
        Self { failure, left_open }
    }
}

/// Prints the one JSON document on stdout. A reader that has gone is an error: it may not have read what is open now.
pub fn json(document: &impl Serialize) -> Result<(), Failure> {
    write(&to_json(document)?).map_err(unwritable)
}

/// The same for a document that names nothing that has to be known. A reader that has gone has read enough of it.
pub fn json_to_read(document: &impl Serialize) -> Result<(), Failure> {
    list(&to_json(document)?)
}

/// Prints a list as the one JSON document on stdout. A reader that has gone has read enough of it.
pub fn json_list(documents: &[impl Serialize]) -> Result<(), Failure> {
    json_to_read(&documents)
}

/// Prints a line on stdout.
pub fn out(line: &str) -> Result<(), Failure> {
    write(&inert(line)).map_err(unwritable)
}

/// Prints lines on stdout. A reader that has gone has read enough of them.
pub fn list(lines: &str) -> Result<(), Failure> {
    match write(lines) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => written.map_err(unwritable),
    }
}

fn write(line: &str) -> io::Result<()> {
    progress::end();
    let mut stdout = io::stdout().lock();
    writeln!(stdout, "{line}")?;
    stdout.flush()
}

fn unwritable(error: io::Error) -> Failure {
    let failure = Failure::new(crate::domain::Kind::Unexpected, say::told::stdout_failed(error));
    failure.advise(say::told::check_output())
}

fn to_json(document: &impl Serialize) -> Result<String, Failure> {
    let text = serde_json::to_string_pretty(document);
    text.map(|text| escaped(&text))
        .map_err(|error| Failure::new(crate::domain::Kind::Unexpected, error.to_string()))
}

/// JSON in which what could act on a terminal is written as `\uXXXX`: it reads as the same, and is safe to look at. Such
/// characters stand in texts alone, and the JSON writer escapes the lower control characters.
fn escaped(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if c > '~' && acts(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                out.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            out.push(c);
        }
    }
    out
}

/// Prints a message on stderr, on a line of its own. One that cannot be printed has no reader.
pub fn note(message: &str) {
    notes([message]);
}

/// The same by a thread of its own, while something is under way that must not wait for a terminal which takes no bytes.
pub fn note_beside(message: String) {
    std::thread::spawn(move || note(&message));
}

/// Says that a word of the filter names no column, so that it is looked for as it stands.
pub fn note_unknown_column(filter: &Filter, columns: &[&str]) {
    if let Some(name) = filter.unknown_column() {
        note(&say::panes::no_such_column(name, columns.join(", ")));
    }
}

/// Prints several lines on stderr. Where one ends is naptop's decision alone.
pub fn notes<'a>(lines: impl IntoIterator<Item = &'a str>) {
    progress::end();
    let lines: Vec<_> = lines.into_iter().map(inert).collect();
    if !lines.is_empty() {
        let _ = writeln!(io::stderr().lock(), "{}", lines.join("\n"));
    }
}

/// Prints a table for people on stdout, as wide as the terminal if it is one.
pub fn table(titles: Titles, rows: &[Vec<String>]) -> Result<(), Failure> {
    list(&table::lines(titles, rows, terminal_width()).join("\n"))
}

/// How wide stdout is, if it is a terminal.
pub fn terminal_width() -> Option<usize> {
    let size = io::stdout().is_terminal().then(crossterm::terminal::size)?;
    size.ok()
        .map(|(columns, _)| usize::from(columns))
        .filter(|columns| *columns > 0)
}

/// What a verb returns that had only this to print.
pub fn done(printed: Result<(), Failure>) -> Result<ExitCode, CommandFailure> {
    printed?;
    Ok(ExitCode::SUCCESS)
}

/// Asks a yes-or-no question on the terminal.
pub fn asked(question: &str) -> Result<bool, Failure> {
    if !io::stdin().is_terminal() {
        return Err(Failure::invalid(say::told::nobody_to_ask()).advise(say::told::add_yes()));
    }
    progress::end();
    let _ = write!(io::stderr().lock(), "{question} [y/N] ");
    let mut answer = String::new();
    let _ = io::stdin().read_line(&mut answer);
    Ok(matches!(answer.trim(), "y" | "Y" | "yes"))
}

/// Prints a failure, as JSON if the answer was to be JSON, and says its exit status.
pub fn failed(args: &Args, failed: &CommandFailure) -> ExitCode {
    let CommandFailure { failure, left_open } = failed;
    let left_open: Vec<String> = left_open.iter().map(ToString::to_string).collect();
    progress::end();
    if args.verb.as_ref().is_some_and(super::args::Verb::json) {
        let document = ErrorJson {
            error: ErrorBodyJson {
                kind: failure.kind.word(),
                message: &failure.message,
                advice: &failure.advice,
                left_open,
            },
        };
        let text = serde_json::to_string(&document).unwrap_or_default();
        let _ = writeln!(io::stderr().lock(), "{}", escaped(&text));
    } else {
        let message = format!("naptop: {}", failure.message);
        let open: Vec<String> = left_open.iter().map(say::told::still_open).collect();
        let open = open.iter().map(String::as_str);
        // a message about one line of a file has its advice in it
        let advice = failure.advice.lines().filter(|_| !message.ends_with(&failure.advice));
        notes([message.as_str()].into_iter().chain(advice).chain(open));
    }
    ExitCode::from(failure.exit_status())
}

/// A wrong command line: as JSON if it asked for JSON, else as clap says it. Help and version are no failures.
pub fn usage(wrong: &clap::Error) -> ExitCode {
    let json = std::env::args_os().any(|arg| arg == "--json");
    if !wrong.use_stderr() || !json {
        let _ = wrong.print();
        return if wrong.use_stderr() {
            ExitCode::from(2)
        } else {
            ExitCode::SUCCESS
        };
    }
    let text = wrong.render().to_string();
    // clap's first paragraph says what is wrong, on one or more lines
    let wrong: Vec<&str> = text
        .lines()
        .take_while(|line| !line.starts_with("Usage"))
        .map(str::trim)
        .collect();
    let message = wrong.join(" ");
    let message = message.trim_start_matches("error: ").trim();
    let document = ErrorJson {
        error: ErrorBodyJson {
            kind: crate::domain::Kind::Invalid.word(),
            message,
            advice: say::told::see_help(),
            left_open: Vec::new(),
        },
    };
    let text = serde_json::to_string(&document).unwrap_or_default();
    let _ = writeln!(io::stderr().lock(), "{}", escaped(&text));
    ExitCode::from(2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn json_is_safe_to_look_at_and_reads_as_the_same() {
        let hostile = "a\u{1b}[31m\u{9b}2J\u{7f}\u{202e}\u{2066}\u{200b}\u{feff}\u{e0041}東京 é 😀";
        let text = to_json(&[hostile]).unwrap();
        assert!(
            text.contains("\\u009b") && text.contains("\\udb40\\udc41") && text.contains("東京 é 😀"),
            "{text}"
        );
        assert!(!text.chars().any(|c| c != '\n' && acts(c)), "{text}");
    }

    proptest! {
        #[test]
        fn any_text_survives_json(text in any::<String>()) {
            let json = to_json(&[&text]).unwrap();
            prop_assert!(!json.chars().any(|c| c != '\n' && acts(c)));
            prop_assert_eq!(serde_json::from_str::<Vec<String>>(&json).unwrap(), [text]);
        }
    }
}
