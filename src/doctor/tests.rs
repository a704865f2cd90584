//! Whole examinations with plain-data services. Each rule's table is in the files below.

mod aws;
mod fakes;
mod fleet;
mod machine;
mod network;
mod soracom;

use super::*;
use crate::domain::checkup::{Verdict, nothing_broken};
use crate::domain::{Failure, Kind};
use fakes::{FakeAws, FakeSoracom, clock, examined, failure, found, subject};

const NAMES: [&str; 22] = [
    "SORACOM sign-in",
    "SORACOM coverage",
    "SORACOM permissions",
    "AWS identity",
    "AWS region",
    "AppStream stack",
    "AppStream fleet",
    "fleet association",
    "fleet state",
    "fleet errors",
    "fleet capacity",
    "application",
    "private subnets",
    "default internet access",
    "source ranges",
    "session length",
    "sessions per instance",
    "clock skew",
    "terminal",
    "colours",
    "clipboard",
    "browser",
];
const OF_AWS: std::ops::Range<usize> = 5..17;

fn names(checks: &[Check]) -> Vec<&'static str> {
    checks.iter().map(|check| check.name.word()).collect()
}

#[tokio::test]
async fn everything_is_fine() {
    let checks = examined(&FakeSoracom::default(), &FakeAws::default()).await;
    assert_eq!(names(&checks), NAMES);
    for check in &checks {
        assert_eq!(check.verdict, Verdict::Ok, "{check:?}");
    }
    assert!(nothing_broken(&checks));
}

#[tokio::test]
async fn a_refused_sign_in_hides_soracom_alone() {
    let soracom = FakeSoracom {
        identity: Err(failure(Kind::Auth, "refused").advise("check the key")),
        ..FakeSoracom::default()
    };
    let checks = examined(&soracom, &FakeAws::default()).await;
    assert_eq!(names(&checks), NAMES);
    let sign_in = &checks[0];
    assert_eq!(
        (sign_in.verdict, sign_in.advice.as_deref()),
        (Verdict::Broken, Some("check the key"))
    );
    for check in &checks[1..3] {
        assert_eq!(check.verdict, Verdict::Unknown);
        assert!(check.detail.contains("SORACOM sign-in"), "{check:?}");
    }
    assert!(checks[3..].iter().all(|check| check.verdict == Verdict::Ok), "{checks:#?}");
    assert!(!nothing_broken(&checks));
}

#[tokio::test]
async fn what_may_not_be_seen_is_neither_ok_nor_broken() {
    let checks = examined(&FakeSoracom::default(), &FakeAws::failing(Kind::Forbidden)).await;
    assert_eq!(names(&checks), NAMES);
    for check in &checks[OF_AWS] {
        assert_eq!(check.verdict, Verdict::Unknown, "{check:?}");
        assert!(check.advice.is_some() && !check.detail.is_empty());
    }
    assert!(
        found(&checks, "AppStream fleet")
            .advice
            .as_deref()
            .unwrap()
            .contains("iam:fleet")
    );
    assert!(found(&checks, "fleet state").detail.contains("AppStream fleet"));
}

#[tokio::test]
async fn no_kind_of_trouble_with_a_read_is_ok_or_broken() {
    for kind in [
        Kind::Rate,
        Kind::Offline,
        Kind::Timeout,
        Kind::Unexpected,
        Kind::Invalid,
        Kind::Conflict,
    ] {
        let checks = examined(&FakeSoracom::default(), &FakeAws::failing(kind)).await;
        for check in &checks[OF_AWS] {
            assert_eq!(check.verdict, Verdict::Unknown, "{kind:?}: {check:?}");
        }
    }
}

#[tokio::test]
async fn without_a_region_nothing_else_is_asked() {
    let aws = FakeAws {
        region: None,
        identity: Err(failure(Kind::Invalid, "no region")),
        ..FakeAws::default()
    };
    let checks = examined(&FakeSoracom::default(), &aws).await;
    assert_eq!(found(&checks, "AWS region").verdict, Verdict::Broken);
    for check in std::iter::once(found(&checks, "AWS identity")).chain(&checks[OF_AWS]) {
        assert_eq!(check.verdict, Verdict::Unknown, "{check:?}");
    }
    assert!(found(&checks, "AppStream stack").detail.contains("AWS region"));
}

#[tokio::test]
async fn nothing_configured_is_told_apart_from_nothing_there() {
    let (soracom, aws, clock) = (FakeSoracom::default(), FakeAws::default(), clock(Some(0)));
    let mut unset = subject(&soracom, &aws, &clock);
    unset.expected.stack = None;
    unset.expected.fleet = None;
    unset.expected.sources = Vec::new();
    let checks = examine(&unset).await;
    for (name, variable) in [
        ("AppStream stack", "NAPTOP_STACK"),
        ("AppStream fleet", "NAPTOP_FLEET"),
        ("source ranges", "NAPTOP_SOURCE"),
    ] {
        let check = found(&checks, name);
        assert_eq!(check.verdict, Verdict::Broken, "{check:?}");
        assert!(check.advice.as_deref().unwrap().contains(variable), "{check:?}");
    }
    assert_eq!(found(&checks, "fleet association").verdict, Verdict::Unknown);
    assert_eq!(found(&checks, "application").verdict, Verdict::Unknown);
}

#[tokio::test]
async fn a_service_that_never_answers_is_not_waited_for() {
    let soracom = FakeSoracom {
        groups: None,
        ..FakeSoracom::default()
    };
    let aws = FakeAws {
        fleet: None,
        ..FakeAws::default()
    };
    let checks = tokio::time::timeout(Duration::from_secs(5), examined(&soracom, &aws)).await;
    let checks = checks.expect("it ends");
    for name in ["AppStream fleet", "SORACOM permissions"] {
        let check = found(&checks, name);
        assert_eq!(check.verdict, Verdict::Unknown);
        assert!(check.detail.contains("no answer in time"), "{check:?}");
    }
    assert_eq!(found(&checks, "AppStream stack").verdict, Verdict::Ok);
}

#[tokio::test]
async fn independent_things_are_asked_for_at_the_same_time() {
    let soracom = FakeSoracom {
        groups: None,
        mappings: None,
        ..FakeSoracom::default()
    };
    let aws = FakeAws {
        identity: Err(Failure::new(Kind::Offline, "down")),
        stack: None,
        fleets: None,
        fleet: None,
        ..FakeAws::default()
    };
    let (clock, start) = (clock(None), std::time::Instant::now());
    let mut stalling = subject(&soracom, &aws, &clock);
    stalling.patience = Duration::from_millis(400);
    examine(&stalling).await;
    assert!(start.elapsed() < Duration::from_millis(800), "{:?}", start.elapsed());
}
