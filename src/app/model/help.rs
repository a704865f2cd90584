//! The searchable list of commands, as help and as palette.

use tui_input::Input;

use crate::app::commands::{COMMANDS, Row};
use crate::keymap::Keymap;

/// The help, its search and its cursor.
#[derive(Clone, Debug, Default)]
pub struct Help {
    /// What is searched.
    pub input: Input,
    /// The cursor, among the rows that are found.
    pub cursor: usize,
}

impl Help {
    /// Moves the cursor, no further than the rows that are found.
    pub fn move_by(&mut self, rows: isize, keymap: &Keymap<crate::app::Command>) {
        let last = self.rows(keymap).len().saturating_sub(1);
        self.cursor = self.cursor.saturating_add_signed(rows).min(last);
    }

    /// The rows that the search finds, by words of the help, by the command's own name or by key.
    pub fn rows(&self, keymap: &Keymap<crate::app::Command>) -> Vec<&'static Row> {
        let search = self.input.value().to_lowercase();
        let by_key = |row: &Row| {
            keymap
                .chords(row.command)
                .any(|chord| chord.to_string() == self.input.value())
        };
        let by_words = |row: &Row| {
            let text = format!("{} {} {}", row.hint(), row.help(), row.command.name()).to_lowercase();
            search.split_whitespace().all(|word| text.contains(word))
        };
        let exact = COMMANDS.iter().filter(|row| by_key(row));
        let others = COMMANDS.iter().filter(|row| !by_key(row) && by_words(row));
        exact.chain(others).collect()
    }
}
