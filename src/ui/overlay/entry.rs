//! Everything known of an entry of the audit log: what it means, and the course of its connection.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Span;

use super::sheet::Sheet;
use crate::app::Model;
use crate::app::model::EntryId;
use crate::domain::DeviceRow;
use crate::ui::{Look, access, audit, countdown};

/// Draws it.
pub fn draw(model: &Model, id: EntryId, look: &Look, frame: &mut Frame<'_>, area: Rect) {
    let mut sheet = Sheet::new(look, area);
    let styles = &look.styles;
    let Some(entry) = model.audit.get(id) else {
        sheet.styled("", "this entry is no longer shown: newer ones took its place", styles.warn);
        sheet.show("Entry", frame, area);
        return;
    };
    let row = model.audit_row(entry);
    let (mark, style) = audit::mark(entry, row.meaning, look);
    sheet.spans("What", vec![Span::styled(format!("{mark} {}", entry.kind), style)]);
    sheet.time("When", Some(entry.at));
    if !row.meaning.short().is_empty() {
        sheet.styled("Means", &row.meaning.short(), audit::style(row.meaning, look));
        sheet.text("", row.meaning.long());
    }
    sheet.text("From", entry.source.as_deref().unwrap_or(""));
    sheet.text("To", entry.destination.as_deref().unwrap_or(""));
    sheet.text("Opened by", &access::who(row.opened_by, row.reason));
    sources(model, row.device, entry.device_port(), &mut sheet);
    for (at, other) in model.audit.course(entry).into_iter().enumerate() {
        let step = format!("{} {}", countdown::clock(other.at, &look.tz), other.kind);
        sheet.text(if at == 0 { "Course" } else { "" }, &step);
    }
    sheet.text("IMSI", entry.imsi.as_ref().map_or("", |imsi| &imsi.0));
    sheet.text("SIM ID", row.device.map_or("", |device| device.sim_id));
    let tls = entry.tls.map_or("", |tls| if tls { "ends at Napter" } else { "none" });
    sheet.text("TLS", tls);
    sheet.text("Connection", entry.connection_id.as_deref().unwrap_or(""));
    sheet.show(row.label, frame, area);
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
        let text = format!("{} through {}", mapping.sources.join(", "), mapping.endpoint);
        sheet.text(if at == 0 { "Let in now" } else { "" }, &text);
    }
}
