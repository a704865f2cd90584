//! Keys as data: chords, how they are written, and which command each one means. Knows no terminal library.

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;

use crate::domain::written::did_you_mean;
use crate::say::binding;

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
    /// A function key, by its number.
    F(u8),
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

    /// What a terminal sends in its place, where it cannot send the chord itself.
    pub fn arrives_as(self) -> Option<&'static str> {
        match self.key {
            Key::Char('i') if self.ctrl => Some("Tab"),
            Key::Char('m') if self.ctrl => Some("Enter"),
            Key::Char('[') if self.ctrl => Some("Esc"),
            Key::Char('a'..='z' | ' ') => None,
            Key::Char(_) | Key::Enter | Key::Esc | Key::Tab | Key::BackTab | Key::Backspace if self.ctrl => {
                Some(binding::same_without_ctrl())
            }
            _ => None,
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
                Key::F(number) => write!(f, "F{number}"),
                Key::Char(c) if self.ctrl => write!(f, "{}", c.to_ascii_uppercase()),
                Key::Char(c) => write!(f, "{c}"),
                _ => Ok(()),
            },
        }
    }
}

/// As a user writes it: `x`, `Ctrl-P`, `PageDown`, `Space`; or as it is shown: `^P`, `PgDn`.
impl FromStr for Chord {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let after = |prefix: &str| {
            let (before, rest) = text.split_at_checked(prefix.len())?;
            (before.eq_ignore_ascii_case(prefix) && !rest.is_empty()).then_some(rest)
        };
        let (ctrl, name) = match after("Ctrl-").or_else(|| after("^")) {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let key = named(name)
            .or_else(|| character(name, ctrl))
            .or_else(|| function_key(name))
            .ok_or_else(|| not_a_key(text))?;
        Ok(Self { key, ctrl })
    }
}

fn named(name: &str) -> Option<Key> {
    let is = |written: &str| written.eq_ignore_ascii_case(name);
    let found = NAMES.iter().find(|(_, written, shown)| is(written) || is(shown));
    found.map(|(key, ..)| *key)
}

fn character(name: &str, ctrl: bool) -> Option<Key> {
    let mut chars = name.chars();
    let only = chars.next().filter(|_| chars.next().is_none())?;
    Some(Key::Char(if ctrl { only.to_ascii_lowercase() } else { only }))
}

fn function_key(name: &str) -> Option<Key> {
    let number = name.strip_prefix(['F', 'f'])?.parse().ok()?;
    (1..=24).contains(&number).then_some(Key::F(number))
}

fn not_a_key(text: &str) -> String {
    let shifted = text.strip_prefix("Shift-").and_then(|rest| character(rest, false));
    match shifted {
        Some(Key::Char(c)) => binding::write_instead(text, c.to_uppercase().to_string()),
        _ => {
            let meant = did_you_mean(text, NAMES.iter().map(|(_, written, _)| *written));
            binding::not_a_key(text, meant)
        }
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
                return Err(binding::bound_twice(chord));
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
            ("^", "^"),
            ("F5", "F5"),
            ("ctrl-up", "^↑"),
        ] {
            let chord: Chord = written.parse().unwrap();
            assert_eq!(chord.to_string(), shown);
            assert_eq!(shown.parse(), Ok(chord), "the help shows {shown}, so it may be written");
        }
        assert!("Hyper-x".parse::<Chord>().is_err());
        assert!("".parse::<Chord>().is_err());
    }

    #[test]
    fn what_is_not_a_key_is_told_with_what_is() {
        let told = |text: &str| text.parse::<Chord>().unwrap_err();
        assert_eq!(told("PageDwn"), "\"PageDwn\" is not a key; did you mean \"PageDown\"?");
        assert_eq!(told("Shift-x"), "\"Shift-x\" is not a key; write \"X\"");
        assert_eq!(told("F99"), "\"F99\" is not a key");
    }

    #[test]
    fn chords_that_no_terminal_sends() {
        let sent = |text: &str| text.parse::<Chord>().unwrap().arrives_as();
        assert_eq!((sent("Ctrl-I"), sent("Ctrl-M")), (Some("Tab"), Some("Enter")));
        assert!(sent("Ctrl-5").is_some() && sent("Ctrl-Enter").is_some());
        for fine in ["Ctrl-X", "Ctrl-Space", "Ctrl-Down", "5", "Enter", "F5"] {
            assert_eq!(sent(fine), None, "{fine}");
        }
    }

    #[test]
    fn a_chord_has_one_meaning() {
        let twice = Keymap::new([(Chord::char('x'), 1), (Chord::char('x'), 2)]);
        assert_eq!(twice.unwrap_err(), "x is bound twice");
    }
}
