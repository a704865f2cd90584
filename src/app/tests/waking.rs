//! When the loop wakes, and by whose clock.

use super::*;

#[test]
fn the_service_clock_rules_what_has_expired() {
    let mut model = loaded();
    let notice = |date| {
        Event::Notice(Notice::ServiceTime {
            date,
            sent: now(),
            received: now(),
        })
    };
    let _ = apply_event(&mut model, notice(later(600)), now());
    model.settle(now());
    let over = |model: &Model, port| {
        model
            .accesses
            .get(&endpoint(port))
            .unwrap()
            .is_over(model.service_time(now()))
    };
    assert!(over(&model, 1002), "200 s were left, and the service is 600 s ahead");
    assert!(!over(&model, 1001));
    assert_eq!(model.devices.count_of(model.devices.slot(&device(2).sim_id).unwrap()), 0);
}

#[test]
fn it_wakes_for_the_second_only_while_a_countdown_is_visible() {
    let mut model = loaded();
    model.shown(now());
    let wake = next_wake(&model, now()).unwrap();
    assert_eq!(wake, later(1));
    see(&mut model, &[Pane::Devices]);
    assert_eq!(next_wake(&model, now()), Some(later(15)), "the next refresh");
    model.paused = true;
    assert_eq!(next_wake(&model, now()), None);
}

/// Nothing moves on the screen where nothing is open; that what it shows has become old is seen all the same.
#[test]
fn it_wakes_once_when_what_is_shown_has_become_old() {
    let mut model = loaded();
    see(&mut model, &[Pane::Devices]);
    // the next listing never comes
    model.status.next_mappings = None;
    model.status.next_devices = None;
    let old = next_wake(&model, now()).unwrap();
    assert_eq!(old, later(36), "twice the refresh and a little");
    model.changed = false;
    let _ = tick(&mut model, old);
    assert!(model.changed);
    assert_eq!(next_wake(&model, old), None);
    model.changed = false;
    let listed = vec![of_device(1, 1001, 1800), of_device(2, 1002, 200)];
    let _ = apply_event(&mut model, Event::Mappings(Ok(listed)), old);
    assert!(model.changed, "and that it no longer is");
}

#[test]
fn a_tick_changes_the_screen_only_when_a_digit_changes() {
    let mut model = loaded();
    model.changed = false;
    model.shown(now());
    let half = now().checked_add(SignedDuration::from_millis(500)).unwrap();
    let _ = tick(&mut model, half);
    assert!(!model.changed);
    let _ = tick(&mut model, later(1));
    assert!(model.changed);
}

#[test]
fn an_equal_listing_changes_nothing() {
    let mut model = loaded();
    model.changed = false;
    let listed = vec![of_device(1, 1001, 1800), of_device(2, 1002, 200)];
    let _ = apply_event(&mut model, Event::Mappings(Ok(listed)), later(15));
    model.settle(later(15));
    assert!(!model.changed);
}
