//! The same screen in other looks: themes, ASCII, without motion, with the user's own keys.

use jiff::tz::TimeZone;

use super::*;
use crate::app::rebind::rebound;
use crate::domain::written::{Assignment, Written};
use crate::ui::{Glyphs, Look, Theme};

fn look(theme: &str) -> Look {
    Look::themed(Theme::shipped(theme), TimeZone::UTC)
}

fn shown(look: &Look, model: &mut Model, size: (u16, u16)) -> Screen {
    Screen::looking_as(look, model, now(), size)
}

/// The usual states, each by the keys that lead to it.
const STATES: [&str; 8] = ["", "2j ", "o点検", "\n", "2\n", "x", "?", "/kiosk"];

fn state(keys: &str) -> Model {
    let mut model = loaded();
    press(&mut model, keys);
    model
}

#[test]
fn themes() {
    for theme in Theme::names().filter(|theme| *theme != "ansi") {
        let screen = shown(&look(theme), &mut state("2j x"), USUAL);
        insta::assert_snapshot!(format!("theme_{theme}"), screen.with_styles());
    }
}

#[test]
fn a_theme_changes_no_text() {
    for keys in STATES {
        let plain = shown(&look("no such theme"), &mut state(keys), WIDE).text();
        for theme in Theme::names() {
            assert_eq!(shown(&look(theme), &mut state(keys), WIDE).text(), plain, "{theme} {keys:?}");
        }
    }
}

#[test]
fn ascii_alone_reaches_a_terminal_that_has_nothing_else() {
    let ascii = Look {
        glyphs: Glyphs::Ascii,
        ..look("ansi")
    };
    for keys in STATES {
        for size in sizes() {
            let text = shown(&ascii, &mut state(keys), size).text();
            assert!(text.is_ascii(), "{keys:?}\n{text}");
        }
    }
}

#[test]
fn ascii_marks_leave_the_names_alone() {
    let marks = Look {
        glyphs: Glyphs::AsciiMarks,
        ..look("ansi")
    };
    let screen = shown(&marks, &mut state(""), USUAL);
    let foreign: String = screen.text().chars().filter(|c| !c.is_ascii()).collect();
    let names = devices().iter().map(|device| device.name.clone()).collect::<String>() + "店舗印刷できないとの問い合わせ";
    assert!(
        foreign.contains('店') && foreign.chars().all(|c| names.contains(c)),
        "{foreign}"
    );
    insta::assert_snapshot!("ascii_marks", screen.text());
}

#[test]
fn without_motion_only_digits_change_in_a_second() {
    let still = Look {
        motion: false,
        ..look("ansi")
    };
    let mut model = state("2");
    let before = shown(&still, &mut model, WIDE).text();
    let after = Screen::looking_as(&still, &mut model, in_seconds(1), WIDE).text();
    assert_ne!(before, after, "the countdowns go on");
    let changed = before.chars().zip(after.chars()).filter(|(before, after)| before != after);
    for (before, after) in changed {
        assert!(before.is_ascii_digit() && after.is_ascii_digit(), "{before} became {after}");
    }
    assert!(!before.contains('━'));
    assert!(shown(&look("ansi"), &mut model, WIDE).text().contains('━'));
}

#[test]
fn hints_and_help_show_the_users_own_keys() {
    let word = |text: &str| Written::new(text, "keymap.toml:1");
    let line = |name: &str, keys: &[&str]| Assignment {
        name: word(name),
        values: keys.iter().map(|key| word(key)).collect(),
    };
    let mut model = state("");
    model.keymap = rebound(&[line("open", &["F5"]), line("filter", &[]), line("help", &["F1", "h"])]).unwrap();
    let text = shown(&look("ansi"), &mut model, USUAL).text();
    assert!(text.contains("F5 open") && text.contains("F1 help"), "{text}");
    assert!(!text.contains(" filter"), "what has no key is no hint\n{text}");
    press(&mut model, "h");
    let text = shown(&look("ansi"), &mut model, WIDE).text();
    assert!(
        text.contains("           filter"),
        "it is in the palette all the same\n{text}"
    );
    press(&mut model, "type to search");
    let text = shown(&look("ansi"), &mut model, WIDE).text();
    assert!(text.contains("F1 h       help"), "{text}");
}
