//! The rules on the fleet itself.

use super::fakes::fleet;
use crate::doctor::fleet::{capacity, errors, session_length, sessions_per_instance, state};
use crate::domain::Span;
use crate::domain::checkup::Verdict;
use crate::domain::fleet::{Capacity, Fleet};

#[test]
fn a_fleet_runs_or_says_how_to_start_it() {
    for (word, kind, verdict, advice) in [
        ("RUNNING", "ON_DEMAND", Verdict::Ok, ""),
        ("RUNNING", "ELASTIC", Verdict::Ok, ""),
        ("STARTING", "ON_DEMAND", Verdict::Broken, "wait some minutes"),
        (
            "STOPPED",
            "ALWAYS_ON",
            Verdict::Broken,
            "aws appstream start-fleet --name naptop-fleet",
        ),
        (
            "STOPPING",
            "ON_DEMAND",
            Verdict::Broken,
            "aws appstream start-fleet --name naptop-fleet",
        ),
        ("running", "ON_DEMAND", Verdict::Unknown, ""),
        ("", "ON_DEMAND", Verdict::Unknown, ""),
    ] {
        let check = state(&Fleet {
            state: word.into(),
            kind: kind.into(),
            ..fleet()
        });
        assert_eq!(check.verdict, verdict, "{word}");
        assert!(check.advice.unwrap_or_default().contains(advice), "{word}");
    }
}

#[test]
fn errors_are_listed_with_what_they_want() {
    let told = |texts: &[&str]| {
        errors(&Fleet {
            errors: texts.iter().map(ToString::to_string).collect(),
            ..fleet()
        })
    };
    assert_eq!(told(&[]).verdict, Verdict::Ok);
    for (code, remedy) in [
        ("IAM_SERVICE_ROLE_IS_MISSING", "create the role AmazonAppStreamServiceAccess"),
        ("IAM_SERVICE_ROLE_MISSING_ENI_CREATE_ACTION", "attach the managed policy"),
        ("SUBNET_HAS_INSUFFICIENT_IP_ADDRESSES", "larger"),
        ("IMAGE_NOT_FOUND", "image that exists"),
        ("NETWORK_INTERFACE_LIMIT_EXCEEDED", "network interfaces"),
        ("STS_DISABLED_IN_REGION", "activate STS"),
        ("DOMAIN_JOIN_ERROR_ACCESS_DENIED", "directory"),
        ("SOMETHING_NEW", "AppStream console"),
    ] {
        let check = told(&[&format!("{code}: words")]);
        assert_eq!(check.verdict, Verdict::Broken);
        assert_eq!(check.detail, format!("{code}: words"));
        assert!(check.advice.as_deref().unwrap().contains(remedy), "{check:?}");
    }
    let two = told(&["IMAGE_NOT_FOUND: a", "STS_DISABLED_IN_REGION: b", "IMAGE_NOT_FOUND: c"]);
    assert_eq!(two.advice.unwrap().matches("; ").count(), 1, "a remedy is said once");
}

#[test]
fn one_more_user_needs_a_free_instance() {
    let with = |state: &str, capacity_told: Option<(u32, u32, u32)>| {
        capacity(&Fleet {
            state: state.into(),
            capacity: capacity_told.map(|(desired, in_use, available)| Capacity {
                desired,
                in_use,
                available,
            }),
            ..fleet()
        })
    };
    let free = with("RUNNING", Some((3, 1, 2)));
    assert_eq!((free.verdict, free.detail.as_str()), (Verdict::Ok, "2 of 3 free"));
    let none = with("RUNNING", Some((1, 1, 0)));
    assert_eq!(none.verdict, Verdict::Broken);
    assert!(none.detail.contains("no streaming resources"), "{none:?}");
    assert_eq!(with("RUNNING", None).verdict, Verdict::Unknown);
    let stopped = with("STOPPED", Some((0, 0, 0)));
    assert_eq!(stopped.verdict, Verdict::Unknown);
    assert!(stopped.detail.contains("fleet state"), "{stopped:?}");
}

#[test]
fn a_session_lasts_as_long_as_its_mapping() {
    for (longest, verdict, mind) in [
        (Some(1799), Verdict::Broken, "raise"),
        (Some(1800), Verdict::Ok, ""),
        (Some(1801), Verdict::Ok, "revoke --expired"),
        (None, Verdict::Unknown, "maximum session duration"),
    ] {
        let fleet = Fleet {
            longest_session: longest.map(Span::seconds),
            ..fleet()
        };
        let check = session_length(&fleet, Span::seconds(1800));
        assert_eq!(check.verdict, verdict, "{longest:?}");
        assert_eq!(check.advice.is_some(), !mind.is_empty(), "{check:?}");
        assert!(check.advice.unwrap_or_default().contains(mind));
    }
}

#[test]
fn users_do_not_share_an_instance() {
    for (many, verdict) in [(None, Verdict::Ok), (Some(1), Verdict::Ok), (Some(2), Verdict::Broken)] {
        let fleet = Fleet {
            sessions_per_instance: many,
            ..fleet()
        };
        assert_eq!(sessions_per_instance(&fleet).verdict, verdict, "{many:?}");
    }
}
