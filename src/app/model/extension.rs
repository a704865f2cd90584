//! The form that extends an access: for how long from now, and which mapping it replaces.

use jiff::Timestamp;
use tui_input::Input;

use super::Settings;
use crate::domain::{Countdown, Device, Endpoint, Failure, Mapping, OpenRequest, Span};

/// What a key steps through.
const PRESETS: [Span; 7] = [
    Span::seconds(10 * 60),
    Span::seconds(15 * 60),
    Span::seconds(30 * 60),
    Span::seconds(3600),
    Span::seconds(2 * 3600),
    Span::seconds(4 * 3600),
    Span::LONGEST_MAPPING,
];

/// The form, for the mapping that was chosen when it opened.
#[derive(Clone, Debug)]
pub struct Extension {
    /// The mapping that is replaced.
    pub mapping: Mapping,
    /// Its device.
    pub device: Device,
    /// Why it is open; that does not change.
    pub reason: Option<String>,
    /// For how long from now, as it is typed.
    pub duration: Input,
    /// What is wrong.
    pub problem: Option<Failure>,
}

impl Extension {
    /// The form with the usual duration, or the first longer one that is worth a new endpoint.
    pub fn new(mapping: Mapping, device: Device, reason: Option<String>, usual: Span, service_time: Timestamp) -> Self {
        const WORTH_S: u32 = 5 * 60;
        let left = mapping.countdown(service_time).map_or(0, Countdown::seconds);
        let mut longer = PRESETS.into_iter().filter(|preset| *preset > usual);
        let gains = |duration: &Span| duration.as_secs() >= left.saturating_add(WORTH_S);
        let usual = Some(usual)
            .filter(gains)
            .or_else(|| longer.find(gains))
            .unwrap_or(Span::LONGEST_MAPPING);
        Self {
            mapping,
            device,
            reason,
            duration: Input::new(usual.to_string()),
            problem: None,
        }
    }

    /// The mapping that is replaced.
    pub fn endpoint(&self) -> &Endpoint {
        &self.mapping.endpoint
    }

    /// The duration, or what is wrong with it.
    pub fn wanted(&self) -> Result<Span, Failure> {
        self.duration.value().parse().and_then(Span::for_mapping)
    }

    /// Takes the next longer preset.
    pub fn longer(&mut self) {
        let than = self.duration.value().parse().unwrap_or(Span::seconds(0));
        self.take(PRESETS.into_iter().find(|preset| *preset > than));
    }

    /// Takes the next shorter preset.
    pub fn shorter(&mut self) {
        let than = self.duration.value().parse().unwrap_or(Span::seconds(u32::MAX));
        self.take(PRESETS.into_iter().rev().find(|preset| *preset < than));
    }

    fn take(&mut self, preset: Option<Span>) {
        if let Some(preset) = preset {
            self.duration = Input::new(preset.to_string());
            self.problem = None;
        }
    }

    /// The replacement, checked.
    pub fn request(&self, settings: &Settings) -> Result<OpenRequest, Failure> {
        let request = OpenRequest::replacing(
            &self.mapping,
            self.device.clone(),
            self.wanted()?,
            settings.link_to(&self.mapping).ok(),
            settings.policy,
        )?;
        Ok(OpenRequest {
            reason: self.reason.clone(),
            ..request
        })
    }
}
