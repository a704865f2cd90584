//! A sheet of details: labels and values, aligned, in a box.

use jiff::Timestamp;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::{Boxed, write_lines};
use crate::say;
use crate::ui::{Look, countdown, text};

const LABEL_CELLS: usize = 16;
/// The lines of the frame.
const FRAME_LINES: usize = 2;

/// Labels and values, aligned.
pub(super) struct Sheet<'a> {
    title: String,
    lines: Vec<Line<'static>>,
    pub(super) look: &'a Look,
    cells: usize,
}

impl<'a> Sheet<'a> {
    pub(super) fn new(look: &'a Look, area: Rect) -> Self {
        Self {
            title: String::new(),
            lines: Vec::new(),
            look,
            cells: usize::from(super::roomy_cells(area)),
        }
    }

    pub(super) fn spans(&mut self, label: &str, value: Vec<Span<'static>>) {
        let mut spans = vec![Span::styled(text::pad(label, LABEL_CELLS), self.look.styles.label)];
        spans.extend(value);
        self.lines.push(Line::from(spans));
    }

    pub(super) fn styled(&mut self, label: &str, value: &str, style: Style) {
        let parts = text::wrap(value, self.cells.saturating_sub(LABEL_CELLS));
        if parts.is_empty() {
            self.spans(label, vec![Span::styled("—", self.look.styles.muted)]);
        }
        for (at, part) in parts.into_iter().enumerate() {
            self.spans(if at == 0 { label } else { "" }, vec![Span::styled(part, style)]);
        }
    }

    pub(super) fn text(&mut self, label: &str, value: &str) {
        self.styled(label, value, self.look.styles.text);
    }

    pub(super) fn time(&mut self, label: &str, at: Option<Timestamp>) {
        let value = at.map(|at| countdown::full(at, &self.look.tz)).unwrap_or_default();
        self.text(label, &value);
    }

    /// The same, complete.
    pub(super) fn titled(mut self, title: &str) -> Self {
        title.clone_into(&mut self.title);
        self
    }

    /// How many lines there are more than fit.
    pub(super) fn beyond(&self, area: Rect) -> usize {
        let room = usize::from(area.height).saturating_sub(FRAME_LINES);
        self.lines.len().saturating_sub(room)
    }

    /// Draws it, without so many lines at its top.
    pub(super) fn show(self, top: usize, frame: &mut Frame<'_>, area: Rect) {
        let keys = [("↑↓", say::boxes::scroll()), ("Esc", say::boxes::close())];
        let boxed = Boxed {
            title: &self.title,
            cells: u16::try_from(self.cells).unwrap_or(u16::MAX),
            lines: self.lines.len(),
            keys: if self.beyond(area) > 0 { &keys } else { &keys[1..] },
            border: self.look.styles.border_focused,
        };
        let inner = boxed.draw(self.look, frame, area);
        write_lines(&self.lines[top.min(self.lines.len())..], self.look, frame, inner);
    }
}
