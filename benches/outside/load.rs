//! Loading a hundred thousand SIMs: from the start of the program, beside a bare loop that only asks, decodes and keeps.

use std::time::{Duration, Instant};

use serde::Deserialize;
use tempfile::TempDir;

use crate::Outcome;
use crate::bench::{self, Bench, MANY};
use crate::cursor;
use crate::naptop;
use crate::report::Samples;
use crate::service::{Content, serve};

const TIMES: usize = 3;
const PATIENCE: Duration = Duration::from_secs(180);
const LOOP: &str = "a bare loop: reqwest, serde, a vector";

/// Measures it.
pub fn measure(bench: &mut Bench) -> Outcome<()> {
    let home = TempDir::new()?;
    let url = serve(Content::of(bench.many()))?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let (mut first, mut all, mut bare) = (Samples::default(), Samples::default(), Samples::default());
    let begun = Instant::now();
    while all.len() < TIMES && begun.elapsed() < bench::BUDGET {
        let mut terminal = naptop::dashboard(&url, &home)?;
        let rows = terminal.until("the first rows", PATIENCE, |screen| cursor::bar(screen).is_some())?;
        let full = terminal.until("all devices", PATIENCE, |screen| naptop::has_all(screen, MANY))?;
        first.push(rows.duration_since(terminal.started));
        all.push(full.duration_since(terminal.started));
        drop(terminal);
        let started = Instant::now();
        let listed = runtime.block_on(list(&url))?;
        bare.push(started.elapsed());
        if listed.len() != MANY {
            return Err(format!("the loop found {} SIMs", listed.len()).into());
        }
    }
    bench
        .report
        .row("loading 100,000 devices, start to first rows", first.median(), &[]);
    let beside = [(LOOP, bare.median())];
    bench
        .report
        .row("loading 100,000 devices, start to all shown", all.median(), &beside);
    Ok(())
}

/// What is taken of a SIM.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Sim<'a> {
    sim_id: &'a str,
    #[serde(borrow)]
    tags: Tags<'a>,
    status: &'a str,
    group_id: Option<&'a str>,
    session_status: Option<Session<'a>>,
}

#[derive(Deserialize)]
struct Tags<'a> {
    name: Option<&'a str>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Session<'a> {
    online: bool,
    imsi: Option<&'a str>,
    ue_ip_address: Option<&'a str>,
    last_updated_at: i64,
}

/// The same, to keep.
type Kept = (
    String,
    Option<String>,
    String,
    Option<String>,
    Option<(bool, Option<String>, Option<String>, i64)>,
);

/// Asks for page after page, as quickly as a list can be walked by its keys.
async fn list(url: &str) -> Outcome<Vec<Kept>> {
    let client = ::naptop::web::client("localhost").build()?;
    let mut all = Vec::new();
    let mut next = String::new();
    loop {
        let answer = client.get(format!("{url}/v1/sims?limit=100{next}")).send().await?;
        let key = answer.headers().get("x-soracom-next-key").cloned();
        let body = answer.bytes().await?;
        let sims: Vec<Sim<'_>> = serde_json::from_slice(&body)?;
        all.extend(sims.into_iter().map(kept));
        match key {
            Some(key) => next = format!("&last_evaluated_key={}", key.to_str()?),
            None => return Ok(all),
        }
    }
}

fn kept(sim: Sim<'_>) -> Kept {
    let own = |text: Option<&str>| text.map(str::to_owned);
    let session = sim.session_status.map(|session| {
        (
            session.online,
            own(session.imsi),
            own(session.ue_ip_address),
            session.last_updated_at,
        )
    });
    (
        sim.sim_id.into(),
        own(sim.tags.name),
        sim.status.into(),
        own(sim.group_id),
        session,
    )
}
