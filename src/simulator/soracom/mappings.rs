//! Creating, listing and deleting port mappings: who may have one. How it lives is `napter`'s business.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::response::IntoResponse;
use http::StatusCode;
use serde_json::Value;

use super::{Asked, CALLER, Handled, Shared, asked, no_content, object, page, page_size};
use crate::simulator::cidr::{self, Refused};
use crate::simulator::core::Core;
use crate::simulator::fleet::{Carries, Device};
use crate::simulator::napter::{self, Mapping, Plan};
use crate::simulator::problem::{self, Problem};

pub(super) async fn list(State(core): Shared, Query(query): Asked) -> Handled {
    let size = page_size(&query, core.options.page_size, core.options.page_size)?;
    let key = asked(&query, "last_evaluated_key")
        .and_then(|key| key.parse().ok())
        .unwrap_or(0);
    let world = core.world();
    let mut rest = world.mappings.iter().filter(|mapping| mapping.id > key);
    let shown: Vec<&Mapping> = rest.by_ref().take(size).collect();
    let next = rest.next().and(shown.last()).map(|mapping| mapping.id.to_string());
    Ok(page(
        "/v1/port_mappings",
        shown.iter().map(|mapping| mapping.document()).collect(),
        next,
    ))
}

/// Only those that were created with the SIM ID.
pub(super) async fn of_sim(State(core): Shared, Path(sim_id): Path<String>) -> Handled {
    some(&core, |mapping| !mapping.by_imsi() && mapping.sim_id == sim_id)
}

/// Only those that were created with the IMSI.
pub(super) async fn of_imsi(State(core): Shared, Path(imsi): Path<String>) -> Handled {
    some(&core, |mapping| mapping.by_imsi() && mapping.imsi == imsi)
}

fn some(core: &Core, which: impl Fn(&Mapping) -> bool) -> Handled {
    let world = core.world();
    let found: Vec<Value> = world
        .mappings
        .iter()
        .filter(|mapping| which(mapping))
        .map(Mapping::document)
        .collect();
    if found.is_empty() {
        Err(problem::NO_MAPPINGS)
    } else {
        Ok(Json(found).into_response())
    }
}

pub(super) async fn create(State(core): Shared, body: Bytes) -> Handled {
    let request = object(&body)?;
    let destination = &request["destination"];
    match (text(destination, "simId"), text(destination, "imsi")) {
        (Some(sim_id), _) => make(&core, &request, core.fleet.by_sim_id(sim_id), None).await,
        (None, Some(imsi)) => make(&core, &request, core.fleet.by_imsi(imsi), Some(imsi)).await,
        (None, None) => Err(problem::NO_DESTINATION),
    }
}

pub(super) async fn create_for_sim(State(core): Shared, Path(sim_id): Path<String>, body: Bytes) -> Handled {
    let request = object(&body)?;
    make(&core, &request, core.fleet.by_sim_id(&sim_id), None).await
}

async fn make(core: &Arc<Core>, request: &Value, index: Option<usize>, imsi: Option<&str>) -> Handled {
    let port = port(&request["destination"]["port"])?;
    let seconds = seconds(&request["duration"])?;
    let ranges = ranges(&request["source"]["ipRanges"])?;
    let tls = match &request["tlsRequired"] {
        Value::Null => false,
        tls => tls.as_bool().ok_or(problem::BAD_TLS)?,
    };
    let service = match &request["destination"]["service"] {
        Value::Null => None,
        service => Some(
            service
                .as_str()
                .filter(|service| ["air", "arc"].contains(service))
                .ok_or(problem::BAD_SERVICE)?,
        ),
    };
    let device = core.device(index.ok_or(problem::NO_SIM)?);
    // An IMSI names its session by itself, and `service` counts only together with a SIM ID.
    let wanted = match imsi {
        None => service,
        Some(imsi) if imsi.starts_with("99999") => Some("arc"),
        Some(_) => Some("air"),
    };
    if !device.online(wanted) {
        return Err(problem::OFFLINE);
    }
    let strategy = match (imsi, service) {
        (Some(_), _) => "IMSI_PRIORITIZED",
        (None, Some("air")) => "AIR_PRIORITIZED",
        (None, Some(_)) => "ARC_PRIORITIZED",
        (None, None) => "DYNAMIC",
    };
    let (imsi, device_ip) = session(&device, wanted);
    let plan = Plan {
        device: device.index,
        imsi,
        device_ip,
        device_port: port,
        strategy,
        ranges,
        seconds,
        tls,
        age: 0,
    };
    let made = napter::open(core, plan).await.map_err(|error| {
        tracing::debug!(%error, "simulator: no port for a mapping");
        problem::NO_ENTRY
    })?;
    Ok((StatusCode::CREATED, Json(made)).into_response())
}

/// The IMSI and address of the session that a mapping leads to.
fn session(device: &Device, service: Option<&str>) -> (String, String) {
    let arc = service == Some("arc") || device.carries == Carries::Arc || (service.is_none() && !device.online(Some("air")));
    if arc {
        (
            device.arc_imsi.clone().unwrap_or_else(|| device.imsi.clone()),
            device.arc_ip.clone(),
        )
    } else {
        (device.imsi.clone(), device.ip.clone())
    }
}

pub(super) async fn delete(State(core): Shared, Path((ip, port)): Path<(String, String)>) -> Handled {
    let deleted = port.parse().is_ok_and(|port| core.world().delete_mapping(&ip, port));
    if deleted { Ok(no_content()) } else { Err(problem::NO_MAPPING) }
}

fn text<'a>(object: &'a Value, name: &str) -> Option<&'a str> {
    object.get(name).and_then(Value::as_str).filter(|text| !text.is_empty())
}

fn port(given: &Value) -> Result<u16, Problem> {
    whole(given)
        .and_then(|port| u16::try_from(port).ok())
        .filter(|port| *port > 0)
        .ok_or(problem::BAD_PORT)
}

fn seconds(given: &Value) -> Result<u32, Problem> {
    match given {
        Value::Null => Ok(1800),
        given => whole(given)
            .filter(|seconds| (1..=28_800).contains(seconds))
            .ok_or(problem::BAD_DURATION),
    }
}

/// The document says `number`: 22.0 is as good as 22.
fn whole(given: &Value) -> Option<u32> {
    let number = given
        .as_f64()
        .filter(|number| number.fract() == 0.0 && (0.0..1e6).contains(number))?;
    Some(number as u32)
}

fn ranges(given: &Value) -> Result<Vec<String>, Problem> {
    let given = match given {
        Value::Null => &Vec::new(),
        given => given.as_array().ok_or(problem::BAD_RANGE)?,
    };
    if given.is_empty() {
        return Ok(vec![format!("{CALLER}/32")]);
    }
    let check = |range: &Value| {
        let range = range.as_str().ok_or(problem::BAD_RANGE)?;
        cidr::check(range).map_err(|refused| match refused {
            Refused::Syntax => problem::BAD_RANGE,
            Refused::NotGlobal => problem::NOT_GLOBAL,
        })?;
        Ok(range.to_owned())
    };
    given.iter().map(check).collect()
}
