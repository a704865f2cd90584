//! The traits for everything outside: the two services and the AWS account, the desktop, the clock. No implementation lives here.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::path::PathBuf;

use async_trait::async_trait;
use jiff::Timestamp;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::domain::alerts::Ways;
use crate::domain::app::Way;
use crate::domain::audit::AuditEntry;
use crate::domain::failure::Result;
use crate::domain::fleet::{AwsIdentity, Fleet, Image, Stack, SubnetEgress};
use crate::domain::launch::{Launch, Launched, Means};
use crate::domain::link::ResourceName;
use crate::domain::probe::Answered;
use crate::domain::roster::Page;
use crate::domain::{
    Device, Endpoint, Imsi, LinkTarget, Mapping, MappingRequest, Rate, Session, SessionContext, SimId, Span, StreamLink, UserId,
};
use crate::say;

/// Who is signed in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Identity {
    /// `OP` and ten digits.
    pub operator_id: String,
    /// The SAM user, where it is one.
    pub user_name: Option<String>,
}

/// Which SIMs are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Listing {
    /// Every one.
    #[default]
    All,
    /// Those that have a session, by a search: fewer pages, another permission.
    Online,
}

/// Who is handed the pages of a list, each once the one before is taken, and says whether that is enough.
#[async_trait]
pub trait Pages<T = Page>: Send {
    /// Takes a page.
    async fn take(&mut self, page: T) -> ControlFlow<()>;
}

#[async_trait]
impl<T: Send + 'static, F: FnMut(T) -> ControlFlow<()> + Send> Pages<T> for F {
    async fn take(&mut self, page: T) -> ControlFlow<()> {
        self(page)
    }
}

/// What became of a delete.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deletion {
    /// It was deleted now.
    Deleted,
    /// It was gone already.
    Gone,
}

/// How a device is looked up on the service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lookup {
    /// By IMSI.
    Imsi(Imsi),
    /// By (a part of) the name.
    Name(String),
}

/// The names of groups, by id.
pub type GroupNames = HashMap<String, String>;

/// SORACOM, for one account in one coverage. Reads repeat themselves when that is safe; of writes a delete does that
/// the rate limit refused, and no other.
#[async_trait]
pub trait Soracom: Send + Sync {
    /// Signs in unless that is done already, and says as whom.
    async fn sign_in(&self) -> Result<Identity>;
    /// Lists SIMs page by page, each handed on as it arrives; a page may be short or empty with more behind it. A SIM may come twice.
    async fn devices(&self, which: Listing, pages: &mut dyn Pages) -> Result<()>;
    /// One SIM.
    async fn device(&self, sim_id: &SimId) -> Result<Device>;
    /// The SIMs that a search finds, all pages of it.
    async fn find(&self, lookup: &Lookup) -> Result<Vec<Device>>;
    /// The groups' names.
    async fn groups(&self) -> Result<GroupNames>;
    /// Every mapping of the operator, whoever opened it.
    async fn mappings(&self) -> Result<Vec<Mapping>>;
    /// Opens a mapping. Never repeated by itself; [`Failure::in_doubt`](crate::domain::Failure) says when its fate is unknown.
    async fn create_mapping(&self, request: &MappingRequest) -> Result<Mapping>;
    /// Deletes a mapping. A delete that the rate limit refused is repeated, but for no longer than until then.
    async fn delete_mapping(&self, endpoint: &Endpoint, until: Option<Instant>) -> Result<Deletion>;
    /// Pings a SIM's device. Data traffic, which costs: only on request.
    async fn ping(&self, sim_id: &SimId) -> Result<Answered>;
    /// Tries a port of a SIM's device. Data traffic, which costs: only on request.
    async fn try_port(&self, sim_id: &SimId, port: u16) -> Result<Answered>;
    /// Napter's audit log since then, newest first: of one subscriber, or of all.
    async fn audit(&self, imsi: Option<&Imsi>, since: Timestamp) -> Result<Vec<AuditEntry>>;
    /// Revokes the token, on the way out.
    async fn sign_out(&self);
}

/// Amazon AppStream, in one account and region.
#[async_trait]
pub trait AppStream: Send + Sync {
    /// Makes a streaming URL.
    async fn create_url(
        &self,
        target: &LinkTarget,
        user: &UserId,
        context: &SessionContext,
        validity: Span,
    ) -> Result<StreamLink>;
    /// The sessions of a stack and fleet, of one user or of all, with their times by this machine's clock.
    async fn sessions(&self, stack: &ResourceName, fleet: &ResourceName, user: Option<&UserId>) -> Result<Vec<Session>>;
    /// Ends a session. An id that is unknown is success: the session is over.
    async fn expire_session(&self, id: &str) -> Result<Deletion>;
}

/// The AWS account around AppStream, as setting up and checking see it. Reads alone.
#[async_trait]
pub trait AwsAccount: Send + Sync {
    /// The region that calls go to, where one is known.
    async fn region(&self) -> Option<String>;
    /// Who signs.
    async fn identity(&self) -> Result<AwsIdentity>;
    /// Every stack.
    async fn stacks(&self) -> Result<Vec<Stack>>;
    /// One stack. `Kind::Missing` where there is none of that name.
    async fn stack(&self, name: &ResourceName) -> Result<Stack>;
    /// The names of the fleets that are associated with a stack.
    async fn fleets_of(&self, stack: &ResourceName) -> Result<Vec<String>>;
    /// One fleet. `Kind::Missing` where there is none of that name.
    async fn fleet(&self, name: &ResourceName) -> Result<Fleet>;
    /// An image, by ARN or name, with its applications.
    async fn image(&self, image: &str) -> Result<Image>;
    /// Where each of these subnets sends its traffic.
    async fn egress(&self, subnets: &[String]) -> Result<Vec<SubnetEgress>>;
}

/// Which way a text went to the clipboard, or why it did not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Copied {
    /// Into this desktop's clipboard.
    Desktop,
    /// To the terminal, by OSC 52; whether the terminal took it cannot be known.
    Terminal,
    /// To the terminal and into tmux's buffer.
    Tmux,
    /// Nowhere, and why; show it so that it can be selected.
    Nowhere(String),
}

impl Copied {
    /// What to tell the user of it; `what` is what was copied.
    pub fn message(&self, what: &str) -> String {
        match self {
            Self::Desktop => say::links::in_clipboard(what),
            Self::Terminal => say::links::sent_to_terminal(what),
            Self::Tmux => say::links::in_tmux(what),
            Self::Nowhere(reason) => say::links::not_copied(what, reason),
        }
    }
}

/// Whether a browser was started.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Browsed {
    /// It was started, detached, and has come for the URL.
    Started,
    /// It was started, and did not come for the URL for so long: the URL is no longer to be had there.
    Unclaimed(std::time::Duration),
    /// There is none here, and why; show the URL.
    Nowhere(String),
}

/// The machine in front of the user.
#[async_trait]
pub trait Desktop: Send + Sync + 'static {
    /// Copies a text to where the user can paste it.
    fn copy(&self, text: &str) -> Copied;
    /// Opens a URL in a browser. May take as long as a browser takes to start.
    fn browse(&self, url: &str) -> Browsed;
    /// The first of these ways that can be gone here, or why none can. Nothing is started to find out.
    fn means(&self, ways: &[Way]) -> Result<Means>;
    /// Starts it, and waits until it has ended: a program that needs the terminal has it meanwhile. `stop` ends it.
    async fn launch(&self, launch: &Launch, stop: &CancellationToken) -> Launched;
    /// Tells the user by these ways. The text is inert. Does not wait for what it starts.
    fn alert(&self, text: &str, ways: Ways);
    /// Sets the title of the terminal's window. The text is inert.
    fn title(&self, text: &str);
    /// Makes a file of that name in the current folder, for its owner alone, and says where it is. Never replaces one.
    fn save(&self, name: &str, contents: &str) -> Result<PathBuf>;
}

/// The local clock.
pub trait Clock: Send + Sync {
    /// Now, by this machine.
    fn now(&self) -> Timestamp;
}

/// Something that a client noticed by the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// A read was refused by SORACOM's rate limit and waits for so long, as the headers say.
    Waiting(std::time::Duration),
    /// What an answer said of SORACOM's rate limit.
    Rate(Rate),
    /// An answer carried the service's time.
    ServiceTime {
        /// Its `Date` header.
        date: Timestamp,
        /// Local time when the call was sent.
        sent: Timestamp,
        /// Local time when the answer came.
        received: Timestamp,
    },
}

/// Who is told of notices. Must not block.
pub type Listener = std::sync::Arc<dyn Fn(Notice) + Send + Sync>;
