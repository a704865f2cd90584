//! What was configured, as far as the dashboard needs it. Where it came from is the configuration's business.

use crate::domain::{Alerts, App, Apps, LinkTarget, Mapping, OnQuit, SourcePolicy, SourceRange, Span, WallStart};

/// The dashboard's settings.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The account or profile.
    pub profile: String,
    /// `Japan` or `Global`, or the endpoint that overrides it.
    pub coverage: String,
    /// The AWS region, where it is set here.
    pub region: Option<String>,
    /// Where streaming URLs are made; the reason where they cannot be.
    pub link: Result<LinkTarget, String>,
    /// Who opens: the first part of user ids, and "by" in the Access pane.
    pub operator: String,
    /// Whether that was configured; if not, a SAM user that signs in takes its place.
    pub operator_is_set: bool,
    /// Whether every change is forbidden.
    pub read_only: bool,
    /// Whether this is the embedded simulator.
    pub demo: bool,
    /// What to do with open access when the user leaves.
    pub on_quit: OnQuit,
    /// When and how to speak up.
    pub alerts: Alerts,
    /// When the wall display comes by itself.
    pub wall: WallStart,
    /// How often mappings are listed.
    pub refresh: Span,
    /// The apps that are known.
    pub apps: Apps,
    /// The app that `O` opens.
    pub app: App,
    /// For how long `O` opens.
    pub duration: Span,
    /// From where.
    pub sources: Vec<SourceRange>,
    /// From where at most.
    pub policy: SourcePolicy,
    /// To how many marked devices at once.
    pub bulk_limit: usize,
}

impl Settings {
    /// Where the streaming URL of a mapping is made, by its app; the reason where none can be.
    pub fn link_to(&self, mapping: &Mapping) -> Result<LinkTarget, String> {
        self.apps.link_to(mapping, &self.app, self.link.clone()?)
    }

    /// That is who opens from now on.
    pub(in crate::app) fn be(&mut self, operator: &str) {
        operator.clone_into(&mut self.operator);
        if let Ok(link) = &mut self.link {
            operator.clone_into(&mut link.operator);
        }
    }
}
