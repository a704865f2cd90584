//! Opening and revoking as data: what is asked for, what came of it, what is left.

use std::collections::HashSet;

use super::link::{ContextTemplate, ResourceName};
use super::{
    App, Device, DeviceKey, Endpoint, Failure, Mapping, MappingRequest, Service, Session, SourcePolicy, SourceRange, Span,
    StreamLink, UserId,
};
use crate::say;

/// Where streaming URLs are made, and for whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkTarget {
    /// The AppStream stack.
    pub stack: ResourceName,
    /// The fleet associated with it.
    pub fleet: ResourceName,
    /// The application that takes the session context.
    pub application: ResourceName,
    /// How the session context is made from a mapping.
    pub context: ContextTemplate,
    /// How long a URL may be opened, at most; never longer than the mapping.
    pub validity: Span,
    /// Whose sessions they are: the first part of the user id.
    pub operator: String,
}

impl LinkTarget {
    /// The user id for that device.
    pub fn user_id(&self, key: &DeviceKey) -> UserId {
        UserId::new(&self.operator, key)
    }
}

/// An access to open, checked locally.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenRequest {
    /// The device as it was when the user chose it.
    pub device: Device,
    /// The mapping to make.
    pub mapping: MappingRequest,
    /// Why; kept with the access.
    pub reason: Option<String>,
    /// Where to make the streaming URL; none for a mapping alone.
    pub link: Option<LinkTarget>,
    /// Leave the mapping when the URL cannot be made.
    pub keep: bool,
    /// Open another mapping even if one that fits is open.
    pub new: bool,
    /// What was listed just now, and need not be listed once more.
    pub listed: Option<Listed>,
}

/// What there was just before access is opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The mappings that lead to the device, others among them or not.
    pub mappings: Vec<Mapping>,
    /// The AppStream sessions of the stack and fleet, where they were listed too.
    pub sessions: Option<Vec<Session>>,
    /// Whether that was asked for by the same act, so that a mapping on it can be relied on.
    pub current: bool,
}

impl OpenRequest {
    /// Checks everything that can be known without asking a service.
    pub fn check(self, policy: SourcePolicy) -> Result<Self, Failure> {
        if self.mapping.port == 0 {
            return Err(Failure::invalid(say::mistaken::port_zero()).advise(say::mistaken::ports()));
        }
        self.mapping.duration.for_mapping()?;
        if !self.device.services().is_empty() && !self.device.services().contains(&self.mapping.service) {
            let lacks = say::acted::no_subscription(self.device.label(), self.mapping.service.word());
            return Err(Failure::invalid(lacks).advise(say::acted::other_service()));
        }
        check_sources(&self.mapping.sources, self.link.is_some(), policy)?;
        if self.link.is_some() {
            StreamLink::fits_in(self.mapping.duration)?;
        }
        Ok(self)
    }

    /// What replaces a mapping: the same door to the same device, for that long from now.
    pub fn replacing(
        mapping: &Mapping,
        device: Device,
        duration: Span,
        link: Option<LinkTarget>,
        policy: SourcePolicy,
    ) -> Result<Self, Failure> {
        let sources = mapping.sources.iter().map(|range| range.parse());
        let sources: Result<Vec<SourceRange>, Failure> = sources.collect();
        // what is wrong with them nobody has typed
        let told = |failure: Failure| Failure {
            usage: false,
            ..failure.during(say::acted::same_sources_refused())
        };
        let draft = OpenDraft {
            port: mapping.device_port,
            duration,
            sources: sources.map_err(told)?,
            service: mapping.service(),
            reason: None,
        };
        let mut request = draft.for_device(device, link, policy)?;
        request.mapping.tls = mapping.tls;
        request.new = true;
        Ok(request)
    }

    /// The key of the device and port.
    pub fn device_key(&self) -> DeviceKey {
        DeviceKey::new(&self.device.sim_id.0, self.mapping.port)
    }
}

/// What a form or command line adds up to before it is checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenDraft {
    /// The port on the device.
    pub port: u16,
    /// For how long.
    pub duration: Span,
    /// Who may connect.
    pub sources: Vec<SourceRange>,
    /// Which session; the device's usual one where not said.
    pub service: Option<Service>,
    /// Why.
    pub reason: Option<String>,
}

/// A streaming URL is used from elsewhere: who may connect has to be said then.
fn check_sources(sources: &[SourceRange], with_link: bool, policy: SourcePolicy) -> Result<(), Failure> {
    if with_link && sources.is_empty() {
        return Err(Failure::invalid(say::acted::no_source()).advise(say::acted::set_source()));
    }
    policy.check(sources)
}

impl OpenDraft {
    /// Checks what can be known before the device is.
    pub fn check(&self, with_link: bool, policy: SourcePolicy) -> Result<(), Failure> {
        check_sources(&self.sources, with_link, policy)
    }

    /// The checked request for using an app of that device. `link` is where streaming URLs are made, for apps that have any.
    pub fn for_app(
        self,
        app: &App,
        device: Device,
        link: Option<LinkTarget>,
        policy: SourcePolicy,
    ) -> Result<OpenRequest, Failure> {
        let mut request = self.for_device(device, link.and_then(|others| app.target(others)), policy)?;
        request.mapping.tls = app.tls_at(request.mapping.port);
        Ok(request)
    }

    /// The checked request for that device.
    pub fn for_device(self, device: Device, link: Option<LinkTarget>, policy: SourcePolicy) -> Result<OpenRequest, Failure> {
        OpenRequest {
            mapping: MappingRequest {
                sim_id: device.sim_id.clone(),
                port: self.port,
                service: self.service.unwrap_or_else(|| device.usual_service()),
                sources: self.sources,
                duration: self.duration,
                tls: false,
            },
            device,
            reason: self.reason.filter(|reason| !reason.trim().is_empty()),
            link,
            keep: false,
            new: false,
            listed: None,
        }
        .check(policy)
    }
}

/// An access that is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// The mapping, as the service answered it.
    pub mapping: Mapping,
    /// Whether it was open already.
    pub reused: bool,
    /// The streaming URL, if one was asked for.
    pub link: Option<StreamLink>,
    /// What the user should know besides.
    pub notes: Vec<String>,
}

/// A streaming URL for a mapping that was open already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FreshLink {
    /// The URL.
    pub link: StreamLink,
    /// What the user should know besides.
    pub note: Option<String>,
}

/// A streaming URL that could not be made, by what was in the way.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LinkFailure {
    /// The mapping is not what it was, or SORACOM did not say what it is.
    #[error("{0}")]
    Mapping(Failure),
    /// AppStream.
    #[error("{0}")]
    AppStream(Failure),
}

impl From<LinkFailure> for Failure {
    fn from(failure: LinkFailure) -> Self {
        match failure {
            LinkFailure::Mapping(failure) | LinkFailure::AppStream(failure) => failure,
        }
    }
}

/// A mapping that was replaced by one that lasts longer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extended {
    /// The replacement, at an endpoint of its own.
    pub opened: Opened,
    /// What became of the old one.
    pub let_go: RevokeReport,
}

/// An opening that failed, and what it left behind.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{failure}")]
pub struct OpenFailure {
    /// Why. Its message says what became of the mapping.
    pub failure: Failure,
    /// Every mapping that this opening made and that may still be open.
    pub left_open: Vec<Endpoint>,
}

impl From<Failure> for OpenFailure {
    fn from(failure: Failure) -> Self {
        Self {
            failure,
            left_open: Vec::new(),
        }
    }
}

/// A mapping to take away, as it was named when the user agreed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RevokeTarget {
    /// The mapping.
    pub endpoint: Endpoint,
    /// What was listed there, where that is known: Napter gives endpoints out again.
    pub mapping: Option<Mapping>,
    /// What the user calls the device.
    pub label: String,
    /// What its AppStream sessions are found by.
    pub key: Option<DeviceKey>,
}

impl RevokeTarget {
    /// That mapping.
    pub fn of(mapping: &Mapping, label: &str, key: Option<DeviceKey>) -> Self {
        Self {
            endpoint: mapping.endpoint.clone(),
            mapping: Some(mapping.clone()),
            label: label.to_owned(),
            key,
        }
    }

    /// Whether a mapping that is listed at its endpoint is another one.
    pub fn was_followed_by(&self, listed: &Mapping) -> bool {
        self.mapping.as_ref().is_some_and(|own| !listed.is_still(own))
    }
}

/// What became of a revoke or a sweep.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RevokeReport {
    /// Mappings that are gone.
    pub revoked: Vec<Endpoint>,
    /// Endpoints that were given to other mappings, which stay.
    pub taken: Vec<Endpoint>,
    /// AppStream sessions that were ended.
    pub sessions_expired: Vec<String>,
    /// What is left, and why.
    pub failed: Vec<Remainder>,
}

impl RevokeReport {
    /// What to say of something that is left: a mapping that is gone is not open, whatever goes on of it.
    pub fn told(&self, left: &Remainder) -> String {
        let failure = left.failure.with_advice();
        match (&left.what, left.what.endpoint()) {
            (Left::Mapping(endpoint), _) => say::revoking::left_open(endpoint, failure),
            (_, Some(endpoint)) if self.revoked.contains(endpoint) => say::revoking::revoked_but(endpoint, failure),
            (_, Some(endpoint)) => say::revoking::of(endpoint, failure),
            (_, None) => failure,
        }
    }
}

/// Something that could not be taken away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remainder {
    /// What it is.
    pub what: Left,
    /// Why it is left.
    pub failure: Failure,
}

/// What can be left of what was to be taken away.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Left {
    /// A mapping.
    Mapping(Endpoint),
    /// The AppStream session of that id, and the mapping that it came through, unless that was gone before.
    Session(String, Option<Endpoint>),
    /// Whatever AppStream sessions came through that mapping, or through those that were gone before.
    Sessions(Option<Endpoint>),
    /// What was named, and not found.
    Named(String),
}

impl Left {
    /// The mapping that it is, or that it came through.
    pub fn endpoint(&self) -> Option<&Endpoint> {
        match self {
            Self::Mapping(endpoint) => Some(endpoint),
            Self::Session(_, through) | Self::Sessions(through) => through.as_ref(),
            Self::Named(_) => None,
        }
    }

    /// Its name.
    pub fn name(&self) -> String {
        match self {
            Self::Mapping(endpoint) => endpoint.to_string(),
            Self::Session(id, _) => say::revoking::session(id),
            Self::Sessions(Some(endpoint)) => say::revoking::sessions_through(endpoint),
            Self::Sessions(None) => say::revoking::sessions().into(),
            Self::Named(word) => word.clone(),
        }
    }
}

/// What `X` would take away: expired mappings that are still listed, and sessions whose mapping is gone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sweep {
    /// Expired mappings.
    pub mappings: Vec<RevokeTarget>,
    /// AppStream sessions whose mapping is gone.
    pub sessions: Vec<Session>,
    /// Those that no mapping of this account accounts for, of devices that may be another's.
    pub strays: Vec<Session>,
    /// Why the sessions could not be looked at, if so.
    pub sessions_unknown: Option<Failure>,
}

impl Sweep {
    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.mappings.is_empty() && self.sessions.is_empty()
    }

    /// What tells the devices of those that may be another account's.
    pub fn stray_keys(&self) -> HashSet<DeviceKey> {
        self.strays
            .iter()
            .filter_map(|session| session.user_id.device_key())
            .collect()
    }

    /// Those that lead to devices of this account have lost their mapping.
    pub fn claim(&mut self, is_own: impl Fn(&DeviceKey) -> bool) {
        let own = |session: &mut Session| session.user_id.device_key().is_some_and(|key| is_own(&key));
        self.sessions.extend(self.strays.extract_if(.., own));
    }
}
