//! Probing: whether a device answers, without opening anything. Each device at most once at a time, as many as are wanted.

use jiff::Timestamp;

use super::super::model::Level;
use super::super::model::probes::Probed;
use super::super::{Effect, Effects, Model};
use crate::domain::probe::Probe;
use crate::domain::{Device, Failure, SimId};
use crate::say;

/// `t`: the app's port; on a mapping or the session of one, the port that it leads to.
pub(super) fn begin(model: &mut Model, now: Timestamp) -> Effects {
    let Some(device) = model.current_device() else {
        return Effects::none();
    };
    let (sim_id, label) = (device.sim_id.clone(), device.label().to_owned());
    let port = model
        .current_mapping()
        .map_or(model.settings.app.port, |mapping| mapping.device_port);
    model.probes.begin(sim_id.clone());
    let text = say::probing::begun(label, port);
    model.toasts.push(Level::Info, text, now);
    Effects::one(Effect::Probe { sim_id, port })
}

pub(super) fn done(model: &mut Model, sim_id: SimId, result: Result<Probe, Failure>, now: Timestamp) -> Effects {
    model.changed = true;
    let device = model.devices.get(&sim_id);
    let label = device.as_ref().map_or(sim_id.0.as_str(), Device::label);
    let presence = device.as_ref().map(|device| device.presence).unwrap_or_default();
    let (level, told) = match &result {
        Ok(probe) => {
            let level = if probe.is_well() { Level::Good } else { Level::Warning };
            let told = match probe.advice(presence) {
                Some(advice) => say::probing::told_with_advice(label, probe.told(), advice),
                None => say::probing::told(label, probe.told()),
            };
            (level, told)
        }
        Err(failure) => (Level::Bad, say::probing::failed(label, failure.with_advice())),
    };
    let at = model.service_time(now);
    model.probes.end(sim_id, Probed { at, result });
    model.toasts.push(level, told, now);
    Effects::none()
}
