//! `naptop revoke`

use std::process::ExitCode;

use super::args::{Args, Revoke};
use super::connect::Services;
use super::print::CommandFailure;
use super::{connect, find, json, print};
use crate::domain::failure::Result;
use crate::domain::{Device, RevokeReport, RevokeTarget};

/// Takes access away.
pub async fn run(args: &Args, wanted: &Revoke) -> Result<ExitCode, CommandFailure> {
    let services = connect::configured(args)?;
    services.forbid_if_read_only()?;
    let report = if wanted.expired {
        sweep(&services).await?
    } else {
        revoke(&services, wanted).await?
    };
    if wanted.json {
        print::json(&json::RevokedJson::new(&report))?;
    } else {
        tell(&report);
    }
    services.close().await;
    Ok(status(&report))
}

async fn sweep(services: &Services) -> Result<RevokeReport> {
    let plan = services.access.plan_sweep().await?;
    let mut report = services.access.sweep(&plan).await;
    if let Some(failure) = plan.sessions_unknown {
        report.failed.push(crate::domain::access::Remainder {
            what: "AppStream sessions".into(),
            failure: failure.during("orphaned sessions could not be looked for"),
        });
    }
    Ok(report)
}

async fn revoke(services: &Services, wanted: &Revoke) -> Result<RevokeReport> {
    let soracom = &*services.access.soracom;
    let mappings = soracom.mappings().await?;
    let mut targets: Vec<RevokeTarget> = Vec::new();
    if wanted.all {
        for mapping in &mappings {
            targets.push(services.access.target_of(mapping, mapping.endpoint.to_string()).await?);
        }
    }
    for word in &wanted.target {
        let (mapping, device) = find::mapping(soracom, &mappings, word).await?;
        let label = device.as_ref().map(Device::label).unwrap_or(word).to_owned();
        if targets.iter().all(|target| target.endpoint != mapping.endpoint) {
            targets.push(services.access.target_of(&mapping, label).await?);
        }
    }
    if targets.is_empty() {
        return Ok(RevokeReport::default());
    }
    if wanted.all && !wanted.yes {
        let list: Vec<String> = targets.iter().map(|target| format!("  {}", target.endpoint)).collect();
        print::note(&list.join("\n"));
        if !print::asked(&format!("Revoke these {} accesses, whoever opened them?", targets.len()))? {
            print::note("nothing was revoked");
            return Ok(RevokeReport::default());
        }
    }
    Ok(services.access.revoke(&targets).await)
}

fn tell(report: &RevokeReport) {
    for endpoint in &report.revoked {
        print::note(&format!("revoked {endpoint}"));
    }
    for session in &report.sessions_expired {
        print::note(&format!("ended AppStream session {session}"));
    }
    for left in &report.failed {
        print::note(&format!(
            "LEFT OPEN: {}: {}; {}",
            left.what, left.failure.message, left.failure.advice
        ));
    }
    if *report == RevokeReport::default() {
        print::note("nothing to revoke");
    }
}

/// 0 when all is gone; 6 when a part is left; the failure's own status when everything is.
pub fn status(report: &RevokeReport) -> ExitCode {
    match report.failed.first() {
        None => ExitCode::SUCCESS,
        Some(first) if report.revoked.is_empty() && report.sessions_expired.is_empty() => {
            ExitCode::from(first.failure.kind.exit_status())
        }
        Some(_) => ExitCode::from(6),
    }
}
