//! What all panes share: the frame or the tab line, and messages above and in place of rows.

use std::hash::Hash;

use jiff::Timestamp;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Span;
use ratatui::widgets::{Block, BorderType};

use super::table::{self, Column};
use super::{Look, layout, mask, text, titles};
use crate::app::Command;
use crate::app::Model;
use crate::app::model::{Pane, Table, Watch};
use crate::domain::{Endpoint, Failure};
use crate::say::panes;

/// What a notice begins with.
const NOTICE_MARK: &str = " ✗ ";

/// Draws the frame, unless the tab line stands for it. Gives the room inside, and the column for the scroll bar.
pub fn frame(model: &Model, look: &Look, pane: Pane, frame: &mut Frame<'_>, area: Rect, tabbed: bool) -> (Rect, u16) {
    let bar = area.right().saturating_sub(1);
    let inner = layout::room(area, tabbed);
    if tabbed {
        return (inner, bar);
    }
    let focused = model.focus == pane;
    let border = if focused {
        look.styles.border_focused
    } else {
        look.styles.border
    };
    let block = Block::bordered().border_type(BorderType::Rounded).border_style(border);
    frame.render_widget(block, area);
    let names = match Pane::LOWER.contains(&pane) {
        true => Pane::LOWER,
        false => &[pane],
    };
    let title = titles::line(model, look, names, pane, inner.width);
    text::put_line(frame.buffer_mut(), inner.x, area.y, &title, inner.width);
    (inner, bar)
}

/// What fills a pane: its table, and how each of its cells is drawn.
pub struct Filling<'a, Id, C, Cell> {
    /// Which pane.
    pub pane: Pane,
    /// Its rows.
    pub table: &'a Table<Id>,
    /// The columns that are shown.
    pub columns: Vec<Column<C>>,
    /// The one that it is sorted by.
    pub sorted: C,
    /// Draws a cell.
    pub cell: Cell,
    /// Says why there is no row.
    pub nothing: fn(&Model, &Look, &mut Frame<'_>, Rect),
}

/// Draws a pane. `tabbed` when the tab line stands for its frame.
pub fn draw<Id, C, Cell>(
    model: &Model,
    look: &Look,
    frame: &mut Frame<'_>,
    area: Rect,
    tabbed: bool,
    filling: &Filling<'_, Id, C, Cell>,
) where
    Id: Clone + Eq + Hash,
    C: Copy + PartialEq,
    Cell: Fn(&Id, C, usize) -> Vec<Span<'static>>,
{
    let Filling {
        pane,
        table,
        columns,
        sorted,
        cell,
        nothing,
    } = filling;
    let (inner, bar) = self::frame(model, look, *pane, frame, area, tabbed);
    if table.order().is_empty() {
        nothing(model, look, frame, inner);
        return;
    }
    let inner = put_notice(model, look, *pane, frame, inner);
    let widths = table::choose(columns, inner.width);
    let state = table::View {
        styles: &look.styles,
        table,
        focused: model.focus == *pane,
    };
    table::draw(
        frame.buffer_mut(),
        inner,
        bar,
        &widths,
        |column| column == *sorted,
        &state,
        cell,
    );
}

/// The cells that the widest of these endpoints takes: one that lost its end would be worse than none.
pub fn endpoint_cells<'a>(endpoints: impl Iterator<Item = &'a Endpoint>, at_least: u16) -> u16 {
    widest(endpoints.map(Endpoint::to_string), (at_least, 32))
}

/// The cells that the widest of these texts takes, within those bounds.
pub fn widest(texts: impl Iterator<Item = impl AsRef<str>>, (least, most): (u16, u16)) -> u16 {
    let widest = texts.map(|text| text::width(&text::inert(text.as_ref()))).max();
    u16::try_from(widest.unwrap_or(0)).unwrap_or(u16::MAX).clamp(least, most)
}

/// The line that names all panes where only one is shown.
pub fn tabs(model: &Model, look: &Look, frame: &mut Frame<'_>, area: Rect) {
    let line = titles::line(model, look, Pane::ALL, model.focus, area.width);
    text::put_line(frame.buffer_mut(), area.x, area.y, &line, area.width);
}

/// How the listing of a pane goes that has one of its own.
fn watch(model: &Model, pane: Pane) -> Option<&Watch> {
    match pane {
        Pane::Devices | Pane::Access => None,
        Pane::Sessions => Some(&model.sessions.watch),
        Pane::Audit => Some(&model.audit.watch),
    }
}

/// Since when the rows of a pane are not renewed, because its listing fails.
pub fn old_since(model: &Model, pane: Pane) -> Option<Timestamp> {
    if pane == Pane::Access {
        return model.status.mappings_at.filter(|_| model.status.soracom.is_some());
    }
    let watch = watch(model, pane)?;
    watch.answered_at.filter(|_| watch.failure.is_some())
}

/// What stands above the rows of a pane: why they are old, or why less is known of them.
fn notice(model: &Model, pane: Pane) -> Option<String> {
    if model.rows(pane).is_empty() {
        return None;
    }
    if let Some(failure) = watch(model, pane).and_then(|watch| watch.failure.as_ref()) {
        return Some(failure.with_advice());
    }
    let unjoined = model.sessions.unjoined.as_ref().filter(|_| pane == Pane::Sessions)?;
    Some(panes::no_orphan_is_known(unjoined))
}

fn notice_lines(model: &Model, pane: Pane, inner: Rect) -> Vec<String> {
    const MOST: usize = 2;
    let most = if inner.height < 6 { 1 } else { MOST };
    let cells = usize::from(inner.width).saturating_sub(text::width(NOTICE_MARK) + 1);
    notice(model, pane)
        .map(|notice| text::wrap_to(&notice, cells, most))
        .unwrap_or_default()
}

/// How many lines that takes.
pub fn notice_height(model: &Model, pane: Pane, inner: Rect) -> u16 {
    u16::try_from(notice_lines(model, pane, inner).len()).unwrap_or(0)
}

/// Draws it; gives what is left of the room.
pub fn put_notice(model: &Model, look: &Look, pane: Pane, frame: &mut Frame<'_>, inner: Rect) -> Rect {
    let lines = notice_lines(model, pane, inner);
    let (above, below) = layout::split(inner, u16::try_from(lines.len()).unwrap_or(0));
    let cells = usize::from(inner.width);
    for (at, (line, y)) in lines.into_iter().zip(above.y..above.bottom()).enumerate() {
        let mark = if at == 0 { NOTICE_MARK } else { "   " };
        text::put(
            frame.buffer_mut(),
            above.x,
            y,
            format!("{mark}{line}"),
            cells,
            look.styles.bad,
        );
    }
    below
}

/// Whether nothing has been answered yet.
pub fn signing_in(model: &Model) -> bool {
    let status = &model.status;
    status.identity.is_none() && status.soracom.is_none() && status.mappings_at.is_none() && model.devices.is_empty()
}

/// What stands in place of rows that could not be had.
pub fn failure(model: &Model, look: &Look, failure: &Failure) -> Vec<(String, Style)> {
    let again = panes::tries_again(model.key(Command::Refresh));
    vec![
        (failure.message.clone(), look.styles.bad),
        (failure.advice.clone(), look.styles.text),
        (again, look.styles.muted),
    ]
}

/// What stands in place of rows that the filter hides.
pub fn no_match(model: &Model, pane: Pane) -> String {
    let rows = model.rows(pane);
    match rows.unknown_column() {
        Some(column) => panes::no_such_column(mask::typed(column), pane.filtered_by().join(", ")),
        None => panes::nothing_matches(mask::typed(rows.input().value()), model.key(Command::Clear)),
    }
}

/// Lines in the middle of a room, each wrapped.
pub fn message(frame: &mut Frame<'_>, area: Rect, lines: &[(String, Style)]) {
    let cells = usize::from(area.width.saturating_sub(4)).min(72);
    let wrapped: Vec<(String, Style)> = lines
        .iter()
        .flat_map(|(line, style)| text::wrap(line, cells).into_iter().map(|part| (part, *style)))
        .collect();
    let height = u16::try_from(wrapped.len()).unwrap_or(u16::MAX).min(area.height);
    let top = area.y + (area.height - height) / 2;
    for ((line, style), y) in wrapped.into_iter().zip(top..top + height) {
        let width = u16::try_from(text::width(&line)).unwrap_or(area.width);
        let x = area.x + area.width.saturating_sub(width) / 2;
        text::put(frame.buffer_mut(), x, y, line, usize::from(area.width), style);
    }
}
