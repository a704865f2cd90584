//! Frames of a terminal as one SVG that plays them by CSS alone. Rows that frames share are drawn once; where motion is
//! unwelcome, and where no CSS is animated, one frame stands still.

use std::collections::BTreeMap;
use std::fmt::Write;

use vt100::Screen;

use super::row::{self, BASELINE, CELL, FONT, INK, Ink, PAPER, escaped};
use super::story::Scene;

const MARGIN: i32 = 14;
const CAPTION: i32 = 46;
const CAP: i32 = 26;
const FAMILY: &str = "'DejaVu Sans Mono','Cascadia Mono',Menlo,Consolas,'VL Gothic','Noto Sans Mono CJK JP',monospace";

/// The terminal's.
#[derive(Clone, Copy)]
pub struct Size {
    pub rows: u16,
    pub columns: u16,
}

/// What has been filmed.
pub struct Film {
    size: Size,
    inks: BTreeMap<Ink, usize>,
    rows: Vec<String>,
    frames: Vec<Frame>,
}

struct Frame {
    drawn: String,
    still: bool,
    lasts: u32,
}

impl Film {
    pub fn new(size: Size) -> Self {
        Self {
            size,
            inks: BTreeMap::new(),
            rows: Vec::new(),
            frames: Vec::new(),
        }
    }

    /// Adds what the screen shows, for so many milliseconds; the frame before lasts longer if it is the same.
    pub fn shot(&mut self, screen: &Screen, scene: &Scene, lasts: u32) {
        let mut drawn = String::new();
        for row in 0..self.size.rows {
            let baseline = MARGIN + i32::from(row) * CELL.1 + BASELINE;
            if let Some(row) = self.row(screen, row) {
                let _ = write!(drawn, "<use href=\"#r{row}\" y=\"{baseline}\"/>");
            }
        }
        if !screen.hide_cursor() {
            let (row, column) = screen.cursor_position();
            let (x, y) = (MARGIN + i32::from(column) * CELL.0, MARGIN + i32::from(row) * CELL.1);
            let _ = write!(drawn, "<path d=\"M{x} {}v{}\" stroke-width=\"2\"/>", y + 1, CELL.1 - 2);
        }
        drawn.push_str(&self.caption(scene));
        match self.frames.last_mut().filter(|frame| frame.drawn == drawn) {
            Some(frame) => frame.lasts += lasts,
            None => self.frames.push(Frame {
                drawn,
                still: scene.still,
                lasts,
            }),
        }
    }

    /// The number of a row, the same for the same; none if there is nothing in it.
    fn row(&mut self, screen: &Screen, row: u16) -> Option<usize> {
        let inks = &mut self.inks;
        let drawn = row::svg(screen, row, |ink| {
            let next = inks.len();
            format!("c{}", inks.entry(ink.clone()).or_insert(next))
        });
        if drawn.is_empty() {
            return None;
        }
        let known = self.rows.iter().position(|known| *known == drawn);
        Some(known.unwrap_or_else(|| {
            self.rows.push(drawn);
            self.rows.len() - 1
        }))
    }

    /// The key that was pressed, and what for.
    fn caption(&self, scene: &Scene) -> String {
        let (_, height) = self.extent();
        let top = height - MARGIN - CAP;
        let baseline = top + CAP / 2 + 5;
        let (mut drawn, mut x) = (String::new(), MARGIN);
        let wide = |text: &str| i32::try_from(text.chars().count()).unwrap() * CELL.0;
        if scene.cap.is_empty() {
            let _ = write!(drawn, "<text class=\"says\" x=\"{x}\" y=\"{baseline}\">$</text>");
            x += 2 * CELL.0;
        } else {
            let width = wide(scene.cap) + 18;
            let _ = write!(
                drawn,
                "<rect class=\"cap\" x=\"{x}.5\" y=\"{top}.5\" width=\"{width}\" height=\"{CAP}\" rx=\"5\"/>\
                 <text class=\"key\" x=\"{}\" y=\"{baseline}\" textLength=\"{}\">{}</text>",
                x + 9,
                wide(scene.cap),
                escaped(scene.cap)
            );
            x += width + 14;
        }
        let _ = write!(
            drawn,
            "<text class=\"says\" x=\"{x}\" y=\"{baseline}\">{}</text>",
            escaped(scene.says)
        );
        drawn
    }

    fn extent(&self) -> (i32, i32) {
        let (rows, columns) = (i32::from(self.size.rows), i32::from(self.size.columns));
        (columns * CELL.0 + 2 * MARGIN, rows * CELL.1 + 2 * MARGIN + CAPTION)
    }

    pub fn svg(&self) -> String {
        let (width, height) = self.extent();
        let Size { rows, columns } = self.size;
        let line = height - MARGIN - CAP - 10;
        let style = self.style();
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
             role=\"img\" aria-label=\"naptop demo in a terminal of {columns} by {rows}\">\n\
             <style>{style}</style>\n\
             <rect width=\"{width}\" height=\"{height}\" rx=\"10\" class=\"paper\"/>\n\
             <path d=\"M0 {line}.5H{width}\" class=\"sill\"/>\n<defs>\n"
        );
        for (number, drawn) in self.rows.iter().enumerate() {
            let _ = writeln!(svg, "<g id=\"r{number}\" transform=\"translate({MARGIN})\">{drawn}</g>");
        }
        svg.push_str("</defs>\n");
        for (number, Frame { drawn, .. }) in self.frames.iter().enumerate() {
            let _ = writeln!(svg, "<g id=\"f{number}\" class=\"f\">{drawn}</g>");
        }
        svg + "</svg>\n"
    }

    fn style(&self) -> String {
        let mut style = format!(
            "\ntext{{font:{FONT}px {FAMILY};fill:currentColor}}rect{{fill:currentColor}}path{{fill:none;stroke:currentColor}}\n\
             svg{{color:{INK}}}.paper{{fill:{PAPER}}}.sill{{stroke:#2a3340}}.cap{{fill:#1c232d;stroke:#56c2d0}}.key{{font-weight:bold}}.says{{opacity:.75}}\n"
        );
        for (ink, number) in &self.inks {
            let _ = write!(style, ".c{number}{{{}}}", ink.style());
        }
        let all: u32 = self.frames.iter().map(|frame| frame.lasts).sum();
        let still = self.frames.iter().position(|frame| frame.still).unwrap_or_default();
        let _ = write!(
            style,
            "\n.f{{visibility:hidden}}#f{still}{{visibility:visible}}\n\
             @media(prefers-reduced-motion:no-preference){{\n#f{still}{{visibility:hidden}}.f{{animation:{all}ms step-end infinite}}\n"
        );
        for number in 0..self.frames.len() {
            let _ = write!(style, "#f{number}{{animation-name:k{number}}}");
        }
        style.push_str("\n}\n");
        let mut begins = 0;
        for (number, Frame { lasts, .. }) in self.frames.iter().enumerate() {
            let percent = |at: u32| format!("{:.3}%", f64::from(at) * 100.0 / f64::from(all));
            let _ = write!(style, "@keyframes k{number}{{");
            if begins > 0 {
                style.push_str("0%{visibility:hidden}");
            }
            let _ = write!(style, "{}{{visibility:visible}}", percent(begins));
            begins += lasts;
            let _ = writeln!(style, "{}{{visibility:hidden}}}}", percent(begins));
        }
        style
    }
}
