//! The transitions as data in, data out: no service, no clock, no terminal.

use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;

use super::commands::COMMANDS;
use super::model::{ConfirmAction, Level, Overlay, Pane, Settings};
use super::{
    Command, Effect, Effects, Event, Heights, Input, Model, apply_command, apply_event, apply_input, next_wake, start, tick,
};
use crate::domain::Apps;
use crate::domain::access::{FreshLink, LinkFailure, OpenFailure};
use crate::domain::device::Presence;
use crate::domain::mapping::tests::mapping;
use crate::domain::record::{Entry, History, Intent, Loose};
use crate::domain::{Device, SimId};
use crate::domain::{
    DeviceKey, Endpoint, Failure, Imsi, Kind, LinkTarget, Mapping, OnQuit, OpenRequest, Opened, RevokeReport, SessionContext,
    Span, StreamLink, UserId,
};
use crate::gateway::Notice;
use crate::keymap::{Chord, Key};

mod alarms;
mod alerting;
mod arranging;
mod audit;
mod bulk;
mod exporting;
mod extending;
mod late;
mod launching;
mod marking;
mod messages;
mod opening;
mod pointing;
mod polite;
mod probing;
mod rebinding;
mod recovering;
mod revoking;
mod sessions;
mod shown;
mod sources;
mod waking;
mod wall;

fn now() -> Timestamp {
    "2026-11-24T12:00:00Z".parse().unwrap()
}

fn later(seconds: i64) -> Timestamp {
    now().checked_add(SignedDuration::from_secs(seconds)).unwrap()
}

fn apps() -> Apps {
    Apps::shipped("RemoteDesktopBat".parse().unwrap())
}

fn settings() -> Settings {
    Settings {
        profile: "test".into(),
        coverage: "Japan".into(),
        region: None,
        link: Ok(LinkTarget {
            stack: "stack".parse().unwrap(),
            fleet: "fleet".parse().unwrap(),
            application: "RemoteDesktopBat".parse().unwrap(),
            context: Default::default(),
            validity: Span::seconds(600),
            operator: "taro".into(),
        }),
        operator: "taro".into(),
        operator_is_set: false,
        read_only: false,
        demo: false,
        on_quit: OnQuit::Tell,
        alerts: Default::default(),
        wall: Default::default(),
        refresh: Span::seconds(15),
        app: apps().named("rdp").unwrap().clone(),
        apps: apps(),
        duration: Span::seconds(1800),
        sources: vec!["203.0.113.10/32".parse().unwrap()],
        policy: Default::default(),
        bulk_limit: 50,
    }
}

fn device(number: u64) -> Device {
    Device {
        sim_id: SimId(format!("{number:019}")),
        name: format!("kiosk-{number}"),
        imsi: Some(Imsi(format!("{number:015}"))),
        presence: Presence::Online,
        air: true,
        ..Device::default()
    }
}

fn of_device(number: u64, port: u16, left: i64) -> Mapping {
    Mapping {
        sim_id: Some(device(number).sim_id),
        created_at: Some(now()),
        expires_at: Some(later(left)),
        ..mapping(&format!("203.0.113.20:{port}"))
    }
}

/// A page of the listing that is under way comes.
fn page(model: &mut Model, items: impl IntoIterator<Item = Device>) {
    let generation = model.devices.generation;
    let page = Box::new(items.into_iter().collect());
    let _ = apply_event(model, Event::DevicesPage { generation, page }, now());
}

/// The listing ends, and its rows are laid out.
fn done(model: &mut Model, result: Result<(), Failure>, at: Timestamp) -> Effects {
    let generation = model.devices.generation;
    let effects = apply_event(model, Event::DevicesDone { generation, result }, at);
    model.settle(at);
    effects
}

/// Five devices; mappings to the first two.
fn loaded() -> Model {
    let mut model = Model::new(settings());
    let Effects(effects) = start(&mut model, now());
    assert!(effects.contains(&Effect::LoadMappings));
    page(&mut model, (1..=5).map(device));
    let _ = done(&mut model, Ok(()), now());
    let listed = vec![of_device(1, 1001, 1800), of_device(2, 1002, 200)];
    let _ = apply_event(&mut model, Event::Mappings(Ok(listed)), now());
    see(&mut model, &[Pane::Devices, Pane::Access]);
    model.settle(now());
    model
}

/// These panes are on the screen.
fn see(model: &mut Model, panes: &[Pane]) {
    let rows = |pane| if panes.contains(&pane) { 10 } else { 0 };
    let heights = Heights {
        devices: rows(Pane::Devices),
        access: rows(Pane::Access),
        sessions: rows(Pane::Sessions),
        audit: rows(Pane::Audit),
        question: 5,
        details_beyond: 0,
        too_small: false,
        wall: false,
    };
    let _ = apply_event(model, Event::Viewport(heights), now());
}

fn press(model: &mut Model, keys: &str) -> Vec<Effect> {
    let mut effects = Vec::new();
    for c in keys.chars() {
        let chord = match c {
            '\n' => Chord::plain(Key::Enter),
            '\x1b' => Chord::plain(Key::Esc),
            c => Chord::char(c),
        };
        effects.extend(apply_input(model, Input::Key(chord), now()).0);
    }
    effects
}

/// What `O` asks for.
fn open(model: &mut Model) -> Box<OpenRequest> {
    match press(model, "O").pop() {
        Some(Effect::Open(request)) => request,
        other => panic!("{other:?}"),
    }
}

/// Opening access to the first device ends well, at that port.
fn opened(model: &mut Model, request: Box<OpenRequest>, port: u16, reused: bool) -> Effects {
    let opened = Opened {
        mapping: of_device(1, port, 1800),
        reused,
        link: None,
        notes: Vec::new(),
    };
    let result = Ok(Box::new(opened));
    apply_event(model, Event::Opened { request, result }, now())
}

fn toast(model: &Model) -> &str {
    model.toasts.front().map_or("", |toast| &toast.text)
}

fn endpoint(port: u16) -> Endpoint {
    Endpoint::new("203.0.113.20", port).unwrap()
}

#[test]
fn what_earlier_runs_opened_has_its_who_and_why_and_what_was_cut_short_is_told_once() {
    let mut model = loaded();
    let at = model.accesses.get(&endpoint(1001)).unwrap().clone();
    let intent = Intent {
        id: "1".into(),
        at: now(),
        operator: "suzuki".into(),
        reason: Some("updates".into()),
        account: None,
        sim_id: device(1).sim_id,
        device: "device 1".into(),
        device_port: 3389,
        service: crate::domain::Service::Air,
        sources: Vec::new(),
        duration: Span::seconds(1800),
        user_id: None,
    };
    let opened = Entry::Opened {
        id: "1".into(),
        at: now(),
        endpoint: at.endpoint.clone(),
        created_at: at.created_at,
        expires_at: at.expires_at,
    };
    let journal = || Event::Journal {
        history: History::of([Entry::Opening(intent.clone()), opened.clone()]),
        loose: vec![Loose {
            endpoint: at.endpoint.clone(),
            told: "revoking it was cut short".into(),
            revoking: true,
        }],
    };
    let _ = apply_event(&mut model, journal(), now());
    assert_eq!(
        toast(&model),
        "revoking it was cut short. x takes it away",
        "nothing else would finish it"
    );
    let row = model.access_row(&at, now());
    assert_eq!((row.opened_by, row.reason), (Some("suzuki"), Some("updates")));
    assert_eq!(model.accesses.ours().count(), 0, "this run did not open it");
    while model.toasts.dismiss() {}
    let _ = apply_event(&mut model, journal(), now());
    assert_eq!(model.toasts.front(), None);
}

#[test]
fn what_was_opened_or_revoked_meanwhile_is_not_undone_by_an_older_listing() {
    let mut model = loaded();
    let effects = press(&mut model, "RO");
    let Some(Effect::Open(request)) = effects.last().cloned() else {
        panic!("{effects:?}")
    };
    let opened = Opened {
        mapping: of_device(1, 1009, 1800),
        reused: false,
        link: None,
        notes: Vec::new(),
    };
    let _ = apply_event(
        &mut model,
        Event::Opened {
            request,
            result: Ok(Box::new(opened)),
        },
        now(),
    );
    let report = RevokeReport {
        revoked: vec![endpoint(1002)],
        ..RevokeReport::default()
    };
    let _ = apply_event(
        &mut model,
        Event::Revoked {
            targets: Vec::new(),
            report,
        },
        now(),
    );
    let listed = vec![of_device(1, 1001, 1800), of_device(2, 1002, 200)];
    let _ = apply_event(&mut model, Event::Mappings(Ok(listed)), now());
    let mut open: Vec<u16> = model.accesses.all.iter().map(|mapping| mapping.endpoint.port()).collect();
    open.sort_unstable();
    assert_eq!(open, [1001, 1009]);
}

#[test]
fn a_sam_user_names_the_operator_unless_it_is_configured() {
    for (is_set, name) in [(false, "hanako"), (true, "taro")] {
        let mut model = Model::new(Settings {
            operator_is_set: is_set,
            ..settings()
        });
        let identity = crate::gateway::Identity {
            operator_id: "OP0012345678".into(),
            user_name: Some("hanako".into()),
        };
        let _ = apply_event(&mut model, Event::SignedIn(Ok(identity)), now());
        let key = DeviceKey::new("1", 3389);
        assert_eq!(model.settings.operator, name);
        assert_eq!(model.settings.link.as_ref().unwrap().user_id(&key), UserId::new(name, &key));
    }
}

proptest! {
    /// Whatever is typed: no panic, and nothing is revoked or extended but what a box named.
    #[test]
    fn no_keys_revoke_unasked(keys in "[ -~\n\u{1b}]{0,60}", reload in 0usize..60) {
        let mut model = loaded();
        for (at, c) in keys.chars().enumerate() {
            if at == reload {
                let _ = apply_event(&mut model, Event::Mappings(Ok(vec![of_device(4, 1004, 90), of_device(1, 1001, 1800)])), now());
            }
            let named = match model.overlay() {
                Some(Overlay::Confirm(confirm)) => Some(confirm.action.clone()),
                _ => None,
            };
            let extended = match model.overlay() {
                Some(Overlay::Extend(form)) => Some(form.endpoint().clone()),
                _ => None,
            };
            for effect in press(&mut model, &c.to_string()) {
                if let Effect::Revoke(targets) = effect {
                    prop_assert!(matches!(c, 'y' | 'Y'));
                    let Some(ConfirmAction::Revoke(asked)) = &named else { panic!("revoked without a question") };
                    prop_assert!(targets.iter().all(|target| asked.contains(target)));
                } else if let Effect::Extend { old, .. } = effect {
                    prop_assert!(c == '\n' && extended.as_ref() == Some(&old.endpoint), "extended without a form that names it");
                }
            }
            model.settle(now());
        }
        let _ = tick(&mut model, later(1));
        let _ = next_wake(&model, later(1));
    }
}
