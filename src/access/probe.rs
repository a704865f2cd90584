//! Probing: whether a device answers, found out without opening anything.

use super::Access;
use crate::domain::SimId;
use crate::domain::failure::Result;
use crate::domain::probe::{Answered, Probe};
use crate::say;

impl Access {
    /// Pings the device, then tries the port, whatever the ping told: many firewalls drop pings alone. `begins` hears of each step.
    pub async fn probe(&self, sim_id: &SimId, port: Option<u16>, begins: impl Fn(&'static str)) -> Result<Probe> {
        begins(say::seen::pinging());
        let ping = self.soracom.ping(sim_id).await?;
        let Some(number) = port else {
            return Ok(Probe { ping, port: None });
        };
        begins(say::seen::trying_port());
        let answered = self
            .soracom
            .try_port(sim_id, number)
            .await
            .unwrap_or_else(|failure| Answered {
                ok: None,
                detail: failure.with_advice(),
            });
        Ok(Probe {
            ping,
            port: Some((number, answered)),
        })
    }
}
