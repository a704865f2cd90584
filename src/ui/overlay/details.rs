//! Everything known of a device, or of a mapping. Never the streaming URL itself.

use jiff::Timestamp;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Span;

use super::sheet::Sheet;
use crate::app::update::opening::fee_note;
use crate::app::{Command, Model};
use crate::domain::{Countdown, Device, Endpoint, Mapping, SimId};
use crate::ui::{Look, access, countdown, devices};

/// Draws the details of a device.
pub fn device(model: &Model, sim_id: &SimId, look: &Look, now: Timestamp, frame: &mut Frame<'_>, area: Rect) {
    let mut sheet = Sheet::new(look, area);
    let row = model.devices.slot(sim_id).and_then(|slot| model.devices.row(slot));
    let Some(row) = row else {
        sheet.styled("SIM", &sim_id.0, look.styles.text);
        sheet.styled("", "this device is no longer listed", look.styles.warn);
        sheet.show("Device", frame, area);
        return;
    };
    let (device, styles) = (&row.device(), &look.styles);
    sheet.spans(
        "Session",
        vec![
            devices::presence(device.presence, look),
            Span::styled(format!(" {}", device.presence.word()), styles.text),
            Span::styled(since(device, look), styles.muted),
        ],
    );
    probe(model, sim_id, &mut sheet, now);
    sheet.text("Status", &device.status);
    sheet.text("Group", row.group);
    mappings_of(model, device, &mut sheet, now);
    sheet.text("Napter fee", fee_note(device, model.service_time(now)));
    sheet.text("SIM ID", &device.sim_id.0);
    sheet.text("IMSI", &imsis(device));
    sheet.text("IP", device.ip.as_deref().unwrap_or(""));
    sheet.text("Subscription", device.subscription.as_deref().unwrap_or(""));
    sheet.text("Module", device.module.as_deref().unwrap_or(""));
    let services: Vec<&str> = device.services().iter().map(|service| service.word()).collect();
    sheet.text("Services", &services.join(", "));
    sheet.time("Last mapping", device.last_mapping_at);
    let tags: Vec<String> = device.tags.iter().map(|(key, value)| format!("{key}={value}")).collect();
    for (at, tag) in tags.iter().enumerate() {
        sheet.text(if at == 0 { "Tags" } else { "" }, tag);
    }
    sheet.show(device.label(), frame, area);
}

/// What the last probe found and how long ago, or how to find out.
fn probe(model: &Model, sim_id: &SimId, sheet: &mut Sheet<'_>, now: Timestamp) {
    let styles = sheet.look.styles;
    if model.probes.is_under_way(sim_id) {
        return sheet.styled("Probe", "probing…", styles.accent);
    }
    let Some(probed) = model.probes.last(sim_id) else {
        let key = model.key(Command::Probe);
        return sheet.styled("Probe", &format!("{key} asks whether it answers"), styles.muted);
    };
    let (told, style) = match &probed.result {
        Ok(probe) if probe.is_well() => (probe.told(), styles.good),
        Ok(probe) => (probe.told(), styles.warn),
        Err(failure) => (failure.message.clone(), styles.bad),
    };
    let age = Countdown::new(probed.at, model.service_time(now)).ago();
    sheet.styled("Probe", &format!("{told} ({age})"), style);
}

fn since(device: &Device, look: &Look) -> String {
    device
        .last_seen
        .map(|at| format!(" since {}", countdown::full(at, &look.tz)))
        .unwrap_or_default()
}

/// Every IMSI, the one in use first.
fn imsis(device: &Device) -> String {
    let in_use = device.imsi.iter();
    let others = device.imsis.iter().filter(|imsi| device.imsi.as_ref() != Some(*imsi));
    in_use
        .chain(others)
        .map(|imsi| imsi.0.as_str())
        .collect::<Vec<_>>()
        .join(", ")
}

/// With the time they end rather than the time left: nothing here has to be drawn anew every second.
fn mappings_of(model: &Model, device: &Device, sheet: &mut Sheet<'_>, now: Timestamp) {
    let live = model.live_mappings(device, now);
    if live.is_empty() {
        sheet.styled("Open", "nothing", sheet.look.styles.muted);
    }
    for (at, mapping) in live.into_iter().enumerate() {
        let end = mapping
            .expires_at
            .map(|end| format!(", until {}", countdown::clock(end, &sheet.look.tz)));
        let text = format!(
            "{} to port {}{}",
            mapping.endpoint,
            mapping.device_port,
            end.unwrap_or_default()
        );
        sheet.styled(if at == 0 { "Open" } else { "" }, &text, sheet.look.styles.accent);
    }
}

/// Draws the details of a mapping.
pub fn access(model: &Model, endpoint: &Endpoint, look: &Look, now: Timestamp, frame: &mut Frame<'_>, area: Rect) {
    let mut sheet = Sheet::new(look, area);
    let Some(mapping) = model.accesses.get(endpoint) else {
        sheet.text("Endpoint", &endpoint.to_string());
        sheet.styled(
            "",
            "this mapping is no longer listed: it was revoked or has expired",
            look.styles.warn,
        );
        sheet.show("Access", frame, area);
        return;
    };
    let row = model.access_row(mapping, now);
    sheet.spans("State", vec![access::state(model, look, now, mapping, 20)]);
    let time = countdown::cell(mapping, model.service_time(now), 32, look);
    sheet.spans("Time left", unindented(time));
    sheet.time("Expires", mapping.expires_at);
    sheet.text("Endpoint", &mapping.endpoint.to_string());
    let tls = if mapping.tls { ", TLS ends at Napter" } else { "" };
    sheet.text("Device port", &format!("{}{tls}", mapping.device_port));
    sheet.text("Sources", &mapping.sources.join(", "));
    sheet.text("Opened by", row.opened_by.unwrap_or(""));
    sheet.text("Reason", row.reason.unwrap_or(""));
    link(model, mapping, &mut sheet, now);
    let sim_id = SimId(row.sim_id.to_owned());
    if model.probes.is_under_way(&sim_id) || model.probes.last(&sim_id).is_some() {
        probe(model, &sim_id, &mut sheet, now);
    }
    sheet.time("Created", mapping.created_at);
    sheet.text("Host name", mapping.hostname.as_deref().unwrap_or(""));
    sheet.text("Strategy", mapping.strategy.as_deref().unwrap_or(""));
    sheet.text("SIM ID", row.sim_id);
    sheet.text("IMSI", row.imsi);
    sheet.show(row.label, frame, area);
}

/// The mark of the countdown stands to the left of its time; without one, the time begins the line.
fn unindented(mut spans: Vec<Span<'static>>) -> Vec<Span<'static>> {
    if let Some(first) = spans.first_mut() {
        first.content = first.content.trim_start().to_owned().into();
    }
    spans
}

fn link(model: &Model, mapping: &Mapping, sheet: &mut Sheet<'_>, now: Timestamp) {
    let (styles, service_time) = (sheet.look.styles, model.service_time(now));
    let Some(link) = model.accesses.link(&mapping.endpoint) else {
        sheet.styled("Link", "none made here", styles.muted);
        return;
    };
    let countdown = Countdown::new(model.link_end(link), service_time);
    if link.is_usable(now) {
        sheet.styled("Link", &format!("can be opened for {}", countdown.text()), styles.accent);
    } else {
        sheet.styled("Link", &countdown.text(), styles.muted);
    }
    sheet.text("AppStream user", link.user_id.as_str());
}
