//! What goes to stdout and stderr: the one JSON document, tables for people, messages, errors. A closed pipe is no panic.

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use serde::Serialize;

use super::args::Args;
use super::json::{ErrorBodyJson, ErrorJson};
use crate::domain::access::OpenFailure;
use crate::domain::{Endpoint, Failure};
use crate::ui::text::{inert, width};

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
    out(&to_json(document)?)
}

/// Prints a list as the one JSON document on stdout. A reader that has gone has read enough of it.
pub fn json_list(documents: &[impl Serialize]) -> Result<(), Failure> {
    list(&to_json(&documents)?)
}

/// Prints a line on stdout.
pub fn out(line: &str) -> Result<(), Failure> {
    write(line).map_err(unwritable)
}

/// Prints lines on stdout. A reader that has gone has read enough of them.
pub fn list(lines: &str) -> Result<(), Failure> {
    match write(lines) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => written.map_err(unwritable),
    }
}

fn write(line: &str) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    writeln!(stdout, "{line}")?;
    stdout.flush()
}

fn unwritable(error: io::Error) -> Failure {
    let failure = Failure::new(crate::domain::Kind::Unexpected, format!("cannot write to stdout: {error}"));
    failure.advise("check where the output goes")
}

fn to_json(document: &impl Serialize) -> Result<String, Failure> {
    serde_json::to_string_pretty(document).map_err(|error| Failure::new(crate::domain::Kind::Unexpected, error.to_string()))
}

/// Prints a message on stderr. One that cannot be printed has no reader.
pub fn note(message: &str) {
    let _ = writeln!(
        io::stderr().lock(),
        "{}",
        message.lines().map(inert).collect::<Vec<_>>().join("\n")
    );
}

/// Prints a table for people on stdout; its cells cannot write to the terminal.
pub fn table(titles: &[&str], rows: &[Vec<String>]) -> Result<(), Failure> {
    let rows: Vec<Vec<String>> = rows
        .iter()
        .map(|row| row.iter().map(|cell| inert(cell).to_string()).collect())
        .collect();
    let widths: Vec<usize> = titles
        .iter()
        .enumerate()
        .map(|(at, title)| {
            rows.iter()
                .filter_map(|row| row.get(at))
                .map(|cell| width(cell))
                .fold(width(title), usize::max)
        })
        .collect();
    let line = |cells: &[String]| {
        let padded = cells
            .iter()
            .zip(&widths)
            .map(|(cell, wide)| format!("{cell}{}", " ".repeat(wide - width(cell))));
        padded.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    let titles: Vec<String> = titles.iter().map(ToString::to_string).collect();
    let lines: Vec<String> = std::iter::once(line(&titles))
        .chain(rows.iter().map(|row| line(row)))
        .collect();
    list(&lines.join("\n"))
}

/// Asks a yes-or-no question on the terminal.
pub fn asked(question: &str) -> Result<bool, Failure> {
    if !io::stdin().is_terminal() {
        return Err(Failure::invalid("this wants a yes, and there is no terminal to ask on").advise("add --yes if you mean it"));
    }
    let _ = write!(io::stderr().lock(), "{question} [y/N] ");
    let mut answer = String::new();
    let _ = io::stdin().read_line(&mut answer);
    Ok(matches!(answer.trim(), "y" | "Y" | "yes"))
}

/// Prints a failure, as JSON if the answer was to be JSON, and says its exit status.
pub fn failed(args: &Args, failed: &CommandFailure) -> ExitCode {
    let CommandFailure { failure, left_open } = failed;
    let left_open: Vec<String> = left_open.iter().map(ToString::to_string).collect();
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
        let _ = writeln!(io::stderr().lock(), "{text}");
    } else {
        let open = left_open
            .iter()
            .map(|endpoint| format!("\nstill open: {endpoint}"))
            .collect::<String>();
        note(&format!("naptop: {}\n{}{open}", failure.message, failure.advice));
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
            advice: "see naptop --help",
            left_open: Vec::new(),
        },
    };
    let _ = writeln!(
        io::stderr().lock(),
        "{}",
        serde_json::to_string(&document).unwrap_or_default()
    );
    ExitCode::from(2)
}
