//! `naptop sessions`

use std::process::ExitCode;

use super::args::{Args, Sessions};
use super::connect::Services;
use super::print::{self, CommandFailure};
use super::table::Titles;
use super::{connect, json, progress};
use crate::domain::Failure;
use crate::domain::session::{JoinedSession, SessionList};

/// Lists the AppStream sessions of the configured stack and fleet.
pub async fn run(args: &Args, wanted: &Sessions) -> Result<ExitCode, CommandFailure> {
    connect::with(args, async |services| list(wanted, services).await).await
}

async fn list(wanted: &Sessions, services: &Services) -> Result<ExitCode, CommandFailure> {
    if let Err(reason) = &services.link {
        return Err(Failure::invalid(reason)
            .advise("set them, or run `naptop config init`")
            .into());
    }
    progress::doing("listing sessions");
    let SessionList {
        sessions: mut rows,
        unjoined,
    } = services.access.joined_sessions().await?;
    if let Some(failure) = unjoined {
        print::note(&format!(
            "not joined with mappings, so none is called an orphan: {}",
            failure.with_advice()
        ));
    }
    rows.sort_by(|a, b| (a.session.started_at, &a.session.id).cmp(&(b.session.started_at, &b.session.id)));
    if wanted.json {
        let documents: Vec<_> = rows.iter().map(json::SessionJson::new).collect();
        return print::done(print::json_list(&documents));
    }
    let cells = rows.iter().map(
        |JoinedSession {
             session,
             endpoint,
             orphan,
         }| {
            let through = match endpoint {
                Some(endpoint) => endpoint.to_string(),
                None if *orphan => "ORPHAN: its mapping is gone".into(),
                None => String::new(),
            };
            vec![
                session.user_id.to_string(),
                session.state.clone(),
                session.connection.clone().unwrap_or_default(),
                through,
                services.local_time(session.started_at),
                services.local_time(session.max_expires_at),
                session.id.clone(),
            ]
        },
    );
    const TITLES: Titles = &[
        ("USER", 2),
        ("STATE", 1),
        ("CONNECTION", 3),
        ("THROUGH", 1),
        ("STARTED", 4),
        ("ENDS BY", 5),
        ("ID", 6),
    ];
    print::done(print::table(TITLES, &cells.collect::<Vec<_>>()))
}
