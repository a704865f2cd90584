//! Everything known of a device, or of a mapping. Never the streaming URL itself.

use jiff::Timestamp;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::{Boxed, write_lines};
use crate::app::Model;
use crate::app::update::opening::fee_note;
use crate::domain::{Countdown, Device, Endpoint, Mapping, SimId};
use crate::ui::{Look, access, countdown, devices, text};

const KEYS: &[(&str, &str)] = &[("Esc", "close")];
const LABEL_CELLS: usize = 16;

/// Labels and values, aligned.
struct Sheet<'a> {
    lines: Vec<Line<'static>>,
    look: &'a Look,
    cells: usize,
}

impl<'a> Sheet<'a> {
    fn new(look: &'a Look, area: Rect) -> Self {
        Self {
            lines: Vec::new(),
            look,
            cells: usize::from(super::roomy_cells(area)),
        }
    }

    fn spans(&mut self, label: &str, value: Vec<Span<'static>>) {
        let mut spans = vec![Span::styled(text::pad(label, LABEL_CELLS), self.look.styles.label)];
        spans.extend(value);
        self.lines.push(Line::from(spans));
    }

    fn styled(&mut self, label: &str, value: &str, style: Style) {
        let parts = text::wrap(value, self.cells.saturating_sub(LABEL_CELLS));
        if parts.is_empty() {
            self.spans(label, vec![Span::styled("—", self.look.styles.muted)]);
        }
        for (at, part) in parts.into_iter().enumerate() {
            self.spans(if at == 0 { label } else { "" }, vec![Span::styled(part, style)]);
        }
    }

    fn text(&mut self, label: &str, value: &str) {
        self.styled(label, value, self.look.styles.text);
    }

    fn time(&mut self, label: &str, at: Option<Timestamp>) {
        let value = at.map(|at| countdown::full(at, &self.look.tz)).unwrap_or_default();
        self.text(label, &value);
    }

    fn show(self, title: &str, frame: &mut Frame<'_>, area: Rect) {
        let boxed = Boxed {
            title,
            cells: u16::try_from(self.cells).unwrap_or(u16::MAX),
            lines: self.lines.len(),
            keys: KEYS,
            border: self.look.styles.border_focused,
        };
        let inner = boxed.draw(self.look, frame, area);
        write_lines(&self.lines, self.look, frame, inner);
    }
}

/// Draws the details of a device.
pub fn device(model: &Model, sim_id: &SimId, look: &Look, now: Timestamp, frame: &mut Frame<'_>, area: Rect) {
    let mut sheet = Sheet::new(look, area);
    let Some(device) = model.devices.get(sim_id) else {
        sheet.styled("SIM", &sim_id.0, look.styles.text);
        sheet.styled("", "this device is no longer listed", look.styles.warn);
        sheet.show("Device", frame, area);
        return;
    };
    let styles = &look.styles;
    sheet.spans(
        "Session",
        vec![
            devices::presence(device.presence, look),
            Span::styled(format!(" {}", device.presence.word()), styles.text),
            Span::styled(since(device, look), styles.muted),
        ],
    );
    sheet.text("Status", &device.status);
    sheet.text("Group", model.devices.group_of(device));
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
    sheet.time("Created", mapping.created_at);
    sheet.text("Host name", mapping.hostname.as_deref().unwrap_or(""));
    sheet.text("Strategy", mapping.strategy.as_deref().unwrap_or(""));
    let sim_id = row.device.map(|device| &device.sim_id).or(mapping.sim_id.as_ref());
    sheet.text("SIM ID", sim_id.map_or("", |id| &id.0));
    let imsi = mapping.imsi.as_ref().or(row.device.and_then(|device| device.imsi.as_ref()));
    sheet.text("IMSI", imsi.map_or("", |imsi| &imsi.0));
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
