//! The wall display, for a screen that nobody touches: totals, alarms, then what is open, in as large a type as fits.

mod alarms;
mod cards;
mod digits;
mod grid;
mod totals;

use jiff::Timestamp;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::layout::split;
use super::{Look, text};
use crate::app::Model;
use crate::say;

/// From this many columns and rows on a screen is one to hang on a wall.
pub const LARGE: (u16, u16) = (160, 45);
/// What header and footer may take of that.
const AROUND: u16 = 6;
/// From this many rows on the totals beside what is open are large too.
const ROOMY: u16 = 52;

/// How large the type is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Type {
    /// Large digits for what matters most.
    Large,
    /// Large digits for all totals.
    Largest,
    /// That of the panes.
    Normal,
}

impl Type {
    fn that_fits(area: Rect) -> Self {
        match area.width >= LARGE.0 && area.height >= LARGE.1 - AROUND {
            true if area.height >= ROOMY => Self::Largest,
            true => Self::Large,
            false => Self::Normal,
        }
    }
}

/// Draws it.
pub fn draw(model: &Model, look: &Look, now: Timestamp, frame: &mut Frame<'_>, area: Rect) {
    let size = Type::that_fits(area);
    let (margin, gap) = if size == Type::Normal { (1, 0) } else { (2, 1) };
    let area = Rect {
        x: area.x + margin,
        width: area.width.saturating_sub(2 * margin),
        ..area
    };
    let (_, area) = split(area, gap);
    let (top, area) = split(area, totals::height(size));
    totals::draw(model, look, now, frame, top, size);
    let (_, area) = split(area, gap);
    let told = alarms::lines(model, look, now, area.width, most_alarms(area.height));
    let (strip, area) = split(area, u16::try_from(told.len()).unwrap_or(1));
    for (line, y) in told.iter().zip(strip.y..strip.bottom()) {
        text::put_line(frame.buffer_mut(), strip.x, y, line, strip.width);
    }
    let (_, area) = split(area, gap);
    let (title, area) = split(area, 1);
    put_title(look, frame, title);
    let (_, area) = split(area, gap);
    cards::draw(model, look, now, frame, area, size);
}

/// Alarms leave room for what is open.
fn most_alarms(rows: u16) -> usize {
    usize::from(rows / 4).clamp(1, 8)
}

fn put_title(look: &Look, frame: &mut Frame<'_>, area: Rect) {
    let title = text::fit(say::wall::title(), usize::from(area.width));
    let rule = "─".repeat(usize::from(area.width).saturating_sub(text::width(&title) + 1));
    let line = Line::from(vec![
        Span::styled(title, look.styles.label),
        Span::raw(" "),
        Span::styled(rule, look.styles.border),
    ]);
    text::put_line(frame.buffer_mut(), area.x, area.y, &line, area.width);
}
