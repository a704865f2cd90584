//! Text in display cells: made inert, measured, cut, padded and wrapped. The only place that measures text.

use std::borrow::Cow;

use ratatui::buffer::CellWidth;
use unicode_segmentation::UnicodeSegmentation;

/// What stands for a character that must not reach the terminal.
const INERT: char = '·';

/// The longest grapheme that is let through, in characters: enough for flags and accents, too short for stacked marks.
const LONGEST_GRAPHEME: usize = 4;

/// The text without anything that could act on the terminal or hide: control characters, escape, bidirectional
/// overrides, zero-width and other invisible characters. Names and tags come from outside.
pub fn inert(text: &str) -> Cow<'_, str> {
    let tame = |grapheme: &str| {
        !grapheme.chars().any(acts) && grapheme.cell_width() > 0 && grapheme.chars().nth(LONGEST_GRAPHEME).is_none()
    };
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) || text.graphemes(true).all(tame) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for grapheme in text.graphemes(true) {
        if tame(grapheme) {
            out.push_str(grapheme);
        } else if grapheme.chars().any(acts) {
            out.extend(grapheme.chars().map(|c| if acts(c) { INERT } else { c }));
        } else {
            out.push(grapheme.chars().next().filter(|c| width(c.encode_utf8(&mut [0; 4])) > 0).unwrap_or(INERT));
        }
    }
    Cow::Owned(out)
}

fn acts(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180e}'
            | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
            | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// How many cells the text takes.
pub fn width(text: &str) -> usize {
    text.graphemes(true).map(|grapheme| usize::from(grapheme.cell_width())).sum()
}

/// The inert text in at most so many cells; what is cut ends in `…`.
pub fn fit(text: &str, cells: usize) -> String {
    let text = inert(text);
    if width(&text) <= cells {
        return text.into_owned();
    }
    let Some(room) = cells.checked_sub(1) else {
        return String::new();
    };
    let mut out = head(&text, room).to_owned();
    out.push('…');
    out
}

/// The inert text in exactly so many cells.
pub fn pad(text: &str, cells: usize) -> String {
    let mut out = fit(text, cells);
    out.extend(std::iter::repeat_n(' ', cells.saturating_sub(width(&out))));
    out
}

/// The same, set to the right.
pub fn pad_left(text: &str, cells: usize) -> String {
    let out = fit(text, cells);
    format!("{}{out}", " ".repeat(cells.saturating_sub(width(&out))))
}

/// As much of the beginning as fits into so many cells, cut between graphemes.
pub fn head(text: &str, cells: usize) -> &str {
    let mut used = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        used += usize::from(grapheme.cell_width());
        if used > cells {
            return &text[..at];
        }
    }
    text
}

/// As much of the end as fits into so many cells.
pub fn tail(text: &str, cells: usize) -> &str {
    let mut used = 0;
    for (at, grapheme) in text.grapheme_indices(true).rev() {
        used += usize::from(grapheme.cell_width());
        if used > cells {
            return &text[at + grapheme.len()..];
        }
    }
    text
}

/// The inert text in lines that fill the width, cut wherever it ends: for text that is selected with the mouse.
pub fn wrap_hard(text: &str, cells: usize) -> Vec<String> {
    let text = inert(text);
    let mut rest = text.as_ref();
    let mut lines = Vec::new();
    while !rest.is_empty() {
        let line = head(rest, cells);
        if line.is_empty() {
            break;
        }
        lines.push(line.to_owned());
        rest = &rest[line.len()..];
    }
    lines
}

/// The inert text in lines of whole words; a word that is longer than a line is cut.
pub fn wrap(text: &str, cells: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    if cells == 0 {
        return lines;
    }
    for word in inert(text).split(' ').filter(|word| !word.is_empty()) {
        match lines.last_mut() {
            Some(line) if width(line) + 1 + width(word) <= cells => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.extend(wrap_hard(word, cells)),
        }
    }
    lines
}

/// The inert text in at most so many lines; what is cut ends in `…`.
pub fn wrap_to(text: &str, cells: usize, most: usize) -> Vec<String> {
    let mut lines = wrap(text, cells);
    if lines.len() > most {
        let rest = lines.split_off(most.saturating_sub(1)).join(" ");
        lines.push(fit(&rest, cells));
        lines.truncate(most);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_acts_on_a_terminal_is_shown_as_a_dot() {
        assert_eq!(inert("kiosk-1"), "kiosk-1");
        assert_eq!(inert("キオスク・ｶﾞ 1"), "キオスク・ｶﾞ 1");
        assert_eq!(inert("a\u{1b}[31mb"), "a·[31mb");
        assert_eq!(inert("a\tb\r\nc"), "a·b··c");
        assert_eq!(inert("txt\u{202e}exe"), "txt·exe");
        assert_eq!(inert("a\u{200b}b\u{feff}"), "a·b·");
        assert_eq!(inert("\u{301}x"), "·x");
        assert_eq!(inert(&format!("e{}", "\u{301}".repeat(40))), "e");
    }

    #[test]
    fn cells_are_counted_as_terminals_do() {
        assert_eq!((width("abc"), width("日本"), width("ｶﾞ"), width("é")), (3, 4, 2, 1));
    }

    #[test]
    fn text_is_cut_between_graphemes_and_never_exceeds_its_cells() {
        assert_eq!(fit("日本語", 6), "日本語");
        assert_eq!(fit("日本語", 5), "日本…");
        assert_eq!(fit("日本語", 4), "日…");
        assert_eq!(fit("ｷｵｽｸｶﾞ", 5), "ｷｵｽｸ…");
        assert_eq!(fit("abc", 0), "");
        assert_eq!(pad("日本語", 4), "日… ");
        assert_eq!(pad_left("7", 3), "  7");
        assert_eq!((head("日本", 3), tail("日本", 3)), ("日", "本"));
    }

    #[test]
    fn lines() {
        assert_eq!(wrap_hard("abcdef", 4), ["abcd", "ef"]);
        assert_eq!(wrap_hard("日本語", 3), ["日", "本", "語"]);
        assert!(wrap_hard("日本語", 1).is_empty());
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap_to("one two three four", 7, 2), ["one two", "three…"]);
    }
}
