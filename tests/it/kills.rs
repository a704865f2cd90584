//! kill -9 at any moment of open, revoke and extend: afterwards every mapping that is open is shown as ours, with its reason.

use std::process::Stdio;
use std::time::Duration;

use serde_json::Value;

use crate::support::simulate::{Simulate, json};

/// How often each of the three is killed; a third of the runs in each of so many simulators.
const SIMULATORS: usize = 4;
const KILLS_EACH: usize = 17;
/// Longer than any of the three takes on this simulator.
const LONGEST_MS: u64 = 900;

/// How long the simulator gets to answer a dead caller.
const SETTLING: Duration = Duration::from_millis(250);

/// Starts it, and kills it after that long. What it had asked for by then may still be carried out.
fn killed(simulate: &Simulate, args: &[&str], after: Duration) {
    let mut child = simulate
        .command(args)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    std::thread::sleep(after);
    child.kill().unwrap();
    child.wait().unwrap();
    std::thread::sleep(SETTLING);
}

/// Every mapping that was not there before is ours, for one of those reasons; returns them.
fn accounted(simulate: &Simulate, before: &[Value], reasons: &[String], what: &str) -> Vec<Value> {
    let listed = simulate.mappings();
    let known = |mapping: &&Value| before.iter().all(|other| other["endpoint"] != mapping["endpoint"]);
    let new: Vec<Value> = listed.iter().filter(known).cloned().collect();
    for mapping in &new {
        assert_eq!(mapping["ours"], true, "{what}: {mapping}");
        let reason = mapping["reason"].as_str().unwrap_or("none");
        assert!(reasons.iter().any(|known| known == reason), "{what}: {mapping}");
        assert_eq!(mapping["opened_by"], "yamada", "{what}: {mapping}");
    }
    new
}

fn kill_at_random(seed: u64) {
    let simulate = Simulate::start(&["--latency", "40"]);
    let mut random = fastrand::Rng::with_seed(seed);
    let mut moment = || Duration::from_millis(random.u64(0..LONGEST_MS));
    let before = simulate.mappings();
    for run in 0..KILLS_EACH {
        let reason = format!("run {seed}/{run}");
        let reasons = [reason.clone()];
        killed(&simulate, &["open", "kiosk-tokyo-01", "--new", "--reason", &reason], moment());
        let made = accounted(&simulate, &before, &reasons, "open");
        assert!(made.len() <= 1, "{made:#?}");

        let opened = match made.first() {
            Some(opened) => opened["endpoint"].as_str().unwrap().to_owned(),
            None => {
                let opened = simulate.naptop(&["open", "kiosk-tokyo-01", "--new", "--reason", &reason, "--json"]);
                json(&opened)["mapping"]["endpoint"].as_str().unwrap().to_owned()
            }
        };
        killed(&simulate, &["extend", &opened, "--for", "1h"], moment());
        let left = accounted(&simulate, &before, &reasons, "extend");
        assert!((1..=2).contains(&left.len()), "the old one, the new one, or both: {left:#?}");

        let one = left[0]["endpoint"].as_str().unwrap();
        killed(&simulate, &["revoke", one], moment());
        accounted(&simulate, &before, &reasons, "revoke");
        let rest: Vec<Value> = accounted(&simulate, &before, &reasons, "the rest");
        for mapping in rest {
            json(&simulate.naptop(&["revoke", mapping["endpoint"].as_str().unwrap(), "--json"]));
        }
        assert_eq!(simulate.mappings().len(), before.len(), "nothing was made twice or left");
    }
}

#[test]
fn whatever_was_killed_is_accounted_for() {
    let seed = fastrand::u64(..1000);
    std::thread::scope(|scope| {
        let runs: Vec<_> = (0..SIMULATORS as u64)
            .map(|at| scope.spawn(move || kill_at_random(seed + at)))
            .collect();
        for run in runs {
            run.join().unwrap();
        }
    });
}
