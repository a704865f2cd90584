//! `naptop doctor`: looks at what is configured, and prints what came of each check.

use std::io::{IsTerminal, stdout};
use std::process::ExitCode;

use super::args::{Args, Color, Doctor, no_color};
use super::connect::{self, Services};
use super::json::DoctorJson;
use super::print::{self, CommandFailure};
use crate::desktop::Environment;
use crate::doctor::{self, Machine, PATIENCE, Subject};
use crate::domain::Failure;
use crate::domain::checkup::{Check, Verdict, nothing_broken};
use crate::say;
use crate::ui::text::{inert, pad, width, wrap};

/// Checks everything, and says what came of it.
pub async fn run(args: &Args, wanted: &Doctor) -> Result<ExitCode, CommandFailure> {
    connect::with(args, async |services| {
        Ok(report(&examine(services).await, wanted.json, args.color)?)
    })
    .await
}

/// Every check, on these services and this machine.
pub async fn examine(services: &Services) -> Vec<Check> {
    doctor::examine(&Subject {
        soracom: services.access.soracom.as_ref(),
        aws: services.aws.as_ref(),
        clock: &services.access.clock,
        expected: services.expected(),
        machine: machine(services),
        patience: PATIENCE,
    })
    .await
}

fn machine(services: &Services) -> Machine {
    let terminal = stdout().is_terminal();
    let size = || {
        crossterm::terminal::size()
            .ok()
            .filter(|(columns, rows)| *columns > 0 && *rows > 0)
    };
    Machine {
        environment: Environment::detect(),
        clipboard: services.clipboard(),
        terminal,
        size: terminal.then(size).flatten(),
        no_color: no_color(),
        colorterm: std::env::var("COLORTERM").unwrap_or_default(),
    }
}

/// Prints the checks. The status is a failure if something is broken.
pub fn report(checks: &[Check], json: bool, color: Color) -> Result<ExitCode, Failure> {
    if json {
        print::json_to_read(&DoctorJson::new(checks))?;
    } else {
        let terminal = stdout().is_terminal();
        let columns = crossterm::terminal::size().ok().filter(|_| terminal);
        let paper = Paper {
            columns: columns
                .map(|(columns, _)| usize::from(columns))
                .filter(|columns| *columns > 0),
            colored: color.wanted(terminal),
        };
        print::list(&text(checks, paper))?;
    }
    Ok(if nothing_broken(checks) {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// What is printed on.
#[derive(Clone, Copy)]
struct Paper {
    /// How wide it is, where it has an end.
    columns: Option<usize>,
    colored: bool,
}

/// The mark and its colour (SGR).
fn mark(verdict: Verdict) -> (&'static str, &'static str) {
    match verdict {
        Verdict::Ok => ("✓", "32"),
        Verdict::Broken => ("✗", "1;31"),
        Verdict::Unknown => ("?", "33"),
    }
}

/// The checks for people: what came of each, under it what to do, and a sum.
fn text(checks: &[Check], paper: Paper) -> String {
    let longest = checks.iter().map(|check| width(check.name.said())).max().unwrap_or(0);
    let indent = longest + 4;
    let mut lines = Vec::new();
    let mut said = None;
    for check in checks {
        let (mark, color) = mark(check.verdict);
        let mark = match paper.colored {
            true => format!("\u{1b}[{color}m{mark}\u{1b}[0m"),
            false => mark.to_owned(),
        };
        let head = format!("{mark} {}  ", pad(check.name.said(), longest));
        lines.push(block(&head, indent, &check.detail, paper));
        // a row of checks that wait for the same thing says so once
        let advice = check.advice.as_ref().filter(|advice| said != Some(*advice));
        said = check.advice.as_ref();
        if let Some(advice) = advice {
            let head = format!("{}> ", " ".repeat(indent));
            lines.push(block(&head, indent + 2, advice, paper));
        }
    }
    let count = |verdict| checks.iter().filter(|check| check.verdict == verdict).count();
    let [ok, broken, unknown] = [Verdict::Ok, Verdict::Broken, Verdict::Unknown].map(count);
    lines.push(say::checked::summary(ok, broken, unknown));
    lines.join("\n")
}

/// A text behind its head, wrapped under its own beginning. It may come from a service, and cannot write to the terminal.
fn block(head: &str, indent: usize, text: &str, paper: Paper) -> String {
    /// Less than this is not worth wrapping into.
    const LEAST: usize = 20;
    let wrapped = match paper.columns {
        Some(columns) => wrap(text, columns.saturating_sub(indent).max(LEAST)),
        None => vec![inert(text).into_owned()],
    };
    let rest = format!("\n{}", " ".repeat(indent));
    format!("{head}{}", wrapped.join(&rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::checkup::Name;

    fn checks() -> Vec<Check> {
        vec![
            Check::ok(Name(|| "clock skew"), "less than a second"),
            Check::ok(Name(|| "browser"), "none here").minding("the URL is shown; open it elsewhere"),
            Check::broken(
                Name(|| "fleet state"),
                "STOPPED \u{1b}[2J",
                "start it: aws appstream start-fleet --name naptop",
            ),
            Check::unknown(Name(|| "application"), "not seen", "ask"),
            Check::unknown(Name(|| "subnets"), "not seen", "ask"),
        ]
    }

    #[test]
    fn a_line_a_check_an_indented_line_an_advice_and_a_sum() {
        let plain = Paper {
            columns: None,
            colored: false,
        };
        let expected = "\
✓ clock skew   less than a second
✓ browser      none here
               > the URL is shown; open it elsewhere
✗ fleet state  STOPPED ·[2J
               > start it: aws appstream start-fleet --name naptop
? application  not seen
               > ask
? subnets      not seen
2 ok, 1 broken, 2 unknown";
        assert_eq!(text(&checks(), plain), expected);
    }

    #[test]
    fn a_terminal_gets_its_width_and_colours() {
        let terminal = Paper {
            columns: Some(40),
            colored: true,
        };
        let shown = text(&checks(), terminal);
        assert!(
            shown.contains("\u{1b}[1;31m✗\u{1b}[0m fleet state  STOPPED ·[2J\n"),
            "{shown}"
        );
        let advice = "\n               > start it: aws appstream\n                 start-fleet --name\n                 naptop\n";
        assert!(shown.contains(advice), "{shown}");
        let visible = shown.replace("\u{1b}[0m", "").replace("\u{1b}[1;31m", "");
        let visible = visible.replace("\u{1b}[32m", "").replace("\u{1b}[33m", "");
        assert!(visible.lines().all(|line| width(line) <= 40), "{visible}");
    }

    #[test]
    fn unknown_is_null_and_breaks_nothing() {
        let value = serde_json::to_value(DoctorJson::new(&checks())).unwrap();
        assert_eq!(value["ok"], false);
        assert_eq!(
            value["checks"][2],
            serde_json::json!({ "name": "fleet state", "ok": false, "detail": "STOPPED \u{1b}[2J",
                                "advice": "start it: aws appstream start-fleet --name naptop" })
        );
        assert_eq!(value["checks"][3]["ok"], serde_json::Value::Null);
        assert_eq!(value["checks"][0]["advice"], serde_json::Value::Null);
        let unbroken: Vec<Check> = checks()
            .into_iter()
            .filter(|check| check.verdict != Verdict::Broken)
            .collect();
        assert_eq!(serde_json::to_value(DoctorJson::new(&unbroken)).unwrap()["ok"], true);
    }
}
