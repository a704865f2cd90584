//! The choice of a pane's columns: each with whether it is shown.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{Boxed, write_lines};
use crate::app::Model;
use crate::app::model::arrangement::Picker;
use crate::ui::Look;

const KEYS: &[(&str, &str)] = &[("Space", "show or leave out"), ("Esc", "close")];

/// Draws it.
pub fn draw(model: &Model, picker: Picker, look: &Look, frame: &mut Frame<'_>, area: Rect) {
    let styles = &look.styles;
    let columns = picker.pane.columns();
    let boxed = Boxed {
        title: &format!("Columns of {}", picker.pane.title()),
        cells: 34,
        lines: columns.len(),
        keys: KEYS,
        border: styles.border_focused,
    };
    let inner = boxed.draw(look, frame, area);
    let height = usize::from(inner.height);
    let offset = (picker.cursor + 1).saturating_sub(height);
    let line = |(at, column): (usize, &&'static str)| {
        let here = at == picker.cursor;
        let mark = match model.arrangement.shows(picker.pane, column) {
            true if *column == picker.pane.first_column() => "[always] ",
            true => "[shown]  ",
            false => "[      ] ",
        };
        let style = if here { styles.strong } else { styles.text };
        Line::from(vec![
            Span::styled(if here { "▌ " } else { "  " }, styles.accent),
            Span::styled(mark, styles.key),
            Span::styled(*column, style),
        ])
    };
    let lines: Vec<Line<'_>> = columns.iter().enumerate().skip(offset).take(height).map(line).collect();
    write_lines(&lines, look, frame, inner);
}
