//! The first line: program, who, where, and how the services are. What does not fit is left out, the least important first.

use jiff::Timestamp;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::{Look, countdown, pane, text};
use crate::app::Model;
use crate::app::model::{Leaving, Pane};
use crate::domain::fleet::{Fleet, FleetStanding};
use crate::domain::{Failure, Kind};
use crate::say;

/// A part of the line.
struct Part {
    text: String,
    style: Style,
    /// No two parts have the same.
    priority: u8,
    /// What is said besides where there is room.
    more: Option<String>,
}

fn part(text: impl Into<String>, style: Style, priority: u8) -> Part {
    Part {
        text: text.into(),
        style,
        priority,
        more: None,
    }
}

/// Draws it.
pub fn draw(model: &Model, look: &Look, now: Timestamp, frame: &mut Frame<'_>, area: Rect) {
    let (mut left, mut right) = (context(model, look), health(model, look, now));
    let room = usize::from(area.width);
    keep_what_fits(&mut left, &mut right, room);
    let spare = room.saturating_sub(used(&left) + used(&right) + 3);
    expand(&mut right, spare);
    let buffer = frame.buffer_mut();
    text::put_line(buffer, area.x, area.y, &line(&left), area.width);
    let width = u16::try_from(used(&right)).unwrap_or(area.width).min(area.width);
    text::put_line(buffer, area.right() - width, area.y, &line(&right), width);
}

/// Who and where.
fn context(model: &Model, look: &Look) -> Vec<Part> {
    let (settings, styles) = (&model.settings, &look.styles);
    let mut parts = vec![part(" naptop ", styles.brand, 100)];
    if model.leaving == Leaving::Waiting {
        parts.push(part(badge(say::header::leaving()), styles.badge, 97));
    }
    if settings.demo {
        parts.push(part(badge(say::header::demo()), styles.badge, 95));
    }
    if model.masked {
        parts.push(part(badge(say::header::masked()), styles.badge, 98));
    }
    if settings.read_only {
        parts.push(part(badge(say::header::read_only()), styles.badge, 96));
    }
    if model.paused {
        parts.push(part(badge(say::header::paused()), styles.badge, 85));
    }
    parts.push(part(settings.operator.clone(), styles.strong, 60));
    if let Some(identity) = &model.status.identity {
        let who = match &identity.user_name {
            Some(user) => format!("{}/{user}", identity.operator_id),
            None => identity.operator_id.clone(),
        };
        parts.push(part(who, styles.text, 55));
    }
    parts.push(part(settings.coverage.clone(), styles.text, 50));
    parts.push(accounts(model, look));
    match &settings.link {
        Ok(target) => {
            parts.extend(settings.region.clone().map(|region| part(region, styles.muted, 30)));
            let place = format!("{}/{}", target.stack.as_str(), target.fleet.as_str());
            parts.push(part(place, styles.muted, 35));
        }
        Err(reason) => {
            parts.push(part(say::header::no_appstream(), styles.muted, 40));
            let reason = text::fit(reason, 40);
            parts.push(part(reason, styles.muted, 20));
        }
    }
    parts
}

/// The account; where several run, all of them, with what is open there and whether something is wrong.
fn accounts(model: &Model, look: &Look) -> Part {
    let styles = &look.styles;
    if model.neighbours.len() < 2 {
        return part(model.settings.profile.clone(), styles.text, 45);
    }
    let told = model.neighbours.iter().map(|account| {
        let open = account.open.map_or_else(|| "?".into(), |open| open.to_string());
        let (mark, trouble) = (
            if account.shown { "▸" } else { "" },
            if account.in_trouble { "✗" } else { "" },
        );
        format!("{mark}{} {trouble}{open}", account.name)
    });
    let elsewhere = model.neighbours.iter().any(|account| account.in_trouble && !account.shown);
    let style = if elsewhere { styles.warn } else { styles.text };
    part(told.collect::<Vec<_>>().join(" | "), style, 75)
}

/// How things stand. Nothing here moves by itself while all is well.
fn health(model: &Model, look: &Look, now: Timestamp) -> Vec<Part> {
    let (status, styles) = (&model.status, &look.styles);
    let mut parts = Vec::new();
    if let Some(rate) = status.rate.filter(|rate| rate.is_low()) {
        let text = say::header::few_calls_left(rate.remaining, rate.limit);
        parts.push(part(text, styles.warn, 88));
    }
    if let Some(until) = status.waiting_until {
        let text = say::header::rate_limit(countdown::clock(until, &look.tz));
        parts.push(part(text, styles.warn, 90));
    }
    if status.is_stale(now, &model.settings)
        && let Some(at) = status.mappings_at
    {
        let minutes = now.duration_since(at).as_secs() / 60;
        parts.push(part(age(minutes), styles.warn, 80));
    }
    match status.soracom.as_ref().or(model.devices.failure.as_ref()) {
        Some(failure) => parts.push(trouble("SORACOM", failure, look, 94)),
        None if pane::signing_in(model) => parts.push(part(say::waiting::signing_in(), styles.muted, 70)),
        None if !model.devices.complete && model.devices.loading => {
            let so_far = match model.devices.len() {
                0 => String::new(),
                count => format!(" {count}"),
            };
            parts.push(part(format!("{}{so_far}", say::waiting::loading_devices()), styles.muted, 70));
        }
        // of what is old nobody says that it is well
        None if status.is_stale(now, &model.settings) => {}
        None => parts.push(part(say::header::soracom_ok(), styles.good, 58)),
    }
    // how many are free is renewed only while the Sessions pane is looked at, so it is told only then
    let worth_telling = |fleet: &&Fleet| model.is_visible(Pane::Sessions) || fleet.standing().0 != FleetStanding::Ready;
    parts.extend(
        model
            .sessions
            .fleet
            .as_ref()
            .filter(worth_telling)
            .map(|fleet| standing(fleet, look)),
    );
    if let Some(failure) = model.appstream_trouble() {
        parts.push(trouble("AppStream", failure, look, 92));
    }
    parts
}

fn standing(fleet: &Fleet, look: &Look) -> Part {
    let (standing, words) = fleet.standing();
    let (mark, style, priority) = match standing {
        FleetStanding::Ready => ("", look.styles.good, 56),
        FleetStanding::Full | FleetStanding::Turning => ("! ", look.styles.warn, 91),
        FleetStanding::Down => ("✗ ", look.styles.bad, 91),
    };
    part(format!("{mark}{}", say::header::fleet(words)), style, priority)
}

fn trouble(service: &str, failure: &Failure, look: &Look, priority: u8) -> Part {
    Part {
        more: Some(cause(&failure.message).to_owned()),
        ..part(format!("✗ {service}: {}", word(failure.kind)), look.styles.bad, priority)
    }
}

/// Why, without what was tried.
fn cause(message: &str) -> &str {
    message.split_once(": ").map_or(message, |(_, why)| why)
}

fn badge(word: &str) -> String {
    format!(" {word} ")
}

/// What the trouble is, in a word.
fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Auth => say::header::auth(),
        Kind::Forbidden => say::header::forbidden(),
        Kind::Missing => say::header::missing(),
        Kind::Conflict => say::header::conflict(),
        Kind::Rate => say::header::rate(),
        Kind::Offline => say::header::offline(),
        Kind::Timeout => say::header::timeout(),
        Kind::Invalid => say::header::invalid(),
        Kind::Unexpected => say::header::unexpected(),
    }
}

fn age(minutes: i64) -> String {
    match minutes {
        0 => say::header::data_is_old().into(),
        1..120 => say::header::minutes_old(minutes),
        _ => say::header::hours_old(minutes / 60),
    }
}

/// A part is followed by two spaces.
fn used(parts: &[Part]) -> usize {
    parts.iter().map(used_by).sum()
}

fn used_by(part: &Part) -> usize {
    text::width(&text::inert(&part.text)) + 2
}

/// The most important parts that fit together.
fn keep_what_fits(left: &mut Vec<Part>, right: &mut Vec<Part>, room: usize) {
    let mut by_priority: Vec<(u8, usize)> = left
        .iter()
        .chain(&*right)
        .map(|part| (part.priority, used_by(part)))
        .collect();
    by_priority.sort_by_key(|(priority, _)| std::cmp::Reverse(*priority));
    let mut free = room;
    let mut kept = Vec::new();
    for (priority, cells) in by_priority {
        if cells <= free {
            free -= cells;
            kept.push(priority);
        }
    }
    left.retain(|part| kept.contains(&part.priority));
    right.retain(|part| kept.contains(&part.priority));
}

fn expand(parts: &mut [Part], mut spare: usize) {
    for part in parts {
        if let Some(more) = part.more.take().filter(|_| spare >= 16) {
            let more = text::fit(&format!(" ({})", text::fit(&more, spare.saturating_sub(3))), spare);
            spare -= text::width(&more);
            part.text.push_str(&more);
        }
    }
}

fn line(parts: &[Part]) -> Line<'static> {
    let mut spans = Vec::new();
    for part in parts {
        spans.push(Span::styled(text::inert(&part.text).into_owned(), part.style));
        spans.push(Span::raw("  "));
    }
    Line::from(spans)
}
