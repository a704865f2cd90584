//! Which app to start on this machine: each with its key, its port and what would be started.

use jiff::Timestamp;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{Boxed, roomy_cells, write_lines};
use crate::app::Model;
use crate::app::model::launches::Menu;
use crate::app::update::opening::fee_note;
use crate::say;
use crate::ui::{Look, text};

/// The cells of marker and key, of the name, and of the port.
const KEY_CELLS: usize = 5;
const NAME_CELLS: usize = 10;
const PORT_CELLS: usize = 7;

/// Draws it.
pub fn draw(model: &Model, menu: &Menu, look: &Look, now: Timestamp, frame: &mut Frame<'_>, area: Rect) {
    let styles = &look.styles;
    let cells = roomy_cells(area);
    let room = usize::from(cells).saturating_sub(KEY_CELLS + NAME_CELLS + PORT_CELLS);
    let mut lines: Vec<Line<'static>> = Vec::new();
    for (at, (key, app)) in menu.entries.iter().enumerate() {
        let chosen = at == menu.cursor;
        let command = app.ways.first().map(ToString::to_string).unwrap_or_default();
        lines.push(Line::from(vec![
            Span::styled(if chosen { "▌ " } else { "  " }, styles.accent),
            Span::styled(text::pad(&key.to_string(), KEY_CELLS - 2), styles.key),
            Span::styled(
                text::pad(&app.name, NAME_CELLS),
                if chosen { styles.strong } else { styles.text },
            ),
            Span::styled(text::pad(&app.port.to_string(), PORT_CELLS), styles.text),
            Span::styled(text::fit(&text::inert(&command), room).to_string(), styles.muted),
        ]));
    }
    lines.push(Line::default());
    let notes = [
        say::form::this_machine_alone(),
        fee_note(&menu.device, model.service_time(now)),
    ];
    for note in notes {
        let wrapped = text::wrap(note, usize::from(cells));
        lines.extend(wrapped.into_iter().map(|line| Line::styled(line, styles.muted)));
    }
    let title = say::form::start_for(menu.device.label());
    let boxed = Boxed {
        title: &title,
        cells,
        lines: lines.len(),
        keys: &[
            ("↑↓", say::boxes::choose()),
            ("Enter", say::form::start()),
            ("Esc", say::boxes::cancel()),
        ],
        border: styles.border_focused,
    };
    let inner = boxed.draw(look, frame, area);
    write_lines(&lines, look, frame, inner);
}
