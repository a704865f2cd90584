//! What entries add up to, in any order and number, and which mapping is whose.

use proptest::prelude::*;

use super::*;
use crate::domain::History;
use crate::domain::mapping::tests::mapping;

pub(crate) fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_767_225_600 + second).unwrap()
}

/// An intent at that second, for what [`mapping`] is: the same SIM, port and sources.
pub(crate) fn intent(id: &str, second: i64) -> Intent {
    Intent {
        id: id.into(),
        at: at(second),
        operator: "yamada".into(),
        reason: Some("updates".into()),
        account: Some("OP0012345678".into()),
        sim_id: SimId("8981100000000000001".into()),
        device: "kiosk-1".into(),
        device_port: 3389,
        service: Service::Air,
        sources: vec!["203.0.113.10".parse().unwrap()],
        duration: Span::seconds(1800),
        user_id: Some(UserId::reported("yamada-nt0123456789")),
    }
}

pub(crate) fn opened(id: &str, endpoint: &str, second: i64) -> Entry {
    Entry::Opened {
        id: id.into(),
        at: at(second),
        endpoint: endpoint.parse().unwrap(),
        created_at: Some(at(second)),
        expires_at: Some(at(second + 1800)),
    }
}

fn listed(endpoint: &str, second: i64) -> Mapping {
    Mapping {
        created_at: Some(at(second)),
        expires_at: Some(at(second + 1800)),
        ..mapping(endpoint)
    }
}

const HERE: &str = "203.0.113.20:1000";

#[test]
fn a_life_from_intent_to_end() {
    let entries = [
        Entry::Opening(intent("1", 0)),
        opened("1", HERE, 1),
        Entry::Revoking {
            endpoint: HERE.parse().unwrap(),
            at: at(60),
        },
        Entry::Revoked {
            endpoint: HERE.parse().unwrap(),
            at: at(61),
        },
    ];
    let states: Vec<State> = (1..=4)
        .map(|many| History::of(entries[..many].to_vec()).records()[0].state)
        .collect();
    let over = State::Over { since: at(61) };
    assert_eq!(states, [State::Opening, State::Open, State::Revoking, over]);
}

#[test]
fn an_endpoint_that_was_given_out_again_is_another_access() {
    let history = History::of([Entry::Opening(intent("1", 0)), opened("1", HERE, 1)]);
    assert!(history.record_of(&listed(HERE, 1)).is_some());
    for later in [5, 60, 7200] {
        assert!(history.record_of(&listed(HERE, later)).is_none(), "{later}");
    }
    let elsewhere = Mapping {
        sim_id: Some(SimId("8981100000000000002".into())),
        ..listed(HERE, 1)
    };
    assert!(history.record_of(&elsewhere).is_none());
}

#[test]
fn a_revoke_that_is_over_is_that_of_what_was_begun() {
    let revoking = |second| Entry::Revoking {
        endpoint: HERE.parse().unwrap(),
        at: at(second),
    };
    let over = |second| Entry::Revoked {
        endpoint: HERE.parse().unwrap(),
        at: at(second),
    };
    let first = [Entry::Opening(intent("1", 0)), opened("1", HERE, 1), revoking(10)];
    // cut short; the endpoint is given out again, and only then the end of the first is known
    let second = [Entry::Opening(intent("2", 20)), opened("2", HERE, 21), over(30)];
    let history = History::of(first.into_iter().chain(second));
    let states: Vec<State> = history.records().iter().map(|record| record.state).collect();
    assert_eq!(states, [State::Over { since: at(30) }, State::Open]);
    // where it was not written that one was begun, all that are there are meant
    let history = History::of([Entry::Opening(intent("1", 0)), opened("1", HERE, 1), over(30)]);
    assert_eq!(history.records()[0].state, State::Over { since: at(30) });
}

/// Which record gets which mapping, as `id endpoint`.
fn adopted(history: &History, mappings: &[Mapping]) -> Vec<String> {
    let pairs = history.adoptable(mappings).into_iter();
    pairs
        .map(|(record, mapping)| format!("{} {}", record.intent.id, mapping.endpoint))
        .collect()
}

#[test]
fn a_mapping_goes_to_the_intent_that_it_followed_most_closely() {
    let one = History::of([Entry::Opening(intent("1", 0))]);
    assert_eq!(adopted(&one, &[listed(HERE, 2)]), [format!("1 {HERE}")]);
    assert_eq!(
        adopted(&one, &[listed("203.0.113.20:1001", 9), listed(HERE, 2)]),
        [format!("1 {HERE}")]
    );
    assert!(adopted(&one, &[listed(HERE, -60)]).is_empty(), "it was there before");
    assert!(adopted(&one, &[listed(HERE, 600)]).is_empty(), "it came much later");
    let other = Mapping {
        sources: vec!["203.0.113.11/32".into()],
        ..listed(HERE, 2)
    };
    assert!(adopted(&one, &[other]).is_empty(), "it lets in others");
    // the first was killed before it asked, the third after the mapping was made
    let three = History::of([0, 20, 22].map(|second| Entry::Opening(intent(&second.to_string(), second))));
    assert_eq!(adopted(&three, &[listed(HERE, 21)]), [format!("20 {HERE}")]);
    let claimed = History::of([
        Entry::Opening(intent("1", 0)),
        Entry::Opening(intent("2", 0)),
        opened("2", HERE, 2),
    ]);
    assert!(adopted(&claimed, &[listed(HERE, 2)]).is_empty(), "it is another's");
}

#[test]
fn a_url_that_was_wanted_and_never_made_is_lacking() {
    let linked = Entry::Linked {
        endpoint: HERE.parse().unwrap(),
        at: at(2),
        user_id: UserId::reported("yamada-nt0123456789"),
        expires_at: at(600),
    };
    let entries = [Entry::Opening(intent("1", 0)), opened("1", HERE, 1), linked];
    let lacks = |many: usize| History::of(entries[..many].to_vec()).records()[0].lacks_link();
    assert_eq!([lacks(1), lacks(2), lacks(3)], [false, true, false]);
}

#[test]
fn what_is_written_reads_back_and_what_is_new_is_tolerated() {
    let entry = Entry::Opening(intent("1", 0));
    let mut json = serde_json::to_value(&entry).unwrap();
    assert_eq!(
        (json["kind"].as_str(), json["duration_s"].as_u64()),
        (Some("opening"), Some(1800))
    );
    json["of_tomorrow"] = serde_json::json!({ "x": 1 });
    assert_eq!(serde_json::from_value::<Entry>(json).unwrap(), entry);
}

pub(crate) fn any_entry() -> impl Strategy<Value = Entry> {
    let id = || (0..4u8).prop_map(|id| id.to_string());
    let endpoint = || (1000..1003u16).prop_map(|port| format!("203.0.113.20:{port}").parse::<Endpoint>().unwrap());
    let time = || (0..4000i64).prop_map(at);
    prop_oneof![
        (id(), 0..4000i64).prop_map(|(id, second)| Entry::Opening(intent(&id, second))),
        (id(), endpoint(), 0..4000i64).prop_map(|(id, endpoint, second)| opened(&id, &endpoint.to_string(), second)),
        (id(), time()).prop_map(|(id, at)| Entry::NotOpened { id, at }),
        (id(), time()).prop_map(|(id, at)| Entry::InDoubt { id, at }),
        (endpoint(), time()).prop_map(|(endpoint, at)| Entry::Revoking { endpoint, at }),
        (endpoint(), time()).prop_map(|(endpoint, at)| Entry::Revoked { endpoint, at }),
    ]
}

proptest! {
    #[test]
    fn any_entries_add_up(entries in prop::collection::vec(any_entry(), 0..40), second in 0..4000i64) {
        let history = History::of(entries);
        let mappings = [listed(HERE, second), listed("203.0.113.20:1001", second)];
        prop_assert!(history.adoptable(&mappings).len() <= mappings.len());
        for record in history.records() {
            let _ = record.ended_at(at(second));
        }
        prop_assert!(history.unfinished().count() <= history.records().len());
    }
}

#[test]
fn who_came_is_joined_with_who_opened_what_they_came_through() {
    let sim_id = intent("1", 0).sim_id;
    let later = Intent {
        operator: "suzuki".into(),
        ..intent("2", 3600)
    };
    let history = History::of([
        Entry::Opening(intent("1", 0)),
        opened("1", HERE, 1),
        Entry::Revoked {
            endpoint: HERE.parse().unwrap(),
            at: at(60),
        },
        Entry::Opening(later),
        opened("2", HERE, 3601),
    ]);
    let who = |port, second| {
        history
            .used_at(&sim_id, port, at(second))
            .map(|record| record.intent.operator.as_str())
    };
    assert_eq!(who(3389, -60), None, "before it was opened");
    assert_eq!(who(3389, 30), Some("yamada"));
    assert_eq!(who(3389, 120), None, "it was revoked");
    assert_eq!(who(3389, 3700), Some("suzuki"));
    assert_eq!(who(3389, 3600 + 1900), None, "it ran out");
    assert_eq!(who(22, 30), None, "another port");
    let user = UserId::reported("yamada-nt0123456789");
    assert_eq!(history.of_user(&user).map(|record| record.intent.id.as_str()), Some("2"));
    assert_eq!(history.of_user(&UserId::reported("tanaka-nt0123456789")), None);
}
