//! From configuration to services: which clients, for which account, and what a verb needs besides.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;

use super::args::Args;
use super::print::{self, CommandFailure};
use super::progress;
use crate::access::{Access, Operator, ServiceClock};
use crate::app::model::Settings;
use crate::appstream::{self, AppStreamClient, AppStreamSettings};
use crate::config::{Account, Config, Env, Flags};
use crate::desktop::{ClipboardPolicy, SystemClock, time_zone};
use crate::doctor::Expected;
use crate::domain::failure::Result;
use crate::domain::link::ContextTemplate;
use crate::domain::written::without_password;
use crate::domain::{App, Apps, Failure, LinkTarget, Mapping, SourcePolicy, SourceRange, Span};
use crate::gateway::{AppStream, AwsAccount, Listener, Notice, Soracom};
use crate::journal::Journal;
use crate::read_only::{self, ReadOnly};
use crate::say;
use crate::soracom::{self, SoracomClient, SoracomSettings};

/// The clients and the settings that every verb shares.
pub struct Services {
    /// Both services, and the acts on them.
    pub access: Access,
    /// The AWS account around AppStream.
    pub aws: Arc<dyn AwsAccount>,
    /// Where streaming URLs are made; the reason where they cannot be.
    pub link: std::result::Result<LinkTarget, String>,
    /// Who opens, before sign-in says more.
    operator: String,
    /// The app unless told otherwise.
    pub app: App,
    /// All apps.
    pub apps: Apps,
    /// For how long unless told otherwise.
    pub duration: Span,
    /// From where unless told otherwise.
    pub sources: Vec<SourceRange>,
    /// From where at most.
    pub policy: SourcePolicy,
    config: Config,
    account: Account,
}

/// Does a verb's work with the services of the configured account, and gives the token back however it ends.
pub async fn with<T>(args: &Args, verb: impl AsyncFnOnce(&Services) -> Result<T, CommandFailure>) -> Result<T, CommandFailure> {
    let services = configured(args)?;
    let done = progress::with(verb(&services)).await;
    services.close().await;
    done
}

/// The services of the configured account, for a verb: waits are said on stderr.
fn configured(args: &Args) -> Result<Services> {
    let config = load(args)?;
    if config.accounts.is_empty() {
        let nothing = Failure::new(crate::domain::Kind::Auth, say::configured::no_credentials());
        return Err(nothing.advise(config.what_to_set()));
    }
    if let (None, [first, others @ ..]) = (&args.profile, config.accounts.as_slice())
        && !others.is_empty()
    {
        let others: Vec<&str> = others.iter().map(|account| account.name.as_str()).collect();
        print::note(&say::told::first_account(&first.name, others.join(", ")));
    }
    let said: Listener = Arc::new(|notice| {
        if let Notice::Waiting(wait) = notice {
            print::note_beside(say::told::rate_limit(wait.as_secs()));
        }
    });
    connect(config, None, said)
}

/// The configuration, from file, environment and flags.
pub fn load(args: &Args) -> Result<Config> {
    let config = Config::load(&flags(args), &Env::process())?;
    say::speak(config.ui.language);
    Ok(config)
}

/// What the command line says about the configuration.
pub fn flags(args: &Args) -> Flags {
    Flags {
        config: args.config.clone(),
        profile: args.profile.clone(),
        read_only: args.read_only,
    }
}

/// How long each service may take.
#[derive(Clone, Copy, Debug, Default)]
pub struct Limits {
    /// SORACOM.
    pub soracom: soracom::Limits,
    /// AppStream.
    pub appstream: appstream::Limits,
}

/// The clients of a configuration's first account, with the usual limits.
pub fn connect(config: Config, static_aws: Option<(String, String)>, listener: Listener) -> Result<Services> {
    connect_within(Limits::default(), config, static_aws, listener)
}

/// The clients of a configuration's first account.
pub fn connect_within(
    limits: Limits,
    config: Config,
    static_aws: Option<(String, String)>,
    listener: Listener,
) -> Result<Services> {
    let account = config
        .accounts
        .first()
        .cloned()
        .ok_or_else(|| Failure::invalid(say::configured::no_account()))?;
    let local = Arc::new(SystemClock);
    let clock = Arc::new(ServiceClock::new(local.clone()));
    let learner = clock.clone();
    let listener: Listener = Arc::new(move |notice| {
        learner.hear(&notice);
        listener(notice);
    });
    let soracom = SoracomClient::new(SoracomSettings {
        listener,
        lang: say::language().name().into(),
        headers: account.headers.clone(),
        limits: limits.soracom,
        ..SoracomSettings::new(account.endpoint.clone(), account.credentials.clone(), local.clone())
    })?;
    let appstream = AppStreamSettings {
        region: config.appstream.region.clone(),
        profile: config.appstream.profile.clone(),
        endpoint: config.appstream.endpoint.clone(),
        static_credentials: static_aws,
        limits: limits.appstream,
        ..AppStreamSettings::default()
    };
    let appstream = Arc::new(AppStreamClient::new(appstream, local));
    let operator = config.operator.clone().or_else(os_user).unwrap_or_else(|| "naptop".into());
    let link = link_target(&config, &operator);
    let journal = Arc::new(config.journal.clone().map_or_else(Journal::in_memory, Journal::at));
    let (soracom, streams): (Arc<dyn Soracom>, Arc<dyn AppStream>) = (Arc::new(soracom), appstream.clone());
    // below everything that could ask for a change, so that no verb and no key can forget it
    let (soracom, streams): (Arc<dyn Soracom>, Arc<dyn AppStream>) = match config.read_only {
        true => (Arc::new(ReadOnly(soracom)), Arc::new(ReadOnly(streams))),
        false => (soracom, streams),
    };
    let access = Access {
        soracom,
        appstream: streams,
        coverage: account.coverage.word(),
        clock,
        link: link.clone().ok(),
        operator: Operator {
            name: operator.clone(),
            is_set: config.operator.is_some(),
        },
        journal,
    };
    Ok(Services {
        access,
        aws: appstream,
        link,
        operator,
        app: config.access.app.clone(),
        apps: config.access.apps.clone(),
        duration: config.access.duration,
        sources: config.access.sources.clone(),
        policy: config.access.policy,
        config,
        account,
    })
}

impl Services {
    /// Refuses a verb that changes something when nothing may be changed, before anything is asked: the services would refuse
    /// it too.
    pub fn forbid_if_read_only(&self) -> Result<()> {
        if self.config.read_only {
            return Err(read_only::refused());
        }
        Ok(())
    }

    /// Where streaming URLs are made, for whoever will be signed in.
    pub fn anyones_target(&self) -> Result<LinkTarget> {
        let target = self.link.clone();
        target.map_err(|reason| Failure::invalid(reason).advise(say::told::init_or_no_url()))
    }

    /// Where streaming URLs are made, for whoever is signed in.
    pub async fn link_target(&self) -> Result<LinkTarget> {
        let target = self.anyones_target()?;
        Ok(LinkTarget {
            operator: self.access.operator().await?,
            ..target
        })
    }

    /// The same for a mapping that is open: by its app.
    pub fn by_app(&self, mapping: &Mapping, target: LinkTarget) -> Result<LinkTarget> {
        let target = self.apps.link_to(mapping, &self.app, target);
        target.map_err(|reason| Failure::invalid(reason).advise(say::told::give_application()))
    }

    /// A time as people here read it; nothing for none.
    pub fn local_time(&self, time: Option<Timestamp>) -> String {
        let here = |time: Timestamp| time.to_zoned_datetime(time_zone()).strftime("%m-%d %H:%M:%S").to_string();
        time.map(here).unwrap_or_default()
    }

    /// How text is copied, as configured.
    pub fn clipboard(&self) -> ClipboardPolicy {
        self.config.clipboard
    }

    /// What a check compares with.
    pub fn expected(&self) -> Expected {
        Expected {
            coverage: self.account.coverage.to_string(),
            endpoint: without_password(&self.account.endpoint),
            stack: self.config.appstream.stack.clone(),
            fleet: self.config.appstream.fleet.clone(),
            application: self.config.appstream.application.clone(),
            sources: self.sources.clone(),
            duration: self.duration,
        }
    }

    /// What the dashboard needs to know.
    pub fn settings(&self, demo: bool) -> Settings {
        Settings {
            profile: self.account.name.clone(),
            coverage: self.account.coverage.to_string(),
            region: self.config.appstream.region.clone(),
            link: self.link.clone(),
            operator: self.operator.clone(),
            operator_is_set: self.config.operator.is_some(),
            read_only: self.config.read_only,
            demo,
            on_quit: self.config.on_quit,
            alerts: self.config.alerts.clone(),
            wall: self.config.ui.wall,
            refresh: self.config.refresh,
            app: self.app.clone(),
            apps: self.apps.clone(),
            duration: self.duration,
            sources: self.sources.clone(),
            policy: self.policy,
            bulk_limit: self.config.access.bulk_limit,
        }
    }

    /// Gives the token back. That it was taken is not waited for: a round trip on a bad link, and it runs out by itself.
    pub async fn close(&self) {
        const SENDING: Duration = Duration::from_millis(50);
        let _ = tokio::time::timeout(SENDING, self.access.soracom.sign_out()).await;
    }
}

fn link_target(config: &Config, operator: &str) -> std::result::Result<LinkTarget, String> {
    match (&config.appstream.stack, &config.appstream.fleet) {
        (Some(stack), Some(fleet)) => Ok(LinkTarget {
            stack: stack.clone(),
            fleet: fleet.clone(),
            application: config.appstream.application.clone(),
            context: ContextTemplate::default(),
            validity: config.appstream.link_validity,
            operator: operator.to_owned(),
        }),
        (None, None) => Err(say::told::no_stack_and_fleet().into()),
        (None, _) => Err(say::told::no_stack().into()),
        (_, None) => Err(say::told::no_fleet().into()),
    }
}

/// Two people who share an auth key must not share a streaming session.
fn os_user() -> Option<String> {
    ["USER", "USERNAME", "LOGNAME"]
        .iter()
        .find_map(|name| std::env::var(name).ok())
        .filter(|name| !name.is_empty())
}
