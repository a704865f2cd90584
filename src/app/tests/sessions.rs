//! The Sessions pane: asked for while looked at, ended after a question, orphans told by their device.

use proptest::prelude::*;

use super::{device, later, loaded, now, of_device, press, see, toast};
use crate::app::model::{ConfirmAction, Overlay, Pane};
use crate::app::{Command, Effect, Event, Input, Model, apply_command, apply_event, apply_input, next_wake, tick};
use crate::domain::access::{Left, Remainder};
use crate::domain::fleet::{Capacity, Fleet};
use crate::domain::record::tests::{at, intent, opened};
use crate::domain::session::tests::session;
use crate::domain::session::{JoinedSession, SessionList, SessionStanding};
use crate::domain::{DeviceKey, Entry, Failure, History, Kind, RevokeReport, Session, Sweep, UserId};
use crate::keymap::{Chord, Key};

/// The session of that operator on that device, started through its mapping if it has one.
pub(super) fn on(number: u64, operator: &str, orphan: bool) -> JoinedSession {
    let user = UserId::new(operator, &DeviceKey::new(&device(number).sim_id.0, 3389));
    JoinedSession {
        endpoint: (!orphan).then(|| of_device(number, 1000 + u16::try_from(number).unwrap(), 60).endpoint),
        orphan,
        session: Session {
            started_at: Some(later(-300)),
            max_expires_at: Some(later(3000 + i64::try_from(number).unwrap())),
            ..session(&format!("s{number}"), user.as_str())
        },
    }
}

pub(super) fn list(sessions: &[JoinedSession]) -> Event {
    Event::Sessions(Ok(SessionList {
        sessions: sessions.to_vec(),
        unjoined: None,
    }))
}

/// The Sessions pane has the keys; one session on each of the first two devices, and an orphan on the third.
pub(super) fn looking() -> Model {
    let mut model = loaded();
    press(&mut model, "3");
    see(&mut model, &[Pane::Devices, Pane::Sessions]);
    let _ = tick(&mut model, now());
    let sessions = [on(1, "taro", false), on(2, "hanako", false), on(3, "taro", true)];
    let _ = apply_event(&mut model, list(&sessions), now());
    model.settle(now());
    model
}

pub(super) fn rows(model: &Model) -> Vec<&str> {
    model.sessions.table.order().iter().map(String::as_str).collect()
}

/// The sessions that are to be ended.
fn ended(effects: &[Effect]) -> Vec<String> {
    let of = |effect: &Effect| match effect {
        Effect::EndSessions(sessions) => sessions.iter().map(|session| session.id.clone()).collect(),
        _ => Vec::new(),
    };
    effects.iter().flat_map(of).collect()
}

#[test]
fn they_are_asked_for_only_while_they_are_looked_at() {
    let mut model = loaded();
    model.paused = true;
    see(&mut model, &[Pane::Devices]);
    assert_eq!(next_wake(&model, now()), None, "nothing wakes for a pane that is hidden");
    assert!(tick(&mut model, later(600)).0.is_empty());
    model.paused = false;
    model.status.next_mappings = None;
    model.status.next_devices = None;

    see(&mut model, &[Pane::Devices, Pane::Sessions]);
    assert!(
        next_wake(&model, now()).unwrap() <= now(),
        "at once when it comes to the screen"
    );
    let fleet = || Effect::LoadFleet("fleet".parse().unwrap());
    assert_eq!(tick(&mut model, now()).0, [Effect::LoadSessions, fleet()]);
    assert_eq!(tick(&mut model, later(90)).0, [], "an answer is awaited");
    let _ = apply_event(&mut model, list(&[]), now());
    assert_eq!(next_wake(&model, now()), Some(later(30)));
    assert_eq!(tick(&mut model, later(29)).0, []);
    assert_eq!(tick(&mut model, later(30)).0, [Effect::LoadSessions, fleet()]);
    let _ = apply_event(&mut model, list(&[]), later(30));
    let asked = apply_command(&mut model, Command::Refresh, later(31)).0;
    assert!(asked.contains(&Effect::LoadSessions), "R asks now: {asked:?}");
}

#[test]
fn without_a_stack_nothing_is_asked() {
    let mut model = loaded();
    model.settings.link = Err("no stack".into());
    see(&mut model, &[Pane::Sessions]);
    assert!(!tick(&mut model, now()).0.contains(&Effect::LoadSessions));
}

#[test]
fn orphans_come_first_and_their_device_is_found_by_the_hash_in_the_user_id() {
    let model = looking();
    assert_eq!(rows(&model), ["s3", "s1", "s2"]);
    let orphan = model.sessions.get("s3").unwrap();
    assert_eq!(model.session_row(orphan).label, Some("kiosk-3"));
    assert_eq!(model.current_device().map(|device| device.name).as_deref(), Some("kiosk-3"));
}

#[test]
fn a_device_that_is_not_listed_is_named_by_what_was_written_down() {
    let mut model = looking();
    let written = intent("1", 0);
    let history = History::of([Entry::Opening(written.clone()), opened("1", "203.0.113.20:1", 1)]);
    let journal = Event::Journal {
        history,
        loose: Vec::new(),
    };
    let _ = apply_event(&mut model, journal, at(10));
    let orphan = JoinedSession {
        session: session("s9", written.user_id.unwrap().as_str()),
        endpoint: None,
        orphan: true,
    };
    assert_eq!(model.session_row(&orphan).label, Some(written.device.as_str()));
}

#[test]
fn x_ends_what_the_box_named_whatever_the_cursor_is_on_by_then() {
    let mut model = looking();
    assert_eq!(press(&mut model, "jx"), []);
    let Some(Overlay::Confirm(confirm)) = model.overlay() else {
        panic!()
    };
    assert_eq!(confirm.action.sessions()[0].id, "s1");
    let _ = apply_event(&mut model, list(&[on(2, "hanako", false), on(1, "taro", true)]), now());
    let effects = press(&mut model, "y");
    assert_eq!(ended(&effects), ["s1"]);
    assert_eq!(model.writes(), 1, "leaving waits for it");
    model.sessions.table.select(&"s1".into());
    assert_eq!(press(&mut model, "x"), []);
    assert!(model.overlays.is_empty() && toast(&model).contains("being ended already"));
}

#[test]
fn marks_are_ended_together_and_n_ends_nothing() {
    let mut model = looking();
    press(&mut model, "  x");
    assert_eq!(press(&mut model, "n"), []);
    assert!(toast(&model).contains("no session was ended"));
    let effects = press(&mut model, "xy");
    let mut ids = ended(&effects);
    ids.sort_unstable();
    assert_eq!(ids, ["s1", "s3"]);
    assert!(model.sessions.table.marks.is_empty());
}

#[test]
fn what_was_ended_does_not_come_back_with_an_older_listing() {
    let mut model = looking();
    let effects = press(&mut model, "xyR");
    assert!(effects.contains(&Effect::LoadSessions));
    let report = RevokeReport {
        sessions_expired: vec!["s3".into()],
        ..RevokeReport::default()
    };
    let done = |report| Event::SessionsEnded {
        sessions: vec![on(3, "taro", true).session],
        report,
    };
    let _ = apply_event(&mut model, done(report), now());
    assert!(toast(&model).contains("ended the session of"), "{}", toast(&model));
    assert_eq!(model.writes(), 0);
    let _ = apply_event(&mut model, list(&[on(1, "taro", false), on(3, "taro", true)]), now());
    model.settle(now());
    assert_eq!(rows(&model), ["s1"]);
    assert!(
        tick(&mut model, now()).0.contains(&Effect::LoadSessions),
        "it is looked at again"
    );
    // the listing that was asked for after it has the last word
    let _ = apply_event(&mut model, list(&[on(3, "taro", true)]), now());
    model.settle(now());
    assert_eq!(rows(&model), ["s3"]);
}

#[test]
fn one_that_could_not_be_ended_stays_and_is_told() {
    let mut model = looking();
    press(&mut model, "xy");
    let report = RevokeReport {
        failed: vec![Remainder {
            what: Left::Session("s3".into(), None),
            failure: Failure::new(Kind::Forbidden, "AppStream session s3 goes on"),
        }],
        ..RevokeReport::default()
    };
    let sessions = vec![on(3, "taro", true).session];
    let _ = apply_event(&mut model, Event::SessionsEnded { sessions, report }, now());
    assert!(toast(&model).contains("s3 goes on"));
    assert!(model.sessions.ending.is_empty() && model.sessions.get("s3").is_some());
}

#[test]
fn a_failing_listing_keeps_the_old_rows_and_no_other_pane_knows_of_it() {
    let mut model = looking();
    let failure = Failure::new(Kind::Auth, "could not list AppStream sessions: the SSO token has expired");
    let _ = apply_event(&mut model, Event::Sessions(Err(failure.clone())), later(30));
    assert_eq!(model.sessions.watch.failure, Some(failure));
    assert_eq!((rows(&model).len(), model.sessions.watch.answered_at), (3, Some(now())));
    assert_eq!((&model.status.soracom, &model.status.appstream), (&None, &None));
    let _ = apply_event(&mut model, list(&[]), later(90));
    assert_eq!(model.sessions.watch.failure, None);
}

#[test]
fn a_fleet_that_may_not_be_read_is_told_once_and_not_asked_for_again() {
    let mut model = looking();
    let fleet = Fleet {
        state: "RUNNING".into(),
        capacity: Some(Capacity {
            desired: 5,
            in_use: 3,
            available: 2,
        }),
        ..Fleet::default()
    };
    let _ = apply_event(&mut model, Event::Fleet(Ok(fleet.clone())), now());
    assert_eq!(model.sessions.fleet, Some(fleet));
    let refused = || Event::Fleet(Err(Failure::new(Kind::Forbidden, "no")));
    let _ = apply_event(&mut model, refused(), now());
    assert!(toast(&model).contains("appstream:DescribeFleets"), "{}", toast(&model));
    assert_eq!(model.sessions.fleet, None);
    model.toasts.dismiss();
    assert_eq!(tick(&mut model, later(30)).0.last(), Some(&Effect::LoadSessions));
    let _ = apply_event(&mut model, refused(), now());
    assert_eq!(toast(&model), "", "once");
    let _ = apply_event(&mut model, list(&[]), later(30));
    let asked = apply_command(&mut model, Command::Refresh, later(31)).0;
    assert!(
        asked.iter().any(|effect| matches!(effect, Effect::LoadFleet(_))),
        "R tries again"
    );
}

#[test]
fn their_countdowns_tick_while_they_are_visible() {
    let mut model = looking();
    model.shown(now());
    model.changed = false;
    assert_eq!(next_wake(&model, now()), Some(later(1)));
    let _ = tick(&mut model, later(1));
    assert!(model.changed);
    see(&mut model, &[Pane::Devices]);
    assert!(next_wake(&model, later(1)).unwrap() > later(2));
}

#[test]
fn what_is_done_to_a_session_is_done_to_its_mapping() {
    let mut model = looking();
    press(&mut model, "j");
    let effects = press(&mut model, "y");
    assert!(
        matches!(effects.as_slice(), [Effect::Copy(what)] if what.what().ends_with(":1001")),
        "{effects:?}"
    );
    press(&mut model, "k");
    assert_eq!(press(&mut model, "y"), []);
    assert!(toast(&model).contains("no mapping is open"), "{}", toast(&model));
}

#[test]
fn a_sweep_names_everything_and_the_rest_can_be_scrolled_to() {
    let mut model = looking();
    press(&mut model, "X");
    let sweep = Sweep {
        sessions: (10..30).map(|number| on(number, "taro", true).session).collect(),
        ..Sweep::default()
    };
    let _ = apply_event(&mut model, Event::SweepPlanned(Ok(sweep.clone())), now());
    see(&mut model, &[Pane::Devices, Pane::Sessions]);
    let top = |model: &Model| match model.overlay() {
        Some(Overlay::Confirm(confirm)) => confirm.scroll.top,
        other => panic!("{other:?}"),
    };
    press(&mut model, "jjk");
    assert_eq!(top(&model), 1);
    for _ in 0..10 {
        let _ = apply_input(&mut model, Input::Key(Chord::plain(Key::PageDown)), now());
    }
    assert_eq!(top(&model), 15, "the last five");
    press(&mut model, "k");
    assert_eq!(top(&model), 14, "no press is lost at the end");
    assert_eq!(press(&mut model, "y"), [Effect::Sweep(sweep)]);
}

#[test]
fn a_session_that_is_over_is_not_ended() {
    let mut model = looking();
    let mut over = on(1, "taro", false);
    over.session.state = "EXPIRED".into();
    let _ = apply_event(&mut model, list(&[over]), now());
    press(&mut model, "j");
    model.sessions.table.select(&"s1".into());
    assert_eq!(press(&mut model, "x"), []);
    assert!(toast(&model).contains("ended already"), "{}", toast(&model));
}

#[test]
fn hashes_of_strangers_are_sought_once_among_the_same_devices() {
    let mut model = looking();
    let stranger = |id: &str| JoinedSession {
        session: session(id, "taro-ntaaaaaaaaaa"),
        endpoint: None,
        orphan: true,
    };
    let key = stranger("s8").session.user_id.device_key().unwrap();
    let keys = [key].into();
    let _ = apply_event(&mut model, list(&[stranger("s8")]), now());
    model.settle(now());
    assert!(!model.sessions.seek(&keys, model.devices.len()), "it was sought");
    assert!(model.sessions.seek(&keys, model.devices.len() + 1));
    assert_eq!(model.session_row(&stranger("s8")).label, None);
}

/// A fleet may serve several accounts, and only its own knows the mapping of a session.
#[test]
fn whose_device_is_not_listed_is_no_orphan_and_is_not_swept() {
    let mut model = looking();
    let stray = JoinedSession::alone(session("s8", "taro-ntaaaaaaaaaa"));
    let lost = JoinedSession {
        endpoint: None,
        ..on(4, "hanako", false)
    };
    let _ = apply_event(&mut model, list(&[stray.clone(), lost.clone()]), now());
    model.settle(now());
    let standing = |id: &str| model.sessions.get(id).unwrap().standing();
    assert_eq!(standing("s8"), SessionStanding::Connected);
    assert_eq!(standing("s4"), SessionStanding::Orphan, "its device is one of ours");
    let sweep = Sweep {
        strays: vec![stray.session, lost.session],
        ..Sweep::default()
    };
    press(&mut model, "X");
    let _ = apply_event(&mut model, Event::SweepPlanned(Ok(sweep)), now());
    let Some(Overlay::Confirm(confirm)) = model.overlay() else {
        panic!("{}", toast(&model))
    };
    let named: Vec<&str> = confirm.action.sessions().iter().map(|session| session.id.as_str()).collect();
    assert_eq!(named, ["s4"]);
    assert!(confirm.notes[0].contains("left alone: 1"), "{:?}", confirm.notes);
}

#[test]
fn those_of_many_that_could_not_be_ended_stay_marked_and_are_counted() {
    let mut model = looking();
    press(&mut model, "*x");
    let effects = press(&mut model, "y");
    let [Effect::EndSessions(sessions)] = effects.as_slice() else {
        panic!("{effects:?}")
    };
    let report = RevokeReport {
        sessions_expired: vec!["s1".into(), "s3".into()],
        failed: vec![Remainder {
            what: Left::Session("s2".into(), None),
            failure: Failure::new(Kind::Forbidden, "denied"),
        }],
        ..RevokeReport::default()
    };
    let sessions = sessions.clone();
    let _ = apply_event(&mut model, Event::SessionsEnded { sessions, report }, now());
    assert!(toast(&model).contains("ended 2 of 3 sessions"), "{}", toast(&model));
    assert_eq!(model.sessions.table.marks, ["s2".to_owned()].into());
}

proptest! {
    /// Whatever is typed: no session is ended but what a box named.
    #[test]
    fn no_keys_end_a_session_unasked(keys in "[ -~\n\u{1b}]{0,60}", reload in 0usize..60) {
        let mut model = looking();
        for (at, c) in keys.chars().enumerate() {
            if at == reload {
                let _ = apply_event(&mut model, list(&[on(4, "taro", true), on(1, "taro", false)]), now());
            }
            let named = match model.overlay() {
                Some(Overlay::Confirm(confirm)) => Some(confirm.action.clone()),
                _ => None,
            };
            for effect in press(&mut model, &c.to_string()) {
                if let Effect::EndSessions(sessions) = effect {
                    prop_assert!(matches!(c, 'y' | 'Y'));
                    let Some(ConfirmAction::End(asked)) = &named else { panic!("ended without a question") };
                    prop_assert!(sessions.iter().all(|session| asked.contains(session)));
                }
            }
            model.settle(now());
        }
    }
}
