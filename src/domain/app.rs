//! What one connects to on a device: its port there, what AppStream starts for it, and what is started here.

mod place;
mod shipped;
mod template;
mod way;

use super::failure::Result;
use super::link::{ContextTemplate, ResourceName};
use super::{Failure, LinkTarget, Mapping};
use crate::say;

pub use place::Place;
pub use template::{Placeholder, Template};
pub use way::Way;

/// One way of using a device remotely.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct App {
    /// As `--app` and the form take it.
    pub name: String,
    /// The TCP port on the device.
    pub port: u16,
    /// Whether Napter terminates TLS: only for what speaks plain text.
    pub tls: bool,
    /// What AppStream starts; without one no streaming URL is made.
    pub application: Option<ResourceName>,
    /// What that is told.
    pub context: ContextTemplate,
    /// What can be started on this machine, the best first.
    pub ways: Vec<Way>,
    /// Whether access that was opened to start it goes when it ends.
    pub revoke_after: bool,
}

impl App {
    /// An app of which nothing is known but where it listens.
    pub fn at(name: impl Into<String>, port: u16) -> Self {
        Self {
            name: name.into(),
            port,
            tls: false,
            application: None,
            context: ContextTemplate::default(),
            ways: Vec::new(),
            revoke_after: true,
        }
    }

    /// Whether Napter terminates TLS in front of it at that port: of what is usually encrypted by itself, only where the app is there.
    pub fn tls_at(&self, port: u16) -> bool {
        const ENCRYPTED: [u16; 3] = [22, 443, 3389];
        self.tls && (port == self.port || !ENCRYPTED.contains(&port))
    }

    /// Where its streaming URLs are made, given where others are; none where AppStream has nothing to start for it.
    pub fn target(&self, others: LinkTarget) -> Option<LinkTarget> {
        Some(LinkTarget {
            application: self.application.clone()?,
            context: self.context.clone(),
            ..others
        })
    }

    /// A name that can be typed after `--app` and looks like nothing else.
    pub fn check_name(name: &str) -> Result<String> {
        let allowed = |c: char| c.is_ascii_alphanumeric() || "_-".contains(c);
        let good = (1..=32).contains(&name.len()) && name.chars().all(allowed) && !name.starts_with('-');
        match good {
            true => Ok(name.to_owned()),
            false => Err(Failure::invalid(say::mistaken::no_app_name(name)).advise(say::mistaken::app_names())),
        }
    }
}

/// The apps that are known: never none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Apps(Vec<App>);

impl Apps {
    /// Those that are shipped. RDP is what that AppStream application shows.
    pub fn shipped(application: ResourceName) -> Self {
        Self(shipped::apps(application))
    }

    /// All, in order.
    pub fn iter(&self) -> impl Iterator<Item = &App> {
        self.0.iter()
    }

    /// Takes the place of the app of that name, or comes after all.
    pub fn put(&mut self, app: App) {
        match self.0.iter_mut().find(|other| other.name == app.name) {
            Some(other) => *other = app,
            None => self.0.push(app),
        }
    }

    /// The app of that name.
    pub fn named(&self, name: &str) -> Result<&App> {
        self.0.iter().find(|app| app.name == name).ok_or_else(|| {
            let known: Vec<&str> = self.0.iter().map(|app| app.name.as_str()).collect();
            Failure::invalid(say::mistaken::no_app(name)).advise(say::mistaken::one_of(known.join(", ")))
        })
    }

    /// The app after that one, round the end.
    pub fn after(&self, name: &str) -> Option<&App> {
        let at = self.0.iter().position(|app| app.name == name).unwrap_or(0);
        self.0.get((at + 1) % self.0.len())
    }

    /// The app that a mapping leads to, as far as its port and TLS tell. Where several are like that, `usual` goes first.
    pub fn of_mapping(&self, mapping: &Mapping, usual: &App) -> Option<&App> {
        let theirs = |app: &&App| app.port == mapping.device_port && app.tls == mapping.tls;
        let mut all = self.0.iter().filter(theirs);
        let first = all.clone().next();
        all.find(|app| app.name == usual.name).or(first)
    }

    /// Where the streaming URL of a mapping is made: as its app says, or the one with its port at least; else as all others. The
    /// reason where none can be made.
    pub fn link_to(&self, mapping: &Mapping, usual: &App, others: LinkTarget) -> Result<LinkTarget, String> {
        let at_port = || self.0.iter().find(|app| app.port == mapping.device_port);
        match self.of_mapping(mapping, usual).or_else(at_port) {
            None => Ok(others),
            Some(app) => app.target(others).ok_or_else(|| say::mistaken::nothing_to_start(&app.name)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::mapping::tests::mapping;

    fn apps() -> Apps {
        Apps::shipped("RemoteDesktopBat".parse().unwrap())
    }

    fn others() -> LinkTarget {
        LinkTarget {
            stack: "stack".parse().unwrap(),
            fleet: "fleet".parse().unwrap(),
            application: "RemoteDesktopBat".parse().unwrap(),
            context: ContextTemplate::default(),
            validity: crate::domain::Span::seconds(600),
            operator: "taro".into(),
        }
    }

    #[test]
    fn an_unknown_app_lists_those_known() {
        let failure = apps().named("rdq").unwrap_err();
        assert_eq!(
            failure.with_advice(),
            "there is no app \"rdq\"; write one of: rdp, ssh, vnc, http"
        );
        assert_eq!(apps().named("ssh").unwrap().port, 22);
    }

    #[test]
    fn a_mapping_is_of_the_app_with_its_port() {
        let mut apps = apps();
        let usual = App::at("other-rdp", 3389);
        let of = |apps: &Apps, port, tls| {
            let mapping = Mapping {
                device_port: port,
                tls,
                ..mapping("203.0.113.20:1000")
            };
            apps.of_mapping(&mapping, &usual).map(|app| app.name.clone())
        };
        assert_eq!(of(&apps, 22, false).as_deref(), Some("ssh"));
        assert_eq!(of(&apps, 22, true), None);
        assert_eq!(of(&apps, 3389, false).as_deref(), Some("rdp"));
        assert_eq!(of(&apps, 3390, false), None);
        apps.put(usual.clone());
        assert_eq!(
            of(&apps, 3389, false).as_deref(),
            Some("other-rdp"),
            "the usual one goes first"
        );
    }

    #[test]
    fn only_an_app_with_an_application_has_streaming_urls() {
        let apps = apps();
        let rdp = apps.named("rdp").unwrap();
        let at = |port| Mapping {
            device_port: port,
            ..mapping("203.0.113.20:1000")
        };
        assert_eq!(apps.link_to(&at(3389), rdp, others()), Ok(others()));
        assert_eq!(
            apps.link_to(&at(4000), rdp, others()),
            Ok(others()),
            "nothing is known of that port"
        );
        assert!(apps.link_to(&at(22), rdp, others()).unwrap_err().contains("ssh"));
        let without_tls = apps.link_to(&at(80), rdp, others());
        assert!(without_tls.unwrap_err().contains("http"), "whoever opened it");
    }

    #[test]
    fn napter_terminates_tls_only_where_nothing_else_does() {
        let apps = apps();
        let http = apps.named("http").unwrap();
        assert!(http.tls_at(80) && http.tls_at(8080));
        assert!(!http.tls_at(443), "https");
        assert!(!apps.named("ssh").unwrap().tls_at(80));
        let own = App {
            tls: true,
            ..App::at("plain", 443)
        };
        assert!(own.tls_at(443), "as it is configured");
    }

    #[test]
    fn an_app_of_the_same_name_takes_its_place() {
        let mut apps = apps();
        apps.put(App::at("ssh", 2222));
        assert_eq!(apps.named("ssh").unwrap().port, 2222);
        let order: Vec<&str> = apps.iter().map(|app| app.name.as_str()).collect();
        assert_eq!(order, ["rdp", "ssh", "vnc", "http"]);
        assert_eq!(apps.after("http").unwrap().name, "rdp");
    }
}
