//! The choice of a pane's columns: each with whether it is shown.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{Boxed, write_lines};
use crate::app::Model;
use crate::app::model::arrangement::Picker;
use crate::say::boxes;
use crate::ui::{Look, text};

/// The cells of whether it is shown.
const MARK_CELLS: usize = 9;

/// Draws it.
pub fn draw(model: &Model, picker: Picker, look: &Look, frame: &mut Frame<'_>, area: Rect) {
    let styles = &look.styles;
    let columns = picker.pane.columns();
    let boxed = Boxed {
        title: &boxes::columns_of(picker.pane.title()),
        cells: 34,
        lines: columns.len(),
        keys: &[("Space", boxes::show_or_leave_out()), ("Esc", boxes::close())],
        border: styles.border_focused,
    };
    let inner = boxed.draw(look, frame, area);
    let height = usize::from(inner.height);
    let offset = (picker.cursor + 1).saturating_sub(height);
    let line = |(at, (name, word)): (usize, &(&'static str, &'static str))| {
        let here = at == picker.cursor;
        let mark = match model.arrangement.shows(picker.pane, name) {
            true if *name == picker.pane.first_column() => boxes::always(),
            true => boxes::shown(),
            false => boxes::left_out(),
        };
        let style = if here { styles.strong } else { styles.text };
        Line::from(vec![
            Span::styled(if here { "▌ " } else { "  " }, styles.accent),
            Span::styled(text::pad(mark, MARK_CELLS), styles.key),
            Span::styled(*word, style),
        ])
    };
    let lines: Vec<Line<'_>> = columns.iter().enumerate().skip(offset).take(height).map(line).collect();
    write_lines(&lines, look, frame, inner);
}
