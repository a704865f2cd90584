//! The state of the dashboard: a tree of small structs, changed only by `app`, read only by `ui`.

pub mod accesses;
pub mod arrangement;
pub mod devices;
pub mod form;
pub mod help;
pub mod log;
pub mod overlay;
pub mod settings;
pub mod status;
pub mod table;
pub mod toast;

use jiff::Timestamp;

pub use accesses::Accesses;
pub use arrangement::Arrangement;
pub use devices::Devices;
pub use form::Form;
pub use help::Help;
pub use log::Log;
pub use overlay::{Confirm, ConfirmAction, Overlay};
pub use settings::Settings;
pub use status::Status;
pub use table::Table;
pub use toast::{Level, Toasts};

use super::Command;
use super::commands::row_of;
use super::update::pointer::Clicked;
use crate::domain::column::{AccessColumn, AccessRow, DeviceColumn, DeviceRow};
use crate::domain::{Device, Endpoint, Mapping, SimId, Skew, StreamLink};
use crate::keymap::Keymap;

/// A pane of the screen. The Sessions and Audit panes get their variants here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pane {
    /// The SIM-connected devices.
    #[default]
    Devices,
    /// The live mappings.
    Access,
}

impl Pane {
    /// All, in the order of their number keys.
    pub const ALL: &'static [Self] = &[Self::Devices, Self::Access];

    /// Its title.
    pub fn title(self) -> &'static str {
        match self {
            Self::Devices => "Devices",
            Self::Access => "Access",
        }
    }

    /// The words for its columns.
    pub fn columns(self) -> Vec<&'static str> {
        match self {
            Self::Devices => DeviceColumn::ALL.iter().map(|column| column.word()).collect(),
            Self::Access => AccessColumn::ALL.iter().map(|column| column.title()).collect(),
        }
    }

    /// The column that is always shown: it tells one row from another.
    pub fn first_column(self) -> &'static str {
        match self {
            Self::Devices => DeviceColumn::Name.word(),
            Self::Access => AccessColumn::Device.title(),
        }
    }
}

/// How far leaving has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Leaving {
    /// Not at all.
    #[default]
    No,
    /// Waiting for what is under way.
    Waiting,
    /// Now.
    Now,
}

/// Everything the screen shows and every decision rests on.
#[derive(Clone, Debug)]
pub struct Model {
    /// What was configured.
    pub settings: Settings,
    /// Which keys mean what.
    pub keymap: Keymap<Command>,
    /// The service's clock against this machine's.
    pub skew: Skew,
    /// Sign-in, health of the services, age of the data.
    pub status: Status,
    /// The Devices pane.
    pub devices: Devices,
    /// The Access pane.
    pub accesses: Accesses,
    /// Which pane has the keys.
    pub focus: Pane,
    /// Whether the focused pane has the screen alone.
    pub zoom: bool,
    /// Which columns are shown, and how the panes share the screen.
    pub arrangement: Arrangement,
    /// Whether names, numbers and addresses are shown as others.
    pub masked: bool,
    /// What lies over the panes; the last one has the keys.
    pub overlays: Vec<Overlay>,
    /// Messages in the footer.
    pub toasts: Toasts,
    /// Whether refreshing is paused.
    pub paused: bool,
    /// The last click, until it has become a double click.
    pub(in crate::app) clicked: Option<Clicked>,
    /// How far leaving has come.
    pub leaving: Leaving,
    /// Whether the screen has to be drawn.
    pub changed: bool,
    /// The service's time that the screen shows.
    pub(super) shown_at: Option<Timestamp>,
}

impl Model {
    /// The state before anything has happened.
    pub fn new(settings: Settings) -> Self {
        Self {
            settings,
            keymap: super::commands::keymap(),
            skew: Skew::default(),
            status: Status::default(),
            devices: Devices::default(),
            accesses: Accesses::default(),
            focus: Pane::default(),
            zoom: false,
            arrangement: Arrangement::default(),
            masked: false,
            overlays: Vec::new(),
            toasts: Toasts::default(),
            paused: false,
            clicked: None,
            leaving: Leaving::No,
            changed: true,
            shown_at: None,
        }
    }

    /// What to press for a command, in a sentence: its main key, or its name in the palette where it has none.
    pub fn key(&self, command: Command) -> String {
        match self.keymap.chords(command).next() {
            Some(chord) => chord.to_string(),
            None => format!("{:?}", row_of(command).hint),
        }
    }

    /// The service's time at the local time `now`: what everything that expires is measured by.
    pub fn service_time(&self, now: Timestamp) -> Timestamp {
        self.skew.service_time(now)
    }

    /// Remembers that the screen shows this moment.
    pub fn shown(&mut self, now: Timestamp) {
        self.shown_at = Some(self.service_time(now));
    }

    /// When a link can no longer be opened, in the service's time, by which everything on the screen is counted down.
    pub fn link_end(&self, link: &StreamLink) -> Timestamp {
        self.skew.service_time(link.until)
    }

    /// The device of a mapping, whichever identifier it was created by.
    pub fn device_of(&self, mapping: &Mapping) -> Option<&Device> {
        match (&mapping.sim_id, &mapping.imsi) {
            (Some(sim_id), _) => self.devices.get(sim_id),
            (None, Some(imsi)) => self.devices.by_imsi(imsi),
            (None, None) => None,
        }
    }

    /// What a mapping's device is called.
    pub fn label_of<'a>(&'a self, mapping: &'a Mapping) -> &'a str {
        self.device_of(mapping).map_or_else(|| mapping.device_id(), Device::label)
    }

    /// The mappings that lead to that device and have not run out, the longest first.
    pub fn live_mappings<'a>(&'a self, device: &'a Device, now: Timestamp) -> Vec<&'a Mapping> {
        let service_time = self.service_time(now);
        let mut live: Vec<&Mapping> = self
            .accesses
            .all
            .iter()
            .filter(|mapping| mapping.is_for(device) && !mapping.is_over(service_time))
            .collect();
        live.sort_by_key(|mapping| std::cmp::Reverse(mapping.expires_at));
        live
    }

    /// The row of a device.
    pub fn device_row<'a>(&'a self, device: &'a Device) -> DeviceRow<'a> {
        DeviceRow {
            device,
            group: self.devices.group_of(device),
            mappings: self.accesses.count_of(&device.sim_id),
        }
    }

    /// The row of a mapping.
    pub fn access_row<'a>(&'a self, mapping: &'a Mapping, now: Timestamp) -> AccessRow<'a> {
        let known = self.accesses.known.get(&mapping.endpoint);
        AccessRow {
            mapping,
            label: self.label_of(mapping),
            device: self.device_of(mapping),
            opened_by: known.map(|known| known.opened_by.as_str()),
            reason: known.and_then(|known| known.reason.as_deref()),
            over: mapping.is_over(self.service_time(now)),
        }
    }

    /// The device that the cursor is on: in the Access pane, the mapping's.
    pub fn current_device(&self) -> Option<&Device> {
        match self.focus {
            Pane::Devices => self.devices.get(self.devices.table.selected()?),
            Pane::Access => self.device_of(self.current_mapping()?),
        }
    }

    /// The mapping that the cursor is on, in the Access pane.
    pub fn current_mapping(&self) -> Option<&Mapping> {
        self.accesses.get(self.accesses.table.selected()?)
    }

    /// Whether rows of the Access pane are on the screen: its height is 0 where it is hidden.
    pub fn access_is_visible(&self) -> bool {
        self.accesses.table.height() > 0
    }

    /// What lies on top, if anything does.
    pub fn overlay(&self) -> Option<&Overlay> {
        self.overlays.last()
    }

    /// Whether a filter is being typed.
    pub fn filtering(&self) -> bool {
        self.overlays.is_empty()
            && match self.focus {
                Pane::Devices => self.devices.table.filtering,
                Pane::Access => self.accesses.table.filtering,
            }
    }

    /// Brings the order of both panes up to date with the rows, filters and sorting. Cheap when nothing changed.
    pub fn settle(&mut self, now: Timestamp) {
        if std::mem::take(&mut self.accesses.stale) {
            self.join_accesses(now);
            self.devices.stale = true;
            self.changed = true;
        }
        if std::mem::take(&mut self.devices.stale) {
            let order = self.device_order();
            self.devices.table.set_order(order);
            self.changed = true;
        }
    }

    fn device_order(&self) -> Vec<SimId> {
        let (filter, sort) = (&self.devices.table.filter, self.devices.column());
        let mut rows: Vec<DeviceRow<'_>> = self
            .devices
            .all()
            .map(|device| self.device_row(device))
            .filter(|row| filter.matches(row))
            .collect();
        rows.sort_by(|a, b| sort.order(a, b));
        if self.devices.table.reverse {
            rows.reverse();
        }
        rows.into_iter().map(|row| row.device.sim_id.clone()).collect()
    }

    fn join_accesses(&mut self, now: Timestamp) {
        let service_time = self.service_time(now);
        let mut counts = std::collections::HashMap::new();
        for mapping in self.accesses.all.iter().filter(|mapping| !mapping.is_over(service_time)) {
            if let Some(device) = self.device_of(mapping) {
                *counts.entry(device.sim_id.clone()).or_insert(0) += 1;
            }
        }
        self.accesses.set_counts(counts);
        let order = self.access_order(now);
        self.accesses.table.set_order(order);
    }

    fn access_order(&self, now: Timestamp) -> Vec<Endpoint> {
        let (filter, sort) = (&self.accesses.table.filter, self.accesses.column());
        let mut rows: Vec<AccessRow<'_>> = self
            .accesses
            .all
            .iter()
            .map(|mapping| self.access_row(mapping, now))
            .filter(|row| filter.matches(row))
            .collect();
        rows.sort_by(|a, b| sort.order(a, b));
        if self.accesses.table.reverse {
            rows.reverse();
        }
        rows.into_iter().map(|row| row.mapping.endpoint.clone()).collect()
    }
}
