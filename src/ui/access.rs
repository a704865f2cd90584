//! The Access pane: what is open, to whom, why, for how much longer, and what is happening to it.

use jiff::Timestamp;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Span;

use super::table::Column;
use super::{Look, countdown, pane, text};
use crate::app::Command;
use crate::app::Model;
use crate::app::model::Pane;
use crate::app::model::accesses::Change;
use crate::domain::column::AccessColumn;
use crate::domain::{Countdown, Endpoint, Mapping, Urgency};
use crate::say::{states, waiting};

fn columns(model: &Model) -> Vec<Column<AccessColumn>> {
    use AccessColumn as C;
    let endpoint = pane::endpoint_cells(model.accesses.all.iter().map(|mapping| &mapping.endpoint), 14);
    // why something could not be taken away takes more room than a word
    let state = if model.accesses.unrevoked.is_empty() { 12 } else { 32 };
    let device = pane::widest(model.accesses.all.iter().map(|mapping| model.label_of(mapping)), (28, 64));
    let column = |show: C, cells, priority| Column::new(show, show.title(), cells, priority);
    let all = [
        column(C::Device, (10, 15, device), 100),
        column(C::Endpoint, (endpoint, endpoint, endpoint), 90),
        column(C::Port, (5, 5, 5), 48).with_room_for_its_title().right(),
        column(C::Sources, (15, 15, 22), 40),
        column(C::Who, (12, 20, 60), 44),
        column(C::Left, (10, 16, 21), 98),
        column(C::State, (12, state.min(20), state), 80),
    ];
    let shown = |column: &Column<C>| model.arrangement.shows(Pane::Access, column.show.name());
    all.into_iter().filter(shown).collect()
}

/// Draws it. `tabbed` when the tab line stands for its frame.
pub fn draw(model: &Model, look: &Look, now: Timestamp, frame: &mut Frame<'_>, area: Rect, tabbed: bool) {
    let filling = pane::Filling {
        pane: Pane::Access,
        table: &model.accesses.table,
        columns: columns(model),
        sorted: model.accesses.column(),
        cell: |endpoint: &Endpoint, show, cells| cell(model, look, now, endpoint, show, cells),
        nothing,
    };
    pane::draw(model, look, frame, area, tabbed, &filling);
}

fn cell(model: &Model, look: &Look, now: Timestamp, endpoint: &Endpoint, show: AccessColumn, cells: usize) -> Vec<Span<'static>> {
    let Some(mapping) = model.accesses.get(endpoint) else {
        return Vec::new();
    };
    let styles = &look.styles;
    let row = model.access_row(mapping, now);
    let body = if row.over { styles.muted } else { styles.text };
    let plain = |text: &str| vec![Span::styled(text::fit(text, cells), body)];
    match show {
        AccessColumn::Device => plain(row.label),
        AccessColumn::Endpoint => plain(&mapping.endpoint.to_string()),
        AccessColumn::Port => vec![Span::styled(mapping.device_port.to_string(), styles.muted)],
        AccessColumn::Sources => vec![Span::styled(sources(mapping, cells), styles.muted)],
        AccessColumn::Who => plain(&who(row.opened_by, row.reason)),
        AccessColumn::Left => countdown::cell(mapping, model.service_time(now), cells, look),
        AccessColumn::State => vec![state(model, look, now, mapping, cells)],
    }
}

/// A single address without its `/32`; the details have it in full.
fn short(source: &str) -> &str {
    source.strip_suffix("/32").unwrap_or(source)
}

/// The first source, and how many there are besides.
fn sources(mapping: &Mapping, cells: usize) -> String {
    match mapping.sources.as_slice() {
        [] => "—".into(),
        [only] => text::fit(short(only), cells),
        [first, others @ ..] => {
            let more = format!(" +{}", others.len());
            format!("{}{more}", text::fit(short(first), cells.saturating_sub(more.len())))
        }
    }
}

/// Who opened it and why; a dash where this run does not know.
pub fn who(opened_by: Option<&str>, reason: Option<&str>) -> String {
    match (opened_by.filter(|by| !by.is_empty()), reason.filter(|why| !why.is_empty())) {
        (Some(by), Some(why)) => format!("{by}: {why}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => "—".to_owned(),
    }
}

/// What is happening to a mapping, in a word or two.
pub fn state(model: &Model, look: &Look, now: Timestamp, mapping: &Mapping, cells: usize) -> Span<'static> {
    let (styles, service_time) = (&look.styles, model.service_time(now));
    let urgency = mapping.countdown(service_time).map(Countdown::urgency);
    let link = model.accesses.link(&mapping.endpoint).filter(|link| link.is_usable(now));
    let (text, style) = if let Some(change) = model.accesses.under_way(&mapping.endpoint) {
        match change {
            Change::Extending => (states::extending().into(), styles.accent),
            Change::Revoking => (states::revoking().into(), styles.warn),
            Change::Waiting => (states::waiting().into(), styles.muted),
        }
    } else if let Some(why) = model.accesses.unrevoked.get(&mapping.endpoint) {
        (states::failed(why), styles.bad)
    } else if mapping.is_over(service_time) {
        (states::expired().into(), styles.muted)
    } else if model.accesses.is_half_open(&mapping.endpoint) {
        (states::opening().into(), styles.accent)
    } else if model.accesses.linking.contains(&mapping.endpoint) {
        (states::making_link().into(), styles.accent)
    } else if let Some(link) = link {
        let left = Countdown::new(model.link_end(link), service_time).text();
        (states::link(left), styles.accent)
    } else if model.accesses.left_open.contains(&mapping.endpoint) {
        (states::left_open().into(), styles.bad)
    } else if matches!(urgency, Some(Urgency::Soon | Urgency::Now)) {
        (states::expiring().into(), styles.warn)
    } else {
        (states::live().into(), styles.good)
    };
    Span::styled(text::fit(&text, cells), style)
}

fn nothing(model: &Model, look: &Look, frame: &mut Frame<'_>, inner: Rect) {
    let styles = &look.styles;
    let lines = if !model.accesses.all.is_empty() {
        vec![(pane::no_match(model, Pane::Access), styles.text)]
    } else if let Some(unknown) = model.status.open_unknown() {
        let style = if model.status.soracom.is_some() {
            styles.warn
        } else {
            styles.muted
        };
        vec![(unknown.into(), style)]
    } else if model.settings.read_only {
        vec![(states::nothing_is_open().into(), styles.text)]
    } else {
        let key = model.key(Command::Open);
        vec![
            (states::nothing_is_open().into(), styles.text),
            (waiting::open_opens(key), styles.muted),
        ]
    };
    pane::message(frame, inner, &lines);
}
