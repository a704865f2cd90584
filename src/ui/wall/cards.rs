//! What is open, on the wall display: each access as a card, in one or two columns, in the largest type in which all fit.

use jiff::Timestamp;
use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::grid::{Card, Grid};
use super::{Type, digits, totals};
use crate::app::Model;
use crate::domain::{Countdown, Mapping, Urgency};
use crate::say::wall as say;
use crate::ui::{Look, access, countdown, devices, text};

/// What begins each line of a card.
const EDGE: &str = "┃ ";

/// Draws them.
pub fn draw(model: &Model, look: &Look, now: Timestamp, frame: &mut Frame<'_>, area: Rect, size: Type) {
    let mappings = model.soonest_first(now);
    if mappings.is_empty() {
        nothing(model, look, frame, area);
        return;
    }
    let mut grid = Grid::for_so_many(mappings.len(), area, size);
    let mut room = area;
    if grid.capacity(area) < mappings.len() {
        room.height = area.height.saturating_sub(1);
        grid = Grid::for_so_many(usize::MAX, room, size);
    }
    let shown = grid.capacity(room).min(mappings.len());
    for (at, mapping) in mappings.iter().take(shown).enumerate() {
        let Some(place) = grid.place(at, room) else { continue };
        Access::new(model, look, now, mapping).draw(grid.card, frame.buffer_mut(), place);
    }
    if shown < mappings.len() && area.height > 0 {
        let words = say::more(mappings.len() - shown);
        let (y, cells) = (area.bottom() - 1, usize::from(area.width));
        text::put(frame.buffer_mut(), area.x, y, words, cells, look.styles.strong);
    }
}

fn nothing(model: &Model, look: &Look, frame: &mut Frame<'_>, area: Rect) {
    let styles = &look.styles;
    let (words, style) = match (model.status.mappings_at, &model.status.soracom) {
        (Some(_), _) => (say::nothing_open(), styles.text),
        (None, None) => (say::looking(), styles.muted),
        (None, Some(_)) => (say::not_known(), styles.warn),
    };
    crate::ui::pane::message(frame, area, &[(words.into(), style)]);
}

/// An access as it is told.
struct Access<'a> {
    look: &'a Look,
    mapping: &'a Mapping,
    left: Option<Countdown>,
    over: bool,
    style: Style,
    /// Whether the device is online.
    presence: Span<'static>,
    label: &'a str,
    who: String,
    state: Box<dyn Fn(usize) -> Span<'static> + 'a>,
    service_time: Timestamp,
}

impl<'a> Access<'a> {
    fn new(model: &'a Model, look: &'a Look, now: Timestamp, mapping: &'a Mapping) -> Self {
        let service_time = model.service_time(now);
        let (left, row) = (mapping.countdown(service_time), model.access_row(mapping, now));
        let style = totals::style(left, row.over, look);
        let slot = model.devices.slot_of(mapping).and_then(|slot| model.devices.row(slot));
        let presence = slot.map_or(Span::raw("?"), |device| devices::presence(device.presence, look));
        Self {
            look,
            mapping,
            left,
            over: row.over,
            style,
            presence,
            label: row.label,
            who: access::who(row.opened_by, row.reason),
            state: Box::new(move |cells| access::state(model, look, now, mapping, cells)),
            service_time,
        }
    }

    fn draw(&self, card: Card, buffer: &mut Buffer, area: Rect) {
        for y in area.y..area.bottom() {
            text::put(buffer, area.x, y, EDGE, 2, self.style);
        }
        let area = Rect {
            x: area.x + 2,
            width: area.width.saturating_sub(2),
            ..area
        };
        match card {
            Card::Large => self.large(buffer, area),
            Card::Pair | Card::Close => self.pair(buffer, area),
            Card::Line => self.line(buffer, area),
        }
    }

    /// Words to the left, digits to the right.
    fn large(&self, buffer: &mut Buffer, area: Rect) {
        let value = match self.left {
            _ if self.over => "0:00".to_owned(),
            Some(left) => left.text(),
            None => "-:--".into(),
        };
        digits::draw(
            buffer,
            area.right().saturating_sub(digits::width(&value)),
            area.y,
            &value,
            self.style,
        );
        let cells = area.width.saturating_sub(digits::width("0:00:00") + 2);
        let words = usize::from(cells);
        text::put_line(buffer, area.x, area.y, &self.device(cells), cells);
        let styles = &self.look.styles;
        text::put(
            buffer,
            area.x,
            area.y + 1,
            text::fit(&self.endpoint(), words),
            words,
            styles.text,
        );
        text::put(buffer, area.x, area.y + 2, text::fit(&self.who, words), words, styles.muted);
        if let Some(left) = self.left.filter(|_| self.look.motion && !self.over) {
            let bar = countdown::bar(self.mapping, left, words, self.style, styles);
            text::put_line(buffer, area.x, area.y + 3, &Line::from(bar), cells);
        }
        text::put_line(buffer, area.x, area.y + 4, &Line::from(self.standing(words)), cells);
    }

    /// Device, endpoint and the time left; below that who and why, and the state.
    fn pair(&self, buffer: &mut Buffer, area: Rect) {
        let right = (area.width / 3).min(40);
        let x = area.right() - right;
        let left = area.width.saturating_sub(right + 1);
        let half = left / 2;
        text::put_line(buffer, area.x, area.y, &self.device(half.saturating_sub(1)), half);
        let (rest, words) = (usize::from(left - half), usize::from(left));
        let styles = &self.look.styles;
        text::put(
            buffer,
            area.x + half,
            area.y,
            text::fit(&self.endpoint(), rest),
            rest,
            styles.text,
        );
        text::put(
            buffer,
            area.x + 2,
            area.y + 1,
            text::fit(&self.who, words.saturating_sub(2)),
            words,
            styles.muted,
        );
        text::put_line(buffer, x, area.y, &Line::from(self.time(usize::from(right))), right);
        let state = (self.state)(usize::from(right.saturating_sub(2)));
        text::put_line(
            buffer,
            x + 2,
            area.y + 1,
            &Line::from(self.or_alarm(state)),
            right.saturating_sub(2),
        );
    }

    /// As much as fits into a line, what matters most first.
    fn line(&self, buffer: &mut Buffer, area: Rect) {
        let cells = area.width;
        let time = if cells >= 74 { 20 } else { 16 };
        let state = if cells >= 74 { 12 } else { 0 };
        let endpoint = if cells >= 54 { 22 } else { 0 };
        let rest = cells.saturating_sub(time + state + endpoint + 1);
        let who = if rest >= 60 { rest - 36 } else { 0 };
        let device = rest - who;
        let styles = &self.look.styles;
        let mut x = area.x;
        text::put_line(buffer, x, area.y, &self.device(device.saturating_sub(1)), device);
        x += device;
        let mut put = |words: String, cells: u16, style: Style| {
            let room = usize::from(cells.saturating_sub(1));
            text::put(buffer, x, area.y, text::fit(&words, room), room, style);
            x += cells;
        };
        put(self.mapping.endpoint.to_string(), endpoint, styles.text);
        put(self.who.clone(), who, styles.muted);
        text::put_line(buffer, x, area.y, &Line::from(self.time(usize::from(time))), time);
        let told = self.or_alarm((self.state)(usize::from(state)));
        text::put_line(buffer, x + time + 1, area.y, &Line::from(told), state);
    }

    /// Whether it is online, then its name.
    fn device(&self, cells: u16) -> Line<'static> {
        let label = text::fit(self.label, usize::from(cells).saturating_sub(2));
        Line::from(vec![
            self.presence.clone(),
            Span::raw(" "),
            Span::styled(label, self.look.styles.strong),
        ])
    }

    fn endpoint(&self) -> String {
        format!("{} → {}", self.mapping.endpoint, self.mapping.device_port)
    }

    /// What is left, with its mark and bar; that it has run out is an alarm here.
    fn time(&self, cells: usize) -> Vec<Span<'static>> {
        match self.over {
            true => vec![Span::styled(text::fit(&self.ran_out(), cells), self.style)],
            false => countdown::cell(self.mapping, self.service_time, cells, self.look),
        }
    }

    fn ran_out(&self) -> String {
        let text = self.left.map_or_else(String::new, Countdown::text);
        format!("{} {text}", Urgency::Over.mark())
    }

    /// Under large digits: the mark of what is left, and the state.
    fn standing(&self, cells: usize) -> Vec<Span<'static>> {
        if self.over {
            return vec![Span::styled(text::fit(&self.ran_out(), cells), self.style)];
        }
        let mark = self.left.map_or("", |left| left.urgency().mark());
        let gap = if mark.is_empty() { "" } else { " " };
        vec![
            Span::styled(format!("{mark}{gap}"), self.style),
            (self.state)(cells.saturating_sub(3)),
        ]
    }

    fn or_alarm(&self, state: Span<'static>) -> Span<'static> {
        if self.over { state.style(self.style) } else { state }
    }
}
