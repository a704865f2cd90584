//! The screens in Japanese: that they read well, that columns and boxes hold, and that nothing English is left where it is said.

use super::*;
use crate::app::commands::COMMANDS;
use crate::say::{Language, speaking};
use crate::ui::text::width;

fn in_japanese<T>(act: impl FnOnce() -> T) -> T {
    speaking(Language::Japanese, act)
}

/// The screen after these keys, with everything read.
fn screen(keys: &str, size: (u16, u16)) -> String {
    in_japanese(|| {
        let mut model = loaded();
        watched(&mut model);
        press(&mut model, keys);
        Screen::of(&mut model, true, now(), size).text()
    })
}

#[rstest]
#[case("devices", "")]
#[case("access", "2j ")]
#[case("sessions", "3")]
#[case("audit", "4")]
#[case("help", "?")]
#[case("form", "o点検")]
#[case("question", "2x")]
#[case("columns", "2C")]
fn the_panes_and_what_lies_over_them(#[case] name: &str, #[case] keys: &str) {
    insta::assert_snapshot!(format!("japanese_{name}_120x40"), screen(keys, WIDE));
    insta::assert_snapshot!(format!("japanese_{name}_80x24"), screen(keys, USUAL));
}

#[rstest]
#[case("device_details", "\n")]
#[case("access_details", "2\n")]
#[case("session_details", "3\n")]
#[case("entry_details", "4\n")]
#[case("extension", "2jje")]
#[case("launch", "l")]
#[case("filter", "/")]
#[case("messages", "2sSL")]
fn what_is_seldom_looked_at(#[case] name: &str, #[case] keys: &str) {
    insta::assert_snapshot!(format!("japanese_{name}_80x24"), screen(keys, USUAL));
}

#[test]
fn trouble_in_the_first_line() {
    let text = in_japanese(|| {
        let mut model = read_only();
        model.status.mappings_at = Some(in_seconds(-190));
        let failure = Failure::new(Kind::Offline, "could not list mappings: connection refused");
        let _ = apply_event(&mut model, Event::Mappings(Err(failure)), now());
        let notice = Notice::Waiting(Duration::from_secs(90));
        let _ = apply_event(&mut model, Event::Notice(notice), now());
        press(&mut model, "pM");
        Screen::of(&mut model, true, now(), (160, 12)).text()
    });
    let first = text.lines().next().unwrap();
    for word in [
        "デモ",
        "伏せ字",
        "読み取り専用",
        "更新停止中",
        "14:31:30 まで待機",
        "3分前の情報",
        "SORACOM: 接続不可",
    ] {
        assert!(first.contains(word), "{word}: {first}");
    }
    assert!(text.contains("更新を止めました。p で再開します"), "{text}");
}

#[test]
fn commands_are_found_by_japanese_words_and_by_their_english_names() {
    for (typed, found) in [
        ("取り消", Command::Revoke),
        ("revoke", Command::Revoke),
        ("open_now", Command::OpenNow),
    ] {
        let rows = in_japanese(|| {
            let mut model = loaded();
            press(&mut model, "?");
            press(&mut model, typed);
            let Some(Overlay::Help(help)) = model.overlay() else {
                panic!()
            };
            help.rows(&model.keymap)
        });
        assert!(rows.iter().any(|row| row.command == found), "{typed}");
    }
}

#[test]
fn hints_fit_where_they_are_listed() {
    for language in [Language::English, Language::Japanese] {
        speaking(language, || {
            for row in COMMANDS {
                assert!(width(row.hint()) <= 14, "{}", row.hint());
            }
        });
    }
}

#[test]
fn what_is_remembered_of_the_panes_is_in_no_language() {
    let remembered = |language| {
        speaking(language, || {
            let mut model = loaded();
            press(&mut model, "2Cjjjjj ");
            model.arrangement.clone()
        })
    };
    let (english, japanese) = (remembered(Language::English), remembered(Language::Japanese));
    assert_eq!(english, japanese);
    assert!(
        japanese.to_text().contains("left_out_of_access = [\"Who and why\"]"),
        "{}",
        japanese.to_text()
    );
}

#[test]
fn any_size_can_be_drawn() {
    in_japanese(super::inert::anything_on_top_at_any_size);
}
