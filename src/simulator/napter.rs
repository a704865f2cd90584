//! A mapping's life: it listens on loopback, forwards to the device, expires and is forgotten. Who may make one is not its business.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{Instant, sleep_until};
use tokio_util::sync::CancellationToken;

use crate::simulator::audit::{Entry, Kind};
use crate::simulator::cidr;
use crate::simulator::core::{Core, World, now};
use crate::simulator::device_ports;
use crate::simulator::fleet::OPERATOR;

/// How long an expired mapping is still listed. The service's own figure is not known [?].
const LISTED_AFTER: Duration = Duration::from_secs(60);

/// What a mapping is asked to be.
pub(super) struct Plan {
    pub(super) device: usize,
    pub(super) imsi: String,
    pub(super) device_ip: String,
    pub(super) device_port: u16,
    pub(super) strategy: &'static str,
    pub(super) ranges: Vec<String>,
    pub(super) seconds: u32,
    pub(super) tls: bool,
    /// How long ago it was made: a colleague's may be older than the simulator.
    pub(super) age: u32,
}

/// One mapping that is listed.
pub(super) struct Mapping {
    pub(super) id: u64,
    pub(super) uuid: String,
    pub(super) device: usize,
    pub(super) sim_id: String,
    pub(super) imsi: String,
    pub(super) device_ip: String,
    pub(super) device_port: u16,
    pub(super) strategy: &'static str,
    pub(super) ranges: Vec<String>,
    pub(super) seconds: u32,
    pub(super) created: i64,
    pub(super) expires: i64,
    pub(super) expired: bool,
    pub(super) tls: bool,
    pub(super) port: u16,
    pub(super) connections: usize,
    end: CancellationToken,
}

impl Mapping {
    pub(super) fn ip(&self) -> Ipv4Addr {
        Ipv4Addr::LOCALHOST
    }

    pub(super) fn by_imsi(&self) -> bool {
        self.strategy == "IMSI_PRIORITIZED"
    }

    pub(super) fn document(&self) -> Value {
        let ip = self.ip().to_string();
        let (who, id) = if self.by_imsi() {
            ("imsi", &self.imsi)
        } else {
            ("simId", &self.sim_id)
        };
        let mut document = json!({
            "operatorId": OPERATOR,
            "ipAddress": ip,
            "hostname": format!("{}.napter.soracom.io", ip.replace('.', "-")),
            "port": self.port,
            "endpoint": format!("{ip}:{}", self.port),
            "destination": { "port": self.device_port, "destinationChoosingStrategy": self.strategy },
            "source": { "ipRanges": self.ranges },
            "duration": self.seconds,
            "createdTime": self.created,
            "expiredTime": self.expires,
            "expired": self.expired,
            "tlsRequired": self.tls,
            "placement": "default",
        });
        document["destination"][who] = json!(id);
        document[who] = json!(id);
        if self.by_imsi() {
            // `port` and `duration` are JSON numbers in the document, not integers: now and then they have a point.
            document["duration"] = json!(f64::from(self.seconds));
            document["destination"]["port"] = json!(f64::from(self.device_port));
        }
        document
    }
}

/// Opens the loopback port and lists the mapping.
pub(super) async fn open(core: &Arc<Core>, plan: Plan) -> io::Result<Value> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let port = listener.local_addr()?.port();
    let created = now() - i64::from(plan.age) * 1000;
    let left = Duration::from_secs(u64::from(plan.seconds.saturating_sub(plan.age)));
    let end = CancellationToken::new();
    let mut world = core.world();
    let id = world.next_mapping();
    let mapping = Mapping {
        id,
        uuid: world.uuid(),
        device: plan.device,
        sim_id: core.fleet.sim_id(plan.device),
        imsi: plan.imsi,
        device_ip: plan.device_ip,
        device_port: plan.device_port,
        strategy: plan.strategy,
        ranges: plan.ranges,
        seconds: plan.seconds,
        created,
        expires: created + i64::from(plan.seconds) * 1000,
        expired: false,
        tls: plan.tls,
        port,
        connections: 0,
        end: end.clone(),
    };
    let document = mapping.document();
    let mut entry = Entry::of(&mapping, Kind::Created);
    entry.at = created;
    world.note(entry);
    world.opened(plan.device, created);
    world.mappings.push(mapping);
    drop(world);
    core.tasks
        .spawn(live(Arc::clone(core), listener, id, end, Instant::now() + left));
    Ok(document)
}

impl World {
    /// Takes the mapping away at once; false if there is none.
    pub(super) fn delete_mapping(&mut self, ip: &str, port: u16) -> bool {
        let found = |mapping: &Mapping| mapping.port == port && mapping.ip().to_string() == ip;
        let Some(place) = self.mappings.iter().position(found) else {
            return false;
        };
        let mapping = self.mappings.remove(place);
        mapping.end.cancel();
        self.note(Entry::of(&mapping, Kind::Deleted));
        true
    }

    /// Ends it now, as if its time had run out; it stays listed for a while.
    pub(super) fn expire_mapping(&mut self, which: impl Fn(&Mapping) -> bool) {
        let now = now();
        let ends = |mapping: &&mut Mapping| !mapping.expired && which(mapping);
        if let Some(mapping) = self.mappings.iter_mut().find(ends) {
            mapping.expired = true;
            mapping.expires = mapping.expires.min(now);
            mapping.end.cancel();
            let entry = Entry::of(mapping, Kind::Expired);
            self.note(entry);
        }
    }
}

async fn live(core: Arc<Core>, listener: TcpListener, id: u64, end: CancellationToken, deadline: Instant) {
    let deadline = sleep_until(deadline);
    tokio::pin!(deadline);
    loop {
        tokio::select! {
            biased;
            () = core.stop.cancelled() => return,
            () = end.cancelled() => break,
            () = &mut deadline => core.world().expire_mapping(|mapping| mapping.id == id),
            accepted = listener.accept() => match accepted {
                Ok((tcp, peer)) => drop(core.tasks.spawn(connection(Arc::clone(&core), tcp, peer, id, end.clone()))),
                Err(error) => {
                    tracing::debug!(%error, "simulator: accept failed");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
            },
        }
    }
    drop(listener);
    if !core.world().mappings.iter().any(|mapping| mapping.id == id) {
        return; // It was deleted.
    }
    tokio::select! {
        () = core.stop.cancelled() => {}
        () = tokio::time::sleep(LISTED_AFTER) => core.world().mappings.retain(|mapping| mapping.id != id),
    }
}

async fn connection(core: Arc<Core>, mut tcp: TcpStream, peer: SocketAddr, id: u64, end: CancellationToken) {
    let _ = tcp.set_nodelay(true);
    let uuid = core.world().uuid();
    let found = core.world().mappings.iter().find(|mapping| mapping.id == id).map(|mapping| {
        let admitted = !mapping.expired && cidr::admits(&mapping.ranges, peer.ip());
        let entry = Entry::met(mapping, Kind::Access, &uuid, peer);
        (mapping.device, mapping.device_port, admitted, entry)
    });
    let Some((device, port, admitted, entry)) = found else {
        return;
    };
    let note = |kind| core.world().note(entry.again(kind));
    note(Kind::Access);
    if !admitted {
        return note(Kind::Denied);
    }
    let reached = if core.device(device).answers() {
        device_ports::reach(&core.options.targets, port).await
    } else {
        Err(io::ErrorKind::HostUnreachable.into())
    };
    if let Ok(mut device) = reached {
        note(Kind::Connected);
        count(&core, id, |connections| connections + 1);
        tokio::select! {
            () = core.stop.cancelled() => {}
            () = end.cancelled() => drop(tcp.set_zero_linger()),
            _ = tokio::io::copy_bidirectional(&mut tcp, &mut device) => {}
        }
        count(&core, id, |connections: usize| connections.saturating_sub(1));
    } else {
        let _ = tcp.set_zero_linger();
    }
    note(Kind::Closed);
}

fn count(core: &Core, id: u64, change: impl Fn(usize) -> usize) {
    if let Some(mapping) = core.world().mappings.iter_mut().find(|mapping| mapping.id == id) {
        mapping.connections = change(mapping.connections);
    }
}
