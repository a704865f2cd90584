//! The `Sim` and `Group` documents of the SORACOM API, with the nulls and gaps that real answers have.

use serde_json::{Map, Value, json};

use crate::simulator::fleet::{Air, Carries, Device, Fleet, OPERATOR};
use crate::simulator::names::GROUPS;

const REGION: &str = "ap-northeast-1";

/// What `GET /sims/{sim_id}` says.
pub(super) fn sim(fleet: &Fleet, device: &Device) -> Value {
    let profile = format!("{}-profile", device.sim_id);
    let physical = device.carries != Carries::Arc;
    let mut sim = json!({
        "simId": device.sim_id,
        "operatorId": OPERATOR,
        "type": if !physical { "virtual" } else if device.module == "embedded" { "euicc" } else { "uicc" },
        "moduleType": device.module,
        "status": device.status,
        "speedClass": device.speed,
        "groupId": device.group.map(|group| fleet.group_id(group)),
        "tags": tags(device),
        "activeProfileId": profile,
        "profiles": { profile: profile_document(device) },
        "sessionStatus": session(device),
        "previousSession": previous(device),
        "capabilities": { "data": true, "sms": physical },
        "createdTime": device.created,
        "lastModifiedTime": device.created.max(device.seen - 3_600_000),
        "lastPortMappingCreatedTime": device.last_mapping,
        "expiryTime": Value::Null,
        "expiryAction": Value::Null,
        "imeiLock": Value::Null,
        "terminationEnabled": !device.index.is_multiple_of(5),
        "localInfo": Value::Null,
    });
    if let Value::Object(fields) = &mut sim {
        fill(fields, device, physical);
    }
    sim
}

fn fill(sim: &mut Map<String, Value>, device: &Device, physical: bool) {
    if physical {
        sim.insert("serialNumber".into(), json!(device.serial));
        sim.insert("otaSerialNumber".into(), Value::Null);
        if device.air != Air::Never {
            sim.insert("lastLocationUpdateTime".into(), json!(device.seen));
        }
    }
    if device.carries != Carries::Air {
        sim.insert("arcSessionStatus".into(), arc_session(device));
    }
    if device.index % 6 == 5 {
        sim.insert(
            "localInfo".into(),
            json!({ "location": { "lat": 35.68, "lng": 139.77 }, "createdTime": device.created }),
        );
    }
    if device.index % 17 == 10 {
        sim.insert("expiryTime".into(), json!(device.seen + 90 * 86_400_000));
        sim.insert("expiryAction".into(), json!("suspend"));
    }
}

fn tags(device: &Device) -> Value {
    let mut tags = Map::new();
    match &device.name {
        Some(name) => drop(tags.insert("name".into(), json!(name))),
        // The document promises an empty name; a real fleet often has no such tag at all.
        None if device.index.is_multiple_of(2) => drop(tags.insert("name".into(), json!(""))),
        None => {}
    }
    if let Some(note) = device.note {
        tags.insert("note".into(), json!(note));
    }
    Value::Object(tags)
}

fn profile_document(device: &Device) -> Value {
    let subscriber = |imsi: &str, subscription: &str, msisdn: &str, sms: bool| {
        json!({
            "imsi": imsi, "msisdn": msisdn, "status": device.status, "subscription": subscription,
            "bundles": [], "capabilities": { "data": true, "sms": sms },
        })
    };
    let mut subscribers = Map::new();
    let primary = subscriber(
        &device.imsi,
        device.subscription,
        &device.msisdn,
        device.carries != Carries::Arc,
    );
    subscribers.insert(device.imsi.clone(), primary);
    if let Some(imsi) = &device.arc_imsi {
        subscribers.insert(imsi.clone(), subscriber(imsi, "planArc01", "", false));
    }
    let mut profile = json!({
        "iccid": device.sim_id, "primaryImsi": device.imsi, "otaSupported": device.module == "embedded",
        "subscribers": subscribers,
    });
    if device.carries != Carries::Air {
        profile["arcClientPeerPublicKey"] = json!(key("public", device));
        profile["arcClientPeerPrivateKey"] = json!(key("PRIVATE-not-a-real-key", device));
    }
    profile
}

/// As long as a WireGuard key, and plainly not one.
fn key(what: &str, device: &Device) -> String {
    format!("{:x<43}=", format!("simulated/{what}/{}/", device.index))
}

fn session(device: &Device) -> Value {
    let online = matches!(device.air, Air::Online | Air::Stale);
    match device.carries {
        // Nobody knows what an Arc-only SIM says here [?]: half of them have a session status, half have none.
        Carries::Arc if device.index % 2 == 1 => return Value::Null,
        Carries::Arc => {
            return json!({
                "online": device.arc_online, "imsi": device.imsi, "imei": Value::Null, "lastUpdatedAt": device.seen,
                "ueIpAddress": device.arc_online.then_some(&device.arc_ip), "subscription": device.subscription,
                "dnsServers": Value::Null,
            });
        }
        _ if device.air == Air::Never => return Value::Null,
        _ => {}
    }
    let mut session = json!({
        "online": online,
        "imsi": device.imsi,
        "imei": online.then_some(&device.imei),
        "ueIpAddress": online.then_some(&device.ip),
        "lastUpdatedAt": device.seen,
        "dnsServers": online.then_some(["100.127.0.53", "100.127.1.53"]),
        "location": Value::Null,
    });
    if online {
        session["sessionId"] = json!(format!("{:016x}", device.index as u64 ^ 0x5eed_0000_0000_0000));
        session["subscription"] = json!(device.subscription);
        session["cell"] = cell(device);
        session["placement"] = json!({ "infrastructureProvider": "aws", "region": REGION });
    }
    session
}

fn cell(device: &Device) -> Value {
    json!({ "radioType": "LTE", "mcc": 440, "mnc": 10, "tac": 4096 + device.index % 512, "eci": 17_000_000 + device.index })
}

fn previous(device: &Device) -> Value {
    if matches!(device.air, Air::Never) {
        return Value::Null;
    }
    json!({
        "imsi": device.imsi, "imei": device.imei, "ueIpAddress": device.ip, "subscription": device.subscription,
        "createdTime": device.seen - 7_200_000, "deletedTime": device.seen - 60_000,
    })
}

fn arc_session(device: &Device) -> Value {
    if !device.arc_online {
        return Value::Null;
    }
    json!({
        "arcClientPeerIpAddress": device.arc_ip,
        "arcClientPeerPublicKey": key("public", device),
        "arcServerEndpoint": "203.0.113.250:11010",
        "arcServerPeerPublicKey": key("server", device),
        "arcAllowedIPs": ["100.127.0.0/16"],
        "lastUpdatedAt": device.seen,
        "placement": { "infrastructureProvider": "aws", "region": REGION },
    })
}

/// What `GET /groups` says of one group.
pub(super) fn group(fleet: &Fleet, group: usize, created: i64) -> Value {
    json!({
        "groupId": fleet.group_id(group),
        "operatorId": OPERATOR,
        "tags": { "name": GROUPS[group] },
        "configuration": { "SoracomAir": { "useCustomDns": false, "metadata": { "enabled": true } } },
        "createdTime": created,
        "lastModifiedTime": created,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_have_the_gaps_of_real_ones() {
        let fleet = Fleet::new(1, 48, 1_795_000_000_000, 1_794_000_000_000);
        let all: Vec<Value> = (0..48).map(|index| sim(&fleet, &fleet.device(index))).collect();
        assert_eq!(all[0]["sessionStatus"]["online"], json!(true));
        assert_eq!(all[1]["type"], json!("virtual"));
        assert!(all[1]["profiles"].to_string().contains("arcClientPeerPrivateKey"));
        assert!(all[1]["sessionStatus"].is_null());
        assert!(all[3]["sessionStatus"]["ueIpAddress"].is_null());
        assert!(all[9]["tags"]["name"].is_null());
        assert!(all.iter().any(|sim| sim["groupId"].is_null()));
        assert!(all.iter().all(|sim| sim.to_string().len() < 4096));
    }
}
