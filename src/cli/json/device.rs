//! A device as JSON: whole in its own list, by its names elsewhere.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Serialize;

use crate::domain::{Device, Imsi, SimId};

/// A device in `naptop devices --json`.
#[derive(Debug, Serialize)]
pub struct DeviceJson<'a> {
    sim_id: &'a str,
    imsi: Option<&'a str>,
    name: &'a str,
    group: Option<&'a str>,
    status: &'a str,
    online: bool,
    ip: Option<&'a str>,
    subscription: Option<&'a str>,
    module: Option<&'a str>,
    services: Vec<&'static str>,
    last_seen: Option<Timestamp>,
    last_mapping_at: Option<Timestamp>,
    fee_paid_this_month: bool,
    tags: &'a BTreeMap<String, String>,
    mappings: Option<usize>,
}

impl<'a> DeviceJson<'a> {
    /// That device; `mappings` is null where they could not be listed.
    pub fn new(device: &'a Device, group: &'a str, mappings: Option<usize>, now: Timestamp) -> Self {
        Self {
            sim_id: &device.sim_id.0,
            imsi: device.imsi.as_ref().map(|imsi| imsi.0.as_str()),
            name: &device.name,
            group: (!group.is_empty()).then_some(group),
            status: &device.status,
            online: device.is_online(),
            ip: device.ip.as_deref(),
            subscription: device.subscription.as_deref(),
            module: device.module.as_deref(),
            services: device.services().into_iter().map(|service| service.word()).collect(),
            last_seen: device.last_seen,
            last_mapping_at: device.last_mapping_at,
            fee_paid_this_month: device.fee_paid_this_month(now),
            tags: &device.tags,
            mappings,
        }
    }
}

/// A device as other documents refer to it.
#[derive(Debug, Serialize)]
pub(super) struct DeviceRefJson {
    sim_id: Option<String>,
    imsi: Option<String>,
    name: Option<String>,
}

impl DeviceRefJson {
    /// The device, where it is known; else what it is called by whatever names it.
    pub(super) fn new(device: Option<&Device>, sim_id: Option<&SimId>, imsi: Option<&Imsi>) -> Self {
        let sim_id = device.map(|device| &device.sim_id).or(sim_id);
        let imsi = imsi.or(device.and_then(|device| device.imsi.as_ref()));
        Self {
            sim_id: sim_id.map(ToString::to_string),
            imsi: imsi.map(ToString::to_string),
            name: device.map(|device| device.name.clone()),
        }
    }
}
