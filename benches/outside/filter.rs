//! Filtering a hundred thousand rows by a text that is typed and taken back: how soon each keystroke shows, and what it costs.

use std::time::{Duration, Instant};

use tempfile::TempDir;
use vt100::Screen;

use crate::Outcome;
use crate::bench::{self, Bench, MANY};
use crate::naptop;
use crate::peers;
use crate::process;
use crate::report::{Figure, Samples};
use crate::service::{Content, serve};
use crate::terminal::Terminal;

const TEXT: &str = "kiosk-osaka-07";
const ROUNDS: usize = 4;
const PATIENCE: Duration = Duration::from_secs(20);
/// As between the strokes of somebody who types quickly.
const PAUSE: Duration = Duration::from_millis(50);

/// How a program shows what it looks for and how many match.
type Shown = fn(&Screen) -> Option<(String, usize)>;

/// Measures it.
pub fn measure(bench: &mut Bench) -> Outcome<()> {
    let home = TempDir::new()?;
    let mut terminal = naptop::loaded(&serve(Content::of(bench.many()))?, MANY, &home)?;
    terminal.keys("/")?;
    terminal.quiet(Duration::from_millis(500))?;
    let (ours, our_cpu) = typing(&mut terminal, in_title)?;
    drop(terminal);
    let mut theirs = None;
    if let Some(fzf) = peers::find("fzf", &mut bench.report) {
        let rows = home.path().join("rows");
        std::fs::write(&rows, bench.many().rows("  "))?;
        let mut shell = naptop::at_home("sh", &home);
        shell.args(["-c", r#"exec "$1" --exact <"$2""#, "sh"]).args([&fzf, &rows]);
        let mut terminal = Terminal::start(&shell)?;
        terminal.until("all rows", PATIENCE, |screen| {
            at_prompt(screen) == Some((String::new(), MANY))
        })?;
        terminal.quiet(Duration::from_millis(500))?;
        theirs = Some(typing(&mut terminal, at_prompt)?);
    }
    let beside = |figure: fn(&(Samples, Figure)) -> Figure| -> Vec<(&str, Figure)> {
        theirs.iter().map(|theirs| ("`fzf --exact`", figure(theirs))).collect()
    };
    let report = &mut bench.report;
    let what = |what| format!("filtering 100,000 devices, {what}");
    report.row(
        what("keystroke to repaint, p50"),
        ours.percentile(50),
        &beside(|theirs| theirs.0.percentile(50)),
    );
    report.row(
        what("keystroke to repaint, p99"),
        ours.percentile(99),
        &beside(|theirs| theirs.0.percentile(99)),
    );
    report.row(what("CPU of a keystroke"), our_cpu, &beside(|theirs| theirs.1));
    Ok(())
}

/// Types the text and takes it back, some times; gives how long each stroke took to show, and the CPU time of one.
fn typing(terminal: &mut Terminal, shown: Shown) -> Outcome<(Samples, Figure)> {
    // the first time slowly, to learn how many match: only with that number a later repaint is the whole of it
    let mut counts = Vec::new();
    for stroke in strokes() {
        terminal.keys(&stroke.key)?;
        let typed = |screen: &Screen| shown(screen).is_some_and(|(text, _)| text == stroke.text);
        terminal.until(&format!("{:?} typed", stroke.text), PATIENCE, typed)?;
        terminal.quiet(Duration::from_millis(400))?;
        counts.push(shown(terminal.screen()).map_or(0, |(_, count)| count));
    }
    let mut samples = Samples::default();
    let before = process::cpu(terminal.pid()?);
    let begun = Instant::now();
    for _ in (0..ROUNDS).take_while(|_| begun.elapsed() < bench::BUDGET) {
        for (stroke, count) in strokes().into_iter().zip(&counts) {
            terminal.pass(PAUSE)?;
            let pressed = terminal.keys(&stroke.key)?;
            let wanted = Some((stroke.text, *count));
            let at = terminal.until(&format!("{wanted:?}"), PATIENCE, |screen| shown(screen) == wanted)?;
            samples.push(at.saturating_duration_since(pressed));
        }
    }
    let after = process::cpu(terminal.pid()?);
    let spent = after.unwrap_or_default().saturating_sub(before.unwrap_or_default());
    let strokes = u32::try_from(samples.len())?;
    Ok((samples, Figure::time(spent / strokes)))
}

/// A key, and the text that is there after it.
struct Stroke {
    key: String,
    text: String,
}

fn strokes() -> Vec<Stroke> {
    let typed = TEXT.char_indices().map(|(at, key)| Stroke {
        key: key.into(),
        text: TEXT[..=at].into(),
    });
    let taken_back = TEXT.char_indices().rev().map(|(at, _)| Stroke {
        key: "\x7f".into(),
        text: TEXT[..at].into(),
    });
    typed.chain(taken_back).collect()
}

/// As in the title of naptop's pane: `Devices 12 of 100000 /text`.
fn in_title(screen: &Screen) -> Option<(String, usize)> {
    let title = naptop::title(screen)?;
    let (_, rest) = title.split_once("Devices ")?;
    let count = rest.split(' ').next()?.parse().ok()?;
    let text = rest.split_once('/').and_then(|(_, text)| text.split(' ').next());
    Some((text.unwrap_or_default().into(), count))
}

/// As fzf has it: the prompt in the last row, and above it `12/100000`.
fn at_prompt(screen: &Screen) -> Option<(String, usize)> {
    let rows: Vec<String> = screen.rows(0, screen.size().1.into()).collect();
    let [.., info, prompt] = rows.as_slice() else { return None };
    let (count, _) = info.split_once('/')?;
    let count = count.split_whitespace().last()?.parse().ok()?;
    Some((prompt.strip_prefix('>')?.trim().into(), count))
}
