//! Environment variables as data, so that tests need not set the process's own.

use std::collections::BTreeMap;
use std::fmt;

/// The environment. An empty variable is as good as none.
#[derive(Clone, Default)]
pub struct Env(BTreeMap<String, String>);

/// The names alone: some of the values are secrets.
impl fmt::Debug for Env {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

impl Env {
    /// This process's.
    pub fn process() -> Self {
        let text =
            |(name, value): (std::ffi::OsString, std::ffi::OsString)| Some((name.into_string().ok()?, value.into_string().ok()?));
        let env = Self(std::env::vars_os().filter_map(text).collect());
        #[cfg(any(windows, target_os = "macos"))]
        let env = env.with_the_system_s_locale();
        env
    }

    /// Where no variable names a locale, as on Windows, the system does.
    #[cfg(any(windows, target_os = "macos"))]
    fn with_the_system_s_locale(mut self) -> Self {
        if self.first(&["LC_ALL", "LC_MESSAGES", "LANG"]).is_none()
            && let Some(locale) = sys_locale::get_locale()
        {
            self.0.insert("LANG".into(), locale);
        }
        self
    }

    /// One of these variables.
    pub fn of(variables: impl IntoIterator<Item = (String, String)>) -> Self {
        Self(variables.into_iter().collect())
    }

    /// A variable's value.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(|value| value.trim()).filter(|value| !value.is_empty())
    }

    /// The first of them that is set, and its name.
    pub(super) fn first<'a>(&self, names: &[&'a str]) -> Option<(&'a str, &str)> {
        names.iter().find_map(|name| Some((*name, self.get(name)?)))
    }
}
