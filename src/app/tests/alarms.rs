//! The alarms of the wall display: each as long as its cause, none for what is as it should be.

use super::sessions::{list, on};
use super::wall::on_the_wall;
use super::*;
use crate::app::model::{Alarm, Neighbour};
use crate::domain::audit::tests::entry;
use crate::domain::fleet::{Capacity, Fleet};

pub(super) fn alarms(model: &Model, at: Timestamp) -> Vec<String> {
    let name = |alarm: &Alarm<'_>| format!("{alarm:?}").split(['(', ' ']).next().unwrap().to_owned();
    model.alarms(at).iter().map(name).collect()
}

#[test]
fn each_alarm_lasts_as_long_as_its_cause() {
    let mut model = on_the_wall();
    assert!(alarms(&model, now()).is_empty(), "all is quiet");

    let failure = Failure::new(Kind::Offline, "could not list mappings: connection refused");
    let _ = apply_event(&mut model, Event::Mappings(Err(failure)), now());
    assert_eq!(alarms(&model, now()), ["Trouble"]);
    assert_eq!(alarms(&model, later(36)), ["Trouble", "Old"]);
    let listed = || vec![of_device(1, 1001, 1800), of_device(2, 1002, 200)];
    let _ = apply_event(&mut model, Event::Mappings(Ok(listed())), later(40));
    assert!(alarms(&model, later(40)).is_empty());

    model.accesses.left_open.insert(endpoint(1002));
    assert_eq!(alarms(&model, later(40)), ["LeftOpen"]);
    assert_eq!(alarms(&model, later(201)), ["Old", "LeftOpen", "Expired"]);
    let _ = apply_event(&mut model, Event::Mappings(Ok(vec![of_device(1, 1001, 1800)])), later(202));
    assert!(alarms(&model, later(202)).is_empty());

    let _ = apply_event(&mut model, list(&[on(1, "taro", false), on(3, "taro", true)]), later(202));
    assert_eq!(alarms(&model, later(202)), ["Orphans"]);
    let _ = apply_event(&mut model, list(&[on(1, "taro", false)]), later(203));
    assert!(alarms(&model, later(203)).is_empty());

    for (presence, expected) in [(Presence::Offline, vec!["Offline"]), (Presence::Online, vec![])] {
        model.devices.begin(crate::gateway::Listing::All);
        let item = |number| Device {
            presence,
            ..device(number)
        };
        page(&mut model, (1..=5).map(item));
        let _ = done(&mut model, Ok(()), later(204));
        assert_eq!(alarms(&model, later(204)), expected);
    }

    let fleet = |state: &str, available| Fleet {
        state: state.into(),
        capacity: Some(Capacity {
            desired: 2,
            in_use: 2 - available,
            available,
        }),
        ..Fleet::default()
    };
    for (fleet, level) in [
        (fleet("RUNNING", 0), Some(Level::Warning)),
        (fleet("STOPPED", 0), Some(Level::Bad)),
        (fleet("RUNNING", 1), None),
    ] {
        let _ = apply_event(&mut model, Event::Fleet(Ok(fleet)), later(204));
        assert_eq!(model.alarms(later(204)).first().map(Alarm::level), level);
    }

    press(&mut model, "p");
    assert_eq!(alarms(&model, later(204)), ["Paused"]);
}

#[test]
fn callers_that_were_turned_away_are_told_for_a_quarter_of_an_hour() {
    let mut model = on_the_wall();
    assert_eq!(model.turned_away(now()), None, "the log was not read");
    let second = now().as_second();
    let entries = vec![
        entry(second - 10, "REFUSED", "c"),
        entry(second - 20, "DENIED", "b"),
        entry(second - 30, "DENIED", "a"),
        entry(second - 3000, "DENIED", "z"),
        entry(second - 40, "CONNECTED", "y"),
    ];
    let generation = model.audit.generation;
    let _ = apply_event(
        &mut model,
        Event::Audit {
            generation,
            result: Ok(entries),
        },
        now(),
    );
    assert_eq!(
        (alarms(&model, now()), model.turned_away(now())),
        (vec!["Refused".to_owned(), "Denied".to_owned()], Some(3))
    );
    let told = model.alarms(now());
    assert!(
        matches!(&told[1], Alarm::Denied(2, last) if last.connection_id.as_deref() == Some("b")),
        "{told:?}"
    );
    assert_eq!(model.turned_away(later(15 * 60 - 15)), Some(1));
    assert_eq!(model.turned_away(later(15 * 60 - 10)), Some(0));

    // not everybody may read the log, and that is no alarm
    for (kind, expected) in [(Kind::Forbidden, 0), (Kind::Unexpected, 1)] {
        let result = Err(Failure::new(kind, "could not read the audit log"));
        let _ = apply_event(&mut model, Event::Audit { generation, result }, later(1000));
        let troubles = |alarm: &Alarm<'_>| matches!(alarm, Alarm::Trouble(..));
        assert_eq!(
            model.alarms(later(1000)).iter().filter(|alarm| troubles(alarm)).count(),
            expected
        );
    }
}

#[test]
fn other_accounts_are_told_when_something_is_wrong_there() {
    let mut model = on_the_wall();
    let account = |name: &str, in_trouble, expired, shown| Neighbour {
        name: name.into(),
        open: Some(1),
        expired,
        in_trouble,
        shown,
    };
    let all = vec![
        account("here", true, 1, true),
        account("well", false, 0, false),
        account("ill", true, 0, false),
        account("late", false, 2, false),
    ];
    model.set_neighbours(all);
    let names: Vec<_> = model
        .alarms(now())
        .into_iter()
        .filter_map(|alarm| match alarm {
            Alarm::Elsewhere(account) => Some(account.name.clone()),
            _ => None,
        })
        .collect();
    assert_eq!(names, ["ill", "late"]);
    model.accesses.all.push(of_device(3, 1003, -60));
    let told = model.as_neighbour(now(), false);
    assert_eq!((told.open, told.expired), (Some(2), 1));
}
