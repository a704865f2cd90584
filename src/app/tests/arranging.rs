//! Columns and the border between the panes: what can be chosen, and that it is remembered.

use super::*;
use crate::app::model::Arrangement;
use crate::domain::column::DeviceColumn;
use crate::domain::written::{Assignment, Written};

/// What was remembered, read again.
fn again(text: &str) -> Arrangement {
    let table: toml::Table = text.parse().unwrap();
    let word = |text: &str| Written::new(text, "view.toml:1");
    let values = |value: &toml::Value| match value {
        toml::Value::Array(items) => items.iter().map(|item| word(item.as_str().unwrap())).collect(),
        other => vec![word(&other.to_string())],
    };
    let lines: Vec<Assignment> = table
        .iter()
        .map(|(name, value)| Assignment {
            name: word(name),
            values: values(value),
        })
        .collect();
    Arrangement::remembered(&lines)
}

#[test]
fn what_was_arranged_is_remembered() {
    let mut model = loaded();
    press(&mut model, "CjjjjjG jj jj qq2Cj jj  q+++3C q4Cjjjjj q");
    let arranged = &model.arrangement;
    assert_ne!(*arranged, Arrangement::default());
    assert_eq!(again(&arranged.to_text()), *arranged, "{}", arranged.to_text());
    assert_eq!(again(&Arrangement::default().to_text()), Arrangement::default());
}

#[test]
fn what_another_version_remembered_counts_for_nothing() {
    let text = "left_out_of_devices = [\"Altitude\", \"IMSI\", \"Name\"]\nleft_out_of_moon = [\"x\"]\nlower_pane_percent = 200\n";
    let arranged = again(text);
    assert!(!arranged.shows(Pane::Devices, "IMSI"));
    assert!(arranged.shows(Pane::Devices, "Name"), "what tells rows apart stays");
    assert_eq!(arranged.lower(), None);
}

#[test]
fn the_column_that_tells_rows_apart_stays() {
    let mut model = loaded();
    for (keys, pane, column) in [
        ("2Cj ", Pane::Access, "Device"),
        ("q3Cj ", Pane::Sessions, "Device"),
        ("q4C ", Pane::Audit, "When"),
    ] {
        press(&mut model, keys);
        assert!(model.arrangement.shows(pane, column));
        assert!(toast(&model).contains("this column stays"), "{pane:?}");
        while model.toasts.dismiss() {}
    }
}

#[test]
fn each_pane_has_its_own_columns_and_the_picker_changes_nothing_else() {
    let mut model = loaded();
    assert_eq!(press(&mut model, "CjjOxo\n"), []);
    assert!(!model.arrangement.shows(Pane::Devices, "Group"));
    assert!(model.arrangement.shows(Pane::Access, "Group"));
    press(&mut model, "C");
    assert!(model.overlays.is_empty());
}

#[test]
fn a_zoomed_pane_has_no_border() {
    let mut model = loaded();
    press(&mut model, "z+");
    assert_eq!(model.arrangement.lower(), None);
    assert!(toast(&model).contains("z shows both"));
}

#[test]
fn the_border_moves_whichever_pane_is_below() {
    let mut model = loaded();
    press(&mut model, "3");
    see(&mut model, &[Pane::Devices, Pane::Sessions]);
    press(&mut model, "+");
    assert_eq!(model.arrangement.lower(), Some(55), "it had half");
    press(&mut model, "1+4-");
    assert_eq!(model.arrangement.lower(), Some(45));
}

/// A page may bring a group in the middle of an order by groups: those that are there keep their places beside it.
#[test]
fn a_group_that_comes_late_finds_its_place() {
    let of_group = |number: u64, group: &str| Device {
        group_id: Some(group.into()),
        ..device(number)
    };
    let mut model = Model::new(settings());
    let _ = start(&mut model, now());
    page(&mut model, [of_group(1, "m"), of_group(3, "m"), of_group(5, "z")]);
    model.settle(now());
    press(&mut model, "s");
    while model.devices.column() != DeviceColumn::Group {
        press(&mut model, "s");
    }
    model.settle(now());
    page(&mut model, [of_group(2, "k"), of_group(4, "m"), of_group(6, "a")]);
    let _ = done(&mut model, Ok(()), later(1));
    while model.devices.is_unsettled() {
        model.settle(later(2));
    }
    let order = model.devices.table.order().iter();
    let names: Vec<String> = order
        .filter_map(|slot| Some(model.devices.row(*slot)?.name.to_owned()))
        .collect();
    assert_eq!(names, ["kiosk-6", "kiosk-2", "kiosk-1", "kiosk-3", "kiosk-4", "kiosk-5"]);
}
