//! `naptop revoke`

use std::io::{self, IsTerminal};
use std::process::ExitCode;

use super::args::{Args, Revoke};
use super::connect::Services;
use super::print::CommandFailure;
use super::{connect, find, hold, json, print, progress};
use crate::domain::access::{Left, Remainder};
use crate::domain::failure::Result;
use crate::domain::{Device, Failure, Kind, Mapping, RevokeReport, RevokeTarget};
use crate::runtime::signals;
use crate::say;

/// The exit status where a part is left.
pub const PARTLY: u8 = 6;

/// Takes access away.
pub async fn run(args: &Args, wanted: &Revoke) -> Result<ExitCode, CommandFailure> {
    connect::with(args, async |services| {
        services.forbid_if_read_only()?;
        progress::doing(say::told::listing_mappings());
        let report = if wanted.expired {
            Some(sweep(services).await?)
        } else {
            revoke(services, wanted).await?
        };
        match &report {
            Some(report) if !wanted.json => tell(report),
            Some(_) => {}
            None => print::note(say::revoking::nothing()),
        }
        let report = report.unwrap_or_default();
        if wanted.json {
            print::json(&json::RevokedJson::new(&report))?;
        }
        match nothing_done(&report) {
            Some(failure) if wanted.json => Err(failure.clone().into()),
            _ => Ok(status(&report)),
        }
    })
    .await
}

async fn sweep(services: &Services) -> Result<RevokeReport> {
    let mut plan = services.access.plan_sweep().await?;
    let own = find::own_keys(services, plan.stray_keys()).await;
    plan.claim(|key| own.contains(key));
    if !plan.strays.is_empty() {
        print::note(&say::revoking::strays(plan.strays.len()));
    }
    let mut report = see_through(services.access.sweep(&plan), &plan.mappings).await;
    if let Some(failure) = plan.sessions_unknown {
        report.failed.push(Remainder {
            what: Left::Sessions(None),
            failure: failure.during(say::told::orphans_unseen()),
        });
    }
    Ok(report)
}

/// What became of what was named; none where the user would not have it.
async fn revoke(services: &Services, wanted: &Revoke) -> Result<Option<RevokeReport>> {
    let soracom = &*services.access.soracom;
    let (chosen, missing) = match soracom.mappings().await {
        Ok(mappings) => choose(services, wanted, mappings).await?,
        // an endpoint is all that a delete needs
        Err(failure) if failure.kind == Kind::Forbidden => (unlisted(wanted).ok_or(failure)?, Vec::new()),
        Err(failure) => return Err(failure),
    };
    if let ([], Some(first)) = (chosen.as_slice(), missing.first()) {
        return Err(first.failure.clone());
    }
    if wanted.all && !wanted.yes && !chosen.is_empty() {
        let now = services.access.clock.now();
        let line = |target: &RevokeTarget| {
            let left = target.mapping.as_ref().map(|mapping| mapping.time_left(now));
            format!("  {}  {}  {}", target.endpoint, left.unwrap_or_default(), target.label)
        };
        let list: Vec<String> = chosen.iter().map(line).collect();
        // where nobody can be asked, programs get the failure alone
        if !wanted.json || io::stdin().is_terminal() {
            print::notes(list.iter().map(String::as_str));
        }
        if !print::asked(&say::told::revoke_all(chosen.len()))? {
            return Ok(None);
        }
    }
    progress::doing(say::told::revoking());
    let mut report = see_through(services.access.revoke(&chosen), &chosen).await;
    report.failed.extend(missing);
    if services.access.link.is_some() {
        let unlisted = chosen.into_iter().filter(|target| target.mapping.is_none());
        report.failed.extend(unlisted.map(|target| Remainder {
            what: Left::Sessions(Some(target.endpoint)),
            failure: Failure::new(Kind::Forbidden, say::told::not_listable()).during(say::acted::sessions_untold()),
        }));
    }
    Ok(Some(report))
}

/// Sees it through, whoever asks to end meanwhile: only when that takes long another time gives up.
async fn see_through(act: impl Future<Output = RevokeReport>, targets: &[RevokeTarget]) -> RevokeReport {
    // from now on no signal ends this process
    let _stop = signals::stop();
    let given_up = |target: &RevokeTarget| hold::given_up(target, true);
    match hold::unless_given_up(act, hold::A_WHILE, true).await {
        Some(report) => report,
        None => RevokeReport {
            failed: targets.iter().map(given_up).collect(),
            ..RevokeReport::default()
        },
    }
}

/// What is meant, and of several names those that mean nothing: what is open all the same does not stay so for them.
async fn choose(services: &Services, wanted: &Revoke, mappings: Vec<Mapping>) -> Result<(Vec<RevokeTarget>, Vec<Remainder>)> {
    let chosen = |mapping: &Mapping, device: Option<&Device>, word: &str| {
        RevokeTarget::of(mapping, device.map_or(word, Device::label), mapping.device_key(device))
    };
    let (mut all, mut missing): (Vec<RevokeTarget>, Vec<Remainder>) = Default::default();
    for word in &wanted.target {
        let (mapping, device) = match find::mapping(services, &mappings, word).await {
            Err(failure) if failure.kind == Kind::Missing && wanted.target.len() > 1 => {
                missing.push(Remainder {
                    what: Left::Named(word.clone()),
                    failure,
                });
                continue;
            }
            found => found?,
        };
        if all.iter().all(|other| other.endpoint != mapping.endpoint) {
            all.push(chosen(&mapping, device.as_ref(), word));
        }
    }
    if wanted.all {
        let soracom = &*services.access.soracom;
        let devices = match wanted.yes {
            true => Vec::new(),
            false => find::devices_behind(soracom, &mappings, find::first_devices(soracom).await).await,
        };
        all.extend(mappings.iter().map(|mapping| {
            let device = devices.iter().find(|device| mapping.is_for(device));
            chosen(mapping, device, mapping.device_id())
        }));
    }
    Ok((all, missing))
}

/// The mappings that were named by their endpoints, if all were.
fn unlisted(wanted: &Revoke) -> Option<Vec<RevokeTarget>> {
    let named = |word: &String| {
        Some(RevokeTarget {
            endpoint: word.parse().ok()?,
            mapping: None,
            label: word.clone(),
            key: None,
        })
    };
    if wanted.all {
        None
    } else {
        wanted.target.iter().map(named).collect()
    }
}

/// Says what became of each.
pub fn tell(report: &RevokeReport) {
    for endpoint in &report.revoked {
        print::note(&say::told::revoked(endpoint));
    }
    for endpoint in &report.taken {
        print::note(&say::revoking::another_by_now(endpoint));
    }
    for session in &report.sessions_expired {
        print::note(&say::told::ended_session(session));
    }
    for left in &report.failed {
        print::note(&report.told(left));
    }
    if *report == RevokeReport::default() {
        print::note(say::told::nothing_to_revoke());
    }
}

/// 0 when all is gone; 6 when a part is left; the failure's own status when everything is.
pub fn status(report: &RevokeReport) -> ExitCode {
    match nothing_done(report) {
        Some(failure) => ExitCode::from(failure.exit_status()),
        None if report.failed.is_empty() => ExitCode::SUCCESS,
        None => ExitCode::from(PARTLY),
    }
}

/// Why nothing at all could be taken away, if so.
fn nothing_done(report: &RevokeReport) -> Option<&Failure> {
    let first = report.failed.first()?;
    (report.revoked.is_empty() && report.sessions_expired.is_empty()).then_some(&first.failure)
}
