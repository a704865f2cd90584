//! Every state of the screen as a picture, and what must hold at any size.

use std::time::Duration;

use rstest::rstest;

use super::testing::Screen;
use super::testing::example::{
    busy, device, devices, in_seconds, link, loaded, loaded_with, mapping, mappings, now, sessions, settings, signed_in, watched,
};
use crate::app::model::{Confirm, ConfirmAction, Form, Help, Overlay, Settings};
use crate::app::{Command, Event, Input, Model, apply_command, apply_event, apply_input, start};
use crate::domain::access::{OpenFailure, Opened};
use crate::domain::{Failure, Kind, MappingRequest, OpenRequest, RevokeTarget, Service, SimId, Span, Sweep};
use crate::gateway::Notice;
use crate::keymap::{Chord, Key};

mod acts;
mod arranged;
mod boxes;
mod inert;
mod japanese;
mod launch;
mod looks;
mod masked;
mod panes;
mod wall;

const WIDE: (u16, u16) = (120, 40);
const USUAL: (u16, u16) = (80, 24);
const SMALL: (u16, u16) = (60, 16);

fn press(model: &mut Model, keys: &str) {
    for c in keys.chars() {
        let key = match c {
            '\n' => Key::Enter,
            '\t' => Key::Tab,
            c => Key::Char(c),
        };
        let _ = apply_input(model, Input::Key(Chord::plain(key)), now());
    }
    model.settle(now());
}

fn key(model: &mut Model, key: Key) {
    let _ = apply_input(model, Input::Key(Chord::plain(key)), now());
}

fn shot(model: &mut Model, size: (u16, u16)) -> String {
    Screen::of(model, true, now(), size).with_styles()
}

fn sizes() -> [(u16, u16); 3] {
    [WIDE, USUAL, SMALL]
}

fn tag((width, height): (u16, u16)) -> String {
    format!("{width}x{height}")
}

#[test]
fn signing_in() {
    let mut model = Model::new(settings());
    let _ = start(&mut model, now());
    insta::assert_snapshot!(shot(&mut model, USUAL));
}

#[test]
fn loading() {
    let mut model = signed_in(settings());
    let generation = model.devices.generation;
    let items: Vec<_> = devices().into_iter().take(20).collect();
    let _ = apply_event(
        &mut model,
        Event::DevicesPage {
            generation,
            page: Box::new(items.iter().collect()),
        },
        now(),
    );
    model.settle(now());
    insta::assert_snapshot!(shot(&mut model, USUAL));
}

#[test]
fn sign_in_failed() {
    let mut model = Model::new(settings());
    let _ = start(&mut model, now());
    let failure = Failure::new(Kind::Auth, "could not sign in to SORACOM: the auth key was refused (401)");
    let _ = apply_event(&mut model, Event::SignedIn(Err(failure.clone())), now());
    let _ = apply_event(&mut model, Event::Mappings(Err(failure.clone())), now());
    let done = Event::DevicesDone {
        generation: model.devices.generation,
        result: Err(failure),
    };
    let _ = apply_event(&mut model, done, now());
    insta::assert_snapshot!(shot(&mut model, USUAL));
}

#[test]
fn both_panes() {
    for size in sizes() {
        insta::assert_snapshot!(format!("both_panes_{}", tag(size)), shot(&mut loaded(), size));
    }
}

#[test]
fn the_access_pane_has_the_keys() {
    for size in sizes() {
        let mut model = loaded();
        press(&mut model, "2j ");
        insta::assert_snapshot!(format!("access_{}", tag(size)), shot(&mut model, size));
    }
}

#[test]
fn zoomed() {
    let mut model = loaded();
    press(&mut model, "2z");
    insta::assert_snapshot!(shot(&mut model, USUAL));
}

#[test]
fn nothing_open() {
    let mut model = loaded_with(settings(), devices(), Vec::new());
    insta::assert_snapshot!(shot(&mut model, USUAL));
}

#[test]
fn filter_being_typed() {
    for size in sizes() {
        let mut model = loaded();
        press(&mut model, "/group:店 kiosk");
        insta::assert_snapshot!(format!("filter_{}", tag(size)), shot(&mut model, size));
    }
}

#[test]
fn filter_begun() {
    let mut model = loaded();
    press(&mut model, "/");
    insta::assert_snapshot!(shot(&mut model, USUAL));
}

#[test]
fn filter_matches_nothing() {
    let mut model = loaded();
    press(&mut model, "/no-such\n");
    insta::assert_snapshot!(shot(&mut model, USUAL));
}

fn read_only() -> Model {
    loaded_with(
        Settings {
            read_only: true,
            demo: true,
            ..settings()
        },
        devices(),
        mappings(),
    )
}

#[test]
fn read_only_shows_no_hint_that_would_write() {
    let screen = Screen::of(&mut read_only(), true, now(), USUAL);
    insta::assert_snapshot!(screen.with_styles());
}

#[test]
fn without_colour_every_state_can_still_be_told() {
    let mut model = loaded();
    press(&mut model, "2");
    let screen = Screen::of(&mut model, false, now(), USUAL);
    let styles = screen.with_styles();
    let legend = styles.rsplit("---").next().unwrap();
    for color in ["red", "green", "yellow", "blue", "cyan", "white", "gray"] {
        assert!(!legend.contains(color), "{legend}");
    }
    insta::assert_snapshot!(styles);
}

#[test]
fn trouble() {
    let mut model = loaded();
    model.status.mappings_at = Some(in_seconds(-190));
    let failure = Failure::new(Kind::Offline, "could not list mappings: connection refused");
    let _ = apply_event(&mut model, Event::Mappings(Err(failure)), now());
    model.status.appstream = Some(Failure::new(Kind::Auth, "could not list sessions: the SSO token has expired"));
    let notice = Notice::Waiting(Duration::from_secs(90));
    let _ = apply_event(&mut model, Event::Notice(notice), now());
    press(&mut model, "p");
    let failed = Event::Opened {
        request: Box::new(request()),
        result: Err(OpenFailure {
            failure: Failure::new(
                Kind::Unexpected,
                "could not make the streaming URL: the fleet remote-fleet is stopped; LEFT OPEN: 203.0.113.52:52099, because it could not be taken away either",
            )
            .advise("start the fleet, or press x on the mapping"),
            left_open: vec!["203.0.113.52:52099".parse().unwrap()],
        }),
    };
    let _ = apply_event(&mut model, failed, now());
    for size in [(160, 40), USUAL, SMALL] {
        insta::assert_snapshot!(format!("trouble_{}", tag(size)), shot(&mut model, size));
    }
}

fn request() -> OpenRequest {
    OpenRequest {
        device: device(1, "kiosk-1"),
        mapping: MappingRequest {
            sim_id: SimId("8981100000000000001".into()),
            port: 3389,
            service: Service::Air,
            sources: Vec::new(),
            duration: Span::seconds(1800),
            tls: false,
        },
        reason: None,
        link: None,
        keep: false,
        new: false,
        listed: None,
    }
}

#[test]
fn opened() {
    let mut model = loaded();
    let opened = Opened {
        mapping: mapping(1, "203.0.113.52:52044", 0, 1800),
        reused: false,
        link: Some(link("203.0.113.52:52044")),
        notes: Vec::new(),
    };
    let done = Event::Opened {
        request: Box::new(request()),
        result: Ok(Box::new(opened)),
    };
    let _ = apply_event(&mut model, done, now());
    insta::assert_snapshot!(shot(&mut model, USUAL));
}

#[rstest]
#[case((39, 10))]
#[case((40, 9))]
#[case((20, 3))]
fn too_small(#[case] size: (u16, u16)) {
    let text = Screen::of(&mut loaded(), true, now(), size).text();
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(words, format!("terminal too small ({}x{}); at least 40x10", size.0, size.1));
}

#[test]
fn the_smallest_screen() {
    insta::assert_snapshot!(shot(&mut loaded(), (40, 10)));
}

#[test]
fn a_vanished_row_leaves_no_row_lit() {
    let mut model = loaded();
    let _ = apply_command(&mut model, Command::Access, now());
    model.accesses.table.select(&"203.0.113.52:52012".parse().unwrap());
    let rest = mappings()
        .into_iter()
        .filter(|mapping| mapping.endpoint.port() != 52012)
        .collect();
    let _ = apply_event(&mut model, Event::Mappings(Ok(rest)), now());
    model.settle(now());
    assert!(!Screen::of(&mut model, true, now(), USUAL).text().contains('▌'));
}

#[test]
fn an_idle_screen_does_not_change() {
    let mut model = loaded_with(settings(), devices(), Vec::new());
    let first = Screen::of(&mut model, true, now(), WIDE).with_styles();
    let later = Screen::of(&mut model, true, in_seconds(20), WIDE).with_styles();
    assert_eq!(first, later);
}
