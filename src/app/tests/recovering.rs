//! Going on for days without a key: credentials that are refused, and what did not answer for a while.

use super::alarms::alarms;
use super::sessions::list;
use super::wall::{divide, on_the_wall};
use super::*;
use crate::domain::WallStart;
use crate::gateway::Identity;

/// Whoever hangs a screen on a wall with the wrong key is not to lock the whole office out of signing in.
#[test]
fn credentials_that_are_refused_are_tried_once_a_minute_by_one_call_and_then_all_is_asked_for() {
    let refused = || Failure::new(Kind::Auth, "could not sign in to SORACOM: the auth key was refused (401)");
    let mut model = Model::new(settings());
    model.settings.wall = WallStart::Always;
    let mut effects = start(&mut model, now()).0;
    divide(&mut model, true);
    let (mut at, mut calls) = (now(), Vec::new());
    while at < later(3600) {
        for effect in std::mem::take(&mut effects) {
            let answer = match &effect {
                Effect::SignIn => Event::SignedIn(Err(refused())),
                Effect::LoadMappings => Event::Mappings(Err(refused())),
                Effect::LoadGroups => Event::Groups(Err(refused())),
                Effect::LoadDevices { generation, .. } => Event::DevicesDone {
                    generation: *generation,
                    result: Err(refused()),
                },
                Effect::LoadSessions => Event::Sessions(Err(refused())),
                Effect::LoadFleet(_) => Event::Fleet(Err(refused())),
                Effect::LoadAudit { generation, .. } => Event::Audit {
                    generation: *generation,
                    result: Err(refused()),
                },
                other => panic!("{other:?}"),
            };
            calls.push((at, effect));
            effects.extend(apply_event(&mut model, answer, at).0);
        }
        let wake = next_wake(&model, at).unwrap();
        assert!(wake > at, "it does not spin");
        at = wake;
        effects.extend(tick(&mut model, at).0);
    }
    let after_the_first = calls.iter().filter(|(at, _)| *at > later(1));
    let (listings, others): (Vec<_>, Vec<_>) = after_the_first.partition(|(_, effect)| *effect == Effect::LoadMappings);
    assert!(
        (50..=60).contains(&listings.len()) && others.is_empty(),
        "{} {others:?}",
        listings.len()
    );
    assert_eq!(alarms(&model, at), ["Trouble", "Trouble"], "of SORACOM, and of AppStream");

    let effects = apply_event(&mut model, Event::Mappings(Ok(Vec::new())), at);
    assert_eq!(effects, Effects::one(Effect::SignIn), "who is signed in was never told");
    let identity = Identity {
        operator_id: "OP1".into(),
        user_name: None,
    };
    let _ = apply_event(&mut model, Event::SignedIn(Ok(identity)), at);
    let asked = tick(&mut model, at).0;
    for wanted in [
        |effect: &Effect| matches!(effect, Effect::LoadDevices { .. }),
        |effect: &Effect| matches!(effect, Effect::LoadGroups),
        |effect: &Effect| matches!(effect, Effect::LoadSessions),
        |effect: &Effect| matches!(effect, Effect::LoadAudit { .. }),
    ] {
        assert!(asked.iter().any(wanted), "{asked:?}");
    }
}

#[test]
fn groups_that_could_not_be_had_are_asked_for_again_and_said_once() {
    let mut model = loaded();
    let _ = apply_event(&mut model, Event::Groups(Err(Failure::new(Kind::Offline, "no"))), now());
    assert!(toast(&model).contains("groups are shown by id"));
    while model.toasts.dismiss() {}
    let at = later(70);
    assert!(tick(&mut model, at).0.contains(&Effect::LoadGroups));
    let _ = apply_event(&mut model, Event::Groups(Err(Failure::new(Kind::Offline, "no"))), at);
    assert_eq!(toast(&model), "");
    let _ = apply_event(&mut model, Event::Groups(Ok(Default::default())), at);
    let generation = model.devices.generation;
    let _ = apply_event(
        &mut model,
        Event::DevicesDone {
            generation,
            result: Ok(()),
        },
        at,
    );
    assert!(!tick(&mut model, later(200)).0.contains(&Effect::LoadGroups));
}

#[test]
fn an_answer_of_appstream_ends_the_alarm_that_it_could_not_be_reached() {
    let mut model = on_the_wall();
    for (kind, ends) in [(Kind::Offline, true), (Kind::Auth, true), (Kind::Unexpected, false)] {
        model.status.appstream = Some(Failure::new(kind, "could not make the streaming URL"));
        let _ = apply_event(&mut model, list(&[]), now());
        assert_eq!(model.status.appstream.is_none(), ends, "{kind:?}");
    }
}

/// A listing may lack a mapping for once: it is this run's own all the same, unless another one comes to its endpoint.
#[test]
fn what_this_run_opened_is_its_own_still_when_a_listing_lacked_it() {
    let mut model = loaded();
    let request = open(&mut model);
    let _ = opened(&mut model, request, 1009, false);
    let mut list = |listed: Vec<Mapping>| {
        let _ = apply_event(&mut model, Event::Mappings(Ok(listed)), now());
        model.accesses.ours().count()
    };
    let own = || of_device(1, 1009, 1800);
    // the first listing may have begun before it was opened
    assert_eq!(list(vec![own()]), 1);
    assert_eq!(list(Vec::new()), 0);
    assert_eq!(list(vec![own()]), 1);
    assert_eq!(list(Vec::new()), 0);
    let another = Mapping {
        created_at: Some(later(600)),
        ..of_device(2, 1009, 3600)
    };
    assert_eq!(list(vec![another]), 0);
}

#[test]
fn a_clock_that_was_set_back_puts_nothing_off() {
    let mut model = loaded();
    let hour_before = later(-3600);
    assert!(tick(&mut model, hour_before).0.contains(&Effect::LoadMappings));
}

/// Each answer that fails tells anew how old it is by now.
#[test]
fn the_age_of_what_is_shown_goes_on_while_the_service_is_away() {
    let mut model = loaded();
    let failed = || Event::Mappings(Err(Failure::new(Kind::Offline, "no answer")));
    let _ = apply_event(&mut model, failed(), later(60));
    model.changed = false;
    let _ = apply_event(&mut model, failed(), later(120));
    assert!(model.changed);
}
