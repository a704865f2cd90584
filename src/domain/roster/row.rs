//! How a SIM is written as a line, and how it is read from it.

use std::borrow::Cow;

use jiff::Timestamp;

use super::lines::{Lines, SEPARATOR, split};
use super::words::{Word, Words};
use super::{ListedSim, Packed, Roster};
use crate::domain::device::Presence;
use crate::domain::{Device, Imsi, Mapping, Service, SimId};

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
    imsis: &'a str,
    roster: &'a Roster,
    sim: &'a Packed,
}

impl<'a> DeviceRow<'a> {
    pub(super) fn new(roster: &'a Roster, sim: &'a Packed) -> Self {
        let fields = Fields::of_line(&roster.lines, sim.line());
        let Fields { name, imsis, sim_id, ip } = fields;
        Self {
            sim_id,
            name,
            imsi: fields.in_use(sim),
            ip: some(ip),
            status: roster.words.text(sim.status),
            group: roster.title(sim.group),
            presence: sim.presence,
            last_seen: sim.last_seen.time(),
            imsis,
            roster,
            sim,
        }
    }

    /// What to call it, as [`Device::label`] has it.
    pub fn label(&self) -> &'a str {
        Device::label_of(self.name, self.imsi, self.sim_id)
    }

    /// Whether that mapping leads to that port of it, whichever identifier it was made by.
    pub fn is_reached_by(&self, mapping: &Mapping, port: u16) -> bool {
        let is_ours = match (&mapping.sim_id, &mapping.imsi) {
            (Some(sim_id), _) => sim_id.0 == self.sim_id,
            (None, Some(imsi)) => each(self.imsis).any(|other| other == imsi.0),
            (None, None) => false,
        };
        is_ours && mapping.device_port == port
    }

    /// The device as it was put in.
    pub fn device(&self) -> Device {
        let Roster {
            lines, words, groups, ..
        } = self.roster;
        device(lines, words, groups, self.sim)
    }
}

/// A SIM as the device that was packed.
pub(super) fn device(lines: &Lines, words: &Words, groups: &Words, sim: &Packed) -> Device {
    let fields = Fields::of_line(lines, sim.line());
    let word = |word: Word| some(words.text(word)).map(str::to_owned);
    let mut tags = words.text(sim.tags).split_terminator(SEPARATOR);
    Device {
        sim_id: SimId(fields.sim_id.to_owned()),
        name: fields.name.to_owned(),
        status: words.text(sim.status).to_owned(),
        group_id: some(groups.text(sim.group)).map(str::to_owned),
        imsi: fields.in_use(sim).map(|imsi| Imsi(imsi.to_owned())),
        imsis: each(fields.imsis)
            .take(usize::from(sim.imsis))
            .map(|imsi| Imsi(imsi.to_owned()))
            .collect(),
        presence: sim.presence,
        last_seen: sim.last_seen.time(),
        ip: some(fields.ip).map(str::to_owned),
        subscription: word(sim.subscription),
        module: word(sim.module),
        air: sim.air,
        arc: sim.arc,
        last_mapping_at: sim.last_mapping_at.time(),
        tags: std::iter::from_fn(|| Some((tags.next()?.to_owned(), tags.next()?.to_owned()))).collect(),
    }
}

fn some(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

/// The fields of a line, in their order.
#[derive(Clone, Copy)]
pub(super) struct Fields<'a> {
    pub name: &'a str,
    /// Every IMSI, the one in use among them.
    pub imsis: &'a str,
    pub sim_id: &'a str,
    pub ip: &'a str,
}

impl<'a> Fields<'a> {
    pub(super) fn of_line(lines: &'a Lines, line: usize) -> Self {
        Self::of(lines.fields(line))
    }

    pub(super) fn of((name, rest): (&'a str, &'a str)) -> Self {
        let (imsis, rest) = split(rest, SEPARATOR).unwrap_or((rest, ""));
        let (sim_id, ip) = split(rest, SEPARATOR).unwrap_or((rest, ""));
        Self { name, imsis, sim_id, ip }
    }

    /// The IMSI in use, or the primary one.
    pub(super) fn in_use(&self, sim: &Packed) -> Option<&'a str> {
        each(self.imsis).nth(usize::from(sim.imsi?))
    }
}

/// Between two IMSIs; no text from the service has one.
const BETWEEN: char = '\u{1}';

/// Every IMSI of a field.
pub(super) fn each(imsis: &str) -> impl Iterator<Item = &str> {
    let mut rest = some(imsis);
    std::iter::from_fn(move || {
        let (first, others) = split(rest?, BETWEEN).unwrap_or((rest?, ""));
        rest = some(others);
        Some(first)
    })
}

/// More IMSIs than this are left out: nobody has seen a SIM with more than a few.
const MOST_IMSIS: usize = 200;

/// A SIM's line, how many of the IMSIs in it are listed as its own, and which one is in use.
pub(super) fn line(sim: &ListedSim<'_>) -> (String, u8, Option<u8>) {
    let own = sim.imsis.len().min(MOST_IMSIS);
    let imsis = &sim.imsis[..own];
    let place = |in_use: &Cow<'_, str>| imsis.iter().position(|imsi| imsi == in_use).unwrap_or(own);
    let in_use = sim.imsi.as_ref().map(place);
    let another = sim.imsi.as_ref().filter(|_| in_use == Some(own));
    let ip = sim.ip.as_deref().unwrap_or("");
    let imsis = imsis.iter().chain(another);
    let mut line = with_room_for(imsis.clone().map(Cow::as_ref).chain([&*sim.name, &sim.sim_id, ip]));
    push(&mut line, &sim.name);
    line.push(SEPARATOR);
    for imsi in imsis {
        push(&mut line, imsi);
        line.push(BETWEEN);
    }
    for text in [&sim.sim_id, ip] {
        line.push(SEPARATOR);
        push(&mut line, text);
    }
    let small = |number| u8::try_from(number).unwrap_or(u8::MAX);
    (line, small(own), in_use.map(small))
}

/// A text that these fit into, each with a sign after it.
fn with_room_for<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    String::with_capacity(texts.map(|text| text.len() + 1).sum())
}

/// Adds a text without what stands between texts.
fn push(line: &mut String, text: &str) {
    match memchr::memchr2(SEPARATOR as u8, BETWEEN as u8, text.as_bytes()) {
        None => line.push_str(text),
        Some(_) => line.extend(text.split([SEPARATOR, BETWEEN])),
    }
}

type Tag<'a> = (Cow<'a, str>, Cow<'a, str>);

fn texts<'a>(tags: &'a [Tag<'_>]) -> impl Iterator<Item = &'a str> {
    tags.iter().flat_map(|(name, value)| [&**name, &**value])
}

/// Its tags as a line.
pub(super) fn tags_line(tags: &[Tag<'_>]) -> String {
    let mut line = with_room_for(texts(tags));
    for text in texts(tags) {
        push(&mut line, text);
        line.push(SEPARATOR);
    }
    line
}

/// What a search sees of them.
pub(super) fn tags_seen(tags: &[Tag<'_>]) -> String {
    let mut seen = with_room_for(texts(tags));
    for (name, value) in tags {
        seen.extend([name, "=", value, " "]);
    }
    seen
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
