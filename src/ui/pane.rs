//! What both panes share: the frame or the tab line, the title with its counts, messages in place of rows.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, BorderType};

use super::{Look, layout, mask, text};
use crate::app::Command;
use crate::app::Model;
use crate::app::model::{Pane, Table};

/// The most cells of a filter in a title.
const FILTER_CELLS: usize = 30;

/// Draws the frame, unless the tab line stands for it. Gives the room inside, and the column for the scroll bar.
pub fn frame(model: &Model, look: &Look, pane: Pane, frame: &mut Frame<'_>, area: Rect, tabbed: bool) -> (Rect, u16) {
    let bar = area.right().saturating_sub(1);
    if tabbed {
        let width = area.width.saturating_sub(1);
        return (Rect { width, ..area }, bar);
    }
    let focused = model.focus == pane;
    let border = if focused {
        look.styles.border_focused
    } else {
        look.styles.border
    };
    let block = Block::bordered().border_type(BorderType::Rounded).border_style(border);
    frame.render_widget(block, area);
    let inner = layout::inside(area);
    let title = Line::from(title(model, look, pane, focused));
    text::put_line(frame.buffer_mut(), inner.x, area.y, &title, inner.width);
    (inner, bar)
}

/// The line that names both panes where only one is shown.
pub fn tabs(model: &Model, look: &Look, frame: &mut Frame<'_>, area: Rect) {
    let mut spans = Vec::new();
    for pane in Pane::ALL {
        let focused = *pane == model.focus;
        spans.extend(title(model, look, *pane, focused));
        spans.push(Span::raw(" "));
    }
    let buffer = frame.buffer_mut();
    text::put_line(buffer, area.x, area.y, &Line::from(spans), area.width);
}

fn title(model: &Model, look: &Look, pane: Pane, focused: bool) -> Vec<Span<'static>> {
    let styles = &look.styles;
    let number = Pane::ALL.iter().position(|other| *other == pane).map_or(0, |at| at + 1);
    let style = if focused { styles.title_focused } else { styles.title };
    let quiet = if focused { styles.text } else { styles.muted };
    let (count, filter, marks) = match pane {
        Pane::Devices => {
            let loading = model.devices.loading && !model.devices.complete;
            let table = &model.devices.table;
            let known = model.devices.complete || !model.devices.is_empty();
            let count = if known {
                counts(table, model.devices.len(), loading)
            } else {
                String::new()
            };
            (count, shown_filter(table), table.marks.len())
        }
        Pane::Access => {
            let table = &model.accesses.table;
            let known = model.status.mappings_at.is_some() || !model.accesses.all.is_empty();
            let count = if known {
                counts(table, model.accesses.all.len(), false)
            } else {
                String::new()
            };
            (count, shown_filter(table), table.marks.len())
        }
    };
    let mut spans = vec![Span::styled(format!(" {number} "), quiet), Span::styled(pane.title(), style)];
    if !count.is_empty() {
        spans.push(Span::styled(format!(" {count}"), quiet));
    }
    if let Some(filter) = filter {
        spans.push(Span::styled(format!(" /{filter}"), styles.accent));
    }
    if marks > 0 {
        spans.push(Span::styled(format!(" *{marks} marked"), styles.key));
    }
    if pane == Pane::Access && model.accesses.sweeping {
        spans.push(Span::styled(" sweeping…", styles.accent));
    }
    spans.push(Span::raw(" "));
    spans
}

fn counts<Id: Clone + Eq + std::hash::Hash>(table: &Table<Id>, all: usize, loading: bool) -> String {
    let more = if loading { "…" } else { "" };
    if table.filter.is_empty() {
        format!("{all}{more}")
    } else {
        format!("{} of {all}{more}", table.order().len())
    }
}

fn shown_filter<Id>(table: &Table<Id>) -> Option<String> {
    let typed = mask::typed(table.input.value());
    (!typed.is_empty()).then(|| text::fit(&typed, FILTER_CELLS))
}

/// Whether nothing has been answered yet.
pub fn signing_in(model: &Model) -> bool {
    let status = &model.status;
    status.identity.is_none() && status.soracom.is_none() && status.mappings_at.is_none() && model.devices.is_empty()
}

/// What stands in place of rows that the filter hides.
pub fn no_match<Id>(model: &Model, table: &Table<Id>) -> String {
    let typed = mask::typed(table.input.value());
    format!("nothing matches /{typed}; {} clears", model.key(Command::Clear))
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
