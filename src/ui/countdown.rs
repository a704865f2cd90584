//! Time on the screen: the countdown with its mark and bar, and moments as clock time or date.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use ratatui::style::Style;
use ratatui::text::Span;

use super::styles::Styles;
use super::{Look, text};
use crate::domain::{Countdown, Mapping, Urgency};
use crate::say;

/// The cells of the mark and the time.
const TIME_CELLS: usize = 10;
/// The shortest bar that says anything.
const SHORTEST_BAR: usize = 4;

/// The style of that urgency.
pub fn style(urgency: Urgency, styles: &Styles) -> Style {
    match urgency {
        Urgency::Calm => styles.good,
        Urgency::Soon => styles.warn,
        Urgency::Now => styles.bad,
        Urgency::Over => styles.muted,
    }
}

/// What is left of a mapping: mark, time, and a bar where there is room and things may move.
pub fn cell(mapping: &Mapping, service_time: Timestamp, cells: usize, look: &Look) -> Vec<Span<'static>> {
    let styles = &look.styles;
    let Some(countdown) = mapping.countdown(service_time) else {
        return vec![Span::styled(
            text::fit(&format!("   {}", say::states::no_end()), cells),
            styles.muted,
        )];
    };
    let urgency = countdown.urgency();
    let style = style(urgency, styles);
    if urgency == Urgency::Over {
        return vec![Span::styled(over(countdown, cells), style)];
    }
    let time = text::pad_left(&countdown.text(), TIME_CELLS - 2);
    let mut spans = vec![Span::styled(format!("{:>2}{time}", urgency.mark()), style)];
    let room = cells.saturating_sub(TIME_CELLS + 1);
    if look.motion && room >= SHORTEST_BAR {
        spans.push(Span::raw(" "));
        spans.extend(bar(mapping, countdown, room, style, styles));
    }
    spans
}

/// `x expired 3m ago`, without the mark where it does not fit, and where the words do not fit either, since when.
fn over(countdown: Countdown, cells: usize) -> String {
    let full = countdown.text();
    let mark = Urgency::Over.mark();
    match cells.checked_sub(text::width(&full)) {
        None => format!("{mark} {}", countdown.ago()),
        Some(0 | 1) => format!("{mark} {}", countdown.ago()),
        Some(_) => format!("{mark} {full}"),
    }
}

/// What is left of a mapping as a bar over its whole time; nothing where that is not known.
pub fn bar(mapping: &Mapping, countdown: Countdown, cells: usize, style: Style, styles: &Styles) -> Vec<Span<'static>> {
    let whole = mapping
        .created_at
        .zip(mapping.expires_at)
        .map_or(0, |(from, to)| to.as_second().saturating_sub(from.as_second()));
    let Ok(whole @ 1..) = u64::try_from(whole) else {
        return Vec::new();
    };
    let left = u64::from(countdown.seconds()).min(whole);
    let filled = usize::try_from((left * cells as u64).div_ceil(whole))
        .unwrap_or(cells)
        .min(cells);
    vec![
        Span::styled("━".repeat(filled), style),
        Span::styled("─".repeat(cells - filled), styles.muted),
    ]
}

/// Whether a time of day tells it: it is less than a day away, on whichever side of midnight.
pub fn is_near(at: Timestamp, now: Timestamp) -> bool {
    now.duration_since(at).abs() < SignedDuration::from_hours(24)
}

/// A moment in as few characters as tell it: `14:02` within a day, `Nov 22` this year, else `2025-11-22`.
pub fn short(at: Timestamp, now: Timestamp, tz: &TimeZone) -> String {
    let near = is_near(at, now);
    let (at, now) = (at.to_zoned_datetime(tz.clone()), now.to_zoned_datetime(tz.clone()));
    let format = if near {
        "%H:%M"
    } else if at.year() == now.year() {
        say::states::this_year()
    } else {
        "%Y-%m-%d"
    };
    at.strftime(format).to_string()
}

/// A moment in full: `2026-11-22 14:02:09 UTC`.
pub fn full(at: Timestamp, tz: &TimeZone) -> String {
    at.to_zoned_datetime(tz.clone()).strftime("%Y-%m-%d %H:%M:%S %Z").to_string()
}

/// A time of day near now, by the minute: `14:02`.
pub fn minute(at: Timestamp, tz: &TimeZone) -> String {
    at.to_zoned_datetime(tz.clone()).strftime("%H:%M").to_string()
}

/// A time of day near now: `14:02:09`.
pub fn clock(at: Timestamp, tz: &TimeZone) -> String {
    at.to_zoned_datetime(tz.clone()).strftime("%H:%M:%S").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_as_short_as_they_can_be() {
        let now: Timestamp = "2026-11-22T15:04:05Z".parse().unwrap();
        let at = |text: &str| short(text.parse().unwrap(), now, &TimeZone::UTC);
        assert_eq!(at("2026-11-22T01:02:03Z"), "01:02");
        assert_eq!(at("2026-11-21T23:02:03Z"), "23:02", "the night is one night");
        assert_eq!(at("2026-11-21T15:02:03Z"), "Nov 21");
        assert_eq!(at("2026-11-02T01:02:03Z"), "Nov  2");
        assert_eq!(at("2025-11-22T01:02:03Z"), "2025-11-22");
    }
}
