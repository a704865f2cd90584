//! Whether a command can be run now, and why not. Hints, palette, help and dispatch all ask here.

use jiff::Timestamp;

use super::commands::row_of;
use super::model::accesses::Change;
use super::model::{Leaving, Pane, Scope};
use super::{Command, Model};
use crate::domain::session::JoinedSession;
use crate::domain::{App, Device, Endpoint, Mapping};
use crate::say::{self, unavailable as why};

/// Says why a command cannot be run now.
pub fn can(command: Command, model: &Model, now: Timestamp) -> Result<(), String> {
    if model.settings.read_only && row_of(command).writes {
        return Err(why::read_only().into());
    }
    if model.wall.is_shown() && model.overlays.is_empty() && !is_for_the_wall(command) {
        let wall = model.key(Command::Wall);
        return Err(say::wall::no_row(wall));
    }
    if model.leaving != Leaving::No && opens(command) {
        return Err(why::leaving().into());
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
            Err(why::log_cannot_be_revoked(access, revoke))
        }
        Command::Revoke if model.focus == Pane::Sessions => match model.sessions.chosen() {
            sessions if sessions.is_empty() => Err(no_session(model)),
            _ => Ok(()),
        },
        Command::Revoke => {
            let targets = revocable(model, now);
            let mut under_way = targets.iter().map(|mapping| model.accesses.under_way(&mapping.endpoint));
            match under_way.next() {
                None => Err(nothing_to_revoke(model)),
                Some(Some(change)) if under_way.all(|other| other.is_some()) => Err(change.told().into()),
                Some(_) => Ok(()),
            }
        }
        Command::Probe => match device(model)? {
            device if model.probes.is_under_way(&device.sim_id) => Err(why::being_probed(device.label())),
            _ => Ok(()),
        },
        Command::NextAccount if model.neighbours.len() < 2 => Err(why::one_account().into()),
        Command::Sweep if model.accesses.sweeping || model.accesses.planning => Err(why::sweeping().into()),
        Command::Mark | Command::MarkAll if model.focus == Pane::Audit => Err(why::marks_of_a_log().into()),
        // the rows may be those of the filter before
        Command::MarkAll if model.focus == Pane::Devices && model.devices.is_searching() => Err(why::still_filtering().into()),
        Command::MarkAll if model.rows(model.focus).is_empty() => Err(why::no_row_to_mark().into()),
        Command::Details | Command::Mark => match model.focus {
            Pane::Devices => device(model).map(drop),
            Pane::Access => mapping(model).map(drop),
            Pane::Sessions => session(model).map(drop),
            Pane::Audit => entry(model),
        },
        Command::Export if model.accesses.table.order().is_empty() => Err(why::nothing_to_write().into()),
        Command::AuditDevice if model.focus == Pane::Audit && model.audit.scope != Scope::All => Ok(()),
        Command::AuditDevice => device(model).map(drop),
        Command::Grow | Command::Shrink if model.zoom => Err(why::zoomed(model.key(Command::Zoom))),
        _ => Ok(()),
    }
}

/// Whether a command means no row, so that it can be given where none is under a cursor.
fn is_for_the_wall(command: Command) -> bool {
    use Command as C;
    matches!(
        command,
        C::Wall
            | C::Clear
            | C::Devices
            | C::Access
            | C::Sessions
            | C::Audit
            | C::Sweep
            | C::Refresh
            | C::Pause
            | C::NextAccount
            | C::Mask
            | C::Log
            | C::Palette
            | C::Help
            | C::Quit
            | C::Suspend
    )
}

/// Whether something may be open after it that is not now.
fn opens(command: Command) -> bool {
    matches!(command, Command::Open | Command::OpenNow | Command::Launch | Command::Extend)
}

/// Whether opening means the marked devices, and not the one under the cursor or whose details are shown.
pub(super) fn opens_marked(model: &Model) -> bool {
    model.focus == Pane::Devices && model.overlays.is_empty() && !model.devices.table.marks.is_empty()
}

fn may_open_marked(model: &Model) -> Result<(), String> {
    let (marked, most) = (model.devices.table.marks.len(), model.settings.bulk_limit);
    if marked > most {
        return Err(why::too_many_marked(marked, most));
    }
    match &model.accesses.opens {
        Some(batch) => Err(why::opening_many(batch.progress(), model.key(Command::Clear))),
        None => Ok(()),
    }
}

fn device(model: &Model) -> Result<Device, String> {
    // a key that was typed ahead is not for the row that the filter is about to hide
    if model.focus == Pane::Devices && model.overlays.is_empty() && model.devices.table.awaits_order() {
        return Err(why::still_filtering().into());
    }
    model.current_device().ok_or_else(|| match model.focus {
        Pane::Devices if model.devices.is_empty() => why::no_device_yet().into(),
        Pane::Devices => why::no_device_chosen(model.key(Command::Down), model.key(Command::Up)),
        Pane::Access if model.current_mapping().is_some() => why::device_of_mapping_unlisted().into(),
        Pane::Access => no_mapping(model),
        Pane::Sessions if model.current_session().is_some() => why::device_of_session_unknown().into(),
        Pane::Sessions => no_session(model),
        Pane::Audit if model.audit.table.selected().is_some() => why::device_of_entry_unlisted().into(),
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
        Some(_) => why::session_has_ended().into(),
        None if model.sessions.watch.answered_at.is_none() => why::sessions_unknown().into(),
        None if model.sessions.all.is_empty() => why::no_session().into(),
        None => choose_one(model),
    }
}

fn no_entry(model: &Model) -> String {
    if model.audit.is_empty() {
        why::nothing_in_the_log().into()
    } else {
        choose_one(model)
    }
}

fn mapping(model: &Model) -> Result<&Mapping, String> {
    model.current_mapping().ok_or_else(|| no_mapping(model))
}

fn no_mapping(model: &Model) -> String {
    if let Some(unknown) = model.status.open_unknown() {
        unknown.into()
    } else if model.accesses.all.is_empty() {
        say::states::nothing_is_open().into()
    } else {
        choose_one(model)
    }
}

fn choose_one(model: &Model) -> String {
    why::no_row_chosen(model.key(Command::Down), model.key(Command::Up))
}

/// Why there is nothing to do to what is open to that device, if it is so that nothing is.
fn nothing_open(model: &Model, device: &Device) -> String {
    match being_opened_or_unknown(model, device) {
        Some(reason) => reason,
        None => why::nothing_open_to_yet(device.label(), model.key(Command::Open)),
    }
}

fn being_opened_or_unknown(model: &Model, device: &Device) -> Option<String> {
    let mut opening = model.accesses.opening.iter();
    match opening.find(|(sim_id, _)| *sim_id == device.sim_id) {
        Some((_, port)) => Some(say::opening::already(device.label(), port)),
        None => model.status.open_unknown().map(str::to_owned),
    }
}

/// The mapping that a link command means: the chosen one, or that of the chosen device. Of several it is the one that the usual
/// app is used through, and none where none is.
pub(super) fn link_mapping(model: &Model, now: Timestamp) -> Result<&Mapping, String> {
    match model.focus {
        Pane::Access => {
            let mapping = mapping(model)?;
            if mapping.is_over(model.service_time(now)) {
                return Err(why::has_expired(&mapping.endpoint, model.key(Command::Open)));
            }
            Ok(mapping)
        }
        Pane::Sessions => {
            let joined = session(model)?;
            let live = |mapping: &&Mapping| !mapping.is_over(model.service_time(now));
            let mapping = model.current_mapping().filter(live);
            mapping.ok_or_else(|| why::no_mapping_open(joined.session.who()))
        }
        Pane::Devices | Pane::Audit => {
            let device = device(model)?;
            let settings = &model.settings;
            let is_usual =
                |mapping: &&&Mapping| mapping.device_port == settings.app.port && mapping.has_sources(&settings.sources);
            match model.live_mappings(&device, now).as_slice() {
                [] => Err(nothing_open(model, &device)),
                [only] => Ok(*only),
                many => match many.iter().find(is_usual) {
                    Some(usual) => Ok(*usual),
                    None => Err(why::several_open(device.label(), many.len())),
                },
            }
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
            false => Err(why::no_app_has_a_command().into()),
        };
    };
    match settings.apps.of_mapping(mapping, &settings.app) {
        Some(app) if app.ways.is_empty() => Err(why::app_has_no_command(&app.name)),
        Some(app) => Ok((device, Some((mapping.endpoint.clone(), app.clone())))),
        None => Err(why::no_app_has_port(mapping.device_port)),
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
            mapping.ok_or_else(|| why::no_mapping_listed(joined.session.who()))?
        }
        Pane::Devices | Pane::Audit => {
            let device = device(model)?;
            match model.live_mappings(&device, now).as_slice() {
                [] => return Err(nothing_open(model, &device)),
                [only] => *only,
                many => return Err(why::several_open(device.label(), many.len())),
            }
        }
    };
    at_rest(model, mapping)?;
    if model.accesses.linking.contains(&mapping.endpoint) {
        return Err(why::link_being_made(&mapping.endpoint));
    }
    let device = model.device_of(mapping).ok_or_else(why::device_of_mapping_unlisted)?;
    Ok((mapping, device))
}

/// Says what is being done to a mapping that had better wait.
fn at_rest(model: &Model, mapping: &Mapping) -> Result<(), String> {
    match model.accesses.under_way(&mapping.endpoint) {
        None if model.accesses.is_half_open(&mapping.endpoint) => Err(say::opening::being_opened().into()),
        Some(Change::Extending) => Err(why::being_extended(&mapping.endpoint)),
        Some(Change::Revoking | Change::Waiting) => Err(why::being_revoked(&mapping.endpoint)),
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
        (Pane::Devices, Some(device)) if model.devices.table.marks.is_empty() => {
            being_opened_or_unknown(model, &device).unwrap_or_else(|| why::nothing_open_to(device.label()))
        }
        (Pane::Devices, None) if model.devices.table.marks.is_empty() => device(model).err().unwrap_or_default(),
        (Pane::Devices, _) if model.accesses.opens.is_some() => say::opening::being_opened().into(),
        (Pane::Devices, _) => {
            let unknown = model.status.open_unknown();
            unknown.unwrap_or_else(|| why::nothing_open_to_these()).into()
        }
        _ => no_mapping(model),
    }
}
