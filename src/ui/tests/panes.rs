//! The Sessions and Audit panes as pictures: beside the devices, alone, failing, empty; their details and questions.

use super::*;
use crate::domain::fleet::Fleet;
use crate::domain::session::SessionList;
use crate::ui::testing::example::log;

/// Everything is read, and that pane has the keys.
fn on(pane: &str) -> Model {
    let mut model = loaded();
    watched(&mut model);
    press(&mut model, pane);
    model
}

fn text(model: &mut Model, size: (u16, u16)) -> String {
    Screen::of(model, true, now(), size).text()
}

#[test]
fn the_sessions() {
    for size in sizes() {
        insta::assert_snapshot!(format!("sessions_{}", tag(size)), shot(&mut on("3"), size));
    }
}

#[test]
fn the_log() {
    for size in sizes() {
        insta::assert_snapshot!(format!("audit_{}", tag(size)), shot(&mut on("4"), size));
    }
}

#[test]
fn the_log_of_one_device() {
    let mut model = on("4jjjja");
    let (generation, imsi) = (model.audit.generation, device(1, "").imsi);
    let of_one = log().into_iter().filter(|entry| entry.imsi == imsi).collect();
    let result = Ok(of_one);
    let _ = apply_event(&mut model, Event::Audit { generation, result }, now());
    model.settle(now());
    insta::assert_snapshot!(text(&mut model, USUAL));
}

/// Each pane says what is wrong with it, keeps its rows and calls them old; the others do not know of it.
#[test]
fn panes_whose_listing_fails() {
    let failing = |pane: &str| {
        let mut model = on(pane);
        let failure = Failure::new(Kind::Auth, "could not list AppStream sessions: the SSO token has expired")
            .advise("run `aws sso login`, then R");
        let _ = apply_event(&mut model, Event::Sessions(Err(failure)), now());
        let failure = Failure::new(Kind::Forbidden, "could not read the audit log: not permitted")
            .advise("ask for AuditLog:getNapterAuditLogs, then sign in again");
        let generation = model.audit.generation;
        let result = Err(failure);
        let _ = apply_event(&mut model, Event::Audit { generation, result }, now());
        model
    };
    insta::assert_snapshot!("sessions_failing_80x24", shot(&mut failing("3"), USUAL));
    insta::assert_snapshot!("audit_failing_80x24", shot(&mut failing("4"), USUAL));
    insta::assert_snapshot!("sessions_failing_60x16", shot(&mut failing("3"), SMALL));
    let access = text(&mut failing("2"), USUAL);
    assert!(!access.contains("could not") && !access.contains("OLD"), "{access}");
}

#[test]
fn panes_that_never_had_an_answer() {
    for (pane, asking, failed) in [
        ("3", "looking for AppStream sessions", "no credentials"),
        ("4", "reading the audit log", "no permission"),
    ] {
        let mut model = loaded();
        press(&mut model, pane);
        assert!(text(&mut model, USUAL).contains(asking));
        let failure = |what: &str| Failure::new(Kind::Auth, what).advise("get some");
        let _ = apply_event(&mut model, Event::Sessions(Err(failure("no credentials"))), now());
        let (generation, result) = (model.audit.generation, Err(failure("no permission")));
        let _ = apply_event(&mut model, Event::Audit { generation, result }, now());
        let text = text(&mut model, USUAL);
        assert!(
            text.contains(failed) && text.contains("get some") && text.contains("R tries again"),
            "{text}"
        );
    }
}

#[test]
fn panes_with_nothing_in_them() {
    let mut model = loaded();
    press(&mut model, "3");
    let _ = apply_event(&mut model, Event::Sessions(Ok(SessionList::default())), now());
    assert!(text(&mut model, USUAL).contains("nobody is in an AppStream session"));
    press(&mut model, "4");
    let (generation, result) = (model.audit.generation, Ok(Vec::new()));
    let _ = apply_event(&mut model, Event::Audit { generation, result }, now());
    let screen = text(&mut model, USUAL);
    assert!(
        screen.contains("nobody has come") && screen.contains("their own network"),
        "{screen}"
    );
    let no_stack = Settings {
        link: Err("no AppStream stack and fleet are set".into()),
        ..settings()
    };
    let mut model = loaded_with(no_stack, devices(), mappings());
    press(&mut model, "3");
    let screen = text(&mut model, USUAL);
    assert!(
        screen.contains("no AppStream stack and fleet are set") && screen.contains("naptop config init"),
        "{screen}"
    );
}

/// What could not be held against the mappings is said, since then the absence of an orphan means nothing.
#[test]
fn sessions_that_could_not_be_joined() {
    let mut model = on("3");
    let list = SessionList {
        sessions: sessions(),
        unjoined: Some(Failure::new(Kind::Offline, "could not list mappings: connection refused")),
    };
    let _ = apply_event(&mut model, Event::Sessions(Ok(list)), now());
    let screen = text(&mut model, WIDE);
    assert!(
        screen.contains("none is called an orphan, because what is open is not known"),
        "{screen}"
    );
}

#[test]
fn how_many_are_free_is_told_where_sessions_are_looked_at_and_what_is_wrong_everywhere() {
    let mut model = on("3");
    assert!(text(&mut model, WIDE).contains("fleet 2 of 5 free"));
    let stopped = Fleet {
        state: "STOPPED".into(),
        ..Fleet::default()
    };
    let _ = apply_event(&mut model, Event::Fleet(Ok(stopped)), now());
    for size in sizes() {
        let screen = text(&mut model, size);
        assert!(
            screen.lines().next().unwrap().contains("✗ fleet STOPPED: start it?"),
            "{screen}"
        );
    }
    press(&mut model, "2");
    for size in sizes() {
        let screen = text(&mut model, size);
        assert!(screen.lines().next().unwrap().contains("✗ fleet STOPPED"), "{screen}");
    }
    let running = Fleet {
        state: "RUNNING".into(),
        ..Fleet::default()
    };
    let _ = apply_event(&mut model, Event::Fleet(Ok(running)), now());
    assert!(!text(&mut model, WIDE).contains(" fleet "), "it may be otherwise by now");
}

#[test]
fn details_of_a_session_and_of_an_entry() {
    let mut model = on("3\n");
    insta::assert_snapshot!("session_details_80x24", shot(&mut model, USUAL));
    let mut model = on("4jjj\n");
    insta::assert_snapshot!("entry_details_80x24", shot(&mut model, USUAL));
    insta::assert_snapshot!("entry_details_60x16", shot(&mut model, SMALL));
}

#[test]
fn a_question_about_sessions() {
    let mut model = on("3  jx");
    insta::assert_snapshot!("confirm_sessions_80x24", shot(&mut model, USUAL));
    insta::assert_snapshot!("confirm_sessions_60x16", shot(&mut model, SMALL));
}

/// Whatever the size, everything that a sweep would take away can be seen before it is decided.
#[test]
fn a_sweep_can_be_read_to_its_end() {
    let mut sweep = Sweep {
        mappings: (0..20)
            .map(|number| RevokeTarget {
                endpoint: format!("203.0.113.200:{}", 50000 + number).parse().unwrap(),
                mapping: None,
                label: format!("expired-{number:02}"),
                key: None,
            })
            .collect(),
        ..Sweep::default()
    };
    for number in 0..20 {
        let mut orphan = sessions().pop().unwrap().session;
        orphan.id = format!("orphan-{number}");
        orphan.user_id = crate::domain::UserId::reported(format!("user-{number:02}"));
        sweep.sessions.push(orphan);
    }
    for size in [WIDE, USUAL, SMALL, (40, 10)] {
        let mut model = on("3X");
        let _ = apply_event(&mut model, Event::SweepPlanned(Ok(sweep.clone())), now());
        let mut seen = text(&mut model, size);
        for _ in 0..60 {
            press(&mut model, "j");
            seen.push_str(&text(&mut model, size));
        }
        for number in 0..20 {
            for name in [format!("5{:04}", number), format!("user-{number:02}")] {
                assert!(seen.contains(&name), "{size:?}: {name} is never shown");
            }
        }
        if size == SMALL {
            insta::assert_snapshot!("sweep_end_60x16", text(&mut model, size));
        }
    }
}

#[test]
fn without_colour_the_panes_can_still_be_read() {
    for (pane, words) in [
        ("3", ["! ORPHAN", "● connected", "○ not connected"]),
        ("4", ["✗ DENIED", "✗ REFUSED", "● CONNECTED"]),
    ] {
        let screen = Screen::of(&mut on(pane), false, now(), WIDE).text();
        for word in words {
            assert!(screen.contains(word), "{word}: {screen}");
        }
    }
}

/// The lower pane changes and nothing else does; zoom and a small screen show the one that has the keys.
#[test]
fn four_panes_in_any_room() {
    for (keys, shown) in [
        ("4", "Opened by and why"),
        ("3", "Ends within"),
        ("2", "Time left"),
        ("31", "Ends within"),
    ] {
        let mut model = on(keys);
        let screen = text(&mut model, WIDE);
        assert!(screen.contains("Last seen") && screen.contains(shown), "{screen}");
        let title = screen.lines().position(|line| line.contains("2 Access")).unwrap();
        assert_eq!(
            title,
            text(&mut on("2"), WIDE)
                .lines()
                .position(|line| line.contains("2 Access"))
                .unwrap()
        );
        press(&mut model, "z");
        let alone = text(&mut model, WIDE);
        assert_eq!(alone.contains("Last seen"), model.focus == crate::app::model::Pane::Devices);
        let tabs = text(&mut model, (40, 10)).lines().nth(1).unwrap().to_owned();
        for number in ["1", "2", "3", "4"] {
            assert!(tabs.contains(number), "{tabs}");
        }
    }
}
