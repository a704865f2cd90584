//! The form that opens access: its fields, what is typed, what is wrong with it.

use tui_input::Input;

use super::Settings;
use crate::domain::access::OpenDraft;
use crate::domain::written::words;
use crate::domain::{App, Apps, Device, Failure, OpenRequest, Service, Span};
use crate::say;

/// A field of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// Which app; a choice.
    App,
    /// The port on the device.
    Port,
    /// For how long.
    Duration,
    /// Who may connect.
    Sources,
    /// Air or Arc; a choice, only for SIMs that have both.
    Service,
    /// Why.
    Reason,
}

impl Field {
    /// Its label.
    pub fn label(self) -> &'static str {
        match self {
            Self::App => say::form::app(),
            Self::Port => say::columns::port(),
            Self::Duration => say::form::duration(),
            Self::Sources => say::columns::sources(),
            Self::Service => say::form::service(),
            Self::Reason => say::form::reason(),
        }
    }
}

/// The form, for the device that was chosen when it opened.
#[derive(Clone, Debug)]
pub struct Form {
    /// The device.
    pub device: Device,
    /// The other marked devices, where access is to be opened to all of them.
    pub others: Vec<Device>,
    /// Which app.
    pub app: App,
    /// Which session.
    pub service: Service,
    apps: Apps,
    port: Input,
    duration: Input,
    sources: Input,
    reason: Input,
    /// Which field has the keys.
    pub focus: usize,
    /// What is wrong, and with which field.
    pub problem: Option<(Field, Failure)>,
}

impl Form {
    /// The form with the defaults, ready for the reason to be typed.
    pub fn new(device: Device, settings: &Settings) -> Self {
        let sources: Vec<String> = settings.sources.iter().map(ToString::to_string).collect();
        let mut form = Self {
            app: settings.app.clone(),
            apps: settings.apps.clone(),
            service: device.usual_service(),
            port: Input::new(settings.app.port.to_string()),
            duration: Input::new(settings.duration.to_string()),
            sources: Input::new(sources.join(", ")),
            reason: Input::default(),
            focus: 0,
            problem: None,
            others: Vec::new(),
            device,
        };
        form.move_focus(-1);
        form
    }

    /// The form for all of these devices; none where there are none.
    pub fn for_all(devices: Vec<Device>, settings: &Settings) -> Option<Self> {
        let mut devices = devices.into_iter();
        let mut form = Self::new(devices.next()?, settings);
        form.others = devices.collect();
        form.focus = form.fields().len() - 1;
        Some(form)
    }

    /// The fields, in order.
    pub fn fields(&self) -> Vec<Field> {
        let mut fields = vec![Field::App, Field::Port, Field::Duration, Field::Sources];
        if self.others.is_empty() && self.device.air && self.device.arc {
            fields.push(Field::Service);
        }
        fields.push(Field::Reason);
        fields
    }

    /// The field that has the keys.
    pub fn focused(&self) -> Field {
        self.fields().get(self.focus).copied().unwrap_or(Field::Reason)
    }

    /// Moves to the next or the previous field, round the end.
    pub fn move_focus(&mut self, by: isize) {
        let count = self.fields().len();
        self.focus = (self.focus + count).saturating_add_signed(by) % count;
    }

    /// The text of a field.
    pub fn text(&self, field: Field) -> &str {
        match field {
            Field::App => &self.app.name,
            Field::Service => self.service.word(),
            Field::Port => self.port.value(),
            Field::Duration => self.duration.value(),
            Field::Sources => self.sources.value(),
            Field::Reason => self.reason.value(),
        }
    }

    /// The input of a field that is typed into; none for a choice.
    pub fn input(&self, field: Field) -> Option<&Input> {
        match field {
            Field::App | Field::Service => None,
            Field::Port => Some(&self.port),
            Field::Duration => Some(&self.duration),
            Field::Sources => Some(&self.sources),
            Field::Reason => Some(&self.reason),
        }
    }

    /// The same, to type into.
    pub fn input_mut(&mut self, field: Field) -> Option<&mut Input> {
        match field {
            Field::App | Field::Service => None,
            Field::Port => Some(&mut self.port),
            Field::Duration => Some(&mut self.duration),
            Field::Sources => Some(&mut self.sources),
            Field::Reason => Some(&mut self.reason),
        }
    }

    /// Takes the next choice, where the focused field is one.
    pub fn choose_next(&mut self) {
        match self.focused() {
            Field::Service => {
                self.service = match self.service {
                    Service::Air => Service::Arc,
                    Service::Arc => Service::Air,
                };
            }
            Field::App => {
                if let Some(app) = self.apps.after(&self.app.name) {
                    self.app = app.clone();
                    self.port = Input::new(app.port.to_string());
                }
            }
            _ => {}
        }
    }

    /// The checked request, or which field is wrong and why. The same words as on the command line.
    pub fn request(&self, settings: &Settings) -> Result<OpenRequest, (Field, Failure)> {
        self.draft()?
            .for_app(&self.app, self.device.clone(), settings.link.clone().ok(), settings.policy)
            .map_err(|failure| (Field::Sources, failure))
    }

    /// What is to be opened, or which field is wrong and why. Each of many devices has its usual session.
    pub(in crate::app) fn draft(&self) -> Result<OpenDraft, (Field, Failure)> {
        let port = self
            .port
            .value()
            .trim()
            .parse()
            .ok()
            .filter(|port| *port != 0)
            .ok_or_else(|| {
                let failure = Failure::invalid(say::form::not_a_port(self.port.value()));
                (Field::Port, failure.advise(say::form::ports()))
            })?;
        let duration = self.duration.value().parse::<Span>().and_then(Span::for_mapping);
        let sources = words(self.sources.value());
        Ok(OpenDraft {
            port,
            duration: duration.map_err(|failure| (Field::Duration, failure))?,
            sources: sources.map_err(|failure| (Field::Sources, failure))?,
            service: self.others.is_empty().then_some(self.service),
            reason: Some(self.reason.value().trim().to_owned()),
        })
    }
}
