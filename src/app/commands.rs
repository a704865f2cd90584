//! The one table of commands: dispatch, help, palette, hints and the README's key table are made from it.

use super::Command;
use crate::keymap::{Chord, Keymap};
use crate::say::{help, hints};

/// A row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// The command.
    pub command: Command,
    /// Its keys, the main one first.
    pub keys: &'static [&'static str],
    hint: fn() -> &'static str,
    help: fn() -> &'static str,
    /// Whether it changes something outside, so that read-only forbids it.
    pub writes: bool,
}

impl Row {
    /// One or two words, for the hints in the footer.
    pub fn hint(&self) -> &'static str {
        (self.hint)()
    }

    /// One sentence, for the help and the palette.
    pub fn help(&self) -> &'static str {
        (self.help)()
    }

    /// Its usual keys.
    pub fn chords(&self) -> impl Iterator<Item = Chord> {
        self.keys.iter().filter_map(|key| key.parse().ok())
    }
}

const fn row(command: Command, keys: &'static [&'static str], hint: fn() -> &'static str, help: fn() -> &'static str) -> Row {
    Row {
        command,
        keys,
        hint,
        help,
        writes: false,
    }
}

const fn write(command: Command, keys: &'static [&'static str], hint: fn() -> &'static str, help: fn() -> &'static str) -> Row {
    Row {
        writes: true,
        ..row(command, keys, hint, help)
    }
}

/// Every command, in the order of the help.
pub const COMMANDS: &[Row] = &[
    write(Command::Open, &["o"], hints::open, help::open),
    write(Command::OpenNow, &["O"], hints::open_now, help::open_now),
    write(Command::CopyLink, &["c"], hints::copy_link, help::copy_link),
    write(Command::Browse, &["b"], hints::browse, help::browse),
    write(Command::FreshLink, &["u"], hints::fresh_link, help::fresh_link),
    write(Command::Launch, &["l"], hints::launch, help::launch),
    write(Command::Extend, &["e"], hints::extend, help::extend),
    row(Command::CopyEndpoint, &["y"], hints::copy_endpoint, help::copy_endpoint),
    row(Command::Details, &["Enter"], hints::details, help::details),
    write(Command::Revoke, &["x"], hints::revoke, help::revoke),
    write(Command::Sweep, &["X"], hints::sweep, help::sweep),
    row(Command::Probe, &["t"], hints::probe, help::probe),
    row(Command::Mark, &["Space"], hints::mark, help::mark),
    row(Command::MarkAll, &["*"], hints::mark_all, help::mark_all),
    row(Command::Export, &["E"], hints::export, help::export),
    row(Command::Filter, &["/"], hints::filter, help::filter),
    row(Command::Clear, &["Esc"], hints::clear, help::clear),
    row(Command::Sort, &["s"], hints::sort, help::sort),
    row(Command::Reverse, &["S"], hints::reverse, help::reverse),
    row(Command::NextAccount, &["P"], hints::next_account, help::next_account),
    row(Command::Refresh, &["R"], hints::refresh, help::refresh),
    row(Command::Pause, &["p"], hints::pause, help::pause),
    row(Command::Down, &["j", "Down"], hints::down, help::down),
    row(Command::Up, &["k", "Up"], hints::up, help::up),
    row(Command::PageDown, &["PageDown"], hints::page, help::page_down),
    row(Command::PageUp, &["PageUp"], hints::page, help::page_up),
    row(Command::Top, &["g", "Home"], hints::top, help::top),
    row(Command::Bottom, &["G", "End"], hints::bottom, help::bottom),
    row(Command::NextPane, &["Tab"], hints::pane, help::next_pane),
    row(Command::PreviousPane, &["Shift-Tab"], hints::pane, help::previous_pane),
    row(Command::Devices, &["1"], hints::devices, help::devices),
    row(Command::Access, &["2"], hints::access, help::access),
    row(Command::Sessions, &["3"], hints::sessions, help::sessions),
    row(Command::Audit, &["4"], hints::audit, help::audit),
    row(Command::AuditDevice, &["a"], hints::audit_device, help::audit_device),
    row(Command::Zoom, &["z"], hints::zoom, help::zoom),
    row(Command::Wall, &["w"], hints::wall, help::wall),
    row(Command::Columns, &["C"], hints::columns, help::columns),
    row(Command::Grow, &["+"], hints::grow, help::grow),
    row(Command::Shrink, &["-"], hints::shrink, help::shrink),
    row(Command::Balance, &["="], hints::balance, help::balance),
    row(Command::Mask, &["M"], hints::mask, help::mask),
    row(Command::Log, &["L"], hints::log, help::log),
    row(Command::Palette, &[":", "Ctrl-P"], hints::palette, help::palette),
    row(Command::Help, &["?"], hints::help, help::help),
    row(Command::Quit, &["q", "Ctrl-C"], hints::quit, help::quit),
    row(Command::Suspend, &["Ctrl-Z"], hints::suspend, help::suspend),
];

/// The row of that command.
pub fn row_of(command: Command) -> &'static Row {
    const NONE: Row = row(Command::Help, &[], hints::help, help::help);
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
                !row.keys.is_empty() && !row.help().is_empty() && !row.hint().is_empty(),
                "{row:?}"
            );
            assert_eq!(row_of(row.command).help(), row.help(), "a command stands twice");
            for key in row.keys {
                assert_eq!(keymap.command(key.parse().unwrap()), Some(row.command), "{key}");
            }
        }
    }
}
