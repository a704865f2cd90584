//! The user's own keys: what `keymap.toml` says, put in place of the table's keys. Reading the file is the configuration's business.

use std::fmt::Write;

use super::Command;
use super::commands::COMMANDS;
use crate::domain::Failure;
use crate::domain::failure::Result;
use crate::domain::written::{Assignment, Written, did_you_mean};
use crate::keymap::{Chord, Keymap};

/// Always quits, whatever else does.
const ALWAYS_QUITS: Chord = Chord::ctrl('c');

/// The table's keymap with these commands bound as the user wrote.
pub fn rebound(assignments: &[Assignment]) -> Result<Keymap<Command>> {
    let mut own = Vec::new();
    for assignment in assignments {
        let command = named(&assignment.name)?;
        let chords = assignment
            .values
            .iter()
            .map(|written| chord(written, command))
            .collect::<Result<Vec<_>>>()?;
        own.push((command, &assignment.name, chords));
    }
    let mut pairs: Vec<(Chord, Command, Option<&Written>)> = Vec::new();
    for row in COMMANDS {
        match own.iter().find(|(command, ..)| *command == row.command) {
            Some((command, name, chords)) => pairs.extend(chords.iter().map(|chord| (*chord, *command, Some(*name)))),
            None => pairs.extend(row.chords().map(|chord| (chord, row.command, None))),
        }
    }
    if !pairs.iter().any(|(chord, ..)| *chord == ALWAYS_QUITS) {
        pairs.push((ALWAYS_QUITS, Command::Quit, None));
    }
    no_conflict(&pairs)?;
    Keymap::new(pairs.into_iter().map(|(chord, command, _)| (chord, command))).map_err(Failure::invalid)
}

fn named(name: &Written) -> Result<Command> {
    let found = COMMANDS.iter().find(|row| row.command.name() == name.text);
    found.map(|row| row.command).ok_or_else(|| {
        let names: Vec<String> = COMMANDS.iter().map(|row| row.command.name()).collect();
        let meant = did_you_mean(&name.text, names.iter().map(String::as_str));
        name.wrong(&format!("unknown command {:?}{meant}", name.text))
            .advise(format!("the commands are {}", names.join(", ")))
    })
}

fn chord(written: &Written, command: Command) -> Result<Chord> {
    const HOW: &str = "write a character, or a name as in Enter, PageDown, F5, Ctrl-P";
    let chord: Chord = written
        .text
        .parse()
        .map_err(|problem: String| written.wrong(&problem).advise(HOW))?;
    if let Some(sent) = chord.arrives_as() {
        let told = format!("terminals cannot send {:?}: they send {sent}", written.text);
        return Err(written.wrong(&told).advise(HOW));
    }
    if chord == ALWAYS_QUITS && command != Command::Quit {
        let told = format!("{chord} always quits, so it cannot be bound to {}", command.name());
        return Err(written.wrong(&told).advise("choose another key"));
    }
    Ok(chord)
}

/// A key means one thing. The table has no conflict, so one of the two stands in the file.
fn no_conflict(pairs: &[(Chord, Command, Option<&Written>)]) -> Result<()> {
    for (at, (chord, command, name)) in pairs.iter().enumerate() {
        let before = pairs[..at].iter().find(|(before, ..)| before == chord);
        let Some((other, place)) = before.and_then(|(_, other, also)| Some((other, also.or(*name)?))) else {
            continue;
        };
        let told = match command == other {
            true => format!("{chord} stands twice for {}", command.name()),
            false => format!("{chord} is bound to both {} and {}", other.name(), command.name()),
        };
        return Err(place.wrong(&told).advise("give one of them another key, or none: NAME = []"));
    }
    Ok(())
}

/// A keymap file with every command, its sentence and its usual keys, all commented out.
pub fn template() -> String {
    let mut text = String::from(HEAD);
    for row in COMMANDS {
        let quoted: Vec<String> = row.keys.iter().map(|key| format!("{key:?}")).collect();
        let keys = match quoted.as_slice() {
            [only] => only.clone(),
            several => format!("[{}]", several.join(", ")),
        };
        // writing to a String cannot fail
        let _ = write!(text, "\n# {}\n#{} = {keys}\n", row.help, row.command.name());
    }
    text
}

const HEAD: &str = "\
# naptop's keys, made from its table of commands. Each command stands here with
# its usual keys: remove the \"#\" in front of a line to change them. Several keys
# go in brackets, the one that the hints show first; [] takes all keys away, and
# the command is still in the palette. What stands here replaces the usual keys
# of that command; the others keep theirs.
#
# A key is a character, or one of Enter Esc Tab Shift-Tab Space Up Down Left Right
# PageUp PageDown Home End Backspace Delete F1 to F12; in front of it may stand
# Ctrl-, as in Ctrl-P. Ctrl-C always quits.
#
# The file belongs beside config.toml, as keymap.toml; NAPTOP_KEYMAP names another.
";
