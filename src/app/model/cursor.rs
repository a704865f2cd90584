//! Which pane is on the screen, which has the keys, and what the cursor is on there.

use super::{Model, Overlay, Pane, Rows};
use crate::domain::session::JoinedSession;
use crate::domain::{Device, Mapping};

impl Model {
    /// The device that the cursor is on: in the Access pane, the mapping's.
    pub fn current_device(&self) -> Option<Device> {
        match self.focus {
            Pane::Devices => self.devices.selected(),
            Pane::Access => self.device_of(self.current_mapping()?),
            Pane::Sessions => self.device_of_session(self.current_session()?).map(|row| row.device()),
            Pane::Audit => {
                let entry = self.audit.get(*self.audit.table.selected()?)?;
                Some(self.devices.row_by_imsi(entry.imsi.as_ref()?)?.device())
            }
        }
    }

    /// The mapping that the cursor is on: in the Sessions pane, the session's.
    pub fn current_mapping(&self) -> Option<&Mapping> {
        match self.focus {
            Pane::Access => self.accesses.get(self.accesses.table.selected()?),
            Pane::Sessions => self.accesses.get(self.current_session()?.endpoint.as_ref()?),
            Pane::Devices | Pane::Audit => None,
        }
    }

    /// The session that the cursor is on, in the Sessions pane.
    pub fn current_session(&self) -> Option<&JoinedSession> {
        self.sessions.get(self.sessions.table.selected()?)
    }

    /// Puts the cursor on the row whose details are shown. False if that is not among the rows any more.
    pub(in crate::app) fn stand_on_what_is_shown(&mut self) -> bool {
        let (pane, is_there) = match self.overlays.last() {
            Some(Overlay::Device(sim_id)) => {
                let slot = self.devices.slot(sim_id);
                (Pane::Devices, slot.is_some_and(|slot| self.devices.table.select(&slot)))
            }
            Some(Overlay::Access(endpoint)) => (Pane::Access, self.accesses.table.select(endpoint)),
            Some(Overlay::Session(id)) => (Pane::Sessions, self.sessions.table.select(id)),
            Some(Overlay::Entry(id)) => (Pane::Audit, self.audit.table.select(id)),
            _ => return false,
        };
        self.focus = pane;
        is_there
    }

    /// The table of that pane.
    pub fn rows(&self, pane: Pane) -> &dyn Rows {
        match pane {
            Pane::Devices => &self.devices.table,
            Pane::Access => &self.accesses.table,
            Pane::Sessions => &self.sessions.table,
            Pane::Audit => &self.audit.table,
        }
    }

    /// The same, to change it.
    pub(in crate::app) fn rows_mut(&mut self, pane: Pane) -> &mut dyn Rows {
        match pane {
            Pane::Devices => &mut self.devices.table,
            Pane::Access => &mut self.accesses.table,
            Pane::Sessions => &mut self.sessions.table,
            Pane::Audit => &mut self.audit.table,
        }
    }

    /// Whether rows of that pane are on the screen: its height is 0 where it is hidden.
    pub fn is_visible(&self, pane: Pane) -> bool {
        self.rows(pane).height() > 0
    }

    /// Which pane shares the screen with the Devices pane.
    pub fn lower(&self) -> Pane {
        match self.focus {
            Pane::Devices => self.below,
            lower => lower,
        }
    }

    /// Whether a key means what it means in the panes: nothing lies on top, and no filter is typed.
    pub(in crate::app) fn keys_go_to_panes(&self) -> bool {
        self.overlays.is_empty() && !self.filtering()
    }

    /// The same, and whether no key was pressed since then: the next one is meant for nothing else.
    pub(in crate::app) fn is_free_since(&self, keys: u64) -> bool {
        self.keys_go_to_panes() && self.keys == keys
    }

    /// Whether nothing was done since a streaming URL was wanted: a box that shows it takes no key that is meant for something
    /// else.
    pub(in crate::app) fn awaits_link(&self) -> bool {
        let details = |overlay: &Overlay| {
            use Overlay as O;
            matches!(overlay, O::Device(_) | O::Access(_) | O::Session(_) | O::Entry(_))
        };
        self.keys == self.accesses.link_wanted && self.overlays.iter().all(details) && !self.filtering()
    }

    /// The same since leaving was wanted.
    pub fn is_free_to_leave(&self) -> bool {
        self.is_free_since(self.leave_wanted)
    }

    /// Whether a filter is being typed.
    pub fn filtering(&self) -> bool {
        !self.wall.is_shown() && self.overlays.is_empty() && self.rows(self.focus).filtering()
    }
}
