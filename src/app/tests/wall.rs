//! The wall display: when it is shown, that no key acts on a row that nobody sees, what it asks for, when it wakes.

use super::sessions::list;
use super::*;
use crate::app::model::Scope;
use crate::domain::{Rate, WallStart};

/// The screen is divided as the screen does it.
pub(super) fn divide(model: &mut Model, large: bool) {
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

pub(super) fn on_the_wall() -> Model {
    let mut model = loaded();
    press(&mut model, "w");
    divide(&mut model, false);
    assert!(model.wall.is_shown());
    model
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
fn what_ends_soonest_comes_first_and_what_has_run_out_last() {
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
    assert_eq!(ports, [1002, 1001, 1005, 1003]);
    let totals = model.totals(now()).unwrap();
    assert_eq!((totals.live, totals.expiring, totals.expired), (3, 1, 1));
    let (next, left) = totals.next.unwrap();
    assert_eq!((next.endpoint.port(), left.seconds()), (1002, 200));
    let totals = model.totals(later(201)).unwrap();
    assert_eq!((totals.live, totals.expiring, totals.expired), (2, 0, 2));
    assert_eq!(model.sims(), Some((5, 5)));
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

#[test]
fn it_tells_of_callers_to_all_devices_whatever_the_log_was_of() {
    let mut model = loaded();
    press(&mut model, "ga");
    assert!(matches!(model.audit.scope, Scope::Device(_)));
    press(&mut model, "w");
    assert_eq!(model.audit.scope, Scope::All);
}
