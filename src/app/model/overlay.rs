//! What lies over the panes: one stack, so that only what is on top has the keys.

use super::arrangement::Picker;
use super::log::Reading;
use super::{Form, Help};
use crate::domain::{Endpoint, RevokeTarget, SimId, StreamLink, Sweep};

/// Something over the panes.
#[derive(Clone, Debug)]
pub enum Overlay {
    /// The commands, to read, search and run.
    Help(Help),
    /// The form that opens access.
    Open(Box<Form>),
    /// A question with y or n.
    Confirm(Confirm),
    /// Everything known of a device.
    Device(SimId),
    /// Everything known of a mapping.
    Access(Endpoint),
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
}

/// What a question is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConfirmAction {
    /// Revoke these; device, endpoint and time left of each are shown.
    Revoke(Vec<RevokeTarget>),
    /// Carry out this sweep.
    Sweep(Sweep),
    /// Revoke these, then leave; `n` leaves them open.
    Leave(Vec<RevokeTarget>),
}

impl ConfirmAction {
    /// The mappings that it names.
    pub fn targets(&self) -> &[RevokeTarget] {
        match self {
            Self::Revoke(targets) | Self::Leave(targets) => targets,
            Self::Sweep(sweep) => &sweep.mappings,
        }
    }
}
