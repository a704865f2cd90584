//! From a theme to the styles of the screen. Without colour: bold, dim, reverse and underline alone.

use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier, Style};

use super::theme::Theme;

/// The styles of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Styles {
    /// What everything stands on, and what is written in no other colour.
    pub ground: Style,
    /// Plain text.
    pub text: Style,
    /// Plain text that matters.
    pub strong: Style,
    /// What is less important.
    pub muted: Style,
    /// What can be used: live links, open mappings.
    pub accent: Style,
    /// All is well.
    pub good: Style,
    /// Look here.
    pub warn: Style,
    /// It failed, or it is about to end.
    pub bad: Style,
    /// The frame of what does not have the keys.
    pub border: Style,
    /// The frame of what has the keys.
    pub border_focused: Style,
    /// The frame of a question that takes something away.
    pub border_danger: Style,
    /// The title of what does not have the keys.
    pub title: Style,
    /// The title of what has the keys.
    pub title_focused: Style,
    /// Titles of columns, labels of fields.
    pub label: Style,
    /// The row under the cursor.
    pub selected: Style,
    /// The same, where something else has the keys.
    pub selected_elsewhere: Style,
    /// The name of the program.
    pub brand: Style,
    /// A word that must not be overlooked.
    pub badge: Style,
    /// A key, in hints.
    pub key: Style,
}

impl Styles {
    /// The styles of that theme.
    pub fn colored(theme: Theme) -> Self {
        let fg = |color: Color| Style::new().fg(color);
        let quiet = |color: Color| match color {
            Color::Reset => Style::new().add_modifier(Modifier::DIM),
            color => fg(color),
        };
        let text = match theme.primary {
            Color::Reset => Style::new(),
            color => fg(color),
        };
        let lit = |under: Color, on: Color| fg(on).bg(under).remove_modifier(Modifier::DIM);
        Self {
            ground: fg(theme.primary).bg(theme.background),
            text,
            strong: text.add_modifier(Modifier::BOLD),
            muted: quiet(theme.muted),
            accent: fg(theme.accent),
            good: fg(theme.good),
            warn: fg(theme.warn),
            bad: fg(theme.bad).add_modifier(Modifier::BOLD),
            border: quiet(theme.border),
            border_focused: fg(theme.accent),
            border_danger: fg(theme.bad),
            title: match theme.title {
                Color::Reset => text,
                color => fg(color),
            },
            title_focused: fg(theme.accent).add_modifier(Modifier::BOLD),
            label: quiet(theme.muted),
            selected: lit(theme.selection, theme.selection_text),
            selected_elsewhere: lit(theme.elsewhere, theme.elsewhere_text),
            brand: fg(theme.accent).add_modifier(Modifier::BOLD | Modifier::REVERSED),
            badge: fg(theme.warn).add_modifier(Modifier::BOLD | Modifier::REVERSED),
            key: fg(theme.accent).add_modifier(Modifier::BOLD),
        }
    }

    /// The styles without any colour.
    pub fn monochrome() -> Self {
        let plain = Style::new();
        let with = |modifier: Modifier| Style::new().add_modifier(modifier);
        Self {
            ground: plain,
            text: plain,
            strong: with(Modifier::BOLD),
            muted: with(Modifier::DIM),
            accent: with(Modifier::BOLD),
            good: plain,
            warn: with(Modifier::BOLD),
            bad: with(Modifier::BOLD | Modifier::UNDERLINED),
            border: with(Modifier::DIM),
            border_focused: with(Modifier::BOLD),
            border_danger: with(Modifier::BOLD),
            title: plain,
            title_focused: with(Modifier::BOLD),
            label: with(Modifier::DIM),
            selected: with(Modifier::REVERSED).remove_modifier(Modifier::DIM),
            selected_elsewhere: with(Modifier::UNDERLINED).remove_modifier(Modifier::DIM),
            brand: with(Modifier::BOLD | Modifier::REVERSED),
            badge: with(Modifier::BOLD | Modifier::REVERSED),
            key: with(Modifier::BOLD),
        }
    }

    /// Lays the ground under everything that was drawn: where no colour is set, the theme's own.
    pub fn lay_ground(&self, buffer: &mut Buffer) {
        let (Some(fg), Some(bg)) = (self.ground.fg, self.ground.bg) else {
            return;
        };
        for cell in &mut buffer.content {
            if cell.fg == Color::Reset {
                cell.fg = fg;
            }
            if cell.bg == Color::Reset {
                cell.bg = bg;
            }
        }
    }
}
