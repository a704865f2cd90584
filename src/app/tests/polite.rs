//! How often lists are asked for: the more pages the less often, slower while nobody looks or little is left of the rate limit.

use super::*;
use crate::domain::Rate;
use crate::gateway::Listing;

/// A model with so many devices, the first ones online, all listed just now.
fn fleet(devices: u64, online: u64) -> Model {
    let mut model = Model::new(settings());
    let _ = start(&mut model, now());
    let presence = |number| {
        if number <= online {
            Presence::Online
        } else {
            Presence::Offline
        }
    };
    let items = (1..=devices).map(|number| Device {
        presence: presence(number),
        ip: Some("10.0.0.1".into()),
        ..device(number)
    });
    page(&mut model, items);
    let _ = done(&mut model, Ok(()), now());
    model
}

fn listed(model: &mut Model, at: Timestamp) -> Option<Listing> {
    let listing = |effect: &Effect| match effect {
        Effect::LoadDevices { which, .. } => Some(*which),
        _ => None,
    };
    tick(model, at).0.iter().find_map(listing)
}

#[test]
fn the_more_pages_the_less_often() {
    assert_eq!(fleet(48, 48).status.next_devices, Some(later(60)));
    assert_eq!(fleet(5000, 5000).status.next_devices, Some(later(150)));
}

#[test]
fn who_is_online_is_searched_for_where_that_is_cheaper() {
    let mut model = fleet(5000, 100);
    assert_eq!(listed(&mut model, later(59)), None);
    assert_eq!(
        listed(&mut model, later(60)),
        Some(Listing::Online),
        "a page instead of fifty"
    );
    page(&mut model, (2..=100).map(device));
    let _ = done(&mut model, Ok(()), later(61));
    assert_eq!(model.devices.len(), 5000);
    let gone = model.devices.get(&device(1).sim_id).unwrap();
    assert_eq!((gone.presence, gone.ip), (Presence::Offline, None));
    assert!(model.devices.get(&device(2).sim_id).unwrap().is_online());
    assert_eq!(
        listed(&mut model, later(160)),
        Some(Listing::All),
        "the whole list, once in a while"
    );

    let mut model = fleet(5000, 4000);
    assert_eq!(listed(&mut model, later(150)), Some(Listing::All));
}

#[test]
fn without_the_permission_to_search_all_are_listed() {
    let mut model = fleet(5000, 100);
    assert_eq!(listed(&mut model, later(60)), Some(Listing::Online));
    let _ = done(&mut model, Err(Failure::new(Kind::Forbidden, "no")), later(60));
    assert_eq!(model.devices.failure, None);
    assert_eq!(listed(&mut model, later(400)), Some(Listing::All));
}

#[test]
fn less_often_while_nobody_looks_and_while_the_limit_is_nearly_used_up() {
    let mut model = loaded();
    assert_eq!(model.status.next_mappings, Some(later(15)));
    let list = |model: &mut Model, at| {
        let effects = tick(model, at);
        assert!(effects.0.contains(&Effect::LoadMappings), "{effects:?}");
        let _ = apply_event(model, Event::Mappings(Ok(Vec::new())), at);
    };
    assert_eq!(apply_event(&mut model, Event::Watched(false), now()), Effects::none());
    list(&mut model, later(15));
    assert_eq!(model.status.next_mappings, Some(later(75)));
    let effects = apply_event(&mut model, Event::Watched(true), later(40));
    assert_eq!(effects, Effects::one(Effect::LoadMappings), "who looks again sees what is");
    let rate = Rate {
        limit: 1000,
        remaining: 150,
        seconds: 20,
    };
    let _ = apply_event(&mut model, Event::Notice(Notice::Rate(rate)), later(40));
    let _ = apply_event(&mut model, Event::Mappings(Ok(Vec::new())), later(40));
    assert_eq!(model.status.next_mappings, Some(later(100)));
}

#[test]
fn dashboards_that_began_together_drift_apart() {
    let mut model = loaded();
    let _ = tick(&mut model, later(15));
    let at = later(15) + SignedDuration::from_millis(500);
    let _ = apply_event(&mut model, Event::Mappings(Ok(Vec::new())), at);
    assert_eq!(model.status.next_mappings, Some(at + SignedDuration::from_millis(15_750)));
}

#[test]
fn a_list_of_devices_that_fails_is_not_forgotten_over_mappings_that_come() {
    let mut model = loaded();
    let _ = tick(&mut model, later(60));
    let _ = done(
        &mut model,
        Err(Failure::new(Kind::Forbidden, "could not list devices")),
        later(61),
    );
    let _ = apply_event(&mut model, Event::Mappings(Ok(Vec::new())), later(62));
    assert!(model.devices.failure.is_some());
    let _ = tick(&mut model, later(200));
    let _ = done(&mut model, Ok(()), later(201));
    assert_eq!(model.devices.failure, None);
}

/// A listing that the limit put off for minutes is made up for once there is room again.
#[test]
fn sims_that_the_rate_limit_kept_away_are_asked_for_once_there_is_room() {
    let mut model = Model::new(settings());
    let _ = start(&mut model, now());
    let rate = |remaining| {
        Event::Notice(Notice::Rate(Rate {
            limit: 1000,
            remaining,
            seconds: 20,
        }))
    };
    let _ = apply_event(&mut model, rate(0), now());
    let _ = done(&mut model, Err(Failure::new(Kind::Rate, "429")), now());
    assert!(model.status.next_devices.unwrap() > later(200));
    let _ = apply_event(&mut model, rate(900), later(15));
    assert_eq!(model.status.next_devices, Some(later(15)));
    // where all are there, it is none of its business
    let mut model = loaded();
    let next = model.status.next_devices;
    let _ = apply_event(&mut model, rate(0), now());
    let _ = apply_event(&mut model, rate(900), now());
    assert_eq!(model.status.next_devices, next);
}
