//! The question before something is taken away, or opened again: each mapping by device, endpoint and time left, each session
//! by device and user, then y or n.

use jiff::Timestamp;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::{Boxed, roomy_cells};
use crate::app::model::{Confirm, ConfirmAction};
use crate::app::{Command, Model};
use crate::domain::session::{JoinedSession, Standing};
use crate::domain::{Countdown, RevokeTarget, Session};
use crate::ui::layout::split;
use crate::ui::{Look, countdown, text};

/// The cells of the time left.
const LEFT_CELLS: usize = 15;

/// How a question divides its room.
struct Plan {
    /// Lines of what it names, the line that says what else there is included.
    named: usize,
    /// Whether there is such a line.
    more: bool,
    /// Lines of notes.
    notes: Vec<String>,
    /// Whether a blank line keeps them apart.
    gap: bool,
}

impl Plan {
    fn of(confirm: &Confirm, area: Rect) -> Self {
        let cells = usize::from(roomy_cells(area));
        let notes: Vec<String> = confirm.notes.iter().flat_map(|note| text::wrap(note, cells)).collect();
        let most = usize::from(area.height.saturating_sub(6));
        let named = confirm.count().min(most.saturating_sub(notes.len().min(4)).max(1));
        let notes = shortened(notes, most.saturating_sub(named));
        Self {
            named,
            more: confirm.count() > named && named > 1,
            gap: confirm.count() > 0 && !notes.is_empty(),
            notes,
        }
    }
}

/// How many of the mappings and sessions that it names fit.
pub fn rows(confirm: &Confirm, area: Rect) -> usize {
    let plan = Plan::of(confirm, area);
    plan.named - usize::from(plan.more)
}

/// Draws it.
pub fn draw(model: &Model, confirm: &Confirm, look: &Look, now: Timestamp, frame: &mut Frame<'_>, area: Rect) {
    let styles = &look.styles;
    let plan = Plan::of(confirm, area);
    let (yes, no) = answers(&confirm.action);
    let boxed = Boxed {
        title: &confirm.title,
        cells: roomy_cells(area),
        lines: 1 + plan.named + usize::from(plan.gap) + plan.notes.len() + 2,
        keys: &[],
        border: match confirm.action {
            ConfirmAction::Reopen { .. } => styles.border_focused,
            _ => styles.border_danger,
        },
    };
    let inner = boxed.draw(look, frame, area);
    let (body, answer) = split(inner, inner.height.saturating_sub(1));
    let (_, body) = split(body, 1);
    let mut lines = named(model, confirm, &plan, look, now, usize::from(body.width));
    if plan.gap {
        lines.push(Line::default());
    }
    lines.extend(plan.notes.into_iter().map(|note| Line::styled(note, styles.text)));
    for (line, y) in lines.iter().zip(body.y..body.bottom()) {
        text::put_line(frame.buffer_mut(), body.x, y, line, body.width);
    }
    let mut spans = vec![
        Span::styled(" y ", styles.badge),
        Span::styled(format!(" {yes}    "), styles.strong),
        Span::styled(" n ", styles.brand),
        Span::styled(format!(" {no}"), styles.strong),
    ];
    if matches!(confirm.action, ConfirmAction::Leave(_)) {
        spans.push(Span::styled("    Esc", styles.key));
        spans.push(Span::styled(" stay", styles.strong));
    }
    text::put_line(frame.buffer_mut(), answer.x, answer.y, &Line::from(spans), answer.width);
}

fn answers(action: &ConfirmAction) -> (&'static str, &'static str) {
    match action {
        ConfirmAction::Revoke(_) => ("revoke", "keep"),
        ConfirmAction::Sweep(_) => ("sweep", "leave all as it is"),
        ConfirmAction::End(_) => ("end", "let it go on"),
        ConfirmAction::Leave(_) => ("revoke and leave", "leave it open"),
        ConfirmAction::Reopen { .. } => ("open", "leave it closed"),
    }
}

/// What it names, from where it is scrolled to; the last line says what else there is.
fn named(model: &Model, confirm: &Confirm, plan: &Plan, look: &Look, now: Timestamp, cells: usize) -> Vec<Line<'static>> {
    let targets = confirm.action.targets().iter();
    let sessions = confirm.action.sessions().iter();
    let swept = matches!(confirm.action, ConfirmAction::Sweep(_));
    let named: Vec<Named> = targets
        .map(|target| of_target(model, target, look, now))
        .chain(sessions.map(|session| of_session(model, session, swept, look, now)))
        .collect();
    let shown = plan.named - usize::from(plan.more);
    let top = confirm.scroll.top.min(named.len().saturating_sub(shown));
    let what_cells = named
        .iter()
        .map(|named| text::width(&text::inert(&named.what)))
        .max()
        .unwrap_or(0)
        .min(32);
    let label_cells = cells.saturating_sub(what_cells + LEFT_CELLS + 4);
    let row = |named: &Named| {
        Line::from(vec![
            Span::styled(text::pad(&named.label, label_cells), look.styles.strong),
            Span::raw("  "),
            Span::styled(text::pad(&named.what, what_cells), look.styles.text),
            Span::raw("  "),
            Span::styled(text::pad_left(&named.left, LEFT_CELLS), named.style),
        ])
    };
    let mut lines: Vec<Line<'static>> = named.iter().skip(top).take(shown).map(row).collect();
    if plan.more {
        let below = named.len() - top - shown;
        let more = match (top, below) {
            (0, _) => format!("{below} more"),
            (_, 0) => format!("{top} above"),
            _ => format!("{top} above, {below} more"),
        };
        let (down, up) = (model.key(Command::Down), model.key(Command::Up));
        lines.push(Line::styled(format!("and {more}: {down} and {up} scroll"), look.styles.warn));
    }
    lines
}

/// Something that a question names.
struct Named {
    label: String,
    what: String,
    left: String,
    style: Style,
}

fn of_target(model: &Model, target: &RevokeTarget, look: &Look, now: Timestamp) -> Named {
    let styles = &look.styles;
    let mapping = model.accesses.get(&target.endpoint);
    let countdown = mapping.and_then(|mapping| mapping.countdown(model.service_time(now)));
    let (left, style) = match countdown {
        Some(countdown) if countdown.is_over() => (countdown.text(), styles.muted),
        Some(countdown) => (
            format!("{} left", countdown.text()),
            countdown::style(Countdown::urgency(countdown), styles),
        ),
        None if mapping.is_some() => ("no end known".into(), styles.muted),
        None => ("not listed now".into(), styles.muted),
    };
    Named {
        label: target.label.clone(),
        what: target.endpoint.to_string(),
        left,
        style,
    }
}

/// What is swept are orphans, whether the pane knows them yet or not.
fn of_session(model: &Model, session: &Session, swept: bool, look: &Look, now: Timestamp) -> Named {
    let joined = JoinedSession::alone(session.clone());
    let listed = model.sessions.get(&session.id).unwrap_or(&joined);
    let orphan = swept || listed.standing() == Standing::Orphan;
    let age = session.started_at.map(|at| Countdown::new(at, model.service_time(now)).ago());
    let left = match (orphan, age) {
        (true, _) => "ORPHAN".into(),
        (false, Some(age)) => format!("started {age}"),
        (false, None) => session.state.clone(),
    };
    Named {
        label: model.session_row(listed).label.unwrap_or("unknown device").to_owned(),
        what: format!("session of {}", session.who()),
        left,
        style: if orphan { look.styles.bad } else { look.styles.muted },
    }
}

fn shortened(mut notes: Vec<String>, most: usize) -> Vec<String> {
    if notes.len() > most {
        let left_out = notes.len() + 1 - most;
        notes.truncate(most.saturating_sub(1));
        notes.extend((most > 0).then(|| format!("and {left_out} more")));
    }
    notes
}
