//! Which handler gets which command, event or tick.

pub mod alerting;
pub mod arrange;
pub mod bulk;
pub mod clipboard;
pub mod confirm;
pub mod exporting;
pub mod extending;
pub mod form;
pub mod launching;
pub mod links;
pub mod log;
pub mod navigate;
pub mod opening;
pub mod pointer;
pub mod probing;
pub mod refresh;
pub mod revoking;
pub mod sessions;
pub mod watching;

use jiff::Timestamp;

use super::availability::can;
use super::model::log::Reading;
use super::model::{Confirm, ConfirmAction, DetailsScroll, Help, Leaving, Level, Overlay, Pane};
use super::schedule::countdowns_changed;
use super::{Command, Effect, Effects, Event, Heights, Model};
use crate::domain::{OnQuit, RevokeTarget};
use crate::gateway::Notice;
use crate::say;

/// The first effects: everything is asked for.
pub fn start(model: &mut Model, now: Timestamp) -> Effects {
    let effects = Effects::one(Effect::SignIn).and(refresh::everything(model, now));
    effects.and(watching::fleet_due(model, now))
}

/// Does what the user wants, or says why not.
pub fn apply_command(model: &mut Model, command: Command, now: Timestamp) -> Effects {
    model.settle_for_key(now);
    model.changed = true;
    if let Err(reason) = can(command, model, now) {
        model.toasts.push(Level::Warning, reason, now);
        return Effects::none();
    }
    match command {
        Command::Open => form::open(model),
        Command::OpenNow => opening::now(model, now),
        Command::CopyLink | Command::Browse | Command::FreshLink => links::command(model, command, now),
        Command::Launch => launching::command(model, now),
        Command::Extend => extending::ask(model, now),
        Command::CopyEndpoint => clipboard::endpoint(model, now),
        Command::Revoke if model.focus == Pane::Sessions => sessions::ask(model, now),
        Command::Revoke => revoking::ask(model, now),
        Command::Sweep => revoking::plan_sweep(model, now),
        Command::Probe => probing::begin(model, now),
        Command::Export => exporting::write(model, now),
        Command::Refresh => refresh::now(model, now).and(watching::now(model, now)),
        Command::Pause => refresh::pause(model, now),
        Command::Quit => leave(model, true, now),
        Command::NextAccount => Effects::one(Effect::NextAccount),
        Command::Suspend => Effects::one(Effect::Suspend),
        Command::Help | Command::Palette => {
            model.overlays.push(Overlay::Help(Help::default()));
            Effects::none()
        }
        Command::Columns | Command::Grow | Command::Shrink | Command::Balance => {
            arrange::command(model, command, now);
            Effects::none()
        }
        Command::Wall => {
            model.wall.toggle();
            watching::for_the_wall(model);
            Effects::none()
        }
        Command::Log => {
            model.overlays.push(Overlay::Log(Reading::default()));
            Effects::none()
        }
        Command::Details => {
            details(model);
            Effects::none()
        }
        _ => {
            navigate::command(model, command, now);
            Effects::none()
        }
    }
}

/// Takes in a fact.
pub fn apply_event(model: &mut Model, event: Event, now: Timestamp) -> Effects {
    let is_worth_a_look = alerting::concerns(&event);
    let trouble = model.status.soracom.clone();
    let mut effects = match event {
        Event::SignedIn(result) => {
            refresh::signed_in(model, result);
            Effects::none()
        }
        Event::DevicesPage { generation, page } => {
            refresh::devices_page(model, generation, &page);
            Effects::none()
        }
        Event::DevicesDone { generation, result } => {
            refresh::devices_done(model, generation, result, now);
            Effects::none()
        }
        Event::Groups(result) => {
            refresh::groups(model, result, now);
            Effects::none()
        }
        Event::Mappings(result) => refresh::mappings(model, result, now),
        Event::Journal { history, loose } => {
            refresh::journal(model, &history, loose, now);
            if model.history != history {
                model.history = history;
                model.sessions.stale = true;
                model.audit.stale = true;
            }
            Effects::none()
        }
        Event::Opened { request, result } => {
            let mapping = result.as_ref().ok().map(|opened| opened.mapping.clone());
            let effects = opening::done(model, &request, result, now);
            effects.and(launching::opened(model, &request, mapping.as_ref(), now))
        }
        Event::MeansFound { target, result } => launching::found(model, &target, result, now),
        Event::Launched { target, launched } => launching::launched(model, &target, &launched, now),
        Event::Extended {
            replacement,
            old,
            result,
        } => {
            if let Ok(extended) = &result {
                launching::moved(model, &old.endpoint, &extended.opened.mapping);
            }
            extending::done(model, &replacement, &old, result, now)
        }
        Event::LinkMade { endpoint, result, then } => links::made(model, &endpoint, result, then, now),
        Event::Revoked { targets, report } => revoking::done(model, &targets, report, now),
        Event::Probed { sim_id, result } => probing::done(model, sim_id, result, now),
        Event::SweepPlanned(plan) => revoking::planned(model, plan, now),
        Event::Swept(report) => revoking::swept(model, report, now),
        Event::SessionsEnded { sessions, report } => sessions::done(model, &sessions, report, now),
        Event::Sessions(result) => {
            watching::sessions(model, result, now);
            Effects::none()
        }
        Event::Fleet(result) => {
            watching::fleet(model, result, now);
            Effects::none()
        }
        Event::Audit { generation, result } => {
            watching::audit(model, generation, result, now);
            Effects::none()
        }
        Event::Copied { what, outcome } => clipboard::copied(model, what, outcome, now),
        Event::Browsed { link, outcome } => clipboard::browsed(model, link, outcome, now),
        Event::Saved(result) => exporting::written(model, result, now),
        Event::Notice(notice) => {
            noticed(model, notice, now);
            Effects::none()
        }
        Event::Viewport(heights) => {
            viewport(model, heights);
            Effects::none()
        }
        Event::Watched(watched) => refresh::looked_at(model, watched, now),
        Event::Elsewhere(text) => {
            model.toasts.push(Level::Warning, text, now);
            model.changed = true;
            Effects::none()
        }
        Event::Redraw => {
            model.changed = true;
            Effects::none()
        }
        Event::Stop => Effects::one(Effect::Suspend),
        Event::Continued => Effects::one(Effect::Retake),
        Event::Terminate | Event::Interrupted => {
            bulk::cancel(model, now);
            model.leaving = Leaving::Waiting;
            model.answered = true;
            let targets = match revokes_on_quit(model) {
                true => left_behind(model, now),
                false => Vec::new(),
            };
            Effects::one(Effect::Cancel).and(revoking::revoke(model, targets))
        }
    };
    log::note_trouble(model, trouble, now);
    note_age(model, now);
    if is_worth_a_look {
        effects = effects.and(alerting::check(model, now));
    }
    if model.leaving == Leaving::Waiting && model.writes() == 0 {
        model.leaving = Leaving::Now;
        // a question that comes by itself may not take the key that is meant for something else
        let is_free = model.is_free_to_leave();
        ask_to_leave(model, is_free, now);
    }
    effects
}

/// Time has passed.
pub fn tick(model: &mut Model, now: Timestamp) -> Effects {
    model.changed |= model.toasts.sweep(now);
    if model.status.waiting_until.is_some_and(|until| until <= now) {
        model.status.waiting_until = None;
        model.changed = true;
    }
    model.changed |= countdowns_changed(model, now);
    note_age(model, now);
    // a mapping that has just run out: its device has one fewer
    model.accesses.stale |= model.ran_out_since_shown(now);
    let alert = match alerting::due(model, now) {
        Some(at) if at <= now => alerting::check(model, now),
        _ => Effects::none(),
    };
    alert.and(refresh::due(model, now)).and(watching::due(model, now))
}

/// What is shown is old from now on, or no longer: the header says so. Where refreshing is paused, that is what it says.
fn note_age(model: &mut Model, now: Timestamp) {
    let stale = !model.paused && model.status.is_stale(now, &model.settings);
    model.changed |= std::mem::replace(&mut model.status.was_stale, stale) != stale;
}

/// The screen was divided; what is on it decides what is asked for.
fn viewport(model: &mut Model, heights: Heights) {
    model.blind = heights.too_small;
    let mut changed = model.wall.set_shown(heights.wall);
    watching::for_the_wall(model);
    changed |= model.devices.table.set_height(heights.devices);
    changed |= model.accesses.table.set_height(heights.access);
    changed |= model.sessions.table.set_height(heights.sessions);
    changed |= model.audit.table.set_height(heights.audit);
    if let Some(Overlay::Confirm(confirm)) = model.overlays.last_mut() {
        changed |= confirm.set_height(heights.question);
    }
    changed |= model.details.set_beyond(heights.details_beyond);
    model.changed |= changed;
    // a wall is looked at, whatever has the focus
    model.status.unwatched &= !heights.wall;
}

/// `q`: leaves, asks, or revokes first, as configured. A second one takes back what is under way. `is_free` says whether a question
/// may take the next key.
pub fn leave(model: &mut Model, is_free: bool, now: Timestamp) -> Effects {
    if model.leaving != Leaving::No {
        model.leaving = Leaving::Now;
        return Effects::none();
    }
    bulk::cancel(model, now);
    model.answered = false;
    model.leave_wanted = model.keys;
    let targets = left_behind(model, now);
    // what is being opened right now goes too
    if revokes_on_quit(model) && (!targets.is_empty() || model.writes() > 0) {
        model.leaving = Leaving::Waiting;
        return revoking::revoke(model, targets).and(Effects::one(Effect::Cancel));
    }
    if !ask_to_leave(model, is_free, now) {
        begin_leaving(model, now);
    }
    Effects::none()
}

pub(super) fn revokes_on_quit(model: &Model) -> bool {
    model.settings.on_quit == OnQuit::Revoke && !model.settings.read_only
}

/// What this run opened and what is open still.
fn left_behind(model: &Model, now: Timestamp) -> Vec<RevokeTarget> {
    let ours = model.accesses.ours();
    let live = ours.filter(|mapping| !mapping.is_over(model.service_time(now)));
    let listed = live.map(|mapping| revoking::target(model, mapping));
    listed.chain(model.accesses.left_open_unlisted()).collect()
}

/// Asks whether to revoke what is left behind, if that is to be asked and was not answered before. True if it does.
fn ask_to_leave(model: &mut Model, is_free: bool, now: Timestamp) -> bool {
    let targets = left_behind(model, now);
    let asks = model.settings.on_quit == OnQuit::Ask && !model.settings.read_only && !model.answered && !targets.is_empty();
    // a question that nobody sees keeps nobody here
    if !asks || model.blind {
        return false;
    }
    model.leaving = Leaving::No;
    let is_asked = model
        .overlays
        .iter()
        .any(|overlay| matches!(overlay, Overlay::Confirm(confirm) if matches!(confirm.action, ConfirmAction::Leave(_))));
    if !is_free {
        let text = say::revoking::leaving_asks(model.key(Command::Quit));
        model.toasts.push(Level::Warning, text, now);
    } else if !is_asked {
        let notes = vec![say::asking::leave_means().into()];
        let title = match model.neighbours.len() {
            0 | 1 => say::asking::leave().to_owned(),
            _ => say::asking::leave_account(&model.settings.profile),
        };
        let question = Confirm::new(title, notes, ConfirmAction::Leave(targets));
        model.overlays.push(Overlay::Confirm(question));
    }
    true
}

/// Leaves as soon as nothing is under way that could leave something open unsaid.
pub(super) fn begin_leaving(model: &mut Model, now: Timestamp) {
    model.leave_wanted = model.keys;
    if model.writes() == 0 {
        model.leaving = Leaving::Now;
    } else {
        model.leaving = Leaving::Waiting;
        let text = match model.accesses.opening.is_empty() {
            true => say::revoking::leaving_soon(model.key(Command::Quit)),
            false => say::revoking::leaving(model.key(Command::Quit)),
        };
        model.toasts.push(Level::Warning, text, now);
    }
}

fn details(model: &mut Model) {
    model.details = DetailsScroll::default();
    let overlay = match model.focus {
        Pane::Devices => model.devices.selected().map(|device| Overlay::Device(device.sim_id)),
        Pane::Access => model.accesses.table.selected().cloned().map(Overlay::Access),
        Pane::Sessions => model.sessions.table.selected().cloned().map(Overlay::Session),
        Pane::Audit => model.audit.table.selected().copied().map(Overlay::Entry),
    };
    model.overlays.extend(overlay);
}

fn noticed(model: &mut Model, notice: Notice, now: Timestamp) {
    match notice {
        Notice::ServiceTime { date, sent, received } => {
            let skew = model.skew.learn(date, sent, received);
            if skew != model.skew {
                model.skew = skew;
                model.accesses.stale = true;
                model.changed = true;
            }
        }
        Notice::Rate(rate) => {
            let was_low = model.status.rate.replace(rate).is_some_and(|rate| rate.is_low());
            model.changed |= was_low != rate.is_low();
            // what the limit put off for long need not wait for so long any more
            if was_low && !rate.is_low() && !model.devices.loading && (model.devices.failure.is_some() || !model.devices.complete)
            {
                model.status.next_devices = Some(now);
            }
        }
        Notice::Waiting(wait) => {
            let until = now.checked_add(wait).unwrap_or(now);
            model.status.waiting_until = model.status.waiting_until.max(Some(until));
            model.changed = true;
        }
    }
}
