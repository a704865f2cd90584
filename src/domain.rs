//! The nouns of the field and their rules: parsing, matching, time left. No I/O, no clock; time is an argument.

pub mod access;
pub mod app;
pub mod audit;
pub mod checkup;
pub mod column;
pub mod countdown;
pub mod device;
pub mod endpoint;
pub mod failure;
pub mod filter;
pub mod fleet;
pub mod link;
pub mod mapping;
pub mod on_quit;
pub mod probe;
pub mod record;
pub mod session;
pub mod skew;
pub mod source;
pub mod span;
pub mod written;

pub use access::{LinkTarget, OpenRequest, Opened, RevokeReport, RevokeTarget, Sweep};
pub use app::App;
pub use countdown::{Countdown, Urgency};
pub use device::{Device, Imsi, Service, SimId};
pub use endpoint::Endpoint;
pub use failure::{Failure, Kind};
pub use filter::Filter;
pub use link::{DeviceKey, SessionContext, StreamLink, UserId};
pub use mapping::{Mapping, MappingRequest};
pub use on_quit::OnQuit;
pub use record::{Entry, History, Record};
pub use session::Session;
pub use skew::Skew;
pub use source::{SourcePolicy, SourceRange};
pub use span::Span;
