//! The Audit pane: Napter's log, newest first: who came from where, who was not let in and on whose side, what is still open.

use jiff::Timestamp;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Span;

use super::access::who;
use super::table::Column;
use super::{Look, countdown, pane, text};
use crate::app::Model;
use crate::app::model::{EntryId, Pane, Scope};
use crate::domain::audit::{AuditColumn, AuditEntry, Happening, Meaning};
use crate::say::waiting;

fn columns(model: &Model) -> Vec<Column<AuditColumn>> {
    use AuditColumn as C;
    let column = |show: C, cells, priority| Column::new(show, show.title(), cells, priority);
    let all = [
        column(C::When, (8, 8, 10), 100),
        column(C::What, (11, 11, 11), 99),
        column(C::Device, (10, 16, 30), 97),
        column(C::From, (15, 15, 15), 96),
        column(C::Port, (5, 5, 5), 42).with_room_for_its_title().right(),
        column(C::Means, (10, 17, 17), 70),
        column(C::Who, (12, 17, 60), 44),
    ];
    let shown = |column: &Column<C>| model.arrangement.shows(Pane::Audit, column.show.name());
    all.into_iter().filter(shown).collect()
}

/// Draws it. `tabbed` when the tab line stands for its frame.
pub fn draw(model: &Model, look: &Look, now: Timestamp, frame: &mut Frame<'_>, area: Rect, tabbed: bool) {
    let filling = pane::Filling {
        pane: Pane::Audit,
        table: &model.audit.table,
        columns: columns(model),
        sorted: model.audit.column(),
        cell: |id: &EntryId, column, cells| cell(model, look, now, *id, column, cells),
        nothing,
    };
    pane::draw(model, look, frame, area, tabbed, &filling);
}

fn cell(model: &Model, look: &Look, now: Timestamp, id: EntryId, column: AuditColumn, cells: usize) -> Vec<Span<'static>> {
    let Some(entry) = model.audit.get(id) else {
        return Vec::new();
    };
    let styles = &look.styles;
    let old = pane::old_since(model, Pane::Audit).is_some();
    let styled = |text: &str, style: Style| {
        let style = if old { styles.muted } else { style };
        vec![Span::styled(text::fit(text, cells), style)]
    };
    let row = model.audit_row(entry);
    match column {
        AuditColumn::When => styled(&when(entry.at, now, look), styles.muted),
        AuditColumn::What => {
            let (mark, style) = mark(entry, row.meaning, look);
            styled(&format!("{mark} {}", entry.kind), style)
        }
        AuditColumn::Device => styled(row.label, styles.text),
        AuditColumn::From => styled(address(entry), styles.text),
        AuditColumn::Port => {
            let port = entry.device_port().map(|port| port.to_string()).unwrap_or_default();
            styled(&port, styles.muted)
        }
        AuditColumn::Means => styled(&row.meaning.short(), style(row.meaning, look)),
        AuditColumn::Who => match (row.opened_by, row.reason) {
            (None, None) => styled("—", styles.muted),
            (by, why) => styled(&who(by, why), styles.text),
        },
    }
}

/// Where they came from, without the port, which differs each time.
fn address(entry: &AuditEntry) -> &str {
    let source = entry.source.as_deref().unwrap_or("");
    source.rsplit_once(':').map_or(source, |(address, _)| address)
}

/// By the second within a day, else the date: within a log the order of events matters.
fn when(at: Timestamp, now: Timestamp, look: &Look) -> String {
    match countdown::is_near(at, now) {
        true => countdown::clock(at, &look.tz),
        false => countdown::short(at, now, &look.tz),
    }
}

/// The mark and the style of an entry: a shape of its own, so that colour is never the only sign.
pub fn mark(entry: &AuditEntry, meaning: Meaning, look: &Look) -> (&'static str, Style) {
    let styles = &look.styles;
    match entry.happening() {
        Happening::Denied | Happening::Refused => ("✗", styles.bad),
        _ if matches!(meaning, Meaning::DeviceRefused) => ("✗", styles.warn),
        Happening::Created => ("+", styles.accent),
        Happening::Deleted => ("-", styles.text),
        Happening::Expired => ("x", styles.text),
        Happening::Connected if meaning == Meaning::Open => ("●", styles.good),
        Happening::Connected => ("○", styles.text),
        Happening::Access => ("→", styles.muted),
        Happening::Closed => ("·", styles.muted),
        Happening::Other => ("?", styles.text),
    }
}

/// The style of what an entry means.
pub fn style(meaning: Meaning, look: &Look) -> Style {
    let styles = &look.styles;
    match meaning {
        Meaning::CallerDenied | Meaning::TooMany => styles.bad,
        Meaning::DeviceRefused => styles.warn,
        Meaning::Open => styles.good,
        Meaning::OnItsWay => styles.accent,
        Meaning::Mapping | Meaning::Over { .. } | Meaning::Unknown => styles.muted,
    }
}

fn nothing(model: &Model, look: &Look, frame: &mut Frame<'_>, inner: Rect) {
    let (styles, audit) = (&look.styles, &model.audit);
    let unknown = |sim_id| model.devices.get(sim_id).is_none_or(|device| device.every_imsi().is_empty());
    let lines = if !audit.is_empty() {
        vec![(pane::no_match(model, Pane::Audit), styles.text)]
    } else if let Some(failure) = &audit.watch.failure {
        pane::failure(model, look, failure)
    } else if matches!(&audit.scope, Scope::Device(sim_id) if unknown(sim_id)) {
        vec![(waiting::log_goes_by_imsi().into(), styles.warn)]
    } else if audit.watch.answered_at.is_none() {
        vec![(waiting::reading_log().into(), styles.muted)]
    } else {
        vec![
            (waiting::nobody_came().into(), styles.text),
            (waiting::not_let_out().into(), styles.muted),
        ]
    };
    pane::message(frame, inner, &lines);
}
