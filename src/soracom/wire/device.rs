//! A `Sim` as SORACOM sends it, made a [`Device`]. The keys in it are left behind.

use serde_json::{Map, Value};

use super::{flag, millis, text};
use crate::domain::device::Presence;
use crate::domain::{Device, Imsi, SimId};

const ARC_PLAN: &str = "planArc01";

/// The device that a SIM is; none without a SIM ID.
pub(in crate::soracom) fn device(sim: &Value) -> Option<Device> {
    let session = &sim["sessionStatus"];
    let previous = &sim["previousSession"];
    let arc_session = &sim["arcSessionStatus"];
    let subscribers = subscribers(sim);
    let imsi = imsi(sim, &subscribers);
    let is_virtual = [&sim["type"], &sim["moduleType"]]
        .iter()
        .any(|kind| kind.as_str() == Some("virtual"));
    let plan_of = |imsi: &Imsi| {
        subscribers
            .iter()
            .find(|one| one.imsi == *imsi)
            .and_then(|one| one.plan.clone())
    };
    let mut imsis: Vec<Imsi> = subscribers.iter().map(|one| one.imsi.clone()).collect();
    for other in [text(&session["imsi"]), text(&previous["imsi"])]
        .into_iter()
        .flatten()
        .map(Imsi)
    {
        if !imsis.contains(&other) {
            imsis.push(other);
        }
    }
    Some(Device {
        sim_id: SimId(text(&sim["simId"])?),
        name: text(&sim["tags"]["name"]).unwrap_or_default(),
        status: text(&sim["status"]).unwrap_or_default(),
        group_id: text(&sim["groupId"]),
        presence: presence(session, previous, arc_session, is_virtual),
        last_seen: millis(&session["lastUpdatedAt"])
            .or_else(|| millis(&arc_session["lastUpdatedAt"]))
            .or_else(|| millis(&previous["deletedTime"])),
        ip: text(&session["ueIpAddress"]).or_else(|| text(&arc_session["arcClientPeerIpAddress"])),
        subscription: text(&session["subscription"]).or_else(|| imsi.as_ref().and_then(plan_of)),
        module: text(&sim["moduleType"]).or_else(|| text(&sim["type"])),
        air: !is_virtual
            || subscribers
                .iter()
                .any(|one| one.plan.as_deref().is_some_and(|plan| plan != ARC_PLAN)),
        arc: is_virtual || present(arc_session) || subscribers.iter().any(|one| one.plan.as_deref() == Some(ARC_PLAN)),
        last_mapping_at: millis(&sim["lastPortMappingCreatedTime"]),
        tags: tags(&sim["tags"]),
        imsi,
        imsis,
    })
}

/// A subscriber of one of the SIM's profiles.
struct Subscriber {
    imsi: Imsi,
    plan: Option<String>,
}

fn subscribers(sim: &Value) -> Vec<Subscriber> {
    let mut found: Vec<Subscriber> = Vec::new();
    for profile in fields(&sim["profiles"]).map(|(_, profile)| profile) {
        for (key, subscriber) in fields(&profile["subscribers"]) {
            let imsi = text(&subscriber["imsi"]).unwrap_or_else(|| key.clone());
            let plan = text(&subscriber["subscription"]);
            if !imsi.is_empty() && found.iter().all(|one| one.imsi.0 != imsi) {
                found.push(Subscriber { imsi: Imsi(imsi), plan });
            }
        }
    }
    found
}

/// The IMSI in use, else the active profile's primary one, else the first.
fn imsi(sim: &Value, subscribers: &[Subscriber]) -> Option<Imsi> {
    let active = || text(&sim["profiles"][sim["activeProfileId"].as_str()?]["primaryImsi"]);
    text(&sim["sessionStatus"]["imsi"])
        .or_else(active)
        .map(Imsi)
        .or_else(|| subscribers.first().map(|one| one.imsi.clone()))
}

fn presence(session: &Value, previous: &Value, arc_session: &Value, is_virtual: bool) -> Presence {
    let online = flag(&session["online"]);
    // How `online` behaves for a SIM that has Arc alone is not documented; where it is missing, Arc's own status tells.
    let had_session = present(session) && !(is_virtual && online.is_none());
    if online == Some(true) {
        Presence::Online
    } else if had_session || present(previous) || present(arc_session) {
        Presence::Offline
    } else {
        Presence::Never
    }
}

fn present(value: &Value) -> bool {
    value.is_object()
}

fn fields(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flat_map(Map::iter)
}

fn tags(value: &Value) -> std::collections::BTreeMap<String, String> {
    fields(value)
        .filter(|(name, _)| *name != "name")
        .filter_map(|(name, value)| Some((name.replace(char::is_control, " "), text(value)?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn air() -> Value {
        json!({
            "simId": "8981100000000000001", "status": "active", "type": "uicc", "moduleType": "nano", "groupId": null,
            "tags": { "name": "kiosk-1", "site": "Tokyo", "odd": { "a": 1 }, "floor": 3 },
            "activeProfileId": "p2", "lastPortMappingCreatedTime": 1_767_225_600_000.0, "unheardOf": [1],
            "profiles": {
                "p1": { "primaryImsi": "1", "subscribers": { "1": { "imsi": "1", "subscription": "plan01s" } } },
                "p2": { "primaryImsi": "2", "subscribers": { "2": { "subscription": "plan-D" } },
                        "arcClientPeerPrivateKey": "TOPSECRET" },
            },
            "sessionStatus": { "online": true, "ueIpAddress": "10.0.0.1", "imsi": "3", "lastUpdatedAt": 1_767_225_600_000_i64 },
            "previousSession": { "imsi": "1" },
        })
    }

    #[test]
    fn a_cellular_device() {
        let device = device(&air()).unwrap();
        assert_eq!(device.imsi, Some(Imsi("3".into())));
        let imsis: Vec<&str> = device.imsis.iter().map(|imsi| imsi.0.as_str()).collect();
        assert_eq!(imsis, ["1", "2", "3"]);
        assert_eq!(device.presence, Presence::Online);
        assert_eq!(device.ip.as_deref(), Some("10.0.0.1"));
        assert_eq!((device.air, device.arc), (true, false));
        assert_eq!(device.tags.len(), 2);
        assert_eq!(device.tags["floor"], "3");
        assert!(device.last_mapping_at.is_some() && device.last_seen.is_some());
        assert!(!format!("{device:?}").contains("TOPSECRET"));
    }

    #[test]
    fn the_primary_imsi_of_the_active_profile_when_offline() {
        let mut sim = air();
        sim["sessionStatus"] = json!({ "online": false, "imsi": null, "ueIpAddress": null });
        let device = device(&sim).unwrap();
        assert_eq!(device.imsi, Some(Imsi("2".into())));
        assert_eq!(device.subscription.as_deref(), Some("plan-D"));
        assert_eq!(device.presence, Presence::Offline);
    }

    #[test]
    fn a_sim_that_never_connected() {
        let device = device(&json!({ "simId": 8_981_100_000_000_000_001_u64, "sessionStatus": null, "tags": null })).unwrap();
        assert_eq!(device.presence, Presence::Never);
        assert_eq!((device.name.as_str(), device.air), ("", true));
        assert_eq!(super::device(&json!({ "tags": {} })), None);
    }

    #[test]
    fn a_virtual_sim_has_arc_alone_and_tells_its_presence_by_it() {
        let mut sim = json!({
            "simId": "1", "type": "virtual",
            "profiles": { "p": { "subscribers": { "999990000000001": { "subscription": "planArc01" } } } },
            "sessionStatus": {},
        });
        let never = device(&sim).unwrap();
        assert_eq!((never.air, never.arc, never.presence), (false, true, Presence::Never));
        sim["arcSessionStatus"] = json!({ "arcClientPeerIpAddress": "10.1.0.1", "lastUpdatedAt": 1_767_225_600_000_i64 });
        let offline = device(&sim).unwrap();
        assert_eq!(offline.presence, Presence::Offline);
        assert_eq!(offline.ip.as_deref(), Some("10.1.0.1"));
        sim["sessionStatus"] = json!({ "online": true });
        assert_eq!(device(&sim).unwrap().presence, Presence::Online);
    }

    #[test]
    fn a_sim_with_both() {
        let mut sim = air();
        sim["profiles"]["p1"]["subscribers"]["9"] = json!({ "imsi": "9", "subscription": "planArc01" });
        let device = device(&sim).unwrap();
        assert_eq!((device.air, device.arc), (true, true));
    }
}
