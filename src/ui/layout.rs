//! Where everything is: pure arithmetic on the size of the terminal and the model. Draws nothing.

use ratatui::layout::{Position, Rect};

use super::footer;
use crate::app::Model;
use crate::app::model::Pane;

/// Below this many columns or rows nothing is drawn but a request for more.
pub const SMALLEST: (u16, u16) = (40, 10);
/// From this many columns and rows on, both panes are shown.
const BOTH: (u16, u16) = (80, 20);
/// Rows of a pane that are not rows of its table: the frame and the titles of the columns.
const FRAME_ROWS: u16 = 3;
/// The fewest rows of the Access table beside the other pane.
const ACCESS_ROWS: u16 = 4;

/// The regions of the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Regions {
    /// Everything.
    pub area: Rect,
    /// Whether there is too little room for anything.
    pub too_small: bool,
    /// Who, where, how things stand.
    pub header: Rect,
    /// The names of the panes, where only one of them is shown.
    pub tabs: Option<Rect>,
    /// Between header and footer: where overlays lie.
    pub body: Rect,
    /// The Devices pane, where it is shown.
    pub devices: Option<Rect>,
    /// The Access pane, where it is shown.
    pub access: Option<Rect>,
    /// Hints and messages.
    pub footer: Rect,
}

impl Regions {
    /// How many rows the tables of the Devices and the Access pane show; 0 where a pane is hidden.
    pub fn rows(&self) -> (usize, usize) {
        let titles = if self.tabs.is_some() { 1 } else { FRAME_ROWS };
        let rows = |pane: Option<Rect>| pane.map_or(0, |pane| usize::from(pane.height.saturating_sub(titles)));
        (rows(self.devices), rows(self.access))
    }

    /// The pane that is there, and the row of its table.
    pub fn pointed_at(&self, at: Position) -> Option<(Pane, Option<usize>)> {
        let above = if self.tabs.is_some() { 1 } else { 2 };
        let (of_devices, of_access) = self.rows();
        let panes = [
            (Pane::Devices, self.devices, of_devices),
            (Pane::Access, self.access, of_access),
        ];
        panes.into_iter().find_map(|(pane, area, rows)| {
            let area = area.filter(|area| area.contains(at))?;
            let row = (at.y - area.y).checked_sub(above).map(usize::from);
            Some((pane, row.filter(|row| *row < rows)))
        })
    }
}

/// Divides the screen.
pub fn regions(area: Rect, model: &Model) -> Regions {
    if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
        return Regions {
            area,
            too_small: true,
            ..Regions::default()
        };
    }
    let footer_height = footer::height(area, model);
    let (header, rest) = split(area, 1);
    let (body, footer) = split(rest, rest.height - footer_height);
    let common = Regions {
        area,
        header,
        body,
        footer,
        ..Regions::default()
    };
    if area.width < BOTH.0 || area.height < BOTH.1 || model.zoom {
        let (tabs, pane) = split(body, 1);
        let shown = |which: Pane| (model.focus == which).then_some(pane);
        return Regions {
            tabs: Some(tabs),
            devices: shown(Pane::Devices),
            access: shown(Pane::Access),
            ..common
        };
    }
    let access_height = match model.arrangement.lower() {
        Some(percent) => chosen_height(body.height, percent),
        None => height_by_rows(body.height, model),
    };
    let (devices, access) = split(body, body.height - access_height);
    Regions {
        devices: Some(devices),
        access: Some(access),
        ..common
    }
}

/// As the user shares the screen; each pane keeps a row.
fn chosen_height(body: u16, percent: u8) -> u16 {
    let wanted = u32::from(body) * u32::from(percent) / 100;
    let least = FRAME_ROWS + 1;
    u16::try_from(wanted).unwrap_or(body).clamp(least, body - least)
}

/// As many rows as there are mappings, within reason.
fn height_by_rows(body: u16, model: &Model) -> u16 {
    let least = (body * 2 / 5).max(FRAME_ROWS + ACCESS_ROWS);
    let most = (body / 2).max(least);
    let rows = u16::try_from(model.accesses.table.order().len()).unwrap_or(u16::MAX);
    rows.saturating_add(FRAME_ROWS).clamp(least, most)
}

/// The top of an area, so many rows high, and what is below it.
pub fn split(area: Rect, top: u16) -> (Rect, Rect) {
    let top = top.min(area.height);
    let above = Rect { height: top, ..area };
    let below = Rect {
        y: area.y + top,
        height: area.height - top,
        ..area
    };
    (above, below)
}

/// The cells inside a frame of one cell.
pub fn inside(area: Rect) -> Rect {
    Rect {
        x: area.x + 1.min(area.width),
        y: area.y + 1.min(area.height),
        width: area.width.saturating_sub(2),
        height: area.height.saturating_sub(2),
    }
}
