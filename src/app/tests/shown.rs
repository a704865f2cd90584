//! The details of a row, and what keys do to it: to that row and to none other.

use super::*;
use crate::app::effect::Copyable;

/// The endpoint that `y` copies.
fn copied(model: &mut Model) -> Option<Endpoint> {
    match press(model, "y").pop() {
        Some(Effect::Copy(Copyable::Endpoint(endpoint))) => Some(endpoint),
        _ => None,
    }
}

/// A model with the details of the second mapping on top.
fn details() -> Model {
    let mut model = loaded();
    press(&mut model, "2");
    model.accesses.table.select(&endpoint(1002));
    press(&mut model, "\n");
    assert!(matches!(model.overlay(), Some(Overlay::Access(shown)) if *shown == endpoint(1002)));
    model
}

#[test]
fn what_is_opened_meanwhile_takes_no_cursor_that_somebody_uses() {
    let mut model = loaded();
    let request = open(&mut model);
    press(&mut model, "2gj\n");
    let shown = model.accesses.table.selected().cloned().unwrap();
    let _ = opened(&mut model, request, 1009, false);
    assert_eq!(model.accesses.table.selected(), Some(&shown));
    assert_eq!(copied(&mut model), Some(shown), "its details are shown");
    // one who waits for it stands on it
    let mut model = loaded();
    press(&mut model, "2g");
    let request = open(&mut model);
    let _ = opened(&mut model, request, 1009, false);
    assert_eq!(model.accesses.table.selected(), Some(&endpoint(1009)));
}

#[test]
fn a_command_is_for_what_is_shown_wherever_the_cursor_is() {
    let mut model = details();
    model.accesses.table.select(&endpoint(1001));
    assert_eq!(copied(&mut model), Some(endpoint(1002)));
    model.accesses.table.select(&endpoint(1001));
    assert!(press(&mut model, "?copy the endpoint\n").len() == 1, "by the help too");
    assert_eq!(model.accesses.table.selected(), Some(&endpoint(1002)));
    let mut model = details();
    let _ = apply_event(&mut model, Event::Mappings(Ok(vec![of_device(1, 1001, 1800)])), now());
    model.settle(now());
    model.accesses.table.select(&endpoint(1001));
    assert_eq!(copied(&mut model), None);
    assert!(
        toast(&model).starts_with("what is shown here is not among the rows"),
        "{}",
        toast(&model)
    );
}

#[test]
fn what_moves_the_cursor_closes_the_details() {
    let mut model = details();
    press(&mut model, "?move down\n");
    assert!(model.overlays.is_empty(), "{:?}", model.overlays);
}
