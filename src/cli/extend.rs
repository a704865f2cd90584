//! `naptop extend`

use std::process::ExitCode;

use super::args::{Args, Extend};
use super::connect::{self, Services};
use super::hand_over::Told;
use super::print::{self, CommandFailure};
use super::{find, json, progress, revoke};
use crate::domain::access::Extended;
use crate::domain::{OpenRequest, RevokeTarget};
use crate::runtime::signals;
use crate::say;

/// Replaces a mapping by one that lasts longer.
pub async fn run(args: &Args, wanted: &Extend) -> Result<ExitCode, CommandFailure> {
    connect::with(args, async |services| extend(wanted, services).await).await
}

async fn extend(wanted: &Extend, services: &Services) -> Result<ExitCode, CommandFailure> {
    services.forbid_if_read_only()?;
    let duration = wanted.duration.unwrap_or(services.duration).for_mapping()?;
    let operator = services.access.operator().await?;
    progress::doing(say::told::looking_for_mapping());
    let (mapping, device) = find::live_mapping(services, &wanted.target).await?;
    // without a stack and fleet, and something to start there, there is no URL to replace either
    let link = match (wanted.no_url, &services.link) {
        (false, Ok(_)) => services.by_app(&mapping, services.link_target().await?).ok(),
        _ => None,
    };
    let old = RevokeTarget::of(&mapping, device.label(), mapping.device_key(Some(&device)));
    let longer = mapping
        .countdown(services.access.clock.now())
        .is_some_and(|left| left.seconds() > duration.as_secs());
    if longer {
        print::note(&say::told::longer_before(&old.endpoint, duration));
    }
    // why it is open does not change
    let history = services.access.history().await;
    let reason = history.record_of(&mapping).and_then(|record| record.intent.reason.clone());
    let request = OpenRequest {
        reason,
        ..OpenRequest::replacing(&mapping, device, duration, link, services.policy)?
    };
    let stop = signals::stop();
    progress::doing(say::told::opening_replacement());
    let Extended { mut opened, let_go } = services.access.extend(&request, &old, &stop).await?;
    opened.notes.extend(opened.mapping.sources_alarm(&request.mapping.sources));
    let told = Told {
        device: &request.device,
        opened: &opened,
        reason: request.reason.as_deref(),
        operator: &operator,
    };
    let printed = if wanted.json {
        told.print_notes();
        print::json(&json::ExtendedJson::new(told.json(services).await, &let_go))
    } else {
        print::note(&say::told::endpoint_changes(&opened.mapping.endpoint, &old.endpoint));
        revoke::tell(&let_go);
        told.print(services, false).await
    };
    printed.map_err(|failure| CommandFailure::leaving(failure, vec![opened.mapping.endpoint.clone()]))?;
    Ok(match let_go.failed.is_empty() {
        true => ExitCode::SUCCESS,
        false => ExitCode::from(revoke::PARTLY),
    })
}
