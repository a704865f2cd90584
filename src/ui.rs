//! The screen: `view` draws a model into a frame and writes nothing else. One file for each region.

pub mod access;
pub mod audit;
pub mod countdown;
pub mod devices;
pub mod footer;
pub mod header;
pub mod layout;
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
pub mod title;
pub mod titles;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use ratatui::Frame;
use ratatui::layout::Rect;

pub use layout::{Regions, regions};
pub use styles::{Styles, Theme};
pub use title::title;

use crate::app::Model;

/// How the screen looks: its styles, and the time zone of its clock times.
#[derive(Clone, Debug)]
pub struct Look {
    /// The styles.
    pub styles: Styles,
    /// The time zone.
    pub tz: TimeZone,
}

impl Look {
    /// The default theme, or no colour at all.
    pub fn new(color: bool, tz: TimeZone) -> Self {
        let styles = if color {
            Styles::colored(Theme::DEFAULT)
        } else {
            Styles::monochrome()
        };
        Self { styles, tz }
    }
}

/// How a pane is drawn; the last argument says whether the tab line stands for its frame.
type Draw = fn(&Model, &Look, Timestamp, &mut Frame<'_>, Rect, bool);

/// Draws everything. `now` is the local clock; what expires is measured by the service's.
pub fn view(model: &Model, look: &Look, now: Timestamp, frame: &mut Frame<'_>) {
    let regions = regions(frame.area(), model);
    if regions.too_small {
        too_small(look, frame, regions.area);
        return;
    }
    header::draw(model, look, now, frame, regions.header);
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
    let (columns, rows) = layout::SMALLEST;
    let line = format!(
        "terminal too small ({}x{}); at least {columns}x{rows}",
        area.width, area.height
    );
    let cells = usize::from(area.width);
    for (part, y) in text::wrap(&line, cells).into_iter().zip(area.y..area.bottom()) {
        text::put(frame.buffer_mut(), area.x, y, part, cells, look.styles.warn);
    }
}
