//! Everything known of a device, or of a mapping. Never the streaming URL itself.

use jiff::Timestamp;
use ratatui::layout::Rect;
use ratatui::text::Span;

use super::sheet::Sheet;
use crate::app::update::opening::fee_note;
use crate::app::{Command, Model};
use crate::domain::{Countdown, Device, Endpoint, Mapping, SimId};
use crate::say;
use crate::ui::{Look, access, countdown, devices};

/// The details of a device.
pub(super) fn device<'a>(model: &Model, sim_id: &SimId, look: &'a Look, now: Timestamp, area: Rect) -> Sheet<'a> {
    let mut sheet = Sheet::new(look, area);
    let row = model.devices.slot(sim_id).and_then(|slot| model.devices.row(slot));
    let Some(row) = row else {
        sheet.styled(say::details::sim(), &sim_id.0, look.styles.text);
        sheet.styled("", say::details::device_gone(), look.styles.warn);
        return sheet.titled(say::columns::device());
    };
    let (device, styles) = (&row.device(), &look.styles);
    sheet.spans(
        say::details::session(),
        vec![
            devices::presence(device.presence, look),
            Span::styled(format!(" {}", devices::word(device.presence)), styles.text),
            Span::styled(since(device, look), styles.muted),
        ],
    );
    probe(model, sim_id, &mut sheet, now);
    sheet.text(say::columns::status(), &device.status);
    sheet.text(say::columns::group(), row.group);
    mappings_of(model, device, &mut sheet, now);
    if let Some(why) = model.accesses.unopened.get(sim_id) {
        sheet.styled(say::details::failed(), why, styles.bad);
    }
    sheet.text(say::details::fee(), fee_note(device, model.service_time(now)));
    sheet.text(say::details::sim_id(), &device.sim_id.0);
    sheet.text(say::columns::imsi(), &imsis(device));
    sheet.text(say::columns::ip(), device.ip.as_deref().unwrap_or(""));
    sheet.text(say::details::subscription(), device.subscription.as_deref().unwrap_or(""));
    sheet.text(say::details::module(), device.module.as_deref().unwrap_or(""));
    let services: Vec<&str> = device.services().iter().map(|service| service.word()).collect();
    sheet.text(say::details::services(), &services.join(", "));
    sheet.time(say::details::last_mapping(), device.last_mapping_at);
    let tags: Vec<String> = device.tags.iter().map(|(key, value)| format!("{key}={value}")).collect();
    for (at, tag) in tags.iter().enumerate() {
        sheet.text(if at == 0 { say::details::tags() } else { "" }, tag);
    }
    sheet.titled(device.label())
}

/// What the last probe found and how long ago, or how to find out.
fn probe(model: &Model, sim_id: &SimId, sheet: &mut Sheet<'_>, now: Timestamp) {
    let styles = sheet.look.styles;
    if model.probes.is_under_way(sim_id) {
        return sheet.styled(say::details::probe(), say::details::probing(), styles.accent);
    }
    let Some(probed) = model.probes.last(sim_id) else {
        let how = say::details::probe_asks(model.key(Command::Probe));
        return sheet.styled(say::details::probe(), &how, styles.muted);
    };
    let (told, style) = match &probed.result {
        Ok(probe) if probe.is_well() => (probe.told(), styles.good),
        Ok(probe) => (probe.told(), styles.warn),
        Err(failure) => (failure.message.clone(), styles.bad),
    };
    let age = Countdown::new(probed.at, model.service_time(now)).ago();
    sheet.styled(say::details::probe(), &format!("{told} ({age})"), style);
}

fn since(device: &Device, look: &Look) -> String {
    device
        .last_seen
        .map(|at| format!(" {}", say::details::since(countdown::full(at, &look.tz))))
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
        let told = model.status.open_unknown().unwrap_or_else(|| say::details::nothing_open());
        sheet.styled(say::details::open(), told, sheet.look.styles.muted);
    }
    for (at, mapping) in live.into_iter().enumerate() {
        let (endpoint, port) = (&mapping.endpoint, mapping.device_port);
        let text = match mapping.expires_at {
            Some(end) => say::details::leads_to_until(endpoint, port, countdown::clock(end, &sheet.look.tz)),
            None => say::details::leads_to(endpoint, port),
        };
        sheet.styled(
            if at == 0 { say::details::open() } else { "" },
            &text,
            sheet.look.styles.accent,
        );
    }
}

/// The details of a mapping.
pub(super) fn access<'a>(model: &Model, endpoint: &Endpoint, look: &'a Look, now: Timestamp, area: Rect) -> Sheet<'a> {
    let mut sheet = Sheet::new(look, area);
    let Some(mapping) = model.accesses.get(endpoint) else {
        sheet.text(say::columns::endpoint(), &endpoint.to_string());
        sheet.styled("", say::details::access_gone(), look.styles.warn);
        return sheet.titled(say::panes::access());
    };
    let row = model.access_row(mapping, now);
    sheet.spans(say::columns::state(), vec![access::state(model, look, now, mapping, 20)]);
    let time = countdown::cell(mapping, model.service_time(now), 32, look);
    sheet.spans(say::columns::time_left(), unindented(time));
    sheet.time(say::details::expires(), mapping.expires_at);
    sheet.text(say::columns::endpoint(), &mapping.endpoint.to_string());
    let port = match mapping.tls {
        true => say::details::port_with_tls(mapping.device_port),
        false => mapping.device_port.to_string(),
    };
    sheet.text(say::details::device_port(), &port);
    sheet.text(say::columns::sources(), &mapping.told_sources());
    sheet.text(say::details::opened_by(), row.opened_by.unwrap_or(""));
    sheet.text(say::form::reason(), row.reason.unwrap_or(""));
    link(model, mapping, &mut sheet, now);
    let sim_id = SimId(row.sim_id.to_owned());
    if model.probes.is_under_way(&sim_id) || model.probes.last(&sim_id).is_some() {
        probe(model, &sim_id, &mut sheet, now);
    }
    sheet.time(say::details::created(), mapping.created_at);
    sheet.text(say::details::host_name(), mapping.hostname.as_deref().unwrap_or(""));
    sheet.text(say::details::strategy(), mapping.strategy.as_deref().unwrap_or(""));
    sheet.text(say::details::sim_id(), row.sim_id);
    sheet.text(say::columns::imsi(), row.imsi);
    sheet.titled(row.label)
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
        sheet.styled(say::details::link(), say::details::no_link(), styles.muted);
        return;
    };
    let countdown = Countdown::new(model.link_end(link), service_time);
    if link.is_usable(now) {
        sheet.styled(say::details::link(), &say::details::link_for(countdown.text()), styles.accent);
    } else {
        sheet.styled(say::details::link(), &countdown.text(), styles.muted);
    }
    sheet.text(say::details::appstream_user(), link.user_id.as_str());
}
