//! Everything known of an entry of the audit log: what it means, and the course of its connection.

use ratatui::layout::Rect;
use ratatui::text::Span;

use super::sheet::Sheet;
use crate::app::Model;
use crate::app::model::EntryId;
use crate::domain::DeviceRow;
use crate::say;
use crate::ui::{Look, access, audit, countdown};

/// The details of an entry.
pub(super) fn details<'a>(model: &Model, id: EntryId, look: &'a Look, area: Rect) -> Sheet<'a> {
    let mut sheet = Sheet::new(look, area);
    let styles = &look.styles;
    let Some(entry) = model.audit.get(id) else {
        sheet.styled("", say::details::entry_gone(), styles.warn);
        return sheet.titled(say::details::entry());
    };
    let row = model.audit_row(entry);
    let (mark, style) = audit::mark(entry, row.meaning, look);
    sheet.spans(
        say::columns::what(),
        vec![Span::styled(format!("{mark} {}", entry.kind), style)],
    );
    sheet.time(say::columns::when(), Some(entry.at));
    if !row.meaning.short().is_empty() {
        sheet.styled(say::columns::means(), &row.meaning.short(), audit::style(row.meaning, look));
        sheet.text("", row.meaning.long());
    }
    sheet.text(say::columns::from(), entry.source.as_deref().unwrap_or(""));
    sheet.text(say::details::to(), entry.destination.as_deref().unwrap_or(""));
    sheet.text(say::details::opened_by(), &access::who(row.opened_by, row.reason));
    sources(model, row.device, entry.device_port(), &mut sheet);
    for (at, other) in model.audit.course(entry).into_iter().enumerate() {
        let step = format!("{} {}", countdown::clock(other.at, &look.tz), other.kind);
        sheet.text(if at == 0 { say::details::course() } else { "" }, &step);
    }
    sheet.text(say::columns::imsi(), entry.imsi.as_ref().map_or("", |imsi| &imsi.0));
    sheet.text(say::details::sim_id(), row.device.map_or("", |device| device.sim_id));
    let tls = entry.tls.map_or("", |tls| {
        if tls {
            say::details::tls_ends_at_napter()
        } else {
            say::details::no_tls()
        }
    });
    sheet.text(say::details::tls(), tls);
    sheet.text(say::details::connection(), entry.connection_id.as_deref().unwrap_or(""));
    sheet.titled(row.label)
}

/// Who may come there now, to compare with who came.
fn sources(model: &Model, device: Option<DeviceRow<'_>>, port: Option<u16>, sheet: &mut Sheet<'_>) {
    let Some((device, port)) = device.zip(port) else { return };
    let here = model
        .accesses
        .all
        .iter()
        .filter(|mapping| device.is_reached_by(mapping, port));
    for (at, mapping) in here.enumerate() {
        let text = say::details::through(mapping.told_sources(), &mapping.endpoint);
        sheet.text(if at == 0 { say::details::let_in_now() } else { "" }, &text);
    }
}
