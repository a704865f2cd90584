//! The help and palette: all commands, searched by what is typed; what cannot be done now is dimmed and says why.

use jiff::Timestamp;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::Boxed;
use crate::app::Model;
use crate::app::availability::can;
use crate::app::commands::Row;
use crate::app::model::Help;
use crate::say::{boxes, panes};
use crate::ui::footer::typed;
use crate::ui::layout::split;
use crate::ui::{Look, text};

/// The cells of the keys, and of the short name.
const CHORD_CELLS: usize = 11;
const HINT_CELLS: usize = 15;
/// The lines below the list: a rule and the whole sentence.
const SENTENCE_LINES: u16 = 3;

/// Draws it.
pub fn draw(model: &Model, help: &Help, top: bool, look: &Look, now: Timestamp, frame: &mut Frame<'_>, area: Rect) {
    let rows = help.rows(&model.keymap);
    let all = Help::default().rows(&model.keymap).len();
    let boxed = Boxed {
        title: boxes::every_command(),
        cells: 92,
        lines: all + 2 + usize::from(SENTENCE_LINES),
        keys: &[
            (boxes::typing(), boxes::search()),
            ("↑↓", boxes::move_cursor()),
            ("Enter", boxes::run()),
            ("Esc", boxes::close()),
        ],
        border: look.styles.border_focused,
    };
    let inner = boxed.draw(look, frame, area);
    let (search, rest) = split(inner, 1);
    let count = if help.input.value().is_empty() {
        String::new()
    } else {
        panes::some_of(rows.len(), all)
    };
    let count_cells = u16::try_from(count.len()).unwrap_or(0);
    let buffer = frame.buffer_mut();
    text::put(buffer, search.x, search.y, "/ ", usize::from(search.width), look.styles.key);
    if search.width > count_cells {
        text::put(
            buffer,
            search.right() - count_cells,
            search.y,
            &count,
            count.len(),
            look.styles.muted,
        );
    }
    let line = Rect {
        x: search.x + 2.min(search.width),
        width: search.width.saturating_sub(3 + count_cells),
        ..search
    };
    typed(&help.input, look.styles.text, top, frame, line);
    let (list, sentence) = split(rest, rest.height.saturating_sub(SENTENCE_LINES));
    list_rows(model, help, &rows, look, now, frame, list);
    chosen_sentence(model, rows.get(help.cursor).copied(), look, now, frame, sentence);
}

fn list_rows(model: &Model, help: &Help, rows: &[&'static Row], look: &Look, now: Timestamp, frame: &mut Frame<'_>, area: Rect) {
    let styles = &look.styles;
    let (_, area) = split(area, 1.min(area.height.saturating_sub(1)));
    let height = usize::from(area.height);
    let offset = help.cursor.saturating_sub(height / 2).min(rows.len().saturating_sub(height));
    if rows.is_empty() {
        let text = boxes::no_such_command();
        text::put(
            frame.buffer_mut(),
            area.x,
            area.y,
            text,
            usize::from(area.width),
            styles.muted,
        );
    }
    for ((at, row), y) in rows.iter().enumerate().skip(offset).zip(area.y..area.bottom()) {
        let chords: Vec<String> = model.keymap.chords(row.command).map(|chord| chord.to_string()).collect();
        let room = usize::from(area.width).saturating_sub(CHORD_CELLS + HINT_CELLS);
        let (key, body, what) = match can(row.command, model, now) {
            Ok(()) => (styles.key, styles.text, row.help().to_owned()),
            Err(reason) => (styles.muted, styles.muted, format!("✗ {reason}")),
        };
        let line = Line::from(vec![
            Span::styled(text::pad(&chords.join(" "), CHORD_CELLS), key),
            Span::styled(text::pad(row.hint(), HINT_CELLS), body),
            Span::styled(text::fit(&what, room), body),
        ]);
        let buffer = frame.buffer_mut();
        text::put_line(buffer, area.x, y, &line, area.width);
        if at == help.cursor {
            let row = Rect {
                x: area.x.saturating_sub(1),
                y,
                width: area.width + 2,
                height: 1,
            };
            buffer.set_style(row.intersection(*buffer.area()), styles.selected);
        }
    }
}

/// The whole sentence of the chosen command: in the list it may be cut.
fn chosen_sentence(model: &Model, row: Option<&Row>, look: &Look, now: Timestamp, frame: &mut Frame<'_>, area: Rect) {
    let Some(row) = row.filter(|_| area.height > 0) else {
        return;
    };
    let (rule, area) = split(area, 1);
    let buffer = frame.buffer_mut();
    text::put(
        buffer,
        rule.x,
        rule.y,
        "─".repeat(usize::from(rule.width)),
        usize::from(rule.width),
        look.styles.border,
    );
    let (text, style) = match can(row.command, model, now) {
        Ok(()) => (row.help().to_owned(), look.styles.text),
        Err(reason) => (boxes::not_now(row.help(), reason), look.styles.warn),
    };
    let cells = usize::from(area.width);
    for (line, y) in text::wrap_to(&text, cells, usize::from(area.height))
        .into_iter()
        .zip(area.y..area.bottom())
    {
        text::put(buffer, area.x, y, line, cells, style);
    }
}
