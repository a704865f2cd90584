//! The user's own keys: what `keymap.toml` says, put in place of the table's keys. Reading the file is the configuration's business.

use std::fmt::Write;

use super::Command;
use super::commands::COMMANDS;
use crate::domain::Failure;
use crate::domain::failure::Result;
use crate::domain::written::{Assignment, Written, did_you_mean};
use crate::keymap::{Chord, Keymap};
use crate::say::binding;

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
        name.wrong(&binding::unknown_command(&name.text, meant))
            .advise(binding::the_commands(names.join(", ")))
    })
}

fn chord(written: &Written, command: Command) -> Result<Chord> {
    let chord: Chord = written
        .text
        .parse()
        .map_err(|problem: String| written.wrong(&problem).advise(binding::how()))?;
    if let Some(sent) = chord.arrives_as() {
        let told = binding::cannot_be_sent(&written.text, sent);
        return Err(written.wrong(&told).advise(binding::how()));
    }
    if chord == ALWAYS_QUITS && command != Command::Quit {
        let told = binding::always_quits(chord, command.name());
        return Err(written.wrong(&told).advise(binding::choose_another()));
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
            true => binding::stands_twice(chord, command.name()),
            false => binding::bound_to_both(chord, other.name(), command.name()),
        };
        return Err(place.wrong(&told).advise(binding::give_another()));
    }
    Ok(())
}

/// A keymap file with every command, its sentence and its usual keys, all commented out.
pub fn template() -> String {
    let mut text = String::from(binding::head());
    for row in COMMANDS {
        let quoted: Vec<String> = row.keys.iter().map(|key| format!("{key:?}")).collect();
        let keys = match quoted.as_slice() {
            [only] => only.clone(),
            several => format!("[{}]", several.join(", ")),
        };
        // writing to a String cannot fail
        let _ = write!(text, "\n# {}\n#{} = {keys}\n", row.help(), row.command.name());
    }
    text
}
