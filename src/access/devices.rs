//! Listing every SIM, page by page, each handed on as it arrives.

use std::collections::HashSet;

use crate::domain::Device;
use crate::domain::failure::Result;
use crate::gateway::Soracom;

/// Lists every SIM; `take` gets each page. Ends where the service's keys go round in circles.
pub async fn each_page(soracom: &dyn Soracom, mut take: impl FnMut(Vec<Device>)) -> Result<()> {
    let mut been_at = HashSet::new();
    let mut after = None;
    loop {
        let page = soracom.devices(after).await?;
        take(page.items);
        match page.next {
            Some(next) if been_at.insert(next.0.clone()) => after = Some(next),
            _ => return Ok(()),
        }
    }
}
