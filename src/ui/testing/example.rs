//! The account that the pictures show: devices, mappings, and the model at several moments.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::app::model::Settings;
use crate::app::{Event, Model, apply_event, start};
use crate::domain::OnQuit;
use crate::domain::audit::AuditEntry;
use crate::domain::device::Presence;
use crate::domain::fleet::{Capacity, Fleet};
use crate::domain::session::{JoinedSession, SessionList};
use crate::domain::{
    Apps, Device, DeviceKey, Imsi, LinkTarget, Mapping, Session, SessionContext, SimId, Span, StreamLink, UserId,
};
use crate::gateway::Identity;

/// The local time of the pictures; the service has the same.
pub fn now() -> Timestamp {
    "2026-11-22T14:30:00Z".parse().unwrap()
}

/// So many seconds later.
pub fn in_seconds(seconds: i64) -> Timestamp {
    Timestamp::from_second(now().as_second() + seconds).unwrap()
}

fn apps() -> Apps {
    Apps::shipped("RemoteDesktopBat".parse().unwrap())
}

/// An account in Japan with AppStream.
pub fn settings() -> Settings {
    Settings {
        profile: "default".into(),
        coverage: "Japan".into(),
        region: Some("ap-northeast-1".into()),
        link: Ok(LinkTarget {
            stack: "remote-stack".parse().unwrap(),
            fleet: "remote-fleet".parse().unwrap(),
            application: "RemoteDesktopBat".parse().unwrap(),
            context: Default::default(),
            validity: Span::seconds(600),
            operator: "yamada".into(),
        }),
        operator: "yamada".into(),
        operator_is_set: true,
        read_only: false,
        demo: false,
        on_quit: OnQuit::Tell,
        alerts: Default::default(),
        wall: Default::default(),
        refresh: Span::seconds(10),
        app: apps().named("rdp").unwrap().clone(),
        apps: apps(),
        duration: Span::seconds(1800),
        sources: vec!["203.0.113.10/32".parse().unwrap()],
        policy: Default::default(),
        bulk_limit: 50,
    }
}

/// A device; its number decides how it is.
pub fn device(number: u32, name: &str) -> Device {
    let imsi = Imsi(format!("4401030000{number:05}"));
    Device {
        sim_id: SimId(format!("89811000000000{number:05}")),
        name: name.into(),
        status: if number % 11 == 7 {
            "suspended".into()
        } else {
            "active".into()
        },
        group_id: Some(if number.is_multiple_of(2) {
            "g-store".into()
        } else {
            "g-factory".into()
        }),
        imsi: Some(imsi.clone()),
        imsis: vec![imsi],
        presence: match number % 5 {
            0 => Presence::Offline,
            4 if number > 20 => Presence::Never,
            _ => Presence::Online,
        },
        last_seen: match number % 7 {
            0 => Some("2025-12-24T09:00:00Z".parse().unwrap()),
            3 => Some("2026-10-03T09:00:00Z".parse().unwrap()),
            _ if number % 5 == 4 && number > 20 => None,
            _ => Some(in_seconds(-i64::from(number) * 600)),
        },
        ip: Some(format!("10.128.{}.{}", number / 8, number * 5 % 250)),
        subscription: Some("plan01s".into()),
        module: Some("nano".into()),
        air: true,
        arc: number % 9 == 1,
        last_mapping_at: (number == 1).then(|| in_seconds(-3600)),
        tags: BTreeMap::from([("site".into(), "大阪・梅田".into())]),
    }
}

/// Forty-eight devices, some with names that are hard to draw.
pub fn devices() -> Vec<Device> {
    const NAMES: [&str; 8] = [
        "kiosk-1",
        "受付端末・東京本社ビル１階ロビー",
        "ｷｵｽｸｶﾞｲﾄﾞ-3",
        "edge-gw-4",
        "",
        "サイネージ梅田６",
        "pos-7 (大阪)",
        "evil\u{202e}\u{1b}[2Jname",
    ];
    (1..=48)
        .map(|number| match NAMES.get(number as usize - 1) {
            Some(name) => device(number, name),
            None => device(number, &format!("kiosk-{number}")),
        })
        .collect()
}

/// A mapping to the device of that number.
pub fn mapping(number: u32, endpoint: &str, created: i64, expires: i64) -> Mapping {
    Mapping {
        endpoint: endpoint.parse().unwrap(),
        hostname: Some("203-0-113-52.napter.soracom.io".into()),
        sim_id: Some(SimId(format!("89811000000000{number:05}"))),
        imsi: None,
        device_port: if number == 4 { 22 } else { 3389 },
        sources: vec!["203.0.113.10/32".into()],
        tls: false,
        strategy: Some("AIR_PRIORITIZED".into()),
        created_at: Some(in_seconds(created)),
        expires_at: Some(in_seconds(expires)),
        expired: false,
    }
}

/// Five mappings: long, short, about to end, over, with several sources.
pub fn mappings() -> Vec<Mapping> {
    let mut all = vec![
        mapping(1, "203.0.113.52:52011", -600, 5000),
        mapping(2, "203.0.113.52:52012", -1700, 100),
        mapping(3, "203.0.113.52:52013", -1770, 42),
        mapping(4, "203.0.113.52:52014", -3600, -185),
        mapping(6, "203.0.113.152:62015", -60, 1740),
    ];
    all[4].sources.push("198.51.100.0/24".into());
    all[4].sources.push("192.0.2.7/32".into());
    all
}

/// A streaming URL as long as real ones.
pub fn link(endpoint: &str) -> StreamLink {
    let endpoint = endpoint.parse().unwrap();
    let url = format!(
        "https://appstream2.ap-northeast-1.aws.amazon.com/authenticate?parameters={}",
        "eyJ0eXBlIjoiRU5EX1VTRVIiLCJleHBpcmVzIjoiMTc2".repeat(7)
    );
    let user = UserId::new("yamada", &DeviceKey::new("8981100000000000001", 3389));
    StreamLink::new(url, in_seconds(552), SessionContext::to(&endpoint), user)
}

/// Signed in; everything is being listed.
pub fn signed_in(settings: Settings) -> Model {
    let mut model = Model::new(settings);
    let _ = start(&mut model, now());
    let identity = Identity {
        operator_id: "OP0012345678".into(),
        user_name: None,
    };
    let _ = apply_event(&mut model, Event::SignedIn(Ok(identity)), now());
    model
}

/// Everything is listed.
pub fn loaded_with(settings: Settings, devices: Vec<Device>, mappings: Vec<Mapping>) -> Model {
    let mut model = signed_in(settings);
    let generation = model.devices.generation;
    let groups = [("g-store".into(), "店舗".into()), ("g-factory".into(), "factory".into())].into();
    let _ = apply_event(&mut model, Event::Groups(Ok(groups)), now());
    let _ = apply_event(
        &mut model,
        Event::DevicesPage {
            generation,
            page: Box::new(devices.into_iter().collect()),
        },
        now(),
    );
    let done = Event::DevicesDone {
        generation,
        result: Ok(()),
    };
    let _ = apply_event(&mut model, done, now());
    let _ = apply_event(&mut model, Event::Mappings(Ok(mappings)), now());
    model.settle(now());
    model
}

/// Signed in, everything listed; one mapping of this run with a reason and a link, one being revoked, one being opened.
pub fn loaded() -> Model {
    let mut model = loaded_with(settings(), devices(), mappings());
    busy(&mut model);
    model
}

/// What this run knows and does: a reason and a link, a revoke and an opening under way.
pub fn busy(model: &mut Model) {
    let known = model.accesses.known.entry("203.0.113.52:52011".parse().unwrap()).or_default();
    known.opened_by = "yamada".into();
    known.reason = Some("印刷できないとの問い合わせ #4711".into());
    known.link = Some(link("203.0.113.52:52011"));
    known.ours = true;
    model.accesses.revoking.insert("203.0.113.52:52013".parse().unwrap());
    model.accesses.opening.insert((SimId("8981100000000000012".into()), 3389));
}

/// A session of that user on the device of that number.
fn session(id: &str, operator: &str, number: u32, started: i64) -> Session {
    let user = UserId::new(operator, &DeviceKey::new(&device(number, "").sim_id.0, 3389));
    Session {
        id: id.into(),
        user_id: user,
        state: "ACTIVE".into(),
        connection: Some("CONNECTED".into()),
        started_at: Some(in_seconds(started)),
        max_expires_at: Some(in_seconds(started + 28_800)),
    }
}

/// Six sessions: one of each kind.
pub fn sessions() -> Vec<JoinedSession> {
    let through = |endpoint: &str, session| JoinedSession {
        endpoint: Some(endpoint.parse().unwrap()),
        ..JoinedSession::alone(session)
    };
    let orphan = JoinedSession {
        orphan: true,
        ..JoinedSession::alone(session("orphan", "suzuki", 9, -28_700))
    };
    let left = Session {
        connection: Some("NOT_CONNECTED".into()),
        ..session("left", "tanaka", 2, -7300)
    };
    let starting = Session {
        state: "PENDING".into(),
        connection: None,
        started_at: None,
        max_expires_at: None,
        ..session("starting", "yamada", 6, 0)
    };
    let over = Session {
        state: "EXPIRED".into(),
        ..session("over", "yamada", 3, -28_900)
    };
    let stranger = Session {
        user_id: UserId::reported("教育用\u{202e}@example.com"),
        ..session("stranger", "", 1, -500)
    };
    vec![
        through("203.0.113.52:52011", session("in", "yamada", 1, -300)),
        through("203.0.113.52:52012", left),
        through("203.0.113.152:62015", starting),
        JoinedSession::alone(over),
        JoinedSession::alone(stranger),
        orphan,
    ]
}

/// The log of half an hour: opened, let in, over, not let in, not answered, too often, something new.
pub fn log() -> Vec<AuditEntry> {
    let entry = |seconds: i64, kind: &str, connection: &str, number: u32, from: &str| AuditEntry {
        at: in_seconds(seconds),
        kind: kind.into(),
        imsi: device(number, "").imsi,
        connection_id: Some(connection.into()),
        tls: Some(false),
        source: (!from.is_empty()).then(|| format!("{from}:51720")),
        destination: Some(format!("10.128.0.{number}:3389")),
    };
    vec![
        entry(-5, "MOVED", "g", 99, ""),
        entry(-20, "REFUSED", "f", 2, "198.51.100.66"),
        entry(-60, "CLOSED", "e", 3, "203.0.113.10"),
        entry(-63, "ACCESS", "e", 3, "203.0.113.10"),
        entry(-90, "DENIED", "d", 1, "198.51.100.7"),
        entry(-90, "ACCESS", "d", 1, "198.51.100.7"),
        entry(-280, "CONNECTED", "c", 1, "203.0.113.10"),
        entry(-281, "ACCESS", "c", 1, "203.0.113.10"),
        entry(-300, "CLOSED", "b", 2, "203.0.113.10"),
        entry(-492, "CONNECTED", "b", 2, "203.0.113.10"),
        entry(-600, "CREATED", "a", 1, ""),
        entry(-90_000, "EXPIRED", "z", 4, ""),
    ]
}

/// Sessions, fleet and log are read.
pub fn watched(model: &mut Model) {
    let list = SessionList {
        sessions: sessions(),
        unjoined: None,
    };
    let fleet = Fleet {
        state: "RUNNING".into(),
        capacity: Some(Capacity {
            desired: 5,
            in_use: 3,
            available: 2,
        }),
        ..Fleet::default()
    };
    let generation = model.audit.generation;
    let result = Ok(log());
    for event in [
        Event::Sessions(Ok(list)),
        Event::Fleet(Ok(fleet)),
        Event::Audit { generation, result },
    ] {
        let _ = apply_event(model, event, now());
    }
    model.settle(now());
}
