//! Where everything is: pure arithmetic on the size of the terminal and the model. Draws nothing.

use jiff::Timestamp;
use ratatui::layout::{Position, Rect};

use super::overlay::{self, confirm};
use super::{Look, footer, pane, wall};
use crate::app::model::{Overlay, Pane};
use crate::app::{Heights, Model};
use crate::domain::screen::{BOTH_PANES, SMALLEST};

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
    /// The wall display, where it stands in place of the panes.
    pub wall: Option<Rect>,
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
    pub fn heights(&self, model: &Model, look: &Look, now: Timestamp) -> Heights {
        let question = match model.overlay() {
            Some(Overlay::Confirm(confirm)) => confirm::rows(confirm, self.body),
            _ => 0,
        };
        let rows = |pane| self.table(model, pane).map_or(0, |table| usize::from(table.height));
        Heights {
            devices: rows(Pane::Devices),
            access: rows(Pane::Access),
            sessions: rows(Pane::Sessions),
            audit: rows(Pane::Audit),
            question,
            details_beyond: overlay::details_beyond(model, look, now, self.body),
            wall: self.wall.is_some(),
            too_small: self.too_small,
        }
    }

    /// Where the rows of a pane's table are, below what is told above it and the titles of its columns.
    fn table(&self, model: &Model, pane: Pane) -> Option<Rect> {
        let inside = room(self.area_of(pane)?, self.tabs.is_some());
        let told = pane::notice_height(model, pane, inside);
        Some(split(inside, told.saturating_add(1)).1)
    }

    /// The pane that is there, and the row of its table.
    pub fn pointed_at(&self, at: Position, model: &Model) -> Option<(Pane, Option<usize>)> {
        let there = |pane: &&Pane| self.area_of(**pane).is_some_and(|area| area.contains(at));
        let pane = *Pane::ALL.iter().find(there)?;
        let table = self.table(model, pane)?;
        let rows = table.y..table.bottom();
        Some((pane, rows.contains(&at.y).then(|| usize::from(at.y - table.y))))
    }

    fn area_of(&self, pane: Pane) -> Option<Rect> {
        match pane {
            Pane::Devices => self.devices,
            Pane::Access => self.access,
            Pane::Sessions => self.sessions,
            Pane::Audit => self.audit,
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
    if model.wants_wall(area.width >= wall::LARGE.0 && area.height >= wall::LARGE.1) {
        regions.wall = Some(body);
        return regions;
    }
    if area.width < BOTH_PANES.0 || area.height < BOTH_PANES.1 || model.zoom {
        let (tabs, pane) = split(body, 1);
        regions.tabs = Some(tabs);
        regions.place(model.focus, pane);
        return regions;
    }
    let height = match model.arrangement.lower() {
        Some(percent) => chosen_height(body.height, percent),
        None => height_by_rows(body.height, model),
    };
    let (above, below) = split(body, body.height - height);
    regions.place(Pane::Devices, above);
    regions.place(model.lower(), below);
    regions
}

/// As the user shares the screen; each pane keeps a row.
fn chosen_height(body: u16, percent: u8) -> u16 {
    let wanted = u32::from(body) * u32::from(percent) / 100;
    let least = FRAME_ROWS + 1;
    u16::try_from(wanted).unwrap_or(body).clamp(least, body - least)
}

/// As many rows as there are mappings, within reason.
fn height_by_rows(body: u16, model: &Model) -> u16 {
    let least = (body * 2 / 5).max(FRAME_ROWS + LOWER_ROWS);
    let most = (body / 2).max(least);
    // whichever pane is below, so that the screen stays still when another one comes there
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
