//! I/O that a transition asks for, as plain data that a test can compare.

use jiff::Timestamp;

use super::model::launches::Target;
use crate::domain::alerts::Ways;
use crate::domain::app::Way;
use crate::domain::launch::Launch;
use crate::domain::link::ResourceName;
use crate::domain::{
    DeviceKey, Endpoint, Imsi, LinkTarget, Mapping, OpenRequest, RevokeTarget, Session, SimId, StreamLink, Sweep,
};
use crate::gateway::Listing;
use crate::say;

/// One thing to do outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Finds out who is signed in.
    SignIn,
    /// Lists SIMs, page by page.
    LoadDevices {
        /// Replies of an older generation are dropped.
        generation: u64,
        /// All, or as many as tell who is online.
        which: Listing,
    },
    /// Lists the groups.
    LoadGroups,
    /// Lists the mappings.
    LoadMappings,
    /// Lists the AppStream sessions.
    LoadSessions,
    /// Reads how the fleet stands.
    LoadFleet(ResourceName),
    /// Reads the audit log.
    LoadAudit {
        /// Answers of an older generation are dropped.
        generation: u64,
        /// Of these subscribers, or of all.
        imsis: Option<Vec<Imsi>>,
        /// From when on, by the service's clock.
        since: Timestamp,
    },
    /// Ends AppStream sessions.
    EndSessions(Vec<Session>),
    /// Opens access.
    Open(Box<OpenRequest>),
    /// Opens a replacement, then lets the old mapping go.
    Extend {
        /// What to open.
        replacement: Box<OpenRequest>,
        /// What goes once that stands.
        old: RevokeTarget,
    },
    /// Makes a streaming URL for a mapping that is open.
    MakeLink {
        /// The mapping.
        mapping: Box<Mapping>,
        /// Its device and port.
        key: DeviceKey,
        /// Where and for whom.
        target: LinkTarget,
        /// What to do with it.
        then: LinkUse,
    },
    /// Revokes mappings and their sessions.
    Revoke(Vec<RevokeTarget>),
    /// Pings a device and tries one of its ports.
    Probe {
        /// The device.
        sim_id: SimId,
        /// The port.
        port: u16,
    },
    /// Finds out what a sweep would take away.
    PlanSweep,
    /// Takes it away.
    Sweep(Sweep),
    /// Copies something to where the user can paste it.
    Copy(Copyable),
    /// Opens a streaming URL in the browser.
    Browse(StreamLink),
    /// Finds out how one of these ways can be gone here.
    FindMeans {
        /// For which device and port.
        target: Target,
        /// The ways, the best first.
        ways: Vec<Way>,
    },
    /// Starts something on this machine.
    Launch {
        /// For which device and port.
        target: Target,
        /// What.
        launch: Launch,
    },
    /// Tells the user by ways that lead out of the screen.
    Alert {
        /// What; not inert yet.
        text: String,
        /// Which ways.
        ways: Ways,
    },
    /// Writes a file into the current folder.
    Save {
        /// What it is called.
        name: String,
        /// What is in it.
        contents: String,
    },
    /// Undoes what is being opened.
    Cancel,
    /// Shows the next account.
    NextAccount,
    /// Goes to the background.
    Suspend,
    /// Takes the terminal anew, after somebody else had it.
    Retake,
}

impl Effect {
    /// Whether it has to wait while another program has the terminal.
    pub fn needs_terminal(&self) -> bool {
        match self {
            Self::Copy(_) | Self::NextAccount | Self::Suspend | Self::Retake => true,
            Self::Launch { launch, .. } => launch.in_terminal(),
            _ => false,
        }
    }
}

/// What can go to the clipboard. A link does not show itself in `Debug`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Copyable {
    /// A mapping's `host:port`.
    Endpoint(Endpoint),
    /// A streaming URL.
    Link {
        /// The URL.
        link: StreamLink,
        /// What its device is called.
        label: String,
    },
}

impl Copyable {
    /// What it is called in messages.
    pub fn what(&self) -> String {
        match self {
            Self::Endpoint(endpoint) => endpoint.to_string(),
            Self::Link { label, .. } => say::links::the_url_for(label),
        }
    }

    /// The text itself.
    pub fn text(&self) -> String {
        match self {
            Self::Endpoint(endpoint) => endpoint.to_string(),
            Self::Link { link, .. } => link.url().to_owned(),
        }
    }
}

/// What a streaming URL is made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkUse {
    /// To be ready.
    Keep,
    /// For the clipboard.
    Copy,
    /// For the browser.
    Browse,
}

/// What a transition asks for, in order.
#[must_use]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Effects(pub Vec<Effect>);

impl Effects {
    /// Nothing to do.
    pub fn none() -> Self {
        Self::default()
    }

    /// One thing to do.
    pub fn one(effect: Effect) -> Self {
        Self(vec![effect])
    }

    /// Adds what another transition asks for.
    pub fn and(mut self, more: Self) -> Self {
        self.0.extend(more.0);
        self
    }
}
