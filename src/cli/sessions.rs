//! `naptop sessions`

use std::process::ExitCode;

use super::args::{Args, Sessions};
use super::connect::Services;
use super::print::{self, CommandFailure};
use super::table::Titles;
use super::{connect, json, progress};
use crate::domain::session::JoinedSession;
use crate::domain::{Failure, Mapping};

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
    let access = &services.access;
    let (sessions, mappings) = futures::join!(access.all_sessions(), access.soracom.mappings());
    let (sessions, now) = (sessions?, access.clock.now());
    let live = |mappings: Vec<Mapping>| {
        mappings
            .into_iter()
            .filter(|mapping| !mapping.is_over(now))
            .collect::<Vec<_>>()
    };
    let joined = match mappings.map(live) {
        Ok(live) => access.join(sessions.clone(), &live).await,
        Err(failure) => Err(failure),
    };
    let mut rows = joined.unwrap_or_else(|failure| {
        print::note(&format!(
            "not joined with mappings, so none is called an orphan: {}",
            failure.with_advice()
        ));
        let alone = |session| JoinedSession {
            session,
            endpoint: None,
            orphan: false,
        };
        sessions.into_iter().map(alone).collect()
    });
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
