//! One row of a terminal as SVG, its baseline at 0: backgrounds, frames as lines that meet, and text in runs of one look.

use std::collections::BTreeMap;
use std::fmt::Write;

use vt100::{Cell, Color, Screen};

/// The size of a cell and of its text, in pixels.
pub const CELL: (i32, i32) = (9, 20);
pub const FONT: i32 = 15;
pub const BASELINE: i32 = 15;
pub const PAPER: &str = "#0f141b";
pub const INK: &str = "#d5dde7";
/// The sixteen colours of the terminal.
const PALETTE: [&str; 16] = [
    "#1c232d", "#f2716b", "#6cc784", "#e3b94f", "#2d5f9e", "#c08be0", "#56c2d0", "#d5dde7", //
    "#3b4654", "#ff8f88", "#8be0a2", "#f5d06f", "#6ea8ea", "#d6a8f2", "#7fdcea", "#ffffff",
];

/// How a cell's text, or with nothing else but a colour its background, looks.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ink {
    pub colour: String,
    bold: bool,
    dim: bool,
    underlined: bool,
}

impl Ink {
    fn plain(colour: String) -> Self {
        Self {
            colour,
            bold: false,
            dim: false,
            underlined: false,
        }
    }

    /// Its declarations in a style sheet.
    pub fn style(&self) -> String {
        let mut style = format!("color:{}", self.colour);
        for (set, declaration) in [
            (self.bold, ";font-weight:bold"),
            (self.underlined, ";text-decoration:underline"),
            (self.dim, ";opacity:.6"),
        ] {
            if set {
                style.push_str(declaration);
            }
        }
        style
    }
}

/// A run in adjacent cells.
struct Run {
    ink: Ink,
    start: u16,
    end: u16,
    text: String,
    wide: bool,
}

impl Run {
    fn write(&self, class: &str, to: &mut String) {
        let at = |column: u16| i32::from(column) * CELL.0;
        let (places, length) = if self.wide {
            // a wide glyph is an em wide, and stands in the middle of its two cells
            let inset = (2 * CELL.0 - FONT) / 2;
            let places: Vec<String> = (self.start..self.end)
                .step_by(2)
                .map(|column| (at(column) + inset).to_string())
                .collect();
            (places.join(" "), String::new())
        } else if self.end - self.start > 1 {
            // whatever the font's own width
            let length = format!(" textLength=\"{}\"", at(self.end - self.start));
            (at(self.start).to_string(), length)
        } else {
            (at(self.start).to_string(), String::new())
        };
        let text = escaped(&self.text);
        let _ = write!(to, "<text class=\"{class}\" x=\"{places}\"{length}>{text}</text>");
    }
}

/// A row as SVG; each look gets its class from `class`.
pub fn svg(screen: &Screen, row: u16, mut class: impl FnMut(&Ink) -> String) -> String {
    let (_, columns) = screen.size();
    let mut papers: Vec<Run> = Vec::new();
    let mut words: Vec<Run> = Vec::new();
    let mut lines: BTreeMap<Ink, String> = BTreeMap::new();
    for column in 0..columns.get() {
        let cell = screen.cell(row, column).unwrap();
        let (ink, paper) = colours(cell);
        let cells = if cell.is_wide() { 2 } else { 1 };
        if let Some(paper) = paper.filter(|_| !cell.is_wide_continuation()) {
            run(&mut papers, Ink::plain(paper), (column, column + cells), "", false);
        }
        let text = once_marked(cell.contents());
        if text.trim().is_empty() {
            continue;
        }
        let x = i32::from(column) * CELL.0;
        if let Some(path) = shape(&text, x) {
            draw(lines.entry(ink).or_default(), &path, x);
            continue;
        }
        let end = column + cells + marks(&text);
        run(&mut words, ink, (column, end), &text, cell.is_wide());
    }
    let mut svg = String::new();
    for paper in papers {
        let (x, width) = (i32::from(paper.start) * CELL.0, i32::from(paper.end - paper.start) * CELL.0);
        let class = class(&paper.ink);
        let _ = write!(
            svg,
            "<rect class=\"{class}\" x=\"{x}\" y=\"-{BASELINE}\" width=\"{width}\" height=\"{}\"/>",
            CELL.1
        );
    }
    for (ink, path) in lines {
        let _ = write!(svg, "<path class=\"{}\" d=\"{path}\"/>", class(&ink));
    }
    for word in words {
        word.write(&class(&word.ink), &mut svg);
    }
    svg
}

fn run(runs: &mut Vec<Run>, ink: Ink, (start, end): (u16, u16), text: &str, wide: bool) {
    match runs.last_mut() {
        Some(run) if run.ink == ink && run.end == start && run.wide == wide => {
            run.text.push_str(text);
            run.end = end;
        }
        _ => runs.push(Run {
            ink,
            start,
            end,
            text: text.to_owned(),
            wide,
        }),
    }
}

/// Whether it is a sound mark of half-width kana. Terminals give it a cell of its own; vt100 adds it to the cell before,
/// once more each time that it is written.
fn is_mark(c: char) -> bool {
    matches!(c, 'ﾞ' | 'ﾟ')
}

fn once_marked(text: &str) -> String {
    let mut once: Vec<char> = text.chars().collect();
    once.dedup_by(|c, before| is_mark(*c) && c == before);
    once.into_iter().collect()
}

fn marks(text: &str) -> u16 {
    text.chars().map(|c| u16::from(is_mark(c))).sum()
}

fn colours(cell: &Cell) -> (Ink, Option<String>) {
    let ink = colour(cell.fgcolor()).unwrap_or_else(|| INK.into());
    let paper = colour(cell.bgcolor());
    let (colour, paper) = if cell.inverse() {
        (paper.unwrap_or_else(|| PAPER.into()), Some(ink))
    } else {
        (ink, paper)
    };
    let ink = Ink {
        bold: cell.bold(),
        dim: cell.dim(),
        underlined: cell.underline(),
        ..Ink::plain(colour)
    };
    (ink, paper)
}

fn colour(colour: Color) -> Option<String> {
    match colour {
        Color::Default => None,
        Color::Idx(index) => Some(PALETTE[usize::from(index) % 16].into()),
        Color::Rgb(red, green, blue) => Some(format!("#{red:02x}{green:02x}{blue:02x}")),
    }
}

/// Adds a cell's lines to those before it; a straight one goes on where the last ended.
fn draw(path: &mut String, more: &str, x: i32) {
    let (from, centre) = (format!("M{x} "), centre());
    let straight = more
        .strip_prefix(&from)
        .and_then(|more| more.strip_prefix(&format!("{centre}H")));
    match straight {
        Some(right) if path.ends_with(&format!("H{x}")) => {
            let kept = path.len() - format!("H{x}").len();
            path.truncate(kept);
            let _ = write!(path, "H{right}");
        }
        _ => path.push_str(more),
    }
}

/// Where a row's middle is: between pixels, so that a line is one pixel wide.
fn centre() -> f64 {
    f64::from(CELL.1 / 2 - BASELINE) + 0.5
}

/// Frames and bars as lines that meet, whatever font there is.
fn shape(text: &str, x: i32) -> Option<String> {
    let (width, height) = CELL;
    let (y, right, bottom) = (-BASELINE, x + width, height - BASELINE);
    let (middle, centre) = (f64::from(x) + f64::from(width) / 2.0, centre());
    let round = 4.0;
    Some(match text {
        "─" => format!("M{x} {centre}H{right}"),
        "━" => format!("M{x} {centre}H{right}m-{width} 1h{width}m-{width} -2h{width}"),
        "┃" | "▐" | "█" => format!("M{middle} {y}V{bottom}m1 0V{y}m-2 0V{bottom}"),
        "▌" => format!("M{x}.5 {y}V{bottom}m1 0V{y}m1 0V{bottom}m1 0V{y}"),
        "▏" => format!("M{x}.5 {y}V{bottom}"),
        "│" => format!("M{middle} {y}V{bottom}"),
        "╭" => format!("M{middle} {bottom}V{}q0 -{round} {round} -{round}H{right}", centre + round),
        "╮" => format!("M{middle} {bottom}V{}q0 -{round} -{round} -{round}H{x}", centre + round),
        "╰" => format!("M{middle} {y}V{}q0 {round} {round} {round}H{right}", centre - round),
        "╯" => format!("M{middle} {y}V{}q0 {round} -{round} {round}H{x}", centre - round),
        _ => return None,
    })
}

pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}
