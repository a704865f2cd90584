//! Probing: whether a device answers, found out without opening anything.

use super::Access;
use crate::domain::failure::Result;
use crate::domain::probe::{Answered, Probe};
use crate::domain::{Failure, Kind, SimId};
use crate::say;

impl Access {
    /// Pings the device, then tries the port, whatever the ping told: many firewalls drop pings alone. `begins` hears of each step.
    pub async fn probe(&self, sim_id: &SimId, port: Option<u16>, begins: impl Fn(&'static str)) -> Result<Probe> {
        begins(say::seen::pinging());
        let untold = |failure: Failure| Answered {
            ok: None,
            detail: failure.with_advice(),
        };
        let ping = self.soracom.ping(sim_id).await;
        let Some(number) = port else {
            return Ok(Probe { ping: ping?, port: None });
        };
        // who may not ping may be allowed what matters more
        let ping = match ping {
            Err(failure) if failure.kind == Kind::Forbidden => untold(failure),
            pinged => pinged?,
        };
        begins(say::seen::trying_port());
        let answered = self.soracom.try_port(sim_id, number).await.unwrap_or_else(untold);
        Ok(Probe {
            ping,
            port: Some((number, answered)),
        })
    }
}
