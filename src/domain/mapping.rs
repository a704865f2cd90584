//! A Napter mapping: a public endpoint that leads to a port of a device, for some sources, for a while. And what to ask for one.

use jiff::{SignedDuration, Timestamp};

use super::skew::SLACK;
use super::source::{listed, same_sources};
use super::{Countdown, Device, DeviceKey, Endpoint, Imsi, Service, SimId, SourceRange, Span};
use crate::say;

/// A mapping as the service lists it. It has no id and names no creator; the endpoint is its key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping {
    /// Address and port; what it is deleted by.
    pub endpoint: Endpoint,
    /// Napter's host name, where the service gave one.
    pub hostname: Option<String>,
    /// The SIM it leads to, when it was created by SIM ID.
    pub sim_id: Option<SimId>,
    /// The subscriber it leads to, when it was created by IMSI.
    pub imsi: Option<Imsi>,
    /// The port on the device.
    pub device_port: u16,
    /// The ranges that the service lets in, in its own words.
    pub sources: Vec<String>,
    /// Whether Napter terminates TLS.
    pub tls: bool,
    /// `AIR_PRIORITIZED`, `ARC_PRIORITIZED`, `DYNAMIC`, `IMSI_PRIORITIZED`, where given.
    pub strategy: Option<String>,
    /// When it was created.
    pub created_at: Option<Timestamp>,
    /// When the service deletes it.
    pub expires_at: Option<Timestamp>,
    /// The service's own flag.
    pub expired: bool,
}

impl Mapping {
    /// Whether it leads to that device, whichever identifier it was created by.
    pub fn is_for(&self, device: &Device) -> bool {
        match (&self.sim_id, &self.imsi) {
            (Some(sim_id), _) => *sim_id == device.sim_id,
            (None, Some(imsi)) => device.has_imsi(imsi),
            (None, None) => false,
        }
    }

    /// Whether it leads to that port of that device.
    pub fn leads_to(&self, device: &Device, port: u16) -> bool {
        self.is_for(device) && self.device_port == port
    }

    /// Whether it is reached there, by address or by Napter's host name.
    pub fn is_at(&self, endpoint: &Endpoint) -> bool {
        let named = self.hostname.as_deref() == Some(endpoint.host()) && self.endpoint.port() == endpoint.port();
        self.endpoint == *endpoint || named
    }

    /// Whether it is the one that was listed at its endpoint before: Napter gives endpoints out again.
    pub fn is_still(&self, before: &Self) -> bool {
        let same_device = match (&self.sim_id, &before.sim_id, &self.imsi, &before.imsi) {
            (Some(own), Some(other), ..) => own == other,
            (_, _, Some(own), Some(other)) => own == other,
            _ => true,
        };
        let same_port = self.device_port == before.device_port || [self.device_port, before.device_port].contains(&0);
        let later_by = |own: Option<Timestamp>, other: Option<Timestamp>| {
            let times = own.zip(other);
            times.map_or(SignedDuration::ZERO, |(own, other)| own.duration_since(other))
        };
        let same_start = later_by(self.created_at, before.created_at).abs() <= SLACK;
        // no mapping is ever extended, and none comes back; a list that is older may not know yet that one has run out
        let times = [self.created_at, before.created_at, self.expires_at, before.expires_at];
        let comes_back = before.expired && !self.expired && times.contains(&None);
        let is_longer = later_by(self.expires_at, before.expires_at) > SLACK || comes_back;
        self.endpoint == before.endpoint && same_device && same_port && same_start && !is_longer
    }

    /// What it names its device by, where nothing more is known: SIM ID or IMSI.
    pub fn device_id(&self) -> &str {
        let sim_id = self.sim_id.as_ref().map(|sim_id| sim_id.0.as_str());
        sim_id
            .or(self.imsi.as_ref().map(|imsi| imsi.0.as_str()))
            .unwrap_or_else(|| say::states::unknown_device())
    }

    /// The SIM ID that it names, if it names one.
    pub fn sim_id_or_empty(&self) -> &str {
        self.sim_id.as_ref().map_or("", |sim_id| &sim_id.0)
    }

    /// The IMSI that it names, else its device's.
    pub fn imsi_or<'a>(&'a self, of_device: Option<&'a str>) -> &'a str {
        let named = self.imsi.as_ref().map(|imsi| imsi.0.as_str());
        named.or(of_device).unwrap_or("")
    }

    /// What is left of it; `None` where the service did not say.
    pub fn countdown(&self, service_time: Timestamp) -> Option<Countdown> {
        // the service may say that it is over before the time that it gave
        let end = if self.expired {
            self.expires_at.map(|end| end.min(service_time))
        } else {
            self.expires_at
        };
        end.map(|end| Countdown::new(end, service_time))
    }

    /// What is left of it, in words.
    pub fn time_left(&self, service_time: Timestamp) -> String {
        let left = self.countdown(service_time);
        left.map_or_else(|| say::states::no_end_known().into(), Countdown::text)
    }

    /// Who is let in, in words.
    pub fn told_sources(&self) -> String {
        match self.sources.as_slice() {
            [] => say::acted::sources_untold().into(),
            told => told.join(", "),
        }
    }

    /// What to say, loudly, when the service lets in other sources than those asked for. Where it tells none, nothing differs.
    pub fn sources_alarm(&self, asked: &[SourceRange]) -> Option<String> {
        let differ = !asked.is_empty() && !self.sources.is_empty() && !self.has_sources(asked);
        differ.then(|| say::acted::sources_alarm(&self.endpoint, self.sources.join(", "), listed(asked)))
    }

    /// What to say where sources were asked for, and the service does not tell whom it lets in.
    pub fn sources_untold(&self, asked: &[SourceRange]) -> Option<String> {
        let untold = self.sources.is_empty() && !asked.is_empty();
        untold.then(|| say::acted::nobody_told(&self.endpoint, listed(asked)))
    }

    /// What to say where access for the address that asked was opened, and that is none that Napter is reached from.
    pub fn own_address_alarm(&self) -> Option<String> {
        let v6 = |range: &String| range.contains(':');
        let all_v6 = !self.sources.is_empty() && self.sources.iter().all(v6);
        all_v6.then(|| say::acted::own_address_alarm(&self.endpoint, self.sources.join(", ")))
    }

    /// Whether it has run out, by the service's word or by its clock.
    pub fn is_over(&self, service_time: Timestamp) -> bool {
        self.expired || self.countdown(service_time).is_some_and(Countdown::is_over)
    }

    /// Whether somebody can have come through it at that time: it was there by then.
    pub fn can_be_used_at(&self, at: Timestamp) -> bool {
        let after = |end: Timestamp| at.duration_since(end);
        self.created_at.is_none_or(|start| after(start) >= -SLACK) && self.expires_at.is_none_or(|end| after(end) <= SLACK)
    }

    /// The key that joins it with AppStream sessions: by SIM ID, so that all make the same of it. `device` is its device, where
    /// it is known; one made by IMSI has no key without.
    pub fn device_key(&self, device: Option<&Device>) -> Option<DeviceKey> {
        let sim_id = self.sim_id.as_ref().or(device.map(|device| &device.sim_id))?;
        // port 0 is one that the service did not tell
        (self.device_port != 0).then(|| DeviceKey::new(&sim_id.0, self.device_port))
    }

    /// Whether its sources are the wanted ones.
    pub fn has_sources(&self, wanted: &[SourceRange]) -> bool {
        let own: Result<Vec<SourceRange>, _> = self.sources.iter().map(|range| range.parse()).collect();
        own.is_ok_and(|own| same_sources(&own, wanted))
    }

    /// Whether its sources are what was asked for. Nothing asked for means one address, which nobody here knows.
    pub fn lets_in(&self, asked: &[SourceRange]) -> bool {
        match (asked, self.sources.as_slice()) {
            ([], [only]) => only.parse::<SourceRange>().is_ok_and(|range| range.size() == 1),
            ([], _) => false,
            _ => self.has_sources(asked),
        }
    }

    /// Whether it was, or could have been, made by that request.
    pub fn answers(&self, request: &MappingRequest, device: &Device) -> bool {
        self.leads_to(device, request.port)
            && self.tls == request.tls
            && self.service().is_none_or(|service| service == request.service)
            && self.lets_in(&request.sources)
    }

    /// Whether it lasts for so long from beginning to end, as far as that is told.
    pub fn lasts(&self, duration: Span) -> bool {
        let wanted = SignedDuration::from_secs(duration.as_secs().into());
        let told = self.created_at.zip(self.expires_at);
        told.is_none_or(|(start, end)| (end.duration_since(start) - wanted).abs() <= SLACK)
    }

    /// Which of the SIM's sessions it leads to, where that is told.
    pub fn service(&self) -> Option<Service> {
        match self.strategy.as_deref() {
            Some("AIR_PRIORITIZED") => Some(Service::Air),
            Some("ARC_PRIORITIZED") => Some(Service::Arc),
            _ => None,
        }
    }
}

/// What to ask the service for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MappingRequest {
    /// The SIM.
    pub sim_id: SimId,
    /// The port on the device.
    pub port: u16,
    /// Which of the SIM's sessions.
    pub service: Service,
    /// Who may connect; empty means "the public address that calls the API".
    pub sources: Vec<SourceRange>,
    /// For how long.
    pub duration: Span,
    /// Whether Napter terminates TLS: only for devices that speak plain HTTP.
    pub tls: bool,
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) fn mapping(endpoint: &str) -> Mapping {
        Mapping {
            endpoint: endpoint.parse().unwrap(),
            hostname: None,
            sim_id: Some(SimId("8981100000000000001".into())),
            imsi: None,
            device_port: 3389,
            sources: vec!["203.0.113.10/32".into()],
            tls: false,
            strategy: None,
            created_at: None,
            expires_at: None,
            expired: false,
        }
    }

    #[test]
    fn joins_by_sim_id_or_by_any_imsi() {
        let device = Device {
            sim_id: SimId("8981100000000000001".into()),
            imsi: Some(Imsi("1".into())),
            imsis: vec![Imsi("1".into()), Imsi("2".into())],
            ..Device::default()
        };
        let by_sim = mapping("203.0.113.20:1000");
        assert!(by_sim.is_for(&device));
        let by_imsi = Mapping {
            sim_id: None,
            imsi: Some(Imsi("2".into())),
            ..by_sim.clone()
        };
        assert!(by_imsi.is_for(&device));
        assert_eq!(by_imsi.device_key(Some(&device)), by_sim.device_key(None));
        assert_eq!(by_imsi.device_key(None), None, "nobody else would make the same of it");
        let nobody = Mapping {
            sim_id: None,
            imsi: None,
            ..by_sim
        };
        assert!(!nobody.is_for(&device));
    }

    #[test]
    fn a_mapping_is_found_by_address_and_by_host_name() {
        let mapping = Mapping {
            hostname: Some("203-0-113-20.napter.soracom.io".into()),
            ..mapping("203.0.113.20:1000")
        };
        for (text, found) in [
            ("203.0.113.20:1000", true),
            ("203-0-113-20.napter.soracom.io:1000", true),
            ("203-0-113-20.napter.soracom.io:1001", false),
            ("203.0.113.21:1000", false),
        ] {
            assert_eq!(mapping.is_at(&text.parse().unwrap()), found, "{text}");
        }
    }

    #[test]
    fn an_older_list_has_the_same_mapping() {
        let end = "2026-11-01T00:00:00Z".parse().ok();
        let listed = |expired, expires_at| Mapping {
            expired,
            created_at: "2026-10-31T23:00:00Z".parse().ok(),
            expires_at,
            ..mapping("203.0.113.20:1000")
        };
        assert!(listed(true, end).is_still(&listed(false, end)));
        assert!(listed(false, end).is_still(&listed(true, end)), "it did not know yet");
        assert!(!listed(false, None).is_still(&listed(true, None)), "none comes back");
    }

    #[test]
    fn sources_that_were_not_told_are_no_alarm_and_no_empty_place() {
        let asked = ["203.0.113.11".parse().unwrap()];
        let mut mapping = mapping("203.0.113.20:1000");
        assert!(mapping.sources_alarm(&asked).is_some());
        assert_eq!(mapping.told_sources(), "203.0.113.10/32");
        mapping.sources.clear();
        assert_eq!(mapping.sources_alarm(&asked), None);
        assert_eq!(mapping.told_sources(), "sources that SORACOM did not tell");
    }

    #[test]
    fn a_mapping_is_over_by_flag_or_by_time() {
        let now: Timestamp = "2026-11-01T00:00:00Z".parse().unwrap();
        let mut mapping = mapping("203.0.113.20:1000");
        assert!(!mapping.is_over(now), "without an end it is taken to be live");
        mapping.expires_at = Some(now);
        assert!(mapping.is_over(now));
        mapping.expires_at = None;
        mapping.expired = true;
        assert!(mapping.is_over(now));
    }
}
