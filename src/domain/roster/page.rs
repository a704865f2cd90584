//! A page of a listing, packed where it was read, so that whoever takes it in has little to do.

use std::borrow::Cow;
use std::net::Ipv4Addr;
use std::num::NonZeroU32;

use jiff::Timestamp;

use super::lines::{Line, Lines};
use super::words::Words;
use super::{Millis, Packed, row};
use crate::domain::Device;
use crate::domain::device::Presence;

/// The SIMs of a page, in their order; one may be there twice.
#[derive(Clone, Debug, Default)]
pub struct Page {
    pub(super) sims: Vec<Packed>,
    pub(super) lines: Lines,
    pub(super) words: Words,
    pub(super) groups: Words,
}

impl Page {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.sims.is_empty()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.sims.len()
    }

    /// The SIMs.
    pub fn devices(&self) -> impl Iterator<Item = Device> {
        self.sims
            .iter()
            .map(|sim| row::device(&self.lines, &self.words, &self.groups, sim))
    }

    /// Adds a SIM.
    pub fn add(&mut self, sim: &ListedSim<'_>) {
        let (line, imsis, imsi) = row::line(sim);
        let line = self.lines.push(&Line::of(&line));
        let mut word = |text: Option<&str>| self.words.intern(text.unwrap_or(""), |text| text.to_owned());
        self.sims.push(Packed {
            line,
            imsi_number: sim.imsi.as_ref().and_then(|imsi| imsi.parse().ok()),
            ip_number: sim
                .ip
                .as_ref()
                .and_then(|ip| NonZeroU32::new(ip.parse::<Ipv4Addr>().ok()?.to_bits())),
            status: word(Some(&sim.status)),
            subscription: word(sim.subscription.as_deref()),
            module: word(sim.module.as_deref()),
            tags: self.words.intern(&row::tags_line(&sim.tags), |_| row::tags_seen(&sim.tags)),
            group: self.groups.intern(sim.group_id.as_deref().unwrap_or(""), |_| String::new()),
            presence: sim.presence,
            air: sim.air,
            arc: sim.arc,
            listed: true,
            imsis,
            imsi,
            last_seen: Millis::of(sim.last_seen),
            last_mapping_at: Millis::of(sim.last_mapping_at),
        });
    }
}

impl<'a> FromIterator<ListedSim<'a>> for Page {
    fn from_iter<T: IntoIterator<Item = ListedSim<'a>>>(sims: T) -> Self {
        let mut page = Self::default();
        sims.into_iter().for_each(|sim| page.add(&sim));
        page
    }
}

impl<'a> FromIterator<&'a Device> for Page {
    fn from_iter<T: IntoIterator<Item = &'a Device>>(devices: T) -> Self {
        devices.into_iter().map(ListedSim::from).collect()
    }
}

impl FromIterator<Device> for Page {
    fn from_iter<T: IntoIterator<Item = Device>>(devices: T) -> Self {
        let mut page = Self::default();
        devices.into_iter().for_each(|device| page.add(&ListedSim::from(&device)));
        page
    }
}

/// A SIM as a listing tells of it: a [`Device`] whose texts are the listing's own.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "each is what the device's field of that name is")]
pub struct ListedSim<'a> {
    pub sim_id: Cow<'a, str>,
    pub name: Cow<'a, str>,
    pub status: Cow<'a, str>,
    pub group_id: Option<Cow<'a, str>>,
    pub imsi: Option<Cow<'a, str>>,
    pub imsis: Vec<Cow<'a, str>>,
    pub presence: Presence,
    pub last_seen: Option<Timestamp>,
    pub ip: Option<Cow<'a, str>>,
    pub subscription: Option<Cow<'a, str>>,
    pub module: Option<Cow<'a, str>>,
    pub air: bool,
    pub arc: bool,
    pub last_mapping_at: Option<Timestamp>,
    /// All tags but the name, in the order of their names, each once.
    pub tags: Vec<(Cow<'a, str>, Cow<'a, str>)>,
}

impl<'a> From<&'a Device> for ListedSim<'a> {
    fn from(device: &'a Device) -> Self {
        let some = |text: &'a Option<String>| text.as_deref().map(Cow::Borrowed);
        Self {
            sim_id: Cow::Borrowed(&device.sim_id.0),
            name: Cow::Borrowed(&device.name),
            status: Cow::Borrowed(&device.status),
            group_id: some(&device.group_id),
            imsi: device.imsi.as_ref().map(|imsi| Cow::Borrowed(imsi.0.as_str())),
            imsis: device.imsis.iter().map(|imsi| Cow::Borrowed(imsi.0.as_str())).collect(),
            presence: device.presence,
            last_seen: device.last_seen,
            ip: some(&device.ip),
            subscription: some(&device.subscription),
            module: some(&device.module),
            air: device.air,
            arc: device.arc,
            last_mapping_at: device.last_mapping_at,
            tags: device.tags.iter().map(|(name, value)| (name.into(), value.into())).collect(),
        }
    }
}
