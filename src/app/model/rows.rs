//! A pane's table whatever its rows are: what keys do to it, so that no command has to know all the panes.

use std::hash::Hash;

use tui_input::Input;

use super::Table;

/// What can be done to a table without knowing its rows.
pub trait Rows {
    /// How many rows pass the filter.
    fn len(&self) -> usize;
    /// Whether none does.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// How many rows fit on the screen; 0 where the pane is hidden.
    fn height(&self) -> usize;
    /// The number of the first row on the screen.
    fn offset(&self) -> usize;
    /// How many rows are marked.
    fn marked(&self) -> usize;
    /// Unmarks all.
    fn clear_marks(&mut self);
    /// Marks or unmarks the row under the cursor, and moves on.
    fn toggle_mark(&mut self);
    /// Marks all rows that pass the filter, or unmarks them if all are marked. True if they are marked now.
    fn toggle_all_marks(&mut self) -> bool;
    /// Moves the cursor by so many rows.
    fn move_by(&mut self, rows: isize);
    /// Moves the cursor to a row by number.
    fn select_position(&mut self, position: usize);
    /// Moves the cursor to a row by its number on the screen. False if there is none.
    fn select_on_screen(&mut self, row: usize) -> bool;
    /// The filter as it is typed.
    fn input(&self) -> &Input;
    /// The same, to type into.
    fn input_mut(&mut self) -> &mut Input;
    /// A word of the filter that looks as if it named a column, and names none.
    fn unknown_column(&self) -> Option<&str>;
    /// Whether it hides anything.
    fn is_filtered(&self) -> bool;
    /// Whether it is being typed.
    fn filtering(&self) -> bool;
    /// Begins or ends typing it.
    fn set_filtering(&mut self, filtering: bool);
    /// Which column it is sorted by.
    fn sort(&mut self) -> &mut usize;
    /// Whether the order is turned round.
    fn reverse(&mut self) -> &mut bool;
}

impl<Id: Clone + Eq + Hash> Rows for Table<Id> {
    fn len(&self) -> usize {
        self.order().len()
    }
    fn height(&self) -> usize {
        Self::height(self)
    }
    fn offset(&self) -> usize {
        Self::offset(self)
    }
    fn marked(&self) -> usize {
        self.marks.len()
    }
    fn clear_marks(&mut self) {
        self.marks.clear();
    }
    fn toggle_mark(&mut self) {
        Self::toggle_mark(self);
    }
    fn toggle_all_marks(&mut self) -> bool {
        Self::toggle_all_marks(self)
    }
    fn move_by(&mut self, rows: isize) {
        Self::move_by(self, rows);
    }
    fn select_position(&mut self, position: usize) {
        Self::select_position(self, position);
    }
    fn select_on_screen(&mut self, row: usize) -> bool {
        Self::select_on_screen(self, row)
    }
    fn input(&self) -> &Input {
        &self.input
    }
    fn input_mut(&mut self) -> &mut Input {
        &mut self.input
    }
    fn unknown_column(&self) -> Option<&str> {
        self.filter.unknown_column()
    }
    fn is_filtered(&self) -> bool {
        !self.filter.is_empty()
    }
    fn filtering(&self) -> bool {
        self.filtering
    }
    fn set_filtering(&mut self, filtering: bool) {
        self.filtering = filtering;
    }
    fn sort(&mut self) -> &mut usize {
        &mut self.sort
    }
    fn reverse(&mut self) -> &mut bool {
        &mut self.reverse
    }
}
