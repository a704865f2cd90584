//! When something will have to be done although nothing happens: the next visible countdown, refresh, or end of a message.

use jiff::{SignedDuration, Timestamp};

use super::Model;
use super::model::{Overlay, Pane};
use super::update::{alerting, refresh, watching};
use crate::domain::{Countdown, Endpoint, Mapping};

/// The local time of the next tick, if there has to be one at all.
pub fn next_wake(model: &Model, now: Timestamp) -> Option<Timestamp> {
    let fixed = [
        model.toasts.next_end(),
        model.status.waiting_until,
        model.devices.next_settling(now),
        next_change(model, now),
        watching::due_at(model),
        alerting::due(model, now),
        next_title(model, now),
        next_minute(model, now),
        model.status.stale_at(&model.settings).filter(|at| *at > now && !model.paused),
    ];
    fixed.into_iter().chain(refresh::due_at(model)).flatten().min()
}

/// When the text of a visible countdown changes next, in local time.
fn next_change(model: &Model, now: Timestamp) -> Option<Timestamp> {
    let service_time = model.service_time(now);
    let seconds = visible_countdowns(model, service_time).map(Countdown::changes_in).min()?;
    whole_second(model, seconds, now)
}

/// When the title that counts down to the end of an access changes next, in local time.
fn next_title(model: &Model, now: Timestamp) -> Option<Timestamp> {
    let (alerts, service_time) = (&model.settings.alerts, model.service_time(now));
    let soonest = model.alerting.soonest(service_time).filter(|_| alerts.title)?;
    let left = Countdown::new(soonest.ends, service_time);
    let near = left.seconds() <= alerts.before.first()?.as_secs();
    near.then(|| whole_second(model, left.changes_in(), now))?
}

/// When the clock of the wall display shows another minute, in local time.
fn next_minute(model: &Model, now: Timestamp) -> Option<Timestamp> {
    let seconds = 60 - model.service_time(now).as_second().rem_euclid(60);
    model.wall.is_shown().then(|| whole_second(model, seconds, now))?
}

/// The local time of the service's whole second so many seconds from now.
fn whole_second(model: &Model, seconds: i64, now: Timestamp) -> Option<Timestamp> {
    let service_time = model.service_time(now);
    let at = Timestamp::from_second(service_time.as_second() + seconds).ok()?;
    now.checked_add(at.duration_since(service_time).max(SignedDuration::ZERO))
        .ok()
}

/// The countdowns that the user can see.
fn visible_countdowns(model: &Model, service_time: Timestamp) -> impl Iterator<Item = Countdown> {
    let in_pane: Vec<&Mapping> = if model.wall.is_shown() {
        model.accesses.all.iter().collect()
    } else if model.is_visible(Pane::Access) {
        let visible = model.accesses.table.visible().iter();
        visible.filter_map(|endpoint| model.accesses.get(endpoint)).collect()
    } else {
        Vec::new()
    };
    let over = model.overlays.iter().flat_map(overlay_endpoints);
    let over = over.filter_map(|endpoint| model.accesses.get(endpoint));
    let mappings = in_pane.into_iter().chain(over).map(|mapping| {
        let link = model.accesses.link(&mapping.endpoint).map(|link| model.link_end(link));
        [mapping.expires_at, link.filter(|end| *end > service_time)]
    });
    let sessions = if model.is_visible(Pane::Sessions) {
        model.sessions.table.visible()
    } else {
        &[]
    };
    let over = model.overlays.iter().flat_map(overlay_sessions);
    let sessions = sessions.iter().chain(over).filter_map(|id| {
        let session = &model.sessions.get(id)?.session;
        Some([session.max_expires_at, session.started_at])
    });
    let probes = model.overlays.iter().filter_map(|overlay| probed_at(model, overlay));
    let moments: Vec<Timestamp> = mappings.chain(sessions).flatten().flatten().chain(probes).collect();
    moments.into_iter().map(move |moment| Countdown::new(moment, service_time))
}

/// When the device whose details are shown was probed: that is counted up.
fn probed_at(model: &Model, overlay: &Overlay) -> Option<Timestamp> {
    let probed = match overlay {
        Overlay::Device(sim_id) => model.probes.last(sim_id),
        Overlay::Access(endpoint) => model.probes.last(&model.device_of(model.accesses.get(endpoint)?)?.sim_id),
        _ => None,
    };
    Some(probed?.at)
}

fn overlay_endpoints(overlay: &Overlay) -> Vec<&Endpoint> {
    match overlay {
        Overlay::Confirm(confirm) => confirm.action.targets().iter().map(|target| &target.endpoint).collect(),
        Overlay::Extend(form) => vec![form.endpoint()],
        Overlay::Access(endpoint) => vec![endpoint],
        _ => Vec::new(),
    }
}

fn overlay_sessions(overlay: &Overlay) -> Vec<&String> {
    match overlay {
        Overlay::Confirm(confirm) => confirm.action.sessions().iter().map(|session| &session.id).collect(),
        Overlay::Session(id) => vec![id],
        _ => Vec::new(),
    }
}

/// Whether a visible countdown, or the wall's clock, reads differently now than on the screen.
pub(super) fn countdowns_changed(model: &Model, now: Timestamp) -> bool {
    let service_time = model.service_time(now);
    let minute = |at: Timestamp| model.wall.is_shown().then(|| at.as_second().div_euclid(60));
    let texts = |at| visible_countdowns(model, at).map(Countdown::text).collect::<Vec<_>>();
    let read = |at| (minute(at), texts(at));
    model.shown_at.is_none_or(|shown| read(shown) != read(service_time))
}
