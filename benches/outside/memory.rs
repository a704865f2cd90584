//! Memory: with a hundred thousand devices, with none, and of the difference what each device takes.

use std::sync::Arc;
use std::time::Duration;

use tempfile::TempDir;

use crate::Outcome;
use crate::bench::{Bench, MANY};
use crate::fleet::Fleet;
use crate::naptop;
use crate::peers;
use crate::process::{self, Memory};
use crate::report::Figure;
use crate::service::{Content, serve};
use crate::terminal::Terminal;

/// Measures it.
pub fn measure(bench: &mut Bench) -> Outcome<()> {
    let home = TempDir::new()?;
    let none = of_naptop(Arc::new(Fleet::new(0)), &home)?;
    let many = of_naptop(bench.many(), &home)?;
    let peers = peers(bench, &home)?;
    let report = &mut bench.report;
    report.row("memory resident, no device", Figure::memory(none.resident), &[]);
    report.row("memory resident, 100,000 devices", Figure::memory(many.resident), &peers);
    report.row("the same, its peak while they load", Figure::memory(many.peak), &[]);
    if let Some(share) = many.share {
        report.row("the same, its proportional share", Figure::memory(share), &[]);
    }
    let more = many.resident.saturating_sub(none.resident) as f64 * 1024.0 / MANY as f64;
    report.row("memory of one device", Figure::new(more, " B"), &[]);
    Ok(())
}

fn of_naptop(fleet: Arc<Fleet>, home: &TempDir) -> Outcome<Memory> {
    let count = fleet.count;
    settled(naptop::loaded(&serve(Content::of(fleet))?, count, home)?)
}

fn peers(bench: &mut Bench, home: &TempDir) -> Outcome<Vec<(&'static str, Figure)>> {
    let rows = home.path().join("devices.csv");
    std::fs::write(&rows, bench.many().rows(","))?;
    let peers: [(&str, &str, &str); 3] = [
        ("btm", "`btm`", r#"exec "$1""#),
        ("csvlens", "`csvlens`, the same rows", r#"exec "$1" "$2""#),
        ("fzf", "`fzf`, the same rows", r#"exec "$1" <"$2""#),
    ];
    let mut measured = Vec::new();
    for (name, label, script) in peers {
        if let Some(program) = peers::find(name, &mut bench.report) {
            let mut command = naptop::at_home("sh", home);
            command.args(["-c", script, "sh"]).args([&program, &rows]);
            measured.push((label, Figure::memory(settled(Terminal::start(&command)?)?.resident)));
        }
    }
    Ok(measured)
}

/// What a program has that has nothing more to do.
fn settled(mut terminal: Terminal) -> Outcome<Memory> {
    terminal.pass(Duration::from_secs(3))?;
    process::memory(terminal.pid()?).ok_or_else(|| "there is no /proc".into())
}
