//! Opening: once, what the form named, and what came of it.

use super::*;

#[test]
fn a_second_press_opens_nothing_twice() {
    let mut model = loaded();
    let first = press(&mut model, "O");
    assert!(
        matches!(first.as_slice(), [Effect::Open(request)] if request.device.name == "kiosk-1"),
        "{first:?}"
    );
    assert_eq!(press(&mut model, "O"), []);
    assert!(toast(&model).contains("being opened already"));
}

#[test]
fn the_form_opens_what_it_named_when_it_opened() {
    let mut model = loaded();
    press(&mut model, "o");
    // the device vanishes behind the form
    let Effects(effects) = apply_command(&mut model, Command::Refresh, now());
    assert!(!effects.is_empty());
    page(&mut model, [device(3)]);
    let _ = done(&mut model, Ok(()), now());
    let effects = press(&mut model, "why\n");
    let [Effect::Open(request)] = effects.as_slice() else {
        panic!("{effects:?}")
    };
    assert_eq!(
        (request.device.name.as_str(), request.reason.as_deref()),
        ("kiosk-1", Some("why"))
    );
}

#[test]
fn a_form_with_a_wrong_field_stays_and_says_which() {
    let mut model = loaded();
    press(&mut model, "o");
    let Some(Overlay::Open(form)) = model.overlays.last_mut() else {
        panic!()
    };
    form.focus = 2;
    assert_eq!(press(&mut model, "x\n"), []);
    let Some(Overlay::Open(form)) = model.overlay() else {
        panic!("the form closed")
    };
    let (field, failure) = form.problem.as_ref().unwrap();
    assert_eq!(field.label(), "Duration");
    assert!(failure.advice.contains("30m"), "{failure:?}");
}

#[test]
fn a_url_that_has_run_out_is_made_anew_before_it_is_copied() {
    let mut model = loaded();
    let target = model.settings.link.clone().unwrap();
    let key = DeviceKey::new(&device(1).sim_id.0, 3389);
    let link = |ends| {
        StreamLink::new(
            "https://x".into(),
            later(ends),
            SessionContext::to(&endpoint(1001)),
            target.user_id(&key),
        )
    };
    let made = |link| Event::LinkMade {
        endpoint: endpoint(1001),
        result: Ok(FreshLink { link, note: None }),
        then: crate::app::effect::LinkUse::Keep,
    };
    let _ = apply_event(&mut model, made(link(300)), now());
    assert!(matches!(press(&mut model, "c").as_slice(), [Effect::Copy(_)]));
    let _ = apply_event(&mut model, made(link(3)), now());
    let effects = press(&mut model, "b");
    assert!(
        matches!(effects.as_slice(), [Effect::MakeLink { mapping, .. }] if mapping.endpoint == endpoint(1001)),
        "{effects:?}"
    );
    assert_eq!(press(&mut model, "b"), [], "one at a time");
}

#[test]
fn a_failed_open_says_why_and_looks_again_when_something_may_be_open() {
    let mut model = loaded();
    let request = open(&mut model);
    let failure = OpenFailure {
        failure: Failure::new(Kind::Timeout, "IS STILL OPEN"),
        left_open: vec![endpoint(1009)],
    };
    let effects = apply_event(
        &mut model,
        Event::Opened {
            request,
            result: Err(failure),
        },
        now(),
    );
    assert!(effects.0.contains(&Effect::LoadMappings));
    assert_eq!(model.toasts.front().map(|toast| toast.level), Some(Level::Bad));
    assert!(toast(&model).contains("IS STILL OPEN"));
}

#[test]
fn a_doubt_stays_on_the_screen_and_is_looked_into_from_now_on() {
    let mut model = loaded();
    let doubt = |request| Event::Opened {
        request,
        result: Err(Failure::new(Kind::Timeout, "nobody knows").in_doubt(true).into()),
    };
    assert!(press(&mut model, "R").contains(&Effect::LoadMappings));
    let request = open(&mut model);
    let effects = apply_event(&mut model, doubt(request), now());
    assert!(!effects.0.contains(&Effect::LoadMappings), "one is under way");
    let effects = apply_event(&mut model, Event::Mappings(Ok(Vec::new())), now());
    assert_eq!(effects.0, [Effect::LoadMappings], "but that began before");
    assert_eq!(apply_event(&mut model, Event::Mappings(Ok(Vec::new())), now()).0, []);
    let _ = tick(&mut model, later(3600));
    assert!(toast(&model).contains("nobody knows"));
    assert!(
        model.toasts.insisted().any(|(text, _)| text.contains("nobody knows")),
        "said on leaving too"
    );
}

#[test]
fn only_what_appstream_does_is_its_trouble() {
    let mut model = loaded();
    let failed = |failure| Event::LinkMade {
        endpoint: endpoint(1001),
        result: Err(failure),
        then: crate::app::effect::LinkUse::Keep,
    };
    let failure = Failure::new(Kind::Missing, "gone by now");
    let _ = apply_event(&mut model, failed(LinkFailure::Mapping(failure.clone())), now());
    assert_eq!(model.status.appstream, None);
    assert!(toast(&model).contains("gone by now"));
    let _ = apply_event(&mut model, failed(LinkFailure::AppStream(failure.clone())), now());
    assert_eq!(model.status.appstream, Some(failure));
}
