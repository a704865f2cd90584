//! Whether a command can be run now, and why not. Hints, palette, help and dispatch all ask here.

use jiff::Timestamp;

use super::commands::row_of;
use super::model::Pane;
use super::{Command, Model};
use crate::domain::{Device, Mapping};

/// Says why a command cannot be run now.
pub fn can(command: Command, model: &Model, now: Timestamp) -> Result<(), String> {
    if model.settings.read_only && row_of(command).writes {
        return Err("read-only: started with --read-only, so nothing can be changed".into());
    }
    match command {
        Command::Open | Command::OpenNow => device(model).map(drop),
        Command::CopyLink | Command::Browse | Command::FreshLink => {
            link_mapping(model, now)?;
            model.settings.link.as_ref().map(drop).map_err(Clone::clone)
        }
        Command::CopyEndpoint => link_mapping(model, now).map(drop),
        Command::Revoke => match revocable(model, now) {
            targets if targets.is_empty() => Err(nothing_to_revoke(model)),
            _ => Ok(()),
        },
        Command::Sweep if model.accesses.sweeping => Err("a sweep is under way already".into()),
        Command::Details | Command::Mark => match model.focus {
            Pane::Devices => device(model).map(drop),
            Pane::Access => mapping(model).map(drop),
        },
        Command::Grow | Command::Shrink if model.zoom => {
            let zoom = model.key(Command::Zoom);
            Err(format!("one pane has the screen alone; {zoom} shows both"))
        }
        _ => Ok(()),
    }
}

fn device(model: &Model) -> Result<&Device, String> {
    model.current_device().ok_or_else(|| match model.focus {
        Pane::Devices if model.devices.is_empty() => "no device is listed yet".into(),
        Pane::Devices => choose_one(model, "device"),
        Pane::Access if model.current_mapping().is_some() => "the device of this mapping is not listed".into(),
        Pane::Access => no_mapping(model),
    })
}

fn mapping(model: &Model) -> Result<&Mapping, String> {
    model.current_mapping().ok_or_else(|| no_mapping(model))
}

fn no_mapping(model: &Model) -> String {
    if model.accesses.all.is_empty() {
        "nothing is open".into()
    } else {
        choose_one(model, "row")
    }
}

fn choose_one(model: &Model, what: &str) -> String {
    let (down, up) = (model.key(Command::Down), model.key(Command::Up));
    format!("no {what} is chosen; choose one with {down} or {up}")
}

/// The mapping that a link command means: the chosen one, or the chosen device's longest live one.
pub(super) fn link_mapping(model: &Model, now: Timestamp) -> Result<&Mapping, String> {
    match model.focus {
        Pane::Access => {
            let mapping = mapping(model)?;
            if mapping.is_over(model.service_time(now)) {
                let open = model.key(Command::Open);
                return Err(format!("{} has expired; {open} opens access anew", mapping.endpoint));
            }
            Ok(mapping)
        }
        Pane::Devices => {
            let device = device(model)?;
            let live = model.live_mappings(device, now);
            let usual = live.iter().find(|mapping| mapping.device_port == model.settings.app.port);
            usual
                .or(live.first())
                .copied()
                .ok_or_else(|| format!("nothing is open to {}; {} opens it", device.label(), model.key(Command::Open)))
        }
    }
}

/// The mappings that a revoke means: those marked, else the one under the cursor.
pub(super) fn revocable(model: &Model, now: Timestamp) -> Vec<&Mapping> {
    match model.focus {
        Pane::Access => {
            let marks = &model.accesses.table.marks;
            if marks.is_empty() {
                return model.current_mapping().into_iter().collect();
            }
            model
                .accesses
                .all
                .iter()
                .filter(|mapping| marks.contains(&mapping.endpoint))
                .collect()
        }
        Pane::Devices => {
            let marks = &model.devices.table.marks;
            if marks.is_empty() {
                return model
                    .current_device()
                    .map(|device| model.live_mappings(device, now))
                    .unwrap_or_default();
            }
            let marked = marks.iter().filter_map(|id| model.devices.get(id));
            marked.flat_map(|device| model.live_mappings(device, now)).collect()
        }
    }
}

fn nothing_to_revoke(model: &Model) -> String {
    match (model.focus, model.current_device()) {
        (Pane::Devices, Some(device)) if model.devices.table.marks.is_empty() => format!("nothing is open to {}", device.label()),
        (Pane::Devices, _) => "nothing is open to these devices".into(),
        (Pane::Access, _) => no_mapping(model),
    }
}
