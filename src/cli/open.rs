//! `naptop open`

use std::process::ExitCode;
use std::time::{Duration, Instant};

use super::args::{Args, Open};
use super::connect::Services;
use super::hand_over::Told;
use super::print::CommandFailure;
use super::{connect, find, hold, launch, print, progress};
use crate::domain::access::{Listed, OpenDraft};
use crate::domain::device::Presence;
use crate::domain::{App, Failure, LinkTarget, OpenRequest, StreamLink};
use crate::runtime::signals;
use crate::say;

/// A list that took longer may be of things past.
const CURRENT: Duration = Duration::from_secs(5);

/// Opens access.
pub async fn run(args: &Args, wanted: &Open) -> Result<ExitCode, CommandFailure> {
    connect::with(args, async |services| open(wanted, services).await).await
}

async fn open(wanted: &Open, services: &Services) -> Result<ExitCode, CommandFailure> {
    services.forbid_if_read_only()?;
    let app = match &wanted.app {
        None => &services.app,
        Some(name) => services.apps.named(name)?,
    };
    if wanted.launch {
        return launch::run(wanted, app, services).await;
    }
    let draft = draft(wanted, app, services)?;
    let target = match wanted.no_url || app.application.is_none() {
        true => None,
        false => Some(services.anyones_target()?),
    };
    if target.is_some() {
        // a mapping may cost its fee, and a URL that cannot be made would only take it back
        StreamLink::fits_in(draft.duration)?;
    }
    // what is wrong with the words is said before anything is asked
    draft.check(target.is_some(), services.policy)?;
    progress::doing(say::told::looking_for_device());
    let known = async {
        let operator = services.access.operator().await?;
        let soracom = &*services.access.soracom;
        let begun = Instant::now();
        let (device, mappings) = futures::join!(find::device(soracom, &wanted.device), soracom.mappings());
        Ok::<_, Failure>((operator, device?, mappings, begun))
    };
    // of all users, and while SORACOM signs in: whose the device's would be is known only then
    let sessions = async {
        Ok(match &target {
            Some(target) => services.access.sessions_on(target, None).await,
            None => Ok(Vec::new()),
        })
    };
    let ((operator, device, mappings, begun), sessions) = futures::try_join!(known, sessions)?;
    // where one of them failed, both are asked for again, and what that means is said
    let listed = mappings.ok().zip(sessions.ok()).map(|(mappings, sessions)| Listed {
        mappings,
        sessions: Some(sessions),
        current: begun.elapsed() < CURRENT,
    });
    let link = target.map(|target| LinkTarget {
        operator: operator.clone(),
        ..target
    });
    if device.presence != Presence::Online {
        print::note(&say::told::not_online(device.label()));
    }
    let request = OpenRequest {
        keep: wanted.keep,
        new: wanted.new,
        listed,
        ..draft.for_app(app, device, link, services.policy)?
    };
    let stop = signals::stop();
    progress::doing(say::told::opening());
    let mut opened = services.access.open(&request, &stop).await?;
    opened.notes.extend(opened.mapping.sources_alarm(&request.mapping.sources));
    let access = Told {
        device: &request.device,
        opened: &opened,
        reason: request.reason.as_deref(),
        operator: &operator,
    };
    let written = access.write_rdp(wanted.rdp.as_deref());
    let told = access.print(services, wanted.json).await.and(written);
    let handed = async {
        if told.is_ok() {
            access.hand_over(services, wanted.copy, wanted.browser, &stop).await;
        }
    };
    if wanted.hold {
        if opened.reused {
            print::note(say::told::held_though_reused());
        }
        if let Err(failure) = &told {
            print::note(&say::told::held_all_the_same(failure, &opened.mapping.endpoint));
        }
        let ((), held) = futures::join!(handed, hold::run(services, &request, &opened, &stop));
        return held;
    }
    progress::doing(say::told::waiting_for_browser());
    handed.await;
    // whoever asked was not told: then this is the place to say what is open
    let left_open = if opened.reused {
        Vec::new()
    } else {
        vec![opened.mapping.endpoint]
    };
    told.map_err(|failure| CommandFailure::leaving(failure, left_open))?;
    Ok(ExitCode::SUCCESS)
}

/// What the command line adds up to.
pub fn draft(wanted: &Open, app: &App, services: &Services) -> Result<OpenDraft, Failure> {
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
