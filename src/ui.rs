//! The screen: `view` draws a model into a frame and writes nothing else. One file for each region.

pub mod access;
pub mod audit;
pub mod countdown;
pub mod devices;
pub mod footer;
pub mod glyphs;
pub mod header;
pub mod layout;
pub mod mask;
pub mod overlay;
pub mod pane;
pub mod sessions;
pub mod styles;
pub mod table;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
pub mod text;
pub mod theme;
pub mod title;
pub mod titles;
pub mod wall;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use ratatui::Frame;
use ratatui::layout::Rect;

pub use glyphs::Glyphs;
pub use layout::{Regions, regions};
pub use styles::Styles;
pub use theme::Theme;
pub use title::title;

use crate::app::Model;
use crate::domain::screen::SMALLEST;
use crate::say;

/// How the screen looks: its styles and signs, and the time zone of its clock times.
#[derive(Clone, Debug)]
pub struct Look {
    /// The styles.
    pub styles: Styles,
    /// The time zone.
    pub tz: TimeZone,
    /// What may reach the terminal.
    pub glyphs: Glyphs,
    /// Whether anything may move but digits.
    pub motion: bool,
}

impl Look {
    /// The default theme, or no colour at all.
    pub fn new(color: bool, tz: TimeZone) -> Self {
        Self::themed(color.then_some(Theme::DEFAULT), tz)
    }

    /// That theme, or no colour at all.
    pub fn themed(theme: Option<Theme>, tz: TimeZone) -> Self {
        Self {
            styles: theme.map_or_else(Styles::monochrome, Styles::colored),
            tz,
            glyphs: Glyphs::default(),
            motion: true,
        }
    }
}

/// How a pane is drawn; the last argument says whether the tab line stands for its frame.
type Draw = fn(&Model, &Look, Timestamp, &mut Frame<'_>, Rect, bool);

/// Draws everything. `now` is the local clock; what expires is measured by the service's.
pub fn view(model: &Model, look: &Look, now: Timestamp, frame: &mut Frame<'_>) {
    mask::with(model, || draw(model, look, now, frame));
    let buffer = frame.buffer_mut();
    look.styles.lay_ground(buffer);
    glyphs::narrow(buffer, look.glyphs);
}

fn draw(model: &Model, look: &Look, now: Timestamp, frame: &mut Frame<'_>) {
    let regions = regions(frame.area(), model);
    if regions.too_small {
        too_small(look, frame, regions.area);
        return;
    }
    header::draw(model, look, now, frame, regions.header);
    if let Some(area) = regions.wall {
        wall::draw(model, look, now, frame, area);
    }
    if let Some(tabs) = regions.tabs {
        pane::tabs(model, look, frame, tabs);
    }
    let tabbed = regions.tabs.is_some();
    let panes: [(Option<Rect>, Draw); 4] = [
        (regions.devices, devices::draw),
        (regions.access, access::draw),
        (regions.sessions, sessions::draw),
        (regions.audit, audit::draw),
    ];
    for (area, draw) in panes {
        if let Some(area) = area {
            draw(model, look, now, frame, area, tabbed);
        }
    }
    footer::draw(model, look, now, frame, regions.footer);
    overlay::draw(model, look, now, frame, &regions);
}

fn too_small(look: &Look, frame: &mut Frame<'_>, area: Rect) {
    let (columns, rows) = SMALLEST;
    let line = say::header::too_small(area.width, area.height, columns, rows);
    let cells = usize::from(area.width);
    for (part, y) in text::wrap(&line, cells).into_iter().zip(area.y..area.bottom()) {
        text::put(frame.buffer_mut(), area.x, y, part, cells, look.styles.warn);
    }
}
