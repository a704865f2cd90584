//! Everything known of an AppStream session.

use jiff::Timestamp;
use ratatui::layout::Rect;
use ratatui::text::Span;

use super::sheet::Sheet;
use crate::app::{Command, Model};
use crate::say;
use crate::ui::{Look, access, sessions};

/// The details of a session.
pub(super) fn details<'a>(model: &Model, id: &str, look: &'a Look, now: Timestamp, area: Rect) -> Sheet<'a> {
    let mut sheet = Sheet::new(look, area);
    let styles = &look.styles;
    let Some(joined) = model.sessions.get(id) else {
        sheet.text(say::details::session(), id);
        sheet.styled("", say::details::session_gone(), styles.warn);
        return sheet.titled(say::details::session());
    };
    let (session, row) = (&joined.session, model.session_row(joined));
    let aws = match &session.connection {
        Some(connection) => format!("  {}, {connection}", session.state),
        None => format!("  {}", session.state),
    };
    let state = sessions::state(model, look, joined, 15);
    sheet.spans(say::columns::state(), vec![state, Span::styled(aws, styles.muted)]);
    if joined.orphan {
        let (end, sweep) = (model.key(Command::Revoke), model.key(Command::Sweep));
        let advice = say::details::goes_on_without_mapping(end, sweep);
        sheet.styled("", &advice, styles.bad);
    }
    sheet.text(say::columns::device(), row.label.unwrap_or(""));
    sheet.text(say::details::sim_id(), row.device.map_or("", |device| device.sim_id));
    sheet.text(say::details::operator(), session.user_id.operator().unwrap_or(""));
    sheet.text(say::details::appstream_user(), session.user_id.as_str());
    let endpoint = joined.endpoint.as_ref();
    sheet.text(
        say::columns::endpoint(),
        &endpoint.map(ToString::to_string).unwrap_or_default(),
    );
    let mapping = endpoint.and_then(|endpoint| model.accesses.get(endpoint));
    if let Some(mapping) = mapping {
        let row = model.access_row(mapping, now);
        sheet.text(say::details::opened_by(), &access::who(row.opened_by, row.reason));
        sheet.text(say::details::mapping_left(), &mapping.time_left(model.service_time(now)));
    }
    let left = sessions::left(session, model.service_time(now), 20, look, false);
    sheet.spans(say::columns::ends_within(), vec![left]);
    sheet.time(say::details::at_the_latest(), session.max_expires_at);
    sheet.time(say::columns::started(), session.started_at);
    sheet.text(say::details::session(), &session.id);
    sheet.titled(row.label.unwrap_or(session.who()))
}
