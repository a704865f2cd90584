//! `naptop sessions`

use std::process::ExitCode;

use super::args::{Args, Sessions};
use super::connect::Services;
use super::print::{self, CommandFailure};
use super::table::Titles;
use super::{connect, find, json, progress};
use crate::domain::Failure;
use crate::domain::session::{JoinedSession, SessionList};
use crate::say::{self, tables};

/// Lists the AppStream sessions of the configured stack and fleet.
pub async fn run(args: &Args, wanted: &Sessions) -> Result<ExitCode, CommandFailure> {
    connect::with(args, async |services| list(wanted, services).await).await
}

async fn list(wanted: &Sessions, services: &Services) -> Result<ExitCode, CommandFailure> {
    if let Err(reason) = &services.link {
        return Err(Failure::invalid(reason).advise(say::told::set_or_init()).into());
    }
    progress::doing(say::told::listing_sessions());
    let SessionList {
        sessions: mut rows,
        unjoined,
    } = services.access.joined_sessions().await?;
    if let Some(failure) = unjoined {
        print::note(&say::told::unjoined(failure.with_advice()));
    } else {
        let strays = rows.iter().filter(|joined| joined.is_unaccounted() && !joined.orphan);
        let own = find::own_keys(
            services,
            strays.filter_map(|joined| joined.session.user_id.device_key()).collect(),
        )
        .await;
        let is_own = |joined: &JoinedSession| joined.session.user_id.device_key().is_some_and(|key| own.contains(&key));
        for joined in &mut rows {
            joined.orphan |= joined.is_unaccounted() && is_own(joined);
        }
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
                None if *orphan => tables::orphan().into(),
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
        (tables::user, 2),
        (tables::state, 1),
        (tables::connection, 3),
        (tables::through, 1),
        (tables::started, 4),
        (tables::ends_by, 5),
        (tables::id, 6),
    ];
    print::done(print::table(TITLES, &cells.collect::<Vec<_>>()))
}
