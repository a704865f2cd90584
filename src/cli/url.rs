//! `naptop url`

use std::process::ExitCode;

use tokio_util::sync::CancellationToken;

use super::args::{Args, Url};
use super::connect::{self, Services};
use super::print::CommandFailure;
use super::{find, hand_over, progress};
use crate::domain::access::FreshLink;
use crate::domain::{Failure, Opened};
use crate::say;

/// Makes a fresh streaming URL for a mapping that is open.
pub async fn run(args: &Args, wanted: &Url) -> Result<ExitCode, CommandFailure> {
    connect::with(args, async |services| make(wanted, services).await).await
}

async fn make(wanted: &Url, services: &Services) -> Result<ExitCode, CommandFailure> {
    services.forbid_if_read_only()?;
    let target = services.link_target().await?;
    progress::doing(say::told::looking_for_mapping());
    let (mapping, device) = find::live_mapping(services, &wanted.target).await?;
    let key = mapping.device_key(Some(&device)).ok_or_else(|| {
        let message = say::told::no_url_without_device(&mapping.endpoint);
        Failure::invalid(message).advise(say::told::open_anew())
    })?;
    let target = services.by_app(&mapping, target)?;
    progress::doing(say::told::making_url());
    let made = services.access.fresh_link(&target, &key, &mapping).await;
    let FreshLink { link, note } = made.map_err(Failure::from)?;
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
    progress::doing(say::told::waiting_for_browser());
    told.hand_over(services, wanted.copy, wanted.browser, &CancellationToken::new())
        .await;
    Ok(ExitCode::SUCCESS)
}
