//! The simulated SIMs, each made from the seed and its index when it is asked for; their document is written in `sim_document`.

use crate::simulator::names;

pub(super) const OPERATOR: &str = "OP0012345678";

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// Which subscriptions a SIM carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Carries {
    Air,
    Arc,
    Both,
}

/// How a SIM's Air session stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Air {
    Never,
    Offline,
    Online,
    /// The service says online, but the power was cut hours ago and nothing answers.
    Stale,
}

/// One simulated SIM and the device behind it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Device {
    pub(super) index: usize,
    pub(super) sim_id: String,
    pub(super) name: Option<String>,
    pub(super) note: Option<&'static str>,
    pub(super) group: Option<usize>,
    pub(super) carries: Carries,
    pub(super) air: Air,
    pub(super) arc_online: bool,
    pub(super) status: &'static str,
    pub(super) module: &'static str,
    pub(super) subscription: &'static str,
    pub(super) speed: &'static str,
    pub(super) imsi: String,
    pub(super) arc_imsi: Option<String>,
    pub(super) msisdn: String,
    pub(super) serial: String,
    pub(super) imei: String,
    pub(super) ip: String,
    pub(super) arc_ip: String,
    pub(super) created: i64,
    pub(super) seen: i64,
    pub(super) last_mapping: Option<i64>,
}

impl Device {
    /// What the service believes, which is what decides whether a mapping is made.
    pub(super) fn online(&self, service: Option<&str>) -> bool {
        let air = self.carries != Carries::Arc && matches!(self.air, Air::Online | Air::Stale);
        match service {
            Some("air") => air,
            Some("arc") => self.arc_online,
            _ => air || self.arc_online,
        }
    }

    /// Whether packets really arrive there.
    pub(super) fn answers(&self) -> bool {
        self.air == Air::Online || self.arc_online
    }

    /// Every subscription's IMSI, the primary one first.
    pub(super) fn imsis(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.imsi.as_str()).chain(self.arc_imsi.as_deref())
    }

    pub(super) fn go(&mut self, online: bool, now: i64) {
        self.seen = now;
        if self.carries != Carries::Arc {
            self.air = if online { Air::Online } else { Air::Offline };
        }
        if self.carries != Carries::Air {
            self.arc_online = online;
        }
    }
}

/// All of them, held as a rule rather than as a list.
pub(super) struct Fleet {
    seed: u64,
    pub(super) count: usize,
    born: i64,
    month: i64,
    first_sim: u64,
    first_imsi: u64,
}

impl Fleet {
    /// `born` and `month`: the time it is made and the start of that UTC month, in ms.
    pub(super) fn new(seed: u64, count: usize, born: i64, month: i64) -> Self {
        let mut random = fastrand::Rng::with_seed(seed);
        Self {
            seed,
            count,
            born,
            month,
            first_sim: random.u64(10_000_000_000..800_000_000_000),
            first_imsi: random.u64(100_000_000..8_000_000_000),
        }
    }

    pub(super) fn sim_id(&self, index: usize) -> String {
        format!("8981100{:012}", self.first_sim + index as u64 * 37)
    }

    /// The index of the SIM with this id, or of the first one after it, as a page's key is understood.
    pub(super) fn after(&self, sim_id: &str) -> usize {
        let Some(number) = sim_id.strip_prefix("8981100").and_then(|digits| digits.parse::<u64>().ok()) else {
            return self.count;
        };
        match number.checked_sub(self.first_sim) {
            Some(distance) => usize::try_from(distance / 37 + 1).unwrap_or(self.count).min(self.count),
            None => 0,
        }
    }

    pub(super) fn by_sim_id(&self, sim_id: &str) -> Option<usize> {
        let index = self.after(sim_id).checked_sub(1)?;
        (self.sim_id(index) == sim_id).then_some(index)
    }

    pub(super) fn by_imsi(&self, imsi: &str) -> Option<usize> {
        let number: u64 = imsi.get(5..)?.parse().ok()?;
        let index = usize::try_from(number.checked_sub(self.first_imsi)? / 13).ok()?;
        let held = index < self.count && self.device(index).imsis().any(|known| known == imsi);
        held.then_some(index)
    }

    pub(super) fn group_id(&self, group: usize) -> String {
        uuid(&mut fastrand::Rng::with_seed(self.seed ^ (0x6120_0000 + group as u64)))
    }

    pub(super) fn device(&self, index: usize) -> Device {
        let mut random = fastrand::Rng::with_seed(self.seed.wrapping_add((index as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15)));
        let name = names::name(index, &mut random);
        let carries = carries(index, random.u32(..100));
        let air = air(index, carries, random.u32(..100));
        let arc_online = carries != Carries::Air && (index < 3 || random.u32(..100) < 70);
        let number = self.first_imsi + index as u64 * 13;
        let arc_imsi = format!("99999{number:010}");
        let only_arc = carries == Carries::Arc;
        let created = self.born - DAY * random.i64(40..1400) - random.i64(0..DAY);
        Device {
            index,
            sim_id: self.sim_id(index),
            name,
            note: [None, Some("保守対象"), Some("24x7"), Some("予備機")][random.usize(..4)],
            group: Some(random.usize(..8)).filter(|group| *group < names::GROUPS.len()),
            carries,
            air,
            arc_online,
            status: status(index, carries, air, random.u32(..100)),
            module: if only_arc {
                "virtual"
            } else {
                ["nano", "trio", "embedded", "mini"][random.usize(..4)]
            },
            subscription: if only_arc {
                "planArc01"
            } else {
                ["plan-D", "plan01s", "plan-KM1", "plan-DU"][random.usize(..4)]
            },
            speed: if only_arc {
                "arc.standard"
            } else {
                ["s1.fast", "s1.standard", "s1.4xfast", "s1.slow"][random.usize(..4)]
            },
            imsi: if only_arc {
                arc_imsi.clone()
            } else {
                format!("44010{number:010}")
            },
            arc_imsi: (carries == Carries::Both).then_some(arc_imsi),
            msisdn: format!("8120{:08}", random.u32(..100_000_000)),
            serial: format!("DN{:013}", random.u64(..10_000_000_000_000)),
            imei: format!("35{:013}", random.u64(..10_000_000_000_000)),
            ip: format!("10.{}.{}.{}", 128 + (index >> 16 & 63), (index >> 8) & 255, index & 255),
            arc_ip: format!("10.{}.{}.{}", 192 + (index >> 16 & 63), (index >> 8) & 255, index & 255),
            created,
            seen: self.seen(air, &mut random),
            last_mapping: self.last_mapping(index, created, &mut random),
        }
    }

    fn seen(&self, air: Air, random: &mut fastrand::Rng) -> i64 {
        self.born
            - match air {
                Air::Offline => random.i64(20 * MINUTE..90 * DAY),
                Air::Stale => random.i64(2 * HOUR..4 * HOUR),
                Air::Online | Air::Never => random.i64(MINUTE..50 * MINUTE),
            }
    }

    fn last_mapping(&self, index: usize, created: i64, random: &mut fastrand::Rng) -> Option<i64> {
        let this_month = self.month + random.i64(0..(self.born - self.month).max(1));
        let before = random.i64(created..self.month.max(created + 1));
        match (index, random.u32(..10)) {
            (0, _) => None,
            (1, _) | (_, ..3) => Some(this_month),
            (_, ..6) => Some(before),
            _ => None,
        }
    }
}

fn carries(index: usize, roll: u32) -> Carries {
    match (index, roll) {
        (0 | 3..=9, _) => Carries::Air,
        (1, _) => Carries::Arc,
        (2, _) => Carries::Both,
        (_, ..80) => Carries::Air,
        (_, ..93) => Carries::Arc,
        _ => Carries::Both,
    }
}

fn air(index: usize, carries: Carries, roll: u32) -> Air {
    match (index, roll) {
        _ if carries == Carries::Arc => Air::Never,
        (0 | 2 | 4 | 5 | 8, _) => Air::Online,
        (3, _) => Air::Offline,
        (6, _) => Air::Never,
        (7, _) => Air::Stale,
        (_, ..68) => Air::Online,
        (_, ..90) => Air::Offline,
        (_, ..96) => Air::Never,
        _ => Air::Stale,
    }
}

fn status(index: usize, carries: Carries, air: Air, roll: u32) -> &'static str {
    match (air, roll) {
        _ if carries == Carries::Arc => "active",
        (Air::Online | Air::Stale, _) => "active",
        (Air::Never, _) => ["ready", "standby", "instock"][index % 3],
        (Air::Offline, ..60) => "active",
        (Air::Offline, ..75) => "inactive",
        (Air::Offline, ..90) => "suspended",
        (Air::Offline, _) => "terminated",
    }
}

/// A version 4 UUID.
pub(super) fn uuid(random: &mut fastrand::Rng) -> String {
    let bits = random.u128(..);
    format!(
        "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
        (bits >> 96) as u32,
        (bits >> 80) as u16,
        (bits >> 64) as u16 & 0xfff,
        (bits >> 48) as u16 & 0x3fff | 0x8000,
        bits & 0xffff_ffff_ffff
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1_795_000_000_000;
    const MONTH: i64 = NOW - 20 * DAY;

    #[test]
    fn a_seed_always_makes_the_same_fleet() {
        let (one, two, other) = (
            Fleet::new(1, 60, NOW, MONTH),
            Fleet::new(1, 60, NOW, MONTH),
            Fleet::new(2, 60, NOW, MONTH),
        );
        assert!((0..60).all(|index| one.device(index) == two.device(index)));
        assert!((0..60).any(|index| one.device(index).name != other.device(index).name));
        assert_ne!(one.sim_id(0), other.sim_id(0));
        assert_eq!(one.group_id(3), two.group_id(3));
    }

    #[test]
    fn ids_lead_back_to_their_device() {
        let fleet = Fleet::new(7, 100_000, NOW, MONTH);
        for index in [0, 1, 2, 47, 99_999] {
            let device = fleet.device(index);
            assert_eq!(fleet.by_sim_id(&device.sim_id), Some(index));
            for imsi in device.imsis() {
                assert_eq!(imsi.len(), 15);
                assert_eq!(fleet.by_imsi(imsi), Some(index));
            }
            assert_eq!(device.sim_id.len(), 19);
        }
        for unknown in ["", "8981100", "89811000000000000000", "東京", &fleet.sim_id(100_000)] {
            assert_eq!(fleet.by_sim_id(unknown), None, "{unknown}");
            assert_eq!(fleet.by_imsi(unknown), None, "{unknown}");
        }
        assert_eq!(fleet.after(&fleet.sim_id(99)), 100);
    }

    #[test]
    fn the_first_device_is_online_with_a_name_and_the_fleet_is_mixed() {
        for seed in 0..20 {
            let fleet = Fleet::new(seed, 48, NOW, MONTH);
            let devices: Vec<Device> = (0..48).map(|index| fleet.device(index)).collect();
            assert_eq!((devices[0].air, devices[0].carries), (Air::Online, Carries::Air));
            assert!(devices[0].name.is_some() && devices[0].status == "active");
            assert_eq!(devices[4].name, devices[13].name);
            assert!(devices.iter().any(|device| device.name.is_none()));
            for device in &devices {
                let times = [Some(device.created), Some(device.seen), device.last_mapping];
                let past = NOW - 1500 * DAY..=NOW;
                assert!(times.into_iter().flatten().all(|time| past.contains(&time)));
            }
            for air in [Air::Never, Air::Offline, Air::Online, Air::Stale] {
                assert!(devices.iter().any(|device| device.air == air));
            }
            assert!(devices.iter().any(|device| device.last_mapping.is_some_and(|at| at >= MONTH)));
        }
    }
}
