//! Writing what is open to a file.

use super::*;

#[test]
fn the_rows_that_pass_the_filter_are_written_under_a_name_with_the_time() {
    let mut model = loaded();
    press(&mut model, "2/kiosk-2\n");
    let effects = press(&mut model, "E");
    let [Effect::Save { name, contents }] = effects.as_slice() else {
        panic!("{effects:?}")
    };
    assert_eq!(name, "naptop-access-20261124T120000Z.csv");
    let lines: Vec<&str> = contents.lines().collect();
    assert_eq!(lines.len(), 2, "{contents}");
    assert!(
        lines[1].starts_with("kiosk-2,") && lines[1].contains(",203.0.113.20,1002,"),
        "{contents}"
    );
    let _ = apply_event(&mut model, Event::Saved(Ok("/tmp/here.csv".into())), now());
    assert_eq!(toast(&model), "written to /tmp/here.csv");
}

#[test]
fn there_is_no_file_without_rows_and_a_failure_is_said() {
    let mut model = loaded();
    press(&mut model, "2/no such\n");
    assert_eq!(press(&mut model, "E"), []);
    assert!(toast(&model).contains("nothing to write"), "{}", toast(&model));
    let failed = Failure::new(Kind::Unexpected, "here.csv cannot be written").advise("go elsewhere");
    let _ = apply_event(&mut model, Event::Saved(Err(failed)), now());
    assert!(toast(&model).contains("cannot be written") && toast(&model).contains("go elsewhere"));
}
