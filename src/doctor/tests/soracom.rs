//! SORACOM's three checks.

use super::fakes::{FakeAws, FakeSoracom, device, examined, failure, found};
use crate::domain::checkup::{Check, Verdict};
use crate::domain::{Device, Imsi, Kind};
use crate::gateway::Identity;

async fn check(soracom: &FakeSoracom, name: &str) -> Check {
    found(&examined(soracom, &FakeAws::default()).await, name).clone()
}

fn sam() -> FakeSoracom {
    FakeSoracom {
        identity: Ok(Identity {
            operator_id: "OP0099999999".into(),
            user_name: Some("yamada".into()),
        }),
        ..FakeSoracom::default()
    }
}

#[tokio::test]
async fn who_is_signed_in() {
    assert!(
        check(&sam(), "SORACOM sign-in")
            .await
            .detail
            .contains("SAM user yamada of OP0099999999")
    );
    assert!(
        check(&FakeSoracom::default(), "SORACOM sign-in")
            .await
            .detail
            .contains("root user")
    );
    for (kind, verdict) in [
        (Kind::Auth, Verdict::Broken),
        (Kind::Offline, Verdict::Broken),
        (Kind::Timeout, Verdict::Broken),
        (Kind::Unexpected, Verdict::Broken),
        (Kind::Rate, Verdict::Unknown),
    ] {
        let soracom = FakeSoracom {
            identity: Err(failure(kind, "auth")),
            ..FakeSoracom::default()
        };
        assert_eq!(check(&soracom, "SORACOM sign-in").await.verdict, verdict, "{kind:?}");
    }
}

#[tokio::test]
async fn an_empty_coverage_may_be_the_wrong_one() {
    for (pages, sims) in [
        (Ok(vec![vec![]]), Some(false)),
        (Ok(vec![vec![], vec![]]), Some(false)),
        (Ok(vec![vec![], vec![device()]]), Some(true)),
        (Err(failure(Kind::Forbidden, "sims")), None),
    ] {
        let coverage = check(
            &FakeSoracom {
                pages,
                ..FakeSoracom::default()
            },
            "SORACOM coverage",
        )
        .await;
        assert!(coverage.detail.contains("Japan (https://api.soracom.io)"), "{coverage:?}");
        let expected = if sims.is_some() { Verdict::Ok } else { Verdict::Unknown };
        assert_eq!(coverage.verdict, expected, "{coverage:?}");
        let other = coverage.advice.is_some_and(|advice| advice.contains("SORACOM_COVERAGE_TYPE"));
        assert_eq!(other, sims == Some(false));
    }
}

#[tokio::test]
async fn every_refused_read_is_named_and_nothing_else() {
    let no = || failure(Kind::Forbidden, "x");
    let all = FakeSoracom {
        device: Some(Err(no())),
        found: Some(Err(no())),
        groups: Some(Err(no())),
        mappings: Some(Err(no())),
        ..sam()
    };
    let refused = check(&all, "SORACOM permissions").await;
    assert_eq!(refused.verdict, Verdict::Broken);
    assert_eq!(
        refused.detail,
        "refused: Sim:getSim, Query:searchSims, Group:listGroups, PortMapping:listPortMappings"
    );
    let advice = refused.advice.unwrap();
    assert!(
        advice.contains("Group:listGroups") && advice.contains("sign in again"),
        "{advice}"
    );

    let sims = FakeSoracom {
        pages: Err(no()),
        ..sam()
    };
    assert_eq!(check(&sims, "SORACOM permissions").await.detail, "refused: Sim:listSims");
    let one = FakeSoracom {
        mappings: Some(Err(no())),
        groups: Some(Err(failure(Kind::Offline, "x"))),
        ..FakeSoracom::default()
    };
    assert_eq!(
        check(&one, "SORACOM permissions").await.detail,
        "refused: PortMapping:listPortMappings",
        "a refusal goes before what failed otherwise"
    );
}

#[tokio::test]
async fn what_is_never_tried_is_a_root_users_alone() {
    let root = check(&FakeSoracom::default(), "SORACOM permissions").await;
    assert_eq!(root.verdict, Verdict::Ok);
    let user = check(&sam(), "SORACOM permissions").await;
    assert_eq!(user.verdict, Verdict::Unknown);
    for word in [
        "yamada may Sim:listSims",
        "PortMapping:createPortMappingForSim",
        "PortMapping:deletePortMapping",
        "show only when they are used",
    ] {
        assert!(user.detail.contains(word), "{word}: {user:?}");
    }
    let failing = FakeSoracom {
        groups: Some(Err(failure(Kind::Rate, "groups"))),
        ..FakeSoracom::default()
    };
    let failing = check(&failing, "SORACOM permissions").await;
    assert_eq!(failing.verdict, Verdict::Unknown);
    assert!(failing.detail.starts_with("Group:listGroups: could not look"), "{failing:?}");
}

#[tokio::test]
async fn without_a_device_two_reads_are_not_tried() {
    let empty = FakeSoracom {
        pages: Ok(vec![vec![]]),
        ..sam()
    };
    let check = check(&empty, "SORACOM permissions").await;
    for word in ["Sim:getSim was not tried", "Query:searchSims was not tried"] {
        assert!(check.detail.contains(word), "{check:?}");
    }
}

#[tokio::test]
async fn a_search_needs_two_characters_or_an_imsi() {
    let found = Some(Err(failure(Kind::Forbidden, "query")));
    for (name, imsi, tried) in [
        ("ab", None, true),
        ("東京", None, true),
        ("a", None, false),
        ("", None, false),
        ("a,b", None, false),
        ("a", Some("440100000000001"), true),
    ] {
        let device = Device {
            name: name.into(),
            imsi: imsi.map(|imsi| Imsi(imsi.into())),
            ..device()
        };
        let soracom = FakeSoracom {
            pages: Ok(vec![vec![device]]),
            found: found.clone(),
            ..FakeSoracom::default()
        };
        let refused = check(&soracom, "SORACOM permissions").await.verdict == Verdict::Broken;
        assert_eq!(refused, tried, "{name:?} {imsi:?}");
    }
}
