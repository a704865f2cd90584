//! The wall display: when it is shown, that no key acts on a row that nobody sees, what it asks for, its alarms, its recovery.

use super::sessions::{list, on};
use super::*;
use crate::app::model::{Alarm, Neighbour};
use crate::domain::audit::tests::entry;
use crate::domain::fleet::{Capacity, Fleet};
use crate::domain::{Rate, WallStart};
use crate::gateway::Identity;

/// The screen is divided as the screen does it.
fn divide(model: &mut Model, large: bool) {
    let wall = model.wants_wall(large);
    let rows = if wall { 0 } else { 10 };
    let heights = Heights {
        devices: rows,
        access: rows,
        wall,
        ..Heights::default()
    };
    let _ = apply_event(model, Event::Viewport(heights), now());
}

fn on_the_wall() -> Model {
    let mut model = loaded();
    press(&mut model, "w");
    divide(&mut model, false);
    assert!(model.wall.is_shown());
    model
}

fn alarms(model: &Model, at: Timestamp) -> Vec<String> {
    let name = |alarm: &Alarm<'_>| format!("{alarm:?}").split(['(', ' ']).next().unwrap().to_owned();
    model.alarms(at).iter().map(name).collect()
}

#[test]
fn it_comes_by_itself_only_where_nobody_is_to_touch_anything_and_it_is_large() {
    for (wall, read_only, large, shown) in [
        (WallStart::Auto, true, true, true),
        (WallStart::Auto, true, false, false),
        (WallStart::Auto, false, true, false),
        (WallStart::Always, false, false, true),
        (WallStart::Never, true, true, false),
    ] {
        let mut model = Model::new(Settings {
            wall,
            read_only,
            ..settings()
        });
        divide(&mut model, large);
        assert_eq!(model.wall.is_shown(), shown, "{wall:?} {read_only} {large}");
        press(&mut model, "w");
        for large in [true, false] {
            divide(&mut model, large);
            assert_eq!(model.wall.is_shown(), !shown, "who pressed the key decides, {wall:?}");
        }
    }
}

#[test]
fn a_screen_that_becomes_small_has_panes_until_it_is_large_again() {
    let mut model = loaded();
    model.settings.read_only = true;
    for large in [true, false, true] {
        divide(&mut model, large);
        assert_eq!(model.wall.is_shown(), large);
    }
}

#[test]
fn keys_lead_back_to_the_panes() {
    for (key, focus) in [
        ("w", Pane::Devices),
        ("\x1b", Pane::Devices),
        ("2", Pane::Access),
        ("4", Pane::Audit),
    ] {
        let mut model = on_the_wall();
        press(&mut model, key);
        divide(&mut model, false);
        assert_eq!((model.wall.is_shown(), model.focus), (false, focus), "{key:?}");
    }
    let mut model = on_the_wall();
    model.toasts.push(Level::Bad, "look", now());
    press(&mut model, "\x1b");
    assert!(model.wall.is_shown(), "first the message");
    press(&mut model, "\x1b");
    assert!(!model.wall.is_shown());
}

#[test]
fn no_command_means_a_row_that_nobody_sees() {
    use Command as C;
    const FOR_THE_WALL: [Command; 16] = [
        C::Wall,
        C::Clear,
        C::Devices,
        C::Access,
        C::Sessions,
        C::Audit,
        C::Sweep,
        C::Refresh,
        C::Pause,
        C::NextAccount,
        C::Mask,
        C::Log,
        C::Palette,
        C::Help,
        C::Quit,
        C::Suspend,
    ];
    for focus in Pane::ALL {
        for row in COMMANDS.iter().filter(|row| !FOR_THE_WALL.contains(&row.command)) {
            let mut model = loaded();
            see(&mut model, Pane::ALL);
            model.focus = *focus;
            press(&mut model, "w");
            let before = format!("{:?} {:?}", model.devices.table, model.accesses.table);
            let effects = apply_command(&mut model, row.command, now());
            assert_eq!(effects, Effects::none(), "{:?}", row.command);
            assert!(model.overlays.is_empty() && model.wall.is_shown(), "{:?}", row.command);
            assert!(toast(&model).contains("no row to choose; w shows"), "{:?}", row.command);
            assert_eq!(format!("{:?} {:?}", model.devices.table, model.accesses.table), before);
        }
    }
}

#[test]
fn a_filter_that_was_being_typed_takes_no_keys_under_it() {
    let mut model = loaded();
    press(&mut model, "/k");
    model.settings.wall = WallStart::Always;
    divide(&mut model, false);
    press(&mut model, "1");
    assert!(!model.wall.is_shown(), "the key led to the panes");
    assert_eq!(model.devices.table.input.value(), "k");
}

#[test]
fn what_the_help_finds_means_no_row_either() {
    let mut model = on_the_wall();
    let effects = press(&mut model, "?revoke\n");
    assert!(effects.is_empty() && model.overlays.is_empty());
    assert!(toast(&model).contains("no row to choose"), "{}", toast(&model));
}

#[test]
fn it_asks_for_sessions_fleet_and_log_by_itself_and_politely() {
    let asked = |model: &mut Model, at| -> (bool, bool, bool) {
        let effects = tick(model, at).0;
        let any = |is: fn(&Effect) -> bool| effects.iter().any(is);
        (
            any(|effect| matches!(effect, Effect::LoadSessions)),
            any(|effect| matches!(effect, Effect::LoadFleet(_))),
            any(|effect| matches!(effect, Effect::LoadAudit { imsis: None, .. })),
        )
    };
    let mut model = on_the_wall();
    assert!(next_wake(&model, now()).unwrap() <= now());
    assert_eq!(asked(&mut model, now()), (true, true, true));
    let _ = apply_event(&mut model, list(&[]), now());
    let generation = model.audit.generation;
    let _ = apply_event(
        &mut model,
        Event::Audit {
            generation,
            result: Ok(Vec::new()),
        },
        now(),
    );
    assert_eq!(asked(&mut model, later(29)), (false, false, false));
    assert_eq!(asked(&mut model, later(30)), (true, true, false));
    assert_eq!(asked(&mut model, later(59)), (false, false, false));
    assert_eq!(
        asked(&mut model, later(60)),
        (false, false, true),
        "more seldom than in its pane"
    );

    let mut model = on_the_wall();
    model.settings.link = Err("no stack is configured".into());
    assert_eq!(asked(&mut model, now()), (false, false, true));
}

#[test]
fn it_wakes_once_a_second_for_what_is_live_else_once_a_minute() {
    let mut model = on_the_wall();
    model.paused = true;
    let _ = tick(&mut model, now());
    let at = later(11);
    model.shown(at);
    assert_eq!(next_wake(&model, at), Some(later(12)));
    model.changed = false;
    let _ = tick(&mut model, later(12));
    assert!(model.changed);

    let _ = apply_event(&mut model, Event::Mappings(Ok(Vec::new())), at);
    model.alerting = Default::default();
    model.settle(at);
    while model.toasts.dismiss() {}
    model.shown(at);
    assert_eq!(next_wake(&model, at), Some(later(60)), "the clock");
    for (second, changed) in [(12, false), (59, false), (60, true)] {
        model.changed = false;
        let _ = tick(&mut model, later(second));
        assert_eq!(model.changed, changed, "{second}");
    }
    press(&mut model, "w");
    divide(&mut model, false);
    let wake = next_wake(&model, at);
    assert!(wake.is_none_or(|wake| wake > later(60)), "{wake:?}: the panes have no clock");
}

#[test]
fn what_has_run_out_comes_first_then_what_ends_soonest() {
    let mut model = on_the_wall();
    assert_eq!(Model::new(settings()).totals(now()), None, "nothing is known yet");
    let endless = Mapping {
        expires_at: None,
        ..of_device(5, 1005, 0)
    };
    let listed = vec![
        endless,
        of_device(1, 1001, 1800),
        of_device(2, 1002, 200),
        of_device(3, 1003, -60),
    ];
    let _ = apply_event(&mut model, Event::Mappings(Ok(listed)), now());
    let ports: Vec<u16> = model
        .soonest_first(now())
        .iter()
        .map(|mapping| mapping.endpoint.port())
        .collect();
    assert_eq!(ports, [1003, 1002, 1001, 1005]);
    let totals = model.totals(now()).unwrap();
    assert_eq!((totals.live, totals.expiring, totals.expired), (3, 1, 1));
    let (next, left) = totals.next.unwrap();
    assert_eq!((next.endpoint.port(), left.seconds()), (1002, 200));
    let totals = model.totals(later(201)).unwrap();
    assert_eq!((totals.live, totals.expiring, totals.expired), (2, 0, 2));
    assert_eq!(model.sims(), Some((5, 5)));
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

    assert_eq!(alarms(&model, later(201)), ["Old", "Expired"]);
    let _ = apply_event(&mut model, Event::Mappings(Ok(vec![of_device(1, 1001, 1800)])), later(202));
    assert!(alarms(&model, later(202)).is_empty());

    let _ = apply_event(&mut model, list(&[on(1, "taro", false), on(3, "taro", true)]), later(202));
    assert_eq!(alarms(&model, later(202)), ["Orphans"]);
    let _ = apply_event(&mut model, list(&[on(1, "taro", false)]), later(203));
    assert!(alarms(&model, later(203)).is_empty());

    for (presence, expected) in [(Presence::Offline, vec!["Offline"]), (Presence::Online, vec![])] {
        let generation = model.devices.begin(crate::gateway::Listing::All);
        let item = |number| Device {
            presence,
            ..device(number)
        };
        let page = Box::new((1..=5).map(item).collect());
        let _ = apply_event(&mut model, Event::DevicesPage { generation, page }, later(204));
        let _ = apply_event(
            &mut model,
            Event::DevicesDone {
                generation,
                result: Ok(()),
            },
            later(204),
        );
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
    assert_eq!(model.turned_away(later(15 * 60 - 15)), Some(0));

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

#[test]
fn it_is_looked_at_though_its_terminal_has_no_focus() {
    let mut model = on_the_wall();
    let _ = apply_event(&mut model, Event::Watched(false), now());
    divide(&mut model, false);
    assert_eq!(model.status.slowness(), 1);
    let low = Rate {
        limit: 1000,
        remaining: 10,
        seconds: 20,
    };
    let _ = apply_event(&mut model, Event::Notice(Notice::Rate(low)), now());
    assert_eq!(model.status.slowness(), 4, "but it gives way where little is left");
}

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
    assert_eq!(alarms(&model, at), ["Trouble"]);

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
