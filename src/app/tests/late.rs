//! What comes late: replies that come after another key, and what is done meanwhile.

use super::*;
use crate::app::effect::{Copyable, LinkUse};
use crate::app::model::Leaving;
use crate::domain::app::Way;
use crate::domain::launch::{Launched, Means};
use crate::domain::{RevokeTarget, Sweep};
use crate::gateway::Browsed;

fn link(model: &Model, number: u64, port: u16) -> StreamLink {
    let target = model.settings.link.clone().unwrap();
    let user = target.user_id(&DeviceKey::new(&device(number).sim_id.0, 3389));
    StreamLink::new("https://x".into(), later(600), SessionContext::to(&endpoint(port)), user)
}

fn made(model: &mut Model, number: u64, port: u16, then: LinkUse) -> Vec<Effect> {
    let link = link(model, number, port);
    let result = Ok(FreshLink { link, note: None });
    let endpoint = endpoint(port);
    apply_event(model, Event::LinkMade { endpoint, result, then }, now()).0
}

#[test]
fn a_url_that_comes_late_does_not_take_the_place_of_another_in_the_clipboard() {
    let mut model = loaded();
    assert!(matches!(press(&mut model, "gc").as_slice(), [Effect::MakeLink { .. }]));
    assert!(matches!(press(&mut model, "jc").as_slice(), [Effect::MakeLink { .. }]));
    assert_eq!(made(&mut model, 1, 1001, LinkUse::Copy), []);
    assert_eq!(toast(&model), "streaming URL for kiosk-1 ready", "c would copy another");
    let copied = made(&mut model, 2, 1002, LinkUse::Copy);
    assert!(
        matches!(copied.as_slice(), [Effect::Copy(Copyable::Link { label, .. })] if label == "kiosk-2"),
        "{copied:?}"
    );
    // a browser takes no place of another
    let mut model = loaded();
    press(&mut model, "gbjb");
    for (number, port) in [(1, 1001), (2, 1002)] {
        assert!(matches!(
            made(&mut model, number, port, LinkUse::Browse).as_slice(),
            [Effect::Browse(_)]
        ));
    }
    // nor of an endpoint
    let mut model = loaded();
    press(&mut model, "gcy");
    assert_eq!(made(&mut model, 1, 1001, LinkUse::Copy), []);
    assert!(
        toast(&model).ends_with("kiosk-1 ready: c copies, b opens it"),
        "{}",
        toast(&model)
    );
}

/// The box that shows a URL where there is no browser takes no key that was meant for something else.
#[test]
fn a_url_that_comes_late_is_not_shown_over_what_was_done_since() {
    let nowhere = |model: &mut Model| {
        let Some(Effect::Browse(link)) = made(model, 1, 1001, LinkUse::Browse).pop() else {
            panic!("{}", toast(model))
        };
        let outcome = Browsed::Nowhere("no browser here".into());
        let _ = apply_event(model, Event::Browsed { link, outcome }, now());
    };
    let mut model = loaded();
    press(&mut model, "gb");
    nowhere(&mut model);
    assert!(matches!(model.overlay(), Some(Overlay::Link { reason, .. }) if reason == "kiosk-1: no browser here"));
    let mut model = loaded();
    press(&mut model, "gbj");
    nowhere(&mut model);
    assert!(model.overlays.is_empty(), "{:?}", model.overlays);
    assert_eq!(toast(&model), "kiosk-1: no browser here; b shows it");
}

#[test]
fn what_is_revoked_before_its_opening_is_over_does_not_come_back() {
    let half_open = || {
        let mut model = loaded();
        let request = open(&mut model);
        let listed = vec![of_device(1, 1001, 1800), of_device(1, 1009, 1800)];
        let _ = apply_event(&mut model, Event::Mappings(Ok(listed)), now());
        press(&mut model, "2");
        model.accesses.table.select(&endpoint(1009));
        (model, request)
    };
    let (mut model, request) = half_open();
    assert_eq!(press(&mut model, "ce"), []);
    assert_eq!(toast(&model), "it is being opened already");
    let Some(Effect::Revoke(targets)) = press(&mut model, "xy").pop() else {
        panic!("{}", toast(&model))
    };
    let report = RevokeReport {
        revoked: vec![endpoint(1009)],
        ..RevokeReport::default()
    };
    let _ = apply_event(&mut model, Event::Revoked { targets, report }, now());
    let _ = opened(&mut model, request, 1009, false);
    assert!(toast(&model).contains("revoked meanwhile"), "{}", toast(&model));
    assert_eq!(model.accesses.get(&endpoint(1009)), None);
    // the same where somebody else did it
    let (mut model, request) = half_open();
    let _ = apply_event(&mut model, Event::Mappings(Ok(vec![of_device(1, 1001, 1800)])), now());
    let _ = opened(&mut model, request, 1009, false);
    assert_eq!(model.accesses.get(&endpoint(1009)), None);
    // and where nobody did, it is open
    let (mut model, request) = half_open();
    let _ = opened(&mut model, request, 1009, false);
    assert!(!model.accesses.is_half_open(&endpoint(1009)) && model.accesses.get(&endpoint(1009)).is_some());
    // nor is all of the first listing what is being opened
    let mut model = Model::new(settings());
    let _ = start(&mut model, now());
    page(&mut model, (1..=5).map(device));
    let _ = done(&mut model, Ok(()), now());
    press(&mut model, "g");
    let _ = open(&mut model);
    let _ = apply_event(&mut model, Event::Mappings(Ok(vec![of_device(1, 1001, 1800)])), now());
    assert!(!model.accesses.is_half_open(&endpoint(1001)));
}

#[test]
fn a_question_that_comes_after_another_key_does_not_take_the_next_one() {
    let sweep = || {
        let over = of_device(3, 1003, -5);
        let mappings = vec![RevokeTarget::of(&over, "kiosk-3", None)];
        Event::SweepPlanned(Ok(Sweep {
            mappings,
            ..Sweep::default()
        }))
    };
    let mut model = loaded();
    press(&mut model, "2gXy");
    let _ = apply_event(&mut model, sweep(), now());
    assert!(
        model.overlays.is_empty() && toast(&model).contains("X asks"),
        "{}",
        toast(&model)
    );
    assert!(matches!(press(&mut model, "y").as_slice(), [Effect::Copy(_)]));
    // the same on leaving
    for (keys, asks) in [("q", true), ("qy", false)] {
        let mut model = loaded();
        model.settings.on_quit = OnQuit::Ask;
        let request = open(&mut model);
        press(&mut model, keys);
        let _ = opened(&mut model, request, 1009, false);
        assert_eq!(model.overlay().is_some(), asks, "{keys}");
        assert_eq!(model.leaving, Leaving::No, "{keys}: it stays until that is answered");
    }
}

#[test]
fn a_program_does_not_take_the_terminal_from_who_types() {
    let mut model = loaded();
    let row = Mapping {
        device_port: 22,
        sources: Vec::new(),
        ..of_device(1, 1001, 1800)
    };
    let _ = apply_event(&mut model, Event::Mappings(Ok(vec![row])), now());
    let Some(Effect::FindMeans { target, ways }) = press(&mut model, "gls").pop() else {
        panic!("{}", toast(&model))
    };
    assert!(matches!(&ways[0], Way::Program { .. }));
    let means = Means {
        way: ways[0].clone(),
        program: Some("/usr/bin/ssh".into()),
        rdp_file: "/tmp/x.rdp".into(),
    };
    press(&mut model, "/ki");
    let found = Event::MeansFound {
        target: target.clone(),
        result: Ok(means.clone()),
    };
    assert_eq!(apply_event(&mut model, found, now()).0, []);
    assert!(
        toast(&model).contains("kiosk-1 is open; l on it starts ssh"),
        "{}",
        toast(&model)
    );
    // what it waited for may be gone by then
    let find = |model: &mut Model| {
        let found = press(model, "\x1bgl");
        assert!(matches!(found.as_slice(), [Effect::FindMeans { .. }]), "{found:?}");
        let result = Ok(means.clone());
        let target = target.clone();
        apply_event(model, Event::MeansFound { target, result }, now()).0
    };
    let mut later = model.clone();
    let over = Mapping {
        device_port: 22,
        sources: Vec::new(),
        ..of_device(1, 1001, -5)
    };
    let _ = apply_event(&mut later, Event::Mappings(Ok(vec![over])), now());
    assert!(matches!(find(&mut later).as_slice(), [Effect::Open(_)]));
    let started = find(&mut model);
    assert!(matches!(started.as_slice(), [Effect::Launch { .. }]), "{started:?}");
    let launched = Launched::Ended(None);
    let _ = apply_event(&mut model, Event::Launched { target, launched }, now());
    assert!(model.launches.all.is_empty());
}

#[test]
fn what_is_told_of_a_mapping_goes_with_it() {
    let mut model = loaded();
    let request = open(&mut model);
    let result = Err(OpenFailure {
        failure: Failure::new(Kind::Timeout, "IS STILL OPEN"),
        left_open: vec![endpoint(1009)],
    });
    let _ = apply_event(&mut model, Event::Opened { request, result }, now());
    let there = vec![of_device(1, 1009, 1800), of_device(2, 1002, 200)];
    let _ = apply_event(&mut model, Event::Mappings(Ok(there)), now());
    assert!(toast(&model).contains("IS STILL OPEN"), "{}", toast(&model));
    press(&mut model, "2");
    model.accesses.table.select(&endpoint(1009));
    let Some(Effect::Revoke(targets)) = press(&mut model, "xy").pop() else {
        panic!()
    };
    let report = RevokeReport {
        revoked: vec![endpoint(1009)],
        ..RevokeReport::default()
    };
    let _ = apply_event(&mut model, Event::Revoked { targets, report }, now());
    let _ = tick(&mut model, later(60));
    assert_eq!(toast(&model), "");
    assert_eq!(model.toasts.insisted().count(), 0, "nor on leaving");
}

#[test]
fn of_several_mappings_a_link_is_made_for_the_usual_one_alone() {
    let others = |port: u16, sources: &str| Mapping {
        sources: vec![sources.into()],
        ..of_device(1, port, i64::from(port))
    };
    let mut model = loaded();
    let listed = vec![others(1001, "203.0.113.10/32"), others(1500, "198.51.100.7/32")];
    let _ = apply_event(&mut model, Event::Mappings(Ok(listed)), now());
    let effects = press(&mut model, "gu");
    assert!(
        matches!(effects.as_slice(), [Effect::MakeLink { mapping, .. }] if mapping.endpoint == endpoint(1001)),
        "it lets AppStream in, though the other lasts longer: {effects:?}"
    );
    let listed = vec![others(1400, "198.51.100.8/32"), others(1500, "198.51.100.7/32")];
    let _ = apply_event(&mut model, Event::Mappings(Ok(listed)), now());
    for key in ["u", "c", "b", "y"] {
        assert_eq!(press(&mut model, key), []);
        assert!(toast(&model).contains("choose one in Access"), "{key}: {}", toast(&model));
    }
}

#[test]
fn what_is_not_known_is_not_denied() {
    let mut model = Model::new(settings());
    let _ = start(&mut model, now());
    page(&mut model, (1..=5).map(device));
    let _ = done(&mut model, Ok(()), now());
    for keys in ["1gx", "u", "e", "2x"] {
        press(&mut model, keys);
        assert!(
            toast(&model).contains("looking for what is open"),
            "{keys}: {}",
            toast(&model)
        );
    }
    press(&mut model, "3x");
    assert!(toast(&model).contains("not known yet"), "{}", toast(&model));
    // it is about to be open
    let mut model = loaded();
    press(&mut model, "gjjO");
    for key in ["x", "c", "e"] {
        assert_eq!(press(&mut model, key), []);
        assert!(toast(&model).contains("is being opened already"), "{key}: {}", toast(&model));
    }
}

#[test]
fn who_leaves_opens_nothing_more() {
    let mut model = loaded();
    let _ = open(&mut model);
    press(&mut model, "q");
    assert_eq!(model.leaving, Leaving::Waiting);
    for keys in ["jO", "o", "l", "2e"] {
        assert_eq!(press(&mut model, keys), [], "{keys}");
        assert!(model.overlays.is_empty(), "{keys}");
        assert!(toast(&model).contains("naptop is leaving"), "{keys}: {}", toast(&model));
    }
}

#[test]
fn a_pause_that_is_over_is_not_said_to_last() {
    let mut model = loaded();
    press(&mut model, "p");
    assert!(toast(&model).contains("paused"));
    press(&mut model, "p");
    assert_eq!(toast(&model), "refreshing again");
    let _ = tick(&mut model, later(6));
    assert_eq!(toast(&model), "");
    let _ = apply_event(
        &mut model,
        Event::Notice(Notice::Waiting(std::time::Duration::from_secs(30))),
        now(),
    );
    press(&mut model, "R");
    assert!(toast(&model).contains("rate limit"), "{}", toast(&model));
}

#[test]
fn cells_that_are_pasted_stay_words() {
    let mut model = loaded();
    press(&mut model, "/");
    let _ = apply_input(&mut model, Input::Paste("kiosk-1\t0001\r\n".into()), now());
    assert_eq!(model.devices.table.input.value(), "kiosk-1 0001");
}
