//! A text to select with the mouse. Nothing stands to its left or right, so that the selection holds it alone.

use crate::say::boxes;
use jiff::Timestamp;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::{Block, Borders};

use crate::ui::layout::split;
use crate::ui::{Look, countdown, footer, text};

/// Draws it over the whole width.
pub fn draw(title: &str, reason: &str, body: &str, until: Option<Timestamp>, look: &Look, frame: &mut Frame<'_>, area: Rect) {
    let styles = &look.styles;
    let cells = usize::from(area.width);
    let reasons = text::wrap_to(reason, cells.saturating_sub(2), 3);
    let lines = text::wrap_hard(body, cells);
    let until = until.map(|until| format!(" {} ", boxes::until(countdown::clock(until, &look.tz))));
    let wanted = reasons.len() + lines.len() + 4;
    let height = u16::try_from(wanted).unwrap_or(u16::MAX).min(area.height);
    let place = Rect {
        y: area.y + (area.height - height) / 2,
        height,
        ..area
    };
    let mut block = Block::new()
        .borders(Borders::TOP | Borders::BOTTOM)
        .border_style(styles.border_focused)
        .title_top(Line::styled(format!(" {title} "), styles.strong));
    if let Some(until) = until {
        block = block.title_top(Line::styled(until, styles.muted).right_aligned());
    }
    let mut hint = vec![ratatui::text::Span::raw(" ")];
    hint.extend(footer::hint_spans(&[("Esc".into(), format!("{} ", boxes::close()))], styles));
    block = block.title_bottom(Line::from(hint));
    let inner = block.inner(place);
    text::clear(frame.buffer_mut(), place);
    frame.render_widget(block, place);
    let (above, below) = split(inner, u16::try_from(reasons.len()).unwrap_or(0));
    let buffer = frame.buffer_mut();
    for (line, y) in reasons.iter().zip(above.y..above.bottom()) {
        text::put(buffer, above.x + 1, y, line, cells.saturating_sub(2), styles.warn);
    }
    let gap = u16::from(usize::from(below.height) > lines.len());
    let (_, below) = split(below, gap);
    for (line, y) in lines.iter().zip(below.y..below.bottom()) {
        text::put(buffer, below.x, y, line, cells, styles.text);
    }
    if lines.len() > usize::from(below.height) && below.height > 0 {
        let note = boxes::does_not_fit();
        text::put(
            buffer,
            below.x,
            below.bottom() - 1,
            text::pad(note, cells),
            cells,
            styles.warn,
        );
    }
}
