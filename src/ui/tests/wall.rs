//! The wall display as pictures: on a wall, on the screens that a key shows it on, quiet, in other looks, in Japanese.

use jiff::tz::TimeZone;

use super::*;
use crate::domain::session::SessionList;
use crate::domain::{Mapping, WallStart};
use crate::say::{Language, speaking};
use crate::ui::{Glyphs, Look, Theme};

const ON_A_WALL: (u16, u16) = (200, 60);

/// What is open, as it hangs on a wall: nobody may touch it.
fn hanging(mappings: Vec<Mapping>) -> Model {
    let settings = Settings {
        read_only: true,
        wall: WallStart::Always,
        ..settings()
    };
    loaded_with(settings, devices(), mappings)
}

fn alarmed() -> Model {
    let mut model = hanging(mappings());
    busy(&mut model);
    watched(&mut model);
    model
}

/// So many accesses, each to a device of its own.
fn many(count: u32) -> Model {
    let each = |number| {
        mapping(
            number % 20,
            &format!("203.0.113.9:{}", 40_000 + number),
            0,
            600 + i64::from(number),
        )
    };
    hanging((1..=count).map(each).collect())
}

#[test]
fn on_a_wall_and_smaller() {
    for size in [ON_A_WALL, WIDE, USUAL] {
        insta::assert_snapshot!(format!("wall_{}", tag(size)), shot(&mut alarmed(), size));
    }
}

#[test]
fn all_is_quiet() {
    let mut model = hanging(Vec::new());
    let sessions = SessionList {
        sessions: Vec::new(),
        unjoined: None,
    };
    let _ = apply_event(&mut model, Event::Sessions(Ok(sessions)), now());
    insta::assert_snapshot!("wall_quiet", Screen::of(&mut model, true, now(), ON_A_WALL).text());
}

#[test]
fn in_japanese() {
    let text = speaking(Language::Japanese, || Screen::of(&mut alarmed(), true, now(), WIDE).text());
    insta::assert_snapshot!("wall_japanese", text);
}

#[test]
fn before_anything_is_known_it_does_not_say_that_nothing_is_open() {
    let settings = Settings {
        wall: WallStart::Always,
        ..settings()
    };
    let mut model = Model::new(settings);
    let _ = start(&mut model, now());
    for size in [ON_A_WALL, USUAL] {
        let screen = Screen::of(&mut model, true, now(), size).text();
        assert!(
            screen.contains("looking for what is open") && !screen.contains("quiet"),
            "{screen}"
        );
    }
}

#[test]
fn what_does_not_fit_is_counted() {
    for (count, size) in [
        (3, ON_A_WALL),
        (12, ON_A_WALL),
        (40, ON_A_WALL),
        (400, ON_A_WALL),
        (60, USUAL),
        (20, WIDE),
    ] {
        let text = Screen::of(&mut many(count), true, now(), size).text();
        let shown = text.matches("203.0.113.9:4").count();
        let rest = count as usize - shown;
        assert_eq!(
            text.contains(&format!("+{rest} more")),
            rest > 0,
            "{count} at {size:?}: {shown} shown\n{text}"
        );
        assert!(shown > 2, "{count} at {size:?}\n{text}");
    }
}

#[test]
fn other_looks_say_the_same() {
    let of = |look: &Look, size| Screen::looking_as(look, &mut alarmed(), now(), size).text();
    for size in [ON_A_WALL, WIDE, USUAL] {
        let plain = of(&Look::new(true, TimeZone::UTC), size);
        for theme in Theme::names() {
            let look = Look::themed(Theme::shipped(theme), TimeZone::UTC);
            assert_eq!(of(&look, size), plain, "{theme}");
            let ascii = Look {
                glyphs: Glyphs::Ascii,
                ..look
            };
            assert!(of(&ascii, size).is_ascii(), "{}", of(&ascii, size));
        }
        // nothing is told by colour alone
        assert_eq!(of(&Look::new(false, TimeZone::UTC), size), plain);
    }
}

#[test]
fn a_mask_lets_no_name_through() {
    let mut model = alarmed();
    press(&mut model, "M");
    let text = Screen::of(&mut model, true, now(), ON_A_WALL).text();
    for secret in ["kiosk", "203.0.113.52", "4711", "yamada"] {
        assert!(!text.contains(secret), "{secret}\n{text}");
    }
}

#[test]
fn at_any_size_it_tells_how_much_is_open_and_what_is_wrong() {
    for width in (40..=260).step_by(20) {
        for height in (10..=80).step_by(7) {
            let text = Screen::of(&mut alarmed(), true, now(), (width, height)).text();
            assert!(text.contains("LIVE") && text.contains('✗'), "{width}x{height}\n{text}");
            let text = Screen::of(&mut many(30), true, now(), (width, height)).text();
            assert!(
                text.contains("LIVE") && text.contains("! offline while"),
                "{width}x{height}\n{text}"
            );
        }
    }
}
