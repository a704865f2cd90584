//! The state of a table: which rows in which order, and the cursor, marks and filter, all by id and never by row number.

use std::collections::HashSet;
use std::hash::Hash;

use tui_input::Input;

use crate::domain::Filter;

/// The rows of a pane in their order, and what the user has done to them.
#[derive(Clone, Debug)]
pub struct Table<Id> {
    order: Vec<Id>,
    selected: Option<Id>,
    /// Where the cursor is, or was when its row vanished.
    position: usize,
    offset: usize,
    height: usize,
    /// Whether the next order may move the cursor: the user changed the filter.
    may_move: bool,
    /// The rows that are marked.
    pub marks: HashSet<Id>,
    /// The filter as it is typed.
    pub input: Input,
    /// The filter as it is applied.
    pub filter: Filter,
    /// Whether it is being typed.
    pub filtering: bool,
    /// Which column it is sorted by.
    pub sort: usize,
    /// Whether the order is turned round.
    pub reverse: bool,
}

impl<Id> Default for Table<Id> {
    fn default() -> Self {
        Self {
            order: Vec::new(),
            selected: None,
            position: 0,
            offset: 0,
            height: 1,
            may_move: false,
            marks: HashSet::new(),
            input: Input::default(),
            filter: Filter::default(),
            filtering: false,
            sort: 0,
            reverse: false,
        }
    }
}

impl<Id: Clone + Eq + Hash> Table<Id> {
    /// All rows that pass the filter.
    pub fn order(&self) -> &[Id] {
        &self.order
    }

    /// The rows on the screen.
    pub fn visible(&self) -> &[Id] {
        let end = (self.offset + self.height).min(self.order.len());
        self.order.get(self.offset..end).unwrap_or_default()
    }

    /// The number of the first row on the screen.
    pub fn offset(&self) -> usize {
        self.offset
    }

    /// The row under the cursor. None when the row that was there has vanished: then the user has to choose again,
    /// so that a key meant for it does not hit its neighbour.
    pub fn selected(&self) -> Option<&Id> {
        self.selected.as_ref()
    }

    /// Where the cursor is, among the rows that pass the filter.
    pub fn position(&self) -> Option<usize> {
        self.selected.is_some().then_some(self.position)
    }

    /// Puts the rows into a new order. The cursor stays on its row; the rows stay still on the screen as far as they can.
    pub fn set_order(&mut self, order: Vec<Id>) {
        let had_rows = !self.order.is_empty();
        self.order = order;
        match &self.selected {
            Some(id) => match self.order.iter().position(|other| other == id) {
                Some(position) => {
                    let on_screen = self.position.saturating_sub(self.offset);
                    self.position = position;
                    self.offset = position.saturating_sub(on_screen);
                }
                None if self.may_move => self.select_position(0),
                None => self.selected = None,
            },
            None if self.may_move => self.select_position(0),
            None if !had_rows => self.select_position(0),
            None => {}
        }
        self.may_move = false;
        if !self.marks.is_empty() && !self.filtering && self.filter.is_empty() {
            let present: HashSet<&Id> = self.order.iter().collect();
            self.marks.retain(|id| present.contains(id));
        }
        self.scroll();
    }

    /// The same for a log whose newest row is the first: where the top is on the screen it stays so, and what is new pushes the
    /// others down.
    pub fn set_order_below_what_is_new(&mut self, order: Vec<Id>) {
        let at_top = self.offset == 0;
        self.set_order(order);
        if at_top {
            self.offset = 0;
            self.scroll();
        }
    }

    /// The user narrows the rows: if that hides the chosen one, the cursor takes the first that is left.
    pub fn choose_first_if_hidden(&mut self) {
        self.may_move = true;
    }

    /// Whether the rows may be those of the filter before.
    pub fn awaits_order(&self) -> bool {
        self.may_move
    }

    /// Tells how many rows fit on the screen. True if that is new.
    pub fn set_height(&mut self, height: usize) -> bool {
        let new = self.height != height;
        self.height = height;
        self.scroll();
        new
    }

    /// How many rows fit on the screen.
    pub fn height(&self) -> usize {
        self.height
    }

    /// Moves the cursor by so many rows, and chooses a row where none is chosen.
    pub fn move_by(&mut self, rows: isize) {
        let from = self.position.min(self.order.len().saturating_sub(1));
        let to = if self.selected.is_some() {
            from.saturating_add_signed(rows)
        } else {
            from
        };
        self.select_position(to);
    }

    /// Moves the cursor to a row by number; past the end means the last one.
    pub fn select_position(&mut self, position: usize) {
        self.position = position.min(self.order.len().saturating_sub(1));
        self.selected = self.order.get(self.position).cloned();
        self.scroll();
    }

    /// Moves the cursor to a row by its number on the screen. False if there is none.
    pub fn select_on_screen(&mut self, row: usize) -> bool {
        let there = row < self.visible().len();
        if there {
            self.select_position(self.offset + row);
        }
        there
    }

    /// Puts the cursor on that row. False if it is not there.
    pub fn select(&mut self, id: &Id) -> bool {
        if self.selected.as_ref() == Some(id) {
            return true;
        }
        let position = self.order.iter().position(|other| other == id);
        if let Some(position) = position {
            self.select_position(position);
        }
        position.is_some()
    }

    /// That row is another one from now on: it is neither chosen nor marked.
    pub fn vanish(&mut self, id: &Id) {
        self.marks.remove(id);
        self.selected.take_if(|selected| selected == id);
    }

    /// Marks or unmarks the row under the cursor, and moves on.
    pub fn toggle_mark(&mut self) {
        if let Some(id) = self.selected.clone() {
            if !self.marks.remove(&id) {
                self.marks.insert(id);
            }
            self.move_by(1);
        }
    }

    /// Marks all rows that pass the filter, or unmarks them if all are marked. True if they are marked now.
    pub fn toggle_all_marks(&mut self) -> bool {
        let all_marked = self.order.iter().all(|id| self.marks.contains(id));
        if all_marked {
            for id in &self.order {
                self.marks.remove(id);
            }
        } else {
            self.marks.extend(self.order.iter().cloned());
        }
        !all_marked
    }

    fn scroll(&mut self) {
        let height = self.height.max(1);
        let last = self.order.len().saturating_sub(1);
        self.position = self.position.min(last);
        self.offset = self.offset.min(self.position).max((self.position + 1).saturating_sub(height));
        self.offset = self.offset.min(self.order.len().saturating_sub(height));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn table(rows: std::ops::Range<u32>) -> Table<u32> {
        let mut table = Table::default();
        table.set_height(5);
        table.set_order(rows.collect());
        table
    }

    #[test]
    fn a_reload_keeps_the_cursor_on_its_row() {
        let mut table = table(0..20);
        table.select(&10);
        table.set_order((5..20).rev().collect());
        assert_eq!(table.selected(), Some(&10));
        assert!(table.visible().contains(&10));
    }

    #[test]
    fn a_vanished_row_leaves_nothing_selected_until_the_user_moves() {
        let mut table = table(0..20);
        table.select(&10);
        table.set_order((0..20).filter(|id| *id != 10).collect());
        assert_eq!(table.selected(), None);
        table.move_by(1);
        assert_eq!(table.selected(), Some(&11));
        table.move_by(1);
        assert_eq!(table.selected(), Some(&12));
    }

    #[test]
    fn a_log_shows_what_is_new_as_long_as_its_top_is_on_the_screen() {
        let mut table = table(10..20);
        table.set_order_below_what_is_new((8..20).collect());
        assert_eq!((table.selected(), table.visible()), (Some(&10), &[8, 9, 10, 11, 12][..]));
        table.set_order_below_what_is_new((2..20).collect());
        assert_eq!(table.selected(), Some(&10), "the cursor stays on its row");
        assert!(table.visible().contains(&10), "and on the screen");
        let on_screen = table.visible().to_vec();
        table.set_order_below_what_is_new((0..20).collect());
        assert_eq!(table.visible(), on_screen, "what is read does not run away");
    }

    proptest! {
        #[test]
        fn the_cursor_is_always_on_the_screen(
            first in proptest::collection::vec(0u32..50, 0..60), second in proptest::collection::vec(0u32..50, 0..60),
            moves in proptest::collection::vec(-30isize..30, 0..10), height in 0usize..20,
        ) {
            let dedup = |rows: Vec<u32>| { let mut seen = HashSet::new(); rows.into_iter().filter(|id| seen.insert(*id)).collect::<Vec<_>>() };
            let mut table = Table::default();
            table.set_height(height);
            table.set_order(dedup(first));
            for rows in moves { table.move_by(rows); }
            let before = table.selected().copied();
            table.set_order(dedup(second));
            match table.selected() {
                Some(id) => {
                    prop_assert!(table.visible().contains(id) || height == 0);
                    prop_assert_eq!(table.order().get(table.position().unwrap()), Some(id));
                    prop_assert!(before.is_none() || before == Some(*id), "a reload moved the cursor to another row");
                }
                None => prop_assert!(before.is_none_or(|id| !table.order().contains(&id))),
            }
            prop_assert!(table.offset() <= table.order().len());
        }
    }
}
