//! The Audit pane: whose log it is, what is asked for and when, what is joined to its entries.

use super::{device, endpoint, later, loaded, now, page, press, see, toast};
use crate::app::model::{Overlay, Pane, Scope};
use crate::app::{Effect, Event, Input, Model, apply_event, apply_input, next_wake, tick};
use crate::domain::audit::{AuditEntry, Meaning};
use crate::domain::record::{Entry, History, Intent};
use crate::domain::{Device, Failure, Imsi, Kind, Service, Span};

/// An entry of the log of that device, so many seconds from now.
fn entry(number: u64, seconds: i64, kind: &str) -> AuditEntry {
    AuditEntry {
        at: later(seconds),
        kind: kind.into(),
        imsi: device(number).imsi,
        connection_id: Some(format!("c{number}")),
        tls: None,
        source: Some("198.51.100.7:51720".into()),
        destination: Some("10.128.0.5:3389".into()),
    }
}

fn log(model: &mut Model, entries: Vec<AuditEntry>) {
    let generation = model.audit.generation;
    let result = Ok(entries);
    let _ = apply_event(model, Event::Audit { generation, result }, now());
    model.settle(now());
}

/// The Audit pane has the keys, and its log was read once.
fn looking() -> Model {
    let mut model = loaded();
    press(&mut model, "4");
    see(&mut model, &[Pane::Devices, Pane::Audit]);
    let _ = tick(&mut model, now());
    log(
        &mut model,
        vec![entry(2, -10, "DENIED"), entry(1, -20, "CONNECTED"), entry(1, -21, "ACCESS")],
    );
    model
}

fn asked(model: &mut Model, seconds: i64) -> Option<(Option<Vec<Imsi>>, i64)> {
    let effects = tick(model, later(seconds)).0;
    effects.into_iter().find_map(|effect| match effect {
        Effect::LoadAudit { imsis, since, .. } => Some((imsis, since.duration_since(now()).as_secs())),
        _ => None,
    })
}

#[test]
fn it_is_followed_while_it_is_looked_at_and_only_what_is_new_is_asked_for() {
    let mut model = loaded();
    see(&mut model, &[Pane::Devices, Pane::Access]);
    assert_eq!(asked(&mut model, 5), None);
    see(&mut model, &[Pane::Devices, Pane::Audit]);
    assert_eq!(asked(&mut model, 0), Some((None, -24 * 3600)));
    log(&mut model, vec![entry(1, -20, "ACCESS")]);
    assert_eq!(asked(&mut model, 9), None);
    assert_eq!(asked(&mut model, 10), Some((None, -50)), "with what may have come late");
    assert_eq!(asked(&mut model, 60), None, "an answer is awaited");
    log(&mut model, Vec::new());
    see(&mut model, &[Pane::Devices, Pane::Access]);
    assert_eq!(asked(&mut model, 60), None);
    model.paused = true;
    see(&mut model, &[Pane::Audit]);
    assert_eq!((asked(&mut model, 60), next_wake(&model, now())), (None, None));
}

#[test]
fn an_answer_that_brings_nothing_new_changes_nothing() {
    let mut model = looking();
    model.changed = false;
    log(&mut model, vec![entry(2, -10, "DENIED")]);
    assert!(!model.changed);
    log(&mut model, vec![entry(2, -9, "CLOSED"), entry(2, -10, "DENIED")]);
    assert!(model.changed);
    let newest = model.audit.table.order()[0];
    assert_eq!(model.audit.get(newest).unwrap().kind, "CLOSED", "the newest is first");
    let under_cursor = model.audit.table.selected().copied().unwrap();
    assert_eq!(
        model.audit.get(under_cursor).unwrap().kind,
        "DENIED",
        "the cursor stays on its row"
    );
}

#[test]
fn a_shows_the_log_of_the_device_under_the_cursor_and_in_audit_that_of_all_again() {
    let mut model = loaded();
    press(&mut model, "1ja");
    assert_eq!(
        (model.focus, &model.audit.scope),
        (Pane::Audit, &Scope::Device(device(2).sim_id))
    );
    see(&mut model, &[Pane::Devices, Pane::Audit]);
    let imsis = Some(vec![device(2).imsi.unwrap()]);
    assert_eq!(asked(&mut model, 0), Some((imsis, -24 * 3600)));
    press(&mut model, "a");
    assert_eq!(model.audit.scope, Scope::All);
    // the answer about the device comes late
    let late = Event::Audit {
        generation: model.audit.generation - 1,
        result: Ok(vec![entry(2, -10, "DENIED")]),
    };
    let _ = apply_event(&mut model, late, now());
    assert!(model.audit.is_empty());
    assert!(asked(&mut model, 0).is_some());
    press(&mut model, "2a");
    assert!(matches!(&model.audit.scope, Scope::Device(_)), "of the mapping's device");
}

#[test]
fn in_the_log_of_all_a_narrows_to_the_device_of_the_entry() {
    let mut model = looking();
    press(&mut model, "ja");
    assert_eq!(model.audit.scope, Scope::Device(device(1).sim_id));
}

#[test]
fn a_device_without_an_imsi_has_no_log_to_ask_for() {
    let mut model = loaded();
    model.devices.begin(crate::gateway::Listing::All);
    page(&mut model, [Device { imsi: None, ..device(1) }]);
    model.settle(now());
    press(&mut model, "1a");
    see(&mut model, &[Pane::Audit]);
    assert_eq!(model.audit.scope, Scope::Device(device(1).sim_id));
    assert_eq!(asked(&mut model, 0), None);
    model.paused = true;
    assert_eq!(next_wake(&model, now()).filter(|at| *at <= now()), None, "it does not spin");
}

#[test]
fn who_opened_what_they_came_through_and_why_stands_beside_them() {
    let mut model = looking();
    let intent = Intent {
        id: "1".into(),
        at: later(-60),
        operator: "suzuki".into(),
        reason: Some("updates".into()),
        account: None,
        sim_id: device(1).sim_id,
        device: "kiosk-1".into(),
        device_port: 3389,
        service: Service::Air,
        sources: Vec::new(),
        duration: Span::seconds(1800),
        user_id: None,
    };
    let history = History::of([Entry::Opening(intent)]);
    let journal = Event::Journal {
        history,
        loose: Vec::new(),
    };
    let _ = apply_event(&mut model, journal, now());
    let (came, denied) = (entry(1, -20, "CONNECTED"), entry(2, -10, "DENIED"));
    let row = model.audit_row(&came);
    assert_eq!(
        (row.label, row.opened_by, row.reason),
        ("kiosk-1", Some("suzuki"), Some("updates"))
    );
    assert_eq!(row.meaning, Meaning::Open);
    let row = model.audit_row(&denied);
    assert_eq!(
        (row.label, row.opened_by, row.meaning),
        ("kiosk-2", None, Meaning::CallerDenied)
    );
    // nothing is written down of that one, and this run opened it
    model.accesses.known.entry(endpoint(1002)).or_default().opened_by = "taro".into();
    assert_eq!(model.audit_row(&entry(2, 5, "ACCESS")).opened_by, Some("taro"));
    assert_eq!(
        model.audit_row(&entry(2, -600, "ACCESS")).opened_by,
        None,
        "it was not open then"
    );
    press(&mut model, "/by:suzuki");
    model.settle(now());
    assert_eq!(model.audit.table.order().len(), 2);
}

#[test]
fn a_failing_log_keeps_what_was_read_and_no_other_pane_knows_of_it() {
    let mut model = looking();
    let generation = model.audit.generation;
    let result = Err(Failure::new(Kind::Forbidden, "could not read the audit log"));
    let _ = apply_event(&mut model, Event::Audit { generation, result }, later(10));
    assert!(model.audit.watch.failure.is_some() && model.audit.len() == 3);
    assert_eq!(model.status.soracom, None);
}

#[test]
fn a_log_is_neither_revoked_nor_marked_and_its_details_can_be_seen() {
    let mut model = looking();
    assert_eq!(press(&mut model, "x"), []);
    assert!(model.overlays.is_empty() && toast(&model).contains("cannot be revoked"));
    press(&mut model, " ");
    assert!(model.audit.table.marks.is_empty());
    press(&mut model, "\n");
    assert!(matches!(model.overlay(), Some(Overlay::Entry(_))));
}

#[test]
fn the_device_of_an_entry_is_extended_and_probed() {
    let mut model = looking();
    let probe = |number: u64| Effect::Probe {
        sim_id: device(number).sim_id,
        port: 3389,
    };
    assert_eq!(press(&mut model, "tjt"), [probe(2), probe(1)]);
    press(&mut model, "e");
    let Some(Overlay::Extend(form)) = model.overlay() else {
        panic!("{:?}", model.overlay())
    };
    assert_eq!(form.endpoint(), &endpoint(1001));
    press(&mut model, "\x1b");
    let _ = apply_event(&mut model, Event::Mappings(Ok(Vec::new())), now());
    press(&mut model, "e");
    assert!(toast(&model).contains("nothing is open to kiosk-1"), "{}", toast(&model));
}

#[test]
fn two_clicks_on_an_entry_show_it() {
    let mut model = looking();
    for row in [1, 1] {
        assert!(model.overlays.is_empty());
        let _ = apply_input(&mut model, Input::Click(Pane::Audit, Some(row)), now());
    }
    let second = model.audit.table.order()[1];
    assert!(matches!(model.overlay(), Some(Overlay::Entry(id)) if *id == second));
}
