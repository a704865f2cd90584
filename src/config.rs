//! The configuration in force: file, environment and flags resolved into one [`Config`]. Reading each lives below.

mod accounts;
mod apps;
mod env;
mod file;
mod fill;
mod lines;
pub mod save;
mod settings;
mod ui;

use std::path::{Path, PathBuf};

use crate::desktop::ClipboardPolicy;
use crate::domain::alerts::Ways;
use crate::domain::failure::Result;
use crate::domain::link::ResourceName;
use crate::domain::{Alerts, App, Apps, Failure, OnQuit, SourcePolicy, SourceRange, Span};
use crate::say;

pub use accounts::{Account, credentials_in};
pub use env::Env;
pub use fill::{Choices, fill};
pub use settings::{Origin, Setting, some_text};
pub use ui::{Charset, Ui, first_language};

use file::File;
use settings::Settings;

/// The configuration file to copy: every key with its default or an example, all commented out.
pub const TEMPLATE: &str = include_str!("../assets/config.toml");

/// What the command line says about the configuration.
#[derive(Clone, Debug, Default)]
pub struct Flags {
    /// `--config`.
    pub config: Option<PathBuf>,
    /// `--profile`.
    pub profile: Option<String>,
    /// `--read-only`.
    pub read_only: bool,
}

/// What a mapping gets unless told otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessDefaults {
    /// Who may connect.
    pub sources: Vec<SourceRange>,
    /// Who may connect at most.
    pub policy: SourcePolicy,
    /// For how long.
    pub duration: Span,
    /// What is used on the device.
    pub app: App,
    /// What else there is.
    pub apps: Apps,
    /// To how many marked devices at once.
    pub bulk_limit: usize,
}

/// Where streaming URLs are made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppStreamConfig {
    /// The stack.
    pub stack: Option<ResourceName>,
    /// The fleet.
    pub fleet: Option<ResourceName>,
    /// The application.
    pub application: ResourceName,
    /// The region; else the SDK looks for it.
    pub region: Option<String>,
    /// The AWS profile; else the SDK looks for credentials.
    pub profile: Option<String>,
    /// Another endpoint than the region's.
    pub endpoint: Option<String>,
    /// For how long a URL may be opened, at most.
    pub link_validity: Span,
}

/// The configuration in force.
#[derive(Clone, Debug)]
pub struct Config {
    /// The configuration file, whether it exists or not.
    pub path: PathBuf,
    /// Who the user is, where they said so.
    pub operator: Option<String>,
    /// What quitting does.
    pub on_quit: OnQuit,
    /// When and how the dashboard speaks up.
    pub alerts: Alerts,
    /// How often mappings are listed.
    pub refresh: Span,
    /// Where copied text goes.
    pub clipboard: ClipboardPolicy,
    /// Whether opening and taking away are refused.
    pub read_only: bool,
    /// What a mapping gets.
    pub access: AccessDefaults,
    /// Where streaming URLs are made.
    pub appstream: AppStreamConfig,
    /// How the dashboard looks and is driven.
    pub ui: Ui,
    /// The SORACOM accounts; empty if nothing is configured.
    pub accounts: Vec<Account>,
    /// Each value and where it came from, without secrets.
    pub settings: Vec<Setting>,
    /// Where it is written down what is opened; nowhere in the demo.
    pub journal: Option<PathBuf>,
}

impl Config {
    /// Reads and resolves the configuration.
    pub fn load(flags: &Flags, env: &Env) -> Result<Self> {
        let path = path(flags, env);
        let named = flags.config.is_some() || env.get("NAPTOP_CONFIG").is_some();
        let file = File::read(&path, named)?;
        let config = Self::resolve(path, &file, flags, env)?;
        Ok(Self {
            journal: journal_path(env),
            ..config
        })
    }

    /// The configuration of the demo: the simulator's endpoints, and nothing of the user's.
    pub fn demo(soracom: &str, appstream: &str, flags: &Flags) -> Result<Self> {
        let variables = [
            ("SORACOM_AUTH_KEY_ID", "keyId-demo"),
            ("SORACOM_AUTH_KEY", "secret-demo"),
            ("SORACOM_ENDPOINT", soracom),
            ("AWS_ENDPOINT_URL_APPSTREAM", appstream),
            ("AWS_REGION", "ap-northeast-1"),
            ("NAPTOP_STACK", "naptop-stack"),
            ("NAPTOP_FLEET", "naptop-fleet"),
            ("NAPTOP_SOURCE", "203.0.113.10/32"),
        ];
        let env = Env::of(variables.map(|(name, value)| (name.to_owned(), value.to_owned())));
        let flags = Flags {
            profile: None,
            ..flags.clone()
        };
        let mut demo = Self::resolve(path(&flags, &env), &File::default(), &flags, &env)?;
        for account in &mut demo.accounts {
            "demo".clone_into(&mut account.name);
        }
        Ok(demo)
    }

    /// The same, with how it looks and is driven as the environment says. Of the user's files it reads those named there alone.
    pub fn looking_as(self, env: &Env) -> Result<Self> {
        let ui = Self::of_environment(env)?.ui;
        Ok(Self { ui, ..self })
    }

    /// What the environment alone says. Whose account is left out: no credentials are read.
    pub fn of_environment(env: &Env) -> Result<Self> {
        let file = File::default();
        let (mut config, settings) = Self::values(PathBuf::new(), &file, &Flags::default(), env)?;
        config.settings = settings.listed();
        Ok(config)
    }

    fn resolve(path: PathBuf, file: &File, flags: &Flags, env: &Env) -> Result<Self> {
        let (mut config, mut settings) = Self::values(path, file, flags, env)?;
        config.accounts = accounts::accounts(flags.profile.as_deref(), env, file, &mut settings)?;
        config.settings = settings.listed();
        Ok(config)
    }

    /// All but the accounts and the list of settings.
    fn values<'a>(path: PathBuf, file: &'a File, flags: &Flags, env: &'a Env) -> Result<(Self, Settings<'a>)> {
        let mut settings = Settings::new(env, file);
        let at_least_a_second = |span: Span| {
            let wrong = || Failure::invalid(say::configured::shorter_than_a_second()).advise(say::configured::such_as("15s"));
            if span.as_secs() == 0 { Err(wrong()) } else { Ok(span) }
        };
        let span = |text: &str| text.parse::<Span>();
        let top = &file.keys;
        let (access, appstream, alerts) = (
            top.access.clone().unwrap_or_default(),
            top.appstream.clone().unwrap_or_default(),
            top.alerts.clone().unwrap_or_default(),
        );
        let off = (false, None);
        let ui = Ui::resolve(&mut settings, &top.ui.clone().unwrap_or_default(), &path, env)?;
        let read_only = settings.flag("read_only", flags.read_only, top.read_only.as_ref());
        let application = settings.value(
            "appstream.application",
            &["NAPTOP_APPLICATION"],
            &appstream.application,
            "RemoteDesktopBat",
            str::parse,
        )?;
        let apps = apps::apps(Clone::clone(&application), file, &mut settings)?;
        let config = Self {
            operator: settings.optional("operator", &["NAPTOP_OPERATOR"], &top.operator, some_text)?,
            on_quit: settings.value("on_quit", &[], &top.on_quit, "tell", str::parse)?,
            refresh: settings.value("refresh", &[], &top.refresh, "15s", |text| {
                span(text).and_then(at_least_a_second)
            })?,
            clipboard: settings.value("clipboard", &[], &top.clipboard, "auto", str::parse)?,
            read_only,
            journal: None,
            access: AccessDefaults {
                sources: settings.list("access.source", "NAPTOP_SOURCE", access.source.as_deref(), "")?,
                policy: settings.value("access.widest_source", &[], &access.widest_source, "/24", str::parse)?,
                duration: settings.value("access.duration", &["NAPTOP_DURATION"], &access.duration, "30m", |text| {
                    span(text)?.for_mapping()
                })?,
                app: settings.value("access.app", &[], &access.app, "rdp", |name| apps.named(name).cloned())?,
                apps,
                bulk_limit: settings.count("access.bulk_limit", "NAPTOP_BULK_LIMIT", access.bulk_limit.as_ref(), 50)?,
            },
            appstream: AppStreamConfig {
                stack: settings.optional("appstream.stack", &["NAPTOP_STACK"], &appstream.stack, str::parse)?,
                fleet: settings.optional("appstream.fleet", &["NAPTOP_FLEET"], &appstream.fleet, str::parse)?,
                application,
                region: settings.optional(
                    "appstream.region",
                    &["AWS_REGION", "AWS_DEFAULT_REGION"],
                    &appstream.region,
                    some_text,
                )?,
                profile: settings.optional("appstream.profile", &["AWS_PROFILE"], &appstream.profile, some_text)?,
                endpoint: settings.optional(
                    "appstream.endpoint",
                    &["AWS_ENDPOINT_URL_APPSTREAM", "AWS_ENDPOINT_URL"],
                    &appstream.endpoint,
                    settings::web_address,
                )?,
                link_validity: settings.value("appstream.link_validity", &[], &appstream.link_validity, "10m", |text| {
                    span(text).and_then(settings::validity)
                })?,
            },
            alerts: Alerts {
                ways: Ways {
                    bell: settings.switch("alerts.bell", "NAPTOP_ALERTS_BELL", alerts.bell.as_ref(), off)?,
                    osc9: settings.switch("alerts.osc9", "NAPTOP_ALERTS_OSC9", alerts.osc9.as_ref(), off)?,
                    desktop: settings.switch("alerts.desktop", "NAPTOP_ALERTS_DESKTOP", alerts.desktop.as_ref(), off)?,
                },
                title: settings.switch("alerts.title", "NAPTOP_ALERTS_TITLE", alerts.title.as_ref(), off)?,
                scope: settings.value("alerts.scope", &["NAPTOP_ALERTS_SCOPE"], &alerts.scope, "mine", str::parse)?,
                before: settings.list("alerts.before", "NAPTOP_ALERTS_BEFORE", alerts.before.as_deref(), "5m, 1m")?,
            }
            .in_order(),
            ui,
            accounts: Vec::new(),
            settings: Vec::new(),
            path,
        };
        Ok((config, settings))
    }

    /// What to set where nothing is: at most ten lines.
    pub fn what_to_set(&self) -> String {
        say::configured::what_to_set(self.path.display())
    }
}

/// Where the configuration file is, or would be.
pub fn path(flags: &Flags, env: &Env) -> PathBuf {
    flags
        .config
        .clone()
        .or_else(|| env.get("NAPTOP_CONFIG").map(PathBuf::from))
        .or_else(|| directory().map(|directory| directory.join("config.toml")))
        .unwrap_or_else(|| Path::new("config.toml").to_owned())
}

/// Where soracom-cli's profiles are.
pub fn profile_directory(env: &Env) -> Result<PathBuf> {
    let home = || {
        let home = env.get("HOME").map(PathBuf::from);
        home.or_else(|| directories::BaseDirs::new().map(|dirs| dirs.home_dir().to_owned()))
    };
    env.get("SORACOM_PROFILE_DIR")
        .map(PathBuf::from)
        .or_else(|| Some(home()?.join(".soracom")))
        .ok_or_else(|| Failure::invalid(say::configured::no_home()).advise(say::configured::set_profile_dir()))
}

/// Where is written what this program opened; nowhere if there is no home directory.
pub fn journal_path(env: &Env) -> Option<PathBuf> {
    env.get("NAPTOP_JOURNAL")
        .map(PathBuf::from)
        .or_else(|| state_file("journal.jsonl"))
}

/// A file that naptop writes for itself; none if there is no home directory.
fn state_file(name: &str) -> Option<PathBuf> {
    let dirs = directories::ProjectDirs::from("", "", "naptop")?;
    Some(dirs.state_dir().unwrap_or(dirs.data_local_dir()).join(name))
}

/// Where configuration, keymap and themes are.
pub fn directory() -> Option<PathBuf> {
    directories::ProjectDirs::from("", "", "naptop").map(|dirs| dirs.config_dir().to_owned())
}

/// Reads bytes as a configuration file.
#[cfg(test)]
pub(crate) fn read_anything(bytes: &[u8]) {
    let path = Path::new("config.toml");
    if let Ok(file) = File::parse(path, String::from_utf8_lossy(bytes).into_owned()) {
        let _ = Config::resolve(path.to_owned(), &file, &Flags::default(), &Env::default());
    }
}

#[cfg(test)]
mod tests;
