//! The mouse: what a click and the wheel do, and that they do nothing else.

use super::*;

fn input(model: &mut Model, input: Input, at: Timestamp) {
    let Effects(effects) = apply_input(model, input, at);
    assert_eq!(effects, [], "the mouse asks for nothing");
}

fn chosen(model: &Model) -> (Option<&str>, Option<String>) {
    let device = model.devices.table.selected().and_then(|id| model.devices.get(id));
    let access = model.accesses.table.selected().map(ToString::to_string);
    (device.map(|device| device.name.as_str()), access)
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
