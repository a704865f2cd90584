//! Where something that is started here leads, and what may be said of it on a command line: a device's name is anybody's text.

use super::template::{Placeholder, Template};
use crate::domain::failure::Result;
use crate::domain::{Device, Endpoint, Failure, Kind, Mapping};
use crate::say;

/// A mapping and its device, as placeholders tell of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    host: String,
    port: u16,
    tls: bool,
    sim_id: String,
    imsi: String,
    name: String,
}

impl Place {
    /// Where a mapping leads. Through TLS it is reached by name: that is what the certificate is for.
    pub fn of(mapping: &Mapping, device: &Device) -> Self {
        let endpoint = &mapping.endpoint;
        let strict = |name: &&String| Endpoint::new(name, endpoint.port()).is_ok();
        let name = mapping.hostname.as_ref().filter(|_| mapping.tls).filter(strict);
        Self {
            host: name.map_or_else(|| endpoint.host().to_owned(), Clone::clone),
            port: endpoint.port(),
            tls: mapping.tls,
            sim_id: device.sim_id.0.clone(),
            imsi: device.imsi.as_ref().map(|imsi| imsi.0.clone()).unwrap_or_default(),
            name: device.label().to_owned(),
        }
    }

    /// A place that is not there yet: what of it will not fit is known before it is.
    pub fn to_be(device: &Device, tls: bool) -> Self {
        Self {
            host: "192.0.2.1".into(),
            port: 1,
            tls,
            sim_id: device.sim_id.0.clone(),
            imsi: device.imsi.as_ref().map(|imsi| imsi.0.clone()).unwrap_or_default(),
            name: device.label().to_owned(),
        }
    }

    /// `host:port`
    pub fn endpoint(&self) -> String {
        format!("{}:{}", self.host, self.port)
    }

    /// Whether it is reached through TLS.
    pub fn tls(&self) -> bool {
        self.tls
    }

    /// One argument of a command line. It stays one, and is never an option unless its template says so.
    pub(super) fn argument(&self, template: &Template, rdp_file: &str) -> Result<String> {
        let argument = template.fill(|placeholder| self.value(placeholder, rdp_file))?;
        match template.begins_with() {
            Some(placeholder) if argument.starts_with(['-', '+', '/', '@']) && placeholder != Placeholder::RdpFile => {
                Err(self.unfit(say::mistaken::like_an_option(placeholder, &self.name)))
            }
            _ => Ok(argument),
        }
    }

    /// What stands for a placeholder.
    pub(super) fn value(&self, placeholder: Placeholder, rdp_file: &str) -> Result<String> {
        let plain = |text: &str| text.bytes().all(|b| b.is_ascii_alphanumeric());
        let (value, fits) = match placeholder {
            Placeholder::Host => (self.host.clone(), true),
            Placeholder::Port => (self.port.to_string(), true),
            Placeholder::Endpoint => (self.endpoint(), true),
            Placeholder::RdpFile => (rdp_file.to_owned(), true),
            Placeholder::SimId => (self.sim_id.clone(), plain(&self.sim_id)),
            Placeholder::Imsi => (self.imsi.clone(), plain(&self.imsi)),
            Placeholder::Name => (self.name.clone(), !self.name.chars().any(char::is_control)),
        };
        match (value.is_empty(), fits) {
            (true, _) => Err(self.unfit(say::mistaken::not_known(placeholder, &self.name))),
            (false, false) => Err(self.unfit(say::mistaken::unfit(placeholder, &self.name))),
            (false, true) => Ok(value),
        }
    }

    fn unfit(&self, message: String) -> Failure {
        Failure::new(Kind::Invalid, message).advise(say::mistaken::rename_it())
    }
}
