//! The last lines: the keys that do something here and now, and the latest message or the filter being typed.

use jiff::Timestamp;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use tui_input::Input;

use super::styles::Styles;
use super::{Look, mask, text};
use crate::app::availability::can;
use crate::app::commands::{COMMANDS, row_of};
use crate::app::model::toast::Toast;
use crate::app::model::{Level, Overlay, Pane};
use crate::app::{Command, Model};
use crate::domain::Mapping;
use crate::say::{boxes, hints};

/// The cells before a message: its mark and a space on each side.
const MARK_CELLS: usize = 3;

/// How many lines it takes: more than two only where a message that must be read does not fit, or another one came after it.
pub fn height(area: Rect, model: &Model) -> u16 {
    let room = usize::from(area.width).saturating_sub(MARK_CELLS + 1);
    let since = if model.filtering() { None } else { model.toasts.since() };
    let more = usize::from(since.is_some());
    let most = match area.height {
        ..12 => 2 - more,
        12..20 => 2,
        _ => 3,
    };
    // what went well says less
    let most = match model.toasts.front().map(|toast| toast.level) {
        Some(Level::Bad | Level::Warning) => most,
        _ => most.min(2),
    };
    let lines = match model.toasts.front() {
        Some(toast) if !model.filtering() => text::wrap(&toast.text, room).len().clamp(1, most),
        _ => 1,
    };
    u16::try_from(lines + more + 1).unwrap_or(2)
}

/// Draws it.
pub fn draw(model: &Model, look: &Look, now: Timestamp, frame: &mut Frame<'_>, area: Rect) {
    let (top, below) = super::layout::split(area, 1);
    let (toast, since) = (model.toasts.front(), model.toasts.since());
    if model.filtering() {
        match since.or(toast) {
            Some(toast) => message(toast, look, frame, top),
            None => {
                let keys = [
                    ("Enter", boxes::keep()),
                    ("Esc", hints::clear()),
                    ("↑↓", boxes::move_cursor()),
                ];
                hints(&keys.map(|(key, hint)| (key.into(), hint.into())), &look.styles, frame, top);
            }
        }
        filter(model, look, frame, below);
        return;
    }
    hints(&hints_of(model, now, usize::from(top.width)), &look.styles, frame, top);
    let last = u16::from(since.is_some()).min(below.height);
    let (first, last) = super::layout::split(below, below.height - last);
    for (toast, area) in toast.into_iter().zip([first]).chain(since.into_iter().zip([last])) {
        message(toast, look, frame, area);
    }
}

/// The keys that do something now, as many as fit, in the order of the table of commands.
fn hints_of(model: &Model, now: Timestamp, room: usize) -> Vec<(String, String)> {
    let mut chosen: Vec<(usize, Command)> = Vec::new();
    let mut used = 1;
    let wanted: Vec<Command> = by_importance(model, now)
        .into_iter()
        .filter(|command| model.keymap.chords(*command).next().is_some() && can(*command, model, now).is_ok())
        .collect();
    for command in wanted {
        let cells = text::width(&model.key(command)) + 1 + text::width(hint(model, now, command)) + 2;
        if used + cells <= room + 1 {
            used += cells;
            let at = COMMANDS.iter().position(|row| row.command == command).unwrap_or(usize::MAX);
            chosen.push((at, command));
        }
    }
    chosen.sort_by_key(|(at, _)| *at);
    let pair = |(_, command): (usize, Command)| (model.key(command), hint(model, now, command).to_owned());
    chosen.into_iter().map(pair).collect()
}

/// What a command is called where it does something else than elsewhere.
fn hint(model: &Model, now: Timestamp, command: Command) -> &'static str {
    let over = |mapping: &Mapping| mapping.is_over(model.service_time(now));
    match (command, model.focus) {
        (Command::Revoke, Pane::Sessions) => hints::end_session(),
        (Command::Extend, Pane::Access) if model.current_mapping().is_some_and(over) => hints::open_again(),
        _ => row_of(command).hint(),
    }
}

/// Which commands are worth a hint here, the most important first.
fn by_importance(model: &Model, now: Timestamp) -> Vec<Command> {
    use Command as C;
    match model.overlay() {
        Some(Overlay::Device(_) | Overlay::Access(_) | Overlay::Session(_) | Overlay::Entry(_)) => {
            return vec![
                C::Open,
                C::CopyLink,
                C::Revoke,
                C::Extend,
                C::Browse,
                C::CopyEndpoint,
                C::FreshLink,
                C::Help,
                C::Probe,
            ];
        }
        Some(_) => return Vec::new(),
        None => {}
    }
    if model.wall.is_shown() {
        return vec![
            C::Quit,
            C::Help,
            C::Wall,
            C::Pause,
            C::Refresh,
            C::NextAccount,
            C::Sweep,
            C::Palette,
            C::Log,
        ];
    }
    let table = model.rows(model.focus);
    let filtered = !table.input().value().is_empty() || table.marked() > 0;
    let mut commands = vec![C::Quit, C::Help];
    if model.paused {
        commands.push(C::Pause);
    }
    if model.status.soracom.is_some() {
        commands.push(C::Refresh);
    }
    if filtered {
        commands.push(C::Clear);
    }
    let of_pane: &[Command] = match model.focus {
        Pane::Devices => &[
            C::Open,
            C::Revoke,
            C::CopyLink,
            C::Filter,
            C::Browse,
            C::Details,
            C::NextPane,
            C::Probe,
        ],
        Pane::Access => &[
            C::Revoke,
            C::CopyLink,
            C::Extend,
            C::Browse,
            C::CopyEndpoint,
            C::NextPane,
            C::Details,
            C::Filter,
        ],
        Pane::Sessions => &[
            C::Revoke,
            C::Sweep,
            C::Details,
            C::NextPane,
            C::Filter,
            C::Mark,
            C::AuditDevice,
        ],
        Pane::Audit => &[C::AuditDevice, C::Details, C::Filter, C::NextPane, C::Open],
    };
    commands.extend(of_pane);
    let over = |mapping: &Mapping| mapping.is_over(model.service_time(now));
    if model.focus == Pane::Access && model.accesses.all.iter().any(over) {
        commands.push(C::Sweep);
    }
    commands.extend([
        C::FreshLink,
        C::Extend,
        C::Probe,
        C::Palette,
        C::Mark,
        C::Sort,
        C::OpenNow,
        C::CopyEndpoint,
        C::AuditDevice,
        C::Zoom,
        C::Refresh,
    ]);
    let mut seen = Vec::new();
    commands.retain(|command| {
        !seen.contains(command) && {
            seen.push(*command);
            true
        }
    });
    commands
}

/// Draws pairs of key and hint.
pub fn hints(pairs: &[(String, String)], styles: &Styles, frame: &mut Frame<'_>, area: Rect) {
    let mut spans = vec![Span::raw(" ")];
    spans.extend(hint_spans(pairs, styles));
    text::put_line(frame.buffer_mut(), area.x, area.y, &Line::from(spans), area.width);
}

/// The same, as a part of a line.
pub fn hint_spans(pairs: &[(String, String)], styles: &Styles) -> Vec<Span<'static>> {
    let mut spans = Vec::new();
    for (at, (key, hint)) in pairs.iter().enumerate() {
        if at > 0 {
            spans.push(Span::raw("  "));
        }
        spans.push(Span::styled(key.clone(), styles.key));
        spans.push(Span::styled(format!(" {hint}"), styles.muted));
    }
    spans
}

fn message(toast: &Toast, look: &Look, frame: &mut Frame<'_>, area: Rect) {
    let (mark, style) = mark(toast.level, &look.styles);
    let cells = usize::from(area.width).saturating_sub(MARK_CELLS + 1);
    let lines = text::wrap_to(&toast.text, cells, usize::from(area.height));
    let buffer = frame.buffer_mut();
    text::put(buffer, area.x + 1, area.y, mark, 1, style);
    for (line, y) in lines.into_iter().zip(area.y..area.bottom()) {
        text::put(buffer, area.x + 3, y, line, cells, style);
    }
}

/// The mark of that level, and its style.
pub fn mark(level: Level, styles: &Styles) -> (&'static str, Style) {
    match level {
        Level::Info => ("·", styles.text),
        Level::Good => ("✓", styles.good),
        Level::Warning => ("!", styles.warn),
        Level::Bad => ("✗", styles.bad),
    }
}

fn filter(model: &Model, look: &Look, frame: &mut Frame<'_>, area: Rect) {
    let input = model.rows(model.focus).input();
    let buffer = frame.buffer_mut();
    text::put(buffer, area.x, area.y, " /", 2, look.styles.key);
    let line = Rect {
        x: area.x + 2,
        width: area.width.saturating_sub(2),
        ..area
    };
    if input.value().is_empty() {
        let cells = usize::from(line.width).saturating_sub(2);
        text::put(
            buffer,
            line.x + 2,
            line.y,
            text::fit(syntax(model.focus), cells),
            cells,
            look.styles.muted,
        );
    }
    typed(input, look.styles.text, true, frame, line);
}

fn syntax(pane: Pane) -> &'static str {
    match pane {
        Pane::Devices => boxes::filter_devices(),
        Pane::Access => boxes::filter_access(),
        Pane::Sessions => boxes::filter_sessions(),
        Pane::Audit => boxes::filter_audit(),
    }
}

/// Draws a line of text that is typed, scrolled so that the text cursor is on it, and places the cursor.
pub fn typed(input: &Input, style: Style, cursor: bool, frame: &mut Frame<'_>, area: Rect) {
    if area.is_empty() {
        return;
    }
    let value = mask::typed(input.value());
    let at = value.char_indices().nth(input.cursor()).map_or(value.len(), |(at, _)| at);
    let (before, after) = value.split_at(at);
    let (before, after) = (text::inert(before), text::inert(after));
    let cells = usize::from(area.width);
    let before = text::tail(&before, cells - 1);
    let x = text::width(before);
    let shown = format!("{before}{}", text::head(&after, cells - x));
    text::put(frame.buffer_mut(), area.x, area.y, shown, cells, style);
    if cursor {
        let x = area.x + u16::try_from(x).unwrap_or(0);
        frame.set_cursor_position(Position { x, y: area.y });
    }
}
