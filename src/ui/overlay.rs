//! What lies over the panes: the frame that every overlay shares, and which one draws what.

pub mod columns;
pub mod confirm;
pub mod details;
pub mod entry;
pub mod extension;
pub mod form;
pub mod help;
pub mod launch;
pub mod log;
pub mod session;
pub mod sheet;
pub mod text;

use jiff::Timestamp;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, BorderType};

use self::sheet::Sheet;
use super::layout::{Regions, inside};
use super::text::{clear, fit, put, put_line};
use super::{Look, footer};
use crate::app::Model;
use crate::app::model::Overlay;
use crate::say::boxes;

/// Draws all of them, the top one last; only that one has the text cursor.
pub fn draw(model: &Model, look: &Look, now: Timestamp, frame: &mut Frame<'_>, regions: &Regions) {
    for (at, overlay) in model.overlays.iter().enumerate() {
        let top = at + 1 == model.overlays.len();
        match overlay {
            Overlay::Help(help) => help::draw(model, help, top, look, now, frame, regions.body),
            Overlay::Open(form) => form::draw(model, form, top, look, now, frame, regions.body),
            Overlay::Launch(menu) => launch::draw(model, menu, look, now, frame, regions.body),
            Overlay::Extend(form) => extension::draw(model, form, top, look, now, frame, regions.body),
            Overlay::Confirm(confirm) => confirm::draw(model, confirm, look, now, frame, regions.body),
            Overlay::Device(_) | Overlay::Access(_) | Overlay::Session(_) | Overlay::Entry(_) => {
                if let Some(sheet) = sheet(model, overlay, look, now, regions.body) {
                    sheet.show(model.details.top, frame, regions.body);
                }
            }
            Overlay::Columns(picker) => columns::draw(model, *picker, look, frame, regions.body),
            Overlay::Log(reading) => log::draw(model, *reading, look, frame, regions.body),
            Overlay::Text { reason, text } => text::draw(boxes::text(), reason, text, None, look, frame, regions.area),
            Overlay::Link { reason, link } => {
                text::draw(
                    boxes::streaming_url(),
                    reason,
                    link.url(),
                    Some(link.until),
                    look,
                    frame,
                    regions.area,
                );
            }
        }
    }
}

/// The details that an overlay shows, if it shows any.
fn sheet<'a>(model: &Model, overlay: &Overlay, look: &'a Look, now: Timestamp, area: Rect) -> Option<Sheet<'a>> {
    match overlay {
        Overlay::Device(sim_id) => Some(details::device(model, sim_id, look, now, area)),
        Overlay::Access(endpoint) => Some(details::access(model, endpoint, look, now, area)),
        Overlay::Session(id) => Some(session::details(model, id, look, now, area)),
        Overlay::Entry(id) => Some(entry::details(model, *id, look, area)),
        _ => None,
    }
}

/// How many lines of the details that are on top do not fit.
pub fn details_beyond(model: &Model, look: &Look, now: Timestamp, area: Rect) -> usize {
    let sheet = model.overlay().and_then(|overlay| sheet(model, overlay, look, now, area));
    sheet.map_or(0, |sheet| sheet.beyond(area))
}

/// A box in the middle of an area: its title, its size, the keys at its bottom.
struct Boxed<'a> {
    title: &'a str,
    /// Cells inside the frame and its margin.
    cells: u16,
    /// Lines inside the frame.
    lines: usize,
    keys: &'a [(&'a str, &'a str)],
    border: Style,
}

impl Boxed<'_> {
    /// Draws it, as large as there is room; gives the room inside.
    fn draw(&self, look: &Look, frame: &mut Frame<'_>, area: Rect) -> Rect {
        let width = self.cells.saturating_add(4).min(area.width);
        let height = u16::try_from(self.lines)
            .unwrap_or(u16::MAX)
            .saturating_add(2)
            .min(area.height);
        let place = Rect {
            x: area.x + (area.width - width) / 2,
            y: area.y + (area.height - height) / 2,
            width,
            height,
        };
        let title = fit(self.title, usize::from(width.saturating_sub(6)));
        let pairs: Vec<(String, String)> = self.keys.iter().map(|(key, hint)| ((*key).into(), (*hint).into())).collect();
        clear(frame.buffer_mut(), place);
        let block = Block::bordered().border_type(BorderType::Rounded).border_style(self.border);
        frame.render_widget(block, place);
        let inner = inside(place);
        let buffer = frame.buffer_mut();
        put(
            buffer,
            inner.x,
            place.y,
            format!(" {title} "),
            usize::from(inner.width),
            look.styles.strong,
        );
        if !self.keys.is_empty() && height > 1 {
            let mut keys = vec![Span::raw(" ")];
            keys.extend(footer::hint_spans(&pairs, &look.styles));
            keys.push(Span::raw(" "));
            put_line(buffer, inner.x, place.bottom() - 1, &Line::from(keys), inner.width);
        }
        Rect {
            x: inner.x + 1.min(inner.width),
            width: inner.width.saturating_sub(2),
            ..inner
        }
    }
}

/// The usual cells inside a box: some of what is beneath stays to be seen where there is room for that.
fn roomy_cells(area: Rect) -> u16 {
    let margin = if area.width < 80 { 4 } else { 8 };
    area.width.saturating_sub(margin).clamp(20, 76)
}

/// Writes lines from the top; where they do not fit, the last one says how many are missing.
fn write_lines(lines: &[Line<'_>], look: &Look, frame: &mut Frame<'_>, area: Rect) {
    let room = usize::from(area.height);
    let shown = if lines.len() > room {
        room.saturating_sub(1)
    } else {
        lines.len()
    };
    let buffer = frame.buffer_mut();
    for (line, y) in lines.iter().take(shown).zip(area.y..area.bottom()) {
        put_line(buffer, area.x, y, line, area.width);
    }
    if shown < lines.len() && room > 0 {
        let text = boxes::more_lines(lines.len() - shown);
        put(
            buffer,
            area.x,
            area.bottom() - 1,
            text,
            usize::from(area.width),
            look.styles.muted,
        );
    }
}
