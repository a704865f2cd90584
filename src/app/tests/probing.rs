//! Probing: which device and port are asked, at most once at a time each, and what is told of the answer.

use super::*;
use crate::domain::probe::{Answered, Probe};

fn answer(ping: bool, port: bool) -> Probe {
    let answered = |ok| Answered {
        ok: Some(ok),
        detail: String::new(),
    };
    Probe {
        ping: answered(ping),
        port: Some((3389, answered(port))),
    }
}

fn ended(model: &mut Model, number: u64, result: Result<Probe, Failure>) -> (Level, String) {
    let sim_id = device(number).sim_id;
    let _ = apply_event(model, Event::Probed { sim_id, result }, now());
    let toast = model.toasts.front().unwrap();
    let told = (toast.level, toast.text.clone());
    while model.toasts.dismiss() {}
    told
}

fn probe(number: u64, port: u16) -> Effect {
    let sim_id = device(number).sim_id;
    Effect::Probe { sim_id, port }
}

#[test]
fn it_asks_each_device_once_at_a_time_and_as_many_as_are_wanted() {
    let mut model = loaded();
    assert_eq!(
        press(&mut model, "tjt"),
        [probe(1, 3389), probe(2, 3389)],
        "nothing is asked first"
    );
    assert_eq!(press(&mut model, "t"), []);
    assert!(toast(&model).contains("kiosk-2 is being probed"), "{}", toast(&model));
    ended(&mut model, 2, Ok(answer(true, true)));
    assert_eq!(press(&mut model, "t"), [probe(2, 3389)]);
    assert!(model.probes.is_under_way(&device(1).sim_id));
}

#[test]
fn on_a_mapping_it_tries_the_port_that_this_one_leads_to() {
    let mut model = loaded();
    let ssh = Mapping {
        device_port: 22,
        ..of_device(2, 1002, 200)
    };
    let _ = apply_event(&mut model, Event::Mappings(Ok(vec![ssh])), now());
    model.settle(now());
    assert_eq!(press(&mut model, "2gt"), [probe(2, 22)]);
}

#[test]
fn it_tells_what_answered_and_when_to_wake_the_device() {
    let mut model = loaded();
    let (level, told) = ended(&mut model, 1, Ok(answer(true, true)));
    assert!(
        level == Level::Good && told.starts_with("kiosk-1 answers") && !told.contains("wake"),
        "{told}"
    );
    let (level, told) = ended(&mut model, 1, Ok(answer(false, false)));
    assert!(
        level == Level::Warning && told.starts_with("kiosk-1 does NOT answer") && told.contains("wake"),
        "{told}"
    );
    let (level, told) = ended(&mut model, 1, Err(Failure::new(Kind::Forbidden, "no permission")));
    assert!(
        level == Level::Bad && told.starts_with("kiosk-1 was not probed: no permission"),
        "{told}"
    );
    assert!(model.probes.last(&device(1).sim_id).unwrap().result.is_err());
}

#[test]
fn read_only_does_not_forbid_it_as_the_verb_does_not() {
    let mut model = loaded();
    model.settings.read_only = true;
    assert_eq!(press(&mut model, "t"), [probe(1, 3389)]);
}

#[test]
fn the_age_of_the_answer_is_counted_while_it_is_shown_and_only_then() {
    let mut model = loaded();
    ended(&mut model, 3, Ok(answer(true, true)));
    see(&mut model, &[Pane::Devices]);
    model.paused = true;
    model.shown(now());
    assert_eq!(next_wake(&model, now()), None);
    press(&mut model, "jj\n");
    while model.toasts.dismiss() {}
    assert_eq!(next_wake(&model, now()), Some(later(60)), "it will be a minute old");
    model.changed = false;
    let _ = tick(&mut model, later(59));
    assert!(!model.changed);
    let _ = tick(&mut model, later(60));
    assert!(model.changed);
}
