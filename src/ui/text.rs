//! Text in display cells: made inert, measured, cut, padded and wrapped. The only place that measures text.

use std::borrow::Cow;
use std::num::NonZeroU16;

use ratatui::buffer::{Buffer, CellDiffOption, CellWidth};
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::mask::masked;

/// What stands for a character that must not reach the terminal.
const INERT: &str = "·";

/// The longest grapheme that is let through, in characters: enough for flags and accents, too short for stacked marks.
const LONGEST_GRAPHEME: usize = 4;

/// The text without anything that could act on the terminal or hide: control characters, escape, bidirectional
/// overrides, zero-width and other invisible characters. Names and tags come from outside. A mask in force applies first.
pub fn inert(text: &str) -> Cow<'_, str> {
    match masked(text) {
        Cow::Borrowed(text) => tamed(text),
        Cow::Owned(text) => Cow::Owned(tamed(&text).into_owned()),
    }
}

fn tamed(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return Cow::Borrowed(text);
    }
    if text.contains(acts) {
        return Cow::Owned(tamed(&text.replace(acts, INERT)).into_owned());
    }
    let is_tame = |grapheme: &str| cells_of(grapheme) > 0 && grapheme.chars().nth(LONGEST_GRAPHEME).is_none();
    if graphemes(text).all(is_tame) {
        return Cow::Borrowed(text);
    }
    let start = |grapheme: &str| grapheme.chars().next().map_or(0, char::len_utf8);
    let tame = |grapheme| match grapheme {
        _ if is_tame(grapheme) => grapheme,
        _ => Some(&grapheme[..start(grapheme)])
            .filter(|start| width(start) > 0)
            .unwrap_or(INERT),
    };
    Cow::Owned(text.graphemes(true).map(tame).collect())
}

/// Whether a character could act on the terminal, or hide or reorder what stands around it.
pub fn acts(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180e}'
            | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
            | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// The cells of a grapheme. The voiced marks of half-width kana take a cell of their own on every terminal, but whether
/// they do in a table of widths depends on its version.
fn cells_of(grapheme: &str) -> usize {
    let mut characters = grapheme.chars();
    if let (Some(only), None) = (characters.next(), characters.next())
        && joins_none(only)
    {
        return if only.is_ascii() { 1 } else { 2 };
    }
    let is_mark = |c: &char| matches!(c, '\u{ff9e}' | '\u{ff9f}');
    match grapheme.chars().filter(is_mark).count() {
        0 => grapheme.width(),
        marks => grapheme.chars().filter(|c| !is_mark(c)).collect::<String>().width() + marks,
    }
}

/// How many cells the text takes.
pub fn width(text: &str) -> usize {
    graphemes(text).map(cells_of).sum()
}

/// The graphemes of a text. Nearly all are a character that joins with none of its kind: those need no tables.
fn graphemes(mut text: &str) -> impl Iterator<Item = &str> {
    std::iter::from_fn(move || {
        let mut ahead = text.chars();
        let first = ahead.next()?;
        let ends = joins_none(first) && ahead.next().is_none_or(joins_none);
        let end = match ends {
            true => first.len_utf8(),
            false => text.graphemes(true).next()?.len(),
        };
        let (grapheme, rest) = text.split_at(end);
        text = rest;
        Some(grapheme)
    })
}

/// Whether a character is a grapheme of its own beside any other such: ASCII that can be seen, kana, the usual kanji.
fn joins_none(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | '\u{30fc}' | '\u{4e00}'..='\u{9fff}')
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
    let (mut used, mut at) = (0, 0);
    for grapheme in graphemes(text) {
        used += cells_of(grapheme);
        if used > cells {
            return &text[..at];
        }
        at += grapheme.len();
    }
    text
}

/// As much of the end as fits into so many cells.
pub fn tail(text: &str, cells: usize) -> &str {
    let mut used = 0;
    for (at, grapheme) in text.grapheme_indices(true).rev() {
        used += cells_of(grapheme);
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

/// The inert text in lines of whole words; a word that is longer than a line is cut. Wide characters are written without spaces
/// between words: among them a line ends wherever it may.
pub fn wrap(text: &str, cells: usize) -> Vec<String> {
    wrapped(text, cells).into_iter().map(|(_, line)| line).collect()
}

/// The same, each line with what was left out in front of it: a space, or nothing.
fn wrapped(text: &str, cells: usize) -> Vec<(&'static str, String)> {
    let mut lines: Vec<(&'static str, String)> = Vec::new();
    if cells == 0 {
        return lines;
    }
    for word in inert(text).split(' ').filter(|word| !word.is_empty()) {
        for (at, piece) in pieces(word).into_iter().enumerate() {
            let gap = if at == 0 { " " } else { "" };
            match lines.last_mut() {
                Some((_, line)) if width(line) + gap.len() + width(piece) <= cells => {
                    line.push_str(gap);
                    line.push_str(piece);
                }
                _ => {
                    let gaps = std::iter::once(gap).chain(std::iter::repeat(""));
                    lines.extend(gaps.zip(wrap_hard(piece, cells)));
                }
            }
        }
    }
    lines
}

/// A word's parts between which a line may end: before and after a wide character, but a line begins with nothing that closes
/// and ends with nothing that opens.
fn pieces(word: &str) -> Vec<&str> {
    const CLOSES: &str = "、。，．・：；！？」』）】〉》］ー…々ぁぃぅぇぉっゃゅょァィゥェォッャュョ)]},.:;!?";
    const OPENS: &str = "「『（【〈《［([{";
    let mut pieces = Vec::new();
    let mut from = 0;
    let mut before: Option<&str> = None;
    for (at, grapheme) in word.grapheme_indices(true) {
        let may_end = |before: &str| {
            let beside_wide = cells_of(before) > 1 || cells_of(grapheme) > 1;
            beside_wide && !CLOSES.contains(grapheme) && !OPENS.contains(before)
        };
        if before.is_some_and(may_end) {
            pieces.push(&word[from..at]);
            from = at;
        }
        before = Some(grapheme);
    }
    pieces.push(&word[from..]);
    pieces
}

/// The inert text in at most so many lines; what is cut ends in `…`.
pub fn wrap_to(text: &str, cells: usize, most: usize) -> Vec<String> {
    let mut lines = wrapped(text, cells);
    if lines.len() > most {
        let rest = lines.split_off(most.saturating_sub(1)).into_iter();
        let rest: String = rest.flat_map(|(gap, line)| [gap.to_owned(), line]).collect();
        lines.push(("", fit(rest.trim_start(), cells)));
        lines.truncate(most);
    }
    lines.into_iter().map(|(_, line)| line).collect()
}

/// Writes a text into at most so many cells; gives the first column behind it. The text is inert by then.
pub fn put(buffer: &mut Buffer, x: u16, y: u16, text: impl AsRef<str>, cells: usize, style: Style) -> u16 {
    let end = buffer
        .area
        .right()
        .min(x.saturating_add(u16::try_from(cells).unwrap_or(u16::MAX)));
    let mut at = x;
    let graphemes = graphemes(text.as_ref()).flat_map(sound_marks_apart);
    for grapheme in graphemes.filter(|grapheme| !grapheme.contains(char::is_control)) {
        let Some(wide) = u16::try_from(cells_of(grapheme)).ok().and_then(NonZeroU16::new) else {
            continue;
        };
        if y >= buffer.area.bottom() || at + wide.get() > end {
            break;
        }
        let cell = &mut buffer[(at, y)];
        cell.set_symbol(grapheme).set_style(style);
        if cell.cell_width() != wide.get() {
            cell.set_diff_option(CellDiffOption::ForcedWidth(wide));
        }
        for covered in at + 1..at + wide.get() {
            buffer[(covered, y)].reset();
        }
        at += wide.get();
    }
    at
}

/// The half-width sound marks stand in a cell of their own, as terminals have them; a cell with both could not be cleared.
fn sound_marks_apart(grapheme: &str) -> impl Iterator<Item = &str> {
    let at = grapheme.find(['\u{ff9e}', '\u{ff9f}']).filter(|at| *at > 0);
    let (base, mark) = grapheme.split_at(at.unwrap_or(grapheme.len()));
    [base, mark].into_iter().filter(|part| !part.is_empty())
}

/// Writes the parts of a line, one after the other.
pub fn put_line(buffer: &mut Buffer, x: u16, y: u16, line: &Line<'_>, cells: u16) {
    let end = x.saturating_add(cells);
    let mut at = x;
    for span in &line.spans {
        let style = line.style.patch(span.style);
        at = put(buffer, at, y, &span.content, usize::from(end.saturating_sub(at)), style);
    }
}

/// Empties an area, and with it the wide characters to its left that reach into it.
pub fn clear(buffer: &mut Buffer, area: Rect) {
    let area = area.intersection(buffer.area);
    for y in area.y..area.bottom() {
        for x in area.x.saturating_sub(2).max(buffer.area.x)..area.x {
            if x + buffer[(x, y)].cell_width() > area.x {
                buffer[(x, y)].set_symbol(" ").set_diff_option(CellDiffOption::None);
            }
        }
        for x in area.x..area.right() {
            buffer[(x, y)].reset();
        }
    }
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
        assert_eq!(inert("\u{11a33}\u{180b}"), "··");
        assert_eq!(inert(&format!("e{}", "\u{301}".repeat(40))), "e");
    }

    proptest::proptest! {
        #[test]
        fn the_short_way_to_graphemes_leads_to_the_same(
            text in "(\\PC|[ -~ぁ-んァ-ヺー一-龠]|[e\u{301}\u{3099}ｶﾞ\u{200d}\u{fe0f}👩🇯🇵\u{600}\u{915}\u{94d}\r\n]){0,12}",
        ) {
            let (short, long): (Vec<&str>, Vec<&str>) = (graphemes(&text).collect(), text.graphemes(true).collect());
            proptest::prop_assert_eq!(&short, &long);
            for grapheme in long.into_iter().filter(|grapheme| grapheme.chars().all(joins_none)) {
                proptest::prop_assert_eq!(cells_of(grapheme), grapheme.width());
            }
        }

        #[test]
        fn no_text_acts_on_a_terminal(text in proptest::prelude::any::<String>(), cells in 0usize..60) {
            let tame = inert(&text);
            proptest::prop_assert!(!tame.chars().any(acts), "{:?}", tame);
            proptest::prop_assert_eq!(inert(&tame), tame.as_ref(), "it is inert already");
            proptest::prop_assert!(width(&fit(&text, cells)) <= cells);
            for line in wrap(&text, cells).iter().chain(&wrap_hard(&text, cells)) {
                proptest::prop_assert!(width(line) <= cells && !line.chars().any(acts));
            }
        }
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
        assert_eq!(wrap_to("one two three four", 7, 2), ["one two", "three …"]);
        assert_eq!(wrap_to("abcdefgh", 3, 2), ["abc", "de…"]);
    }

    #[test]
    fn wide_text_ends_a_line_where_it_may() {
        assert_eq!(wrap("この SIM では開けます", 12), ["この SIM で", "は開けます"]);
        assert_eq!(
            wrap("行を開きます。次", 12),
            ["行を開きま", "す。次"],
            "no line begins with a full stop"
        );
        assert_eq!(wrap("上の「下」", 6), ["上の", "「下」"], "none ends with what opens");
        assert_eq!(wrap("API(v1)を見る", 8), ["API(v1)", "を見る"], "other words stay whole");
        assert_eq!(wrap_to("開きます 閉じます", 8, 1), ["開きま…"]);
        assert_eq!(wrap_to("ab 開きます 閉じます", 8, 2), ["ab 開き", "ます 閉…"]);
    }

    #[test]
    fn half_width_marks_take_the_cell_that_terminals_give_them() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 6, 1));
        assert_eq!(put(&mut buffer, 0, 0, "ｶﾞx", 6, Style::new()), 3);
        let symbols: Vec<&str> = (0..3).map(|x| buffer[(x, 0)].symbol()).collect();
        assert_eq!(symbols, ["ｶ", "\u{ff9e}", "x"]);
        assert!((0..3).all(|x| buffer[(x, 0)].cell_width() == 1));
        assert_eq!(
            put(&mut buffer, 4, 0, "日本", 6, Style::new()),
            6,
            "what does not fit is left out"
        );
    }

    #[test]
    fn a_box_leaves_no_half_of_a_wide_character_beside_it() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 6, 1));
        put(&mut buffer, 0, 0, "日本語", 6, Style::new());
        clear(&mut buffer, Rect::new(3, 0, 2, 1));
        let symbols: String = buffer.content().iter().map(|cell| cell.symbol()).collect();
        assert_eq!(symbols, "日    ".replacen("日", "日 ", 1));
    }
}
