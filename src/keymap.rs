//! Keys as data: chords, how they are written, and which command each one means. Knows no terminal library.

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;

/// A key without its modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// A character, shift already applied.
    Char(char),
    /// Return.
    Enter,
    /// Escape.
    Esc,
    /// Tab.
    Tab,
    /// Shift and Tab.
    BackTab,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// A page up.
    PageUp,
    /// A page down.
    PageDown,
    /// To the beginning.
    Home,
    /// To the end.
    End,
    /// Deletes to the left.
    Backspace,
    /// Deletes to the right.
    Delete,
}

/// A key and whether Ctrl is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Chord {
    /// The key.
    pub key: Key,
    /// Whether Ctrl is held.
    pub ctrl: bool,
}

impl Chord {
    /// A key alone.
    pub const fn plain(key: Key) -> Self {
        Self { key, ctrl: false }
    }

    /// A character alone.
    pub const fn char(c: char) -> Self {
        Self::plain(Key::Char(c))
    }

    /// Ctrl and a character.
    pub const fn ctrl(c: char) -> Self {
        Self {
            key: Key::Char(c),
            ctrl: true,
        }
    }

    /// The character that it types, if it types one.
    pub fn typed(self) -> Option<char> {
        match self {
            Self {
                key: Key::Char(c),
                ctrl: false,
            } => Some(c),
            _ => None,
        }
    }
}

const NAMES: &[(Key, &str, &str)] = &[
    (Key::Enter, "Enter", "Enter"),
    (Key::Esc, "Esc", "Esc"),
    (Key::Tab, "Tab", "Tab"),
    (Key::BackTab, "Shift-Tab", "S-Tab"),
    (Key::Up, "Up", "↑"),
    (Key::Down, "Down", "↓"),
    (Key::Left, "Left", "←"),
    (Key::Right, "Right", "→"),
    (Key::PageUp, "PageUp", "PgUp"),
    (Key::PageDown, "PageDown", "PgDn"),
    (Key::Home, "Home", "Home"),
    (Key::End, "End", "End"),
    (Key::Backspace, "Backspace", "Bksp"),
    (Key::Delete, "Delete", "Del"),
    (Key::Char(' '), "Space", "Space"),
];

/// As the help shows it: `^P`, `PgDn`, `Space`, `x`.
impl fmt::Display for Chord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.ctrl {
            f.write_str("^")?;
        }
        match NAMES.iter().find(|(key, ..)| *key == self.key) {
            Some((_, _, shown)) => f.write_str(shown),
            None => match self.key {
                Key::Char(c) if self.ctrl => write!(f, "{}", c.to_ascii_uppercase()),
                Key::Char(c) => write!(f, "{c}"),
                _ => Ok(()),
            },
        }
    }
}

/// As a user writes it: `x`, `Ctrl-P`, `PageDown`, `Space`.
impl FromStr for Chord {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (ctrl, name) = match text.strip_prefix("Ctrl-") {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let mut chars = name.chars();
        let key = match (chars.next(), chars.next()) {
            (Some(c), None) if ctrl => Key::Char(c.to_ascii_lowercase()),
            (Some(c), None) => Key::Char(c),
            _ => {
                NAMES
                    .iter()
                    .find(|(_, written, _)| written.eq_ignore_ascii_case(name))
                    .ok_or_else(|| format!("{text:?} is not a key"))?
                    .0
            }
        };
        Ok(Self { key, ctrl })
    }
}

/// Which chord means which command.
#[derive(Clone, Debug)]
pub struct Keymap<C> {
    bindings: HashMap<Chord, C>,
    order: Vec<(Chord, C)>,
}

impl<C: Copy + PartialEq> Keymap<C> {
    /// A keymap from pairs; a chord that stands twice is an error that names it.
    pub fn new(pairs: impl IntoIterator<Item = (Chord, C)>) -> Result<Self, String> {
        let order: Vec<(Chord, C)> = pairs.into_iter().collect();
        let mut bindings = HashMap::new();
        for (chord, command) in &order {
            if bindings.insert(*chord, *command).is_some() {
                return Err(format!("{chord} is bound twice"));
            }
        }
        Ok(Self { bindings, order })
    }

    /// The command of that chord.
    pub fn command(&self, chord: Chord) -> Option<C> {
        self.bindings.get(&chord).copied()
    }

    /// The chords of that command, the main one first.
    pub fn chords(&self, command: C) -> impl Iterator<Item = Chord> {
        self.order
            .iter()
            .filter(move |(_, bound)| *bound == command)
            .map(|(chord, _)| *chord)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_and_shown() {
        for (written, shown) in [
            ("x", "x"),
            ("Ctrl-P", "^P"),
            ("Ctrl-c", "^C"),
            ("PageDown", "PgDn"),
            ("Space", "Space"),
            ("?", "?"),
        ] {
            assert_eq!(written.parse::<Chord>().unwrap().to_string(), shown);
        }
        assert!("Hyper-x".parse::<Chord>().is_err());
        assert!("".parse::<Chord>().is_err());
    }

    #[test]
    fn a_chord_has_one_meaning() {
        let twice = Keymap::new([(Chord::char('x'), 1), (Chord::char('x'), 2)]);
        assert_eq!(twice.unwrap_err(), "x is bound twice");
    }
}
