//! Many at once: one question, a few at a time, each with its own result.

use super::*;
use crate::app::model::Confirm;
use crate::domain::access::{Left, Remainder};
use crate::domain::{OpenRequest, RevokeTarget};

/// Nine devices, the last of them offline, all marked.
fn marked() -> Model {
    let mut model = loaded();
    let _ = apply_command(&mut model, Command::Refresh, now());
    let mut items: Vec<Device> = (1..=9).map(device).collect();
    items[8].presence = Presence::Offline;
    page(&mut model, items);
    let _ = done(&mut model, Ok(()), now());
    press(&mut model, "*");
    assert_eq!(model.devices.table.marks.len(), 9);
    model
}

fn names(effects: &[Effect]) -> Vec<String> {
    let name = |effect: &Effect| match effect {
        Effect::Open(request) => request.device.name.clone(),
        other => panic!("{other:?}"),
    };
    effects.iter().map(name).collect()
}

fn requests(effects: Vec<Effect>) -> Vec<OpenRequest> {
    let request = |effect| match effect {
        Effect::Open(request) => *request,
        other => panic!("{other:?}"),
    };
    effects.into_iter().map(request).collect()
}

fn end(model: &mut Model, request: &OpenRequest, well: bool) -> Vec<Effect> {
    let number: u64 = request.device.name.trim_start_matches("kiosk-").parse().unwrap();
    let opened = || Opened {
        mapping: of_device(number, 2000 + u16::try_from(number).unwrap(), 1800),
        reused: false,
        link: None,
        notes: Vec::new(),
    };
    let failure = || OpenFailure {
        failure: Failure::new(Kind::Conflict, "the SIM has enough mappings"),
        left_open: Vec::new(),
    };
    let event = Event::Opened {
        request: Box::new(request.clone()),
        result: if well { Ok(Box::new(opened())) } else { Err(failure()) },
    };
    apply_event(model, event, now()).0
}

#[test]
fn one_question_names_all_and_a_few_are_opened_at_a_time() {
    let mut model = marked();
    assert_eq!(press(&mut model, "O"), [], "nothing is opened before y");
    let Some(Overlay::Confirm(confirm)) = model.overlay() else {
        panic!("{}", toast(&model))
    };
    assert_eq!(
        (confirm.title.as_str(), confirm.count()),
        ("Open access to these 8 devices?", 9)
    );
    let notes = confirm.notes.join("\n");
    for part in [
        "port 3389 for 30m, from 203.0.113.10/32",
        "this month of 8 of these SIMs",
        "1 offline: skipped",
    ] {
        assert!(notes.contains(part), "{notes}");
    }
    let mut under_way = requests(press(&mut model, "y"));
    assert_eq!(under_way.len(), 4);
    assert_eq!(model.accesses.progress().0.as_deref(), Some("opening 0 of 8"));
    let cursor = model.accesses.table.selected().cloned();
    let mut opened = Vec::new();
    while !under_way.is_empty() {
        assert!(under_way.len() <= 4 && model.accesses.opening.len() == under_way.len());
        let request = under_way.remove(0);
        let well = request.device.name != "kiosk-3";
        under_way.extend(requests(end(&mut model, &request, well)));
        opened.push(request.device.name);
    }
    assert_eq!(opened.len(), 8, "{opened:?}");
    assert!(model.accesses.opens.is_none() && model.accesses.opening.is_empty());
    assert_eq!(model.accesses.table.selected().cloned(), cursor, "the cursor stays");
    for part in [
        "opened access to 7 of 8 devices",
        "1 failed (first kiosk-3: the SIM has enough mappings",
        "O tries again",
    ] {
        assert!(toast(&model).contains(part), "{}", toast(&model));
    }
    assert_eq!(model.accesses.unopened.keys().collect::<Vec<_>>(), [&device(3).sim_id]);
    let left: Vec<String> = model.devices.marked().map(|device| device.name).collect();
    assert_eq!(left, ["kiosk-3"], "what failed can be tried again");
    press(&mut model, "L");
    let log: Vec<&str> = model.toasts.log().newest_first().map(|said| said.text.as_str()).collect();
    assert!(
        log.iter()
            .any(|text| text.starts_with("kiosk-5 is open at 203.0.113.20:2005")),
        "{log:?}"
    );
    assert!(
        log.iter().any(|text| text.starts_with("kiosk-3: the SIM has enough")),
        "{log:?}"
    );
}

#[test]
fn escape_and_leaving_cancel_what_has_not_begun() {
    for keys in ["\x1b", "q"] {
        let mut model = marked();
        let under_way = requests(press(&mut model, "Oy"));
        press(&mut model, keys);
        let said = model
            .toasts
            .log()
            .newest_first()
            .any(|said| said.text.starts_with("cancelled what had not begun"));
        assert!(said, "{keys:?}: {}", toast(&model));
        for request in &under_way {
            assert_eq!(end(&mut model, request, true), [], "{keys:?}");
        }
        let told = toast(&model);
        assert!(told.contains("opened access to 4 of 8 devices, 4 not begun"), "{told}");
        assert_eq!(model.devices.table.marks.len(), 4);
        let leaving = if keys == "q" {
            crate::app::model::Leaving::Now
        } else {
            crate::app::model::Leaving::No
        };
        assert_eq!(model.leaving, leaving);
    }
}

#[test]
fn what_may_not_be_opened_is_refused_before_the_question() {
    let mut model = marked();
    model.settings.bulk_limit = 8;
    for keys in ["O", "o"] {
        assert_eq!(press(&mut model, keys), []);
        assert!(model.overlays.is_empty());
        assert!(
            toast(&model).contains("9 devices are marked, and at most 8"),
            "{}",
            toast(&model)
        );
        assert!(
            toast(&model).contains("access.bulk_limit (NAPTOP_BULK_LIMIT)"),
            "{}",
            toast(&model)
        );
    }
    model.settings.bulk_limit = 9;
    model.settings.read_only = true;
    press(&mut model, "O");
    assert!(
        model.overlays.is_empty() && toast(&model).starts_with("read-only"),
        "{}",
        toast(&model)
    );
    model.settings.read_only = false;
    assert_eq!(press(&mut model, "On"), []);
    assert_eq!(model.devices.table.marks.len(), 9, "n leaves all as it was");
    press(&mut model, "Oy");
    press(&mut model, "O");
    assert!(model.overlays.is_empty(), "one after the other");
}

#[test]
fn a_form_asks_once_for_all_and_the_details_are_of_one() {
    let mut model = marked();
    press(&mut model, "oupdates\n");
    let Some(Overlay::Confirm(confirm)) = model.overlay() else {
        panic!("{}", toast(&model))
    };
    assert!(confirm.notes.contains(&"reason: updates".to_owned()), "{:?}", confirm.notes);
    let begun = requests(press(&mut model, "y"));
    assert!(begun.iter().all(|request| request.reason.as_deref() == Some("updates")));
    let mut model = marked();
    press(&mut model, "j\n");
    assert!(matches!(model.overlay(), Some(Overlay::Device(_))));
    assert_eq!(names(&press(&mut model, "O")), ["kiosk-2"], "the one whose details are shown");
}

#[test]
fn one_that_is_being_opened_already_is_not_opened_twice() {
    let mut model = marked();
    press(&mut model, "\x1b\x1b");
    press(&mut model, "\x1b");
    assert!(model.devices.table.marks.is_empty());
    assert_eq!(names(&press(&mut model, "gO*O")), ["kiosk-1"]);
    let begun = names(&press(&mut model, "y"));
    assert_eq!(begun, ["kiosk-2", "kiosk-3", "kiosk-4", "kiosk-5"]);
    assert!(model.accesses.unopened[&device(1).sim_id].contains("opened already"));
}

#[test]
fn many_are_revoked_a_few_at_a_time() {
    let mut model = loaded();
    let listed = (1..=6).map(|number| of_device(number, 1000 + u16::try_from(number).unwrap(), 1800));
    let _ = apply_event(&mut model, Event::Mappings(Ok(listed.collect())), now());
    press(&mut model, "2*x");
    let effects = press(&mut model, "y");
    let [Effect::Revoke(targets)] = effects.as_slice() else {
        panic!("{effects:?}")
    };
    assert_eq!((targets.len(), model.accesses.revoking.len()), (4, 4));
    let report = RevokeReport {
        revoked: targets[1..].iter().map(|target| target.endpoint.clone()).collect(),
        taken: Vec::new(),
        sessions_expired: vec!["s-1".into()],
        failed: vec![Remainder {
            what: Left::Mapping(targets[0].endpoint.clone()),
            failure: Failure::new(Kind::Offline, "nobody answers"),
        }],
    };
    let failed = targets[0].endpoint.clone();
    let ended = |targets: &[_], report| Event::Revoked {
        targets: targets.to_vec(),
        report,
    };
    let Effects(effects) = apply_event(&mut model, ended(targets, report), now());
    assert_eq!(model.accesses.progress().1.as_deref(), Some("revoking 4 of 6, 1 failed"));
    assert!(model.accesses.unrevoked[&failed].contains("nobody answers"));
    let [Effect::Revoke(targets)] = effects.as_slice() else {
        panic!("{effects:?}")
    };
    let report = RevokeReport {
        revoked: targets.iter().map(|target| target.endpoint.clone()).collect(),
        ..RevokeReport::default()
    };
    let Effects(effects) = apply_event(&mut model, ended(targets, report), now());
    assert!(effects.is_empty() && model.accesses.revokes.is_none());
    assert_eq!(model.accesses.all.len(), 1, "what could not be revoked is still there");
    for part in [&format!("LEFT OPEN: {failed}: nobody answers"), "revoked 5 of 6 accesses"] {
        assert!(toast(&model).contains(part), "{}", toast(&model));
    }
}

#[test]
fn what_waits_for_its_turn_goes_once_and_is_used_for_nothing() {
    let mut model = loaded();
    let listed = (1..=6).map(|number| of_device(number, 1000 + u16::try_from(number).unwrap(), 1800));
    let _ = apply_event(&mut model, Event::Mappings(Ok(listed.collect())), now());
    let effects = press(&mut model, "2*xy");
    let [Effect::Revoke(first)] = effects.as_slice() else {
        panic!("{effects:?}")
    };
    let waiting = model.accesses.all.iter().map(|mapping| mapping.endpoint.clone());
    let waiting: Vec<Endpoint> = waiting
        .filter(|endpoint| !model.accesses.revoking.contains(endpoint))
        .collect();
    assert_eq!(waiting.len(), 2);
    // it is neither revoked twice nor extended, and no URL is made for it
    model.accesses.table.select(&waiting[0]);
    for key in ["x", "e", "u"] {
        assert_eq!(press(&mut model, key), [], "{key}");
        assert!(
            model.overlays.is_empty() && toast(&model).contains("being revoked"),
            "{key}: {}",
            toast(&model)
        );
    }
    // nor is it taken for one that can be used again
    let device = model.device_of(model.accesses.get(&waiting[0]).unwrap()).unwrap();
    let slot = model.devices.slot(&device.sim_id).unwrap();
    model.devices.table.select(&slot);
    assert_eq!(press(&mut model, "1O"), []);
    // a box that was there before its turn came takes it away no second time
    let mut boxed = model.clone();
    let target = RevokeTarget::of(boxed.accesses.get(&waiting[0]).unwrap(), "kiosk", None);
    let question = Confirm::new("", Vec::new(), ConfirmAction::Revoke(vec![target]));
    boxed.overlays.push(Overlay::Confirm(question));
    assert_eq!(press(&mut boxed, "y"), []);
    assert!(toast(&boxed).contains("being revoked already"), "{}", toast(&boxed));
    let report = RevokeReport {
        revoked: first.iter().map(|target| target.endpoint.clone()).collect(),
        ..RevokeReport::default()
    };
    let targets = first.clone();
    let Effects(then) = apply_event(&mut model, Event::Revoked { targets, report }, now());
    assert!(
        matches!(then.as_slice(), [Effect::Revoke(rest)] if rest.len() == 2),
        "{then:?}"
    );
}

#[test]
fn revoking_can_be_cancelled_and_says_what_is_still_open() {
    let mut model = loaded();
    let listed = (1..=6).map(|number| of_device(number, 1000 + u16::try_from(number).unwrap(), 1800));
    let _ = apply_event(&mut model, Event::Mappings(Ok(listed.collect())), now());
    let effects = press(&mut model, "2*xy\x1b");
    let [Effect::Revoke(targets)] = effects.as_slice() else {
        panic!("{effects:?}")
    };
    let report = RevokeReport {
        revoked: targets.iter().map(|target| target.endpoint.clone()).collect(),
        ..RevokeReport::default()
    };
    let targets = targets.clone();
    let _ = apply_event(&mut model, Event::Revoked { targets, report }, now());
    let _ = press(&mut model, "\x1b");
    let log: Vec<&str> = model.toasts.log().newest_first().map(|said| said.text.as_str()).collect();
    assert!(
        log.iter()
            .any(|text| text.contains("revoked 4 of 6 accesses, 2 not begun and still open")),
        "{log:?}"
    );
    assert_eq!(model.accesses.all.len(), 2);
}
