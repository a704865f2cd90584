//! A page of a listing, packed where it was read, so that whoever takes it in has little to do.

use super::lines::{Line, Lines};
use super::words::Words;
use super::{Millis, Packed, row};
use crate::domain::Device;

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

    fn add(&mut self, device: &Device) {
        let (line, imsis, imsi) = row::line(device);
        let line = self.lines.push(&Line::of(&line));
        let mut word = |text: &str| self.words.intern(text, || text.to_owned());
        self.sims.push(Packed {
            line,
            status: word(&device.status),
            subscription: word(device.subscription.as_deref().unwrap_or("")),
            module: word(device.module.as_deref().unwrap_or("")),
            tags: self.words.intern(&row::tags_line(device), || row::tags_seen(device)),
            group: self.groups.intern(device.group_id.as_deref().unwrap_or(""), String::new),
            presence: device.presence,
            air: device.air,
            arc: device.arc,
            listed: true,
            imsis,
            imsi,
            last_seen: Millis::of(device.last_seen),
            last_mapping_at: Millis::of(device.last_mapping_at),
        });
    }
}

impl<'a> FromIterator<&'a Device> for Page {
    fn from_iter<T: IntoIterator<Item = &'a Device>>(devices: T) -> Self {
        let mut page = Self::default();
        devices.into_iter().for_each(|device| page.add(device));
        page
    }
}

impl FromIterator<Device> for Page {
    fn from_iter<T: IntoIterator<Item = Device>>(devices: T) -> Self {
        let mut page = Self::default();
        devices.into_iter().for_each(|device| page.add(&device));
        page
    }
}
