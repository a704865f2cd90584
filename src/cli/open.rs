//! `naptop open`

use std::process::ExitCode;

use super::args::{Args, Open};
use super::connect::Services;
use super::print::CommandFailure;
use super::{connect, find, hold, json, print};
use crate::desktop::SystemDesktop;
use crate::domain::access::OpenDraft;
use crate::domain::app::APPS;
use crate::domain::{App, Failure, LinkTarget, OpenRequest, Opened};
use crate::gateway::{Browsed, Desktop};
use crate::runtime::signals;

/// Opens access.
pub async fn run(args: &Args, wanted: &Open) -> Result<ExitCode, CommandFailure> {
    connect::with(args, async |services| open(wanted, services).await).await
}

async fn open(wanted: &Open, services: &Services) -> Result<ExitCode, CommandFailure> {
    services.forbid_if_read_only()?;
    let draft = draft(wanted, services)?;
    let link = (!wanted.no_url).then(|| services.link.clone().map_err(|reason| connect::no_link(&reason)));
    let link = link.transpose()?;
    let operator = services.operator().await?;
    let link = link.map(|target| LinkTarget {
        operator: operator.clone(),
        ..target
    });
    let device = find::device(&*services.access.soracom, &wanted.device).await?;
    let request = OpenRequest {
        keep: wanted.keep,
        new: wanted.new,
        ..draft.for_device(device, link)?
    };
    let stop = signals::stop();
    let opened = services.access.open(&request, &stop).await?;
    let told = report(wanted, &request, &opened, services, &operator);
    if wanted.hold {
        if let Err(failure) = told {
            print::note(&format!("{failure}; holding {} all the same", opened.mapping.endpoint));
        }
        return hold::run(services, &request, &opened, &stop).await;
    }
    // whoever asked was not told: then this is the place to say what is open
    let left_open = if opened.reused {
        Vec::new()
    } else {
        vec![opened.mapping.endpoint]
    };
    told.map_err(|failure| CommandFailure::leaving(failure, left_open))?;
    Ok(ExitCode::SUCCESS)
}

fn draft(wanted: &Open, services: &Services) -> Result<OpenDraft, Failure> {
    let app = match &wanted.app {
        None => services.app,
        Some(name) => App::named(name).ok_or_else(|| {
            let known: Vec<&str> = APPS.iter().map(|app| app.name).collect();
            Failure::invalid(format!("no app is called {name:?}")).advise(format!("known: {}", known.join(", ")))
        })?,
    };
    Ok(OpenDraft {
        port: wanted.port.unwrap_or(app.port),
        duration: wanted.duration.unwrap_or(services.duration).for_mapping()?,
        sources: if wanted.source.is_empty() {
            services.sources.clone()
        } else {
            wanted.source.clone()
        },
        service: wanted.service,
        reason: wanted.reason.clone(),
    })
}

fn report(wanted: &Open, request: &OpenRequest, opened: &Opened, services: &Services, operator: &str) -> Result<(), Failure> {
    let now = services.access.clock.now();
    let alarm = opened.mapping.sources_alarm(&request.mapping.sources);
    for note in opened.notes.iter().chain(&alarm) {
        print::note(note);
    }
    if wanted.json {
        print::json(&json::OpenedJson::new(
            opened,
            &request.device,
            request.reason.as_deref(),
            operator,
            now,
        ))?;
    } else {
        let verb = if opened.reused { "already open" } else { "open" };
        print::note(&format!(
            "{} port {} is {verb} at {} for {}, from {}",
            request.device.label(),
            opened.mapping.device_port,
            opened.mapping.endpoint,
            opened.mapping.time_left(now),
            opened.mapping.sources.join(", ")
        ));
        print::out(
            opened
                .link
                .as_ref()
                .map_or(&opened.mapping.endpoint.to_string(), |link| link.url()),
        )?;
    }
    hand_over(wanted, opened, &SystemDesktop::beside_output(services.clipboard()));
    Ok(())
}

fn hand_over(wanted: &Open, opened: &Opened, desktop: &impl Desktop) {
    let link = opened.link.as_ref().map(|link| link.url());
    if wanted.copy {
        let (what, text) = match link {
            Some(url) => ("the streaming URL", url.to_owned()),
            None => ("the endpoint", opened.mapping.endpoint.to_string()),
        };
        print::note(&desktop.copy(&text).message(what));
    }
    if let (true, Some(url)) = (wanted.browser, link) {
        match desktop.browse(url) {
            Browsed::Started => print::note("opened in the browser"),
            Browsed::Nowhere(reason) => print::note(&format!("no browser was opened: {reason}")),
        }
    }
}
