//! The state of the dashboard: a tree of small structs, changed only by `app`, read only by `ui`.

pub mod accesses;
pub mod alarms;
pub mod alerting;
pub mod arrangement;
pub mod audit;
pub mod batch;
pub mod cursor;
pub mod devices;
pub mod extension;
pub mod form;
pub mod help;
pub mod joins;
pub mod launches;
pub mod log;
pub mod neighbours;
pub mod overlay;
pub mod pane;
pub mod probes;
pub mod rows;
pub mod sessions;
pub mod settings;
pub mod status;
pub mod table;
pub mod toast;
pub mod wall;
pub mod watch;

use jiff::Timestamp;

pub use accesses::Accesses;
pub use alarms::Alarm;
pub use alerting::Alerting;
pub use arrangement::Arrangement;
pub use audit::{Audit, EntryId, Scope};
pub use devices::Devices;
pub use extension::Extension;
pub use form::Form;
pub use help::Help;
pub use launches::Launches;
pub use log::Log;
pub use neighbours::Neighbour;
pub use overlay::{Confirm, ConfirmAction, DetailsScroll, Overlay};
pub use pane::Pane;
pub use probes::Probes;
pub use rows::Rows;
pub use sessions::Sessions;
pub use settings::Settings;
pub use status::Status;
pub use table::Table;
pub use toast::{Level, Toasts};
pub use wall::Wall;
pub use watch::Watch;

use super::Command;
use super::commands::row_of;
use crate::domain::access::Listed;
use crate::domain::column::AccessRow;
use crate::domain::{Device, DeviceRow, Endpoint, Failure, History, Mapping, Skew, StreamLink};
use crate::keymap::Keymap;
use crate::say;

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

/// The last click on a row, until it has become a double click.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::app) struct Clicked {
    pub pane: Pane,
    pub id: String,
    pub at: Timestamp,
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
    /// The Sessions pane.
    pub sessions: Sessions,
    /// The Audit pane.
    pub audit: Audit,
    /// What is started on this machine.
    pub launches: Launches,
    /// What was written down of accesses, by this run and others.
    pub history: History,
    /// Which devices were asked whether they answer.
    pub probes: Probes,
    /// What alerts are about.
    pub alerting: Alerting,
    /// Which pane has the keys.
    pub focus: Pane,
    /// Which pane is below the Devices pane while that one has the keys.
    pub(in crate::app) below: Pane,
    /// Whether the focused pane has the screen alone.
    pub zoom: bool,
    /// Whether the wall display stands in place of the panes.
    pub wall: Wall,
    /// Which columns are shown, and how the panes share the screen.
    pub arrangement: Arrangement,
    /// Whether names, numbers and addresses are shown as others.
    pub masked: bool,
    /// What lies over the panes; the last one has the keys.
    pub overlays: Vec<Overlay>,
    /// How far the details that are shown are scrolled.
    pub details: DetailsScroll,
    /// Messages in the footer.
    pub toasts: Toasts,
    /// All accounts that run, this one among them; empty where it is alone.
    pub neighbours: Vec<Neighbour>,
    /// Whether the terminal is too small to show anything.
    pub(in crate::app) blind: bool,
    /// Whether refreshing is paused.
    pub paused: bool,
    /// The last click, until it has become a double click.
    pub(in crate::app) clicked: Option<Clicked>,
    /// How many keys were pressed: what comes after another one may not be what that one was meant for.
    pub(in crate::app) keys: u64,
    /// How many there were when leaving was wanted.
    pub(in crate::app) leave_wanted: u64,
    /// Whether the question on leaving has been answered, or nobody is there to answer it.
    pub(in crate::app) answered: bool,
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
            sessions: Sessions::default(),
            audit: Audit::default(),
            launches: Launches::default(),
            history: History::default(),
            probes: Probes::default(),
            alerting: Alerting::default(),
            focus: Pane::default(),
            below: Pane::Access,
            zoom: false,
            wall: Wall::default(),
            arrangement: Arrangement::default(),
            masked: false,
            overlays: Vec::new(),
            details: DetailsScroll::default(),
            toasts: Toasts::default(),
            neighbours: Vec::new(),
            blind: false,
            paused: false,
            clicked: None,
            keys: 0,
            leave_wanted: 0,
            answered: false,
            leaving: Leaving::No,
            changed: true,
            shown_at: None,
        }
    }

    /// What to press for a command, in a sentence: its main key, or its name in the palette where it has none.
    pub fn key(&self, command: Command) -> String {
        match self.keymap.chords(command).next() {
            Some(chord) => chord.to_string(),
            None => say::hints::in_place_of_a_key(row_of(command).hint()),
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

    /// Whether a mapping has run out since the screen was drawn.
    pub(super) fn ran_out_since_shown(&self, now: Timestamp) -> bool {
        let (shown, service_time) = (self.shown_at, self.service_time(now));
        shown.is_some_and(|shown| {
            self.accesses
                .all
                .iter()
                .any(|mapping| mapping.is_over(service_time) && !mapping.is_over(shown))
        })
    }

    /// When a link can no longer be opened, in the service's time, by which everything on the screen is counted down.
    pub fn link_end(&self, link: &StreamLink) -> Timestamp {
        self.skew.service_time(link.until)
    }

    /// The device of a mapping, whichever identifier it was created by.
    pub fn device_of(&self, mapping: &Mapping) -> Option<Device> {
        self.device_row_of(mapping).map(|row| row.device())
    }

    pub(super) fn device_row_of(&self, mapping: &Mapping) -> Option<DeviceRow<'_>> {
        self.devices.row(self.devices.slot_of(mapping)?)
    }

    /// What a mapping's device is called.
    pub fn label_of<'a>(&'a self, mapping: &'a Mapping) -> &'a str {
        self.device_row_of(mapping)
            .map_or_else(|| mapping.device_id(), |row| row.label())
    }

    /// The mappings that lead to that device and have not run out, the longest first.
    pub fn live_mappings<'a>(&'a self, device: &Device, now: Timestamp) -> Vec<&'a Mapping> {
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

    /// The mappings of that device, if they were listed just now and there is no trouble that had better be met before anything
    /// is opened.
    pub(super) fn listed_just_now(&self, device: &Device, now: Timestamp) -> Option<Listed> {
        let status = &self.status;
        let known = status.mappings_at.is_some() && !status.is_stale(now, &self.settings);
        let well = status.soracom.is_none() && self.appstream_trouble().is_none();
        let theirs = || {
            self.accesses
                .all
                .iter()
                .filter(|mapping| mapping.is_for(device))
                .cloned()
                .collect()
        };
        (known && well).then(|| Listed {
            mappings: theirs(),
            sessions: None,
            current: false,
        })
    }

    /// What is wrong with AppStream, as far as was told lately.
    pub fn appstream_trouble(&self) -> Option<&Failure> {
        self.status.appstream.as_ref().or(self.sessions.fleet_failure.as_ref())
    }

    /// How many writes are under way.
    pub fn writes(&self) -> usize {
        self.accesses.writes() + self.sessions.ending.len()
    }

    /// What lies on top, if anything does.
    pub fn overlay(&self) -> Option<&Overlay> {
        self.overlays.last()
    }

    /// Brings the order of all panes up to date with the rows, filters and sorting. Cheap when nothing changed.
    pub fn settle(&mut self, now: Timestamp) {
        let settled = self.devices.settle(now);
        self.settle_by_devices(settled, now);
    }

    /// The same for a key, and for the frame that it is due: devices that only came meanwhile may wait until after that.
    pub fn settle_for_key(&mut self, now: Timestamp) {
        let settled = self.devices.is_asked() && self.devices.settle(now);
        self.settle_by_devices(settled, now);
    }

    fn settle_by_devices(&mut self, settled: bool, now: Timestamp) {
        if settled {
            // mappings, sessions and entries may find their device now
            self.accesses.stale = true;
            self.audit.stale = true;
            self.changed = true;
        }
        if std::mem::take(&mut self.accesses.stale) {
            self.join_accesses(now);
            // which may go by how many mappings each has
            self.devices.settle(now);
            self.sessions.stale = true;
            self.changed = true;
        }
        if std::mem::take(&mut self.sessions.stale) {
            self.find_devices_of_sessions();
            let order = self.session_order();
            self.sessions.table.set_order(order);
            self.changed |= self.is_visible(Pane::Sessions);
        }
        if std::mem::take(&mut self.audit.stale) {
            let order = self.audit_order();
            self.audit.table.set_order_below_what_is_new(order);
            self.changed |= self.is_visible(Pane::Audit);
        }
    }

    fn join_accesses(&mut self, now: Timestamp) {
        self.devices.count(&self.accesses.all, self.service_time(now));
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
