//! A SIM-connected device as the dashboard knows it, and its identifiers.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use jiff::{Timestamp, tz::TimeZone};
use serde::{Deserialize, Serialize};

use super::Failure;
use crate::say;

/// A SIM's id: 19 digits that look like an ICCID. The key of a device.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SimId(pub String);

/// A subscriber's IMSI: 15 digits. One SIM may have several.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Imsi(pub String);

impl fmt::Display for SimId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for Imsi {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Which of a SIM's sessions a mapping leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Service {
    /// Cellular.
    Air,
    /// WireGuard, through a virtual SIM.
    Arc,
}

impl Service {
    /// As SORACOM spells it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Air => "air",
            Self::Arc => "arc",
        }
    }
}

impl FromStr for Service {
    type Err = Failure;

    fn from_str(text: &str) -> Result<Self, Failure> {
        match text {
            "air" => Ok(Self::Air),
            "arc" => Ok(Self::Arc),
            _ => Err(Failure::invalid(say::mistaken::no_service(text)).advise(say::mistaken::air_or_arc())),
        }
    }
}

/// What SORACOM says of the session. `Online` may be four hours old after a power cut.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Presence {
    /// It has a session.
    Online,
    /// It had one.
    Offline,
    /// It never had one.
    #[default]
    Never,
}

impl Presence {
    /// The word, for filters and details.
    pub fn word(self) -> &'static str {
        match self {
            Self::Online => "online",
            Self::Offline => "offline",
            Self::Never => "never",
        }
    }
}

/// A SIM-connected device. Made by the SORACOM client, which leaves out the SIM's secrets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Device {
    /// The key.
    pub sim_id: SimId,
    /// `tags.name`; may be empty, and several devices may share one.
    pub name: String,
    /// `active`, `inactive`, `suspended` and so on; open-ended.
    pub status: String,
    /// The group's id; its name comes from the list of groups.
    pub group_id: Option<String>,
    /// The IMSI in use, or the primary one.
    pub imsi: Option<Imsi>,
    /// Every IMSI of the SIM: mappings may name any of them.
    pub imsis: Vec<Imsi>,
    /// What SORACOM says of its session.
    pub presence: Presence,
    /// When the session last changed.
    pub last_seen: Option<Timestamp>,
    /// Its address inside SORACOM.
    pub ip: Option<String>,
    /// The subscription in use, e.g. `plan01s`.
    pub subscription: Option<String>,
    /// The form factor, e.g. `nano`, `virtual`.
    pub module: Option<String>,
    /// Whether it has a cellular subscription.
    pub air: bool,
    /// Whether it has an Arc (WireGuard) subscription.
    pub arc: bool,
    /// When a mapping was last made for it.
    pub last_mapping_at: Option<Timestamp>,
    /// All tags but the name.
    pub tags: BTreeMap<String, String>,
}

impl Device {
    /// What to call it: its name, else its IMSI, else its SIM ID. As much of a name as one can read.
    pub fn label(&self) -> &str {
        Self::label_of(&self.name, self.imsi.as_ref().map(|imsi| imsi.0.as_str()), &self.sim_id.0)
    }

    /// What to call a device with these.
    pub fn label_of<'a>(name: &'a str, imsi: Option<&'a str>, sim_id: &'a str) -> &'a str {
        const LONGEST: usize = 100;
        match imsi {
            _ if (1..=LONGEST).contains(&name.len()) => name,
            _ if !name.is_empty() => name.char_indices().nth(LONGEST).map_or(name, |(end, _)| &name[..end]),
            Some(imsi) => imsi,
            None => sim_id,
        }
    }

    /// Whether SORACOM says that it is online.
    pub fn is_online(&self) -> bool {
        self.presence == Presence::Online
    }

    /// Whether that IMSI is one of its own.
    pub fn has_imsi(&self, imsi: &Imsi) -> bool {
        self.imsi.as_ref() == Some(imsi) || self.imsis.contains(imsi)
    }

    /// Every IMSI, each once.
    pub fn every_imsi(&self) -> Vec<Imsi> {
        let mut imsis: Vec<Imsi> = self.imsis.iter().chain(&self.imsi).cloned().collect();
        imsis.sort();
        imsis.dedup();
        imsis
    }

    /// The services that a mapping can choose.
    pub fn services(&self) -> Vec<Service> {
        let mut services = Vec::new();
        if self.air {
            services.push(Service::Air);
        }
        if self.arc {
            services.push(Service::Arc);
        }
        services
    }

    /// The service a mapping takes unless told otherwise: cellular where there is one.
    pub fn usual_service(&self) -> Service {
        if self.arc && !self.air { Service::Arc } else { Service::Air }
    }

    /// Whether the SIM's Napter fee of this UTC calendar month is already paid, so that one more mapping is free.
    pub fn fee_paid_this_month(&self, now: Timestamp) -> bool {
        let month = |time: Timestamp| {
            let date = time.to_zoned_datetime(TimeZone::UTC).date();
            (date.year(), date.month())
        };
        self.last_mapping_at.is_some_and(|at| month(at) == month(now))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fee_goes_by_the_utc_month() {
        let device = |at: &str| Device {
            last_mapping_at: Some(at.parse().unwrap()),
            ..Device::default()
        };
        let now = "2026-11-01T00:00:00Z".parse().unwrap();
        assert!(device("2026-11-30T23:59:59Z").fee_paid_this_month(now));
        assert!(!device("2026-10-31T23:59:59Z").fee_paid_this_month(now));
        assert!(!device("2025-11-05T00:00:00Z").fee_paid_this_month(now));
        assert!(!Device::default().fee_paid_this_month(now));
    }

    #[test]
    fn the_label_is_never_empty_where_there_is_an_id() {
        let mut device = Device {
            sim_id: SimId("8981100000000000001".into()),
            ..Device::default()
        };
        assert_eq!(device.label(), "8981100000000000001");
        device.imsi = Some(Imsi("440100000000001".into()));
        assert_eq!(device.label(), "440100000000001");
        device.name = "東京".into();
        assert_eq!(device.label(), "東京");
    }
}
