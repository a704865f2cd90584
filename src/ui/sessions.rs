//! The Sessions pane: who is in an AppStream session, on which device, for how long at most; and the orphans.

use jiff::Timestamp;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Span;

use super::table::Column;
use super::{Look, countdown, pane, text};
use crate::app::Model;
use crate::app::model::Pane;
use crate::domain::session::{JoinedSession, SessionColumn, SessionStanding};
use crate::domain::{Countdown, Session};
use crate::say::{states, waiting};

fn columns(model: &Model) -> Vec<Column<SessionColumn>> {
    use SessionColumn as C;
    let column = |show: C, cells, priority| Column::new(show, show.title(), cells, priority);
    let endpoints = model.sessions.all.iter().filter_map(|joined| joined.endpoint.as_ref());
    let endpoint = pane::endpoint_cells(endpoints, 16);
    let all = [
        column(C::State, (15, 15, 15), 95),
        column(C::Device, (10, 16, 36), 100),
        column(C::User, (8, 10, 32), 80),
        column(C::Endpoint, (endpoint, endpoint, endpoint), 70),
        column(C::Age, (8, 8, 8), 60),
        column(C::Left, (11, 13, 16), 90),
    ];
    let shown = |column: &Column<C>| model.arrangement.shows(Pane::Sessions, column.show.name());
    all.into_iter().filter(shown).collect()
}

/// Draws it. `tabbed` when the tab line stands for its frame.
pub fn draw(model: &Model, look: &Look, now: Timestamp, frame: &mut Frame<'_>, area: Rect, tabbed: bool) {
    let filling = pane::Filling {
        pane: Pane::Sessions,
        table: &model.sessions.table,
        columns: columns(model),
        sorted: model.sessions.column(),
        cell: |id: &String, column, cells| cell(model, look, now, id, column, cells),
        nothing,
    };
    pane::draw(model, look, frame, area, tabbed, &filling);
}

fn cell(model: &Model, look: &Look, now: Timestamp, id: &str, column: SessionColumn, cells: usize) -> Vec<Span<'static>> {
    let Some(joined) = model.sessions.get(id) else {
        return Vec::new();
    };
    let (styles, session) = (&look.styles, &joined.session);
    let old = pane::old_since(model, Pane::Sessions).is_some();
    let or_old = |style: Style| if old { styles.muted } else { style };
    let body = or_old(if session.is_live() { styles.text } else { styles.muted });
    let span = match column {
        SessionColumn::State => state(model, look, joined, cells),
        SessionColumn::Device => {
            let label = model.session_row(joined).label;
            Span::styled(text::fit(label.unwrap_or("—"), cells), body)
        }
        SessionColumn::User => Span::styled(text::fit(session.who(), cells), body),
        SessionColumn::Endpoint => match &joined.endpoint {
            Some(endpoint) => Span::styled(text::fit(&endpoint.to_string(), cells), body),
            None if joined.orphan => Span::styled(text::fit(states::mapping_is_gone(), cells), or_old(styles.bad)),
            None => Span::styled("—", styles.muted),
        },
        SessionColumn::Age => {
            let age = session.started_at.map(|at| Countdown::new(at, model.service_time(now)).ago());
            Span::styled(text::fit(age.as_deref().unwrap_or("—"), cells), styles.muted)
        }
        SessionColumn::Left => left(session, model.service_time(now), cells, look, old),
    };
    vec![span]
}

/// How a session stands: a mark and a word, so that colour is never the only sign.
pub fn state(model: &Model, look: &Look, joined: &JoinedSession, cells: usize) -> Span<'static> {
    let styles = &look.styles;
    let standing = joined.standing();
    let (mark, style) = match standing {
        _ if model.sessions.ending.contains(&joined.session.id) => {
            return Span::styled(text::fit(&format!("  {}", states::ending()), cells), styles.warn);
        }
        SessionStanding::Orphan => ("!", styles.bad),
        SessionStanding::Connected => ("●", styles.good),
        SessionStanding::Active | SessionStanding::Starting => ("◌", styles.accent),
        SessionStanding::Left => ("○", styles.warn),
        SessionStanding::Ended => ("x", styles.muted),
    };
    let style = match pane::old_since(model, Pane::Sessions) {
        Some(_) => styles.muted,
        None => style,
    };
    Span::styled(text::fit(&format!("{mark} {}", standing.word()), cells), style)
}

/// The time until it ends at the latest, with its mark.
pub fn left(session: &Session, service_time: Timestamp, cells: usize, look: &Look, old: bool) -> Span<'static> {
    let Some(end) = session.max_expires_at.filter(|_| session.is_live()) else {
        return Span::styled("—", look.styles.muted);
    };
    let countdown = Countdown::new(end, service_time);
    let urgency = countdown.urgency();
    let style = match old {
        true => look.styles.muted,
        false => countdown::style(urgency, &look.styles),
    };
    let text = match countdown.is_over() {
        true => countdown.text(),
        false => format!("{:<2}{}", urgency.mark(), countdown.text()),
    };
    Span::styled(text::fit(&text, cells), style)
}

fn nothing(model: &Model, look: &Look, frame: &mut Frame<'_>, inner: Rect) {
    let (styles, sessions) = (&look.styles, &model.sessions);
    let lines = if let Err(reason) = &model.settings.link {
        vec![
            (reason.clone(), styles.text),
            (waiting::no_sessions_without_them().into(), styles.muted),
        ]
    } else if !sessions.all.is_empty() {
        vec![(pane::no_match(model, Pane::Sessions), styles.text)]
    } else if let Some(failure) = &sessions.watch.failure {
        pane::failure(model, look, failure)
    } else if sessions.watch.answered_at.is_none() {
        vec![(waiting::looking_for_sessions().into(), styles.muted)]
    } else {
        vec![
            (waiting::nobody_in_a_session().into(), styles.text),
            (waiting::how_one_begins().into(), styles.muted),
        ]
    };
    pane::message(frame, inner, &lines);
}
