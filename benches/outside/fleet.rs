//! The devices that are measured with: varied and always the same, as the pages of `GET /sims` and as rows for the peers.

use std::fmt::Write;

/// As many as the service gives at once.
const PAGE: usize = 100;
const GROUPS: usize = 20;
const KINDS: [&str; 8] = [
    "kiosk",
    "POS端末",
    "signage",
    "gateway",
    "ﾎﾟﾝﾌﾟ室",
    "AGV",
    "冷蔵ｼｮｰｹｰｽ",
    "camera",
];
const PLACES: [&str; 12] = [
    "tokyo",
    "大阪",
    "nagoya",
    "札幌",
    "fukuoka",
    "仙台",
    "hiroshima",
    "横浜",
    "kobe",
    "京都",
    "osaka",
    "新潟",
];
const NOTES: [&str; 4] = ["保守対象", "24x7", "予備機", "leased until the end of the fiscal year"];
/// A time that all others are before, in milliseconds.
const THEN: i64 = 1_780_000_000_000;

/// Some devices, and the pages that list them.
pub struct Fleet {
    /// The bodies of the pages, in order.
    pub pages: Vec<Vec<u8>>,
    /// How many devices there are.
    pub count: usize,
}

/// One device.
struct Device {
    index: usize,
    name: String,
    group: usize,
    online: bool,
    status: &'static str,
}

impl Fleet {
    /// The first of all devices there could be.
    pub fn new(count: usize) -> Self {
        Self {
            pages: pages(count, |index| sim(&device(index))),
            count,
        }
    }

    /// The same devices as lines of fields, for programs that filter or show such.
    pub fn rows(&self, separator: &str) -> String {
        let mut rows = String::new();
        for device in (0..self.count).map(device) {
            let fields = [
                device.name.clone(),
                group_name(device.group),
                imsi(device.index),
                ip(device.index),
                device.status.into(),
                (if device.online { "online" } else { "offline" }).into(),
            ];
            rows.push_str(&fields.join(separator));
            rows.push('\n');
        }
        rows
    }
}

/// The bodies of pages of so many documents; one at least.
fn pages(count: usize, document: impl Fn(usize) -> String) -> Vec<Vec<u8>> {
    let page = |first: usize| {
        let documents: Vec<String> = (first..count.min(first + PAGE)).map(&document).collect();
        format!("[{}]", documents.join(",")).into_bytes()
    };
    (0..count.max(1)).step_by(PAGE).map(page).collect()
}

/// What `GET /groups` answers.
pub fn groups() -> Vec<Vec<u8>> {
    let group = |group: usize| {
        format!(
            r#"{{"groupId":"{}","operatorId":"OP0012345678","tags":{{"name":"{}"}},"configuration":{{"SoracomAir":{{"useCustomDns":false}}}},"createdTime":{THEN},"lastModifiedTime":{THEN}}}"#,
            group_id(group),
            group_name(group)
        )
    };
    pages(GROUPS, group)
}

/// What `GET /port_mappings` answers when that many are open from now on, each to a device of its own.
pub fn mappings(count: usize, now: i64) -> Vec<Vec<u8>> {
    let mapping = |index: usize| {
        // between half an hour and eight hours, none the same
        let seconds = 1800 + index as i64 * (28_800 - 1800) / count.max(1) as i64;
        let (octet, port, sim) = (20 + index / 250, 10_000 + index, sim_id(index));
        let expires = now + seconds * 1000;
        format!(
            r#"{{"operatorId":"OP0012345678","ipAddress":"203.0.113.{octet}","hostname":"203-0-113-{octet}.napter.soracom.io","port":{port},"endpoint":"203.0.113.{octet}:{port}","destination":{{"simId":"{sim}","port":3389,"destinationChoosingStrategy":"AIR_PRIORITIZED"}},"simId":"{sim}","source":{{"ipRanges":["198.51.100.7/32"]}},"duration":28800,"createdTime":{},"expiredTime":{expires},"expired":false,"tlsRequired":false,"placement":"default"}}"#,
            expires - 28_800_000
        )
    };
    pages(count, mapping)
}

fn device(index: usize) -> Device {
    let mut random = fastrand::Rng::with_seed((index as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    let (kind, place) = (KINDS[random.usize(..KINDS.len())], PLACES[random.usize(..PLACES.len())]);
    let online = random.u32(..100) < 70;
    Device {
        index,
        name: format!("{kind}-{place}-{:02}", random.u32(1..100)),
        group: random.usize(..GROUPS),
        online,
        status: match random.u32(..10) {
            _ if online => "active",
            0 => "suspended",
            1 => "inactive",
            2 => "ready",
            _ => "active",
        },
    }
}

fn sim_id(index: usize) -> String {
    format!("8981100{index:012}")
}

fn imsi(index: usize) -> String {
    format!("44010{:010}", index * 13 + 7)
}

fn ip(index: usize) -> String {
    format!("10.{}.{}.{}", 128 + (index >> 16), (index >> 8) & 255, index & 255)
}

fn group_id(group: usize) -> String {
    format!("5f1d0a3e-77c2-4b{group:02}-9a51-0d6c3e8b{group:04}")
}

fn group_name(group: usize) -> String {
    format!(
        "{}-{group:02}",
        ["物流", "factory", "retail", "東日本", "field-test"][group % 5]
    )
}

/// A document of about 2 KB, with the fields, nulls and gaps of a real one.
fn sim(device: &Device) -> String {
    let Device {
        index, online, status, ..
    } = *device;
    let (sim, imsi, ip) = (sim_id(index), imsi(index), ip(index));
    let (imei, msisdn) = (format!("35{index:013}"), format!("8120{index:08}"));
    let seen = THEN - (index as i64 * 7919) % 5_000_000_000;
    let created = THEN - 60_000_000_000 - index as i64 * 1000;
    let note = NOTES[index % NOTES.len()];
    let mut text = format!(
        r#"{{"simId":"{sim}","operatorId":"OP0012345678","type":"uicc","moduleType":"nano","status":"{status}","speedClass":"s1.standard","groupId":"{}","tags":{{"name":"{}","note":"{note}","site":"site-{:04}","asset":"A-{:07}"}},"#,
        group_id(device.group),
        device.name,
        index % 4000,
        index * 3
    );
    let _ = write!(
        text,
        r#""activeProfileId":"{sim}-profile","profiles":{{"{sim}-profile":{{"iccid":"{sim}","arcClientPeerPrivateKey":null,"arcClientPeerPublicKey":null,"primaryImsi":"{imsi}","otaSupported":false,"subscribers":{{"{imsi}":{{"imsi":"{imsi}","msisdn":"{msisdn}","status":"{status}","subscription":"plan-D","bundles":[],"capabilities":{{"data":true,"sms":true}}}}}}}}}},"#
    );
    if online {
        let _ = write!(
            text,
            r#""sessionStatus":{{"online":true,"imsi":"{imsi}","imei":"{imei}","ueIpAddress":"{ip}","lastUpdatedAt":{seen},"sessionId":"{index:016x}","subscription":"plan-D","dnsServers":["100.127.0.53","100.127.1.53"],"gatewayPublicIpAddress":"203.0.113.250","gatewayPrivateIpAddress":"100.127.10.16","vpgId":null,"location":null,"cell":{{"radioType":"LTE","mcc":440,"mnc":10,"tac":{},"eci":{}}},"placement":{{"infrastructureProvider":"aws","region":"ap-northeast-1"}}}},"#,
            4096 + index % 512,
            17_000_000 + index
        );
    } else {
        let _ = write!(
            text,
            r#""sessionStatus":{{"online":false,"imsi":"{imsi}","imei":null,"ueIpAddress":null,"lastUpdatedAt":{seen},"dnsServers":null,"location":null}},"#
        );
    }
    let _ = write!(
        text,
        r#""previousSession":{{"imsi":"{imsi}","imei":"{imei}","ueIpAddress":"{ip}","subscription":"plan-D","createdTime":{},"deletedTime":{}}},"#,
        seen - 7_200_000,
        seen - 60_000
    );
    let _ = write!(
        text,
        r#""capabilities":{{"data":true,"sms":true}},"createdTime":{created},"lastModifiedTime":{seen},"lastPortMappingCreatedTime":{},"lastLocationUpdateTime":{seen},"renewalFeeStatusSetTime":{created},"testmodeExhaustedTime":null,"expiryTime":null,"expiryAction":null,"imeiLock":null,"terminationEnabled":true,"serialNumber":"DN{index:013}","otaSerialNumber":null,"packetCaptureSessions":[],"locationRegistrationStatus":{{"plmn":"44010","lastUpdatedAt":{seen}}},"localInfo":{{"location":{{"lat":35.{},"lng":139.{}}},"createdTime":{created}}}}}"#,
        if index.is_multiple_of(3) {
            "null".into()
        } else {
            created.to_string()
        },
        100 + index % 900,
        100 + index % 800
    );
    text
}
