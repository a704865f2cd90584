//! The mouse: what a click and the wheel do, and that they do nothing else.

use super::*;
use crate::domain::session::JoinedSession;
use crate::domain::session::tests::session;

fn input(model: &mut Model, input: Input, at: Timestamp) {
    let Effects(effects) = apply_input(model, input, at);
    assert_eq!(effects, [], "the mouse asks for nothing");
}

fn chosen(model: &Model) -> (Option<&str>, Option<String>) {
    let device = model.devices.table.selected().and_then(|slot| model.devices.row(*slot));
    let access = model.accesses.table.selected().map(ToString::to_string);
    (device.map(|device| device.name), access)
}

#[test]
fn a_click_chooses_the_row_and_its_pane() {
    let mut model = loaded();
    input(&mut model, Input::Click(Pane::Devices, Some(2)), now());
    assert_eq!((chosen(&model).0, model.focus), (Some("kiosk-3"), Pane::Devices));
    input(&mut model, Input::Click(Pane::Access, Some(1)), now());
    assert_eq!(
        (chosen(&model).1.as_deref(), model.focus),
        (Some("203.0.113.20:1001"), Pane::Access)
    );
    input(&mut model, Input::Click(Pane::Devices, Some(9)), now());
    assert_eq!(
        (chosen(&model).0, model.focus),
        (Some("kiosk-3"), Pane::Devices),
        "below the last row"
    );
    input(&mut model, Input::Click(Pane::Access, None), now());
    assert_eq!(model.focus, Pane::Access, "on the frame");
}

#[test]
fn two_clicks_on_one_row_in_time_show_its_details() {
    let half = now().checked_add(SignedDuration::from_millis(300)).unwrap();
    for (second, row, shown) in [(half, 1, true), (later(1), 1, false), (half, 2, false)] {
        let mut model = loaded();
        input(&mut model, Input::Click(Pane::Devices, Some(1)), now());
        assert!(model.overlays.is_empty());
        input(&mut model, Input::Click(Pane::Devices, Some(row)), second);
        let details = matches!(model.overlay(), Some(Overlay::Device(id)) if *id == device(2).sim_id);
        assert_eq!(details, shown, "{second} {row}");
    }
}

#[test]
fn what_lies_over_the_panes_takes_no_click() {
    for keys in ["x", "o", "?", "L", "\n", "C"] {
        let mut model = loaded();
        press(&mut model, keys);
        let before = (model.overlays.len(), model.focus);
        for row in 0..8 {
            input(&mut model, Input::Click(Pane::Access, Some(row)), now());
            input(&mut model, Input::Click(Pane::Access, Some(row)), now());
            input(&mut model, Input::Wheel(Some(Pane::Access), 1), now());
        }
        assert_eq!((model.overlays.len(), model.focus), before, "{keys:?}");
        assert!(model.accesses.revoking.is_empty() && model.accesses.opening.is_empty());
    }
}

#[test]
fn the_wheel_moves_where_the_pointer_is() {
    let mut model = loaded();
    input(&mut model, Input::Wheel(Some(Pane::Devices), 1), now());
    input(&mut model, Input::Wheel(Some(Pane::Access), 1), now());
    assert_eq!(chosen(&model), (Some("kiosk-4"), Some("203.0.113.20:1001".into())));
    input(&mut model, Input::Wheel(Some(Pane::Devices), -1), now());
    input(&mut model, Input::Wheel(None, 1), now());
    assert_eq!((chosen(&model).0, model.focus), (Some("kiosk-1"), Pane::Devices));
    press(&mut model, "?");
    input(&mut model, Input::Wheel(None, 1), now());
    assert!(matches!(model.overlay(), Some(Overlay::Help(help)) if help.cursor == 1));
}

#[test]
fn the_mouse_chooses_sessions_and_shows_them_but_ends_none() {
    let mut model = sessions::looking();
    press(&mut model, "1/kiosk");
    let mut click = |pane, row| {
        let asked = apply_input(&mut model, Input::Click(pane, row), now()).0;
        assert_eq!(asked, []);
        let session = model.current_session().map(|joined| joined.session.id.clone());
        (model.focus, session, model.overlays.len())
    };
    let on = |id: &str, overlays| (Pane::Sessions, Some(id.to_owned()), overlays);
    assert_eq!(click(Pane::Sessions, Some(1)), on("s1", 0));
    assert_eq!(click(Pane::Sessions, Some(2)), on("s2", 0), "another row: no double click");
    assert_eq!(click(Pane::Sessions, Some(2)), on("s2", 1));
    assert!(matches!(model.overlay(), Some(Overlay::Session(id)) if id == "s2"));
    assert!(
        !model.devices.table.filtering,
        "the filter of the other pane is no longer typed"
    );
    press(&mut model, "\x1b1");
    assert_eq!(model.lower(), Pane::Sessions, "the pane that was clicked stays below");
    let _ = apply_input(&mut model, Input::Wheel(Some(Pane::Sessions), -1), now());
    assert_eq!(model.current_session().unwrap().session.id, "s3");
}

#[test]
fn the_wheel_scrolls_a_question_and_answers_none() {
    let mut model = sessions::looking();
    let sessions: Vec<JoinedSession> = (1..=9)
        .map(|number| JoinedSession {
            session: session(&format!("s{number}"), "taro"),
            ..sessions::on(number % 4 + 1, "taro", false)
        })
        .collect();
    let _ = apply_event(&mut model, sessions::list(&sessions), now());
    model.settle(now());
    press(&mut model, "g         x");
    let top = |model: &Model| match model.overlay() {
        Some(Overlay::Confirm(confirm)) => confirm.scroll.top,
        other => panic!("{other:?}"),
    };
    see(&mut model, &[Pane::Sessions]);
    let _ = apply_input(&mut model, Input::Wheel(Some(Pane::Sessions), 2), now());
    assert_eq!(top(&model), 2);
    let _ = apply_input(&mut model, Input::Wheel(None, -1), now());
    assert_eq!(top(&model), 1);
    assert!(model.sessions.ending.is_empty());
}
