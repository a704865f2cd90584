//! The alarm strip of the wall display: each alarm in a line of its own, with mark, words and colour; else that all is quiet.

use jiff::{SignedDuration, Timestamp};
use ratatui::text::{Line, Span};

use crate::app::model::alarms::Source;
use crate::app::model::{Alarm, Level};
use crate::app::{Command, Model};
use crate::domain::Mapping;
use crate::domain::audit::AuditEntry;
use crate::say::wall as say;
use crate::ui::{Look, countdown, footer, text};
use ratatui::style::Modifier;

/// How many devices or users an alarm names.
const NAMED: usize = 4;

/// The lines, at most so many.
pub fn lines(model: &Model, look: &Look, now: Timestamp, width: u16, most: usize) -> Vec<Line<'static>> {
    let alarms = model.alarms(now);
    if alarms.is_empty() {
        let (level, words) = match model.totals(now).map(|totals| totals.expiring) {
            None => (Level::Info, say::asking().to_owned()),
            Some(_) if model.audit.watch.failure.is_some() => (Level::Info, say::quiet_but_for_the_log().to_owned()),
            Some(0) => (Level::Good, say::quiet().to_owned()),
            Some(expiring) => (Level::Info, say::ends_soon(expiring)),
        };
        return vec![line(level, &words, look, width)];
    }
    let shown = if alarms.len() > most {
        most.saturating_sub(1)
    } else {
        alarms.len()
    };
    let told = |alarm: &Alarm<'_>| line(alarm.level(), &words(alarm, model, look, now), look, width);
    let mut lines: Vec<Line<'static>> = alarms.iter().take(shown).map(told).collect();
    if alarms.len() > shown {
        let level = alarms[shown].level();
        lines.push(line(level, &say::more(alarms.len() - shown), look, width));
    }
    lines
}

/// What is bad lies on a ground of its colour, as wide as the screen.
fn line(level: Level, words: &str, look: &Look, width: u16) -> Line<'static> {
    let (mark, style) = footer::mark(level, &look.styles);
    let style = match level {
        Level::Bad => style.remove_modifier(Modifier::UNDERLINED).add_modifier(Modifier::REVERSED),
        Level::Warning => style.add_modifier(Modifier::BOLD),
        _ => style,
    };
    let told = text::pad(&format!(" {mark} {words}"), usize::from(width));
    Line::from(Span::styled(told, style))
}

fn words(alarm: &Alarm<'_>, model: &Model, look: &Look, now: Timestamp) -> String {
    let names = |mappings: &[&Mapping]| list(mappings.iter().map(|mapping| model.label_of(mapping)));
    match alarm {
        Alarm::Trouble(source, failure) => say::trouble(service(*source), failure.kind.word(), &failure.message),
        Alarm::Old(at) => say::old(age(now.duration_since(*at)), countdown::minute(*at, &look.tz)),
        Alarm::LeftOpen(endpoints) => {
            let endpoints: Vec<String> = endpoints.iter().map(ToString::to_string).collect();
            say::left_open(list(endpoints.iter().map(String::as_str)))
        }
        Alarm::Expired(mappings) => say::expired_listed(mappings.len(), names(mappings)),
        Alarm::Offline(mappings) => say::offline(names(mappings)),
        Alarm::Orphans(sessions) => say::orphans(sessions.len(), list(sessions.iter().map(|joined| joined.session.who()))),
        Alarm::Fleet(_, words) => say::fleet_stands(words),
        Alarm::Denied(times, last) => {
            let (at, who, device) = caller(last, model, look);
            say::denied(times, at, who, device)
        }
        Alarm::Refused(times, last) => {
            let (at, who, device) = caller(last, model, look);
            say::refused(times, at, who, device)
        }
        Alarm::Elsewhere(account) if account.in_trouble => say::elsewhere_in_trouble(&account.name),
        Alarm::Elsewhere(account) => say::elsewhere_expired(&account.name, account.expired),
        Alarm::Paused => say::paused(model.key(Command::Pause)),
    }
}

fn service(source: Source) -> &'static str {
    match source {
        Source::Soracom => "SORACOM",
        Source::AppStream => "AppStream",
        Source::AuditLog => say::audit_log(),
    }
}

fn caller<'a>(entry: &'a AuditEntry, model: &'a Model, look: &Look) -> (String, &'a str, &'a str) {
    let at = countdown::minute(entry.at, &look.tz);
    (at, entry.source.as_deref().unwrap_or("?"), model.audit_row(entry).label)
}

/// Each name once, the first few of them.
fn list<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let mut all: Vec<&str> = Vec::new();
    for name in names {
        if !all.contains(&name) {
            all.push(name);
        }
    }
    let named = all.iter().take(NAMED).copied().collect::<Vec<_>>().join(", ");
    match all.len().saturating_sub(NAMED) {
        0 => named,
        more => say::and_more(named, more),
    }
}

fn age(span: SignedDuration) -> String {
    match span.as_secs() {
        seconds @ ..120 => say::seconds(seconds),
        seconds @ ..7200 => say::minutes(seconds / 60),
        seconds => say::hours(seconds / 3600),
    }
}
