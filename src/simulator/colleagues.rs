//! What colleagues did before the simulator started: their mappings and who made them. Nothing that happens later.

use std::io;
use std::sync::Arc;

use crate::simulator::core::{Call, Core};
use crate::simulator::napter::{self, Plan};

/// The mappings that others opened before: one for long, one that ends soon, one by IMSI. Never on the first SIM.
pub(super) async fn open(core: &Arc<Core>) -> io::Result<()> {
    let plans = [
        ("AIR_PRIORITIZED", 3389, "203.0.113.24/32", 28_800, 3_000, "tanaka"),
        ("DYNAMIC", 22, "198.51.100.0/28", 1_800, 1_535, "sato"),
        ("IMSI_PRIORITIZED", 5900, "203.0.113.90/32", 7_200, 1_260, "tanaka"),
    ];
    let online = (1..core.fleet.count.min(64))
        .map(|index| core.device(index))
        .filter(|device| device.online(Some("air")) && device.answers());
    for (device, (strategy, device_port, range, seconds, age, user)) in online.zip(plans) {
        let path = match strategy {
            "AIR_PRIORITIZED" => format!("/v1/port_mappings/sims/{}", device.sim_id),
            _ => "/v1/port_mappings".to_owned(),
        };
        core.world().called(Call {
            at: core.born - i64::from(age) * 1000,
            path,
            user: Some(user.to_owned()),
            from: "198.51.100.23",
        });
        let plan = Plan {
            device: device.index,
            imsi: device.imsi,
            device_ip: device.ip,
            device_port,
            strategy,
            ranges: vec![range.to_owned()],
            seconds,
            tls: false,
            age,
        };
        napter::open(core, plan).await?;
    }
    Ok(())
}
