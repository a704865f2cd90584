//! Amazon AppStream as the [`AppStream`] trait, over the AWS SDK: the three calls. What their errors mean is `fault`'s business;
//! the AWS account around it is `account`'s.

mod account;
mod call;
mod connect;
mod egress;
mod fault;
mod identity;
mod pages;
mod query;
mod xml;

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use aws_sdk_appstream::config::retry::RetryConfig;
use aws_sdk_appstream::config::{Builder, Config};
use aws_sdk_appstream::primitives::DateTime;
use aws_sdk_appstream::types::AuthenticationType;
use jiff::{SignedDuration, Timestamp};
use tokio::sync::OnceCell;

use self::call::{Call, EVERYWHERE, Service};
use self::connect::Connection;
use self::pages::Pages;
use crate::domain::failure::Result;
use crate::domain::link::ResourceName;
use crate::domain::{Kind, LinkTarget, Session, SessionContext, Skew, Span, StreamLink, UserId};
use crate::gateway::{AppStream, Clock, Deletion};
use crate::web::Dated;
use crate::{say, web};

/// What a client needs to know; what is missing is the AWS SDK's to find.
#[derive(Clone, Default)]
pub struct AppStreamSettings {
    /// The region.
    pub region: Option<String>,
    /// The AWS profile.
    pub profile: Option<String>,
    /// Another endpoint for AppStream than the region's.
    pub endpoint: Option<String>,
    /// Another endpoint for EC2.
    pub ec2_endpoint: Option<String>,
    /// Another endpoint for STS.
    pub sts_endpoint: Option<String>,
    /// How long things may take.
    pub limits: Limits,
    /// A key id and its secret, for the demo, which looks at nothing else of the machine's AWS configuration.
    pub static_credentials: Option<(String, String)>,
    /// What hears of the time of each answer: the client's own business.
    pub dated: Option<Dated>,
}

/// How long a call of the SDK may take.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Connecting.
    pub connect: Duration,
    /// One attempt.
    pub attempt: Duration,
    /// All attempts and the pauses between them.
    pub operation: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(3),
            attempt: Duration::from_secs(10),
            operation: Duration::from_secs(25),
        }
    }
}

/// AppStream, in one account and region.
pub struct AppStreamClient {
    settings: AppStreamSettings,
    clock: Arc<dyn Clock>,
    /// How far AppStream's clock is from this machine's.
    skew: Arc<Mutex<Skew>>,
    connection: OnceCell<Connection>,
}

/// As many sessions as the service puts on a page.
const PAGE: i32 = 50;

const CREATE_URL: Call = Call {
    service: Service::AppStream,
    action: "CreateStreamingURL",
    what: say::services::make_url,
    scope: say::services::on_stack_and_fleet,
};
const SESSIONS: Call = Call {
    service: Service::AppStream,
    action: "DescribeSessions",
    what: say::services::list_sessions,
    scope: say::services::on_stack_and_fleet,
};
const EXPIRE_SESSION: Call = Call {
    service: Service::AppStream,
    action: "ExpireSession",
    what: say::services::end_session,
    scope: EVERYWHERE,
};

impl AppStreamClient {
    /// A client that looks for region and credentials at its first call.
    pub fn new(settings: AppStreamSettings, clock: Arc<dyn Clock>) -> Self {
        let skew = Arc::<Mutex<Skew>>::default();
        let (local, learnt) = (clock.clone(), skew.clone());
        let dated: Dated = Arc::new(move || {
            let (local, learnt, sent) = (local.clone(), learnt.clone(), local.now());
            Box::new(move |date| {
                let mut skew = learnt.lock().unwrap_or_else(PoisonError::into_inner);
                *skew = skew.learn(date, sent, local.now());
            })
        });
        Self {
            settings: AppStreamSettings {
                dated: Some(dated),
                ..settings
            },
            clock,
            skew,
            connection: OnceCell::new(),
        }
    }

    /// A session with its times as this machine's clock has them.
    fn by_own_clock(&self, session: Session) -> Session {
        let skew = *self.skew.lock().unwrap_or_else(PoisonError::into_inner);
        let local = |time: Option<Timestamp>| time.and_then(|time| time.checked_sub(skew.offset()).ok());
        Session {
            started_at: local(session.started_at),
            max_expires_at: local(session.max_expires_at),
            ..session
        }
    }

    async fn connection(&self) -> &Connection {
        self.connection.get_or_init(|| Connection::load(&self.settings)).await
    }
}

/// A write is sent once: whether it is repeated is its caller's decision.
fn once() -> Builder {
    Config::builder().retry_config(RetryConfig::disabled())
}

#[async_trait]
impl AppStream for AppStreamClient {
    async fn create_url(
        &self,
        target: &LinkTarget,
        user: &UserId,
        context: &SessionContext,
        validity: Span,
    ) -> Result<StreamLink> {
        let made_at = self.clock.now();
        let output = self
            .connection()
            .await
            .appstream
            .create_streaming_url()
            .stack_name(target.stack.as_str())
            .fleet_name(target.fleet.as_str())
            .application_id(target.application.as_str())
            .user_id(user.as_str())
            .session_context(context.as_str())
            .validity(validity.as_secs().into())
            .customize()
            .config_override(once())
            .send()
            .await
            .map_err(|error| fault::failure(&CREATE_URL, &error))?;
        let url = output.streaming_url().unwrap_or_default();
        if !is_safe(url, self.connection().await.endpoint(Service::AppStream).is_some()) {
            return Err(fault::told(&CREATE_URL, Kind::Unexpected, say::services::no_url_of_its_own()));
        }
        let length = SignedDuration::from_secs(validity.as_secs().into());
        let expires_at = output.expires().and_then(timestamp);
        let expires_at = expires_at.unwrap_or_else(|| made_at.checked_add(length).unwrap_or(made_at));
        let link = StreamLink::new(url.to_owned(), expires_at, context.clone(), user.clone());
        Ok(link.made(made_at, validity))
    }

    async fn sessions(&self, stack: &ResourceName, fleet: &ResourceName, user: Option<&UserId>) -> Result<Vec<Session>> {
        let mut sessions = Vec::new();
        let mut pages = Pages::default();
        loop {
            let output = self
                .connection()
                .await
                .appstream
                .describe_sessions()
                .stack_name(stack.as_str())
                .fleet_name(fleet.as_str())
                .set_user_id(user.map(|user| user.as_str().to_owned()))
                .set_authentication_type(user.map(|_| AuthenticationType::Api))
                .limit(PAGE)
                .set_next_token(pages.token())
                .send()
                .await
                .map_err(|error| fault::failure(&SESSIONS, &error))?;
            let page = output.sessions().iter().filter_map(session);
            sessions.extend(page.map(|session| self.by_own_clock(session)));
            if !pages.advance(&SESSIONS, output.next_token())? {
                return Ok(sessions);
            }
        }
    }

    async fn expire_session(&self, id: &str) -> Result<Deletion> {
        let call = self.connection().await.appstream.expire_session().session_id(id);
        match call.customize().config_override(once()).send().await {
            Ok(_) => Ok(Deletion::Deleted),
            Err(error) => match fault::failure(&EXPIRE_SESSION, &error) {
                gone if gone.kind == Kind::Missing => Ok(Deletion::Gone),
                failure => {
                    let in_doubt = matches!(failure.kind, Kind::Offline | Kind::Timeout | Kind::Unexpected);
                    Err(failure.in_doubt(in_doubt))
                }
            },
        }
    }
}

fn session(session: &aws_sdk_appstream::types::Session) -> Option<Session> {
    Some(Session {
        id: session.id()?.to_owned(),
        user_id: UserId::reported(session.user_id()?),
        state: session.state().map(|state| state.as_str().to_owned()).unwrap_or_default(),
        connection: session.connection_state().map(|state| state.as_str().to_owned()),
        started_at: session.start_time().and_then(timestamp),
        max_expires_at: session.max_expiration_time().and_then(timestamp),
    })
}

fn timestamp(time: &DateTime) -> Option<Timestamp> {
    Timestamp::from_nanosecond(time.as_nanos()).ok()
}

/// Whether a URL may be handed to a browser: it is AppStream's own. Where another endpoint is set, it need only be encrypted,
/// unless it leads to this machine.
fn is_safe(url: &str, elsewhere: bool) -> bool {
    let plain = url.bytes().all(|b| b.is_ascii_graphic()) && !url.contains(['"', '\'', '<', '>', '`', '\\']);
    let Ok(uri) = url.parse::<http::Uri>() else { return false };
    let signed_in = uri.authority().is_some_and(|authority| authority.as_str().contains('@'));
    match (uri.scheme_str(), uri.host()) {
        _ if !plain || signed_in => false,
        (Some("https"), Some(host)) => is_own(host) || (elsewhere && !host.is_empty()),
        (Some("http"), Some(host)) => elsewhere && web::is_loopback(host),
        _ => false,
    }
}

/// Whether a host is AppStream's: `appstream2.REGION.aws.amazon.com`, or under the domain of the API.
fn is_own(host: &str) -> bool {
    const DOMAINS: [&str; 3] = [".aws.amazon.com", ".amazonaws.com", ".amazonaws.com.cn"];
    let host = host.to_ascii_lowercase();
    let name = DOMAINS.iter().find_map(|domain| host.strip_suffix(domain));
    name.is_some_and(|name| {
        name.split('.')
            .any(|label| label == "appstream2" || label == "appstream2-fips")
    })
}

/// Reads bytes as an answer of the services that speak XML.
#[cfg(test)]
pub(crate) fn read_anything(bytes: &[u8]) {
    let _ = xml::Element::parse(bytes);
}

#[cfg(test)]
mod tests;
