//! The totals of the wall display: what is open, and how SIMs, sessions, fleet and callers stand. And the time.

use jiff::Timestamp;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::{Type, digits};
use crate::app::Model;
use crate::app::model::alarms::RECENT;
use crate::domain::fleet::FleetStanding;
use crate::domain::session::SessionStanding;
use crate::domain::{Countdown, Urgency};
use crate::say;
use crate::ui::layout::split;
use crate::ui::{Look, countdown, text};

/// The fewest cells of a total in large type: more than those of two digits, so that the next one stays where it is.
const SLOT: u16 = 20;
/// Between two totals.
const APART: u16 = 4;
const SMALL_APART: u16 = 3;
/// Label, digits and what is said below them.
const BAND: u16 = digits::ROWS + 2;

/// A total.
struct Figure {
    label: String,
    value: String,
    style: Style,
    /// What is said below large digits.
    more: String,
}

impl Figure {
    fn new(label: impl Into<String>, value: impl Into<String>, style: Style, more: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            value: value.into(),
            style,
            more: more.into(),
        }
    }
}

/// The rows that they take.
pub fn height(size: Type) -> u16 {
    match size {
        Type::Largest => 2 * BAND + 1,
        Type::Large => BAND + 2,
        Type::Normal => 2,
    }
}

/// Draws them.
pub fn draw(model: &Model, look: &Look, now: Timestamp, frame: &mut Frame<'_>, area: Rect, size: Type) {
    let (open, around) = (open(model, look, now), around(model, look, now));
    let time = model.service_time(now);
    match size {
        Type::Normal => {
            let (above, below) = split(area, 1);
            let clock = countdown::minute(time, &look.tz);
            let room = above.width.saturating_sub(6);
            put_right(look, frame, above, &clock);
            put_small(&open, look, frame, Rect { width: room, ..above });
            put_small(&around, look, frame, below);
        }
        Type::Large | Type::Largest => {
            let (above, below) = split(area, BAND);
            let (_, below) = split(below, 1);
            let room = put_clock(time, look, frame, above);
            put_large(&open, look, frame, Rect { width: room, ..above });
            match size {
                Type::Largest => put_large(&around, look, frame, below),
                _ => put_small(&around, look, frame, below),
            }
        }
    }
}

/// What is open: how much, how much of it wants attention, and what ends next.
fn open(model: &Model, look: &Look, now: Timestamp) -> Vec<Figure> {
    let styles = &look.styles;
    let Some(totals) = model.totals(now) else {
        return vec![Figure::new(say::wall::live(), "-", styles.muted, say::wall::unknown())];
    };
    let some = |count: usize, style| if count > 0 { style } else { styles.muted };
    let marked = |urgency: Urgency, count: usize, label: &str| match count {
        0 => label.to_owned(),
        _ => format!("{} {label}", urgency.mark()),
    };
    let figure = |label, count: usize, style, more| Figure::new(label, count.to_string(), some(count, style), more);
    let mut figures = vec![
        figure(
            say::wall::live().to_owned(),
            totals.live,
            styles.good,
            say::wall::of_what_is_open().to_owned(),
        ),
        figure(
            marked(Urgency::Soon, totals.expiring, say::wall::expiring()),
            totals.expiring,
            styles.warn,
            say::wall::within(5),
        ),
        figure(
            marked(Urgency::Over, totals.expired, say::wall::expired()),
            totals.expired,
            styles.bad,
            say::wall::still_listed().to_owned(),
        ),
    ];
    if let Some((mapping, left)) = totals.next {
        let style = countdown::style(left.urgency(), styles);
        figures.push(Figure::new(say::wall::next(), left.text(), style, model.label_of(mapping)));
    }
    figures
}

/// What is around it: SIMs, and as far as they may be read sessions, fleet, callers.
fn around(model: &Model, look: &Look, now: Timestamp) -> Vec<Figure> {
    let styles = &look.styles;
    let mut figures = vec![match model.sims() {
        Some((online, all)) => Figure::new(say::wall::sims(), online.to_string(), styles.text, say::wall::of_all(all)),
        None => Figure::new(say::wall::sims(), "-", styles.muted, say::wall::unknown()),
    }];
    if model.settings.link.is_ok() {
        figures.push(sessions(model, look));
        figures.extend(fleet(model, look));
    }
    let turned_away = model.turned_away(now);
    figures.extend(turned_away.map(|times| {
        let style = if times > 0 { styles.warn } else { styles.muted };
        let more = say::wall::in_the_last(RECENT.as_mins());
        Figure::new(say::wall::turned_away(), times.to_string(), style, more)
    }));
    figures
}

fn sessions(model: &Model, look: &Look) -> Figure {
    let sessions = &model.sessions;
    if sessions.watch.answered_at.is_none() {
        return Figure::new(say::wall::sessions(), "-", look.styles.muted, say::wall::unknown());
    }
    let live = sessions.all.iter().filter(|joined| joined.session.is_live());
    let connected = live.clone().filter(|joined| joined.standing() == SessionStanding::Connected);
    let (live, connected) = (live.count(), connected.count());
    Figure::new(
        say::wall::sessions(),
        live.to_string(),
        look.styles.text,
        say::wall::connected(connected),
    )
}

/// Nothing where it may not be read.
fn fleet(model: &Model, look: &Look) -> Option<Figure> {
    let fleet = model.sessions.fleet.as_ref()?;
    let (standing, words) = fleet.standing();
    let style = match standing {
        FleetStanding::Ready => look.styles.good,
        FleetStanding::Full | FleetStanding::Turning => look.styles.warn,
        FleetStanding::Down => look.styles.bad,
    };
    let counted = fleet
        .capacity
        .filter(|_| matches!(standing, FleetStanding::Ready | FleetStanding::Full));
    let (value, more) = match counted {
        Some(capacity) => (capacity.available.to_string(), say::wall::of_all(capacity.desired)),
        None => ("-".into(), words),
    };
    Some(Figure::new(say::wall::fleet(), value, style, more))
}

/// In a line: label and value of each, and what is said of it where there is no number or it is a time; as many as fit.
fn put_small(figures: &[Figure], look: &Look, frame: &mut Frame<'_>, area: Rect) {
    let mut x = area.x;
    for figure in figures {
        let (label, value) = (text::inert(&figure.label), &figure.value);
        let cells = text::width(&label) + 1 + text::width(value);
        let Some(room) = usize::from(area.right().saturating_sub(x)).checked_sub(cells) else {
            break;
        };
        let more = match value.contains([':', '-']) {
            true if room > 4 => format!(" {}", text::fit(&figure.more, room - 1)),
            _ => String::new(),
        };
        let line = Line::from(vec![
            Span::styled(format!("{label} "), look.styles.label),
            Span::styled(value.clone(), figure.style),
            Span::styled(more, look.styles.text),
        ]);
        text::put_line(frame.buffer_mut(), x, area.y, &line, area.right() - x);
        x += line.spans.iter().map(|span| cells_of(&span.content)).sum::<u16>() + SMALL_APART;
    }
}

/// In large digits, as many as fit.
fn put_large(figures: &[Figure], look: &Look, frame: &mut Frame<'_>, area: Rect) {
    let mut x = area.x;
    for (at, figure) in figures.iter().enumerate() {
        let digits = digits::width(&figure.value);
        let label = text::inert(&figure.label);
        let (needed, room) = (digits.max(cells_of(&label)), area.right().saturating_sub(x));
        if needed > room {
            break;
        }
        let slot = match figures.len() == at + 1 {
            true => room,
            false => needed.max(SLOT),
        };
        let cells = usize::from(slot);
        let buffer = frame.buffer_mut();
        text::put(buffer, x, area.y, &label, cells, look.styles.label);
        digits::draw(buffer, x, area.y + 1, &figure.value, figure.style);
        let more = text::fit(&figure.more, cells);
        text::put(buffer, x, area.y + 1 + digits::ROWS, more, cells, look.styles.muted);
        x += slot + APART;
    }
}

fn cells_of(words: &str) -> u16 {
    u16::try_from(text::width(words)).unwrap_or(u16::MAX)
}

/// The time by the service's clock, to the right; gives the room that it leaves.
fn put_clock(time: Timestamp, look: &Look, frame: &mut Frame<'_>, area: Rect) -> u16 {
    let clock = countdown::minute(time, &look.tz);
    let day = time.to_zoned_datetime(look.tz.clone()).strftime("%Y-%m-%d").to_string();
    let left = area.width.saturating_sub(digits::width(&clock));
    let x = area.x + left;
    digits::draw(frame.buffer_mut(), x, area.y + 1, &clock, look.styles.text);
    put_right(look, frame, Rect { height: 1, ..area }, &day);
    left.saturating_sub(APART)
}

fn put_right(look: &Look, frame: &mut Frame<'_>, area: Rect, words: &str) {
    let cells = cells_of(words).min(area.width);
    text::put(
        frame.buffer_mut(),
        area.right() - cells,
        area.y,
        words,
        usize::from(cells),
        look.styles.label,
    );
}

/// The style of what is left of an access. On a wall one that has run out is an alarm.
pub fn style(left: Option<Countdown>, over: bool, look: &Look) -> Style {
    match left.map(Countdown::urgency) {
        _ if over => look.styles.bad,
        Some(urgency) => countdown::style(urgency, &look.styles),
        None => look.styles.text,
    }
}
