//! What stands out and wants somebody: the alarms of the wall display, the worst first. Their words are the screen's business.

use jiff::{SignedDuration, Timestamp};

use super::{Level, Model, Neighbour};
use crate::domain::audit::{AuditEntry, Happening};
use crate::domain::device::Presence;
use crate::domain::fleet::FleetStanding;
use crate::domain::session::{self, JoinedSession};
use crate::domain::{Endpoint, Failure, Kind, Mapping};

/// For how long it is told that a caller was not let in.
pub const RECENT: SignedDuration = SignedDuration::from_mins(15);

/// A service, as it is called in an alarm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// SORACOM.
    Soracom,
    /// AppStream.
    AppStream,
    /// SORACOM's audit log.
    AuditLog,
}

/// Something that stands out.
#[derive(Clone, Debug, PartialEq)]
pub enum Alarm<'a> {
    /// A service fails.
    Trouble(Source, &'a Failure),
    /// What is open was last listed then (local time), which is too long ago.
    Old(Timestamp),
    /// What was left open where opening failed, listed or not.
    LeftOpen(Vec<&'a Endpoint>),
    /// Accesses that have run out and are still listed.
    Expired(Vec<&'a Mapping>),
    /// AppStream sessions whose mapping is gone.
    Orphans(Vec<&'a JoinedSession>),
    /// Accesses that are live although their device is not online.
    Offline(Vec<&'a Mapping>),
    /// The fleet does not take a user now, in a few words why.
    Fleet(FleetStanding, String),
    /// Callers that were not let in lately: how many times, and the last of them.
    Denied(usize, &'a AuditEntry),
    /// Callers that SORACOM took for an attack lately: how many times, and the last of them.
    Refused(usize, &'a AuditEntry),
    /// Another account in which something is wrong, or has run out and is still listed.
    Elsewhere(&'a Neighbour),
    /// Refreshing is paused: what is shown grows old.
    Paused,
}

impl Alarm<'_> {
    /// How bad it is.
    pub fn level(&self) -> Level {
        match self {
            Self::Trouble(Source::AuditLog, _) | Self::Offline(_) | Self::Denied(..) | Self::Paused => Level::Warning,
            Self::Fleet(FleetStanding::Full | FleetStanding::Turning, _) => Level::Warning,
            _ => Level::Bad,
        }
    }
}

impl Model {
    /// What stands out now, the worst first.
    pub fn alarms(&self, now: Timestamp) -> Vec<Alarm<'_>> {
        let mut alarms: Vec<Alarm<'_>> = self.troubles().collect();
        let old = self.status.mappings_at.filter(|_| self.status.is_stale(now, &self.settings));
        alarms.extend(old.map(Alarm::Old));
        let mut left_open: Vec<&Endpoint> = self.accesses.left_open.iter().collect();
        left_open.sort_unstable();
        alarms.extend(some(left_open).map(Alarm::LeftOpen));
        let service_time = self.service_time(now);
        let (over, live): (Vec<_>, Vec<_>) = self
            .soonest_first(now)
            .into_iter()
            .partition(|mapping| mapping.is_over(service_time));
        let offline = live.into_iter().filter(|mapping| self.is_offline(mapping)).collect();
        let orphan = |joined: &&JoinedSession| joined.standing() == session::SessionStanding::Orphan;
        let orphans = self.sessions.all.iter().filter(orphan).collect();
        alarms.extend(some(over).map(Alarm::Expired));
        alarms.extend(some(orphans).map(Alarm::Orphans));
        alarms.extend(some(offline).map(Alarm::Offline));
        let standing = self.sessions.fleet.as_ref().map(|fleet| fleet.standing());
        let wrong = standing.filter(|(standing, _)| *standing != FleetStanding::Ready);
        alarms.extend(wrong.map(|(standing, words)| Alarm::Fleet(standing, words)));
        let told = |(times, last)| Alarm::Refused(times, last);
        alarms.extend(self.lately(Happening::Refused, now).map(told));
        let told = |(times, last)| Alarm::Denied(times, last);
        alarms.extend(self.lately(Happening::Denied, now).map(told));
        let wrong = |account: &&Neighbour| !account.shown && (account.in_trouble || account.expired > 0);
        alarms.extend(self.neighbours.iter().filter(wrong).map(Alarm::Elsewhere));
        alarms.extend(self.paused.then_some(Alarm::Paused));
        alarms.sort_by_key(|alarm| alarm.level() != Level::Bad);
        alarms
    }

    /// The services that fail, each told once.
    fn troubles(&self) -> impl Iterator<Item = Alarm<'_>> {
        let soracom = self.status.soracom.as_ref().or(self.devices.failure.as_ref());
        let sessions = self.sessions.watch.failure.as_ref();
        let appstream = self.appstream_trouble().or(sessions);
        // the permission to read the log is not everybody's
        let log = self
            .audit
            .watch
            .failure
            .as_ref()
            .filter(|failure| failure.kind != Kind::Forbidden);
        let told = |source| move |failure| Alarm::Trouble(source, failure);
        let services = [
            soracom.map(told(Source::Soracom)),
            appstream.map(told(Source::AppStream)),
            log.filter(|_| soracom.is_none()).map(told(Source::AuditLog)),
        ];
        services.into_iter().flatten()
    }

    fn is_offline(&self, mapping: &Mapping) -> bool {
        self.device_row_of(mapping)
            .is_some_and(|device| device.presence != Presence::Online)
    }

    /// How often a caller was turned away lately.
    pub fn turned_away(&self, now: Timestamp) -> Option<usize> {
        let times = |happening| self.lately(happening, now).map_or(0, |(times, _)| times);
        let answered = self.audit.watch.answered_at;
        answered.map(|_| times(Happening::Denied) + times(Happening::Refused))
    }

    /// How often that happened lately, and the last time.
    fn lately(&self, happening: Happening, now: Timestamp) -> Option<(usize, &AuditEntry)> {
        let service_time = self.service_time(now);
        let recent = |entry: &&AuditEntry| service_time.duration_since(entry.at) < RECENT;
        let entries = self.audit.all().map(|(_, entry)| entry).filter(recent);
        let such: Vec<&AuditEntry> = entries.filter(|entry| entry.happening() == happening).collect();
        let last = such.iter().max_by_key(|entry| entry.at)?;
        Some((such.len(), last))
    }
}

fn some<T>(list: Vec<T>) -> Option<Vec<T>> {
    (!list.is_empty()).then_some(list)
}
