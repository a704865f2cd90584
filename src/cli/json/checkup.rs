//! What is configured and what `doctor` says of it, as JSON.

use serde::Serialize;

use crate::config::Setting;
use crate::domain::checkup::{Check, Verdict, nothing_broken};

/// A value in `naptop config show --json`.
#[derive(Debug, Serialize)]
pub struct SettingJson<'a> {
    key: &'a str,
    value: Option<&'a str>,
    origin: String,
}

impl<'a> SettingJson<'a> {
    /// That setting.
    pub fn new(setting: &'a Setting) -> Self {
        Self {
            key: &setting.key,
            value: setting.value.as_deref(),
            origin: setting.origin.to_string(),
        }
    }
}

/// The answer of `naptop doctor --json`.
#[derive(Debug, Serialize)]
pub struct DoctorJson<'a> {
    ok: bool,
    checks: Vec<CheckJson<'a>>,
}

#[derive(Debug, Serialize)]
struct CheckJson<'a> {
    name: &'a str,
    /// Null where it could not be looked at.
    ok: Option<bool>,
    detail: &'a str,
    advice: Option<&'a str>,
}

impl<'a> DoctorJson<'a> {
    /// Those checks.
    pub fn new(checks: &'a [Check]) -> Self {
        let one = |check: &'a Check| CheckJson {
            name: check.name.word(),
            ok: match check.verdict {
                Verdict::Ok => Some(true),
                Verdict::Broken => Some(false),
                Verdict::Unknown => None,
            },
            detail: &check.detail,
            advice: check.advice.as_deref(),
        };
        Self {
            ok: nothing_broken(checks),
            checks: checks.iter().map(one).collect(),
        }
    }
}
