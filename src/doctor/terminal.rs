//! The terminal: whether it is one, is large enough, and shows colours.

use super::name;
use crate::desktop::{ClipboardPolicy, Environment};
use crate::domain::checkup::Check;

const ELSEWHERE: &str = "run naptop doctor in the terminal that you will use";

/// The machine in front of the user, as plain data.
#[derive(Clone, Debug, Default)]
pub struct Machine {
    /// What surrounds the program.
    pub environment: Environment,
    /// Which clipboard is configured.
    pub clipboard: ClipboardPolicy,
    /// Whether stdout is a terminal.
    pub terminal: bool,
    /// Its columns and rows.
    pub size: Option<(u16, u16)>,
    /// Whether `NO_COLOR` is set.
    pub no_color: bool,
    /// `COLORTERM`; empty where it is not set.
    pub colorterm: String,
}

/// Whether the dashboard can be shown.
pub(super) fn terminal(machine: &Machine) -> Check {
    const SMALLEST: (u16, u16) = (40, 10);
    const COMFORTABLE: (u16, u16) = (80, 24);
    let term = machine.environment.term.as_str();
    if !machine.terminal {
        return Check::unknown(name::TERMINAL, "the output is not a terminal", ELSEWHERE);
    }
    if matches!(term, "" | "dumb") {
        let said = if term.is_empty() { "TERM is not set" } else { "TERM=dumb" };
        let detail = format!("{said}: the dashboard cannot be drawn");
        return Check::broken(
            name::TERMINAL,
            detail,
            "set TERM to what the terminal is, e.g. xterm-256color",
        );
    }
    let Some((columns, rows)) = machine.size else {
        return Check::unknown(name::TERMINAL, format!("{term}, of unknown size"), ELSEWHERE);
    };
    let detail = format!("{term}, {columns}x{rows}");
    let smaller = |(least_columns, least_rows)| columns < least_columns || rows < least_rows;
    if smaller(SMALLEST) {
        return Check::broken(name::TERMINAL, format!("{detail}: too small"), "make it 80x24 or larger");
    }
    let check = Check::ok(name::TERMINAL, detail);
    if smaller(COMFORTABLE) {
        check.minding("below 80x24 one pane is shown at a time")
    } else {
        check
    }
}

/// Which colours will be shown.
pub(super) fn colours(machine: &Machine) -> Check {
    let term = machine.environment.term.as_str();
    if machine.no_color {
        return Check::ok(name::COLOURS, "none: NO_COLOR is set");
    }
    if !machine.terminal {
        return Check::unknown(name::COLOURS, "the output is not a terminal", ELSEWHERE);
    }
    if matches!(term, "" | "dumb") || term.starts_with("vt1") || term.ends_with("-m") || term.ends_with("-mono") {
        let said = if term.is_empty() {
            "TERM is not set".to_owned()
        } else {
            format!("TERM={term} shows none")
        };
        return Check::ok(name::COLOURS, said).minding("--color never, or NO_COLOR=1, leaves them out");
    }
    let colorterm = machine.colorterm.as_str();
    let detail = match colorterm {
        "truecolor" | "24bit" => format!("yes; the terminal shows 16 million (COLORTERM={colorterm})"),
        _ if term.contains("256color") => format!("yes; the terminal shows 256 (TERM={term})"),
        _ => format!("yes; the terminal shows 16, as far as it says (TERM={term})"),
    };
    Check::ok(name::COLOURS, detail)
}
