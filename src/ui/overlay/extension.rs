//! The form that extends an access: what is replaced and what is left of it, for how long from now, and what that means.

use jiff::{SignedDuration, Timestamp};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::{Boxed, roomy_cells};
use crate::app::Model;
use crate::app::model::Extension;
use crate::app::update::opening::fee_note;
use crate::domain::{Countdown, Mapping};
use crate::say;
use crate::ui::footer::typed;
use crate::ui::{Look, access, countdown, text};

const LABEL_CELLS: usize = 12;

/// Draws it. Where there is little room, what is known of the mapping gives way to the field.
pub fn draw(model: &Model, form: &Extension, top: bool, look: &Look, now: Timestamp, frame: &mut Frame<'_>, area: Rect) {
    let cells = usize::from(roomy_cells(area));
    let mut above = vec![endpoint(model, form, look, now)];
    let mut below = below(model, form, look, now, cells);
    if usize::from(area.height) >= below.len() + 8 {
        below.insert(0, Line::default());
        above.extend(about(model, form, look, now));
        above.push(Line::default());
    }
    let title = say::form::extend_access_to(form.device.label());
    let boxed = Boxed {
        title: &title,
        cells: u16::try_from(cells).unwrap_or(u16::MAX),
        lines: above.len() + 1 + below.len(),
        keys: &[
            ("↑↓", say::boxes::longer_shorter()),
            ("Enter", say::hints::extend()),
            ("Esc", say::boxes::cancel()),
        ],
        border: look.styles.border_focused,
    };
    let inner = boxed.draw(look, frame, area);
    let field = above.len();
    let lines = above.into_iter().chain([Line::default()]).chain(below);
    for ((at, line), y) in lines.enumerate().zip(inner.y..inner.bottom()) {
        let row = Rect { y, height: 1, ..inner };
        if at == field {
            draw_field(form, top, look, frame, row);
        } else {
            text::put_line(frame.buffer_mut(), row.x, row.y, &line, row.width);
        }
    }
}

fn labelled(label: &str, value: Vec<Span<'static>>, look: &Look) -> Line<'static> {
    let mut spans = vec![Span::styled(text::pad(&format!("  {label}"), LABEL_CELLS), look.styles.label)];
    spans.extend(value);
    Line::from(spans)
}

/// The endpoint as it is, and what is left of it now: a reload may know better than the form.
fn endpoint(model: &Model, form: &Extension, look: &Look, now: Timestamp) -> Line<'static> {
    let styles = &look.styles;
    let left = match model.accesses.still(&form.mapping).map(|mapping| left(model, mapping, now)) {
        None => Span::styled(say::states::not_listed_now(), styles.warn),
        Some(None) => Span::styled(say::states::no_end_known(), styles.muted),
        Some(Some(left)) if left.is_over() => Span::styled(left.text(), styles.muted),
        Some(Some(left)) => Span::styled(say::states::time_left(left.text()), countdown::style(left.urgency(), styles)),
    };
    let endpoint = Span::styled(format!("{}  ", text::inert(&form.endpoint().to_string())), styles.strong);
    labelled(say::columns::endpoint(), vec![endpoint, left], look)
}

fn about(model: &Model, form: &Extension, look: &Look, now: Timestamp) -> Vec<Line<'static>> {
    let row = model.access_row(&form.mapping, now);
    let quiet = |label: &str, value: String| {
        let value = Span::styled(text::inert(&value).into_owned(), look.styles.text);
        labelled(label, vec![value], look)
    };
    let port = say::form::port_from(form.mapping.device_port, form.mapping.told_sources());
    vec![
        quiet(say::columns::port(), port),
        quiet(say::details::opened_by(), access::who(row.opened_by, form.reason.as_deref())),
    ]
}

fn draw_field(form: &Extension, top: bool, look: &Look, frame: &mut Frame<'_>, row: Rect) {
    let styles = &look.styles;
    let spans = vec![
        Span::styled("▌ ", styles.accent),
        Span::styled(text::pad(say::form::from_now(), LABEL_CELLS - 2), styles.strong),
    ];
    text::put_line(frame.buffer_mut(), row.x, row.y, &Line::from(spans), row.width);
    let skip = u16::try_from(LABEL_CELLS).unwrap_or(0).min(row.width);
    let value = Rect {
        x: row.x + skip,
        width: row.width - skip,
        ..row
    };
    if form.duration.value().is_empty() {
        let cells = usize::from(value.width).saturating_sub(2);
        let x = value.x + 2.min(value.width);
        text::put(frame.buffer_mut(), x, value.y, say::form::eg_duration(), cells, styles.muted);
    }
    typed(&form.duration, styles.text, top, frame, value);
}

/// What is wrong, or what will come of it.
fn below(model: &Model, form: &Extension, look: &Look, now: Timestamp, cells: usize) -> Vec<Line<'static>> {
    let styles = &look.styles;
    let mut lines: Vec<(String, Style)> = Vec::new();
    if let Some(failure) = &form.problem {
        lines.push((format!("✗ {}", failure.message), styles.bad));
        lines.push((failure.advice.clone(), styles.text));
    }
    let service_time = model.service_time(now);
    if let Ok(duration) = form.wanted()
        && let Ok(end) = service_time.checked_add(SignedDuration::from_secs(duration.as_secs().into()))
    {
        let until = countdown::clock(end, &look.tz);
        match form.mapping.expires_at {
            Some(old) if old > end => {
                let old = countdown::clock(old, &look.tz);
                lines.push((say::form::ends_sooner(until, old), styles.warn));
            }
            Some(old) => {
                let old = countdown::clock(old, &look.tz);
                lines.push((say::form::open_until_instead(until, old), styles.text));
            }
            None => lines.push((say::form::open_until(until), styles.text)),
        }
    }
    lines.push((say::form::endpoint_changes().into(), styles.text));
    if !form.device.fee_paid_this_month(service_time) {
        lines.push((fee_note(&form.device, service_time).into(), styles.text));
    }
    let wrapped = lines.iter().flat_map(|(line, style)| {
        let lines = text::wrap(line, cells);
        lines.into_iter().map(|line| Line::styled(line, *style))
    });
    wrapped.collect()
}

fn left(model: &Model, mapping: &Mapping, now: Timestamp) -> Option<Countdown> {
    mapping.countdown(model.service_time(now))
}
