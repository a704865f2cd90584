//! Every state of the screen as a picture, and what must hold at any size.

mod arranged;
mod looks;
mod masked;

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
mod japanese;
mod launch;
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

#[test]
fn a_question_about_many() {
    let mut model = loaded();
    model.overlays.push(Overlay::Confirm(many()));
    insta::assert_snapshot!("confirm_many_80x24", shot(&mut model, USUAL));
    insta::assert_snapshot!("confirm_many_60x16", shot(&mut model, SMALL));
}

fn many() -> Confirm {
    let mut targets: Vec<RevokeTarget> = mappings()
        .iter()
        .map(|mapping| RevokeTarget {
            endpoint: mapping.endpoint.clone(),
            label: format!("端末 {}", mapping.endpoint.port()),
            key: None,
        })
        .collect();
    targets.extend((0..30).map(|number| RevokeTarget {
        endpoint: format!("203.0.113.200:{}", 50000 + number).parse().unwrap(),
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
    // what the failure asked for pushes "refreshing", which is dismissed so that the failure is to be read
    if model.toasts.latest().is_some_and(|toast| toast.text == "refreshing") {
        model.toasts.dismiss();
    }
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

fn every_overlay(model: &Model) -> Vec<Option<Overlay>> {
    let device = model.devices.get(&SimId("8981100000000000010".into())).unwrap().clone();
    let mut form = Form::new(device.clone(), &model.settings);
    form.problem = Some((crate::app::model::form::Field::Sources, Failure::invalid("not an address")));
    let sweep = Sweep {
        sessions: sessions().into_iter().map(|joined| joined.session).collect(),
        ..Sweep::default()
    };
    let entry = model.audit.table.order().first().copied();
    vec![
        None,
        Some(Overlay::Help(Help {
            cursor: 20,
            ..Help::default()
        })),
        Some(Overlay::Open(Box::new(form))),
        Some(Overlay::Confirm(many())),
        Some(Overlay::Confirm(Confirm::new(
            "Sweep?",
            vec!["one".into(); 60],
            ConfirmAction::Sweep(sweep),
        ))),
        Some(Overlay::Device(device.sim_id)),
        Some(Overlay::Device(SimId("gone".into()))),
        Some(Overlay::Access("203.0.113.52:52011".parse().unwrap())),
        Some(Overlay::Access("203.0.113.52:1".parse().unwrap())),
        Some(Overlay::Session("orphan".into())),
        Some(Overlay::Session("gone".into())),
        entry.map(Overlay::Entry),
        Some(Overlay::Text {
            reason: "because".into(),
            text: "日本".repeat(200),
        }),
        Some(Overlay::Link {
            reason: "because".into(),
            link: link("203.0.113.52:52011"),
        }),
    ]
}

/// Control characters and bidirectional overrides in names, wherever they are shown, and any size of the terminal.
#[test]
fn any_size_with_anything_on_top_can_be_drawn_and_is_inert() {
    anything_on_top_at_any_size();
}

fn anything_on_top_at_any_size() {
    let mut nasty = devices();
    for device in &mut nasty {
        device.name.push_str("\u{202e}\u{1b}]0;x\u{7}\u{200b}\u{2066}");
        device.ip = Some("10.0.0.1\u{1b}[31m".into());
        device.status.push('\u{9b}');
    }
    let mut model = loaded_with(settings(), nasty, mappings());
    busy(&mut model);
    watched(&mut model);
    let nasty = "could not: \u{202e}\u{1b}[31m ".repeat(9);
    model.sessions.watch.failure = Some(Failure::new(Kind::Offline, &nasty));
    model.audit.watch.failure = Some(Failure::new(Kind::Offline, &nasty));
    let acts =
        |c: char| c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    for overlay in every_overlay(&model) {
        model.overlays = overlay.into_iter().collect();
        for width in (0..=130).step_by(10).chain([39, 41, 59, 79, 81, 250]) {
            for height in (0..=45).step_by(9).chain([10, 11, 14, 20, 21]) {
                let _ = apply_command(&mut model, Command::NextPane, now());
                let text = Screen::of(&mut model, true, now(), (width, height)).text().replace('\n', "");
                assert!(!text.contains(acts), "{width}x{height}: {text:?}");
            }
        }
    }
}
