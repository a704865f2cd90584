//! What lies over the panes: one stack, so that only what is on top has the keys.

use super::arrangement::Picker;
use super::launches::Menu;
use super::log::Reading;
use super::{EntryId, Extension, Form, Help};
use crate::domain::{Endpoint, OpenRequest, RevokeTarget, Session, SimId, StreamLink, Sweep};

/// Something over the panes.
#[derive(Clone, Debug)]
pub enum Overlay {
    /// The commands, to read, search and run.
    Help(Help),
    /// The form that opens access.
    Open(Box<Form>),
    /// Which app to start on this machine.
    Launch(Box<Menu>),
    /// The form that extends an access.
    Extend(Box<Extension>),
    /// A question with y or n.
    Confirm(Confirm),
    /// Everything known of a device.
    Device(SimId),
    /// Everything known of a mapping.
    Access(Endpoint),
    /// Everything known of a session.
    Session(String),
    /// Everything known of an entry of the audit log.
    Entry(EntryId),
    /// Which columns a pane shows.
    Columns(Picker),
    /// What was said in this run.
    Log(Reading),
    /// A text to select, because it could not be copied; the reason stands above it.
    Text {
        /// Why it is shown.
        reason: String,
        /// What.
        text: String,
    },
    /// A streaming URL to select.
    Link {
        /// Why it is shown.
        reason: String,
        /// What.
        link: StreamLink,
    },
}

/// A question; it does what it named when it opened, whatever the cursor is on by then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confirm {
    /// The question.
    pub title: String,
    /// What else to know.
    pub notes: Vec<String>,
    /// What `y` does.
    pub action: ConfirmAction,
    /// What it names, as far as it fits: which part of it is on the screen.
    pub scroll: Scroll,
}

/// Which part of a list is on the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scroll {
    /// The number of the first row on the screen.
    pub top: usize,
    /// How many rows fit.
    pub height: usize,
}

/// Which part of the details is on the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DetailsScroll {
    /// The number of the first line on the screen.
    pub top: usize,
    /// How many lines there are more than fit.
    beyond: usize,
}

impl DetailsScroll {
    /// Tells how many lines do not fit. True if that is new.
    pub(in crate::app) fn set_beyond(&mut self, beyond: usize) -> bool {
        let new = self.beyond != beyond;
        self.beyond = beyond;
        self.by(0);
        new
    }

    /// Shows other lines.
    pub(in crate::app) fn by(&mut self, lines: isize) {
        self.top = self.top.saturating_add_signed(lines).min(self.beyond);
    }
}

impl Confirm {
    /// The question, at the top of what it names.
    pub fn new(title: impl Into<String>, notes: Vec<String>, action: ConfirmAction) -> Self {
        Self {
            title: title.into(),
            notes,
            action,
            scroll: Scroll::default(),
        }
    }

    /// How many mappings, sessions and devices it names.
    pub fn count(&self) -> usize {
        let devices = match &self.action {
            ConfirmAction::OpenAll { requests, offline } => requests.len() + offline.len(),
            _ => 0,
        };
        self.action.targets().len() + self.action.sessions().len() + devices
    }

    /// Tells how many of them fit. True if that is new.
    pub(in crate::app) fn set_height(&mut self, height: usize) -> bool {
        let new = self.scroll.height != height;
        self.scroll.height = height;
        self.scroll_by(0);
        new
    }

    /// Shows others of them.
    pub(in crate::app) fn scroll_by(&mut self, rows: isize) {
        let last = self.count().saturating_sub(self.scroll.height);
        self.scroll.top = self.scroll.top.saturating_add_signed(rows).min(last);
    }
}

/// What a question is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConfirmAction {
    /// Revoke these; device, endpoint and time left of each are shown.
    Revoke(Vec<RevokeTarget>),
    /// Carry out this sweep.
    Sweep(Sweep),
    /// End these AppStream sessions; their mappings stay.
    End(Vec<Session>),
    /// Revoke these, then leave; `n` leaves them open.
    Leave(Vec<RevokeTarget>),
    /// Open these.
    OpenAll {
        /// What to open.
        requests: Vec<OpenRequest>,
        /// The names of marked devices that are left out because they are offline.
        offline: Vec<String>,
    },
    /// Open once more what has expired.
    Reopen {
        /// What has expired.
        over: Box<RevokeTarget>,
        /// What to open.
        request: Box<OpenRequest>,
    },
}

impl ConfirmAction {
    /// The mappings that it names.
    pub fn targets(&self) -> &[RevokeTarget] {
        match self {
            Self::Revoke(targets) | Self::Leave(targets) => targets,
            Self::Sweep(sweep) => &sweep.mappings,
            Self::Reopen { over, .. } => std::slice::from_ref(over),
            Self::End(_) | Self::OpenAll { .. } => &[],
        }
    }

    /// The AppStream sessions that it names.
    pub fn sessions(&self) -> &[Session] {
        match self {
            Self::End(sessions) => sessions,
            Self::Sweep(sweep) => &sweep.sessions,
            Self::Revoke(_) | Self::Leave(_) | Self::Reopen { .. } | Self::OpenAll { .. } => &[],
        }
    }
}
