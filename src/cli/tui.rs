//! The dashboard: builds the parts, runs it, and says on the way out what stays open.

use std::io::{BufWriter, IsTerminal, stdin, stdout};
use std::process::ExitCode;
use std::sync::Arc;

use jiff::tz::TimeZone;
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use tokio::sync::mpsc::unbounded_channel;

use super::args::{Args, Demo};
use super::connect::{self, Services};
use super::print::{self, CommandFailure};
use crate::app::model::Arrangement;
use crate::app::{Event, Model, rebind};
use crate::config::{Charset, Config, Env};
use crate::desktop::{SystemDesktop, time_zone};
use crate::domain::written::did_you_mean;
use crate::domain::{Endpoint, Failure, Kind, Mapping};
use crate::runtime::{self, Board, Parts, Workers, signals, terminal};
use crate::say;
use crate::simulator;
use crate::ui::{Glyphs, Look, Theme};

/// No frame of a usual screen has more bytes.
const FRAME: usize = 1 << 16;

/// The dashboard on the configured account.
pub async fn configured(args: &Args) -> Result<ExitCode, CommandFailure> {
    let config = connect::load(args)?;
    if config.accounts.is_empty() {
        print::notes(config.what_to_set().lines());
        const NOT_AUTHENTICATED: u8 = 3;
        return Ok(ExitCode::from(NOT_AUTHENTICATED));
    }
    dashboard(args, config, Workers::default(), false).await
}

/// The dashboard on the embedded simulator.
pub async fn demo(args: &Args, wanted: &Demo) -> Result<ExitCode, CommandFailure> {
    let workers = Workers::default();
    let start = workers.handle().spawn(simulator::start(wanted.fleet.options()));
    let simulator = start
        .await
        .map_err(std::io::Error::other)
        .flatten()
        .map_err(|error| Failure::new(Kind::Unexpected, say::told::no_simulator(error)))?;
    let urls = simulator.urls();
    let config = Config::demo(&urls.soracom, &urls.appstream, &connect::flags(args))?.looking_as(&Env::process())?;
    say::speak(config.ui.language);
    if wanted.panic {
        workers.handle().spawn(async {
            tokio::time::sleep(std::time::Duration::from_secs(1)).await;
            panic!("asked for with --panic");
        });
    }
    let status = dashboard(args, config, workers.clone(), true).await;
    simulator.stop().await;
    status
}

async fn dashboard(args: &Args, config: Config, workers: Workers, demo: bool) -> Result<ExitCode, CommandFailure> {
    if !stdin().is_terminal() || !stdout().is_terminal() {
        let failure = Failure::invalid(say::told::needs_terminal());
        return Err(failure.advise(say::told::run_in_terminal()).into());
    }
    let keyboard = runtime::input::Keyboard::default();
    let ui = config.ui.clone();
    let (keymap, look) = (rebind::rebound(&config.ui.keymap()?)?, look(args, &config)?);
    let tz = look.tz.clone();
    let arranged = Arrangement::remembered(&ui.remembered());
    let (mut all, mut boards) = (Vec::new(), Vec::new());
    for account in &config.accounts {
        let (sender, events) = unbounded_channel::<Event>();
        let config = Config {
            accounts: vec![account.clone()],
            ..config.clone()
        };
        let aws = demo.then(|| ("DEMO".into(), "demo".into()));
        let services = connect::connect(config, aws, runtime::listener(sender.clone()))?;
        let mut model = Model::new(services.settings(demo));
        model.keymap = keymap.clone();
        model.arrangement = arranged.clone();
        boards.push(Board {
            access: services.access.clone(),
            aws: services.aws.clone(),
            model,
            events: (sender, events),
        });
        all.push(services);
    }
    let (Some(first), Some(services)) = (boards.first(), all.first()) else {
        return Err(Failure::invalid(say::configured::no_account()).into());
    };
    signals::watch(first.events.0.clone());
    let gone = first.events.0.clone();
    if first.model.settings.alerts.title {
        terminal::keep_title();
    }
    if ui.mouse {
        terminal::with_mouse();
    }
    let parts = Parts {
        desktop: Arc::new(SystemDesktop::detect(services.clipboard())),
        suspend: Box::new(terminal::StopProcess {
            keyboard: keyboard.clone(),
        }),
        look,
        workers,
        boards,
    };
    let guard = terminal::take().map_err(no_terminal)?;
    // a frame is written as one: standard output alone breaks it into pieces of a kilobyte
    let frames = BufWriter::with_capacity(FRAME, stdout());
    let mut terminal = Terminal::new(CrosstermBackend::new(frames)).map_err(no_terminal)?;
    let mut left = runtime::run(&mut terminal, parts, keyboard.events(gone)).await;
    drop(guard);
    // dropped, it would show the cursor once more, and panic on a stderr that is gone with the terminal
    std::mem::forget(terminal);
    if left.is_under_way() {
        print::note(say::told::seeing_through());
    }
    let seen_through = tokio::select! {
        () = left.settle() => true,
        true = signals::asked_to_end() => false,
    };
    let (models, ended) = left.into_models();
    for (model, services) in models.iter().zip(&all) {
        let profile = (models.len() > 1).then_some(model.settings.profile.as_str());
        farewell(model, services, &tz, &command(args, profile));
    }
    let changed = models.iter().find(|model| model.arrangement != arranged);
    if let Some(model) = changed
        && let Err(failure) = ui.remember(&model.arrangement.to_text())
    {
        print::note(&failure.with_advice());
    }
    futures::future::join_all(all.iter().map(Services::close)).await;
    ended.map_err(no_terminal)?;
    Ok(if seen_through { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// How it is to look. Without colour no theme counts.
fn look(args: &Args, config: &Config) -> Result<Look, Failure> {
    let theme = theme(config)?;
    Ok(Look {
        glyphs: match config.ui.charset {
            Charset::Unicode => Glyphs::Unicode,
            Charset::AsciiMarks => Glyphs::AsciiMarks,
            Charset::Ascii => Glyphs::Ascii,
        },
        motion: config.ui.motion,
        ..Look::themed(args.color.wanted(true).then_some(theme), time_zone())
    })
}

/// A shipped theme, or one of the user's own.
fn theme(config: &Config) -> Result<Theme, Failure> {
    let name = &config.ui.theme;
    if let Some(theme) = Theme::shipped(name) {
        return Ok(theme);
    }
    if let Some(lines) = config.ui.own_theme()? {
        return Theme::written(&lines);
    }
    let (meant, known) = (
        did_you_mean(name, Theme::names()),
        Theme::names().collect::<Vec<_>>().join(", "),
    );
    let themes = config.ui.themes().display();
    Err(Failure::invalid(say::configured::no_theme(name, meant)).advise(say::configured::themes(known, themes)))
}

fn no_terminal(error: std::io::Error) -> Failure {
    Failure::new(Kind::Unexpected, say::failing::no_terminal(error))
}

/// How a verb is given for the account of that profile, or for the one that this run was given.
fn command(args: &Args, profile: Option<&str>) -> String {
    let config = args.config.as_ref().map(|path| path.to_string_lossy());
    let flags = [
        ("--config", config.as_deref()),
        ("--profile", profile.or(args.profile.as_deref())),
    ];
    let given = |(flag, value): &(&str, Option<&str>)| Some(format!("{flag}={}", shell_words::quote((*value)?)));
    let words = std::iter::once("naptop".to_owned()).chain(flags.iter().filter_map(given));
    words.collect::<Vec<_>>().join(" ")
}

/// What stays open of all that this run had to do with, and until when; and by which command it goes.
fn farewell(model: &Model, services: &Services, tz: &TimeZone, naptop: &str) {
    let now = services.access.clock.now();
    let mut open: Vec<&Mapping> = model.accesses.touched().filter(|mapping| !mapping.is_over(now)).collect();
    open.sort_by_key(|mapping| mapping.expires_at);
    for mapping in &open {
        let until = mapping
            .expires_at
            .map(|end| end.to_zoned_datetime(tz.clone()).strftime("%H:%M:%S").to_string());
        let (label, endpoint, left) = (model.label_of(mapping), &mapping.endpoint, mapping.time_left(now));
        print::note(&match until {
            Some(time) => say::told::stays_open_until(label, endpoint, time, left),
            None => say::told::stays_open_for(label, endpoint, left),
        });
    }
    let listed = |endpoint: &&Endpoint| model.accesses.get(endpoint).is_some();
    for endpoint in model.accesses.left_open.iter().filter(|endpoint| !listed(endpoint)) {
        print::note(&say::told::may_be_open(endpoint));
    }
    let told = |endpoint: &Endpoint| open.iter().any(|mapping| mapping.endpoint == *endpoint) || !listed(&endpoint);
    let untold = |(_, about): &(&str, &[Endpoint])| about.is_empty() || !about.iter().all(told);
    print::notes(model.toasts.insisted().filter(untold).map(|(text, _)| text));
    if model.writes() > 0 {
        print::note(say::told::left_under_way());
    }
    if !open.is_empty() && !model.settings.demo {
        let endpoints: Vec<String> = open.iter().map(|mapping| mapping.endpoint.to_string()).collect();
        print::note(&say::told::to_revoke(naptop, endpoints.join(" ")));
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[test]
    fn what_is_to_be_typed_leads_to_the_same_account() {
        let of = |flags: &[&str], profile| command(&Args::parse_from([&["naptop"], flags].concat()), profile);
        assert_eq!(of(&[], None), "naptop");
        assert_eq!(of(&["--profile", "noc"], None), "naptop --profile=noc");
        assert_eq!(
            of(&["--config", "/my files/c.toml"], Some("global")),
            "naptop --config='/my files/c.toml' --profile=global"
        );
    }
}
