//! Everything known of an AppStream session.

use jiff::Timestamp;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Span;

use super::sheet::Sheet;
use crate::app::{Command, Model};
use crate::ui::{Look, access, sessions};

/// Draws it.
pub fn draw(model: &Model, id: &str, look: &Look, now: Timestamp, frame: &mut Frame<'_>, area: Rect) {
    let mut sheet = Sheet::new(look, area);
    let styles = &look.styles;
    let Some(joined) = model.sessions.get(id) else {
        sheet.text("Session", id);
        sheet.styled("", "this session is no longer listed: it has ended", styles.warn);
        sheet.show("Session", frame, area);
        return;
    };
    let (session, row) = (&joined.session, model.session_row(joined));
    let aws = match &session.connection {
        Some(connection) => format!("  {}, {connection}", session.state),
        None => format!("  {}", session.state),
    };
    let state = sessions::state(model, look, joined, 15);
    sheet.spans("State", vec![state, Span::styled(aws, styles.muted)]);
    if joined.orphan {
        let (end, sweep) = (model.key(Command::Revoke), model.key(Command::Sweep));
        let advice = format!("the mapping that it came through is gone, and it goes on: {end} ends it, {sweep} all of its kind");
        sheet.styled("", &advice, styles.bad);
    }
    sheet.text("Device", row.label.unwrap_or(""));
    sheet.text("SIM ID", row.device.map_or("", |device| device.sim_id));
    sheet.text("Operator", session.user_id.operator().unwrap_or(""));
    sheet.text("AppStream user", session.user_id.as_str());
    let endpoint = joined.endpoint.as_ref();
    sheet.text("Endpoint", &endpoint.map(ToString::to_string).unwrap_or_default());
    let mapping = endpoint.and_then(|endpoint| model.accesses.get(endpoint));
    if let Some(mapping) = mapping {
        let row = model.access_row(mapping, now);
        sheet.text("Opened by", &access::who(row.opened_by, row.reason));
        sheet.text("Mapping left", &mapping.time_left(model.service_time(now)));
    }
    let left = sessions::left(session, model.service_time(now), 20, look, false);
    sheet.spans("Ends within", vec![left]);
    sheet.time("At the latest", session.max_expires_at);
    sheet.time("Started", session.started_at);
    sheet.text("Session", &session.id);
    sheet.show(row.label.unwrap_or(session.who()), frame, area);
}
