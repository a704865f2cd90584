//! The one integration-test binary: every part is real. Clients talk HTTP to the simulator, flows drive the real loop by a
//! key string, and the release program runs in a pty.

#![expect(clippy::unwrap_used, reason = "in a test a panic is the report")]

mod support;

mod access;
mod account;
mod apps;
mod cli;
mod clouds;
mod comfort;
mod config;
mod docs;
mod doctor;
mod encrypted;
mod flows;
mod hangup;
mod hostile;
mod image;
mod japanese;
mod journaled;
mod kills;
mod layering;
mod manual;
mod matrix;
mod panes;
mod peers;
mod picture;
mod pty;
mod read_only;
mod rounds;
mod secrets;
mod sources;
mod terminal;
mod told;
mod verbs;
mod words;
