//! From a cursor key to the last byte of the repaint that shows it: with all devices there, and while they come.

use std::process::Command;
use std::time::Duration;

use tempfile::TempDir;

use crate::Outcome;
use crate::bench::{Bench, MANY};
use crate::cursor::{self, Mark};
use crate::naptop;
use crate::peers;
use crate::report::Samples;
use crate::service::{Content, serve};
use crate::terminal::Terminal;

const KEYS: usize = 500;
const DOWN: &[&str] = &["j"];
/// For a list that may be short.
const DOWN_AND_UP: &[&str] = &["j", "k"];
/// Somebody who leans on the key is no quicker.
const PAUSE: Duration = Duration::from_millis(10);
/// As long as a page may well take, so that there is time to press keys.
const PAGE_TAKES: Duration = Duration::from_millis(25);

/// Measures it.
pub fn measure(bench: &mut Bench) -> Outcome<()> {
    let home = TempDir::new()?;
    let fleet = bench.many();
    let mut all = naptop::loaded(&serve(Content::of(fleet.clone()))?, MANY, &home)?;
    let loaded = cursor::press(&mut all, DOWN, cursor::bar, PAUSE, |_, done| done < KEYS)?;
    drop(all);
    let slowly = Content {
        page_takes: PAGE_TAKES,
        ..Content::of(fleet.clone())
    };
    let mut coming = naptop::dashboard(&serve(slowly)?, &home)?;
    coming.until("the first rows", Duration::from_secs(20), |screen| {
        cursor::bar(screen).is_some()
    })?;
    let still = |terminal: &Terminal, done| done < KEYS && !naptop::has_all(terminal.screen(), MANY);
    let loading = cursor::press(&mut coming, DOWN, cursor::bar, PAGE_TAKES, still)?;
    drop(coming);
    if loading.len() < KEYS {
        bench.report.note(format!("all had loaded after {} keys", loading.len()));
    }
    let peers = peers(bench, &home)?;
    for (what, ours) in [("100,000 devices", &loaded), ("while they load", &loading)] {
        for percent in [50, 99] {
            let theirs: Vec<_> = peers
                .iter()
                .map(|(name, theirs)| (*name, theirs.percentile(percent)))
                .collect();
            let what = format!("cursor key to repaint, {what}, p{percent}");
            bench.report.row(what, ours.percentile(percent), &theirs);
        }
    }
    Ok(())
}

fn peers(bench: &mut Bench, home: &TempDir) -> Outcome<Vec<(&'static str, Samples)>> {
    let csvlens = peers::csvlens(&bench.many(), home, &mut bench.report)?;
    let btm = peers::alone("btm", home, &mut bench.report);
    let peers: [(&str, Option<Command>, &[&str], Mark); 2] = [
        ("`csvlens`, 100,000 rows", csvlens, DOWN, cursor::background),
        ("`btm`", btm, DOWN_AND_UP, cursor::background_alone),
    ];
    let mut measured = Vec::new();
    for (label, command, keys, mark) in peers {
        let Some(command) = command else { continue };
        let mut terminal = Terminal::start(&command)?;
        terminal.pass(Duration::from_secs(3))?;
        // before the first key there may be no mark
        terminal.keys(DOWN[0])?;
        terminal.until(label, Duration::from_secs(20), |screen| mark(screen).is_some())?;
        measured.push((label, cursor::press(&mut terminal, keys, mark, PAUSE, |_, done| done < KEYS)?));
    }
    Ok(measured)
}
