//! Starting: until the frame is on the screen, and until `--version` is told.

use std::process::Command;
use std::time::Duration;

use tempfile::TempDir;
use vt100::Screen;

use crate::Outcome;
use crate::bench::Bench;
use crate::fleet::Fleet;
use crate::naptop;
use crate::peers;
use crate::report::{Figure, Samples};
use crate::service::BlackHole;
use crate::terminal::Terminal;

const TIMES: usize = 30;
const PATIENCE: Duration = Duration::from_secs(20);

/// Whether the first screenful is there.
type Painted = fn(&Screen) -> bool;

/// A program and what its first screenful shows; without that, it runs to its end.
struct Runner {
    name: &'static str,
    command: Command,
    painted: Option<Painted>,
    samples: Samples,
}

impl Runner {
    fn new(name: &'static str, command: Command, painted: Option<Painted>) -> Self {
        Self {
            name,
            command,
            painted,
            samples: Samples::default(),
        }
    }

    fn run(&mut self) -> Outcome<()> {
        let mut terminal = Terminal::start(&self.command)?;
        let took = match self.painted {
            Some(painted) => terminal.until(self.name, PATIENCE, painted)?.duration_since(terminal.started),
            None => terminal.ended()?,
        };
        self.samples.push(took);
        Ok(())
    }
}

/// Measures both.
pub fn measure(bench: &mut Bench) -> Outcome<()> {
    let home = TempDir::new()?;
    let nowhere = BlackHole::open()?;
    let mut runners = vec![
        Runner::new(
            "first paint, before any answer of the network",
            naptop::on(&nowhere.url()?, &[], &home),
            Some(naptop::has_frame),
        ),
        Runner::new("`--version`", naptop::bare(&["--version"], &home), None),
        Runner::new("`true`", naptop::at_home("true", &home), None),
    ];
    let btop = peers::alone("btop", &home, &mut bench.report).map(|mut btop| {
        btop.arg("--utf-force");
        btop
    });
    let btm = peers::alone("btm", &home, &mut bench.report);
    let csvlens = peers::csvlens(&Fleet::new(1000), &home, &mut bench.report)?;
    let peers: [(&str, Option<Command>, Painted); 3] = [
        ("`btop`", btop, |screen| screen.contents().contains('╰')),
        ("`btm`", btm, |screen| screen.contents().contains(['╰', '└'])),
        ("`csvlens`", csvlens, |screen| screen.contents().contains("online")),
    ];
    for (label, command, painted) in peers {
        runners.extend(command.map(|command| Runner::new(label, command, Some(painted))));
    }
    // in turn, so that whatever else the machine does meets all of them
    for _ in 0..TIMES {
        for runner in &mut runners {
            runner.run()?;
        }
    }
    let [paint, version, nothing, peers @ ..] = runners.as_slice() else {
        return Ok(());
    };
    let others: Vec<(&str, Figure)> = std::iter::once(nothing)
        .chain(peers)
        .map(|other| (other.name, other.samples.median()))
        .collect();
    bench.report.row(paint.name, paint.samples.median(), &others);
    bench.report.row(version.name, version.samples.median(), &others[..1]);
    Ok(())
}
