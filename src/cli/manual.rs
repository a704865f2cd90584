//! What the program prints about itself: the man page, and completions for shells. Both are made from the command line's own tree.

use std::io;
use std::process::ExitCode;

use clap::{Command, CommandFactory};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, italic, roman};

use super::args::{Args, Completions};
use super::print::{self, CommandFailure};
use crate::domain::{Failure, Kind};

/// What each exit status means.
pub const EXIT_STATUS: &[(u8, &str)] = &[
    (0, "done"),
    (1, "failed"),
    (2, "wrong usage or configuration"),
    (3, "not authenticated, or not allowed"),
    (4, "no such device or mapping"),
    (5, "could not reach the service"),
    (6, "partly done; what remains is in `failed`"),
];

/// The environment variables that naptop reads. The AWS SDK reads more of its own.
pub const ENVIRONMENT: &[(&str, &str)] = &[
    ("SORACOM_AUTH_KEY_ID", "with SORACOM_AUTH_KEY: the key to sign in with"),
    ("SORACOM_AUTH_KEY", "the secret of that key"),
    (
        "SORACOM_PROFILE",
        "the account or soracom-cli profile to use; --profile goes before it",
    ),
    (
        "SORACOM_PROFILE_DIR",
        "where soracom-cli's profiles are, if not in ~/.soracom",
    ),
    ("SORACOM_COVERAGE_TYPE", "jp (Japan) or g (Global)"),
    ("SORACOM_ENDPOINT", "another SORACOM API than the coverage's"),
    ("NAPTOP_SOURCE", "who may connect: source ranges, between commas"),
    ("NAPTOP_STACK", "the AppStream stack"),
    ("NAPTOP_FLEET", "the AppStream fleet"),
    ("NAPTOP_APPLICATION", "the application that takes the session context"),
    ("NAPTOP_DURATION", "for how long a mapping is opened, e.g. 30m"),
    (
        "NAPTOP_BULK_LIMIT",
        "to how many marked devices the dashboard opens access at once",
    ),
    ("NAPTOP_OPERATOR", "who you are: the first part of the AppStream user id"),
    (
        "NAPTOP_ALERTS_BELL",
        "true: the terminal's bell rings when access is about to end",
    ),
    (
        "NAPTOP_ALERTS_TITLE",
        "true: the window's title counts down to the end of an access",
    ),
    ("NAPTOP_ALERTS_OSC9", "true: alerts by the terminal's own notification"),
    ("NAPTOP_ALERTS_DESKTOP", "true: alerts by this desktop's notification"),
    ("NAPTOP_ALERTS_SCOPE", "mine or all: about whose access"),
    ("NAPTOP_ALERTS_BEFORE", "how long before the end, e.g. 5m,1m"),
    ("NAPTOP_CONFIG", "another configuration file; --config goes before it"),
    (
        "NAPTOP_JOURNAL",
        "another file for the journal of what was opened, by whom and why",
    ),
    (
        "NAPTOP_KEYMAP",
        "another file with your own keys than keymap.toml beside config.toml",
    ),
    ("NAPTOP_VIEW", "another file for how the panes were arranged"),
    ("NAPTOP_THEME", "ansi, night, noon, contrast, or one of your own"),
    ("NAPTOP_ASCII", "yes: frames and marks in ASCII"),
    ("NAPTOP_MOTION", "no: nothing moves but digits"),
    ("NAPTOP_MOUSE", "yes: clicks choose rows, the wheel scrolls"),
    ("NAPTOP_LANGUAGE", "en or ja; otherwise the locale's"),
    ("NAPTOP_WALL", "auto, always or never: when the wall display comes by itself"),
    ("AWS_REGION", "the region of the fleet"),
    ("AWS_PROFILE", "the AWS profile; otherwise whatever the AWS SDK finds"),
    ("AWS_ENDPOINT_URL_APPSTREAM", "another AppStream endpoint than the region's"),
    ("NO_COLOR", "no colour, unless --color says otherwise"),
];

/// Prints the completions for a shell.
pub fn completions(wanted: &Completions) -> Result<ExitCode, CommandFailure> {
    let mut script = Vec::new();
    clap_complete::generate(wanted.shell, &mut Args::command(), "naptop", &mut script);
    written(&script)
}

/// Prints the man page.
pub fn man() -> Result<ExitCode, CommandFailure> {
    let page = page().map_err(|error| Failure::new(Kind::Unexpected, format!("the man page cannot be made: {error}")))?;
    let page = String::from_utf8_lossy(&page);
    // every part brings the same two lines; the page needs them once
    let (preamble, rest): (Vec<&str>, Vec<&str>) = page.lines().partition(|line| line.contains(" .ds Aq "));
    let lines: Vec<&str> = preamble.into_iter().take(2).chain(rest).collect();
    written(lines.join("\n").as_bytes())
}

fn written(text: &[u8]) -> Result<ExitCode, CommandFailure> {
    print::done(print::list(String::from_utf8_lossy(text).trim_end()))
}

fn page() -> io::Result<Vec<u8>> {
    let command = Args::command();
    let man = Man::new(command.clone()).manual("naptop manual");
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    Roff::new().control("SH", ["COMMANDS"]).to_writer(&mut page)?;
    for verb in command.get_subcommands() {
        describe(verb, "naptop", &mut page)?;
    }
    terms("ENVIRONMENT", ENVIRONMENT.iter().copied(), &mut page)?;
    let files = [
        ("config.toml", "the configuration; `naptop config path` says where it is"),
        (
            "keymap.toml",
            "your own keys, beside config.toml; `naptop config keymap` prints one to start from",
        ),
        ("themes/NAME.toml", "themes of your own, beside config.toml"),
        (
            "~/.soracom/NAME.json",
            "soracom-cli's profiles; must not be readable by others",
        ),
    ];
    terms("FILES", files.into_iter(), &mut page)?;
    let statuses: Vec<(String, &str)> = EXIT_STATUS
        .iter()
        .map(|(status, means)| (status.to_string(), *means))
        .collect();
    terms(
        "EXIT STATUS",
        statuses.iter().map(|(status, means)| (status.as_str(), *means)),
        &mut page,
    )?;
    Ok(page)
}

/// A verb under a heading of its own; one that only holds others gives way to them.
fn describe(verb: &Command, parent: &str, page: &mut Vec<u8>) -> io::Result<()> {
    if verb.is_hide_set() {
        return Ok(());
    }
    let name = format!("{parent} {}", verb.get_name());
    if verb.has_subcommands() {
        return verb.get_subcommands().try_for_each(|verb| describe(verb, &name, page));
    }
    let mut verb = verb.clone().bin_name(&name).disable_help_flag(true);
    let usage = verb.render_usage().to_string();
    let usage = usage.trim_start_matches("Usage: ").replace(" [OPTIONS]", "");
    Roff::new().control("SS", [usage.as_str()]).to_writer(page)?;
    let man = Man::new(verb);
    let mut body = Vec::new();
    man.render_description_section(&mut body)?;
    man.render_options_section(&mut body)?;
    // its headings would end the section
    for line in String::from_utf8_lossy(&body).lines().filter(|line| !line.starts_with(".SH")) {
        page.extend_from_slice(line.as_bytes());
        page.push(b'\n');
    }
    Ok(())
}

fn terms<'a>(title: &str, terms: impl Iterator<Item = (&'a str, &'a str)>, page: &mut Vec<u8>) -> io::Result<()> {
    let mut roff = Roff::new();
    roff.control("SH", [title]);
    for (term, means) in terms {
        roff.control("TP", []);
        roff.text([bold(term)]);
        let parts = means.split('`').enumerate();
        let styled: Vec<_> = parts
            .map(|(at, part)| if at % 2 == 1 { italic(part) } else { roman(part) })
            .collect();
        roff.text(styled);
    }
    roff.to_writer(page)
}
