//! What happened outside, told to the model.

use std::path::PathBuf;

use super::effect::{Copyable, LinkUse};
use super::model::launches::Target;
use crate::domain::access::{Extended, FreshLink, LinkFailure, OpenFailure};
use crate::domain::audit::AuditEntry;
use crate::domain::fleet::Fleet;
use crate::domain::launch::{Launched, Means};
use crate::domain::probe::Probe;
use crate::domain::record::{History, Loose};
use crate::domain::roster::Page;
use crate::domain::session::SessionList;
use crate::domain::{
    Endpoint, Failure, Mapping, OpenRequest, Opened, RevokeReport, RevokeTarget, Session, SimId, StreamLink, Sweep,
};
use crate::gateway::{Browsed, Copied, GroupNames, Identity, Notice};

/// A fact. Unknown or late ones change nothing.
#[derive(Clone, Debug)]
pub enum Event {
    /// Sign-in came to an end.
    SignedIn(Result<Identity, Failure>),
    /// A page of SIMs came.
    DevicesPage {
        /// Which listing it belongs to.
        generation: u64,
        /// What is on it, packed where it was read, so that the thread with the keys has little to do.
        page: Box<Page>,
    },
    /// A listing of SIMs came to an end.
    DevicesDone {
        /// Which listing.
        generation: u64,
        /// How it ended.
        result: Result<(), Failure>,
    },
    /// The groups came.
    Groups(Result<GroupNames, Failure>),
    /// The mappings came.
    Mappings(Result<Vec<Mapping>, Failure>),
    /// What this run and others wrote down of the mappings just listed, and what was cut short.
    Journal {
        /// The records.
        history: History,
        /// What was cut short.
        loose: Vec<Loose>,
    },
    /// An opening came to an end.
    Opened {
        /// What was asked for.
        request: Box<OpenRequest>,
        /// What came of it.
        result: Result<Box<Opened>, OpenFailure>,
    },
    /// An extension came to an end.
    Extended {
        /// What was to be opened.
        replacement: Box<OpenRequest>,
        /// What was to go.
        old: RevokeTarget,
        /// What came of it.
        result: Result<Box<Extended>, OpenFailure>,
    },
    /// A streaming URL was made, or not.
    LinkMade {
        /// For which mapping.
        endpoint: Endpoint,
        /// The URL.
        result: Result<FreshLink, LinkFailure>,
        /// What it was made for.
        then: LinkUse,
    },
    /// A revoke came to an end.
    Revoked {
        /// What was to go.
        targets: Vec<RevokeTarget>,
        /// What became of it.
        report: RevokeReport,
    },
    /// A probe came to an end.
    Probed {
        /// The device.
        sim_id: SimId,
        /// What was found.
        result: Result<Probe, Failure>,
    },
    /// What a sweep would take away is known.
    SweepPlanned(Result<Sweep, Failure>),
    /// A sweep came to an end.
    Swept(RevokeReport),
    /// A text was copied, or not.
    Copied {
        /// What it was; shown where it could not be copied.
        what: Copyable,
        /// Which way it went.
        outcome: Copied,
    },
    /// A browser was started, or not.
    Browsed {
        /// The link.
        link: StreamLink,
        /// Whether it was.
        outcome: Browsed,
    },
    /// A file was written, or not.
    Saved(Result<PathBuf, Failure>),
    /// How an app can be used here is known, or that it cannot be.
    MeansFound {
        /// For which device and port.
        target: Target,
        /// How.
        result: Result<Means, Failure>,
    },
    /// What was started here has ended, or never began.
    Launched {
        /// For which device and port.
        target: Target,
        /// What became of it.
        launched: Launched,
    },
    /// A client noticed something.
    Notice(Notice),
    /// The AppStream sessions came.
    Sessions(Result<SessionList, Failure>),
    /// The state of the fleet came.
    Fleet(Result<Fleet, Failure>),
    /// Sessions were ended, or not.
    SessionsEnded {
        /// Which ones were to go.
        sessions: Vec<Session>,
        /// What became of it.
        report: RevokeReport,
    },
    /// More of the audit log came.
    Audit {
        /// Whose log it is.
        generation: u64,
        /// The entries, the newest first.
        result: Result<Vec<AuditEntry>, Failure>,
    },
    /// The panes have so many rows now.
    Viewport(Heights),
    /// The terminal's window has the focus now, or has lost it.
    Watched(bool),
    /// Something to know happened in an account that is not on the screen.
    Elsewhere(String),
    /// The terminal was resized or must be drawn anew.
    Redraw,
    /// The process was asked to go to the background (SIGTSTP).
    Stop,
    /// The process was stopped and goes on (SIGCONT): somebody else had the terminal meanwhile.
    Continued,
    /// The process was asked to end (SIGTERM, SIGHUP), or its terminal is gone.
    Terminate,
    /// The key that interrupts was pressed where the terminal sends a signal for it (SIGINT).
    Interrupted,
}

/// What there is room for: so many rows, 0 where a pane is hidden.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Heights {
    /// Of the Devices pane.
    pub devices: usize,
    /// Of the Access pane.
    pub access: usize,
    /// Of the Sessions pane.
    pub sessions: usize,
    /// Of the Audit pane.
    pub audit: usize,
    /// Of what a question names.
    pub question: usize,
    /// How many lines of the details do not fit.
    pub details_beyond: usize,
    /// Whether the wall display is shown.
    pub wall: bool,
    /// Whether there is no room for anything at all.
    pub too_small: bool,
}
