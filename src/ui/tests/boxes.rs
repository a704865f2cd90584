//! What lies on top of the panes: forms, questions, help, details.

use super::*;

#[test]
fn the_form() {
    for size in sizes() {
        let mut model = loaded();
        press(&mut model, "o点検");
        insta::assert_snapshot!(format!("form_{}", tag(size)), shot(&mut model, size));
    }
}

#[test]
fn the_form_with_a_problem() {
    let mut model = loaded_with(
        Settings {
            link: Err("no stack is configured; set appstream.stack in config.toml".into()),
            ..settings()
        },
        devices(),
        Vec::new(),
    );
    let offline = SimId("8981100000000000010".into());
    let offline = model.devices.slot(&offline).unwrap();
    model.devices.table.select(&offline);
    press(&mut model, "o\t\t\t");
    press(&mut model, "0");
    press(&mut model, "\n");
    insta::assert_snapshot!("form_problem_80x24", shot(&mut model, USUAL));
    insta::assert_snapshot!("form_problem_60x16", shot(&mut model, SMALL));
}

#[test]
fn a_question() {
    for size in sizes() {
        let mut model = loaded();
        press(&mut model, "2x");
        insta::assert_snapshot!(format!("confirm_{}", tag(size)), shot(&mut model, size));
    }
}

/// Whatever the size, the box names device, endpoint and time left.
#[test]
fn a_question_names_what_it_is_about() {
    for size in [(40, 10), (50, 11), (60, 16), (80, 24)] {
        let mut model = loaded();
        model.accesses.table.select(&"203.0.113.52:52011".parse().unwrap());
        press(&mut model, "2x");
        let text = Screen::of(&mut model, true, now(), size).text();
        let from = text.find("Revoke this access?").unwrap();
        for part in ["kiosk-1", "203.0.113.52:52011", "1:23:20 left", " y ", " n "] {
            assert!(text[from..].contains(part), "{size:?} {part}\n{text}");
        }
    }
}

#[test]
fn a_question_about_many() {
    let mut model = loaded();
    model.overlays.push(Overlay::Confirm(many()));
    insta::assert_snapshot!("confirm_many_80x24", shot(&mut model, USUAL));
    insta::assert_snapshot!("confirm_many_60x16", shot(&mut model, SMALL));
}

pub(super) fn many() -> Confirm {
    let mut targets: Vec<RevokeTarget> = mappings()
        .iter()
        .map(|mapping| RevokeTarget {
            endpoint: mapping.endpoint.clone(),
            mapping: None,
            label: format!("端末 {}", mapping.endpoint.port()),
            key: None,
        })
        .collect();
    targets.extend((0..30).map(|number| RevokeTarget {
        endpoint: format!("203.0.113.200:{}", 50000 + number).parse().unwrap(),
        mapping: None,
        label: format!("kiosk-{number}"),
        key: None,
    }));
    Confirm::new(
        format!("Revoke these {} accesses?", targets.len()),
        vec!["The mapping and its AppStream sessions go, whoever opened them.".into()],
        ConfirmAction::Revoke(targets),
    )
}

#[test]
fn the_help() {
    for size in sizes() {
        let mut model = loaded();
        press(&mut model, "?");
        insta::assert_snapshot!(format!("help_{}", tag(size)), shot(&mut model, size));
    }
}

#[test]
fn the_help_searched_in_read_only() {
    let mut model = read_only();
    press(&mut model, "?streaming");
    key(&mut model, Key::Down);
    insta::assert_snapshot!(shot(&mut model, USUAL));
}

#[test]
fn details_of_a_device() {
    for size in [USUAL, SMALL] {
        let mut model = loaded();
        press(&mut model, "\n");
        insta::assert_snapshot!(format!("device_{}", tag(size)), shot(&mut model, size));
    }
}

#[test]
fn details_of_an_access_never_show_the_url() {
    for size in [USUAL, SMALL] {
        let mut model = loaded();
        let _ = apply_command(&mut model, Command::Access, now());
        model.accesses.table.select(&"203.0.113.52:52011".parse().unwrap());
        press(&mut model, "\n");
        let screen = Screen::of(&mut model, true, now(), size);
        assert!(!screen.text().contains("https://"));
        insta::assert_snapshot!(format!("access_details_{}", tag(size)), screen.with_styles());
    }
}

/// Whatever the size, all of it can be read.
#[test]
fn details_can_be_read_to_their_end() {
    for size in [(42, 10), SMALL, USUAL] {
        let mut model = loaded();
        press(&mut model, "\n");
        let whole = Screen::of(&mut model, true, now(), (120, 60)).text();
        let values: Vec<&str> = ["Session ", "SIM ID ", "IMSI ", "Last mapping "].to_vec();
        assert!(values.iter().all(|value| whole.contains(value)), "{whole}");
        let mut seen = Screen::of(&mut model, true, now(), size).text();
        for _ in 0..40 {
            press(&mut model, "j");
            seen.push_str(&Screen::of(&mut model, true, now(), size).text());
        }
        assert!(values.iter().all(|value| seen.contains(value)), "{seen}");
        // as many keys up as it takes, not as many as were pressed at the end
        press(&mut model, "g");
        let first = Screen::of(&mut model, true, now(), size).text();
        assert!(first.contains("Session "), "{first}");
    }
}

#[test]
fn a_link_to_select() {
    let mut model = loaded();
    let link = link("203.0.113.52:52011");
    model.overlays.push(Overlay::Link {
        reason: "no clipboard here: select it with the mouse".into(),
        link: link.clone(),
    });
    let screen = Screen::of(&mut model, true, now(), USUAL);
    let lines = screen.lines();
    let from = lines.iter().position(|line| line.starts_with("https://")).unwrap();
    let selected: String = lines[from..]
        .iter()
        .take_while(|line| !line.starts_with(['─', ' ']))
        .map(String::as_str)
        .collect();
    assert_eq!(selected, link.url(), "what is selected is the URL and nothing else");
    insta::assert_snapshot!(screen.with_styles());
}
