//! Columns and the border between the panes: what can be chosen, and that it is remembered.

use super::*;
use crate::app::model::Arrangement;
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
