//! `naptop url`

use std::process::ExitCode;

use tokio_util::sync::CancellationToken;

use super::args::{Args, Url};
use super::connect::{self, Services};
use super::print::CommandFailure;
use super::{find, hand_over, progress};
use crate::domain::access::FreshLink;
use crate::domain::{Failure, Opened};

/// Makes a fresh streaming URL for a mapping that is open.
pub async fn run(args: &Args, wanted: &Url) -> Result<ExitCode, CommandFailure> {
    connect::with(args, async |services| make(wanted, services).await).await
}

async fn make(wanted: &Url, services: &Services) -> Result<ExitCode, CommandFailure> {
    services.forbid_if_read_only()?;
    let target = services.link_target().await?;
    progress::doing("looking for the mapping");
    let (mapping, device) = find::live_mapping(services, &wanted.target).await?;
    let key = mapping.device_key(Some(&device)).ok_or_else(|| {
        let message = format!("{} names no device, so no streaming URL can be made for it", mapping.endpoint);
        Failure::invalid(message).advise("open access to the device anew")
    })?;
    let target = services.by_app(&mapping, target)?;
    progress::doing("making the streaming URL");
    let FreshLink { link, note } = services.access.fresh_link(&target, &key, &mapping).await?;
    let opened = Opened {
        mapping,
        reused: true,
        link: Some(link),
        notes: note.into_iter().collect(),
    };
    let told = hand_over::Told {
        device: &device,
        opened: &opened,
        reason: None,
        operator: &target.operator,
    };
    told.print(services, wanted.json).await?;
    told.write_rdp(wanted.rdp.as_deref())?;
    progress::doing("waiting for the browser");
    told.hand_over(services, wanted.copy, wanted.browser, &CancellationToken::new())
        .await;
    Ok(ExitCode::SUCCESS)
}
