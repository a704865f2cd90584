//! Every reader of what others wrote, on arbitrary and on half-right input: nothing panics, and what is written again reads the
//! same. The long run: `cargo test --lib fuzz -- --ignored`, with NAPTOP_FUZZ_CASES if a million is not it.

use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::{Config, TestRunner};

use crate::domain::column::AccessRow;
use crate::domain::roster;
use crate::domain::{Endpoint, Filter, SourceRange, Span};
use crate::keymap::Chord;
use crate::simulator::Fault;

/// A reader, texts that it takes, and itself.
type Target = (&'static str, &'static [&'static str], fn(&[u8]));

const TARGETS: &[Target] = &[
    (
        "SORACOM's answers",
        &[
            r#"{"simId":"8981100000000000001","tags":{"name":"x"},"sessionStatus":{"online":true,"lastUpdatedAt":1.7e12}}"#,
            r#"{"ipAddress":"203.0.113.20","port":15068.0,"destination":{"simId":"1","port":22},"expiredTime":1767225600000}"#,
            r#"{"type":"CONNECTED","createdAt":1767225600000,"direction":{"sourceIPAddress":"198.51.100.7","sourcePort":51720}}"#,
            r#"{"code":"SEM0016","message":"The specified subscriber is offline"}"#,
        ],
        crate::soracom::read_anything,
    ),
    (
        "soracom-cli profiles",
        &[r#"{"coverageType":"g","authKeyId":"k","authKey":"s","headers":{"a":"b"},"tokenTimeoutSeconds":3600}"#],
        crate::soracom::profile::read_anything,
    ),
    (
        "EC2's and STS's XML",
        &[
            "<DescribeRouteTablesResponse xmlns='x'><routeTableSet><item><routeSet><item><destinationCidrBlock>0.0.0.0/0\
             </destinationCidrBlock><natGatewayId>nat-1</natGatewayId></item></routeSet></item></routeTableSet></DescribeRouteTablesResponse>",
            "<a><![CDATA[x]]>&amp;&#x20;<b/></a>",
        ],
        crate::appstream::read_anything,
    ),
    (
        "the journal",
        &["{\"sum\":\"00000000\",\"kind\":\"revoked\",\"endpoint\":\"203.0.113.20:1000\",\"at\":\"2026-01-01T00:00:00Z\"}\n"],
        crate::journal::read_anything,
    ),
    (
        "the configuration",
        &[
            crate::config::TEMPLATE,
            "refresh = \"15s\"\n[access]\nsource = [\"203.0.113.10/32\"]\n[[account]]\nname = \"a\"\n",
        ],
        crate::config::read_anything,
    ),
    (
        "the simulator's CBOR and JSON",
        &[
            "{\"StackName\":\"s\",\"Limit\":50}",
            "\u{7f}eStack\u{0}",
            "[1,2.5,null,\"x\"]",
        ],
        crate::simulator::read_anything,
    ),
    ("filters", &["kiosk !status:active name:\"a b\"", "col:"], |bytes| {
        let text = String::from_utf8_lossy(bytes);
        let _ = (
            Filter::with_columns(&text, roster::COLUMNS).is_empty(),
            Filter::parse::<AccessRow<'_>>(&text).is_empty(),
        );
    }),
    ("durations", &["1h30m", "90s", "8h"], reads_back::<Span>),
    ("source ranges", &["203.0.113.10/32", "10.0.0.0/8"], reads_back::<SourceRange>),
    (
        "endpoints",
        &["203.0.113.20:15068", "203-0-113-20.napter.soracom.io:1"],
        reads_back::<Endpoint>,
    ),
    ("faults", &["create=reset-afterx1@2", "url=500"], |bytes| {
        let _ = String::from_utf8_lossy(bytes).parse::<Fault>();
    }),
    ("keys", &["Ctrl-P", "PageDown", "x"], |bytes| {
        let _ = String::from_utf8_lossy(bytes).parse::<Chord>().map(|chord| chord.to_string());
    }),
];

/// What is shown of what was read, reads as the same.
fn reads_back<T: std::str::FromStr + std::fmt::Display + PartialEq + std::fmt::Debug>(bytes: &[u8]) {
    if let Ok(value) = String::from_utf8_lossy(bytes).parse::<T>() {
        let shown = value.to_string();
        assert!(shown.parse::<T>().ok() == Some(value), "{shown:?} does not read back");
    }
}

/// Anything, or something that a reader takes with a few bytes changed, cut, doubled or put in.
fn input(seeds: &'static [&'static str]) -> impl Strategy<Value = Vec<u8>> {
    let change = (
        any::<Index>(),
        0..4u8,
        prop_oneof![any::<u8>(), prop::sample::select(b"\"\\{}[]<>:=,/#&0\n\x1b".to_vec())],
    );
    let changed = (prop::sample::select(seeds), prop::collection::vec(change, 0..6)).prop_map(|(seed, changes)| {
        let mut bytes = seed.as_bytes().to_vec();
        for (at, how, byte) in changes {
            if bytes.is_empty() {
                break;
            }
            let at = at.index(bytes.len());
            match how {
                0 => bytes[at] = byte,
                1 => bytes.insert(at, byte),
                2 => bytes.truncate(at),
                _ => bytes.extend_from_within(at..),
            }
        }
        bytes
    });
    prop_oneof![1 => prop::collection::vec(any::<u8>(), 0..64), 4 => changed]
}

fn run(cases: u32) {
    for (name, seeds, read) in TARGETS {
        for seed in *seeds {
            read(seed.as_bytes());
        }
        let mut runner = TestRunner::new(Config {
            cases,
            failure_persistence: None,
            ..Config::default()
        });
        let ended = runner.run(&input(seeds), |bytes| {
            read(&bytes);
            Ok(())
        });
        if let Err(error) = ended {
            panic!("{name}: {error}");
        }
    }
}

#[test]
fn nothing_panics() {
    run(300);
}

#[test]
#[ignore = "the long run"]
fn nothing_panics_for_long() {
    let cases = std::env::var("NAPTOP_FUZZ_CASES").ok().and_then(|cases| cases.parse().ok());
    run(cases.unwrap_or(1_000_000));
}
