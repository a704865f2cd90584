//! The one table of commands: dispatch, help, palette, hints and the README's key table are made from it.

use super::Command;
use crate::keymap::{Chord, Keymap};

/// A row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// The command.
    pub command: Command,
    /// Its keys, the main one first.
    pub keys: &'static [&'static str],
    /// One or two words, for the hints in the footer.
    pub hint: &'static str,
    /// One sentence, for the help and the palette.
    pub help: &'static str,
    /// Whether it changes something outside, so that read-only forbids it.
    pub writes: bool,
}

impl Row {
    /// Its usual keys.
    pub fn chords(&self) -> impl Iterator<Item = Chord> {
        self.keys.iter().filter_map(|key| key.parse().ok())
    }
}

const fn row(command: Command, keys: &'static [&'static str], hint: &'static str, help: &'static str) -> Row {
    Row {
        command,
        keys,
        hint,
        help,
        writes: false,
    }
}

const fn write(command: Command, keys: &'static [&'static str], hint: &'static str, help: &'static str) -> Row {
    Row {
        writes: true,
        ..row(command, keys, hint, help)
    }
}

/// Every command, in the order of the help.
pub const COMMANDS: &[Row] = &[
    write(
        Command::Open,
        &["o"],
        "open",
        "open remote access to the device, with marks to all that are marked: a form with app, port, duration, sources, reason",
    ),
    write(
        Command::OpenNow,
        &["O"],
        "open now",
        "open remote access with the defaults, at once; with marks to all that are marked, after y or n",
    ),
    write(
        Command::CopyLink,
        &["c"],
        "copy link",
        "copy the streaming URL; makes one if none is live",
    ),
    write(Command::Browse, &["b"], "browser", "open the streaming URL in the browser"),
    write(Command::FreshLink, &["u"], "new link", "make a fresh streaming URL"),
    write(
        Command::Launch,
        &["l"],
        "launch",
        "launch the app's local command (ssh, a VNC viewer, mstsc) through access for this machine alone",
    ),
    write(
        Command::Extend,
        &["e"],
        "extend",
        "extend access: asks for how long; on an expired row, open the same again, after y or n",
    ),
    row(Command::CopyEndpoint, &["y"], "copy host:port", "copy the endpoint host:port"),
    row(Command::Details, &["Enter"], "details", "everything known of the row"),
    write(
        Command::Revoke,
        &["x"],
        "revoke",
        "revoke access, in Sessions end the session, after y or n; with marks, all that is marked",
    ),
    write(
        Command::Sweep,
        &["X"],
        "sweep",
        "sweep, after y or n: expired mappings still listed, and AppStream sessions whose mapping is gone",
    ),
    row(
        Command::Probe,
        &["t"],
        "probe",
        "test whether the device answers, without opening: ping, then the port; costs traffic",
    ),
    row(Command::Mark, &["Space"], "mark", "mark or unmark the row"),
    row(
        Command::MarkAll,
        &["*"],
        "mark all",
        "mark all rows that pass the filter; unmark them where all are marked",
    ),
    row(
        Command::Export,
        &["E"],
        "export",
        "write the rows of Access that pass its filter to a CSV file in the current folder",
    ),
    row(Command::Filter, &["/"], "filter", "filter: words, col:value, !not"),
    row(
        Command::Clear,
        &["Esc"],
        "clear",
        "cancel what has not begun, dismiss the message, then clear the filter, then the marks",
    ),
    row(Command::Sort, &["s"], "sort", "sort by the next column"),
    row(Command::Reverse, &["S"], "reverse", "reverse the order"),
    row(
        Command::NextAccount,
        &["P"],
        "account",
        "switch profile: show the next account",
    ),
    row(Command::Refresh, &["R"], "refresh", "refresh now"),
    row(Command::Pause, &["p"], "pause", "pause or resume refreshing"),
    row(Command::Down, &["j", "Down"], "down", "move down"),
    row(Command::Up, &["k", "Up"], "up", "move up"),
    row(Command::PageDown, &["PageDown"], "page", "move a page down"),
    row(Command::PageUp, &["PageUp"], "page", "move a page up"),
    row(Command::Top, &["g", "Home"], "top", "move to the first row"),
    row(Command::Bottom, &["G", "End"], "bottom", "move to the last row"),
    row(Command::NextPane, &["Tab"], "pane", "next pane"),
    row(Command::PreviousPane, &["Shift-Tab"], "pane", "previous pane"),
    row(Command::Devices, &["1"], "devices", "the Devices pane"),
    row(Command::Access, &["2"], "access", "the Access pane"),
    row(Command::Sessions, &["3"], "sessions", "the Sessions pane"),
    row(Command::Audit, &["4"], "audit", "the Audit pane"),
    row(
        Command::AuditDevice,
        &["a"],
        "its audit",
        "audit log of this device alone; in Audit, of all devices again",
    ),
    row(Command::Zoom, &["z"], "zoom", "zoom the focused pane"),
    row(
        Command::Columns,
        &["C"],
        "columns",
        "choose which columns of the pane are shown",
    ),
    row(Command::Grow, &["+"], "larger", "make the focused pane larger"),
    row(Command::Shrink, &["-"], "smaller", "make the focused pane smaller"),
    row(
        Command::Balance,
        &["="],
        "balance",
        "let the panes share the screen by their rows",
    ),
    row(
        Command::Mask,
        &["M"],
        "mask",
        "mask names, numbers and addresses for a screenshot, or show them again",
    ),
    row(Command::Log, &["L"], "messages", "the messages of this run, the newest first"),
    row(Command::Palette, &[":", "Ctrl-P"], "commands", "palette of all commands"),
    row(Command::Help, &["?"], "help", "help; type to search it"),
    row(
        Command::Quit,
        &["q", "Ctrl-C"],
        "quit",
        "quit; says what stays open and until when",
    ),
    row(Command::Suspend, &["Ctrl-Z"], "suspend", "suspend"),
];

/// The row of that command.
pub fn row_of(command: Command) -> &'static Row {
    const NONE: Row = row(Command::Help, &[], "", "");
    COMMANDS.iter().find(|row| row.command == command).unwrap_or(&NONE)
}

/// The usual keymap: the table's.
pub fn keymap() -> Keymap<Command> {
    let pairs = COMMANDS.iter().flat_map(|row| row.chords().map(|chord| (chord, row.command)));
    Keymap::new(pairs).unwrap_or_else(|problem| unreachable!("the built-in keymap: {problem}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_of_the_table_reads_and_leads_to_its_command() {
        let keymap = keymap();
        for row in COMMANDS {
            assert!(
                !row.keys.is_empty() && !row.help.is_empty() && !row.hint.is_empty(),
                "{row:?}"
            );
            assert_eq!(row_of(row.command).help, row.help, "a command stands twice");
            for key in row.keys {
                assert_eq!(keymap.command(key.parse().unwrap()), Some(row.command), "{key}");
            }
        }
    }
}
