//! Doing nothing: what is written, how often a thread goes to sleep, how much CPU it takes, with nobody at the keys.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::Outcome;
use crate::bench::Bench;
use crate::fleet::Fleet;
use crate::naptop;
use crate::peers;
use crate::process;
use crate::report::Figure;
use crate::service::{Content, serve};
use crate::terminal::Terminal;

const DEVICES: usize = 1000;
const MAPPINGS: usize = 1000;
const SETTLING: Duration = Duration::from_secs(4);
const WATCHED: Duration = Duration::from_secs(20);
/// What a terminal says when it loses the focus.
const FOCUS_LOST: &str = "\x1b[O";

/// A program that is left alone.
struct Idler {
    name: &'static str,
    terminal: Terminal,
    at: Instant,
    before: Counters,
}

#[derive(Clone, Copy)]
struct Counters {
    bytes: usize,
    sleeps: u64,
    cpu: Duration,
}

/// What it does in a second.
struct Second {
    bytes: Figure,
    sleeps: Figure,
    cpu: Figure,
}

/// Measures it.
pub fn measure(bench: &mut Bench) -> Outcome<()> {
    let home = TempDir::new()?;
    let fleet = Arc::new(Fleet::new(DEVICES));
    let live = serve(Content {
        mappings: MAPPINGS,
        ..Content::of(fleet.clone())
    })?;
    let nothing = serve(Content::of(fleet))?;
    let mut ours = vec![
        Idler::new("1,000 mappings open", naptop::loaded(&live, DEVICES, &home)?)?,
        Idler::new("nothing open", naptop::loaded(&nothing, DEVICES, &home)?)?,
    ];
    let mut unfocused = naptop::loaded(&live, DEVICES, &home)?;
    if unfocused.wants_focus {
        unfocused.keys(FOCUS_LOST)?;
        ours.push(Idler::new("1,000 mappings open, not focused", unfocused)?);
    } else {
        let note = "naptop does not ask the terminal for its focus: idling without it was left out";
        bench.report.note(note);
    }
    let mut peers = Vec::new();
    for (name, label) in [("htop", "`htop`"), ("btm", "`btm`")] {
        if let Some(command) = peers::alone(name, &home, &mut bench.report) {
            peers.push(Idler::new(label, Terminal::start(&command)?)?);
        }
    }
    // all at the same time: none of them is kept from idling by the others
    for idler in ours.iter_mut().chain(&mut peers) {
        idler.terminal.pass(SETTLING)?;
        idler.begin()?;
    }
    std::thread::sleep(WATCHED);
    let peers: Vec<(&str, Second)> = peers
        .iter_mut()
        .map(|idler| Ok((idler.name, idler.end()?)))
        .collect::<Outcome<_>>()?;
    for idler in &mut ours {
        let second = idler.end()?;
        let beside = |figure: fn(&Second) -> Figure| -> Vec<(&str, Figure)> {
            peers.iter().map(|(name, second)| (*name, figure(second))).collect()
        };
        let what = |what: &str| format!("idle, {}: {what}", idler.name);
        let report = &mut bench.report;
        report.row(what("written"), second.bytes, &beside(|second| second.bytes));
        report.row(what("threads going to sleep"), second.sleeps, &beside(|second| second.sleeps));
        report.row(what("CPU"), second.cpu, &beside(|second| second.cpu));
    }
    Ok(())
}

impl Idler {
    fn new(name: &'static str, terminal: Terminal) -> Outcome<Self> {
        let mut idler = Self {
            name,
            terminal,
            at: Instant::now(),
            before: Counters {
                bytes: 0,
                sleeps: 0,
                cpu: Duration::ZERO,
            },
        };
        idler.begin()?;
        Ok(idler)
    }

    fn begin(&mut self) -> Outcome<()> {
        self.at = Instant::now();
        self.before = self.counters()?;
        Ok(())
    }

    fn counters(&mut self) -> Outcome<Counters> {
        self.terminal.quiet(Duration::ZERO)?;
        let pid = self.terminal.pid()?;
        let (sleeps, cpu) = process::sleeps(pid).zip(process::cpu(pid)).ok_or("there is no /proc")?;
        Ok(Counters {
            bytes: self.terminal.bytes,
            sleeps,
            cpu,
        })
    }

    fn end(&mut self) -> Outcome<Second> {
        let seconds = self.at.elapsed().as_secs_f64();
        let (before, after) = (self.before, self.counters()?);
        Ok(Second {
            bytes: Figure::new((after.bytes - before.bytes) as f64 / seconds, " B/s"),
            sleeps: Figure::new(after.sleeps.saturating_sub(before.sleeps) as f64 / seconds, "/s"),
            cpu: Figure::new((after.cpu.saturating_sub(before.cpu)).as_secs_f64() * 100.0 / seconds, " %"),
        })
    }
}
