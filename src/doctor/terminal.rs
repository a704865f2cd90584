//! The terminal: whether it is one, is large enough, and shows colours.

use super::{Machine, name};
use crate::domain::checkup::Check;
use crate::domain::screen::{BOTH_PANES, SMALLEST};
use crate::say;

/// Whether the dashboard can be shown.
pub(super) fn terminal(machine: &Machine) -> Check {
    let term = machine.environment.term.as_str();
    if !machine.terminal {
        return Check::unknown(name::TERMINAL, say::checked::no_terminal(), say::checked::run_there());
    }
    if matches!(term, "" | "dumb") {
        let detail = match term.is_empty() {
            true => say::checked::undrawn_without_term(),
            false => say::checked::undrawn_on_dumb(),
        };
        return Check::broken(name::TERMINAL, detail, say::checked::set_term());
    }
    let Some((columns, rows)) = machine.size else {
        return Check::unknown(name::TERMINAL, say::checked::unknown_size(term), say::checked::run_there());
    };
    let detail = say::checked::size(term, columns, rows);
    let smaller = |(least_columns, least_rows)| columns < least_columns || rows < least_rows;
    if smaller(SMALLEST) {
        return Check::broken(name::TERMINAL, say::checked::too_small(detail), say::checked::enlarge());
    }
    let check = Check::ok(name::TERMINAL, detail);
    if smaller(BOTH_PANES) {
        check.minding(say::checked::one_pane(BOTH_PANES.0, BOTH_PANES.1))
    } else {
        check
    }
}

/// Which colours will be shown.
pub(super) fn colours(machine: &Machine) -> Check {
    let term = machine.environment.term.as_str();
    if machine.no_color {
        return Check::ok(name::COLOURS, say::checked::no_colour_wanted());
    }
    if !machine.terminal {
        return Check::unknown(name::COLOURS, say::checked::no_terminal(), say::checked::run_there());
    }
    if matches!(term, "" | "dumb") || term.starts_with("vt1") || term.ends_with("-m") || term.ends_with("-mono") {
        let said = if term.is_empty() {
            say::checked::no_term().to_owned()
        } else {
            say::checked::colourless(term)
        };
        return Check::ok(name::COLOURS, said).minding(say::checked::leave_colours_out());
    }
    let colorterm = machine.colorterm.as_str();
    let detail = match colorterm {
        "truecolor" | "24bit" => say::checked::millions(colorterm),
        _ if term.contains("256color") => say::checked::hundreds(term),
        _ => say::checked::sixteen(term),
    };
    Check::ok(name::COLOURS, detail)
}
