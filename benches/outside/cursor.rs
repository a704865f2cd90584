//! The row under the cursor: how each program marks it, and how long a key takes until the mark has moved.

use std::time::Duration;

use vt100::{Color, Screen};

use crate::Outcome;
use crate::report::Samples;
use crate::terminal::Terminal;

/// Where the mark is and what it stands before; none while nothing is marked.
pub type Mark = fn(&Screen) -> Option<(u16, String)>;

/// naptop's bar before the row.
pub fn bar(screen: &Screen) -> Option<(u16, String)> {
    rows(screen).find(|(_, text)| text.starts_with("│▌"))
}

/// A row with a background of its own.
pub fn background(screen: &Screen) -> Option<(u16, String)> {
    rows(screen).find(|(row, _)| {
        let coloured = |column: &u16| {
            let cell = screen.cell(*row, *column);
            cell.is_some_and(|cell| cell.bgcolor() != Color::Default || cell.inverse())
        };
        (0..screen.size().1.get()).filter(coloured).count() > 20
    })
}

/// The same where the rows' text changes by itself: only the place counts.
pub fn background_alone(screen: &Screen) -> Option<(u16, String)> {
    background(screen).map(|(row, _)| (row, String::new()))
}

fn rows(screen: &Screen) -> impl Iterator<Item = (u16, String)> {
    (0..).zip(screen.rows(0, screen.size().1.into()))
}

/// Presses the keys in turn, each that long after the last repaint; gives how long each repaint took.
pub fn press(
    terminal: &mut Terminal,
    keys: &[&str],
    mark: Mark,
    pause: Duration,
    goes_on: impl Fn(&Terminal, usize) -> bool,
) -> Outcome<Samples> {
    let mut samples = Samples::default();
    while goes_on(terminal, samples.len()) {
        terminal.pass(pause)?;
        let before = mark(terminal.screen());
        let pressed = terminal.keys(keys[samples.len() % keys.len()])?;
        let moved = |screen: &Screen| mark(screen).is_some_and(|now| Some(now) != before);
        let shown = terminal.until("the cursor moving", Duration::from_secs(20), moved)?;
        samples.push(shown.saturating_duration_since(pressed));
    }
    Ok(samples)
}
