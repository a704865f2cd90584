//! The Elm column: what the user wants ([`Command`]), what happened ([`Event`]), what to do about it ([`Effect`]).
//!
//! All state is in [`Model`]; these functions alone change it. They do no I/O: they return effects, and the runtime
//! performs them and reports back with events. Time is an argument: the local clock, which the model corrects to the
//! service's where something expires.

pub mod availability;
pub mod command;
pub mod commands;
pub mod effect;
pub mod event;
pub mod input;
pub mod model;
pub mod rebind;
pub mod schedule;
pub mod update;

#[cfg(test)]
mod tests;

pub use command::Command;
pub use effect::{Effect, Effects};
pub use event::{Event, Heights};
pub use input::{Input, apply_input};
pub use model::Model;
pub use schedule::next_wake;
pub use update::{apply_command, apply_event, leave, start, tick};
