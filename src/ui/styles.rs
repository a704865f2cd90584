//! From a few semantic colours to the styles of the screen. Without colour: bold, dim, reverse and underline alone.

use ratatui::style::{Color, Modifier, Style};

/// The colours a theme chooses. `Reset` is the terminal's own; a muted `Reset` is dimmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    /// Plain text.
    pub primary: Color,
    /// What has the keys, and what can be used.
    pub accent: Color,
    /// All is well.
    pub good: Color,
    /// Look here.
    pub warn: Color,
    /// It failed, or it is about to end.
    pub bad: Color,
    /// What is less important.
    pub muted: Color,
    /// The row under the cursor: its background, and the text on it.
    pub selection: (Color, Color),
    /// Frames.
    pub border: Color,
    /// Titles.
    pub title: Color,
}

impl Theme {
    /// The terminal's own sixteen colours, on its own background.
    pub const DEFAULT: Self = Self {
        primary: Color::Reset,
        accent: Color::Cyan,
        good: Color::Green,
        warn: Color::Yellow,
        bad: Color::Red,
        muted: Color::Reset,
        selection: (Color::Blue, Color::White),
        border: Color::Reset,
        title: Color::Reset,
    };
}

/// The styles of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Styles {
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
        let (under, on) = theme.selection;
        let lit = fg(on).bg(under).remove_modifier(Modifier::DIM);
        Self {
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
            selected: lit,
            selected_elsewhere: fg(on).bg(Color::DarkGray).remove_modifier(Modifier::DIM),
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
}
