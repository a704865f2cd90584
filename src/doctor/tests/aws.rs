//! Who signs and where, the stack, what belongs to it, and the application.

use super::fakes::{FakeAws, FakeSoracom, examined, expected, failure, fleet, found, image};
use crate::domain::Kind;
use crate::domain::checkup::{Check, Verdict};
use crate::domain::fleet::{Fleet, Image, Stack};

async fn check(aws: &FakeAws, name: &str) -> Check {
    found(&examined(&FakeSoracom::default(), aws).await, name).clone()
}

#[tokio::test]
async fn credentials_are_judged_by_whoever_answers() {
    let sts = |kind| FakeAws {
        identity: Err(failure(kind, "sts")),
        ..FakeAws::default()
    };
    for kind in [Kind::Offline, Kind::Timeout, Kind::Forbidden, Kind::Auth, Kind::Unexpected] {
        let check = check(&sts(kind), "AWS identity").await;
        assert_eq!(check.verdict, Verdict::Unknown, "AppStream takes them: {kind:?}");
        assert!(check.detail.contains("AppStream takes"), "{check:?}");
    }
    for (kind, verdict) in [
        (Kind::Auth, Verdict::Broken),
        (Kind::Offline, Verdict::Unknown),
        (Kind::Timeout, Verdict::Unknown),
        (Kind::Forbidden, Verdict::Unknown),
    ] {
        assert_eq!(
            check(&FakeAws::failing(kind), "AWS identity").await.verdict,
            verdict,
            "{kind:?}"
        );
    }
    let sts_is_down = FakeAws {
        identity: Err(failure(Kind::Offline, "sts")),
        ..FakeAws::failing(Kind::Auth)
    };
    let refused = check(&sts_is_down, "AWS identity").await;
    assert_eq!(refused.verdict, Verdict::Broken, "AppStream refuses them");
    assert!(!refused.detail.contains("sts"), "{refused:?}");
    let fine = check(&FakeAws::default(), "AWS identity").await;
    assert!(fine.detail.contains("user/noc") && fine.detail.contains("123456789012"));
}

#[tokio::test]
async fn the_region_is_named() {
    let check = check(&FakeAws::default(), "AWS region").await;
    assert_eq!((check.verdict, check.detail.as_str()), (Verdict::Ok, "ap-northeast-1"));
}

#[tokio::test]
async fn a_stack_or_a_fleet_that_is_missing_is_broken() {
    let aws = FakeAws::failing(Kind::Missing);
    for name in ["AppStream stack", "AppStream fleet"] {
        let check = check(&aws, name).await;
        assert_eq!(check.verdict, Verdict::Broken, "{check:?}");
        assert!(check.detail.contains("in ap-northeast-1"), "{check:?}");
    }
    let association = check(&aws, "fleet association").await;
    assert_eq!(association.verdict, Verdict::Unknown);
    assert!(association.detail.contains("AppStream stack"), "{association:?}");
    let unlisted = FakeAws {
        fleets: Some(Err(failure(Kind::Missing, "fleets"))),
        ..FakeAws::default()
    };
    let association = check(&unlisted, "fleet association").await;
    assert_eq!(association.verdict, Verdict::Unknown);
    assert!(association.detail.contains("fleets"), "the stack is there: {association:?}");
}

#[tokio::test]
async fn a_stack_with_errors_is_broken() {
    let aws = FakeAws {
        stack: Some(Ok(Stack {
            name: "naptop-stack".into(),
            errors: vec!["STORAGE_CONNECTOR_ERROR: gone".into()],
        })),
        ..FakeAws::default()
    };
    let check = check(&aws, "AppStream stack").await;
    assert_eq!(check.verdict, Verdict::Broken);
    assert!(check.detail.contains("STORAGE_CONNECTOR_ERROR: gone"), "{check:?}");
}

#[tokio::test]
async fn the_fleet_belongs_to_the_stack() {
    for (fleets, verdict) in [
        (vec!["other", "naptop-fleet"], Verdict::Ok),
        (vec!["other"], Verdict::Broken),
        (vec!["Naptop-Fleet"], Verdict::Broken),
        (vec![], Verdict::Broken),
    ] {
        let aws = FakeAws {
            fleets: Some(Ok(fleets.iter().map(ToString::to_string).collect())),
            ..FakeAws::default()
        };
        let check = check(&aws, "fleet association").await;
        assert_eq!(check.verdict, verdict, "{check:?}");
        if verdict == Verdict::Broken {
            let advice = check.advice.unwrap();
            assert!(advice.contains("associate-fleet --stack-name naptop-stack --fleet-name naptop-fleet"));
        }
    }
}

#[tokio::test]
async fn the_application_is_in_the_image_as_it_is_written() {
    let of = |image: Image, wanted: &str| crate::doctor::application::application(&Ok(Some(image)), &wanted.parse().unwrap());
    assert_eq!(of(image(), "RemoteDesktopBat").verdict, Verdict::Ok);
    let disabled = of(image(), "Notepad");
    assert!(
        disabled.verdict == Verdict::Broken && disabled.detail.contains("disabled"),
        "{disabled:?}"
    );
    let absent = of(image(), "mstsc");
    assert_eq!(absent.verdict, Verdict::Broken);
    assert!(
        absent.detail.contains("RemoteDesktopBat, Notepad") && !absent.detail.contains("differs"),
        "{absent:?}"
    );
    let cased = of(image(), "remotedesktopbat");
    assert_eq!(cased.verdict, Verdict::Broken);
    assert!(cased.detail.contains("RemoteDesktopBat differs only"), "{cased:?}");
    let pending = Image {
        state: "PENDING".into(),
        ..image()
    };
    let pending = of(pending, "RemoteDesktopBat");
    assert!(
        pending.verdict == Verdict::Broken && pending.detail.contains("PENDING"),
        "{pending:?}"
    );
    let empty = Image {
        applications: Vec::new(),
        ..image()
    };
    assert!(of(empty, "RemoteDesktopBat").detail.contains("no applications"));
}

#[tokio::test]
async fn an_application_without_an_image_is_unknown_and_one_without_its_image_broken() {
    let elastic = FakeAws {
        fleet: Some(Ok(Fleet {
            kind: "ELASTIC".into(),
            image: None,
            ..fleet()
        })),
        ..FakeAws::default()
    };
    let check_of = async |aws: &FakeAws| check(aws, "application").await;
    let elastic = check_of(&elastic).await;
    assert_eq!(elastic.verdict, Verdict::Unknown);
    assert!(elastic.detail.contains("elastic"), "{elastic:?}");
    for (kind, verdict) in [(Kind::Missing, Verdict::Broken), (Kind::Forbidden, Verdict::Unknown)] {
        let aws = FakeAws {
            image: Some(Err(failure(kind, "image"))),
            ..FakeAws::default()
        };
        assert_eq!(check_of(&aws).await.verdict, verdict, "{kind:?}");
    }
    assert_eq!(expected().application.as_str(), "RemoteDesktopBat");
}
