//! The README's picture, drawn from what `naptop demo` shows in a pty. Not a test of anything; it writes assets/demo.svg.
use std::collections::BTreeMap;
use std::fmt::Write;
use std::num::NonZero;

use vt100::{Cell, Color};

use crate::support::pty::Pty;

const ROWS: u16 = 40;
const COLUMNS: u16 = 120;
/// The size of a cell and of its text, in pixels.
const CELL: (u16, u16) = (9, 20);
const FONT: u16 = 15;
const BASELINE: u16 = 15;
const MARGIN: u16 = 14;
const PAPER: &str = "#0f141b";
const INK: &str = "#d5dde7";
const FAMILY: &str = "'DejaVu Sans Mono','Cascadia Mono',Menlo,Consolas,'VL Gothic','Noto Sans Mono CJK JP',monospace";
/// The sixteen colours of the terminal.
const PALETTE: [&str; 16] = [
    "#1c232d", "#f2716b", "#6cc784", "#e3b94f", "#2d5f9e", "#c08be0", "#56c2d0", "#d5dde7", //
    "#3b4654", "#ff8f88", "#8be0a2", "#f5d06f", "#6ea8ea", "#d6a8f2", "#7fdcea", "#ffffff",
];

#[test]
#[ignore = "writes assets/demo.svg: cargo test --test it picture -- --ignored"]
fn picture() {
    let mut pty = Pty::naptop(&["demo"], ROWS, COLUMNS);
    pty.until("kiosk-tokyo-01");
    open(&mut pty, "bus-091", "no boot");
    open(&mut pty, "kiosk-tokyo-01", "updates");
    pty.until_holds("both links are ready", |pty| pty.screen().matches("link ").count() >= 2);
    let mut parser = vt100::Parser::new(cells(ROWS), cells(COLUMNS), 0);
    parser.process(&pty.bytes());
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/demo.svg");
    std::fs::write(path, svg(parser.screen())).unwrap();
    pty.keys("q");
    pty.ended();
}

/// Opens access to the device that this filter finds, by the form.
fn open(pty: &mut Pty, filter: &str, reason: &str) {
    pty.keys(&format!("/{filter}\r"));
    pty.until("Devices 1 of 48");
    // the first Esc may go to a message
    while !pty.screen().contains("Devices 48") {
        pty.keys("\x1b");
        std::thread::sleep(std::time::Duration::from_millis(200));
    }
    pty.keys("o");
    pty.until("Open access to");
    // the form starts at the reason
    pty.keys(reason);
    pty.until(reason);
    pty.keys("\r");
    pty.until_holds("the access is open", |pty| opened(&pty.screen(), filter));
}

/// Whether the message says that it is open.
fn opened(screen: &str, device: &str) -> bool {
    screen
        .lines()
        .any(|line| line.contains(device) && line.contains(" is open at "))
}

fn cells(count: u16) -> NonZero<u16> {
    NonZero::new(count).unwrap()
}

/// How a cell's text looks.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Ink {
    fill: String,
    bold: bool,
    dim: bool,
    underlined: bool,
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

/// Text of one look in adjacent cells, or one wide glyph.
struct Word {
    ink: Ink,
    start: u16,
    end: u16,
    text: String,
}

impl Word {
    fn write(&self, row: u16, to: &mut String) {
        let cells = self.end - self.start;
        // a wide glyph is an em wide, and stands in the middle of its two cells
        let inset = if cells == 0 { (2 * CELL.0 - FONT) / 2 } else { 0 };
        let (x, y) = (MARGIN + self.start * CELL.0 + inset, MARGIN + row * CELL.1 + BASELINE);
        // whatever the font's own width
        let length = if cells > 1 {
            format!(" textLength=\"{}\"", cells * CELL.0)
        } else {
            String::new()
        };
        let attributes = attributes(&self.ink);
        let _ = writeln!(
            to,
            "<text x=\"{x}\" y=\"{y}\"{length}{attributes}>{}</text>",
            escaped(&self.text)
        );
    }
}

fn svg(screen: &vt100::Screen) -> String {
    let (width, height) = (COLUMNS * CELL.0 + 2 * MARGIN, ROWS * CELL.1 + 2 * MARGIN);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
         role=\"img\" aria-label=\"naptop demo in a terminal of {COLUMNS} by {ROWS}\" font-family=\"{FAMILY}\" font-size=\"{FONT}\">\n\
         <rect width=\"{width}\" height=\"{height}\" rx=\"10\" fill=\"{PAPER}\"/>\n"
    );
    let mut lines: BTreeMap<Ink, String> = BTreeMap::new();
    let mut texts = String::new();
    for row in 0..ROWS {
        let mut words: Vec<Word> = Vec::new();
        for column in 0..COLUMNS {
            let cell = screen.cell(row, column).unwrap();
            let (x, y) = (MARGIN + column * CELL.0, MARGIN + row * CELL.1);
            let width = if cell.is_wide() { 2 * CELL.0 } else { CELL.0 };
            let (ink, paper) = colours(cell);
            if let Some(paper) = paper.filter(|_| !cell.is_wide_continuation()) {
                // a little too wide, so that no seam shows
                let _ = writeln!(
                    svg,
                    "<rect x=\"{x}\" y=\"{y}\" width=\"{width}.3\" height=\"{}\" fill=\"{paper}\"/>",
                    CELL.1
                );
            }
            let text = &once_marked(cell.contents());
            if text.trim().is_empty() {
                continue;
            }
            if let Some(path) = shape(text, x, y) {
                lines.entry(ink).or_default().push_str(&path);
                continue;
            }
            match words.last_mut() {
                Some(word) if word.ink == ink && word.end == column && !cell.is_wide() => {
                    word.text.push_str(text);
                    word.end += marks(text) + 1;
                }
                _ => words.push(Word {
                    ink,
                    start: column,
                    // nothing follows a wide glyph, so that each stands where its cells are
                    end: if cell.is_wide() { column } else { column + marks(text) + 1 },
                    text: text.to_owned(),
                }),
            }
        }
        for word in words {
            word.write(row, &mut texts);
        }
    }
    for (ink, path) in lines {
        let _ = writeln!(
            svg,
            "<path d=\"{path}\"{} stroke=\"{}\" fill=\"none\"/>",
            opacity(&ink),
            ink.fill
        );
    }
    svg + &texts + "</svg>\n"
}

fn colours(cell: &Cell) -> (Ink, Option<String>) {
    let ink = colour(cell.fgcolor()).unwrap_or_else(|| INK.into());
    let paper = colour(cell.bgcolor());
    let (fill, paper) = if cell.inverse() {
        (paper.unwrap_or_else(|| PAPER.into()), Some(ink))
    } else {
        (ink, paper)
    };
    let ink = Ink {
        fill,
        bold: cell.bold(),
        dim: cell.dim(),
        underlined: cell.underline(),
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

/// Frames and bars as lines that meet, whatever font there is.
fn shape(text: &str, x: u16, y: u16) -> Option<String> {
    let (width, height) = CELL;
    let (right, bottom) = (x + width, y + height);
    let (middle, centre) = (f32::from(x) + f32::from(width) / 2.0, y + height / 2);
    let round = 4;
    Some(match text {
        "─" => format!("M{x} {centre}H{right}"),
        "━" => format!("M{x} {centre}H{right}m-{width} 1h{width}m-{width} -2h{width}"),
        "┃" | "▐" | "█" => format!("M{middle} {y}V{bottom}m1 0V{y}m-2 0V{bottom}"),
        "│" => format!("M{middle} {y}V{bottom}"),
        "╭" => format!("M{middle} {bottom}V{}q0 -{round} {round} -{round}H{right}", centre + round),
        "╮" => format!("M{middle} {bottom}V{}q0 -{round} -{round} -{round}H{x}", centre + round),
        "╰" => format!("M{middle} {y}V{}q0 {round} {round} {round}H{right}", centre - round),
        "╯" => format!("M{middle} {y}V{}q0 {round} -{round} {round}H{x}", centre - round),
        _ => return None,
    })
}

fn attributes(ink: &Ink) -> String {
    let mut attributes = format!(" fill=\"{}\"", ink.fill);
    if ink.bold {
        attributes.push_str(" font-weight=\"bold\"");
    }
    if ink.underlined {
        attributes.push_str(" text-decoration=\"underline\"");
    }
    attributes + &opacity(ink)
}

fn opacity(ink: &Ink) -> String {
    if ink.dim { " opacity=\".6\"".into() } else { String::new() }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}
