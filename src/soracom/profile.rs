//! soracom-cli's profiles: JSON files that hold credentials, endpoint and coverage. Which profile is used is `config`'s business.

mod command;

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::coverage::Coverage;
use super::credentials::{Credentials, Secret, SignIn, SwitchTo};
use crate::domain::failure::Result;
use crate::domain::{Failure, Kind};
use crate::say;

/// What a profile says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// Where its SIMs belong, where it says so; else in Japan.
    pub coverage: Option<Coverage>,
    /// Another endpoint than the coverage's: scheme and host.
    pub endpoint: Option<String>,
    /// How to sign in.
    pub credentials: Credentials,
    /// Headers to add to every call.
    pub headers: Vec<(String, Secret)>,
}

/// The file of that profile.
pub fn file(directory: &Path, name: &str) -> PathBuf {
    directory.join(format!("{name}.json"))
}

/// Reads a profile, and whatever it refers to.
pub fn load(directory: &Path, name: &str) -> Result<Profile> {
    let fields = Fields::read(directory, name)?;
    let credentials = credentials(directory, &fields)?;
    let coverage = fields.coverage()?;
    let sandbox = fields.get("sandbox").and_then(Value::as_bool).unwrap_or(false);
    Ok(Profile {
        coverage,
        endpoint: fields
            .text("endpoint")?
            .or_else(|| sandbox.then(|| coverage.unwrap_or_default().sandbox().to_owned())),
        headers: fields.headers()?,
        credentials,
    })
}

/// The profiles of that folder, by name. Those that cannot be used say why.
pub fn list(directory: &Path) -> Vec<(String, Result<Option<Coverage>>)> {
    let name = |entry: io::Result<fs::DirEntry>| {
        let name = entry.ok()?.file_name().into_string().ok()?;
        Some(name.strip_suffix(".json")?.to_owned()).filter(|name| !name.starts_with('.'))
    };
    let mut names: Vec<String> = fs::read_dir(directory).into_iter().flatten().filter_map(name).collect();
    names.sort_unstable();
    names
        .into_iter()
        .map(|name| (name.clone(), inspect(directory, &name)))
        .collect()
}

/// Whether a profile can be used, and its coverage. Its command is not run.
pub fn inspect(directory: &Path, name: &str) -> Result<Option<Coverage>> {
    let fields = Fields::read(directory, name)?;
    if fields.text("profileCommand")?.is_none() {
        credentials(directory, &fields)?;
    }
    fields.headers()?;
    fields.coverage()
}

/// In soracom-cli's order: a command, a switch of user, an auth key, a password.
fn credentials(directory: &Path, fields: &Fields) -> Result<Credentials> {
    if let Some(line) = fields.text("profileCommand")? {
        let told = command::run(&line).map_err(|failure| failure.during(&fields.origin))?;
        let told = Fields::parse(say::profiles::output(&fields.origin), &told)?;
        return Ok(plain(told.sign_in()?));
    }
    let Some(source) = fields.text("sourceProfile")? else {
        return fields.sign_in().map(plain);
    };
    let (Some(operator_id), Some(user_name)) = (fields.text("operatorId")?, fields.text("userName")?) else {
        return Err(fields.wrong(say::profiles::needs_user()));
    };
    let timeout = fields.get("tokenTimeoutSeconds").and_then(super::wire::whole);
    Ok(Credentials {
        sign_in: Fields::read(directory, &source)?.sign_in()?,
        switch_to: Some(SwitchTo {
            operator_id,
            user_name,
            timeout_s: timeout
                .and_then(|s| u32::try_from(s).ok())
                .filter(|s| (180..=3600).contains(s))
                .unwrap_or(3600),
        }),
    })
}

fn plain(sign_in: SignIn) -> Credentials {
    Credentials {
        sign_in,
        switch_to: None,
    }
}

/// A profile's fields, by name in lower case: soracom-cli does not mind it either.
struct Fields {
    origin: String,
    fields: BTreeMap<String, Value>,
}

impl Fields {
    fn read(directory: &Path, name: &str) -> Result<Self> {
        if name.is_empty() || name.starts_with('.') || name.contains(['/', '\\']) {
            return Err(Failure::invalid(say::profiles::no_name(name)));
        }
        let path = file(directory, name);
        let origin = say::profiles::origin(name, path.display());
        let text = fs::read(&path).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => Failure::invalid(say::profiles::missing(&origin)).advise(say::profiles::make_it(name)),
            _ => Failure::invalid(say::profiles::unread(&origin, error)).advise(say::profiles::check_owner()),
        })?;
        refuse_if_open(&path, &origin)?;
        Self::parse(origin, &text)
    }

    fn parse(origin: String, text: &[u8]) -> Result<Self> {
        let wrong = |message: String| Failure::invalid(message).advise(say::profiles::compare_it());
        match serde_json::from_slice(text) {
            Ok(Value::Object(fields)) => Ok(Self {
                fields: fields.into_iter().map(|(name, value)| (name.to_lowercase(), value)).collect(),
                origin,
            }),
            Ok(_) => Err(wrong(say::profiles::no_object(origin))),
            Err(error) => Err(wrong(say::profiles::no_json(origin, error.line(), error.column()))),
        }
    }

    fn get(&self, name: &str) -> Option<&Value> {
        self.fields.get(&name.to_lowercase()).filter(|value| !value.is_null())
    }

    fn text(&self, name: &str) -> Result<Option<String>> {
        Ok(self.written(name)?.map(|text| text.trim().to_owned()))
    }

    /// A text that is more than blanks, with those around it.
    fn written(&self, name: &str) -> Result<Option<&str>> {
        match self.get(name) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.as_str()).filter(|text| !text.trim().is_empty())),
            Some(_) => Err(self.wrong(&say::profiles::no_text(name))),
        }
    }

    fn coverage(&self) -> Result<Option<Coverage>> {
        let word = self.text("coverageType")?;
        word.map(|word| word.parse())
            .transpose()
            .map_err(|failure: Failure| failure.during(format!("{}: coverageType", self.origin)))
    }

    fn secret(&self, name: &str) -> Result<Option<Secret>> {
        Ok(self.written(name)?.map(|text| Secret::new(text.to_owned())))
    }

    fn sign_in(&self) -> Result<SignIn> {
        match (self.text("authKeyId")?, self.secret("authKey")?) {
            (Some(id), Some(key)) => return Ok(SignIn::AuthKey { id, key }),
            (None, None) => (),
            (Some(_), None) => return Err(self.wrong(say::profiles::needs_key())),
            (None, Some(_)) => return Err(self.wrong(say::profiles::needs_key_id())),
        }
        let otp = self.secret("mfaOTPCode")?;
        let password = self.secret("password")?;
        match (
            self.text("email")?,
            self.text("operatorId")?,
            self.text("userName")?,
            password,
        ) {
            (Some(email), _, _, Some(password)) => Ok(SignIn::Root { email, password, otp }),
            (None, Some(operator_id), Some(user_name), Some(password)) => Ok(SignIn::User {
                operator_id,
                user_name,
                password,
                otp,
            }),
            _ => Err(self.wrong(say::profiles::incomplete())),
        }
    }

    fn headers(&self) -> Result<Vec<(String, Secret)>> {
        let Some(headers) = self.get("headers") else {
            return Ok(Vec::new());
        };
        let pairs = headers.as_object().map(|headers| {
            headers
                .iter()
                .map(|(name, value)| Some((name.clone(), Secret::new(value.as_str()?))))
        });
        pairs
            .and_then(Iterator::collect)
            .ok_or_else(|| self.wrong(say::profiles::odd_headers()))
    }

    fn wrong(&self, why: &str) -> Failure {
        Failure::invalid(format!("{}: {why}", self.origin)).advise(say::profiles::complete_it())
    }
}

/// Refuses a file that others can read, as soracom-cli does.
#[cfg(unix)]
fn refuse_if_open(path: &Path, origin: &str) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mode = fs::metadata(path).map_or(0, |metadata| metadata.permissions().mode());
    if mode & 0o077 == 0 {
        return Ok(());
    }
    let message = say::profiles::read_by_others(origin, format!("{:03o}", mode & 0o777));
    Err(Failure::new(Kind::Auth, message).advise(format!("chmod 600 {}", path.display())))
}

#[cfg(not(unix))]
fn refuse_if_open(_path: &Path, _origin: &str) -> Result<()> {
    let _ = Kind::Auth;
    Ok(())
}

/// Reads bytes as a profile.
#[cfg(test)]
pub(crate) fn read_anything(bytes: &[u8]) {
    let _ = Fields::parse("it".into(), bytes).map(|fields| (fields.sign_in().is_ok(), fields.headers().is_ok()));
}

#[cfg(test)]
mod tests;
