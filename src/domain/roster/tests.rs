//! A roster says what was put in, finds what a plain filter finds, and orders as a plain sort does, whatever was changed before.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::*;
use crate::domain::Filter;
use crate::domain::column::DeviceColumn;
use crate::domain::filter::Fields;

/// A device and its group's name, filtered field by field.
struct Plain<'a>(&'a Device, &'a str);

impl Fields for Plain<'_> {
    const COLUMNS: &'static [&'static str] = COLUMNS;
    const SEARCHED: &'static [&'static str] = &["name", "imsi", "sim", "ip", "group", "status", "tag"];

    fn field(&self, column: &str) -> Cow<'_, str> {
        let Self(device, group) = self;
        let text = |text: &Option<String>| Cow::Owned(text.clone().unwrap_or_default());
        match column {
            "name" => Cow::Borrowed(&device.name),
            "sim" => Cow::Borrowed(&device.sim_id.0),
            "imsi" => Cow::Owned(
                device
                    .imsis
                    .iter()
                    .chain(&device.imsi)
                    .map(|imsi| imsi.0.as_str())
                    .collect::<Vec<_>>()
                    .join("\u{1}"),
            ),
            "ip" => text(&device.ip),
            "group" => Cow::Borrowed(group),
            "status" => Cow::Borrowed(&device.status),
            "tag" => Cow::Owned(device.tags.iter().map(|(name, value)| format!("{name}={value} ")).collect()),
            "online" => Cow::Borrowed(match device.presence {
                Presence::Online => "online yes true",
                Presence::Offline => "offline no false",
                Presence::Never => "never no false",
            }),
            "subscription" => text(&device.subscription),
            "module" => text(&device.module),
            "service" => Cow::Borrowed(match (device.air, device.arc) {
                (true, true) => "air arc",
                (true, false) => "air",
                (false, true) => "arc",
                (false, false) => "",
            }),
            _ => unreachable!(),
        }
    }
}

fn groups() -> HashMap<String, String> {
    HashMap::from([
        ("g1".into(), "東京 Tokyo".into()),
        ("g2".into(), "10 kiosks".into()),
        ("g3".into(), "9 kiosks".into()),
    ])
}

fn title(device: &Device) -> String {
    let id = device.group_id.clone().unwrap_or_default();
    groups().get(&id).cloned().unwrap_or(id)
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => select(vec!["", "kiosk-1", "Kiosk-10", "kiosk-9", "İstanbul", "東京-2", "a\u{0}b", "10.0.0.9", "10.0.0.10", "active"])
            .prop_map(String::from),
        1 => "[a-cK0-1 =.é]{0,5}",
        1 => "[kK]{0,2}[0-2]{0,12}[k/:é]{0,1}[0-2]{0,3}",
    ]
}

fn some(text: impl Strategy<Value = String>) -> impl Strategy<Value = Option<String>> {
    text.prop_map(|text| Some(text).filter(|text| !text.is_empty()))
}

prop_compose! {
    fn device()(
        sim in 0..40_u8, name in text(), status in select(vec!["", "active", "inactive", "ready"]),
        group_id in some(select(vec!["", "g1", "g2", "g3", "g4"]).prop_map(String::from)),
        imsis in vec("[1-3]{1,3}", 0..3), imsi in some("[1-3]{0,2}"), ip in some(text()), module in some(text()),
        subscription in some(text()), presence in select(vec![Presence::Online, Presence::Offline, Presence::Never]),
        (air, arc) in any::<(bool, bool)>(), seen in proptest::option::of(1..5_i64), tags in vec((text(), text()), 0..3),
    ) -> Device {
        let clean = |text: String| text.replace('\0', "");
        let at = |seen| Timestamp::from_millisecond(seen).unwrap();
        Device {
            sim_id: SimId(format!("898{sim}")), name: clean(name), status: status.into(), group_id,
            imsis: imsis.into_iter().map(Imsi).collect(), imsi: imsi.map(Imsi), ip: ip.map(clean), presence, air, arc,
            module: module.map(clean), subscription: subscription.map(clean), last_seen: seen.map(at), last_mapping_at: None,
            tags: tags.into_iter().map(|(name, value)| (clean(name), clean(value))).collect::<BTreeMap<_, _>>(),
        }
    }
}

/// A roster and the same devices in a map, after some listings.
fn filled(listings: &[Vec<Device>], mut each: impl FnMut(&Roster, &[Slot], &[Slot])) -> (Roster, BTreeMap<String, Device>) {
    let mut roster = Roster::default();
    roster.name_groups(groups());
    let mut plain = BTreeMap::new();
    for listing in listings {
        roster.begin_listing();
        plain.clear();
        let (mut named, mut changed) = (Vec::new(), Vec::new());
        for page in listing.chunks(3) {
            roster.put(&page.iter().collect(), |put| match put {
                Put::Same => {}
                Put::Changed(slot) => changed.push(slot),
                Put::Named(slot) => named.push(slot),
            });
        }
        plain.extend(listing.iter().map(|device| (device.sim_id.0.clone(), device.clone())));
        named.extend(roster.end_listing());
        changed.extend(&named);
        each(&roster, &named, &changed);
    }
    (roster, plain)
}

fn ids(roster: &Roster, slots: impl IntoIterator<Item = Slot>) -> Vec<String> {
    slots
        .into_iter()
        .map(|slot| roster.row(slot).unwrap().sim_id.to_owned())
        .collect()
}

proptest! {
    #[test]
    fn what_was_put_in_comes_out(listings in vec(vec(device(), 0..20), 1..4)) {
        let (roster, plain) = filled(&listings, |_, _, _| ());
        prop_assert_eq!(roster.len(), plain.len());
        prop_assert_eq!(roster.slots().count(), plain.len());
        for device in plain.values() {
            let slot = roster.find(&device.sim_id).unwrap();
            let told = roster.get(slot).unwrap();
            prop_assert_eq!(&told, device);
            let row = roster.row(slot).unwrap();
            prop_assert_eq!(row.label(), device.label());
            prop_assert_eq!(row.group, title(device));
            for imsi in device.imsis.iter().chain(&device.imsi) {
                let found = roster.get(roster.by_imsi(imsi).unwrap()).unwrap();
                prop_assert!(found.has_imsi(imsi));
            }
        }
        let mut again = roster.clone();
        let mut same = true;
        again.put(&plain.values().collect(), |put| same &= put == Put::Same);
        prop_assert!(same);
        prop_assert_eq!(roster.by_imsi(&Imsi("4".into())), None);
        prop_assert_eq!(roster.find(&SimId("899".into())), None);
    }

    #[test]
    fn a_search_finds_what_a_plain_filter_finds(
        listings in vec(vec(device(), 0..20), 1..4), step in 1..40_usize,
        terms in vec((select(vec!["", "!"]), select(vec!["", "name:", "imsi:", "ip:", "tag:", "group:", "online:", "service:", "status:"]), text()), 0..3),
    ) {
        let typed: Vec<String> = terms.iter().map(|(not, column, text)| format!("{not}{column}\"{text}\"")).collect();
        let filter = Filter::with_columns(&typed.join(" "), COLUMNS);
        let mut search = Search::new(filter.clone());
        let (roster, plain) = filled(&listings, |roster, _, changed| {
            search.look_again(roster, changed);
            while !search.go_on(roster, step) {}
        });
        let passing = roster.slots().filter(|slot| search.passes(*slot));
        let mut found = ids(&roster, passing);
        found.sort();
        let expected: Vec<String> = plain.values().filter(|device| filter.matches(&Plain(device, &title(device)))).map(|device| device.sim_id.0.clone()).collect();
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn an_order_that_was_kept_up_is_the_order_made_anew(
        listings in vec(vec(device(), 0..60), 1..4), column in select(DeviceColumn::ALL), open in 0..40_u8,
    ) {
        let counts = |roster: &Roster| -> Counts { roster.find(&SimId(format!("898{open}"))).map(|slot| (slot, 2)).into_iter().collect() };
        let mut kept = Order::default();
        choose(&mut kept, column, &Roster::default(), &Counts::new());
        let (roster, plain) = filled(&listings, |roster, named, changed| {
            let open: Vec<Slot> = counts(roster).into_keys().chain(changed.iter().copied()).collect();
            kept.update(roster, &counts(roster), named, &open);
        });
        let all: Vec<Slot> = roster.slots().collect();
        let mut anew = Order::default();
        anew.update(&roster, &counts(&roster), &all, &all);
        choose(&mut anew, column, &roster, &counts(&roster));
        prop_assert_eq!(ids(&roster, kept.slots().iter().copied()), ids(&roster, anew.slots().iter().copied()));
        choose(&mut kept, DeviceColumn::Name, &roster, &Counts::new());
        let mut by_name: Vec<&Device> = plain.values().collect();
        by_name.sort_by(|a, b| {
            let last = a.name.is_empty().cmp(&b.name.is_empty());
            last.then_with(|| natural(a.label(), b.label())).then_with(|| roster.find(&a.sim_id).cmp(&roster.find(&b.sim_id)))
        });
        let expected: Vec<String> = by_name.into_iter().map(|device| device.sim_id.0.clone()).collect();
        prop_assert_eq!(ids(&roster, kept.slots().iter().copied()), expected);
    }
}

/// In many small steps.
fn choose(order: &mut Order, column: DeviceColumn, roster: &Roster, counts: &Counts) {
    order.choose(column);
    while !order.go_on(roster, counts, 2) {}
}

#[test]
fn columns_order_as_people_expect() {
    let mut roster = Roster::default();
    roster.name_groups(groups());
    let named = |sim: &str, name: &str| Device {
        sim_id: SimId(sim.into()),
        name: name.into(),
        ..Device::default()
    };
    let seen = |at: &str| Some(at.parse().unwrap());
    let devices = [
        Device {
            ip: Some("10.0.0.10".into()),
            group_id: Some("g2".into()),
            presence: Presence::Offline,
            ..named("1", "kiosk-10")
        },
        Device {
            ip: Some("10.0.0.9".into()),
            group_id: Some("g3".into()),
            last_seen: seen("2026-01-02T00:00:00Z"),
            ..named("2", "Kiosk-9")
        },
        Device {
            presence: Presence::Online,
            last_seen: seen("2026-01-01T00:00:00Z"),
            ..named("3", "")
        },
        Device {
            status: "active".into(),
            imsi: Some(Imsi("440".into())),
            ..named("4", "東京")
        },
    ];
    roster.put(&devices.iter().collect(), |_| ());
    let slots: Vec<Slot> = roster.slots().collect();
    let counts = Counts::from([(slots[3], 1)]);
    let mut order = Order::default();
    order.update(&roster, &counts, &slots, &slots);
    let mut by = |column| {
        choose(&mut order, column, &roster, &counts);
        ids(&roster, order.slots().iter().copied()).concat()
    };
    assert_eq!(by(DeviceColumn::Name), "2143");
    assert_eq!(by(DeviceColumn::Online), "3124");
    assert_eq!(by(DeviceColumn::Group), "4321");
    assert_eq!(by(DeviceColumn::Ip), "2143");
    assert_eq!(by(DeviceColumn::Imsi), "4213");
    assert_eq!(by(DeviceColumn::Status), "2134");
    assert_eq!(by(DeviceColumn::LastSeen), "2314");
    assert_eq!(by(DeviceColumn::Mappings), "4213");
}

#[test]
fn who_loses_a_name_that_looks_like_the_imsi_moves_behind_the_named() {
    let sim = |id: &str, name: &str| Device {
        sim_id: SimId(id.into()),
        name: name.into(),
        imsi: Some(Imsi("1".into())),
        ..Device::default()
    };
    let before = vec![sim("a", "1"), sim("b", "kiosk")];
    let after = vec![sim("a", ""), sim("b", "kiosk")];
    let mut order = Order::default();
    let (roster, _) = filled(&[before, after], |roster, named, changed| {
        order.update(roster, &Counts::new(), named, changed);
    });
    assert_eq!(ids(&roster, order.slots().iter().copied()), ["b", "a"]);
}

#[test]
fn lines_that_are_nobodys_are_given_back() {
    let mut roster = Roster::default();
    let named = |name: String| Device {
        sim_id: SimId("1".into()),
        tags: [("was".into(), name.clone())].into(),
        name,
        ..Device::default()
    };
    for listing in 0..3000 {
        roster.begin_listing();
        roster.put(&Page::from_iter([&named(format!("kiosk-{listing}"))]), |_| ());
        roster.end_listing();
    }
    assert!(roster.lines.len() <= 1000 && roster.words.len() <= 1000);
    assert_eq!(
        roster.get(roster.find(&SimId("1".into())).unwrap()),
        Some(named("kiosk-2999".into()))
    );
}
