//! README.md against the program: its tables are made from the program's own, and every example in it is run.

mod words;

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use naptop::app::commands::COMMANDS;
use naptop::app::rebind;
use naptop::cli::manual::{ENVIRONMENT, EXIT_STATUS};

use crate::peers::python::{python, without};
use crate::support::pty::Pty;
use crate::support::simulate::{Simulate, json};

const README: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
/// What README.md names where a reader has an endpoint of their own.
const SOME_ENDPOINT: &str = "203.0.113.20:15068";

fn readme() -> String {
    std::fs::read_to_string(README).unwrap()
}

/// The tables that are made, by the name in their markers.
fn tables() -> [(&'static str, String); 3] {
    let row = |cells: [String; 2]| format!("| {} | {} |\n", cells[0], cells[1].replace('|', "\\|"));
    let table = |titles: [&str; 2], rows: Vec<[String; 2]>| {
        let head = format!("| {} | {} |\n|---|---|\n", titles[0], titles[1]);
        head + &rows.into_iter().map(row).collect::<String>()
    };
    let quoted = |word: &str| format!("`{word}`");
    let keys = COMMANDS.iter().map(|row| {
        let keys: Vec<String> = row.keys.iter().map(|key| quoted(key)).collect();
        [keys.join(" "), row.help().to_owned()]
    });
    let statuses = EXIT_STATUS
        .iter()
        .map(|(status, means)| [status.to_string(), (*means).to_owned()]);
    let variables = ENVIRONMENT.iter().map(|(name, says)| [quoted(name), (*says).to_owned()]);
    [
        ("keys", table(["key", "does"], keys.collect())),
        ("statuses", table(["exit status", "means"], statuses.collect())),
        ("variables", table(["variable", "says"], variables.collect())),
    ]
}

#[test]
fn the_tables_are_those_of_the_program() {
    for (name, made) in tables() {
        let readme = readme();
        let begin = readme
            .lines()
            .find(|line| line.starts_with(&format!("<!-- {name}: made from ")))
            .unwrap_or_else(|| panic!("README.md has no marker for {name}"));
        let (before, rest) = readme.split_once(&format!("{begin}\n")).unwrap();
        let end = format!("<!-- end of {name} -->\n");
        let (shown, after) = rest.split_once(&end).unwrap_or_else(|| panic!("README.md lacks {end}"));
        if std::env::var_os("UPDATE_README").is_some() {
            std::fs::write(README, [before, begin, "\n", &made, &end, after].concat()).unwrap();
            continue;
        }
        assert_eq!(
            shown, made,
            "README.md's {name} are old: run `UPDATE_README=1 cargo test --test it docs`"
        );
    }
}

#[test]
fn the_keymap_to_copy_is_that_of_the_program() {
    const KEYMAP: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/keymap.toml");
    let made = rebind::template();
    if std::env::var_os("UPDATE_README").is_some() {
        std::fs::write(KEYMAP, &made).unwrap();
    }
    let shown = std::fs::read_to_string(KEYMAP).unwrap();
    assert_eq!(
        shown, made,
        "assets/keymap.toml is old: run `UPDATE_README=1 cargo test --test it docs`"
    );
}

/// The commands of the README's shell blocks, continued lines joined, comments cut.
fn examples() -> Vec<String> {
    let mut examples: Vec<String> = Vec::new();
    let mut inside = false;
    let mut goes_on = false;
    for line in readme().lines().map(str::trim) {
        if line.starts_with("```") {
            inside = line == "```sh";
            continue;
        }
        if !inside || line.is_empty() {
            continue;
        }
        let line = line.split(" #").next().unwrap().trim_end();
        let (line, more) = line.strip_suffix('\\').map_or((line, false), |line| (line, true));
        match examples.last_mut().filter(|_| goes_on) {
            Some(last) => last.push_str(line),
            None => examples.push(line.to_owned()),
        }
        goes_on = more;
    }
    examples
}

/// Where an example is run: the simulator, what the README has the reader do before, and a folder of its own.
struct Reader {
    simulate: Simulate,
}

impl Reader {
    fn new() -> Self {
        let reader = Self {
            simulate: Simulate::start(&[]),
        };
        // without these `--soracom-profile noc` is nobody, and a page has no folder
        for example in examples().iter().filter(|example| prepares(example)) {
            assert!(reader.sh(example).status.success(), "{example}");
        }
        reader
    }

    fn home(&self) -> &Path {
        self.simulate.home.path()
    }

    /// What a shell makes of it, with the program on the path.
    fn sh(&self, line: &str) -> Output {
        let program = Path::new(env!("CARGO_BIN_EXE_naptop"));
        let path = std::env::join_paths(
            [program.parent().unwrap().to_owned()]
                .into_iter()
                .chain(std::env::split_paths(&std::env::var_os("PATH").unwrap())),
        );
        let mut shell = Command::new("sh");
        shell.args(["-ec", line]).env_clear().current_dir(self.home());
        for (name, value) in self.simulate.command(&[]).get_envs() {
            shell.env(name, value.unwrap_or_default());
        }
        shell.env("PATH", path.unwrap()).stdin(Stdio::null());
        shell.output().unwrap()
    }

    fn open(&self, device: &str) -> String {
        let opened = json(&self.simulate.naptop(&["open", device, "--no-url", "--json"]));
        opened["mapping"]["endpoint"].as_str().unwrap().to_owned()
    }
}

/// Whether it makes what later examples need.
fn prepares(example: &str) -> bool {
    example.starts_with("mkdir ") || example.starts_with("(umask ")
}

#[test]
fn every_example_works() {
    let examples = examples();
    assert!(examples.len() >= 25, "the examples are in blocks of sh; found {examples:#?}");
    for example in examples {
        let words = shell_words::split(&example).unwrap();
        match words[0].as_str() {
            "naptop" => naptop(&example, &words[1..]),
            "cargo" => assert!(
                ["cargo run --release -- demo", "cargo test", "cargo install --locked --path ."].contains(&example.as_str()),
                "{example}: .ci/run, .ci/package and a newcomer run these"
            ),
            "export" => exported(&example),
            "aws" => aws(&example),
            // run by every reader
            "mkdir" | "(umask" => assert!(prepares(&example), "{example}"),
            _ => panic!("no test runs {example}"),
        }
    }
}

fn naptop(example: &str, words: &[String]) {
    let reader = Reader::new();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let has = |word: &str| words.contains(&word);
    match words.first().copied() {
        None | Some("demo") => {
            let mut pty = Pty::of(&reader.simulate.command(&words), 24, 100);
            pty.until("Devices");
            pty.keys("q");
            assert!(pty.ended().success(), "{example}");
            return;
        }
        Some("simulate") => {
            Simulate::start(&words[1..]);
            return;
        }
        Some("url" | "extend" | "revoke") if has("kiosk-tokyo-01") => drop(reader.open("kiosk-tokyo-01")),
        _ => {}
    }
    let mut example = example.to_owned();
    if has(SOME_ENDPOINT) {
        example = example.replace(SOME_ENDPOINT, &reader.open("kiosk-osaka-07"));
    }
    if has("--hold") {
        return held(&reader, &words);
    }
    let output = reader.sh(&example);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{example}: {}\n{said}", output.status);
    if let Some((_, file)) = example.split_once('>') {
        let written = std::fs::read_to_string(reader.home().join(file.trim().trim_start_matches("~/"))).unwrap();
        assert!(written.contains("naptop"), "{example}");
    }
}

/// Until Ctrl-C, which revokes.
fn held(reader: &Reader, words: &[&str]) {
    let mut child = reader.simulate.command(words).stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let ended = Command::new("kill")
        .args(["-s", "INT", &child.id().to_string()])
        .status()
        .unwrap();
    assert!(ended.success() && child.wait().unwrap().success(), "{words:?}");
}

/// Every value that is exported is one that naptop goes by.
fn exported(example: &str) {
    let reader = Reader::new();
    let output = reader.sh(&format!("{example}\nnaptop config show --json"));
    let shown = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{example}: {shown}");
    let words = shell_words::split(example).unwrap();
    for (name, value) in words[1..].iter().map(|word| word.split_once('=').unwrap()) {
        assert!(ENVIRONMENT.iter().any(|(known, _)| *known == name), "{name}");
        let hidden = name == "SORACOM_AUTH_KEY";
        assert!(shown.contains(value) != hidden, "{example}: {shown}");
    }
}

/// aws-cli takes the command as it is, and would send it: nothing listens where it is told to.
fn aws(example: &str) {
    if without("the README's aws commands", &["awscli"]) {
        return;
    }
    let words = shell_words::split(example).unwrap();
    let mut command = Command::new(python());
    command.args(["-m", "awscli"]).args(&words[1..]);
    command
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
        .env("AWS_MAX_ATTEMPTS", "1")
        .env("AWS_DEFAULT_REGION", "ap-northeast-1")
        .env("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")
        .env("AWS_SECRET_ACCESS_KEY", "secret");
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("Could not connect to the endpoint URL"), "{example}: {said}");
}

#[test]
fn the_walk_through_works() {
    let mut pty = Pty::naptop(&["demo"], 40, 120);
    pty.until("kiosk-tokyo-01");
    pty.keys("jk/kiosk-tokyo\r");
    pty.until("1 of 48 /kiosk-tokyo");
    pty.keys("o");
    pty.until("Open access to kiosk-tokyo-01");
    pty.keys("\r");
    pty.until("link 9:");
    pty.keys("c");
    pty.until_holds("the URL goes to the terminal's clipboard", |pty| {
        pty.bytes().windows(5).any(|bytes| bytes == b"\x1b]52;")
    });
    pty.keys("x");
    pty.until("Revoke");
    pty.keys("y");
    pty.until_holds("the access is gone", |pty| !pty.screen().contains("link 9:"));
    pty.keys("q");
    assert!(pty.ended().success());
}
