//! The question before something is taken away: each mapping by device, endpoint and time left, then y or n.

use jiff::Timestamp;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{Boxed, roomy_cells};
use crate::app::Model;
use crate::app::model::{Confirm, ConfirmAction};
use crate::domain::{Countdown, RevokeTarget};
use crate::ui::layout::split;
use crate::ui::{Look, countdown, text};

/// The cells of the time left.
const LEFT_CELLS: usize = 15;

/// Draws it.
pub fn draw(model: &Model, confirm: &Confirm, look: &Look, now: Timestamp, frame: &mut Frame<'_>, area: Rect) {
    let styles = &look.styles;
    let targets = confirm.action.targets();
    let cells = roomy_cells(area);
    let notes: Vec<String> = confirm
        .notes
        .iter()
        .flat_map(|note| text::wrap(note, usize::from(cells)))
        .collect();
    let (yes, no) = answers(&confirm.action);
    let most = usize::from(area.height.saturating_sub(6));
    let target_lines = targets.len().min(most.saturating_sub(notes.len().min(4)).max(1));
    let note_lines = notes.len().min(most.saturating_sub(target_lines));
    let gap = usize::from(!targets.is_empty() && note_lines > 0);
    let boxed = Boxed {
        title: &confirm.title,
        cells,
        lines: 1 + target_lines + gap + note_lines + 2,
        keys: &[],
        border: styles.border_danger,
    };
    let inner = boxed.draw(look, frame, area);
    let (body, answer) = split(inner, inner.height.saturating_sub(1));
    let (_, body) = split(body, 1);
    let mut lines = target_rows(model, targets, target_lines, look, now, usize::from(body.width));
    if gap == 1 {
        lines.push(Line::default());
    }
    lines.extend(
        shortened(&notes, note_lines)
            .into_iter()
            .map(|note| Line::styled(note, styles.text)),
    );
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
        ConfirmAction::Leave(_) => ("revoke and leave", "leave it open"),
    }
}

fn target_rows(
    model: &Model,
    targets: &[RevokeTarget],
    most: usize,
    look: &Look,
    now: Timestamp,
    cells: usize,
) -> Vec<Line<'static>> {
    let styles = &look.styles;
    let shown = if targets.len() > most {
        most.saturating_sub(1)
    } else {
        targets.len()
    };
    let endpoint_cells = targets
        .iter()
        .map(|target| text::width(&text::inert(&target.endpoint.to_string())))
        .max()
        .unwrap_or(0)
        .min(32);
    let label_cells = cells.saturating_sub(endpoint_cells + LEFT_CELLS + 4);
    let row = |target: &RevokeTarget| {
        let countdown = model
            .accesses
            .get(&target.endpoint)
            .and_then(|mapping| mapping.countdown(model.service_time(now)));
        let known = model.accesses.get(&target.endpoint).is_some();
        let (left, style) = match countdown {
            Some(countdown) if countdown.is_over() => (countdown.text(), styles.muted),
            Some(countdown) => (
                format!("{} left", countdown.text()),
                countdown::style(Countdown::urgency(countdown), styles),
            ),
            None if known => ("no end known".into(), styles.muted),
            None => ("not listed now".into(), styles.muted),
        };
        Line::from(vec![
            Span::styled(text::pad(&target.label, label_cells), styles.strong),
            Span::raw("  "),
            Span::styled(text::pad(&target.endpoint.to_string(), endpoint_cells), styles.text),
            Span::raw("  "),
            Span::styled(text::pad_left(&left, LEFT_CELLS), style),
        ])
    };
    let mut rows: Vec<Line<'static>> = targets.iter().take(shown).map(row).collect();
    if shown < targets.len() {
        rows.push(Line::styled(format!("and {} more", targets.len() - shown), styles.warn));
    }
    rows
}

fn shortened(notes: &[String], most: usize) -> Vec<String> {
    if notes.len() <= most {
        return notes.to_vec();
    }
    let shown = most.saturating_sub(1);
    let mut lines: Vec<String> = notes.iter().take(shown).cloned().collect();
    if most > 0 {
        lines.push(format!("and {} more", notes.len() - shown));
    }
    lines
}
