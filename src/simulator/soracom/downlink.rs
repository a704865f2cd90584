//! `POST /sims/{sim_id}/downlink/{ping,tcp}`: does the device answer, without a mapping.

use std::time::Duration;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::response::IntoResponse;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::time::{Instant, timeout_at};

use super::{Handled, Shared, object};
use crate::simulator::device_ports::{self, Duplex};
use crate::simulator::problem::{self, Problem};

/// What one answer may hold.
const MOST: usize = 5 * 1024 * 1024;

/// The text of `rtt` and `stat` is not documented [?]; this is what the ping command prints.
pub(super) async fn ping(State(core): Shared, Path(sim_id): Path<String>, body: Bytes) -> Handled {
    let request = object(&body)?;
    let count = bounded(&request, "numberOfPingRequests", 1, 5)?;
    bounded(&request, "timeoutSeconds", 1, 3)?;
    let device = core.device(core.fleet.by_sim_id(&sim_id).ok_or(problem::NO_SIM)?);
    tokio::time::sleep(Duration::from_millis(40)).await;
    let answer = if device.answers() {
        let middle = 38.0 + (device.index % 40) as f64;
        let (least, most) = (middle - 4.1, middle + 6.3);
        json!({
            "success": true,
            "rtt": format!("rtt min/avg/max/mdev = {least:.3}/{middle:.3}/{most:.3}/3.021 ms"),
            "stat": format!("{count} packets transmitted, {count} received, 0% packet loss"),
        })
    } else {
        json!({ "success": false, "rtt": "", "stat": format!("{count} packets transmitted, 0 received, 100% packet loss") })
    };
    Ok(Json(answer).into_response())
}

fn bounded(request: &Value, name: &str, otherwise: i64, most: i64) -> Result<i64, Problem> {
    match &request[name] {
        Value::Null => Ok(otherwise),
        given => given
            .as_i64()
            .filter(|given| (1..=most).contains(given))
            .ok_or(problem::BAD_DOWNLINK),
    }
}

/// When enough has been received.
enum Until {
    Nothing,
    First,
    Pattern(Vec<u8>),
    Idle(Duration),
    Closed,
}

pub(super) async fn tcp(State(core): Shared, Path(sim_id): Path<String>, body: Bytes) -> Handled {
    let request = object(&body)?;
    let port = request["port"]
        .as_u64()
        .and_then(|port| u16::try_from(port).ok())
        .filter(|port| *port > 0);
    let port = port.ok_or(problem::BAD_DOWNLINK)?;
    let encoding = request["payloadEncoding"].as_str().unwrap_or("string");
    let payload = request["payload"]
        .as_str()
        .and_then(|payload| decode(payload, encoding))
        .ok_or(problem::BAD_DOWNLINK)?;
    let deadline = Instant::now() + Duration::from_secs(bounded(&request, "timeout", 30, 300)?.unsigned_abs());
    let until = until(&request["connectionOptions"])?;
    let device = core.device(core.fleet.by_sim_id(&sim_id).ok_or(problem::NO_SIM)?);
    if matches!(until, Until::Nothing) {
        return Ok(Json(json!({ "data": "", "dataEncoding": "string" })).into_response());
    }
    if !device.answers() {
        return Err(problem::UNANSWERED);
    }
    let reached = timeout_at(deadline, device_ports::reach(&core.options.targets, port)).await;
    let mut device = reached.ok().and_then(Result::ok).ok_or(problem::UNANSWERED)?;
    device.write_all(&payload).await.map_err(|_| problem::UNANSWERED)?;
    let received = receive(device.as_mut(), &until, deadline).await.ok_or(problem::UNANSWERED)?;
    let (data, encoding) = match String::from_utf8(received) {
        Ok(text) => (text, "string"),
        Err(error) => (STANDARD.encode(error.as_bytes()), "base64"),
    };
    Ok(Json(json!({ "data": data, "dataEncoding": encoding })).into_response())
}

fn decode(text: &str, encoding: &str) -> Option<Vec<u8>> {
    match encoding {
        "string" => Some(text.as_bytes().to_vec()),
        "base64" => STANDARD.decode(text).ok(),
        "hex" if text.len().is_multiple_of(2) && text.is_ascii() => {
            let byte = |start| u8::from_str_radix(text.get(start..start + 2)?, 16).ok();
            (0..text.len()).step_by(2).map(byte).collect()
        }
        _ => None,
    }
}

fn until(options: &Value) -> Result<Until, Problem> {
    Ok(match options["type"].as_str() {
        None | Some("wait_all") => Until::Closed,
        Some("wait_first") => Until::First,
        Some("fire_and_forget") => Until::Nothing,
        Some("idle_timeout") => {
            let seconds = options["idleTimeout"].as_u64().ok_or(problem::BAD_DOWNLINK)?;
            Until::Idle(Duration::from_secs(seconds.min(300)))
        }
        Some("wait_for_pattern") => {
            let encoding = options["terminationPatternEncoding"].as_str().unwrap_or("base64");
            let pattern = options["terminationPattern"]
                .as_str()
                .and_then(|pattern| decode(pattern, encoding));
            Until::Pattern(pattern.filter(|pattern| !pattern.is_empty()).ok_or(problem::BAD_DOWNLINK)?)
        }
        Some(_) => return Err(problem::BAD_DOWNLINK),
    })
}

/// What the device sent; `None` when it sent nothing in time, or not what was waited for.
async fn receive(device: &mut dyn Duplex, until: &Until, deadline: Instant) -> Option<Vec<u8>> {
    let mut received = Vec::new();
    let mut buffer = vec![0; 16 * 1024];
    loop {
        let patience = match until {
            Until::Idle(idle) => deadline.min(Instant::now() + *idle),
            _ => deadline,
        };
        match timeout_at(patience, device.read(&mut buffer)).await {
            Ok(Ok(read)) if read > 0 => received.extend_from_slice(&buffer[..read]),
            Ok(Ok(_)) if matches!(until, Until::Closed) => return Some(received),
            Ok(_) => return Some(received).filter(|received| !received.is_empty()),
            Err(_) => {
                return Some(received).filter(|received| !received.is_empty() && !matches!(until, Until::Pattern(_)));
            }
        }
        let enough = match until {
            Until::First => true,
            Until::Pattern(pattern) => received.windows(pattern.len()).any(|window| window == pattern),
            _ => received.len() >= MOST,
        };
        if enough {
            return Some(received);
        }
    }
}
