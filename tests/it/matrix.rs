//! Every operation times every fault, once and always. After each: what was reported is what is so, nothing is made twice, and
//! it recovers when the fault ends.

use std::sync::Arc;
use std::time::Duration;

use futures::StreamExt;
use naptop::cli::connect::Services;
use naptop::config::Flags;
use naptop::domain::{Device, Endpoint, Kind};
use naptop::simulator::Simulator;
use tokio_util::sync::CancellationToken;

use crate::support::flow::Flow;
use crate::support::services::{fault, first_device, impatient, request, services_within, simulator, target_of};
use crate::support::visit;

/// All of one kind go on at the same time, since most of their time is waiting; but not more than this.
const AT_ONCE: usize = 16;
const FAULTS: &[&str] = &[
    "400",
    "401",
    "403",
    "404",
    "409",
    "429",
    "429-bare",
    "500",
    "502",
    "503",
    "reset-before",
    "reset-after",
    "refused-after",
    "reset-body",
    "endless",
    "trickle",
    "stall",
    "stall-after",
    "garbage",
    "html",
    "truncated",
    "wrong-types",
    "nulls",
    "extra",
    "empty",
    "expired-token",
    "stuck-key",
    "duplicate",
];
/// Those that nothing can be read under, so that it has to be told while they last.
const BLINDING: &[&str] = &[
    "400",
    "401",
    "403",
    "409",
    "500",
    "502",
    "503",
    "reset-before",
    "reset-after",
    "reset-body",
    "stall",
    "garbage",
    "html",
    "truncated",
];
/// What opening and revoking call.
const OF_ACTS: &[&str] = &["auth", "list", "create", "delete", "url", "sessions", "expire"];
/// What the dashboard lists by.
const OF_LISTS: &[&str] = &["auth", "sims", "groups", "list"];

/// `create=500`, `create=500x1`, and, where a list is paged, `list=expired-token@1`.
fn cells(operations: &[&str]) -> Vec<String> {
    let mut cells = Vec::new();
    for operation in operations {
        for kind in FAULTS {
            cells.push(format!("{operation}={kind}x1"));
            cells.push(format!("{operation}={kind}"));
        }
        if ["sims", "list"].contains(operation) {
            cells.push(format!("{operation}=expired-tokenx1@1"));
        }
    }
    cells
}

/// Runs all cells and tells of every one that went wrong.
async fn run<F: Future<Output = Result<(), String>>>(cells: Vec<String>, cell: impl Fn(String) -> F) {
    let outcomes = futures::stream::iter(cells.into_iter().map(|spec| {
        let outcome = cell(spec.clone());
        async move { outcome.await.err().map(|wrong| format!("{spec}: {wrong}")) }
    }));
    let wrong: Vec<String> = outcomes
        .buffer_unordered(AT_ONCE)
        .filter_map(|outcome| async move { outcome })
        .collect()
        .await;
    assert!(wrong.is_empty(), "{} cells:\n{}", wrong.len(), wrong.join("\n"));
}

/// An action against the simulator, with what there was before.
struct Bench {
    simulator: Simulator,
    services: Services,
    device: Device,
    before: Vec<Endpoint>,
    made: u64,
}

impl Bench {
    async fn new() -> Self {
        let simulator = simulator(6).await;
        let services = services_within(impatient(), &simulator, &Flags::default(), Arc::new(|_| {}));
        let device = first_device(&services).await;
        // so that a fault of signing in is met
        services.access.soracom.sign_out().await;
        let (before, made) = (endpoints(&simulator), simulator.state().made);
        Self {
            simulator,
            services,
            device,
            before,
            made,
        }
    }

    fn new_ones(&self) -> Vec<Endpoint> {
        let new = |endpoint: &Endpoint| !self.before.contains(endpoint);
        endpoints(&self.simulator).into_iter().filter(new).collect()
    }
}

fn endpoints(simulator: &Simulator) -> Vec<Endpoint> {
    let mappings = simulator.state().mappings;
    mappings
        .iter()
        .map(|mapping| format!("{}:{}", mapping.ip, mapping.port).parse().unwrap())
        .collect()
}

fn ensure(holds: bool, wrong: impl FnOnce() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(wrong()) }
}

async fn open_and_revoke(spec: String) -> Result<(), String> {
    let bench = Bench::new().await;
    let access = &bench.services.access;
    let wanted = request(&bench.services, &bench.device);
    bench.simulator.set_faults(vec![fault(&spec)]);
    let outcome = access.open(&wanted, &CancellationToken::new()).await;
    let new = bench.new_ones();
    let made = bench.simulator.state().made - bench.made;
    ensure(made <= 1, || format!("{made} mappings were made"))?;
    match &outcome {
        Ok(opened) => ensure(new == [opened.mapping.endpoint.clone()] && opened.link.is_some(), || {
            format!("told {}, but open is {new:?}", opened.mapping.endpoint)
        })?,
        Err(failed) => {
            // an endpoint that could be seen nowhere cannot be named, only that there may be one
            let doubt = failed.failure.in_doubt && failed.failure.advice.contains("naptop mappings");
            let named = new.iter().all(|endpoint| failed.left_open.contains(endpoint));
            ensure(named || doubt, || format!("open is {new:?}, told was {failed:?}"))?;
            ensure(!failed.failure.advice.is_empty() && failed.failure.exit_status() > 0, || {
                format!("{failed:?}")
            })?;
            let refused = spec.contains("create=403") || spec.contains("auth=401") || spec == "list=401";
            let kind = failed.failure.kind;
            ensure(!refused || matches!(kind, Kind::Auth | Kind::Forbidden), || {
                format!("{failed:?}")
            })?;
        }
    }

    bench.simulator.set_faults(vec![]);
    let opened = access.open(&wanted, &CancellationToken::new()).await;
    let opened = opened.map_err(|failed| format!("it does not recover: {failed:?}"))?;
    let made = bench.simulator.state().made - bench.made;
    ensure(made <= 2, || format!("{made} mappings were made in the end"))?;
    visit(opened.link.as_ref().unwrap().url())
        .await
        .map_err(|error| format!("the streaming URL: {error}"))?;
    ensure(bench.simulator.state().sessions.len() == 1, || "no session began".into())?;

    let target = target_of(&opened.mapping);
    bench.simulator.set_faults(vec![fault(&spec)]);
    let report = access.revoke(std::slice::from_ref(&target)).await;
    let (open, sessions) = (bench.new_ones(), bench.simulator.state().sessions.len());
    let still = open.contains(&target.endpoint);
    // a list that has none, or none that can be read, says nothing of those that it leaves out
    let untold = ["sessions=nulls", "sessions=empty"]
        .iter()
        .any(|listing| spec.starts_with(listing));
    let sessions = if untold { 0 } else { sessions };
    let left = report
        .failed
        .iter()
        .any(|left| left.what.endpoint() == Some(&target.endpoint));
    ensure(left || !(still || sessions > 0), || {
        format!("told {report:?}, but the mapping is there: {still}, sessions: {sessions}")
    })?;
    ensure(!(still && report.revoked.contains(&target.endpoint)), || {
        format!("it is open, told was {report:?}")
    })?;

    bench.simulator.set_faults(vec![]);
    let report = access.revoke(&[target]).await;
    ensure(
        report.failed.is_empty() && bench.simulator.state().sessions.is_empty(),
        || format!("it does not recover: {report:?}"),
    )
}

/// The dashboard under the fault, and after it.
async fn dashboard(spec: String) -> Result<(), String> {
    // enough for several pages, where it is their walk that goes wrong
    let many = if spec.starts_with("sims") { 250 } else { 6 };
    let simulator = simulator(many).await;
    simulator.set_faults(vec![fault(&spec)]);
    let flow = Flow::start_within(impatient(), &simulator, &Flags::default(), |_| {});
    // keys are taken whatever the services do
    flow.keys("?");
    flow.until("type search").await;
    flow.keys("<Esc>");
    flow.until_gone("type search").await;
    if spec.split_once('=').is_some_and(|(_, kind)| BLINDING.contains(&kind)) {
        let told = |screen: &str| screen.contains("✗ SORACOM") || screen.contains("groups are shown by id");
        for _ in 0..300 {
            if told(&flow.text()) {
                break;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        let screen = flow.text();
        ensure(told(&screen), || format!("it is not told:\n{screen}"))?;
    }
    simulator.set_faults(vec![]);
    let all = format!("1 Devices {many} ");
    let well = |screen: &str| screen.contains(&all) && screen.contains("SORACOM ok") && screen.contains("127.0.0.1:");
    for _ in 0..60 {
        // what was asked under the fault may be waited for still
        flow.keys("R");
        tokio::time::sleep(Duration::from_millis(500)).await;
        if well(&flow.text()) {
            break;
        }
    }
    let screen = flow.text();
    ensure(well(&screen), || format!("it does not recover:\n{screen}"))?;
    flow.keys("1gOq");
    flow.ended().await;
    Ok(())
}

/// `O` under the fault: the screen says what came of it, and shows every mapping that there is afterwards.
async fn opened_by_key(spec: String) -> Result<(), String> {
    let simulator = simulator(6).await;
    let flow = Flow::start_within(impatient(), &simulator, &Flags::default(), |_| {});
    flow.until("kiosk-tokyo-01").await;
    flow.until("127.0.0.1:").await;
    simulator.set_faults(vec![fault(&spec)]);
    flow.keys("1gO");
    let told = [
        "is open at",
        "already open at",
        "could not",
        "nothing was",
        "no streaming URL",
    ];
    let mut screen = String::new();
    for _ in 0..400 {
        screen = flow.text();
        if told.iter().any(|words| screen.contains(words)) {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    ensure(told.iter().any(|words| screen.contains(words)), || {
        format!("nothing is told:\n{screen}")
    })?;
    simulator.set_faults(vec![]);
    let shown = |screen: &str| {
        endpoints(&simulator)
            .iter()
            .all(|endpoint| screen.contains(&endpoint.to_string()))
    };
    for _ in 0..60 {
        flow.keys("R");
        tokio::time::sleep(Duration::from_millis(500)).await;
        screen = flow.text();
        if shown(&screen) && screen.contains("SORACOM ok") {
            break;
        }
    }
    ensure(shown(&screen), || {
        format!("{:?} are open, shown is\n{screen}", endpoints(&simulator))
    })?;
    flow.keys("q");
    flow.ended().await;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_dashboard_shows_what_came_of_an_open_under_every_fault() {
    run(
        cells(&["list", "create", "delete", "url", "sessions", "expire"]),
        opened_by_key,
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn opening_and_revoking_tell_the_truth_under_every_fault() {
    run(cells(OF_ACTS), open_and_revoke).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_dashboard_takes_keys_and_recovers_under_every_fault() {
    run(cells(OF_LISTS), dashboard).await;
}
