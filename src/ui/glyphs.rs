//! Frames and marks on terminals that lack them: after everything is drawn, each of the program's own signs becomes one of ASCII.

use ratatui::buffer::{Buffer, CellDiffOption, CellWidth};

/// What may reach the terminal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Glyphs {
    /// Everything.
    #[default]
    Unicode,
    /// Text as it is, but frames and marks in ASCII.
    AsciiMarks,
    /// ASCII alone: what else a text has is shown as `?`.
    Ascii,
}

/// The program's own signs, each with what stands for it.
const SIGNS: &[(&str, &str)] = &[
    ("╭╮╰╯┌┐└┘├┤┬┴┼", "+"),
    ("─—", "-"),
    ("━", "="),
    ("│▏", "|"),
    ("┃█", "#"),
    ("▌›▸→", ">"),
    ("‹◂←", "<"),
    ("▴↑", "^"),
    ("▾↓", "v"),
    ("●✓", "+"),
    ("○", "-"),
    ("✗", "x"),
    ("·•", "."),
    ("…", "~"),
];

/// Makes everything that was drawn fit for such a terminal.
pub fn narrow(buffer: &mut Buffer, glyphs: Glyphs) {
    if glyphs == Glyphs::Unicode {
        return;
    }
    let area = buffer.area;
    for y in area.y..area.bottom() {
        for x in area.x..area.right() {
            let symbol = buffer[(x, y)].symbol();
            if symbol.is_ascii() {
                continue;
            }
            let sign = SIGNS.iter().find(|(signs, _)| signs.contains(symbol));
            match (sign, glyphs) {
                (Some((_, ascii)), _) => {
                    buffer[(x, y)].set_symbol(ascii);
                }
                (None, Glyphs::Ascii) => unknown(buffer, x, y),
                (None, _) => {}
            }
        }
    }
}

/// A wide character becomes as many signs as it had cells.
fn unknown(buffer: &mut Buffer, x: u16, y: u16) {
    let style = buffer[(x, y)].style();
    let end = x.saturating_add(buffer[(x, y)].cell_width().max(1)).min(buffer.area.right());
    for covered in x..end {
        buffer[(covered, y)]
            .set_symbol("?")
            .set_style(style)
            .set_diff_option(CellDiffOption::None);
    }
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    use super::*;
    use crate::ui::text;

    fn narrowed(shown: &str, glyphs: Glyphs) -> String {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 12, 1));
        text::put(&mut buffer, 0, 0, shown, 12, Style::new());
        narrow(&mut buffer, glyphs);
        buffer.content().iter().map(|cell| cell.symbol()).collect::<String>()
    }

    #[test]
    fn every_sign_keeps_its_one_cell() {
        for (signs, ascii) in SIGNS {
            assert!(ascii.len() == 1 && ascii.is_ascii());
            assert!(signs.chars().all(|sign| text::width(&sign.to_string()) == 1), "{signs}");
        }
    }

    #[test]
    fn text_is_left_alone_unless_the_terminal_has_ascii_alone() {
        assert_eq!(narrowed("│● 日本 é…", Glyphs::Unicode).trim_end(), "│● 日 本  é…");
        assert_eq!(narrowed("│● 日本 é…", Glyphs::AsciiMarks).trim_end(), "|+ 日 本  é~");
        assert_eq!(narrowed("│● 日本 é…", Glyphs::Ascii), "|+ ???? ?~  ");
    }
}
