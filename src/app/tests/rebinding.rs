//! The user's own keys: what is taken, what is refused and in which words, and that they go before the usual ones everywhere.

use super::*;
use crate::app::commands::keymap;
use crate::app::rebind::{rebound, template};
use crate::domain::written::{Assignment, Written};
use crate::keymap::Keymap;

/// `open=w,F5 sort=` as the lines of a file.
fn lines(text: &str) -> Vec<Assignment> {
    let line = |(at, line): (usize, &str)| {
        let word = |text: &str| Written::new(text, format!("keymap.toml:{}", at + 1));
        let (name, values) = line.split_once('=').unwrap();
        Assignment {
            name: word(name),
            values: values.split(',').filter(|value| !value.is_empty()).map(word).collect(),
        }
    };
    text.split(' ').enumerate().map(line).collect()
}

fn bound(text: &str) -> Keymap<Command> {
    rebound(&lines(text)).unwrap()
}

fn told(text: &str) -> String {
    rebound(&lines(text)).unwrap_err().message
}

#[test]
fn a_command_has_the_keys_that_the_user_wrote_and_no_others() {
    let mut model = loaded();
    model.keymap = bound("open_now=F5,W sort=O");
    assert_eq!(press(&mut model, "O"), []);
    assert!(toast(&model).contains("sorted by"), "{}", toast(&model));
    assert!(matches!(press(&mut model, "W").as_slice(), [Effect::Open(_)]));
    press(&mut model, "s");
    assert_eq!(toast(&model), "s means nothing here; ? shows the keys");
}

#[test]
fn messages_name_the_keys_in_force() {
    let mut model = loaded();
    model.keymap = bound("open=W help=F1 copy_link=");
    press(&mut model, "9");
    assert_eq!(toast(&model), "9 means nothing here; F1 shows the keys");
    press(&mut model, "jjjy");
    assert_eq!(toast(&model), "nothing is open to kiosk-4; W opens it");
    press(&mut model, "e");
    assert_eq!(toast(&model), "nothing is open to kiosk-4; W opens it");
    assert_eq!(model.key(Command::CopyLink), "\"copy link\"", "as the palette calls it");
}

#[test]
fn keys_can_change_places() {
    let keymap = bound("open=x revoke=o");
    assert_eq!(keymap.command(Chord::char('x')), Some(Command::Open));
    assert_eq!(keymap.command(Chord::char('o')), Some(Command::Revoke));
}

#[test]
fn ctrl_c_quits_whatever_is_bound() {
    for own in ["quit=", "quit=Q", "quit=q,Ctrl-C", "help=q quit=F10"] {
        let mut model = loaded();
        model.keymap = bound(own);
        assert_eq!(model.keymap.command(Chord::ctrl('c')), Some(Command::Quit), "{own}");
        let _ = apply_input(&mut model, Input::Key(Chord::ctrl('c')), now());
        assert_eq!(model.leaving, super::super::model::Leaving::Now, "{own}");
    }
}

#[test]
fn mistakes_are_told_with_their_line() {
    for (text, expected) in [
        (
            "open=W refrsh=b",
            "keymap.toml:2: unknown command \"refrsh\"; did you mean \"refresh\"?",
        ),
        (
            "open=PageDwn",
            "keymap.toml:1: \"PageDwn\" is not a key; did you mean \"PageDown\"?",
        ),
        (
            "open=Ctrl-I",
            "keymap.toml:1: terminals cannot send \"Ctrl-I\": they send Tab",
        ),
        ("sort=s revoke=o", "keymap.toml:2: o is bound to both open and revoke"),
        ("open=x", "keymap.toml:1: x is bound to both open and revoke"),
        ("open=W revoke=W", "keymap.toml:1: W is bound to both open and revoke"),
        ("open=W,W", "keymap.toml:1: W stands twice for open"),
        ("open=Ctrl-C", "keymap.toml:1: ^C always quits, so it cannot be bound to open"),
    ] {
        assert_eq!(told(text), expected);
    }
}

#[test]
fn the_file_to_copy_has_every_command_and_is_the_usual_keymap() {
    let template = template();
    let settings = template
        .lines()
        .filter_map(|line| line.strip_prefix('#'))
        .filter(|line| !line.starts_with([' ', '#']));
    let table: toml::Table = settings.collect::<Vec<_>>().join("\n").parse().unwrap();
    assert_eq!(table.len(), COMMANDS.len());
    let value = |value: &toml::Value| match value {
        toml::Value::Array(keys) => keys.iter().map(|key| key.as_str().unwrap().to_owned()).collect(),
        key => vec![key.as_str().unwrap().to_owned()],
    };
    let word = |text: &str| Written::new(text, "keymap.toml:1");
    let assignments: Vec<Assignment> = table
        .iter()
        .map(|(name, keys)| Assignment {
            name: word(name),
            values: value(keys).iter().map(|key| word(key)).collect(),
        })
        .collect();
    let (written, usual) = (rebound(&assignments).unwrap(), keymap());
    for row in COMMANDS {
        let keys = |keymap: &Keymap<Command>| keymap.chords(row.command).collect::<Vec<_>>();
        assert_eq!(keys(&written), keys(&usual), "{:?}", row.command);
    }
}
