//! Marking all that passes the filter, and what that means to what is done to marks.

use super::*;

fn marked(model: &Model) -> Vec<String> {
    let mut names: Vec<String> = model.devices.marked().map(|device| device.name).collect();
    names.sort();
    names
}

#[test]
fn all_that_pass_the_filter_are_marked_and_unmarked() {
    let mut model = loaded();
    press(&mut model, "/kiosk-2\n*");
    assert_eq!((marked(&model), toast(&model)), (vec!["kiosk-2".to_owned()], "marked 1"));
    press(&mut model, "\x1b\x1b");
    assert!(model.devices.table.filter.is_empty(), "{:?}", model.devices.table.filter);
    press(&mut model, "*");
    assert_eq!((marked(&model).len(), toast(&model)), (5, "marked 5"));
    press(&mut model, "/kiosk-3\n*");
    assert_eq!((marked(&model).len(), toast(&model)), (4, "unmarked 1; 4 are marked in all"));
    assert!(!marked(&model).contains(&"kiosk-3".to_owned()));
}

#[test]
fn a_tag_marks_and_what_is_open_to_marked_devices_is_revoked() {
    let mut model = loaded();
    let _ = apply_command(&mut model, Command::Refresh, now());
    let mut osaka = device(1);
    osaka.tags.insert("site".into(), "osaka".into());
    page(&mut model, [osaka]);
    model.settle(now());
    press(&mut model, "/tag:site=osaka\n*");
    assert_eq!(marked(&model), ["kiosk-1"]);
    press(&mut model, "x");
    let Some(Overlay::Confirm(confirm)) = model.overlay() else {
        panic!("{}", toast(&model))
    };
    assert_eq!(confirm.action.targets().len(), 1);
    assert_eq!(confirm.action.targets()[0].endpoint, endpoint(1001));
}

#[test]
fn the_access_pane_marks_too_and_a_log_does_not() {
    let mut model = loaded();
    press(&mut model, "2*");
    assert_eq!(model.accesses.table.marks.len(), 2);
    press(&mut model, "*");
    assert!(model.accesses.table.marks.is_empty());
    assert_eq!(toast(&model), "unmarked 2");
    press(&mut model, "/no such row\n*");
    assert_eq!(toast(&model), "there is no row to mark");
    press(&mut model, "4*");
    assert!(toast(&model).contains("entries of a log"), "{}", toast(&model));
}
