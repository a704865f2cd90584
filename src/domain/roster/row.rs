//! How a SIM is written as a line, and how it is read from it.

use jiff::Timestamp;

use super::words::Word;
use super::{Packed, Roster, SEPARATOR};
use crate::domain::device::Presence;
use crate::domain::{Device, Imsi, Service, SimId};

/// What the tables show of a SIM.
#[derive(Clone, Copy, Debug)]
pub struct DeviceRow<'a> {
    /// The SIM's id.
    pub sim_id: &'a str,
    /// Its name; may be empty.
    pub name: &'a str,
    /// The IMSI in use, or the primary one.
    pub imsi: Option<&'a str>,
    /// Its address inside SORACOM.
    pub ip: Option<&'a str>,
    /// `active`, `inactive` and so on.
    pub status: &'a str,
    /// Its group's name, or id where the name is not known.
    pub group: &'a str,
    /// What SORACOM says of its session.
    pub presence: Presence,
    /// When the session last changed.
    pub last_seen: Option<Timestamp>,
    roster: &'a Roster,
    sim: &'a Packed,
}

impl<'a> DeviceRow<'a> {
    pub(super) fn new(roster: &'a Roster, sim: &'a Packed) -> Self {
        let mut fields = roster.lines.exact(sim.line).split(SEPARATOR);
        let mut field = || fields.next().unwrap_or("");
        let (name, sim_id, ip, imsi) = (field(), field(), field(), field());
        Self {
            sim_id,
            name,
            imsi: some(imsi),
            ip: some(ip),
            status: roster.words.text(sim.status),
            group: roster.title(sim.group),
            presence: sim.presence,
            last_seen: time(sim.last_seen),
            roster,
            sim,
        }
    }

    /// What to call it, as [`Device::label`] has it.
    pub fn label(&self) -> &'a str {
        Device::label_of(self.name, self.imsi, self.sim_id)
    }

    /// Where its group stands among the groups' names.
    pub(super) fn group_rank(&self) -> usize {
        self.roster.ranks[self.sim.group.number()]
    }

    /// The device as it was put in.
    pub fn device(&self) -> Device {
        let (roster, sim) = (self.roster, self.sim);
        let word = |word: Word| some(roster.words.text(word)).map(str::to_owned);
        let mut tags = roster.words.text(sim.tags).split_terminator(SEPARATOR);
        Device {
            sim_id: SimId(self.sim_id.to_owned()),
            name: self.name.to_owned(),
            status: self.status.to_owned(),
            group_id: some(roster.groups.text(sim.group)).map(str::to_owned),
            imsi: self.imsi.map(|imsi| Imsi(imsi.to_owned())),
            imsis: imsis(roster.lines.exact(sim.line))
                .map(|imsi| Imsi(imsi.to_owned()))
                .collect(),
            presence: self.presence,
            last_seen: self.last_seen,
            ip: self.ip.map(str::to_owned),
            subscription: word(sim.subscription),
            module: word(sim.module),
            air: sim.air,
            arc: sim.arc,
            last_mapping_at: time(sim.last_mapping_at),
            tags: std::iter::from_fn(|| Some((tags.next()?.to_owned(), tags.next()?.to_owned()))).collect(),
        }
    }
}

fn some(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

fn time(millis: Option<i64>) -> Option<Timestamp> {
    Timestamp::from_millisecond(millis?).ok()
}

/// The place of the SIM ID in a line.
pub(super) const SIM_ID: u32 = 1;

/// Adds a field to a line.
fn field(line: &mut String, text: &str) {
    line.extend(text.split(SEPARATOR));
    line.push(SEPARATOR);
}

/// Name, SIM ID, address, the IMSI in use, and every IMSI.
pub(super) fn line(device: &Device) -> String {
    let imsi = device.imsi.as_ref().map_or("", |imsi| &imsi.0);
    let fields = [&device.name, &device.sim_id.0, device.ip.as_deref().unwrap_or(""), imsi];
    let mut line = String::new();
    let imsis = device.imsis.iter().map(|imsi| imsi.0.as_str());
    fields.into_iter().chain(imsis).for_each(|text| field(&mut line, text));
    line
}

/// What a search sees of it: name, IMSIs, SIM ID, address.
pub(super) fn seen(device: &Device) -> String {
    let mut seen = String::new();
    field(&mut seen, &device.name);
    let mut imsis: Vec<&str> = device.imsis.iter().map(|imsi| imsi.0.as_str()).collect();
    if imsis.len() < 2 {
        imsis = device.imsi.iter().map(|imsi| imsi.0.as_str()).collect();
    }
    field(&mut seen, &imsis.join(" "));
    field(&mut seen, &device.sim_id.0);
    field(&mut seen, device.ip.as_deref().unwrap_or(""));
    seen
}

/// Every IMSI in a line, as the device lists them.
fn imsis(line: &str) -> impl Iterator<Item = &str> {
    line.split_terminator(SEPARATOR).skip(4)
}

/// Every IMSI in a line once, the one in use among them, and its place in the line.
pub(super) fn imsis_by_place(line: &str) -> impl Iterator<Item = (u32, &str)> {
    let is_once = move |(place, imsi): &(u32, &str)| !imsi.is_empty() && (*place > 3 || imsis(line).all(|other| other != *imsi));
    (0..).zip(line.split_terminator(SEPARATOR)).skip(3).filter(is_once)
}

/// The field of a line at that place.
pub(super) fn at(line: &str, place: u32) -> &str {
    (0..)
        .zip(line.split(SEPARATOR))
        .find(|(other, _)| *other == place)
        .map_or("", |(_, field)| field)
}

/// Its tags as a line.
pub(super) fn tags_line(device: &Device) -> String {
    let mut line = String::new();
    for (name, value) in &device.tags {
        field(&mut line, name);
        field(&mut line, value);
    }
    line
}

/// What a search sees of them.
pub(super) fn tags_seen(device: &Device) -> String {
    device.tags.iter().map(|(name, value)| format!("{name}={value} ")).collect()
}

/// What a search sees of the services that a mapping can choose.
pub(super) fn services_seen(air: bool, arc: bool) -> String {
    let services = Device {
        air,
        arc,
        ..Device::default()
    }
    .services();
    services.into_iter().map(Service::word).collect::<Vec<_>>().join(" ")
}
