//! The rules on the way to the internet, on source ranges, and on the clock.

use super::fakes::{behind, clock, failure, fleet, nat};
use crate::doctor::clock::skew;
use crate::doctor::name;
use crate::doctor::network::{default_internet, private_subnets};
use crate::doctor::sources::source_ranges;
use crate::doctor::unseen::{Seen, Unseen};
use crate::domain::checkup::{Check, Verdict};
use crate::domain::fleet::{Egress, Fleet, NatGateway, SubnetEgress};
use crate::domain::{Kind, SourceRange};

const TEN: [u8; 4] = [203, 0, 113, 10];
const ELEVEN: [u8; 4] = [203, 0, 113, 11];

#[test]
fn instances_have_no_addresses_of_their_own() {
    for (told, verdict) in [
        (Some(false), Verdict::Ok),
        (Some(true), Verdict::Broken),
        (None, Verdict::Unknown),
    ] {
        let fleet = Fleet {
            default_internet: told,
            ..fleet()
        };
        assert_eq!(default_internet(&fleet).verdict, verdict, "{told:?}");
    }
}

#[test]
fn each_subnet_goes_through_a_nat_gateway_that_works() {
    let with = |change: fn(&mut NatGateway)| {
        let mut gateway = nat(&[TEN]);
        change(&mut gateway);
        Egress::Nat(gateway)
    };
    for (egress, verdict, word) in [
        (Egress::Nat(nat(&[TEN])), Verdict::Ok, "nat-1 (203.0.113.10)"),
        (with(|nat| nat.state = "failed".into()), Verdict::Broken, "failed"),
        (with(|nat| nat.state = String::new()), Verdict::Broken, "unknown state"),
        (with(|nat| nat.public = false), Verdict::Broken, "private"),
        (with(|nat| nat.addresses.clear()), Verdict::Broken, "no public address"),
        (Egress::InternetGateway("igw-1".into()), Verdict::Broken, "igw-1"),
        (Egress::Nowhere, Verdict::Broken, "no working route"),
        (Egress::Elsewhere("tgw-1".into()), Verdict::Unknown, "tgw-1"),
    ] {
        let check = private_subnets(&Ok(fleet()), &Ok(vec![behind("subnet-a", egress)]));
        assert_eq!(check.verdict, verdict, "{check:?}");
        assert!(check.detail.contains("subnet-a") && check.detail.contains(word), "{check:?}");
    }
}

#[test]
fn one_bad_subnet_is_enough_and_is_named() {
    let fleet = Fleet {
        subnets: vec!["subnet-a".into(), "subnet-b".into()],
        ..fleet()
    };
    let good = behind("subnet-a", Egress::Nat(nat(&[TEN])));
    let bad = private_subnets(
        &Ok(fleet.clone()),
        &Ok(vec![good.clone(), behind("subnet-b", Egress::Nowhere)]),
    );
    assert_eq!(bad.verdict, Verdict::Broken);
    assert!(bad.detail.contains("subnet-b") && !bad.detail.contains("subnet-a"), "{bad:?}");
    let untold = private_subnets(&Ok(fleet), &Ok(vec![good]));
    assert_eq!(untold.verdict, Verdict::Unknown);
    assert!(untold.detail.contains("subnet-b"), "{untold:?}");
}

#[test]
fn a_fleet_without_subnets_is_broken_and_an_unseen_one_unknown() {
    let bare = Fleet {
        subnets: Vec::new(),
        ..fleet()
    };
    assert_eq!(private_subnets(&Ok(bare), &Ok(Vec::new())).verdict, Verdict::Broken);
    let forbidden = private_subnets(&Ok(fleet()), &Err(failure(Kind::Forbidden, "ec2:DescribeRouteTables").into()));
    assert_eq!(forbidden.verdict, Verdict::Unknown);
    assert!(forbidden.advice.unwrap().contains("ec2:DescribeRouteTables"));
    let unseen = private_subnets(&Err(Unseen::NotSet), &Err(Unseen::After(name::FLEET)));
    assert_eq!(unseen.verdict, Verdict::Unknown);
}

fn ranges(texts: &[&str]) -> Vec<SourceRange> {
    texts.iter().map(|text| text.parse().unwrap()).collect()
}

fn through(gateways: &[NatGateway]) -> Seen<Vec<SubnetEgress>> {
    Ok(gateways
        .iter()
        .map(|nat| behind("subnet-a", Egress::Nat(nat.clone())))
        .collect())
}

fn judged(texts: &[&str], egress: &Seen<Vec<SubnetEgress>>) -> Check {
    source_ranges(&ranges(texts), egress)
}

#[test]
fn source_ranges_are_exactly_the_nat_gateways_addresses() {
    let two = through(&[nat(&[TEN]), nat(&[ELEVEN])]);
    for (texts, verdict, word) in [
        (&["203.0.113.10", "203.0.113.11"][..], Verdict::Ok, "exactly"),
        (&["203.0.113.10/31"], Verdict::Ok, "exactly"),
        (
            &["203.0.113.10"],
            Verdict::Broken,
            "203.0.113.11 is a NAT gateway's address, and no range",
        ),
        (
            &["203.0.113.10", "203.0.113.11", "198.51.100.1"],
            Verdict::Broken,
            "198.51.100.1/32 is no NAT",
        ),
        (&["203.0.113.8/30"], Verdict::Broken, "203.0.113.8/30 is 2 addresses too wide"),
        (
            &["203.0.113.0/24", "198.51.100.1"],
            Verdict::Broken,
            "254 addresses too wide; 198.51.100.1/32",
        ),
        (&["0.0.0.0/0"], Verdict::Broken, "everybody"),
        (&[], Verdict::Broken, "none is configured"),
    ] {
        let check = judged(texts, &two);
        assert_eq!(check.verdict, verdict, "{texts:?}: {check:?}");
        assert!(check.detail.contains(word), "{check:?}");
        if verdict == Verdict::Broken {
            let advice = check.advice.unwrap();
            assert!(advice.contains(r#"["203.0.113.10/32", "203.0.113.11/32"]"#), "{advice}");
        }
    }
    let odd_gateway = through(&[nat(&[[127, 1, 2, 3]])]);
    assert_eq!(
        judged(&["127.1.2.3"], &odd_gateway).verdict,
        Verdict::Ok,
        "moto's gateways have such"
    );
    assert_eq!(judged(&["127.1.2.0/24"], &odd_gateway).verdict, Verdict::Broken);
    let one = judged(&["203.0.113.10/31"], &through(&[nat(&[TEN])]));
    assert!(one.detail.contains("1 address too wide"), "{one:?}");
}

#[test]
fn a_gateway_that_grows_is_to_be_minded() {
    let mut growing = nat(&[TEN]);
    growing.grows = true;
    let check = judged(&["203.0.113.10"], &through(&[growing]));
    assert_eq!(check.verdict, Verdict::Ok);
    assert!(check.advice.unwrap().contains("more addresses"));
    assert_eq!(judged(&["203.0.113.10"], &through(&[nat(&[TEN])])).advice, None);
}

#[test]
fn what_may_not_be_compared_is_unknown_unless_it_is_wrong_by_itself() {
    let forbidden: Seen<Vec<SubnetEgress>> = Err(failure(Kind::Forbidden, "ec2:DescribeSubnets").into());
    for (texts, verdict) in [
        (&["203.0.113.10"][..], Verdict::Unknown),
        (&["203.0.113.0/24"], Verdict::Unknown),
        (&["10.0.0.1"], Verdict::Broken),
        (&["203.0.113.10", "192.168.0.0/16"], Verdict::Broken),
        (&["100.64.3.0/24"], Verdict::Broken),
        (&["0.0.0.0/0"], Verdict::Broken),
        (&[], Verdict::Broken),
    ] {
        let check = judged(texts, &forbidden);
        assert_eq!(check.verdict, verdict, "{texts:?}: {check:?}");
    }
    assert!(
        judged(&["203.0.113.10"], &forbidden)
            .advice
            .unwrap()
            .contains("ec2:DescribeSubnets")
    );
}

#[test]
fn where_not_every_way_is_known_an_odd_range_may_be_right() {
    let partly = Ok(vec![
        behind("subnet-a", Egress::Nat(nat(&[TEN]))),
        behind("subnet-b", Egress::Elsewhere("tgw-1".into())),
    ]);
    assert_eq!(judged(&["203.0.113.10", "198.51.100.1"], &partly).verdict, Verdict::Unknown);
    assert_eq!(judged(&["203.0.113.10"], &partly).verdict, Verdict::Unknown);
    assert_eq!(
        judged(&["198.51.100.1"], &partly).verdict,
        Verdict::Broken,
        "the known address is not let in"
    );
    let none = Ok(vec![behind("subnet-a", Egress::Nowhere)]);
    assert_eq!(judged(&["203.0.113.10"], &none).verdict, Verdict::Unknown);
}

#[test]
fn a_clock_is_right_or_says_by_how_much_it_is_not() {
    for (ahead, verdict, word, minds) in [
        (Some(0), Verdict::Ok, "less than a second", false),
        (Some(30), Verdict::Ok, "30s behind", false),
        (Some(-31), Verdict::Ok, "30s ahead", false),
        (Some(31), Verdict::Ok, "31s behind", true),
        (Some(-300), Verdict::Ok, "4m59s ahead", true),
        (Some(300), Verdict::Ok, "5m behind", true),
        (Some(301), Verdict::Broken, "5m1s behind", true),
        (Some(-7200), Verdict::Broken, "1h59m59s ahead", true),
        (None, Verdict::Unknown, "not measured", true),
    ] {
        let check = skew(clock(ahead).skew());
        assert_eq!(check.verdict, verdict, "{check:?}");
        assert!(check.detail.contains(word), "{check:?}");
        assert_eq!(check.advice.is_some(), minds, "{check:?}");
    }
}
