//! Reads what was drawn: the screen as lines of text, and its styles as letters with a legend.

pub mod example;

use std::fmt::Write;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::{Buffer, Cell, CellWidth};
use ratatui::style::{Color, Modifier};

use super::{Look, regions, view};
use crate::app::{Event, Model, apply_event};

/// What was drawn.
pub struct Screen {
    buffer: Buffer,
    cursor: Option<(u16, u16)>,
}

impl Screen {
    /// Draws the model as the runtime does: first the heights of the panes are told, then the view is made.
    pub fn of(model: &mut Model, color: bool, now: Timestamp, size: (u16, u16)) -> Self {
        Self::looking_as(&Look::new(color, TimeZone::UTC), model, now, size)
    }

    /// The same with another look.
    pub fn looking_as(look: &Look, model: &mut Model, now: Timestamp, (width, height): (u16, u16)) -> Self {
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        let heights = regions(ratatui::layout::Rect::new(0, 0, width, height), model).heights(model, look, now);
        let _ = apply_event(model, Event::Viewport(heights), now);
        terminal.draw(|frame| view(model, look, now, frame)).unwrap();
        let backend = terminal.backend();
        let at = backend.cursor_position();
        Self {
            buffer: backend.buffer().clone(),
            cursor: backend.cursor_visible().then_some((at.x, at.y)),
        }
    }

    /// The lines of text, as a terminal shows them.
    pub fn lines(&self) -> Vec<String> {
        self.rows()
            .map(|row| row.iter().map(|cell| cell.symbol()).collect::<String>().trim_end().to_owned())
            .collect()
    }

    /// The whole text.
    pub fn text(&self) -> String {
        self.lines().join("\n")
    }

    /// Text, cursor, and a letter for the style of each cell.
    pub fn with_styles(&self) -> String {
        let mut legend: Vec<String> = Vec::new();
        let mut grid = String::new();
        for row in self.rows() {
            let mut line = String::new();
            for cell in row {
                let name = style_name(cell);
                let letter = if name.is_empty() {
                    '.'
                } else {
                    let at = legend.iter().position(|other| *other == name).unwrap_or_else(|| {
                        legend.push(name);
                        legend.len() - 1
                    });
                    char::from(b'a' + u8::try_from(at).unwrap())
                };
                line.extend(std::iter::repeat_n(letter, usize::from(cell.cell_width())));
            }
            writeln!(grid, "{}", line.trim_end_matches('.')).unwrap();
        }
        let mut out = format!("{}\n--- styles\n{grid}---\n", self.text());
        for (letter, name) in ('a'..).zip(legend) {
            writeln!(out, "{letter} {name}").unwrap();
        }
        match self.cursor {
            Some((x, y)) => writeln!(out, "text cursor at column {x}, row {y}").unwrap(),
            None => out.push_str("no text cursor\n"),
        }
        out
    }

    /// The cells of each row, without those that a wide one covers.
    fn rows(&self) -> impl Iterator<Item = Vec<&Cell>> {
        let area = self.buffer.area;
        (area.y..area.bottom()).map(move |y| {
            let mut row = Vec::new();
            let mut x = area.x;
            while x < area.right() {
                let cell = &self.buffer[(x, y)];
                x += cell.cell_width().max(1);
                row.push(cell);
            }
            row
        })
    }
}

fn style_name(cell: &Cell) -> String {
    let mut words = Vec::new();
    if cell.fg != Color::Reset {
        words.push(cell.fg.to_string().to_lowercase());
    }
    if cell.bg != Color::Reset {
        words.push(format!("on {}", cell.bg.to_string().to_lowercase()));
    }
    let modifiers = [
        (Modifier::BOLD, "bold"),
        (Modifier::DIM, "dim"),
        (Modifier::UNDERLINED, "underlined"),
        (Modifier::REVERSED, "reversed"),
    ];
    // a style on a blank cell is only to be seen where it has a background
    let blank = cell.symbol() == " " && cell.bg == Color::Reset;
    for (modifier, word) in modifiers {
        let seen = !blank || matches!(modifier, Modifier::UNDERLINED | Modifier::REVERSED);
        if cell.modifier.contains(modifier) && seen {
            words.push(word.into());
        }
    }
    let ink = !blank || cell.modifier.intersects(Modifier::UNDERLINED | Modifier::REVERSED);
    if ink { words.join(" ") } else { String::new() }
}
