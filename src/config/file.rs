//! `config.toml` as it is written, with the place of each value, and what is said when it cannot be read.

use std::path::{Path, PathBuf};

use serde::Deserialize;
use toml::Spanned;

use crate::domain::Failure;
use crate::domain::failure::Result;
use crate::domain::written::did_you_mean;
use crate::say;

type Text = Option<Spanned<String>>;
type YesOrNo = Option<Spanned<bool>>;

/// The keys of the file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Keys {
    pub operator: Text,
    pub on_quit: Text,
    pub refresh: Text,
    pub clipboard: Text,
    pub read_only: Option<Spanned<bool>>,
    pub access: Option<AccessKeys>,
    pub appstream: Option<AppStreamKeys>,
    pub alerts: Option<AlertsKeys>,
    pub ui: Option<UiKeys>,
    #[serde(default)]
    pub app: Vec<Spanned<AppKeys>>,
    #[serde(default)]
    pub account: Vec<AccountKeys>,
}

/// The keys of `[access]`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AccessKeys {
    pub source: Option<Vec<Spanned<String>>>,
    pub widest_source: Text,
    pub duration: Text,
    pub app: Text,
    pub bulk_limit: Option<Spanned<u32>>,
}

/// The keys of `[appstream]`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AppStreamKeys {
    pub stack: Text,
    pub fleet: Text,
    pub application: Text,
    pub region: Text,
    pub profile: Text,
    pub endpoint: Text,
    pub link_validity: Text,
}

/// The keys of an `[[app]]`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AppKeys {
    pub name: Text,
    pub port: Option<Spanned<i64>>,
    pub tls: Option<Spanned<bool>>,
    pub application: Text,
    pub context: Text,
    pub command: Option<Spanned<toml::Value>>,
    pub terminal: Option<Spanned<bool>>,
    pub revoke_after: Option<Spanned<bool>>,
}

/// The keys of `[alerts]`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AlertsKeys {
    pub bell: YesOrNo,
    pub title: YesOrNo,
    pub osc9: YesOrNo,
    pub desktop: YesOrNo,
    pub scope: Text,
    pub before: Option<Vec<Spanned<String>>>,
}

/// The keys of `[ui]`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct UiKeys {
    pub theme: Text,
    pub ascii: YesOrNo,
    pub motion: YesOrNo,
    pub mouse: YesOrNo,
    pub language: Text,
    pub wall: Text,
}

/// The keys of an `[[account]]`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AccountKeys {
    pub name: Text,
    pub profile: Text,
    pub coverage: Text,
    pub endpoint: Text,
}

/// The file, or an empty one where there is none.
#[derive(Debug, Default)]
pub(super) struct File {
    path: PathBuf,
    text: String,
    pub keys: Keys,
}

impl File {
    /// Reads it. One that was asked for by name has to exist.
    pub(super) fn read(path: &Path, named: bool) -> Result<Self> {
        match std::fs::read_to_string(path) {
            Ok(text) => Self::parse(path, text),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound && !named => Ok(Self::default()),
            Err(error) => Err(Failure::invalid(format!("{}: {error}", path.display())).advise(say::configured::correct_path())),
        }
    }

    pub(super) fn parse(path: &Path, text: String) -> Result<Self> {
        let file = Self {
            path: path.to_owned(),
            text,
            keys: Keys::default(),
        };
        let keys = toml::from_str(&file.text).map_err(|error| file.unreadable(&error))?;
        Ok(Self { keys, ..file })
    }

    /// `config.toml:12`, where that byte is.
    pub(super) fn place(&self, offset: usize) -> String {
        place(&self.path, &self.text, offset)
    }

    fn unreadable(&self, error: &toml::de::Error) -> Failure {
        let offset = error.span().map_or(0, |span| span.start);
        let place = self.place(offset);
        if let Some(unknown) = Unknown::of(error.message()) {
            return Failure::invalid(format!("{place}: {}", unknown.told()))
                .advise(say::configured::known_keys(unknown.known.join(", ")));
        }
        let (before, after) = self.text.split_at_checked(offset).unwrap_or_default();
        let line = [before.rsplit('\n').next(), after.lines().next()]
            .map(Option::unwrap_or_default)
            .concat();
        let key = line
            .split_once('=')
            .map(|(key, _)| format!("{}: ", key.trim()))
            .unwrap_or_default();
        Failure::invalid(format!("{place}: {key}{}", error.message().replace('\n', " "))).advise(say::configured::quote_texts())
    }
}

/// `config.toml:12`, where that byte of the file is.
pub(super) fn place(path: &Path, text: &str, offset: usize) -> String {
    let before = text.as_bytes().get(..offset).unwrap_or_default();
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
    format!("{name}:{line}")
}

/// A key that is not known, and those that are.
struct Unknown<'a> {
    key: &'a str,
    known: Vec<&'a str>,
}

impl<'a> Unknown<'a> {
    /// From serde's message: unknown field `a`, expected one of `b`, `c`.
    fn of(message: &'a str) -> Option<Self> {
        let mut quoted = message.strip_prefix("unknown field ")?.split('`').skip(1).step_by(2);
        Some(Self {
            key: quoted.next()?,
            known: quoted.collect(),
        })
    }

    fn told(&self) -> String {
        let meant = did_you_mean(self.key, self.known.iter().copied());
        say::configured::unknown_key(self.key, meant)
    }
}

#[cfg(test)]
pub(super) fn known_keys(section: &str) -> Vec<String> {
    let text = format!("{section}\nzzz = 1");
    let error = toml::from_str::<Keys>(&text).unwrap_err();
    let unknown = Unknown::of(error.message()).unwrap();
    unknown.known.iter().map(|key| (*key).to_owned()).collect()
}
