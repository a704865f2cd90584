//! What was found: samples become figures, figures stand beside each other as rows, rows make the Markdown table.

use std::fmt;
use std::time::Duration;

/// How long something took, each time.
#[derive(Default)]
pub struct Samples(Vec<Duration>);

impl Samples {
    /// Takes one more.
    pub fn push(&mut self, sample: Duration) {
        self.0.push(sample);
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// What that many of a hundred do not exceed.
    pub fn percentile(&self, percent: usize) -> Figure {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        let at = (sorted.len() * percent).div_ceil(100).saturating_sub(1);
        Figure::time(sorted.get(at).copied().unwrap_or_default())
    }

    /// The one in the middle.
    pub fn median(&self) -> Figure {
        self.percentile(50)
    }
}

/// A number and its unit, which is written right behind it.
#[derive(Clone, Copy)]
pub struct Figure {
    value: f64,
    unit: &'static str,
}

impl Figure {
    /// A time, in milliseconds.
    pub fn time(time: Duration) -> Self {
        Self::new(time.as_secs_f64() * 1000.0, " ms")
    }

    /// Memory of so many KiB, in megabytes.
    pub fn memory(kib: u64) -> Self {
        Self::new(kib as f64 * 1024.0 / 1e6, " MB")
    }

    /// Any other.
    pub fn new(value: f64, unit: &'static str) -> Self {
        Self { value, unit }
    }
}

impl Figure {
    /// The other's name and figure, and how many times as much ours is.
    fn beside(self, name: &str, theirs: Self) -> String {
        let ratio = match theirs.value > 0.0 {
            true => format!(" (×{})", readable(self.value / theirs.value)),
            false => String::new(),
        };
        format!("{name} {theirs}{ratio}")
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", readable(self.value), self.unit)
    }
}

/// Three digits that count, or all of a greater number.
fn readable(value: f64) -> String {
    let places = match value.abs() {
        100.0.. => 0,
        10.0.. => 1,
        1.0.. => 2,
        _ => 3,
    };
    let text = format!("{value:.places$}");
    match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => text,
    }
}

/// Rows and notes; its text is the table.
#[derive(Default)]
pub struct Report {
    rows: Vec<[String; 3]>,
    notes: Vec<String>,
}

impl Report {
    /// naptop's figure, and beside it those of others in the same unit.
    pub fn row(&mut self, what: impl Into<String>, ours: Figure, others: &[(&str, Figure)]) {
        let others: Vec<String> = others.iter().map(|(name, theirs)| ours.beside(name, *theirs)).collect();
        self.rows.push([what.into(), ours.to_string(), others.join("; ")]);
    }

    /// What has to be said besides; once is enough.
    pub fn note(&mut self, note: impl Into<String>) {
        let note = note.into();
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let cores = std::thread::available_parallelism().map_or(0, std::num::NonZero::get);
        let version = env!("CARGO_PKG_VERSION");
        writeln!(
            f,
            "| naptop {version}, {cores} cores, 120x40 | naptop | beside (naptop ÷ it) |"
        )?;
        writeln!(f, "|---|--:|---|")?;
        for row in &self.rows {
            writeln!(f, "| {} |", row.join(" | "))?;
        }
        self.notes.iter().try_for_each(|note| write!(f, "\n- {note}"))
    }
}
