//! Ordering a hundred thousand rows by another column: from the key to the last byte of the screen in its new order.

use std::time::{Duration, Instant};

use tempfile::TempDir;
use vt100::Screen;

use crate::Outcome;
use crate::bench::{self, Bench, MANY};
use crate::naptop;
use crate::peers;
use crate::report::Samples;
use crate::service::{Content, serve};
use crate::terminal::Terminal;

/// A hundred samples: one slow one is not the 99th percentile.
const ROUNDS: usize = 13;
const PATIENCE: Duration = Duration::from_secs(20);
const PAUSE: Duration = Duration::from_millis(100);
/// Longer than any of the sorts takes.
const AT_REST: Duration = Duration::from_millis(700);

/// Measures it.
pub fn measure(bench: &mut Bench) -> Outcome<()> {
    let home = TempDir::new()?;
    let mut terminal = naptop::loaded(&serve(Content::of(bench.many()))?, MANY, &home)?;
    // each column in its turn, until it is the name's again
    let ours = sorting(&mut terminal, "s", 8)?;
    drop(terminal);
    let mut theirs = None;
    if let Some(command) = peers::csvlens(&bench.many(), &home, &mut bench.report)? {
        let mut terminal = Terminal::start(&command)?;
        terminal.pass(Duration::from_secs(3))?;
        // upwards and downwards by its first column
        terminal.keys("\t")?;
        theirs = Some(sorting(&mut terminal, "J", 2)?);
    }
    for percent in [50, 99] {
        let beside = theirs
            .iter()
            .map(|theirs| ("`csvlens`, which turns one column's order round", theirs.percentile(percent)));
        bench.report.row(
            format!("ordering 100,000 devices by each column in turn, key to the last byte, p{percent}"),
            ours.percentile(percent),
            &beside.collect::<Vec<_>>(),
        );
    }
    Ok(())
}

/// Presses a key that has so many orders, some times; gives how long each took to be on the screen as a whole.
fn sorting(terminal: &mut Terminal, key: &str, orders: usize) -> Outcome<Samples> {
    // the first time slowly, to learn what each order looks like: the first repaint may be of less
    let mut looks = Vec::new();
    for _ in 0..orders {
        terminal.keys(key)?;
        terminal.pass(AT_REST)?;
        looks.push(table(terminal.screen()));
    }
    let mut samples = Samples::default();
    let begun = Instant::now();
    for _ in (0..ROUNDS).take_while(|_| begun.elapsed() < bench::BUDGET) {
        for look in &looks {
            terminal.pass(PAUSE)?;
            let pressed = terminal.keys(key)?;
            let at = terminal.until("the rows in that order", PATIENCE, |screen| table(screen) == *look)?;
            samples.push(at.saturating_duration_since(pressed));
        }
    }
    Ok(samples)
}

/// The rows where both programs have their table.
fn table(screen: &Screen) -> String {
    screen.rows(0, screen.size().1.into()).skip(3).take(15).collect()
}
