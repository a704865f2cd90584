//! Revoking: what the box named, on `y` alone, and never a neighbour.

use super::*;

#[test]
fn a_revoke_takes_what_the_box_named_whatever_the_cursor_is_on_by_then() {
    let mut model = loaded();
    press(&mut model, "2x");
    let Some(Overlay::Confirm(confirm)) = model.overlay() else {
        panic!()
    };
    let named = confirm.action.targets()[0].endpoint.clone();
    assert_eq!(named, endpoint(1002), "the soonest to end comes first");
    let listed = vec![of_device(1, 1001, 1800), of_device(3, 1003, 60), of_device(2, 1002, 200)];
    let _ = apply_event(&mut model, Event::Mappings(Ok(listed)), now());
    let effects = press(&mut model, "y");
    assert!(matches!(effects.as_slice(), [Effect::Revoke(targets)] if targets.len() == 1 && targets[0].endpoint == named));
    assert_eq!(press(&mut model, "x"), [], "it is being revoked already");
    assert!(model.overlays.is_empty());
}

#[test]
fn only_y_says_yes() {
    let mut model = loaded();
    press(&mut model, "2x");
    assert_eq!(press(&mut model, "x \nqjoO"), []);
    assert!(
        matches!(model.overlay(), Some(Overlay::Confirm(_))),
        "no other key closes the box"
    );
    let ctrl_y = apply_input(&mut model, Input::Key(Chord::ctrl('y')), now());
    assert_eq!(ctrl_y, Effects::none());
    press(&mut model, "n");
    assert!(model.overlays.is_empty());
}

#[test]
fn marks_are_revoked_together_and_survive_a_reload() {
    let mut model = loaded();
    press(&mut model, "2  ");
    assert_eq!(model.accesses.table.marks.len(), 2);
    let listed = vec![of_device(2, 1002, 200), of_device(1, 1001, 1800)];
    let _ = apply_event(&mut model, Event::Mappings(Ok(listed)), now());
    press(&mut model, "x");
    let Some(Overlay::Confirm(confirm)) = model.overlay() else {
        panic!()
    };
    assert_eq!(confirm.action.targets().len(), 2);
}

#[test]
fn a_vanished_row_is_not_its_neighbour() {
    let mut model = loaded();
    press(&mut model, "2");
    let _ = apply_event(&mut model, Event::Mappings(Ok(vec![of_device(1, 1001, 1800)])), now());
    assert_eq!(press(&mut model, "x"), []);
    assert!(
        model.overlays.is_empty() && toast(&model).contains("no row is chosen"),
        "{}",
        toast(&model)
    );
}

#[test]
fn read_only_forbids_every_command_that_writes() {
    for row in COMMANDS.iter().filter(|row| row.writes) {
        for pane in Pane::ALL {
            let mut model = loaded();
            model.settings.read_only = true;
            model.focus = *pane;
            let effects = apply_command(&mut model, row.command, now());
            assert_eq!(effects, Effects::none(), "{:?}", row.command);
            assert!(
                model.overlays.is_empty() && toast(&model).starts_with("read-only"),
                "{:?}",
                row.command
            );
        }
    }
}
