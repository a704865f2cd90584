//! The state of the Devices pane: all SIMs by id, the groups' names, how far listing has come.

use std::collections::HashMap;

use super::Table;
use crate::domain::column::DeviceColumn;
use crate::domain::{Device, Imsi, SimId};
use crate::gateway::GroupNames;

/// The devices and the pane that shows them.
#[derive(Clone, Debug, Default)]
pub struct Devices {
    by_id: HashMap<SimId, Device>,
    by_imsi: HashMap<Imsi, SimId>,
    /// Ids of the SIMs of the listing under way, to find at its end which ones are gone.
    listed: Vec<SimId>,
    groups: GroupNames,
    /// The pane's rows.
    pub table: Table<SimId>,
    /// Whether the order has to be made anew.
    pub(in crate::app) stale: bool,
    /// Which listing is the current one.
    pub generation: u64,
    /// Whether it is under way.
    pub loading: bool,
    /// Whether a listing has ever come to its end.
    pub complete: bool,
}

impl Devices {
    /// All devices, in no order.
    pub fn all(&self) -> impl Iterator<Item = &Device> {
        self.by_id.values()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.by_id.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.by_id.is_empty()
    }

    /// That device.
    pub fn get(&self, sim_id: &SimId) -> Option<&Device> {
        self.by_id.get(sim_id)
    }

    /// The device with that IMSI, whichever of its IMSIs it is.
    pub fn by_imsi(&self, imsi: &Imsi) -> Option<&Device> {
        self.by_id.get(self.by_imsi.get(imsi)?)
    }

    /// The name of a device's group, or its id where the name is not known.
    pub fn group_of<'a>(&'a self, device: &'a Device) -> &'a str {
        let Some(id) = &device.group_id else { return "" };
        self.groups.get(id).map_or(id, |name| name)
    }

    /// The column it is sorted by.
    pub fn column(&self) -> DeviceColumn {
        DeviceColumn::ALL.get(self.table.sort).copied().unwrap_or(DeviceColumn::Name)
    }

    /// A new listing begins; its generation.
    pub(in crate::app) fn begin(&mut self) -> u64 {
        self.generation += 1;
        self.loading = true;
        self.listed.clear();
        self.generation
    }

    /// A page came.
    pub(in crate::app) fn add(&mut self, items: Vec<Device>) {
        for device in items {
            self.listed.push(device.sim_id.clone());
            let same = self.by_id.get(&device.sim_id) == Some(&device);
            if !same {
                for imsi in device.imsis.iter().chain(&device.imsi) {
                    self.by_imsi.insert(imsi.clone(), device.sim_id.clone());
                }
                self.by_id.insert(device.sim_id.clone(), device);
                self.stale = true;
            }
        }
    }

    /// The listing came to its end: what was not on it is gone.
    pub(in crate::app) fn finish(&mut self) {
        self.loading = false;
        self.complete = true;
        let listed: std::collections::HashSet<SimId> = std::mem::take(&mut self.listed).into_iter().collect();
        let before = self.by_id.len();
        self.by_id.retain(|id, _| listed.contains(id));
        if self.by_id.len() != before {
            self.by_imsi.retain(|_, id| listed.contains(id));
            self.stale = true;
        }
    }

    /// The groups came.
    pub(in crate::app) fn set_groups(&mut self, groups: GroupNames) {
        if self.groups != groups {
            self.groups = groups;
            self.stale = true;
        }
    }

    /// A mapping was just made for that device, so its fee of this month is paid.
    pub(in crate::app) fn mapping_made(&mut self, sim_id: &SimId, at: jiff::Timestamp) {
        if let Some(device) = self.by_id.get_mut(sim_id) {
            device.last_mapping_at = device.last_mapping_at.max(Some(at));
        }
    }
}
