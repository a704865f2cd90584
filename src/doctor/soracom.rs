//! What SORACOM says: whether signing in works, whether the coverage is the right one, and which reads it allows.

use std::ops::ControlFlow;
use std::time::Duration;

use jiff::Timestamp;

use super::permissions::{Outcome, Tried};
use super::unseen::{Seen, Unseen, unknown, within};
use super::{Expected, name};
use crate::access::ServiceClock;
use crate::domain::checkup::Check;
use crate::domain::failure::Result;
use crate::domain::roster::Page;
use crate::domain::{Device, Kind};
use crate::gateway::{Identity, Listing, Lookup, Soracom};
use crate::say;

/// What was asked of SORACOM.
pub(super) struct Account {
    /// Who is signed in.
    pub identity: Result<Identity>,
    /// Whether there is a SIM at all.
    pub any_sim: Seen<bool>,
    /// The reads that naptop uses, each tried once.
    pub tried: Vec<Tried>,
}

/// Signs in, then tries every read.
pub(super) async fn look(soracom: &dyn Soracom, clock: &ServiceClock, patience: Duration) -> Account {
    let identity = within(patience, say::services::sign_in(), soracom.sign_in()).await;
    if identity.is_err() {
        return Account {
            identity,
            any_sim: Err(Unseen::After(name::SIGN_IN)),
            tried: Vec::new(),
        };
    }
    let (of_devices, groups, mappings) = futures::join!(
        devices(soracom, clock.now(), patience),
        within(patience, say::services::list_groups(), soracom.groups()),
        within(patience, say::services::list_mappings(), soracom.mappings()),
    );
    let (any_sim, mut tried) = of_devices;
    tried.push(Tried::new("Group:listGroups", groups));
    tried.push(Tried::new("PortMapping:listPortMappings", mappings));
    Account {
        identity,
        any_sim,
        tried,
    }
}

/// The reads that need a device, after the one that finds some.
async fn devices(soracom: &dyn Soracom, now: Timestamp, patience: Duration) -> (Seen<bool>, Vec<Tried>) {
    let listed = within(patience, say::services::list_devices(), some_devices(soracom)).await;
    let devices = listed.as_deref().unwrap_or_default();
    let one = async {
        match devices.first() {
            Some(device) => Outcome::of(within(patience, say::services::look_up_device(), soracom.device(&device.sim_id)).await),
            None => Outcome::NotTried(say::checked::no_device()),
        }
    };
    let search = async {
        match lookup(devices) {
            Some(lookup) => Outcome::of(within(patience, say::services::search_devices(), soracom.find(&lookup)).await),
            None => Outcome::NotTried(say::checked::no_named_device()),
        }
    };
    // from now on, so that nothing is read that is not needed
    let audit = async {
        match devices.iter().find_map(|device| device.imsi.as_ref()) {
            Some(imsi) => Outcome::of(within(patience, say::services::read_audit(), soracom.audit(Some(imsi), now)).await),
            None => Outcome::NotTried(say::checked::no_imsi()),
        }
    };
    let (one, search, audit) = futures::join!(one, search, audit);
    let any_sim = match &listed {
        Ok(devices) => Ok(!devices.is_empty()),
        Err(failure) => Err(failure.clone().into()),
    };
    let tried = vec![
        Tried::new("Sim:listSims", listed),
        Tried {
            permission: "Sim:getSim",
            outcome: one,
        },
        Tried {
            permission: "Query:searchSims",
            outcome: search,
        },
        Tried {
            permission: "AuditLog:getNapterAuditLogs",
            outcome: audit,
        },
    ];
    (any_sim, tried)
}

/// The first page with a device on it: one may be empty with more behind it.
async fn some_devices(soracom: &dyn Soracom) -> Result<Vec<Device>> {
    let mut some = Vec::new();
    let mut take = |page: Page| {
        some = page.devices().collect();
        match some.is_empty() {
            true => ControlFlow::Continue(()),
            false => ControlFlow::Break(()),
        }
    };
    soracom.devices(Listing::All, &mut take).await?;
    Ok(some)
}

/// Something to search for. A comma means "or" there, and a single character is too short.
fn lookup(devices: &[Device]) -> Option<Lookup> {
    let good = |name: &&str| name.chars().count() >= 2 && !name.contains(',');
    let name = devices.iter().map(|device| device.name.trim()).find(good);
    let by_imsi = || devices.iter().find_map(|device| device.imsi.clone()).map(Lookup::Imsi);
    name.map(|name| Lookup::Name(name.to_owned())).or_else(by_imsi)
}

/// Whether signing in works. Nothing does without it, so only a throttled sign-in leaves it open.
pub(super) fn sign_in(identity: &Result<Identity>) -> Check {
    match identity {
        Ok(Identity { operator_id, user_name }) => {
            let user = match user_name {
                Some(user) => say::checked::sam_user(user),
                None => say::checked::root_user().into(),
            };
            Check::ok(name::SIGN_IN, say::checked::signed_in(user, operator_id))
        }
        Err(failure) if failure.kind == Kind::Rate => Check::unknown(name::SIGN_IN, &failure.message, &failure.advice),
        Err(failure) => Check::broken(name::SIGN_IN, &failure.message, &failure.advice),
    }
}

/// Which coverage this is. A SIM belongs to one of the two, so an empty one may be the wrong one.
pub(super) fn coverage(expected: &Expected, any_sim: &Seen<bool>) -> Check {
    let Expected { coverage, endpoint, .. } = expected;
    match any_sim {
        Ok(true) => Check::ok(name::COVERAGE, say::checked::with_sims(coverage, endpoint)),
        Ok(false) => {
            Check::ok(name::COVERAGE, say::checked::without_sims(coverage, endpoint)).minding(say::checked::other_coverage())
        }
        Err(unseen) => {
            let check = unknown(name::COVERAGE, unseen);
            let detail = say::checked::sims_unknown(coverage, endpoint, &check.detail);
            Check { detail, ..check }
        }
    }
}
