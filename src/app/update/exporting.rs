//! Writing what is open to a file: the rows of the Access pane, in their order, with everything that is known of them.

use std::path::PathBuf;

use jiff::Timestamp;

use super::super::model::Level;
use super::super::{Effect, Effects, Model};
use crate::domain::{Failure, export};
use crate::say;

pub(super) fn write(model: &Model, now: Timestamp) -> Effects {
    let accesses = &model.accesses;
    let shown = accesses.table.order().iter().filter_map(|endpoint| accesses.get(endpoint));
    let contents = export::csv(shown.map(|mapping| model.access_row(mapping, now)));
    let name = format!("naptop-access-{}.csv", now.strftime("%Y%m%dT%H%M%SZ"));
    Effects::one(Effect::Save { name, contents })
}

pub(super) fn written(model: &mut Model, result: Result<PathBuf, Failure>, now: Timestamp) -> Effects {
    model.changed = true;
    match result {
        Ok(path) => model
            .toasts
            .push(Level::Good, say::arranging::written_to(path.display().to_string()), now),
        Err(failure) => model.toasts.push(Level::Bad, failure.with_advice(), now),
    }
    Effects::none()
}
