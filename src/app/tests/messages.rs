//! The messages of this run: what is kept, and that reading them does nothing else.

use super::*;

fn said(model: &Model) -> Vec<(Level, String)> {
    let log = model.toasts.log().newest_first();
    log.map(|said| (said.level, said.text.clone())).collect()
}

#[test]
fn what_went_by_is_kept_with_its_level_and_its_time() {
    let mut model = loaded();
    press(&mut model, "sZ");
    let _ = tick(&mut model, later(3600));
    assert_eq!(toast(&model), "", "it has had its time");
    let log: Vec<_> = model.toasts.log().newest_first().collect();
    assert_eq!((log[0].at, log[0].level), (now(), Level::Info));
    assert!(log[0].text.starts_with("Z means nothing here") && log[1].text.starts_with("sorted by"));
}

/// What failed stays in front, and what the next key did is told beside it.
#[test]
fn the_last_key_is_answered_although_something_failed() {
    let mut model = loaded();
    model.toasts.push(Level::Bad, "it failed", now());
    assert_eq!((toast(&model), model.toasts.since()), ("it failed", None));
    press(&mut model, "s");
    let since = model.toasts.since().map(|toast| toast.text.as_str());
    assert_eq!((toast(&model), since), ("it failed", Some("sorted by name")));
    let _ = apply_command(&mut model, Command::Clear, now());
    assert_eq!((toast(&model), model.toasts.since()), ("", None));
}

#[test]
fn what_is_left_open_is_told_until_somebody_has_seen_it_and_is_the_operators() {
    let mut model = loaded();
    let request = open(&mut model);
    let failed = OpenFailure {
        failure: Failure::new(Kind::Unexpected, "IS STILL OPEN").advise("run `naptop revoke`"),
        left_open: vec![endpoint(1009)],
    };
    let result = Err(failed);
    let _ = apply_event(&mut model, Event::Opened { request, result }, now());
    let _ = tick(&mut model, later(3600));
    assert_eq!(toast(&model), "IS STILL OPEN; x on its row revokes it");
    let listed = vec![of_device(1, 1009, 7200), of_device(2, 1002, 7200)];
    let _ = apply_event(&mut model, Event::Mappings(Ok(listed)), later(15));
    assert_eq!(model.accesses.ours().count(), 1);
    let left = model.accesses.get(&endpoint(1009)).unwrap();
    assert_eq!(model.access_row(left, now()).opened_by, Some("taro"));
    press(&mut model, "\u{1b}");
    assert_eq!(toast(&model), "");
    // once it is gone it is not told of any more
    assert!(model.accesses.left_open.contains(&endpoint(1009)));
    let listed = vec![of_device(2, 1002, 7200)];
    let _ = apply_event(&mut model, Event::Mappings(Ok(listed)), later(30));
    assert!(model.accesses.left_open.is_empty());
}

#[test]
fn a_doubt_says_of_which_device_it_is() {
    let mut model = loaded();
    for number in [3, 4] {
        let slot = model.devices.slot(&device(number).sim_id).unwrap();
        model.devices.table.select(&slot);
        let request = open(&mut model);
        let failure = Failure::new(Kind::Timeout, "no answer").in_doubt(true).into();
        let result = Err(failure);
        let _ = apply_event(&mut model, Event::Opened { request, result }, now());
    }
    let told: Vec<&str> = model.toasts.insisted().map(|(text, _)| text).collect();
    assert_eq!(told.len(), 2);
    assert!(told[0].starts_with("kiosk-3 port 3389: no answer"), "{told:?}");
}

/// None of them goes unseen, and none of them keeps a key from being answered.
#[test]
fn what_is_left_open_is_dismissed_one_by_one() {
    let mut model = loaded();
    for number in 0..9 {
        model.toasts.insist(format!("left open: {number}"), Vec::new(), now());
    }
    press(&mut model, "s");
    assert_eq!(model.toasts.since().map(|toast| toast.text.as_str()), Some("sorted by name"));
    for number in (0..9).rev() {
        assert_eq!(toast(&model), format!("left open: {number}"), "none goes unseen");
        press(&mut model, "\u{1b}");
    }
    assert_eq!((toast(&model), model.toasts.since()), ("", None));
}

#[test]
fn trouble_with_the_service_is_noted_once_when_it_comes_and_when_it_goes() {
    let mut model = loaded();
    let failure = Failure::new(Kind::Offline, "no answer");
    for _ in 0..3 {
        let _ = apply_event(&mut model, Event::Mappings(Err(failure.clone())), now());
    }
    let _ = apply_event(&mut model, Event::Mappings(Ok(Vec::new())), now());
    let good = (Level::Good, "SORACOM answers again".to_owned());
    assert_eq!(said(&model), [good, (Level::Bad, failure.with_advice())]);
}

#[test]
fn it_is_scrolled_and_closed_and_nothing_else_reaches_the_panes() {
    let mut model = loaded();
    press(&mut model, "sss");
    assert_eq!(press(&mut model, "LjjOxqj"), [], "q closes it, and then j moves in the pane");
    assert!(model.overlays.is_empty());
    assert!(said(&model).iter().all(|(_, text)| text.starts_with("sorted by")));
    press(&mut model, "Lj");
    let Some(Overlay::Log(reading)) = model.overlay() else {
        panic!("it is open")
    };
    assert_eq!(reading.depth(model.toasts.log()), 1);
    press(&mut model, "L");
    assert!(model.overlays.is_empty());
}
