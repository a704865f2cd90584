//! The question before something is taken away, opened again or to many: each mapping by device, endpoint and time left, each
//! session by device and user, each device to be opened by its port, then y or n.

use jiff::Timestamp;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::{Boxed, roomy_cells};
use crate::app::model::{Confirm, ConfirmAction};
use crate::app::{Command, Model};
use crate::domain::session::{JoinedSession, SessionStanding};
use crate::domain::{Countdown, RevokeTarget, Session};
use crate::say::{asking, boxes, states};
use crate::ui::layout::split;
use crate::ui::{Look, countdown, text};

/// The fewest and the most cells of the time left.
const LEFT_CELLS: (usize, usize) = (15, 20);

/// Below this many cells each thing that is named takes two lines, so that no part of it is cut.
const ONE_LINE: usize = 52;

/// How a question divides its room.
struct Plan {
    /// How many of the things that it names are shown.
    shown: usize,
    /// The lines of each.
    lines_each: usize,
    /// Whether there is a line that says what else there is.
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
        let lines_each = if cells < ONE_LINE { 2 } else { 1 };
        let room = most.saturating_sub(notes.len().min(4)).max(lines_each);
        let (shown, more) = match confirm.count() {
            all if all * lines_each <= room => (all, false),
            _ => (((room - 1) / lines_each).max(1), room > lines_each),
        };
        let named = shown * lines_each + usize::from(more);
        let notes = shortened(notes, most.saturating_sub(named));
        Self {
            shown,
            lines_each,
            more,
            gap: confirm.count() > 0 && !notes.is_empty(),
            notes,
        }
    }

    /// Lines of what it names, the one that says what else there is included.
    fn named(&self) -> usize {
        self.shown * self.lines_each + usize::from(self.more)
    }
}

/// How many of the mappings and sessions that it names fit.
pub fn rows(confirm: &Confirm, area: Rect) -> usize {
    Plan::of(confirm, area).shown
}

/// Draws it.
pub fn draw(model: &Model, confirm: &Confirm, look: &Look, now: Timestamp, frame: &mut Frame<'_>, area: Rect) {
    let styles = &look.styles;
    let plan = Plan::of(confirm, area);
    let (yes, no) = answers(&confirm.action);
    let boxed = Boxed {
        title: &confirm.title,
        cells: roomy_cells(area),
        lines: 1 + plan.named() + usize::from(plan.gap) + plan.notes.len() + 2,
        keys: &[],
        border: match confirm.action {
            ConfirmAction::Reopen { .. } | ConfirmAction::OpenAll { .. } => styles.border_focused,
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
        spans.push(Span::styled(format!(" {}", asking::stay()), styles.strong));
    }
    text::put_line(frame.buffer_mut(), answer.x, answer.y, &Line::from(spans), answer.width);
}

fn answers(action: &ConfirmAction) -> (&'static str, &'static str) {
    match action {
        ConfirmAction::Revoke(_) => (asking::revoke(), asking::keep()),
        ConfirmAction::Sweep(_) => (asking::do_sweep(), asking::leave_all()),
        ConfirmAction::End(_) => (asking::end(), asking::let_it_go_on()),
        ConfirmAction::Leave(_) => (asking::revoke_and_leave(), asking::leave_it_open()),
        ConfirmAction::OpenAll { .. } => (asking::open_all(), asking::open_none()),
        ConfirmAction::Reopen { .. } => (asking::open(), asking::leave_it_closed()),
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
        .chain(to_open(model, &confirm.action, look, now))
        .collect();
    let shown = plan.shown;
    let top = confirm.scroll.top.min(named.len().saturating_sub(shown));
    let widest = |of: fn(&Named) -> &str| named.iter().map(|named| text::width(&text::inert(of(named)))).max();
    let what_cells = widest(|named| &named.what).unwrap_or(0).min(32);
    let left_cells = widest(|named| &named.left).unwrap_or(0).clamp(LEFT_CELLS.0, LEFT_CELLS.1);
    let label_cells = cells.saturating_sub(what_cells + left_cells + 4);
    let row = |named: &Named| match plan.lines_each {
        1 => vec![Line::from(vec![
            Span::styled(text::pad(&named.label, label_cells), look.styles.strong),
            Span::raw("  "),
            Span::styled(text::pad(&named.what, what_cells), look.styles.text),
            Span::raw("  "),
            Span::styled(text::pad_left(&named.left, left_cells), named.style),
        ])],
        _ => vec![
            Line::styled(text::fit(&named.label, cells), look.styles.strong),
            Line::from(vec![
                Span::styled(format!("  {}  ", text::inert(&named.what)), look.styles.text),
                Span::styled(text::inert(&named.left).into_owned(), named.style),
            ]),
        ],
    };
    let mut lines: Vec<Line<'static>> = named.iter().skip(top).take(shown).flat_map(row).collect();
    if plan.more {
        let below = named.len() - top - shown;
        let more = match (top, below) {
            (0, _) => asking::below(below),
            (_, 0) => asking::above(top),
            _ => asking::above_and_below(top, below),
        };
        let (down, up) = (model.key(Command::Down), model.key(Command::Up));
        lines.push(Line::styled(asking::more_scrolls(more, down, up), look.styles.warn));
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
    let mapping = model
        .accesses
        .get(&target.endpoint)
        .filter(|_| !model.accesses.is_taken(target));
    let countdown = mapping.and_then(|mapping| mapping.countdown(model.service_time(now)));
    let (left, style) = match countdown {
        Some(countdown) if countdown.is_over() => (countdown.text(), styles.muted),
        Some(countdown) => (
            states::time_left(countdown.text()),
            countdown::style(Countdown::urgency(countdown), styles),
        ),
        None if mapping.is_some() => (states::no_end_known().into(), styles.muted),
        None => (states::not_listed_now().into(), styles.muted),
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
    let orphan = swept || listed.standing() == SessionStanding::Orphan;
    let age = session.started_at.map(|at| Countdown::new(at, model.service_time(now)).ago());
    let left = match (orphan, age) {
        (true, _) => SessionStanding::Orphan.word().into(),
        (false, Some(age)) => asking::started(age),
        (false, None) => session.state.clone(),
    };
    Named {
        label: model.session_row(listed).label.unwrap_or(states::unknown_device()).to_owned(),
        what: asking::session_of(session.who()),
        left,
        style: if orphan { look.styles.bad } else { look.styles.muted },
    }
}

/// The devices that access would be opened to, and those that are left out.
fn to_open(model: &Model, action: &ConfirmAction, look: &Look, now: Timestamp) -> Vec<Named> {
    let ConfirmAction::OpenAll { requests, offline } = action else {
        return Vec::new();
    };
    let styles = &look.styles;
    let opened = requests.iter().map(|request| {
        let paid = request.device.fee_paid_this_month(model.service_time(now));
        Named {
            label: request.device.label().to_owned(),
            what: asking::port(request.mapping.port),
            left: if paid { asking::fee_is_paid() } else { asking::starts_a_fee() }.into(),
            style: if paid { styles.muted } else { styles.text },
        }
    });
    let left_out = offline.iter().map(|label| Named {
        label: label.clone(),
        what: asking::skipped().into(),
        left: states::offline().into(),
        style: styles.warn,
    });
    opened.chain(left_out).collect()
}

fn shortened(mut notes: Vec<String>, most: usize) -> Vec<String> {
    if notes.len() > most {
        let left_out = notes.len() + 1 - most;
        notes.truncate(most.saturating_sub(1));
        notes.extend((most > 0).then(|| boxes::more_lines(left_out)));
    }
    notes
}
