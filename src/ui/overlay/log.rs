//! The messages of this run, the newest first, each with its time, its mark and all of its text.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{Boxed, write_lines};
use crate::app::Model;
use crate::app::model::log::{Reading, Said};
use crate::say::boxes;
use crate::ui::{Look, countdown, footer, text};

/// The cells of time and mark.
const INDENT: usize = 11;

/// Draws them.
pub fn draw(model: &Model, reading: Reading, look: &Look, frame: &mut Frame<'_>, area: Rect) {
    let log = model.toasts.log();
    let (all, above) = (log.newest_first().len(), reading.depth(log));
    let title = match (all, above) {
        (_, 0) => boxes::messages(all),
        (_, above) => boxes::messages_from(all, above + 1),
    };
    let cells = area.width.saturating_sub(8).clamp(20, 110);
    let room = usize::from(area.height.saturating_sub(4));
    let needed: usize = log
        .newest_first()
        .map(|said| lines(said, look, usize::from(cells)).len())
        .sum();
    let boxed = Boxed {
        title: &title,
        cells,
        lines: needed.clamp(1, room.max(1)),
        keys: &[("↑↓", boxes::scroll()), ("Esc", boxes::close())],
        border: look.styles.border_focused,
    };
    let inner = boxed.draw(look, frame, area);
    let shown = log.newest_first().skip(above);
    let mut lines: Vec<Line<'static>> = shown.flat_map(|said| lines(said, look, usize::from(inner.width))).collect();
    if lines.is_empty() {
        lines.push(Line::styled(boxes::nothing_said(), look.styles.muted));
    }
    write_lines(&lines, look, frame, inner);
}

fn lines(said: &Said, look: &Look, cells: usize) -> Vec<Line<'static>> {
    let (mark, style) = footer::mark(said.level, &look.styles);
    let text = match said.times {
        1 => said.text.clone(),
        times => boxes::times(&said.text, times),
    };
    let parts = text::wrap(&text, cells.saturating_sub(INDENT));
    let line = |(at, part): (usize, String)| {
        let before = match at {
            0 => vec![
                Span::styled(format!("{} ", countdown::clock(said.at, &look.tz)), look.styles.muted),
                Span::styled(format!("{mark} "), style),
            ],
            _ => vec![Span::raw(" ".repeat(INDENT))],
        };
        Line::from_iter(before.into_iter().chain([Span::styled(part, style)]))
    };
    parts.into_iter().enumerate().map(line).collect()
}
