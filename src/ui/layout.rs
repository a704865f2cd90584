//! Where everything is: pure arithmetic on the size of the terminal and the model. Draws nothing.

use ratatui::layout::Rect;

use super::overlay::confirm;
use super::{footer, pane};
use crate::app::model::{Overlay, Pane};
use crate::app::{Heights, Model};

/// Below this many columns or rows nothing is drawn but a request for more.
pub const SMALLEST: (u16, u16) = (40, 10);
/// From this many columns and rows on, two panes are shown.
const BOTH: (u16, u16) = (80, 20);
/// Rows of a pane that are not rows of its table: the frame and the titles of the columns.
const FRAME_ROWS: u16 = 3;
/// The fewest rows of the table below the Devices pane.
const LOWER_ROWS: u16 = 4;

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
    /// The Sessions pane, where it is shown.
    pub sessions: Option<Rect>,
    /// The Audit pane, where it is shown.
    pub audit: Option<Rect>,
    /// Hints and messages.
    pub footer: Rect,
}

impl Regions {
    /// How many rows there is room for, in each table and in a question.
    pub fn heights(&self, model: &Model) -> Heights {
        let titles = if self.tabs.is_some() { 1 } else { FRAME_ROWS };
        let rows = |pane: Pane, area: Option<Rect>| {
            let Some(area) = area else { return 0 };
            let told = pane::notice_height(model, pane, room(area, self.tabs.is_some()));
            usize::from(area.height.saturating_sub(titles).saturating_sub(told))
        };
        let question = match model.overlay() {
            Some(Overlay::Confirm(confirm)) => confirm::rows(confirm, self.body),
            _ => 0,
        };
        Heights {
            devices: rows(Pane::Devices, self.devices),
            access: rows(Pane::Access, self.access),
            sessions: rows(Pane::Sessions, self.sessions),
            audit: rows(Pane::Audit, self.audit),
            question,
        }
    }

    fn place(&mut self, pane: Pane, area: Rect) {
        let place = match pane {
            Pane::Devices => &mut self.devices,
            Pane::Access => &mut self.access,
            Pane::Sessions => &mut self.sessions,
            Pane::Audit => &mut self.audit,
        };
        *place = Some(area);
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
    let mut regions = Regions {
        area,
        header,
        body,
        footer,
        ..Regions::default()
    };
    if area.width < BOTH.0 || area.height < BOTH.1 || model.zoom {
        let (tabs, pane) = split(body, 1);
        regions.tabs = Some(tabs);
        regions.place(model.focus, pane);
        return regions;
    }
    let least = (body.height * 2 / 5).max(FRAME_ROWS + LOWER_ROWS);
    let most = (body.height / 2).max(least);
    // whichever pane is below, so that the screen stays still when another one comes there
    let rows = u16::try_from(model.accesses.table.order().len()).unwrap_or(u16::MAX);
    let height = rows.saturating_add(FRAME_ROWS).clamp(least, most);
    let (above, below) = split(body, body.height - height);
    regions.place(Pane::Devices, above);
    regions.place(model.lower(), below);
    regions
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

/// The room in a pane: inside its frame, or, where the tab line stands for that, left of the scroll bar.
pub fn room(pane: Rect, tabbed: bool) -> Rect {
    match tabbed {
        true => Rect {
            width: pane.width.saturating_sub(1),
            ..pane
        },
        false => inside(pane),
    }
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
