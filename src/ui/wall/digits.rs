//! Digits that can be read across a room: three dots by five, a dot two cells wide. One sign alone draws them, in ASCII too.

use ratatui::buffer::Buffer;
use ratatui::style::{Modifier, Style};

use crate::ui::text;

/// The rows that they take.
pub const ROWS: u16 = 5;
/// The cells of a dot.
const DOT: u16 = 2;
/// The sign that a cell of a dot is filled with.
const FILLED: &str = "█";

/// Each character: how many dots wide, and its rows, whose lowest bit is the rightmost dot.
const GLYPHS: &[(char, u16, [u8; ROWS as usize])] = &[
    ('0', 3, [0b111, 0b101, 0b101, 0b101, 0b111]),
    ('1', 3, [0b010, 0b110, 0b010, 0b010, 0b111]),
    ('2', 3, [0b111, 0b001, 0b111, 0b100, 0b111]),
    ('3', 3, [0b111, 0b001, 0b111, 0b001, 0b111]),
    ('4', 3, [0b101, 0b101, 0b111, 0b001, 0b001]),
    ('5', 3, [0b111, 0b100, 0b111, 0b001, 0b111]),
    ('6', 3, [0b111, 0b100, 0b111, 0b101, 0b111]),
    ('7', 3, [0b111, 0b001, 0b001, 0b001, 0b001]),
    ('8', 3, [0b111, 0b101, 0b111, 0b101, 0b111]),
    ('9', 3, [0b111, 0b101, 0b111, 0b001, 0b111]),
    (':', 1, [0b0, 0b1, 0b0, 0b1, 0b0]),
    ('-', 3, [0b000, 0b000, 0b111, 0b000, 0b000]),
];

fn glyphs(value: &str) -> impl Iterator<Item = (u16, [u8; ROWS as usize])> {
    let glyph = |c: char| GLYPHS.iter().find(|(known, ..)| *known == c);
    value.chars().filter_map(glyph).map(|(_, dots, rows)| (*dots, *rows))
}

/// The columns that it takes.
pub fn width(value: &str) -> u16 {
    let cells = glyphs(value).map(|(dots, _)| (dots + 1) * DOT);
    cells.sum::<u16>().saturating_sub(DOT)
}

/// Draws it. A line under blocks would only blur them.
pub fn draw(buffer: &mut Buffer, x: u16, y: u16, value: &str, style: Style) {
    let style = style.remove_modifier(Modifier::UNDERLINED);
    let mut at = x;
    for (dots, rows) in glyphs(value) {
        for (row, y) in rows.iter().zip(y..) {
            for dot in (0..dots).filter(|dot| row >> (dots - 1 - dot) & 1 == 1) {
                let x = at + dot * DOT;
                text::put(buffer, x, y, FILLED.repeat(usize::from(DOT)), usize::from(DOT), style);
            }
        }
        at += (dots + 1) * DOT;
    }
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Rect;

    use super::*;

    fn drawn(value: &str) -> Vec<String> {
        let mut buffer = Buffer::empty(Rect::new(0, 0, width(value), ROWS));
        draw(&mut buffer, 0, 0, value, Style::new());
        let rows = buffer.content().chunks(usize::from(width(value)));
        rows.map(|row| row.iter().map(|cell| cell.symbol()).collect()).collect()
    }

    #[test]
    fn a_time_is_drawn_in_dots() {
        assert_eq!(
            drawn("1:40"),
            [
                "  ██        ██  ██  ██████",
                "████    ██  ██  ██  ██  ██",
                "  ██        ██████  ██  ██",
                "  ██    ██      ██  ██  ██",
                "██████          ██  ██████",
            ]
        );
    }

    #[test]
    fn no_two_characters_look_alike_and_each_fills_its_width() {
        for (at, (c, dots, rows)) in GLYPHS.iter().enumerate() {
            assert!(rows.iter().all(|row| *row < 1 << dots), "{c}");
            assert!(GLYPHS.iter().skip(at + 1).all(|(_, _, other)| other != rows), "{c}");
        }
        assert_eq!((width("12:34"), width("1:04:59"), width("")), (34, 46, 0));
    }
}
