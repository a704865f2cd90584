//! Columns left out, the border moved, and the messages of a run.

use super::*;
use crate::app::model::Pane;
use crate::ui::regions;

#[test]
fn columns_are_chosen() {
    for size in [USUAL, SMALL] {
        let mut model = loaded();
        press(&mut model, "2Cjjj j ");
        insta::assert_snapshot!(format!("columns_{}", tag(size)), shot(&mut model, size));
    }
    let mut model = loaded();
    let text = |model: &mut Model| Screen::of(model, true, now(), WIDE).text();
    assert!(text(&mut model).contains("Who and why") && text(&mut model).contains("Sources"));
    press(&mut model, "2Cjjjj j q");
    let without = text(&mut model);
    assert!(
        !without.contains("Who and why") && !without.contains("Sources") && without.contains("Port"),
        "{without}"
    );
    press(&mut model, "Cjjjj q");
    assert!(text(&mut model).contains("Sources"), "it comes back");
}

#[test]
fn each_of_the_lower_panes_has_columns_of_its_own() {
    let mut model = loaded();
    watched(&mut model);
    let text = |model: &mut Model| Screen::of(model, true, now(), WIDE).text();
    for (keys, column) in [("3Cjjjj ", "Started"), ("4Cjjjjj ", "Means")] {
        press(&mut model, &keys[..1]);
        assert!(text(&mut model).contains(column));
        press(&mut model, &keys[1..]);
        insta::assert_snapshot!(
            format!("columns_without_{}", column.to_lowercase()),
            Screen::of(&mut model, true, now(), USUAL).text()
        );
        press(&mut model, "q");
        assert!(!text(&mut model).contains(column), "{column}");
    }
}

#[test]
fn the_pointer_finds_the_row_below_what_is_told_above_it() {
    let mut model = loaded();
    watched(&mut model);
    let failure = Failure::new(Kind::Offline, "no answer from AppStream");
    let _ = apply_event(&mut model, Event::Sessions(Err(failure)), now());
    press(&mut model, "3");
    for size in sizes() {
        let text = Screen::of(&mut model, true, now(), size).text();
        let chosen = model
            .sessions
            .get(model.sessions.table.selected().unwrap())
            .unwrap()
            .session
            .who();
        let y = text
            .lines()
            .position(|line| line.contains('▌') && line.contains(chosen))
            .unwrap();
        let area = ratatui::layout::Rect::new(0, 0, size.0, size.1);
        let at = |y: usize| {
            let at = ratatui::layout::Position::new(5, u16::try_from(y).unwrap());
            regions(area, &model).pointed_at(at, &model)
        };
        assert_eq!(at(y), Some((Pane::Sessions, Some(0))), "{text}");
        assert_eq!(at(y + 1), Some((Pane::Sessions, Some(1))));
        assert_eq!(at(y - 1), Some((Pane::Sessions, None)), "the titles of the columns");
        assert_eq!(at(0), None, "the header");
    }
}

#[test]
fn the_border_between_the_panes_moves() {
    let heights = |keys: &str| {
        let mut model = loaded();
        let area = ratatui::layout::Rect::new(0, 0, 120, 40);
        let _ = shot(&mut model, WIDE);
        press(&mut model, keys);
        let regions = regions(area, &model);
        (regions.devices.unwrap().height, regions.access.unwrap().height)
    };
    let (upper, lower) = heights("");
    let larger = heights("+");
    assert!(larger.0 > upper && larger.0 + larger.1 == upper + lower, "{larger:?}");
    assert!(heights("2++").1 > heights("2+").1);
    assert_eq!(heights("2+-"), heights("1-+"), "there and back");
    assert_eq!(heights("2++="), (upper, lower));
    let (upper, lower) = heights(&"-".repeat(50));
    assert!(upper >= 4 && lower > upper);
}

#[test]
fn the_messages_of_this_run() {
    for size in sizes() {
        let mut model = loaded();
        press(&mut model, "jOssx");
        let failure = Failure::new(Kind::Offline, "could not list mappings: no answer from api.soracom.io");
        let _ = apply_event(&mut model, Event::Mappings(Err(failure)), in_seconds(15));
        let _ = apply_event(&mut model, Event::Mappings(Ok(mappings())), in_seconds(30));
        press(&mut model, "Ljj");
        insta::assert_snapshot!(format!("messages_{}", tag(size)), shot(&mut model, size));
    }
}
