//! Extending: what is asked, what is replaced, where the cursor goes, and what is said when it fails.

use super::*;
use crate::domain::access::{Extended, Left, Remainder};
use crate::domain::{OpenRequest, RevokeTarget};

fn extension(effects: Vec<Effect>) -> (Box<OpenRequest>, RevokeTarget) {
    match effects.as_slice() {
        [Effect::Extend { replacement, old }] => (replacement.clone(), old.clone()),
        other => panic!("{other:?}"),
    }
}

/// The end of an extension: the replacement is at that port.
fn ended(model: &mut Model, (replacement, old): (Box<OpenRequest>, RevokeTarget), port: u16, failed: Vec<Remainder>) {
    let revoked = if failed.is_empty() {
        vec![old.endpoint.clone()]
    } else {
        Vec::new()
    };
    let let_go = RevokeReport {
        revoked,
        failed,
        ..RevokeReport::default()
    };
    let opened = Opened {
        mapping: of_device(2, port, 1800),
        reused: false,
        link: None,
        notes: Vec::new(),
    };
    let event = Event::Extended {
        replacement,
        old,
        result: Ok(Box::new(Extended { opened, let_go })),
    };
    let _ = apply_event(model, event, now());
    model.settle(now());
}

/// Enter alone must neither shorten it nor give it a new endpoint for a few seconds more.
#[test]
fn what_it_offers_is_longer_than_what_is_left() {
    for (left, offered) in [(200, "30m"), (1500, "30m"), (1797, "1h"), (3599, "2h"), (28_790, "8h")] {
        let mut model = loaded();
        let _ = apply_event(&mut model, Event::Mappings(Ok(vec![of_device(1, 1001, left)])), now());
        press(&mut model, "2");
        model.accesses.table.select(&endpoint(1001));
        press(&mut model, "e");
        let Some(Overlay::Extend(form)) = model.overlay() else {
            panic!()
        };
        assert_eq!(form.duration.value(), offered, "{left}");
    }
}

#[test]
fn it_asks_for_how_long_and_replaces_what_it_named_with_all_that_it_had() {
    let mut model = loaded();
    let known = model.accesses.known.entry(endpoint(1002)).or_default();
    known.reason = Some("updates".into());
    assert_eq!(press(&mut model, "2e"), []);
    let Some(Overlay::Extend(form)) = model.overlay() else {
        panic!()
    };
    assert_eq!((form.endpoint(), form.duration.value()), (&endpoint(1002), "30m"));
    // others come and go behind the form
    let listed = vec![of_device(3, 1003, 60), of_device(2, 1002, 200), of_device(1, 1001, 1800)];
    let _ = apply_event(&mut model, Event::Mappings(Ok(listed)), now());
    let (replacement, old) = extension(press(&mut model, "\n"));
    assert_eq!(old.endpoint, endpoint(1002));
    assert_eq!(replacement.device.name, "kiosk-2");
    assert_eq!(replacement.mapping.duration, Span::seconds(1800));
    assert_eq!(replacement.reason.as_deref(), Some("updates"));
    assert!(replacement.new, "the old one must not be taken for its own replacement");
}

#[test]
fn keys_step_through_durations_and_a_wrong_one_is_said() {
    let mut model = loaded();
    press(&mut model, "2e");
    let text = |model: &Model| match model.overlay() {
        Some(Overlay::Extend(form)) => form.duration.value().to_owned(),
        other => panic!("{other:?}"),
    };
    let step = |model: &mut Model, key| {
        let _ = apply_input(model, Input::Key(Chord::plain(key)), now());
        text(model)
    };
    assert_eq!(step(&mut model, Key::Up), "1h");
    assert_eq!(step(&mut model, Key::Down), "30m");
    let _ = apply_input(&mut model, Input::Key(Chord::ctrl('u')), now());
    assert_eq!(press(&mut model, "9h\n"), []);
    let Some(Overlay::Extend(form)) = model.overlay() else {
        panic!()
    };
    assert!(form.problem.as_ref().unwrap().message.contains("9h"));
    assert_eq!(step(&mut model, Key::Down), "8h");
    extension(press(&mut model, "\n"));
}

#[test]
fn while_it_is_under_way_nothing_else_is_done_to_the_mapping() {
    let mut model = loaded();
    let under_way = extension(press(&mut model, "2e\n"));
    for key in ["e", "x", "c", "b", "u"] {
        assert_eq!(press(&mut model, key), [], "{key}");
        assert!(
            model.overlays.is_empty() && toast(&model).contains("is being extended"),
            "{key}: {}",
            toast(&model)
        );
    }
    assert_eq!(press(&mut model, "O"), [], "its device and port are taken too");
    assert_eq!(model.accesses.writes(), 1, "leaving waits for it");
    ended(&mut model, under_way, 1009, Vec::new());
    assert_eq!(model.accesses.writes(), 0);
    assert!(matches!(press(&mut model, "x").as_slice(), []) && matches!(model.overlay(), Some(Overlay::Confirm(_))));
}

#[test]
fn the_cursor_the_mark_and_the_details_follow_to_the_new_endpoint() {
    let mut model = loaded();
    press(&mut model, "2 k");
    assert!(model.accesses.table.marks.contains(&endpoint(1002)));
    press(&mut model, "\n");
    let under_way = extension(press(&mut model, "e\n"));
    assert!(matches!(model.overlay(), Some(Overlay::Access(shown)) if *shown == endpoint(1002)));
    ended(&mut model, under_way, 1009, Vec::new());
    assert_eq!(model.accesses.table.selected(), Some(&endpoint(1009)));
    assert!(model.accesses.table.marks.contains(&endpoint(1009)));
    assert!(matches!(model.overlay(), Some(Overlay::Access(shown)) if *shown == endpoint(1009)));
    assert!(model.accesses.get(&endpoint(1002)).is_none());
    assert!(toast(&model).contains("203.0.113.20:1009") && toast(&model).contains("instead of 203.0.113.20:1002"));
}

#[test]
fn a_cursor_that_has_moved_on_stays_where_it_is() {
    let mut model = loaded();
    let under_way = extension(press(&mut model, "2e\n"));
    press(&mut model, "j");
    ended(&mut model, under_way, 1009, Vec::new());
    assert_eq!(model.accesses.table.selected(), Some(&endpoint(1001)));
}

#[test]
fn an_old_mapping_that_would_not_go_is_said_and_shown() {
    let mut model = loaded();
    let under_way = extension(press(&mut model, "2e\n"));
    let stuck = Remainder {
        what: Left::Mapping(endpoint(1002)),
        failure: Failure::new(Kind::Timeout, "no answer"),
    };
    ended(&mut model, under_way, 1009, vec![stuck]);
    assert!(toast(&model).starts_with("LEFT OPEN: 203.0.113.20:1002"), "{}", toast(&model));
    assert!(model.accesses.get(&endpoint(1002)).is_some() && model.accesses.get(&endpoint(1009)).is_some());
}

#[test]
fn a_failure_leaves_the_old_one_and_says_what_is_open() {
    let mut model = loaded();
    let (replacement, old) = extension(press(&mut model, "2e\n"));
    let result = Err(OpenFailure {
        failure: Failure::new(
            Kind::Timeout,
            "203.0.113.20:1002 stays as it was: 203.0.113.20:1009 IS STILL OPEN",
        ),
        left_open: vec![endpoint(1009)],
    });
    let event = Event::Extended {
        replacement,
        old,
        result,
    };
    let Effects(effects) = apply_event(&mut model, event, now());
    assert!(effects.contains(&Effect::LoadMappings));
    assert!(model.accesses.left_open.contains(&endpoint(1009)) && model.accesses.get(&endpoint(1002)).is_some());
    assert!(toast(&model).contains("IS STILL OPEN"));
    extension(press(&mut model, "e\n"));
}

#[test]
fn what_somebody_took_away_meanwhile_is_not_opened_again() {
    let mut model = loaded();
    press(&mut model, "2e");
    let _ = apply_event(&mut model, Event::Mappings(Ok(vec![of_device(1, 1001, 1800)])), now());
    assert_eq!(press(&mut model, "\n"), []);
    assert!(
        model.overlays.is_empty() && toast(&model).contains("is gone meanwhile"),
        "{}",
        toast(&model)
    );
}

#[test]
fn a_device_is_extended_where_it_has_exactly_one_mapping() {
    let mut model = loaded();
    assert_eq!(extension(press(&mut model, "e\n")).1.endpoint, endpoint(1001));
    let mut model = loaded();
    let listed = vec![of_device(1, 1001, 1800), of_device(1, 1003, 1800)];
    let _ = apply_event(&mut model, Event::Mappings(Ok(listed)), now());
    press(&mut model, "e");
    assert!(
        model.overlays.is_empty() && toast(&model).contains("2 mappings"),
        "{}",
        toast(&model)
    );
    press(&mut model, "je");
    assert!(model.overlays.is_empty() && toast(&model).contains("nothing is open to kiosk-2"));
}

#[test]
fn what_has_expired_is_opened_as_it_was_after_y() {
    let over = Mapping {
        tls: true,
        sources: vec!["198.51.100.7/32".into()],
        device_port: 8080,
        ..of_device(2, 1002, -30)
    };
    let reopen = |answer: &str| {
        let mut model = loaded();
        let _ = apply_event(&mut model, Event::Mappings(Ok(vec![over.clone()])), now());
        model.settle(now());
        model.accesses.known.entry(endpoint(1002)).or_default().reason = Some("updates".into());
        press(&mut model, "2ge");
        let Some(Overlay::Confirm(confirm)) = model.overlay() else {
            panic!("{}", toast(&model))
        };
        assert_eq!(confirm.action.targets()[0].label, "kiosk-2");
        let effects = press(&mut model, answer);
        assert!(model.overlays.is_empty());
        effects
    };
    assert_eq!(reopen("n"), []);
    assert_eq!(reopen("\x1b"), []);
    let effects = reopen("y");
    let [Effect::Open(request)] = effects.as_slice() else {
        panic!("{effects:?}")
    };
    let mapping = &request.mapping;
    assert_eq!((mapping.port, mapping.tls, mapping.sources.len()), (8080, true, 1));
    assert_eq!(mapping.sources[0].to_string(), "198.51.100.7/32");
    assert_eq!(request.reason.as_deref(), Some("updates"));
    assert!(!request.new, "one that is open by now and fits is enough");
}

#[test]
fn the_time_left_in_the_form_counts_down_though_the_pane_is_hidden() {
    let mut model = loaded();
    press(&mut model, "e");
    see(&mut model, &[Pane::Devices]);
    model.shown(now());
    assert_eq!(next_wake(&model, now()), Some(later(1)));
}

#[test]
fn what_leads_to_a_session_is_extended_and_its_port_is_probed() {
    let mut model = sessions::looking();
    press(&mut model, "e");
    assert!(
        toast(&model).contains("no mapping is listed for the session of taro"),
        "{}",
        toast(&model)
    );
    let ssh = Mapping {
        device_port: 22,
        ..of_device(2, 1002, 200)
    };
    let _ = apply_event(&mut model, Event::Mappings(Ok(vec![ssh])), now());
    let probe = |number: u64, port| Effect::Probe {
        sim_id: device(number).sim_id,
        port,
    };
    assert_eq!(press(&mut model, "tjjt"), [probe(3, 3389), probe(2, 22)]);
    press(&mut model, "e");
    let Some(Overlay::Extend(form)) = model.overlay() else {
        panic!("{:?}", model.overlay())
    };
    assert_eq!(form.endpoint(), &of_device(2, 1002, 200).endpoint);
    let effects = press(&mut model, "\n");
    let [Effect::Extend { replacement, old }] = effects.as_slice() else {
        panic!("{effects:?}")
    };
    assert_eq!(
        (replacement.mapping.port, &old.endpoint),
        (22, &of_device(2, 1002, 200).endpoint)
    );
}

#[test]
fn the_sessions_that_an_extension_ends_go_from_the_pane_too() {
    let mut model = sessions::looking();
    let effects = press(&mut model, "je\n");
    let [Effect::Extend { replacement, old }] = effects.as_slice() else {
        panic!("{effects:?}")
    };
    let opened = Opened {
        mapping: of_device(1, 1009, 1800),
        reused: false,
        link: None,
        notes: Vec::new(),
    };
    let let_go = RevokeReport {
        revoked: vec![old.endpoint.clone()],
        sessions_expired: vec!["s1".into()],
        ..RevokeReport::default()
    };
    let event = Event::Extended {
        replacement: replacement.clone(),
        old: old.clone(),
        result: Ok(Box::new(Extended { opened, let_go })),
    };
    let _ = apply_event(&mut model, event, now());
    model.settle(now());
    assert_eq!(sessions::rows(&model), ["s3", "s2"]);
    assert!(
        tick(&mut model, now()).0.contains(&Effect::LoadSessions),
        "and they are listed again"
    );
}
