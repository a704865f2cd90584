//! What the simulated services remember while they run: tokens, mappings, sessions, audit entries, counts. Rules are elsewhere.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::simulator::Options;
use crate::simulator::audit::{Entry, MAXIMUM};
use crate::simulator::fault::Armed;
use crate::simulator::fleet::{Device, Fleet, uuid};
use crate::simulator::napter::Mapping;

/// Everything that a handler can get at.
pub(super) struct Core {
    pub(super) options: Options,
    pub(super) fleet: Fleet,
    pub(super) stop: CancellationToken,
    pub(super) tasks: TaskTracker,
    /// Where the simulator listens, as `http://127.0.0.1:P`.
    pub(super) url: String,
    pub(super) born: i64,
    pub(super) secret: String,
    world: Mutex<World>,
}

/// The part that changes.
#[derive(Default)]
pub(super) struct World {
    /// By API key.
    pub(super) tokens: HashMap<String, Token>,
    pub(super) mappings: Vec<Mapping>,
    pub(super) sessions: Vec<Session>,
    pub(super) counts: BTreeMap<String, u64>,
    pub(super) armed: Armed,
    /// Calls of each kind in the minute named first.
    pub(super) rate: HashMap<String, (i64, u32)>,
    /// Calls of the SORACOM API, oldest first.
    pub(super) calls: VecDeque<Call>,
    audit: VecDeque<Entry>,
    went: HashMap<usize, (bool, i64)>,
    opened: HashMap<usize, i64>,
    random: fastrand::Rng,
    next_mapping: u64,
}

/// A call that the API audit log tells of.
pub(super) struct Call {
    pub(super) at: i64,
    pub(super) path: String,
    pub(super) user: Option<String>,
    pub(super) from: &'static str,
}

pub(super) struct Token {
    pub(super) user: Option<String>,
    pub(super) token: String,
    pub(super) expires: i64,
}

/// A streaming session: the context is what the instance was started with, which no API call tells.
#[derive(Clone, Debug)]
pub(super) struct Session {
    pub(super) id: String,
    pub(super) user: String,
    pub(super) application: Option<String>,
    pub(super) context: Option<String>,
    pub(super) started: i64,
    pub(super) ends: i64,
    pub(super) address: String,
}

impl Core {
    pub(super) fn new(options: Options, url: String, born: i64, month: i64) -> Self {
        let mut random = fastrand::Rng::new();
        let secret = format!("{:032x}", random.u128(..));
        let world = World {
            armed: Armed::new(options.faults.clone()),
            random,
            ..World::default()
        };
        Self {
            fleet: Fleet::new(options.seed, options.devices, born, month),
            stop: CancellationToken::new(),
            tasks: TaskTracker::new(),
            url,
            born,
            secret,
            world: Mutex::new(world),
            options,
        }
    }

    /// Held for a moment at a time, never over an await.
    pub(super) fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A device as it stands now.
    pub(super) fn device(&self, index: usize) -> Device {
        let mut device = self.fleet.device(index);
        let world = self.world();
        if let Some((online, when)) = world.went.get(&index) {
            device.go(*online, *when);
        }
        if let Some(when) = world.opened.get(&index) {
            device.last_mapping = Some(*when);
        }
        device
    }
}

impl World {
    pub(super) fn go(&mut self, index: usize, online: bool) {
        self.went.insert(index, (online, now()));
    }

    pub(super) fn opened(&mut self, index: usize, when: i64) {
        self.opened.insert(index, when);
    }

    pub(super) fn uuid(&mut self) -> String {
        uuid(&mut self.random)
    }

    pub(super) fn next_mapping(&mut self) -> u64 {
        self.next_mapping += 1;
        self.next_mapping
    }

    /// How many mappings were ever made.
    pub(super) fn made(&self) -> u64 {
        self.next_mapping
    }

    /// Notes an audit entry; no two carry the same time, because the time is also the key of a page.
    pub(super) fn note(&mut self, mut entry: Entry) {
        if let Some(last) = self.audit.back() {
            entry.at = entry.at.max(last.at + 1);
        }
        if self.audit.len() == MAXIMUM {
            self.audit.pop_front();
        }
        self.audit.push_back(entry);
    }

    /// Notes a call; no two carry the same time, for the same reason.
    pub(super) fn called(&mut self, mut call: Call) {
        if let Some(last) = self.calls.back() {
            call.at = call.at.max(last.at + 1);
        }
        if self.calls.len() == MAXIMUM {
            self.calls.pop_front();
        }
        self.calls.push_back(call);
    }

    /// Newest first.
    pub(super) fn audit(&self) -> impl Iterator<Item = &Entry> {
        self.audit.iter().rev()
    }

    /// The sessions that have not run out.
    pub(super) fn live_sessions(&mut self) -> &mut Vec<Session> {
        let now = now();
        self.sessions.retain(|session| session.ends > now);
        &mut self.sessions
    }
}

/// UNIX time in milliseconds.
pub(super) fn now() -> i64 {
    jiff::Timestamp::now().as_millisecond()
}
