//! The Devices pane: the SIM-connected devices, whether they can be reached, and what is open to them.

use jiff::Timestamp;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Span;

use super::table::Column;
use super::{Look, countdown, pane, text};
use crate::app::Model;
use crate::app::model::Pane;
use crate::domain::Slot;
use crate::domain::column::DeviceColumn;
use crate::domain::device::Presence;
use crate::say::{states, waiting};

fn columns(model: &Model) -> Vec<Column<DeviceColumn>> {
    use DeviceColumn as C;
    // why something could not be opened takes more room than how much is open
    let open = if model.accesses.unopened.is_empty() { 8 } else { 32 };
    let column = |show: C, cells, priority| Column::new(show, show.title(), cells, priority);
    let all = [
        column(C::Online, (2, 2, 2), 99),
        column(C::Name, (12, 16, 40), 100),
        column(C::Group, (8, 12, 24), 48),
        column(C::Imsi, (15, 15, 15), 46),
        column(C::Ip, (10, 15, 15), 44),
        column(C::Status, (8, 9, 12), 40),
        column(C::LastSeen, (10, 10, 10), 60),
        column(C::Mappings, (8, open.min(20), open), 90),
    ];
    let shown = |column: &Column<C>| model.arrangement.shows(Pane::Devices, column.show.name());
    all.into_iter().filter(shown).collect()
}

/// Draws it. `tabbed` when the tab line stands for its frame.
pub fn draw(model: &Model, look: &Look, now: Timestamp, frame: &mut Frame<'_>, area: Rect, tabbed: bool) {
    let filling = pane::Filling {
        pane: Pane::Devices,
        table: &model.devices.table,
        columns: columns(model),
        sorted: model.devices.column(),
        cell: |slot: &Slot, column, cells| cell(model, look, now, *slot, column, cells),
        nothing,
    };
    pane::draw(model, look, frame, area, tabbed, &filling);
}

/// The mark of that presence: a shape of its own, so that colour is never the only sign.
pub fn presence(presence: Presence, look: &Look) -> Span<'static> {
    match presence {
        Presence::Online => Span::styled("●", look.styles.good),
        Presence::Offline => Span::styled("○", look.styles.muted),
        Presence::Never => Span::styled("·", look.styles.muted),
    }
}

/// The word for that presence.
pub fn word(presence: Presence) -> &'static str {
    match presence {
        Presence::Online => states::online(),
        Presence::Offline => states::offline(),
        Presence::Never => states::never(),
    }
}

fn cell(model: &Model, look: &Look, now: Timestamp, slot: Slot, column: DeviceColumn, cells: usize) -> Vec<Span<'static>> {
    let Some(device) = model.devices.row(slot) else {
        return Vec::new();
    };
    let styles = &look.styles;
    let plain = |text: &str| Span::styled(text::fit(text, cells), styles.text);
    let quiet = |text: &str| Span::styled(text::fit(text, cells), styles.muted);
    let span = match column {
        DeviceColumn::Online => presence(device.presence, look),
        DeviceColumn::Name => plain(device.label()),
        DeviceColumn::Group => plain(device.group),
        DeviceColumn::Imsi => quiet(device.imsi.unwrap_or("—")),
        DeviceColumn::Ip => quiet(device.ip.unwrap_or("—")),
        DeviceColumn::Status if device.status == "active" => quiet(device.status),
        DeviceColumn::Status => Span::styled(text::fit(device.status, cells), styles.warn),
        DeviceColumn::LastSeen => match device.last_seen {
            Some(at) => plain(&countdown::short(at, now, &look.tz)),
            None => quiet("—"),
        },
        DeviceColumn::Mappings => open(model, look, slot, device.sim_id, cells),
    };
    vec![span]
}

/// How much is open to it, or what is happening to it.
fn open(model: &Model, look: &Look, slot: Slot, sim_id: &str, cells: usize) -> Span<'static> {
    let (accesses, styles) = (&model.accesses, &look.styles);
    let batch = accesses.opens.as_ref();
    let failed = accesses.unopened.iter().find(|(failed, _)| failed.0 == sim_id);
    let (text, style) = if accesses.opening.iter().any(|(opening, _)| opening.0 == sim_id) {
        (states::opening().to_owned(), styles.accent)
    } else if batch.is_some_and(|batch| batch.waits(|(waiting, _)| waiting.0 == sim_id)) {
        (states::waiting().to_owned(), styles.muted)
    } else if let Some((_, why)) = failed {
        (states::failed(why), styles.bad)
    } else {
        match model.devices.count_of(slot) {
            0 => return Span::raw(""),
            mappings => (mappings.to_string(), styles.key),
        }
    };
    Span::styled(text::fit(&text, cells), style)
}

fn nothing(model: &Model, look: &Look, frame: &mut Frame<'_>, inner: Rect) {
    let styles = &look.styles;
    let lines = if !model.devices.is_empty() {
        vec![(pane::no_match(model, Pane::Devices), styles.text)]
    } else if let Some(failure) = model.devices.failure.as_ref().or(model.status.soracom.as_ref()) {
        pane::failure(model, look, failure)
    } else if pane::signing_in(model) {
        vec![(waiting::signing_in().into(), styles.muted)]
    } else if !model.devices.complete {
        vec![(waiting::loading_devices().into(), styles.muted)]
    } else {
        vec![
            (waiting::no_sim().into(), styles.text),
            (waiting::check_coverage().into(), styles.muted),
        ]
    };
    pane::message(frame, inner, &lines);
}
