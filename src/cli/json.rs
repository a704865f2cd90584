//! The JSON that INTERFACE promises: field names, units, what is null. One place, for every verb.

mod access;
mod around;
mod checkup;
mod device;

use serde::Serialize;

pub use access::{ExtendedJson, MappingJson, OpenedJson, RevokedJson};
pub use around::{AuditJson, ProbeJson, SessionJson};
pub use checkup::{DoctorJson, SettingJson};
pub use device::DeviceJson;

/// The body of any error, on stderr.
#[derive(Debug, Serialize)]
pub struct ErrorJson<'a> {
    /// What went wrong.
    pub error: ErrorBodyJson<'a>,
}

/// What went wrong, and what it left behind.
#[derive(Debug, Serialize)]
pub struct ErrorBodyJson<'a> {
    /// One of the kinds that scripts may branch on.
    pub kind: &'static str,
    /// One sentence.
    pub message: &'a str,
    /// What to do.
    pub advice: &'a str,
    /// Every mapping that this command made and that may still be open.
    pub left_open: Vec<String>,
}
