//! What the services send cannot write to the terminal: not in tables, messages, JSON, notes, nor in the dashboard.

use std::process::Output;

use base64::Engine;
use naptop::ui::text::width;
use tempfile::TempDir;

use crate::support::hostile;
use crate::support::pty::Pty;
use crate::support::simulate::on;

/// What acts on a terminal, reorders, or hides; written down here once more, so that the program's own list is under test.
fn acts(c: char) -> bool {
    let bidi = matches!(c, '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let hidden = matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}');
    c.is_control() || bidi || hidden || matches!(c, '\u{2028}' | '\u{2029}')
}

async fn naptop(url: &str, home: &TempDir, args: &[&str]) -> Output {
    let mut command = on(url, url, home, args);
    command
        .env("AWS_ENDPOINT_URL_EC2", "http://127.0.0.1:1")
        .env("AWS_ENDPOINT_URL_STS", "http://127.0.0.1:1");
    tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap()
}

const VERBS: &[&[&str]] = &[
    &["devices"],
    &["mappings"],
    &["sessions"],
    &["audit"],
    &["audit", "--device", hostile::SIM],
    &["probe", hostile::SIM],
    &["probe", hostile::SIM, "--port", "22"],
    &["open", hostile::SIM, "--no-url"],
    &["open", hostile::SIM],
    &["open", "evil"],
    &["url", hostile::SIM],
    &["extend", hostile::SIM, "--for", "1h"],
    &["revoke", hostile::SIM],
    &["revoke", "--expired"],
    &["revoke", "--all", "--yes"],
    &["doctor"],
];

#[tokio::test(flavor = "multi_thread")]
async fn no_verb_prints_what_acts_on_a_terminal() {
    let url = hostile::start().await;
    let home = TempDir::new().unwrap();
    let log = home.path().join("log");
    let mut seen = 0;
    for verb in VERBS {
        for json in [false, true] {
            let mut args = [*verb, &["-vv", "--log", log.to_str().unwrap()]].concat();
            args.extend(json.then_some("--json"));
            let output = naptop(&url, &home, &args).await;
            for (stream, bytes) in [("stdout", &output.stdout), ("stderr", &output.stderr)] {
                let text = std::str::from_utf8(bytes).unwrap();
                let acting: Vec<char> = text.chars().filter(|c| *c != '\n' && acts(*c)).collect();
                assert!(acting.is_empty(), "{args:?} {stream}: {acting:?}");
                assert!(
                    !text.lines().any(|line| line.starts_with("naptop: forged")),
                    "{args:?}: {text}"
                );
                let json = json && text.starts_with(['[', '{']);
                assert!(
                    json || text.lines().all(|line| width(line) < 1500),
                    "{args:?} {stream} is too wide: {text}"
                );
                seen += usize::from(text.contains("evil"));
            }
        }
    }
    assert!(seen > 20, "{seen}: then this tests nothing");
    let log = std::fs::read_to_string(log).unwrap();
    assert!(!log.chars().any(|c| c != '\n' && acts(c)), "the log: {log:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn json_holds_what_was_sent_and_half_a_surrogate_pair_hides_nothing() {
    let url = hostile::start().await;
    let home = TempDir::new().unwrap();
    let output = naptop(&url, &home, &["devices", "--json"]).await;
    let devices: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let names: Vec<&str> = devices
        .as_array()
        .unwrap()
        .iter()
        .map(|device| device["name"].as_str().unwrap())
        .collect();
    // control characters are blanks from the wire on; all else is as it was sent
    let sent = hostile::text().replace("LONE", "\u{fffd}").replace(char::is_control, " ");
    assert_eq!(names, [sent.clone(), sent + &"x".repeat(10_000)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mapping_that_lets_in_others_than_asked_for_is_an_alarm() {
    let url = hostile::start().await;
    let home = TempDir::new().unwrap();
    let output = naptop(&url, &home, &["open", hostile::SIM, "--no-url", "--json"]).await;
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        said.contains("ALARM: 203.0.113.20:15069 lets in 0.0.0.0/0, not 203.0.113.10/32"),
        "{said}"
    );
}

/// Every sequence that begins with ESC is one of naptop's, and nothing else acts.
fn only_own_sequences(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let mut parts = text.split('\u{1b}');
    let plain = |text: &str| {
        let acting: Vec<char> = text.chars().filter(|c| !matches!(c, '\r' | '\n') && acts(*c)).collect();
        assert!(acting.is_empty(), "{acting:?} in {text:?}");
    };
    plain(parts.next().unwrap());
    // `y` copies the endpoint
    let copied = format!(
        "]52;c;{}",
        base64::engine::general_purpose::STANDARD.encode("203.0.113.20:15068")
    );
    for part in parts.filter(|part| **part != copied && *part != "\\") {
        let body = part
            .strip_prefix('[')
            .unwrap_or_else(|| panic!("ESC {:?}", part.chars().take(20).collect::<String>()));
        let end = body.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(body.len());
        let (parameters, rest) = body.split_at(end);
        assert!(
            parameters.chars().all(|c| c.is_ascii_digit() || ";:?".contains(c)),
            "{parameters:?}"
        );
        // naptop clears the whole screen before it has drawn anything, or when it takes the terminal again
        assert!(rest.starts_with(['m', 'H', 'h', 'l', 'J', 'K']), "{:?}", rest.chars().next());
        plain(rest);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_dashboard_stays_whole() {
    let url = hostile::start().await;
    tokio::task::spawn_blocking(move || {
        let home = TempDir::new().unwrap();
        for (rows, cols) in [(40, 120), (24, 80)] {
            let mut pty = Pty::of(&on(&url, &url, &home, &[]), rows, cols);
            pty.until("Devices 2");
            for keys in [
                "\r", "\x1b", "o", "\x1b", "2", "\r", "\x1b", "c", "u", "e", "\x1b", "t", "xy", "X", "y", "\x1b", "1", "O",
                "/evil\r", "?", "\x1b",
            ] {
                pty.keys(keys);
                std::thread::sleep(std::time::Duration::from_millis(250));
                whole(&pty, keys);
            }
            pty.until("evil");
            pty.keys("\x1b\x1b\x1bqq");
            pty.ended();
            only_own_sequences(&pty.bytes());
        }
    })
    .await
    .unwrap();
}

/// What OSC 9 and the title carry, one by one.
fn carried(pty: &Pty) -> Vec<String> {
    let bytes = pty.bytes();
    let text = String::from_utf8_lossy(&bytes);
    let sequences = text.split("\u{1b}]").skip(1);
    let body = |sequence: &str| sequence.split('\u{1b}').next().unwrap().to_owned();
    sequences.map(body).filter(|body| !body.starts_with("52;")).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn alerts_and_the_title_carry_nothing_that_acts() {
    let url = hostile::start().await;
    tokio::task::spawn_blocking(move || {
        let home = TempDir::new().unwrap();
        let mut naptop = on(&url, &url, &home, &[]);
        // the mapping is listed as made now, for half an hour
        for (name, value) in [("OSC9", "true"), ("TITLE", "true"), ("SCOPE", "all"), ("BEFORE", "29m58s")] {
            naptop.env(format!("NAPTOP_ALERTS_{name}"), value);
        }
        let mut pty = Pty::of(&naptop, 40, 120);
        pty.until("Devices 2");
        pty.until_holds("the alert", |pty| {
            carried(pty).iter().any(|body| body.starts_with("9;naptop: evil"))
        });
        pty.until_holds("the title", |pty| {
            carried(pty).iter().any(|body| body.starts_with("2;naptop: evil"))
        });
        pty.keys("q");
        pty.ended();
        for body in carried(&pty) {
            assert!(!body.chars().any(acts), "{body:?}");
        }
    })
    .await
    .unwrap();
}

/// What is framed to the left is framed to the right: no text pushed the frame away.
fn whole(pty: &Pty, after: &str) {
    for row in pty.rows() {
        let (first, last) = (row.chars().next(), row.trim_end().chars().last());
        let framed = |c: Option<char>, marks: &str| c.is_some_and(|c| marks.contains(c));
        assert!(
            !framed(first, "│╭╰") || framed(last, "│╮╯"),
            "after {after:?}: {row}\n{}",
            pty.screen()
        );
    }
}
