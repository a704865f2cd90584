//! What is started on this machine: at most one for a device and port; and the list to choose an app from.

use std::collections::HashMap;
use std::net::Ipv4Addr;

use super::Settings;
use crate::domain::launch::Means;
use crate::domain::{App, Device, Endpoint, Mapping, SimId, SourceRange};

/// A device and a port on it.
pub type Target = (SimId, u16);

/// Everything that is being started, or runs.
#[derive(Clone, Debug, Default)]
pub struct Launches {
    /// Each, by where it leads.
    pub(in crate::app) all: HashMap<Target, Launching>,
    /// The address that SORACOM saw this machine come from, since it was last told.
    pub(in crate::app) own_address: Option<SourceRange>,
}

/// One of them.
#[derive(Clone, Debug)]
pub struct Launching {
    /// The device as it was when the user chose it.
    pub device: Device,
    /// Which app.
    pub app: App,
    /// The mapping that the user chose, or that it goes through.
    pub mapping: Option<Endpoint>,
    /// How, once that is known.
    pub means: Option<Means>,
    /// The mapping that was opened for it, if one was.
    pub opened: Option<Mapping>,
    /// How many keys had been pressed when it was wanted.
    pub(in crate::app) wanted: u64,
    /// Whether it waits to be asked for once more: the terminal was in use when it could have had it.
    pub(in crate::app) waits: bool,
}

impl Launches {
    /// What is started there.
    pub fn get(&self, target: &Target) -> Option<&Launching> {
        self.all.get(target)
    }

    /// Whether a mapping lets this machine in, as far as that is known: Napter has no ranges for "everybody", or has that one, or
    /// the one that it took this machine for.
    pub fn lets_in(&self, mapping: &Mapping) -> bool {
        let everybody = SourceRange::everybody();
        let own = self.own_address.and_then(SourceRange::only_address);
        let within = |range: &SourceRange| *range == everybody || own.is_some_and(|own: Ipv4Addr| range.contains(own));
        mapping.sources.is_empty()
            || mapping
                .sources
                .iter()
                .filter_map(|range| range.parse().ok())
                .any(|range| within(&range))
    }
}

/// The list to choose an app from, for the device that was chosen when it opened.
#[derive(Clone, Debug)]
pub struct Menu {
    /// The device.
    pub device: Device,
    /// The apps that can be started here, each with its key.
    pub entries: Vec<(char, App)>,
    /// Which one Enter takes.
    pub cursor: usize,
}

impl Menu {
    /// The apps that have a local command; the usual one is under the cursor.
    pub fn new(device: Device, settings: &Settings) -> Self {
        let mut entries: Vec<(char, App)> = Vec::new();
        for app in settings.apps.iter().filter(|app| !app.ways.is_empty()) {
            let free = |key: &char| key.is_ascii_alphanumeric() && entries.iter().all(|(other, _)| other != key);
            if let Some(key) = app.name.chars().chain('0'..='9').chain('a'..='z').find(free) {
                entries.push((key, app.clone()));
            }
        }
        let usual = entries.iter().position(|(_, app)| app.name == settings.app.name);
        Self {
            device,
            cursor: usual.unwrap_or(0),
            entries,
        }
    }

    /// Moves the cursor, round the end.
    pub(in crate::app) fn move_by(&mut self, by: isize) {
        let count = self.entries.len().max(1);
        self.cursor = (self.cursor + count).saturating_add_signed(by) % count;
    }
}
