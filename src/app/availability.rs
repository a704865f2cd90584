//! Whether a command can be run now, and why not. Hints, palette, help and dispatch all ask here.

use jiff::Timestamp;

use super::commands::row_of;
use super::model::{Pane, Scope};
use super::{Command, Model};
use crate::domain::session::JoinedSession;
use crate::domain::{App, Device, Endpoint, Mapping};

/// Says why a command cannot be run now.
pub fn can(command: Command, model: &Model, now: Timestamp) -> Result<(), String> {
    if model.settings.read_only && row_of(command).writes {
        return Err("read-only: started with --read-only, so nothing can be changed".into());
    }
    match command {
        Command::Open | Command::OpenNow if opens_marked(model) => may_open_marked(model),
        Command::Open | Command::OpenNow => device(model).map(drop),
        Command::CopyLink | Command::Browse | Command::FreshLink => {
            let mapping = link_mapping(model, now)?;
            at_rest(model, mapping)?;
            model.settings.link_to(mapping).map(drop)
        }
        Command::Launch => launchable(model, now).map(drop),
        Command::Extend => extendable(model, now).map(drop),
        Command::CopyEndpoint => link_mapping(model, now).map(drop),
        Command::Revoke if model.focus == Pane::Audit => {
            let (access, revoke) = (model.key(Command::Access), model.key(Command::Revoke));
            Err(format!(
                "a log cannot be revoked; {access} shows what is open, and {revoke} there revokes it"
            ))
        }
        Command::Revoke if model.focus == Pane::Sessions => match model.sessions.chosen() {
            sessions if sessions.is_empty() => Err(no_session(model)),
            _ => Ok(()),
        },
        Command::Revoke => match revocable(model, now) {
            targets if targets.is_empty() => Err(nothing_to_revoke(model)),
            _ => Ok(()),
        },
        Command::Probe => match device(model)? {
            device if model.probes.is_under_way(&device.sim_id) => Err(format!("{} is being probed", device.label())),
            _ => Ok(()),
        },
        Command::NextAccount if model.neighbours.len() < 2 => {
            Err("one account is shown; another [[account]] in config.toml would be the next".into())
        }
        Command::Sweep if model.accesses.sweeping => Err("a sweep is under way already".into()),
        Command::Mark | Command::MarkAll if model.focus == Pane::Audit => {
            Err("there is nothing to do to marked entries of a log".into())
        }
        // the rows may be those of the filter before
        Command::MarkAll if model.focus == Pane::Devices && model.devices.is_searching() => {
            Err("the filter has not looked at all devices yet; try again in a moment".into())
        }
        Command::MarkAll if model.rows(model.focus).is_empty() => Err("there is no row to mark".into()),
        Command::Details | Command::Mark => match model.focus {
            Pane::Devices => device(model).map(drop),
            Pane::Access => mapping(model).map(drop),
            Pane::Sessions => session(model).map(drop),
            Pane::Audit => entry(model),
        },
        Command::Export if model.accesses.table.order().is_empty() => {
            Err("there is nothing to write: Access shows no row".into())
        }
        Command::AuditDevice if model.focus == Pane::Audit && model.audit.scope != Scope::All => Ok(()),
        Command::AuditDevice => device(model).map(drop),
        Command::Grow | Command::Shrink if model.zoom => {
            let zoom = model.key(Command::Zoom);
            Err(format!("one pane has the screen alone; {zoom} shows both"))
        }
        _ => Ok(()),
    }
}

/// Whether opening means the marked devices, and not the one under the cursor or whose details are shown.
pub(super) fn opens_marked(model: &Model) -> bool {
    model.focus == Pane::Devices && model.overlays.is_empty() && !model.devices.table.marks.is_empty()
}

fn may_open_marked(model: &Model) -> Result<(), String> {
    let (marked, most) = (model.devices.table.marks.len(), model.settings.bulk_limit);
    if marked > most {
        return Err(format!(
            "{marked} devices are marked, and at most {most} are opened at once: unmark some, or raise access.bulk_limit \
             (NAPTOP_BULK_LIMIT)"
        ));
    }
    match &model.accesses.opens {
        Some(batch) => Err(format!(
            "opening {}: wait for these, or cancel with {}",
            batch.progress(),
            model.key(Command::Clear)
        )),
        None => Ok(()),
    }
}

fn device(model: &Model) -> Result<Device, String> {
    model.current_device().ok_or_else(|| match model.focus {
        Pane::Devices if model.devices.is_empty() => "no device is listed yet".into(),
        Pane::Devices => choose_one(model, "device"),
        Pane::Access if model.current_mapping().is_some() => "the device of this mapping is not listed".into(),
        Pane::Access => no_mapping(model),
        Pane::Sessions if model.current_session().is_some() => "it is not known to which device this session leads".into(),
        Pane::Sessions => no_session(model),
        Pane::Audit if model.audit.table.selected().is_some() => "the device of this entry is not listed".into(),
        Pane::Audit => no_entry(model),
    })
}

fn session(model: &Model) -> Result<&JoinedSession, String> {
    model.current_session().ok_or_else(|| no_session(model))
}

fn entry(model: &Model) -> Result<(), String> {
    model.audit.table.selected().map(drop).ok_or_else(|| no_entry(model))
}

fn no_session(model: &Model) -> String {
    match model.current_session() {
        Some(_) => "this session has ended already".into(),
        None if model.sessions.all.is_empty() => "there is no AppStream session".into(),
        None => choose_one(model, "row"),
    }
}

fn no_entry(model: &Model) -> String {
    if model.audit.is_empty() {
        "nothing is in the log".into()
    } else {
        choose_one(model, "row")
    }
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

fn nothing_open(model: &Model, device: &Device) -> String {
    format!("nothing is open to {}; {} opens it", device.label(), model.key(Command::Open))
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
        Pane::Sessions => {
            let joined = session(model)?;
            let live = |mapping: &&Mapping| !mapping.is_over(model.service_time(now));
            let mapping = model.current_mapping().filter(live);
            mapping.ok_or_else(|| format!("no mapping is open for the session of {}", joined.session.who()))
        }
        Pane::Devices | Pane::Audit => {
            let device = device(model)?;
            let live = model.live_mappings(&device, now);
            let usual = live.iter().find(|mapping| mapping.device_port == model.settings.app.port);
            usual.or(live.first()).copied().ok_or_else(|| nothing_open(model, &device))
        }
    }
}

/// The device that a launch means; and the mapping and its app, where one is chosen.
pub(super) fn launchable(model: &Model, now: Timestamp) -> Result<(Device, Option<(Endpoint, App)>), String> {
    let device = device(model)?;
    let chosen = match model.focus {
        Pane::Access => Some(link_mapping(model, now)?),
        Pane::Sessions => link_mapping(model, now).ok(),
        Pane::Devices | Pane::Audit => None,
    };
    let settings = &model.settings;
    let Some(mapping) = chosen else {
        return match settings.apps.iter().any(|app| !app.ways.is_empty()) {
            true => Ok((device, None)),
            false => Err("no app has a command; an [[app]] in config.toml says what to start".into()),
        };
    };
    match settings.apps.of_mapping(mapping, &settings.app) {
        Some(app) if app.ways.is_empty() => Err(format!("{} has no command; its [[app]] in config.toml may say one", app.name)),
        Some(app) => Ok((device, Some((mapping.endpoint.clone(), app.clone())))),
        None => Err(format!(
            "no app has port {}; an [[app]] in config.toml says what to start",
            mapping.device_port
        )),
    }
}

/// The mapping that an extension means, and its device: the one under the cursor, in Sessions the session's; of a device, or a
/// log entry's device, the only live one.
pub(super) fn extendable(model: &Model, now: Timestamp) -> Result<(&Mapping, Device), String> {
    let mapping = match model.focus {
        Pane::Access => mapping(model)?,
        Pane::Sessions => {
            let joined = session(model)?;
            let mapping = model.current_mapping();
            mapping.ok_or_else(|| format!("no mapping is listed for the session of {}", joined.session.who()))?
        }
        Pane::Devices | Pane::Audit => {
            let device = device(model)?;
            match model.live_mappings(&device, now).as_slice() {
                [] => return Err(nothing_open(model, &device)),
                [only] => *only,
                many => {
                    let text = format!("{} has {} mappings open; choose one in Access", device.label(), many.len());
                    return Err(text);
                }
            }
        }
    };
    at_rest(model, mapping)?;
    if model.accesses.linking.contains(&mapping.endpoint) {
        return Err(format!("a streaming URL for {} is being made", mapping.endpoint));
    }
    let device = model.device_of(mapping).ok_or("the device of this mapping is not listed")?;
    Ok((mapping, device))
}

/// Says what is being done to a mapping that had better wait.
fn at_rest(model: &Model, mapping: &Mapping) -> Result<(), String> {
    match model.accesses.under_way(&mapping.endpoint) {
        Some(word) => Err(format!("{} is being {word}", mapping.endpoint)),
        None => Ok(()),
    }
}

/// The mappings that a revoke means: those marked, else the one under the cursor. Of sessions and logs it means none.
pub(super) fn revocable(model: &Model, now: Timestamp) -> Vec<&Mapping> {
    match model.focus {
        Pane::Sessions | Pane::Audit => Vec::new(),
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
                    .map(|device| model.live_mappings(&device, now))
                    .unwrap_or_default();
            }
            // by mapping: there may be far more marks
            let service_time = model.service_time(now);
            let is_marked = |mapping: &Mapping| model.devices.slot_of(mapping).is_some_and(|slot| marks.contains(&slot));
            let live = model.accesses.all.iter().filter(|mapping| !mapping.is_over(service_time));
            live.filter(|mapping| is_marked(mapping)).collect()
        }
    }
}

fn nothing_to_revoke(model: &Model) -> String {
    match (model.focus, model.current_device()) {
        (Pane::Devices, Some(device)) if model.devices.table.marks.is_empty() => format!("nothing is open to {}", device.label()),
        (Pane::Devices, _) => "nothing is open to these devices".into(),
        _ => no_mapping(model),
    }
}
