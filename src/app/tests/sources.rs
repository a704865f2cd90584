//! From where a mapping is reached: what is refused before it is asked for, and what raises an alarm when it is answered.

use super::*;

/// Opens access to the first device, and has the service answer these sources.
fn opened_to(model: &mut Model, sources: &[&str]) -> Mapping {
    let Some(Effect::Open(request)) = press(model, "O").pop() else {
        panic!("{}", toast(model))
    };
    let mapping = Mapping {
        sources: sources.iter().map(|range| (*range).to_owned()).collect(),
        ..of_device(1, 1009, 1800)
    };
    let opened = Opened {
        mapping: mapping.clone(),
        reused: false,
        link: None,
        notes: vec!["by the way".into()],
    };
    let result = Ok(Box::new(opened));
    let _ = apply_event(model, Event::Opened { request, result }, now());
    mapping
}

fn alarm(model: &Model) -> bool {
    let latest = model.toasts.front();
    latest.is_some_and(|toast| toast.level == Level::Bad && toast.text.contains("203.0.113.20:1009 lets in 0.0.0.0/0"))
}

#[test]
fn a_range_that_nobody_asked_for_is_an_alarm() {
    let mut model = loaded();
    opened_to(&mut model, &["203.0.113.10/32"]);
    assert!(!alarm(&model), "{}", toast(&model));
    let mut model = loaded();
    opened_to(&mut model, &["0.0.0.0/0"]);
    assert!(alarm(&model), "{}", toast(&model));
}

#[test]
fn a_mapping_that_is_listed_with_other_ranges_later_is_an_alarm_once() {
    let mut model = loaded();
    let mapping = opened_to(&mut model, &["203.0.113.10/32"]);
    let wide = Mapping {
        sources: vec!["0.0.0.0/0".into()],
        ..mapping.clone()
    };
    // somebody else's may let in whom they like
    let others = Mapping {
        sources: vec!["0.0.0.0/0".into()],
        ..of_device(2, 1002, 200)
    };
    let list = |model: &mut Model, listed: &[&Mapping]| {
        let listed = listed.iter().map(|mapping| (*mapping).clone()).collect();
        let _ = apply_event(model, Event::Mappings(Ok(listed)), now());
    };
    list(&mut model, &[&mapping, &others]);
    assert!(!alarm(&model), "{}", toast(&model));
    list(&mut model, &[&wide, &others]);
    assert!(alarm(&model), "{}", toast(&model));
    assert!(model.toasts.dismiss());
    list(&mut model, &[&wide, &others]);
    assert!(!alarm(&model), "what was dismissed does not come back every few seconds");
}

#[test]
fn the_form_and_the_defaults_are_held_to_the_same_policy() {
    for (range, policy, opens) in [
        ("10.0.0.1/32", "/24", false),
        ("0.0.0.0/0", "/24", false),
        ("0.0.0.0/0", "/0", true),
        ("203.0.113.0/24", "/24", true),
    ] {
        for keys in ["O", "oreason\n"] {
            let mut model = loaded();
            model.settings.sources = vec![range.parse().unwrap()];
            model.settings.policy = policy.parse().unwrap();
            let effects = press(&mut model, keys);
            assert_eq!(
                matches!(effects.as_slice(), [Effect::Open(_)]),
                opens,
                "{range} {policy} {keys}"
            );
            if let Some(Overlay::Open(form)) = model.overlay() {
                let (field, failure) = form.problem.as_ref().unwrap();
                assert!(field.label() == "Sources" && failure.message.contains(range), "{failure:?}");
            } else if !opens {
                assert!(toast(&model).contains(range), "{}", toast(&model));
            }
        }
    }
}
