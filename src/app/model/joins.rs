//! The rows of the Access, Sessions and Audit panes: what is joined to a mapping, a session and an entry of the log.

use std::collections::HashSet;

use jiff::Timestamp;

use super::{EntryId, Model};
use crate::domain::audit::{AuditEntry, AuditRow};
use crate::domain::column::AccessRow;
use crate::domain::session::{JoinedSession, SessionRow};
use crate::domain::{DeviceKey, DeviceRow, Mapping, SimId};
use crate::say;

impl Model {
    /// The row of a mapping.
    pub fn access_row<'a>(&'a self, mapping: &'a Mapping, now: Timestamp) -> AccessRow<'a> {
        let known = self.accesses.known.get(&mapping.endpoint);
        let device = self.device_row_of(mapping);
        AccessRow {
            mapping,
            label: device.map_or_else(|| mapping.device_id(), |device| device.label()),
            sim_id: device.map_or_else(|| mapping.sim_id_or_empty(), |device| device.sim_id),
            imsi: mapping.imsi_or(device.and_then(|device| device.imsi)),
            opened_by: known.map(|known| known.opened_by.as_str()),
            reason: known.and_then(|known| known.reason.as_deref()),
            over: mapping.is_over(self.service_time(now)),
        }
    }

    /// The row of a session.
    pub fn session_row<'a>(&'a self, joined: &'a JoinedSession) -> SessionRow<'a> {
        let device = self.device_of_session(joined);
        let written = self.history.of_user(&joined.session.user_id);
        SessionRow {
            joined,
            device,
            label: device
                .map(|device| device.label())
                .or(written.map(|record| record.intent.device.as_str())),
        }
    }

    /// The device that a session leads to: by its mapping, else by what was written down of its user id, else by the hash in it.
    pub fn device_of_session(&self, joined: &JoinedSession) -> Option<DeviceRow<'_>> {
        let mapping = joined.endpoint.as_ref().and_then(|endpoint| self.accesses.get(endpoint));
        if let Some(device) = mapping.and_then(|mapping| self.device_row_of(mapping)) {
            return Some(device);
        }
        let user = &joined.session.user_id;
        match self.history.of_user(user) {
            Some(record) => self.devices.row_of(&record.intent.sim_id),
            None => self.devices.row_of(self.sessions.device_by_key(&user.device_key()?)?),
        }
    }

    /// The row of an entry of the audit log.
    pub fn audit_row<'a>(&'a self, entry: &'a AuditEntry) -> AuditRow<'a> {
        let device = entry.imsi.as_ref().and_then(|imsi| self.devices.row_by_imsi(imsi));
        let through = device.zip(entry.device_port());
        let record = through.and_then(|(device, port)| self.history.used_at(&SimId(device.sim_id.to_owned()), port, entry.at));
        // what this run opened is known also where nothing can be written down
        let known = through.filter(|_| record.is_none()).and_then(|(device, port)| {
            let here = |mapping: &&Mapping| device.is_reached_by(mapping, port) && mapping.can_be_used_at(entry.at);
            let mapping = self.accesses.all.iter().find(here)?;
            self.accesses.known.get(&mapping.endpoint)
        });
        let imsi = || entry.imsi.as_ref().map_or(say::states::unknown_device(), |imsi| &imsi.0);
        AuditRow {
            entry,
            meaning: self.audit.meaning(entry),
            label: device.map_or_else(imsi, |device| device.label()),
            device,
            opened_by: record
                .map(|record| record.intent.operator.as_str())
                .or(known.map(|known| known.opened_by.as_str())),
            reason: record
                .and_then(|record| record.intent.reason.as_deref())
                .or(known.and_then(|known| known.reason.as_deref())),
        }
    }

    /// Finds the devices that only the hashes in user ids tell of: those of sessions that no mapping accounts for and that
    /// somebody opened elsewhere. With a device of this account, such a session is an orphan.
    pub(super) fn find_devices_of_sessions(&mut self) {
        if self.sessions.unjoined.is_some() {
            return;
        }
        let strays = self.sessions.all.iter().filter(|joined| joined.is_unaccounted());
        let unknown = strays.filter(|joined| self.device_of_session(joined).is_none());
        let keys = unknown.filter_map(|joined| joined.session.user_id.device_key()).collect();
        self.find_devices(keys);
        let is_orphan = |joined: &JoinedSession| joined.is_unaccounted() && self.device_of_session(joined).is_some();
        let orphans: Vec<usize> = (0..self.sessions.all.len())
            .filter(|at| is_orphan(&self.sessions.all[*at]))
            .collect();
        for at in orphans {
            self.sessions.all[at].orphan = true;
        }
    }

    /// Finds the devices that these stand for: a search among all, so each is sought once among the same ones.
    pub(in crate::app) fn find_devices(&mut self, keys: HashSet<DeviceKey>) {
        let devices = self.devices.len();
        if keys.is_empty() || !self.devices.complete || !self.sessions.seek(&keys, devices) {
            return;
        }
        let mut ports: Vec<u16> = self.settings.apps.iter().map(|app| app.port).collect();
        ports.push(self.settings.app.port);
        let ways = self
            .devices
            .sim_ids()
            .flat_map(|sim_id| ports.iter().map(move |port| (DeviceKey::new(sim_id, *port), sim_id)));
        let ours = ways.filter(|(key, _)| keys.contains(key));
        let found: Vec<(DeviceKey, SimId)> = ours.map(|(key, sim_id)| (key, SimId(sim_id.to_owned()))).collect();
        self.sessions.found(found);
    }

    pub(super) fn session_order(&self) -> Vec<String> {
        let (filter, sort) = (&self.sessions.table.filter, self.sessions.column());
        let rows = self.sessions.all.iter().map(|joined| self.session_row(joined));
        let mut rows: Vec<SessionRow<'_>> = rows.filter(|row| filter.matches(row)).collect();
        rows.sort_by(|a, b| sort.order(a, b));
        if self.sessions.table.reverse {
            rows.reverse();
        }
        rows.into_iter().map(|row| row.joined.session.id.clone()).collect()
    }

    pub(super) fn audit_order(&self) -> Vec<EntryId> {
        let (filter, sort) = (&self.audit.table.filter, self.audit.column());
        let rows = self.audit.all().map(|(id, entry)| (id, self.audit_row(entry)));
        let mut rows: Vec<(EntryId, AuditRow<'_>)> = rows.filter(|(_, row)| filter.matches(row)).collect();
        rows.sort_by(|(a_id, a), (b_id, b)| sort.order(a, b).then_with(|| b_id.cmp(a_id)));
        if self.audit.table.reverse {
            rows.reverse();
        }
        rows.into_iter().map(|(id, _)| id).collect()
    }
}
