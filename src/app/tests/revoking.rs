//! Revoking: what the box named, on `y` alone, and never a neighbour.

use super::*;
use crate::app::model::Leaving;
use crate::domain::{RevokeTarget, Sweep};

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
fn an_endpoint_that_was_given_out_again_behind_the_box_is_spared() {
    let mut model = loaded();
    press(&mut model, "2x");
    let another = Mapping {
        created_at: Some(later(600)),
        ..of_device(3, 1002, 3600)
    };
    let _ = apply_event(&mut model, Event::Mappings(Ok(vec![another])), now());
    assert_eq!(press(&mut model, "y"), []);
    assert!(toast(&model).contains("another mapping by now"), "{}", toast(&model));
}

/// Napter gives endpoints out again: nothing that was done to the mapping before holds for the one that is there now.
#[test]
fn another_mapping_at_the_same_endpoint_is_nobody_s() {
    let mut model = loaded();
    let request = open(&mut model);
    let _ = opened(&mut model, request, 1009, false);
    let mut listed = vec![of_device(1, 1009, 1800), of_device(2, 1002, 200)];
    let _ = apply_event(&mut model, Event::Mappings(Ok(listed.clone())), now());
    press(&mut model, "2");
    model.accesses.table.select(&endpoint(1009));
    press(&mut model, " ");
    model.accesses.table.select(&endpoint(1009));
    assert_eq!((model.accesses.ours().count(), model.accesses.table.marks.len()), (1, 1));
    listed[0] = of_device(3, 1009, 1800);
    let _ = apply_event(&mut model, Event::Mappings(Ok(listed)), now());
    model.settle(now());
    assert_eq!((model.accesses.ours().count(), model.accesses.table.marks.len()), (0, 0));
    let there = model.accesses.get(&endpoint(1009)).unwrap();
    assert_eq!(model.access_row(there, now()).opened_by, None);
    assert_eq!(press(&mut model, "x"), []);
    assert!(
        model.overlays.is_empty() && toast(&model).contains("no row is chosen"),
        "{}",
        toast(&model)
    );
    model.settings.on_quit = OnQuit::Revoke;
    assert_eq!(press(&mut model, "q"), []);
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

fn sweep() -> Event {
    let over = of_device(3, 1003, -5);
    Event::SweepPlanned(Ok(Sweep {
        mappings: vec![RevokeTarget::of(&over, "kiosk-3", None)],
        ..Sweep::default()
    }))
}

/// It comes when the services have answered: the next key may be meant for what was begun meanwhile.
#[test]
fn a_sweep_asks_only_where_no_key_can_be_meant_for_something_else() {
    for keys in ["2x", "2/to", "?", "o"] {
        let mut model = loaded();
        assert_eq!(press(&mut model, "X"), [Effect::PlanSweep]);
        press(&mut model, keys);
        let (_, on_top) = (apply_event(&mut model, sweep(), now()), model.overlay().cloned());
        assert!(toast(&model).contains("X asks"), "{keys}: {}", toast(&model));
        assert!(
            !matches!(on_top, Some(Overlay::Confirm(confirm)) if matches!(confirm.action, ConfirmAction::Sweep(_))),
            "{keys}"
        );
    }
    let mut model = loaded();
    press(&mut model, "X");
    let _ = apply_event(&mut model, sweep(), now());
    assert!(matches!(press(&mut model, "y").as_slice(), [Effect::Sweep(_)]));
}

#[test]
fn leaving_revokes_what_is_still_being_opened_where_it_revokes() {
    let mut model = loaded();
    model.settings.on_quit = OnQuit::Revoke;
    let request = open(&mut model);
    assert_eq!(press(&mut model, "q"), [Effect::Cancel]);
    assert_eq!(model.leaving, Leaving::Waiting);
    let effects = opened(&mut model, request, 1009, false);
    let [Effect::Revoke(targets)] = effects.0.as_slice() else {
        panic!("{effects:?}")
    };
    assert_eq!(targets[0].endpoint, endpoint(1009));
    assert_eq!(model.leaving, Leaving::Waiting, "not before it is gone");
    let (targets, report) = (targets.clone(), RevokeReport::default());
    let _ = apply_event(&mut model, Event::Revoked { targets, report }, now());
    assert_eq!(model.leaving, Leaving::Now);
}

/// The question is asked when it is known what there is to ask about.
#[test]
fn leaving_asks_about_what_is_still_being_opened() {
    let mut model = loaded();
    model.settings.on_quit = OnQuit::Ask;
    let request = open(&mut model);
    assert_eq!(press(&mut model, "q"), []);
    assert_eq!(model.leaving, Leaving::Waiting);
    let _ = opened(&mut model, request, 1009, false);
    assert_eq!(model.leaving, Leaving::No);
    assert!(matches!(press(&mut model, "y").as_slice(), [Effect::Revoke(targets)] if targets[0].endpoint == endpoint(1009)));
    let (targets, report) = (Vec::new(), RevokeReport::default());
    model.accesses.revoking.clear();
    let _ = apply_event(&mut model, Event::Revoked { targets, report }, now());
    assert_eq!(model.leaving, Leaving::Now, "it is asked once");
}

/// It comes when the service has answered: the next key may be meant for what was begun meanwhile.
#[test]
fn the_question_on_leaving_takes_no_key_that_was_meant_for_something_else() {
    let mut model = loaded();
    model.settings.on_quit = OnQuit::Ask;
    let request = open(&mut model);
    press(&mut model, "q/to");
    let _ = opened(&mut model, request, 1009, false);
    assert_eq!((press(&mut model, "ky"), model.leaving), (vec![], Leaving::No));
    assert!(model.overlays.is_empty());
    press(&mut model, "\nq");
    assert!(matches!(press(&mut model, "y").as_slice(), [Effect::Revoke(targets)] if targets[0].endpoint == endpoint(1009)));
}

#[test]
fn what_a_failed_open_left_behind_goes_too_on_leaving() {
    let mut model = loaded();
    model.settings.on_quit = OnQuit::Revoke;
    let request = open(&mut model);
    let result = Err(OpenFailure {
        failure: Failure::new(Kind::Offline, "IS STILL OPEN"),
        left_open: vec![endpoint(1009)],
    });
    let _ = apply_event(&mut model, Event::Opened { request, result }, now());
    // a list that was asked for before does not have it
    let listed = vec![of_device(1, 1001, 1800)];
    let _ = apply_event(&mut model, Event::Mappings(Ok(listed)), now());
    let effects = press(&mut model, "q");
    assert!(
        matches!(&effects[..], [Effect::Revoke(targets), Effect::Cancel] if targets[0].endpoint == endpoint(1009)),
        "{effects:?}"
    );
}

#[test]
fn what_goes_is_not_extended() {
    let mut model = loaded();
    press(&mut model, "2");
    model.accesses.table.select(&endpoint(1002));
    press(&mut model, "e");
    model.accesses.revoking.insert(endpoint(1002));
    assert_eq!(press(&mut model, "\n"), []);
    assert!(toast(&model).contains("is being revoked"), "{}", toast(&model));
}

#[test]
fn a_signal_that_ends_it_revokes_where_leaving_revokes() {
    for (on_quit, revokes) in [(OnQuit::Revoke, 1), (OnQuit::Ask, 0), (OnQuit::Tell, 0)] {
        let mut model = loaded();
        model.settings.on_quit = on_quit;
        model.accesses.known.entry(endpoint(1001)).or_default().ours = true;
        let Effects(effects) = apply_event(&mut model, Event::Terminate, now());
        let revoked = effects.iter().filter(|effect| matches!(effect, Effect::Revoke(_)));
        assert_eq!(revoked.count(), revokes, "{on_quit:?}");
        assert!(model.overlays.is_empty());
    }
}

/// A box that nobody can see is not answered, and nothing is opened or cut behind "terminal too small".
#[test]
fn no_key_acts_on_a_screen_that_is_too_small() {
    let mut model = loaded();
    press(&mut model, "2x");
    let heights = Heights {
        too_small: true,
        ..Heights::default()
    };
    let _ = apply_event(&mut model, Event::Viewport(heights), now());
    assert_eq!(press(&mut model, "y"), []);
    see(&mut model, &[Pane::Devices, Pane::Access]);
    assert!(matches!(model.overlay(), Some(Overlay::Confirm(_))));
    press(&mut model, "n");
    let _ = apply_event(&mut model, Event::Viewport(heights), now());
    assert_eq!(press(&mut model, "Oxy"), []);
    press(&mut model, "q");
    assert_eq!(model.leaving, Leaving::Now);
}

#[test]
fn what_goes_is_neither_opened_nor_used_again() {
    let mut model = loaded();
    let request = open(&mut model);
    press(&mut model, "2");
    model.accesses.table.select(&endpoint(1001));
    let Some(Effect::Revoke(targets)) = press(&mut model, "xy").pop() else {
        panic!()
    };
    // the opening found it open, before it went
    let report = RevokeReport {
        revoked: vec![endpoint(1001)],
        ..RevokeReport::default()
    };
    let _ = apply_event(&mut model, Event::Revoked { targets, report }, now());
    let _ = opened(&mut model, request, 1001, true);
    assert!(toast(&model).contains("revoked meanwhile"), "{}", toast(&model));
    assert_eq!(model.accesses.get(&endpoint(1001)), None);
    // and the other way round
    press(&mut model, "2");
    model.accesses.table.select(&endpoint(1002));
    assert!(matches!(press(&mut model, "xy").as_slice(), [Effect::Revoke(_)]));
    let kiosk = model.devices.slot(&device(2).sim_id).unwrap();
    model.devices.table.select(&kiosk);
    assert_eq!(press(&mut model, "1O"), []);
    assert!(toast(&model).contains("is being revoked"), "{}", toast(&model));
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
