//! `top` for SORACOM Napter: see which SIM-connected devices are reachable, who can reach them for how much longer, open
//! a remote desktop into one, hand a browser link to somebody, and take the access away again.
//!
//! The screen, and the file that draws each part:
//!
//! ```text
//! ┌ naptop  DEMO  yamada  Japan  ap-northeast-1 stack/fleet ─────────────────────── ui/header.rs ┐
//! │╭ Devices 12 of 48 /kiosk ──────────────────────────────────────────────── ui/devices.rs ────╮│
//! ││   ● Name ▲            Group        IMSI             IP           Status  Last seen  Open    ││
//! ││ › ● kiosk-osaka-07    Kiosk        440100000000007  10.160.0.7   active  14:03         1    ││
//! │╰──────────────────────────────────────────────────── rows, cursor: ui/table.rs ─────────────╯│
//! │╭ Access 3  Sessions  Audit ───────────── ui/access.rs, or ui/sessions.rs, or ui/audit.rs ────╮│
//! ││   kiosk-osaka-07      203.0.113.20:15068  3389   yamada: updates   12:34 ▓▓▓░░  link 9:12   ││
//! │╰──────────────────────────────────── time and bar: ui/countdown.rs ─────────────────────────╯│
//! │ o open  c copy link  x revoke  / filter  ? help                              ui/footer.rs    │
//! │ ✓ kiosk-osaka-07 port 3389 is open at 203.0.113.20:15068 for 30:00                           │
//! └─ over it: ui/overlay.rs, overlay/{help,form,launch,extension,confirm,details,log,…}.rs ──────┘
//! ```
//!
//! Two columns that meet in one room; an arrow means "may use", and none points up (a test reads the `use` lines):
//!
//! ```text
//! main -> cli -> runtime -> ui -> app -> keymap -> domain -> say   the pure column: no I/O, no clock, no tokio
//!          \       |
//!           \      +-> access -> gateway -> domain                 opening and revoking, as one act each
//!            +-------> journal -> domain                           what this program opened, on disk; access uses it too
//!            +-------> doctor -> access, desktop, gateway          whether opening would work, without opening
//!            +-----+-> soracom, appstream, desktop -> gateway      the I/O column: implements the gateway's traits
//!            |         soracom, appstream -> web                 the one HTTP and the one TLS of both services
//!                  read_only -> gateway                            both services, with every change refused
//!                  simulator                                       the two services on loopback
//!                  all -> say                                    the words, in English and Japanese
//!                  config -> soracom (credentials), domain; it, journal and desktop -> files
//! ```

pub mod access;
pub mod app;
pub mod appstream;
pub mod cli;
pub mod config;
pub mod desktop;
pub mod doctor;
pub mod domain;
pub mod files;
#[cfg(test)]
mod fuzz;
pub mod gateway;
pub mod journal;
pub mod keymap;
pub mod read_only;
#[cfg(test)]
mod responder;
pub mod runtime;
pub mod say;
pub mod simulator;
pub mod soracom;
pub mod ui;
pub mod web;
