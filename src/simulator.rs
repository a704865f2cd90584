//! SORACOM's and AppStream's APIs on loopback, for demos and tests; written from their documents, it knows nothing of the clients.
//!
//! One port speaks SORACOM's REST under `/v1`, AppStream's JSON 1.1 on `POST /` and its RPC v2 CBOR under `/service/`, and
//! serves the page behind a streaming URL. Each port mapping really listens on a loopback port and forwards to a simulated
//! device. Nothing here ever wakes up by itself but for the end of a mapping.
//!
//! # Faults
//!
//! `OPERATION=KIND[xCOUNT][@SKIP]`: calls of that kind go wrong, the first COUNT of them (default: all), after SKIP that pass.
//!
//! - OPERATION: `auth` (and switch_user) `logout` `sims` `sim` `query` `groups` `list` (of mappings) `create` `delete` `audit`
//!   `ping` `tcp`, `url` `sessions` `expire` `fleets` `stacks` (and ListAssociatedFleets) `images`, or `any`.
//! - KIND, without doing what was asked: a status `400`..`599` (`429` with rate headers, `502` as a balancer's HTML), `429-bare`,
//!   `reset-before`, `stall` (never answers), `garbage` (200), `html` (200), `expired-token` (401, and the token is forgotten).
//! - KIND, having done it: `reset-after`, `reset-body` (after half of the body), `stall-after`, `truncated` (half of the body
//!   as if it were all), `empty`, `wrong-types`, `nulls`, `extra` (unknown fields), `stuck-key`, `duplicate` (an item twice),
//!   `endless` (a body that goes on and on, 13 MB a second), `trickle` (one that promises 4 GB, and comes by the byte).
//!
//! # What it does not do
//!
//! `tlsRequired` is noted and shown, but no TLS is spoken. Rate headers count, but only a fault answers 429. Every peer is on
//! loopback, and loopback stands for any allowed source, so that `DENIED` is never seen.

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};
use jiff::tz::Offset;
use tokio::net::TcpListener;
use tokio_util::sync::DropGuard;

mod appstream;
mod audit;
mod cidr;
mod colleagues;
mod core;
mod device_ports;
mod distort;
mod fault;
mod fleet;
mod inject;
mod names;
mod napter;
mod operation;
mod options;
mod page;
mod problem;
mod sim_document;
mod soracom;
mod wire;

/// Reads bytes as a request in each of AppStream's protocols; what is read can be answered, and reads as the same again.
#[cfg(test)]
pub(crate) fn read_anything(bytes: &[u8]) {
    use appstream::Protocol;
    for protocol in [Protocol::Json, Protocol::Cbor] {
        if let Some(value) = protocol.decode(bytes) {
            assert_eq!(protocol.decode(&protocol.encode(&value)), Some(value));
        }
    }
}

#[cfg(test)]
mod tests;

pub use fault::{BadFault, Fault};
pub use options::{BadTarget, Options, Target};

use crate::simulator::core::Core;
use crate::simulator::wire::{Door, Line};

/// Where a simulator is reached.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Urls {
    /// Without `/v1`.
    pub soracom: String,
    pub appstream: String,
    pub page: String,
    /// The AppStream stack that there is.
    pub stack: &'static str,
    /// The fleet associated with it.
    pub fleet: &'static str,
}

/// What a simulator holds at one moment, for tests.
#[derive(Clone, Debug)]
pub struct Snapshot {
    pub mappings: Vec<SeenMapping>,
    pub sessions: Vec<SeenSession>,
    /// How many calls of each kind came, in the words of the faults.
    pub counts: BTreeMap<String, u64>,
    /// How many mappings were ever made.
    pub made: u64,
}

/// A mapping that is listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenMapping {
    pub ip: String,
    pub port: u16,
    pub sim_id: String,
    pub device_port: u16,
    pub sources: Vec<String>,
    pub created_ms: i64,
    pub expires_ms: i64,
    pub expired: bool,
    /// Connections through it that are open now.
    pub connections: usize,
}

/// A streaming session that runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenSession {
    pub id: String,
    pub user_id: String,
    pub application: Option<String>,
    pub context: Option<String>,
}

/// A simulator that runs until it is dropped.
pub struct Simulator {
    core: Arc<Core>,
    _stop: DropGuard,
}

/// Starts one; it answers as soon as this returns.
pub async fn start(options: Options) -> io::Result<Simulator> {
    if !options.listen.ip().is_loopback() {
        let said = format!(
            "the simulator listens on loopback only, and {} is not a loopback address",
            options.listen.ip()
        );
        return Err(io::Error::new(io::ErrorKind::InvalidInput, said));
    }
    let listener = TcpListener::bind(options.listen).await?;
    let url = format!("http://{}", listener.local_addr()?);
    let now = jiff::Timestamp::now();
    let day = i64::from(Offset::UTC.to_datetime(now).day());
    let now = now.as_millisecond();
    let month = now - now.rem_euclid(86_400_000) - (day - 1) * 86_400_000;
    let core = Arc::new(Core::new(options, url, now, month));
    let stop = core.stop.clone().drop_guard();
    colleagues::open(&core).await?;
    let door = Door {
        listener,
        stop: core.stop.clone(),
    };
    let service = router(&core).into_make_service_with_connect_info::<Line>();
    let serving = axum::serve(door, service).with_graceful_shutdown(core.stop.clone().cancelled_owned());
    core.tasks.spawn(async move {
        if let Err(error) = serving.await {
            tracing::error!(%error, "the simulator stopped answering");
        }
    });
    Ok(Simulator { core, _stop: stop })
}

fn router(core: &Arc<Core>) -> Router {
    Router::new()
        .route("/", get(page::index).post(appstream::json))
        .route(
            "/service/PhotonAdminProxyService/operation/{operation}",
            post(appstream::cbor),
        )
        .route("/authenticate", get(page::stream))
        .nest("/v1", soracom::router(core))
        .layer(DefaultBodyLimit::max(16 * 1024 * 1024))
        .layer(from_fn_with_state(Arc::clone(core), inject::inject))
        .with_state(Arc::clone(core))
}

impl Simulator {
    pub fn urls(&self) -> Urls {
        let url = self.core.url.clone();
        Urls {
            soracom: url.clone(),
            appstream: url.clone(),
            page: url,
            stack: appstream::STACK,
            fleet: appstream::FLEET,
        }
    }

    /// What it holds now.
    pub fn state(&self) -> Snapshot {
        let mut world = self.core.world();
        let sessions = world.live_sessions().iter().map(|session| SeenSession {
            id: session.id.clone(),
            user_id: session.user.clone(),
            application: session.application.clone(),
            context: session.context.clone(),
        });
        let sessions = sessions.collect();
        let mappings = world.mappings.iter().map(|mapping| SeenMapping {
            ip: mapping.ip().to_string(),
            port: mapping.port,
            sim_id: mapping.sim_id.clone(),
            device_port: mapping.device_port,
            sources: mapping.ranges.clone(),
            created_ms: mapping.created,
            expires_ms: mapping.expires,
            expired: mapping.expired,
            connections: mapping.connections,
        });
        Snapshot {
            mappings: mappings.collect(),
            sessions,
            counts: world.counts.clone(),
            made: world.made(),
        }
    }

    /// Lets a mapping's time run out now.
    pub fn expire_mapping(&self, ip: &str, port: u16) {
        self.core
            .world()
            .expire_mapping(|mapping| mapping.port == port && mapping.ip().to_string() == ip);
    }

    /// Replaces what goes wrong.
    pub fn set_faults(&self, faults: Vec<Fault>) {
        self.core.world().armed = fault::Armed::new(faults);
    }

    /// Takes a SIM online or offline; one that does not exist stays that way.
    pub fn go(&self, sim_id: impl AsRef<str>, online: bool) {
        if let Some(index) = self.core.fleet.by_sim_id(sim_id.as_ref()) {
            self.core.world().go(index, online);
        }
    }

    /// Stops it, and returns when all of its ports are closed.
    pub async fn stop(self) {
        self.core.stop.cancel();
        self.core.tasks.close();
        self.core.tasks.wait().await;
    }
}
