//! The titles of panes: number, name, how many rows, filter and marks. What does not fit is left out of those that are not shown.

use ratatui::text::{Line, Span};

use super::{Look, countdown, mask, pane, text};
use crate::app::Model;
use crate::app::model::{Pane, Scope};
use crate::say::panes;

/// The most cells of a filter or a name in a title.
const FILTER_CELLS: usize = 30;

/// How much is said of a pane in a line of titles.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Detail {
    Number,
    Name,
    Count,
    All,
}

/// The titles of these panes, of which one is shown. Where they do not all fit, less is said of the others.
pub fn line(model: &Model, look: &Look, panes: &[Pane], shown: Pane, width: u16) -> Line<'static> {
    let saying = |others: Detail| {
        let mut spans = Vec::new();
        for pane in panes {
            let detail = if *pane == shown { Detail::All } else { others };
            spans.extend(title(model, look, *pane, *pane == shown, detail));
        }
        Line::from(spans)
    };
    let cells = |line: &Line<'_>| line.spans.iter().map(|span| text::width(&span.content)).sum::<usize>();
    let fitting = [Detail::Count, Detail::Name].map(saying).into_iter();
    let mut fitting = fitting.filter(|line| cells(line) <= usize::from(width));
    fitting.next().unwrap_or_else(|| saying(Detail::Number))
}

fn title(model: &Model, look: &Look, pane: Pane, shown: bool, detail: Detail) -> Vec<Span<'static>> {
    let (styles, table) = (&look.styles, model.rows(pane));
    let number = Pane::ALL.iter().position(|other| *other == pane).map_or(0, |at| at + 1);
    let focused = shown && model.focus == pane;
    let quiet = if focused { styles.text } else { styles.muted };
    let style = match (focused, shown) {
        (true, _) => styles.title_focused,
        (_, true) => styles.title,
        _ => styles.muted,
    };
    let mut spans = vec![Span::styled(format!(" {number} "), quiet)];
    if detail == Detail::Number {
        return spans;
    }
    spans.push(Span::styled(pane.title(), style));
    if detail != Detail::Name
        && let Some(all) = known_rows(model, pane)
    {
        spans.push(Span::styled(format!(" {}", counts(model, pane, all)), quiet));
    }
    if detail == Detail::All {
        spans.extend(marks(model, look, pane));
    }
    // what is hidden by a filter must not be forgotten, whichever pane is shown
    if table.is_filtered() && detail != Detail::Name {
        let filter = text::fit(&mask::typed(table.input().value()), FILTER_CELLS);
        spans.push(Span::styled(format!(" /{filter}"), styles.accent));
    }
    spans.push(Span::raw(" "));
    spans
}

/// How many rows there are before the filter, if that is known. What nobody looks at is not refreshed.
fn known_rows(model: &Model, pane: Pane) -> Option<usize> {
    if matches!(pane, Pane::Sessions | Pane::Audit) && !model.is_visible(pane) {
        return None;
    }
    let (known, all) = match pane {
        Pane::Devices => (model.devices.complete, model.devices.len()),
        Pane::Access => (model.status.mappings_at.is_some(), model.accesses.all.len()),
        Pane::Sessions => (model.sessions.watch.answered_at.is_some(), model.sessions.all.len()),
        Pane::Audit => (model.audit.watch.answered_at.is_some(), model.audit.len()),
    };
    (known || all > 0).then_some(all)
}

/// What else there is to say in a title.
fn marks(model: &Model, look: &Look, pane: Pane) -> Vec<Span<'static>> {
    let (styles, table) = (&look.styles, model.rows(pane));
    let mut spans = Vec::new();
    if table.marked() > 0 {
        spans.push(Span::styled(format!(" {}", panes::marked(table.marked())), styles.key));
    }
    let (opening, revoking) = model.accesses.progress();
    let progress = match pane {
        Pane::Devices => opening,
        Pane::Access => revoking,
        Pane::Sessions | Pane::Audit => None,
    };
    spans.extend(progress.map(|progress| Span::styled(format!(" {progress}"), styles.accent)));
    match pane {
        Pane::Devices if model.devices.failure.is_some() && !model.devices.is_empty() => {
            spans.push(Span::styled(format!(" {}", panes::not_refreshed()), styles.bad));
        }
        Pane::Access if model.accesses.sweeping => spans.push(Span::styled(format!(" {}", panes::sweeping()), styles.accent)),
        Pane::Access if model.accesses.planning => spans.push(Span::styled(format!(" {}", panes::planning()), styles.accent)),
        Pane::Audit => {
            if let Scope::Device(sim_id) = &model.audit.scope {
                let label = model
                    .devices
                    .row_of(sim_id)
                    .map_or(sim_id.0.as_str(), |device| device.label());
                spans.push(Span::styled(
                    format!(" {}", panes::of_device(text::fit(label, FILTER_CELLS))),
                    styles.accent,
                ));
            }
            if table.offset() > 0 && !table.is_empty() {
                spans.push(Span::styled(format!(" {}", panes::above(table.offset())), styles.muted));
            }
        }
        _ => {}
    }
    if let Some(at) = pane::old_since(model, pane) {
        spans.push(Span::styled(
            format!(" {}", panes::old(countdown::clock(at, &look.tz))),
            styles.warn,
        ));
    }
    spans
}

fn counts(model: &Model, pane: Pane, all: usize) -> String {
    let loading = pane == Pane::Devices && model.devices.loading && !model.devices.complete;
    let (table, more) = (model.rows(pane), if loading { "…" } else { "" });
    if table.is_filtered() {
        panes::some_of(table.len(), format!("{all}{more}"))
    } else {
        format!("{all}{more}")
    }
}
