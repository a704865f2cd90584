//! Alerts: each moment told once, about whose access was asked for, and the loop woken for it and for nothing else.

use super::*;
use crate::domain::Device;
use crate::domain::alerts::{Scope, Ways};

const BELL: Ways = Ways {
    bell: true,
    osc9: false,
    desktop: false,
};

/// The first device's mapping is this run's and ends in so many seconds, the second's is somebody else's; a bell is wanted.
fn watching(left: i64) -> Model {
    let mut model = loaded();
    model.settings.alerts.ways = BELL;
    let listed = [of_device(1, 1001, left), of_device(2, 1002, left + 1)];
    list(&mut model, &listed, now());
    model.accesses.known.entry(endpoint(1001)).or_default().ours = true;
    list(&mut model, &listed, now());
    model
}

fn list(model: &mut Model, listed: &[Mapping], at: Timestamp) -> Vec<String> {
    alerts(apply_event(model, Event::Mappings(Ok(listed.to_vec())), at))
}

fn alerts(effects: Effects) -> Vec<String> {
    let text = |effect| match effect {
        Effect::Alert { text, ways: BELL } => Some(text),
        Effect::Alert { .. } => panic!("by other ways than were asked for"),
        _ => None,
    };
    effects.0.into_iter().filter_map(text).collect()
}

/// Lets time pass as the loop does: from one wake-up to the next. What was told, and how many seconds after the start.
fn pass(model: &mut Model, until: i64) -> Vec<(i64, String)> {
    let mut told = Vec::new();
    let mut at = now();
    while let Some(wake) = next_wake(model, at).filter(|wake| *wake <= later(until)) {
        assert!(wake >= at);
        at = wake;
        let seconds = at.duration_since(now()).as_secs();
        told.extend(alerts(tick(model, at)).into_iter().map(|text| (seconds, text)));
        model.shown(at);
    }
    told
}

/// Nothing is on the screen that would change by itself.
fn hide(model: &mut Model) {
    see(model, &[Pane::Devices]);
    model.paused = true;
    while model.toasts.dismiss() {}
}

#[test]
fn each_moment_is_told_once_and_on_time_though_the_pane_is_hidden() {
    let mut model = watching(400);
    hide(&mut model);
    assert_eq!(next_wake(&model, now()), Some(later(100)), "five minutes before the end");
    let told = pass(&mut model, 500);
    let told: Vec<(i64, &str)> = told.iter().map(|(at, text)| (*at, text.as_str())).collect();
    assert_eq!(
        told,
        [
            (100, "kiosk-1: 5:00 left at 203.0.113.20:1001"),
            (340, "kiosk-1: 1:00 left at 203.0.113.20:1001"),
            (400, "kiosk-1: access at 203.0.113.20:1001 has ended"),
        ]
    );
    assert_eq!(next_wake(&model, later(500)), None);
}

#[test]
fn what_has_passed_when_an_access_is_first_seen_is_not_told() {
    let mut model = watching(200);
    hide(&mut model);
    assert_eq!(next_wake(&model, now()), Some(later(140)));
    let told = pass(&mut model, 500);
    assert_eq!(told.len(), 2, "{told:?}");
}

#[test]
fn a_machine_that_slept_is_told_what_is_left_now_and_once() {
    let mut model = watching(400);
    assert_eq!(
        alerts(tick(&mut model, later(370))),
        ["kiosk-1: 0:30 left at 203.0.113.20:1001"]
    );
    assert_eq!(alerts(tick(&mut model, later(371))), [""; 0]);
}

#[test]
fn refreshes_repeat_nothing_and_an_access_that_is_gone_at_its_end_has_ended() {
    let mut model = watching(400);
    let mine = of_device(1, 1001, 400);
    assert_eq!(
        list(&mut model, std::slice::from_ref(&mine), later(110)).len(),
        1,
        "a listing may come first"
    );
    assert_eq!(list(&mut model, std::slice::from_ref(&mine), later(111)), [""; 0]);
    assert_eq!(alerts(tick(&mut model, later(112))), [""; 0]);
    // a listing that lacks it for once
    list(&mut model, &[], later(113));
    model.accesses.known.entry(endpoint(1001)).or_default().ours = true;
    assert_eq!(list(&mut model, std::slice::from_ref(&mine), later(114)), [""; 0]);
    assert_eq!(
        list(&mut model, &[], later(399)),
        ["kiosk-1: access at 203.0.113.20:1001 has ended"]
    );
    assert_eq!(list(&mut model, &[], later(400)), [""; 0]);
}

#[test]
fn what_was_taken_away_early_has_not_ended() {
    let mut model = watching(400);
    assert_eq!(list(&mut model, &[], later(200)), [""; 0]);
    assert_eq!(alerts(tick(&mut model, later(400))), [""; 0]);
}

#[test]
fn an_endpoint_that_is_given_out_anew_begins_anew() {
    let mut model = watching(400);
    assert_eq!(list(&mut model, &[of_device(1, 1001, 400)], later(110)).len(), 1);
    let anew = [of_device(1, 1001, 5000)];
    assert_eq!(list(&mut model, &anew, later(120)), [""; 0]);
    assert_eq!(model.accesses.ours().count(), 0, "it is somebody else's");
    model.accesses.known.entry(endpoint(1001)).or_default().ours = true;
    assert_eq!(list(&mut model, &anew, later(130)), [""; 0]);
    assert_eq!(alerts(tick(&mut model, later(4700))).len(), 1);
}

#[test]
fn the_scope_says_whose_accesses_are_told() {
    let count = |set: fn(&mut Model)| {
        let mut model = watching(400);
        model.accesses.known.clear();
        set(&mut model);
        list(&mut model, &[of_device(1, 1001, 400), of_device(2, 1002, 401)], now());
        hide(&mut model);
        pass(&mut model, 500).len()
    };
    assert_eq!(count(|_| {}), 0);
    assert_eq!(count(|model| model.settings.alerts.scope = Scope::All), 6);
    fn by(model: &mut Model, who: &str) {
        model.accesses.known.entry(endpoint(1001)).or_default().opened_by = who.into();
    }
    assert_eq!(
        count(|model| by(model, "taro")),
        3,
        "opened by this operator in an earlier run"
    );
    assert_eq!(count(|model| by(model, "hanako")), 0);
}

#[test]
fn without_any_way_out_it_stays_on_the_screen() {
    let mut model = watching(400);
    model.settings.alerts.ways = Ways::default();
    let effects = tick(&mut model, later(100)).0;
    let ways = effects.iter().find_map(|effect| match effect {
        Effect::Alert { ways, .. } => Some(*ways),
        _ => None,
    });
    assert_eq!(
        ways,
        Some(Ways::default()),
        "whichever account is shown tells it: {effects:?}"
    );
    assert!(toast(&model).starts_with("kiosk-1: 5:00 left"), "{}", toast(&model));
}

#[test]
fn many_in_the_same_second_are_one_alert() {
    let mut model = watching(400);
    model.settings.alerts.scope = Scope::All;
    let many: Vec<Mapping> = (1..=5)
        .map(|number| of_device(number, 2000 + u16::try_from(number).unwrap(), 400))
        .collect();
    list(&mut model, &many, now());
    let told = alerts(tick(&mut model, later(100)));
    assert_eq!(told.len(), 1);
    assert!(told[0].ends_with("; and 2 more"), "{told:?}");
}

/// What is told when the devices are listed with the first one's presence so.
fn listed_so(model: &mut Model, presence: [Presence; 2]) -> Vec<String> {
    let _ = apply_command(model, Command::Refresh, now());
    let items = [1, 2].into_iter().zip(presence);
    let items = items.map(|(number, presence)| Device {
        presence,
        ..device(number)
    });
    page(model, items);
    alerts(done(model, Ok(()), now()))
}

#[test]
fn a_device_that_drops_or_returns_while_it_can_be_reached_is_told_once() {
    use Presence::{Offline, Online};
    let mut model = watching(400);
    assert_eq!(listed_so(&mut model, [Online, Online]), [""; 0]);
    let told = listed_so(&mut model, [Offline, Offline]);
    assert!(
        told.len() == 1 && told[0].starts_with("kiosk-1 has dropped") && !told[0].contains("kiosk-2"),
        "{told:?}"
    );
    assert_eq!(listed_so(&mut model, [Offline, Online]), [""; 0]);
    assert_eq!(listed_so(&mut model, [Online, Online]), ["kiosk-1 is back online"]);
    // nobody can reach it any more, so nobody is at work on it
    list(&mut model, &[], now());
    assert_eq!(listed_so(&mut model, [Offline, Online]), [""; 0]);
}

#[test]
fn the_title_is_counted_down_within_the_first_moment_and_only_where_it_is_wanted() {
    let mut model = watching(400);
    hide(&mut model);
    model.settings.alerts.title = true;
    assert_eq!(next_wake(&model, now()), Some(later(100)));
    let _ = tick(&mut model, later(100));
    while model.toasts.dismiss() {}
    assert_eq!(next_wake(&model, later(100)), Some(later(101)));
    model.shown(later(100));
    model.changed = false;
    let _ = tick(&mut model, later(101));
    assert!(!model.changed, "the screen has nothing of it");
    model.settings.alerts.title = false;
    assert_eq!(next_wake(&model, later(101)), Some(later(340)));
}
