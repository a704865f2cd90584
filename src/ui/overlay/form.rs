//! The form that opens access: fields, what is wrong with one of them, and what to know before it opens.

use jiff::{SignedDuration, Timestamp};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::{Boxed, roomy_cells};
use crate::app::Model;
use crate::app::model::Form;
use crate::app::model::form::Field;
use crate::app::update::opening::fee_note;
use crate::domain::Span as Duration;
use crate::domain::device::Presence;
use crate::say;
use crate::ui::footer::typed;
use crate::ui::{Look, countdown, devices, text};

/// The cells of marker and label.
const LABEL_CELLS: usize = 12;

/// A line of the form.
enum Part {
    Text(Line<'static>),
    Field(Field),
}

/// Draws it.
pub fn draw(model: &Model, form: &Form, top: bool, look: &Look, now: Timestamp, frame: &mut Frame<'_>, area: Rect) {
    let cells = roomy_cells(area);
    let notes = notes(model, form, look, now, usize::from(cells));
    let roomy = usize::from(area.height) >= form.fields().len() + notes.len() + 8;
    let parts = parts(form, notes, roomy, look, usize::from(cells));
    let title = match form.others.len() {
        0 => say::form::open_access_to(form.device.label()),
        others => say::form::open_access_to_marked(others + 1),
    };
    let boxed = Boxed {
        title: &title,
        cells,
        lines: parts.len(),
        keys: &[
            ("Tab", say::boxes::next_field()),
            ("←→", say::boxes::choose()),
            ("Enter", say::hints::open()),
            ("Esc", say::boxes::cancel()),
        ],
        border: look.styles.border_focused,
    };
    let inner = boxed.draw(look, frame, area);
    for (part, y) in parts.iter().zip(inner.y..inner.bottom()) {
        let row = Rect { y, height: 1, ..inner };
        match part {
            Part::Text(line) => {
                text::put_line(frame.buffer_mut(), row.x, row.y, line, row.width);
            }
            Part::Field(field) => draw_field(form, *field, top, look, frame, row),
        }
    }
}

fn parts(form: &Form, notes: Vec<Line<'static>>, roomy: bool, look: &Look, cells: usize) -> Vec<Part> {
    let mut parts = Vec::new();
    if roomy {
        parts.push(Part::Text(match form.others.is_empty() {
            true => device_line(form, look),
            false => Line::styled(say::form::asks_first(), look.styles.text),
        }));
        parts.push(Part::Text(Line::default()));
    }
    for field in form.fields() {
        parts.push(Part::Field(field));
        if let Some((_, failure)) = form.problem.as_ref().filter(|(wrong, _)| *wrong == field) {
            let indent = " ".repeat(LABEL_CELLS);
            let room = cells.saturating_sub(LABEL_CELLS);
            let mut add = |text: &str, style: Style| {
                for line in text::wrap(text, room) {
                    parts.push(Part::Text(Line::styled(format!("{indent}{line}"), style)));
                }
            };
            add(&format!("✗ {}", failure.message), look.styles.bad);
            add(&failure.advice, look.styles.text);
        }
    }
    if roomy {
        parts.push(Part::Text(Line::default()));
    }
    parts.extend(notes.into_iter().map(Part::Text));
    parts
}

fn device_line(form: &Form, look: &Look) -> Line<'static> {
    let (device, styles) = (&form.device, &look.styles);
    let quiet = |text: String| Span::styled(text, styles.muted);
    let mut spans = vec![
        devices::presence(device.presence, look),
        Span::styled(format!(" {}", devices::word(device.presence)), styles.text),
    ];
    spans.extend(
        device
            .imsi
            .as_ref()
            .map(|imsi| quiet(format!("   IMSI {}", text::inert(&imsi.0)))),
    );
    spans.push(quiet(format!("   SIM {}", text::inert(&device.sim_id.0))));
    Line::from(spans)
}

fn draw_field(form: &Form, field: Field, top: bool, look: &Look, frame: &mut Frame<'_>, row: Rect) {
    let styles = &look.styles;
    let focused = form.focused() == field;
    let (marker, label) = if focused {
        ("▌ ", styles.strong)
    } else {
        ("  ", styles.label)
    };
    let spans = vec![
        Span::styled(marker, styles.accent),
        Span::styled(text::pad(field.label(), LABEL_CELLS - 2), label),
    ];
    text::put_line(frame.buffer_mut(), row.x, row.y, &Line::from(spans), row.width);
    let skip = u16::try_from(LABEL_CELLS).unwrap_or(0).min(row.width);
    let value = Rect {
        x: row.x + skip,
        width: row.width - skip,
        ..row
    };
    let Some(input) = form.input(field) else {
        let arrow = if focused { styles.key } else { styles.muted };
        let line = Line::from(vec![
            Span::styled("‹ ", arrow),
            Span::styled(form.text(field).to_owned(), styles.text),
            Span::styled(" ›", arrow),
        ]);
        text::put_line(frame.buffer_mut(), value.x, value.y, &line, value.width);
        return;
    };
    if input.value().is_empty() {
        let cells = usize::from(value.width).saturating_sub(2);
        let text = text::fit(placeholder(field), cells);
        text::put(
            frame.buffer_mut(),
            value.x + 2.min(value.width),
            value.y,
            text,
            cells,
            styles.muted,
        );
    }
    typed(input, styles.text, focused && top, frame, value);
}

fn placeholder(field: Field) -> &'static str {
    match field {
        Field::Port => say::form::eg_port(),
        Field::Duration => say::form::eg_duration(),
        Field::Sources => say::form::eg_sources(),
        Field::Reason => say::form::eg_reason(),
        Field::App | Field::Service => "",
    }
}

fn notes(model: &Model, form: &Form, look: &Look, now: Timestamp, cells: usize) -> Vec<Line<'static>> {
    let styles = &look.styles;
    let mut notes: Vec<(String, Style)> = Vec::new();
    let duration = form.text(Field::Duration).parse::<Duration>().and_then(Duration::for_mapping);
    if let Ok(duration) = duration
        && let Ok(end) = model
            .service_time(now)
            .checked_add(SignedDuration::from_secs(duration.as_secs().into()))
    {
        notes.push((say::form::opens_until(countdown::minute(end, &look.tz)), styles.text));
    }
    let warning = match form.device.presence {
        _ if !form.others.is_empty() => None,
        Presence::Online => None,
        Presence::Offline => Some(say::form::offline()),
        Presence::Never => Some(say::form::never_online()),
    };
    notes.extend(warning.map(|warning| (warning.to_owned(), styles.warn)));
    if form.text(Field::Port).parse().is_ok_and(|port| form.app.tls_at(port)) {
        notes.push((say::form::tls().into(), styles.text));
    }
    if form.others.is_empty() {
        let fee = fee_note(&form.device, model.service_time(now));
        let paid = form.device.fee_paid_this_month(model.service_time(now));
        notes.push((fee.to_owned(), if paid { styles.muted } else { styles.text }));
    }
    match &model.settings.link {
        Err(reason) => notes.push((say::form::no_url(reason), styles.muted)),
        Ok(_) if form.app.application.is_none() => notes.push((say::form::nothing_to_start(&form.app.name), styles.muted)),
        Ok(_) => notes.push((say::form::url_is_made().into(), styles.muted)),
    }
    notes
        .iter()
        .flat_map(|(note, style)| text::wrap(note, cells).into_iter().map(|line| Line::styled(line, *style)))
        .collect()
}
