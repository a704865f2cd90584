//! Pictures of extending, opening again and probing.

use super::*;
use crate::domain::probe::{Answered, Probe};

#[test]
fn the_details_of_a_device_that_was_probed() {
    let answered = |ok: bool, detail: &str| Answered {
        ok: Some(ok),
        detail: detail.into(),
    };
    let mut model = loaded();
    let sim_id = SimId("8981100000000000001".into());
    let slot = model.devices.slot(&sim_id).unwrap();
    model.devices.table.select(&slot);
    press(&mut model, "t\n");
    let probing = Screen::of(&mut model, true, now(), USUAL).text();
    assert!(probing.contains("Probe           probing…"), "{probing}");
    let result = Ok(Probe {
        ping: answered(false, "3 packets transmitted, 0 received, 100% packet loss"),
        port: Some((3389, answered(false, ""))),
    });
    let _ = apply_event(&mut model, Event::Probed { sim_id, result }, in_seconds(-200));
    insta::assert_snapshot!("probed_80x24", shot(&mut model, USUAL));
}

#[test]
fn an_extension() {
    for size in sizes() {
        let mut model = loaded();
        model.accesses.table.select(&"203.0.113.52:52011".parse().unwrap());
        press(&mut model, "2e");
        insta::assert_snapshot!(format!("extension_{}", tag(size)), shot(&mut model, size));
    }
    let mut model = loaded();
    model.accesses.table.select(&"203.0.113.52:52011".parse().unwrap());
    press(&mut model, "2e9\n");
    insta::assert_snapshot!("extension_problem_60x16", shot(&mut model, SMALL));
}

#[test]
fn a_question_whether_to_open_again() {
    let mut model = loaded();
    model.accesses.table.select(&"203.0.113.52:52014".parse().unwrap());
    press(&mut model, "2e");
    insta::assert_snapshot!("reopen_80x24", shot(&mut model, USUAL));
}

/// All devices are marked, and the question is on the screen.
fn asked_for_all() -> Model {
    let mut model = loaded();
    press(&mut model, "*O");
    model
}

#[test]
fn a_question_whether_to_open_to_many() {
    for size in sizes() {
        insta::assert_snapshot!(format!("open_all_{}", tag(size)), shot(&mut asked_for_all(), size));
    }
    let mut model = loaded();
    press(&mut model, "*o");
    insta::assert_snapshot!("open_all_form_80x24", shot(&mut model, USUAL));
}

#[test]
fn many_on_their_way() {
    let mut model = asked_for_all();
    press(&mut model, "y");
    // marks and openings have no order: always the same one fails
    let sim_id = model.accesses.opening.iter().map(|(sim_id, _)| sim_id.clone()).min().unwrap();
    model
        .accesses
        .unopened
        .insert(sim_id.clone(), "the SIM has enough mappings".into());
    model.accesses.opening.retain(|(id, _)| *id != sim_id);
    for size in sizes() {
        insta::assert_snapshot!(format!("opening_all_{}", tag(size)), shot(&mut model, size));
    }
}
