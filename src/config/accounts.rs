//! Which SORACOM accounts there are, and where their credentials, coverage and endpoint come from.

use std::path::PathBuf;

use super::env::Env;
use super::file::{AccountKeys, File};
use super::settings::{self, Origin, Settings, wrong};
use crate::domain::Failure;
use crate::domain::failure::Result;
use crate::soracom::coverage::Coverage;
use crate::soracom::credentials::Credentials;
use crate::soracom::profile::{self, Profile};

/// A SORACOM account in one coverage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// What it is called on the screen and by `--profile`.
    pub name: String,
    /// Where its SIMs belong.
    pub coverage: Coverage,
    /// Scheme and host of its API.
    pub endpoint: String,
    /// How to sign in.
    pub credentials: Credentials,
    /// Headers to add to every call.
    pub headers: Vec<(String, String)>,
}

/// The account of a profile when nothing is configured.
const USUAL: &str = "default";

/// The accounts: by flag, else by environment, else by the file, else soracom-cli's default profile, else none.
pub(super) fn accounts(flag: Option<&str>, env: &Env, file: &File, settings: &mut Settings<'_>) -> Result<Vec<Account>> {
    let mut finder = Finder { env, file, settings };
    if let Some(name) = flag {
        return Ok(vec![finder.named(name, Origin::Flag("--profile"))?]);
    }
    if let Some(name) = env.get("SORACOM_PROFILE") {
        return Ok(vec![finder.named(name, Origin::Environment("SORACOM_PROFILE".into()))?]);
    }
    if let Some(credentials) = auth_key(env)? {
        let origin = Origin::Environment("SORACOM_AUTH_KEY_ID".into());
        return Ok(vec![finder.account(
            "environment",
            &AccountKeys::default(),
            Known::AuthKey(credentials),
            origin,
            true,
        )?]);
    }
    let alone = file.keys.account.len() == 1;
    if !file.keys.account.is_empty() {
        let accounts: Vec<Account> = file
            .keys
            .account
            .iter()
            .map(|keys| finder.of_file(keys, alone))
            .collect::<Result<_>>()?;
        return unlike_names(accounts);
    }
    if finder
        .directory()
        .is_some_and(|directory| profile::file(&directory, USUAL).exists())
    {
        return Ok(vec![finder.named(USUAL, Origin::Default)?]);
    }
    Ok(Vec::new())
}

/// The pair in the environment; half of it is an error.
fn auth_key(env: &Env) -> Result<Option<Credentials>> {
    let half = |given: &str, missing: &str| {
        Failure::invalid(format!("{given} is set, but {missing} is not")).advise(format!("set both, or unset {given}"))
    };
    match (env.get("SORACOM_AUTH_KEY_ID"), env.get("SORACOM_AUTH_KEY")) {
        (Some(id), Some(key)) => Ok(Some(Credentials::auth_key(id, key))),
        (Some(_), None) => Err(half("SORACOM_AUTH_KEY_ID", "SORACOM_AUTH_KEY")),
        (None, Some(_)) => Err(half("SORACOM_AUTH_KEY", "SORACOM_AUTH_KEY_ID")),
        (None, None) => Ok(None),
    }
}

fn unlike_names(accounts: Vec<Account>) -> Result<Vec<Account>> {
    for (index, account) in accounts.iter().enumerate() {
        if accounts[..index].iter().any(|earlier| earlier.name == account.name) {
            let message = format!("two accounts are named {:?}", account.name);
            return Err(Failure::invalid(message).advise("give each [[account]] a name of its own"));
        }
    }
    Ok(accounts)
}

/// Where an account's credentials are from.
enum Known {
    AuthKey(Credentials),
    Profile(Profile),
}

struct Finder<'a, 'b> {
    env: &'a Env,
    file: &'a File,
    settings: &'a mut Settings<'b>,
}

impl Finder<'_, '_> {
    /// The account of that name, else soracom-cli's profile of that name.
    fn named(&mut self, name: &str, origin: Origin) -> Result<Account> {
        let file = self.file;
        let named = file.keys.account.iter().find(|keys| account_name(keys) == name);
        match named {
            Some(keys) => self.of_file(keys, true),
            None => {
                let profile = Known::Profile(self.profile(name)?);
                self.account(name, &AccountKeys::default(), profile, origin, true)
            }
        }
    }

    fn of_file(&mut self, keys: &AccountKeys, alone: bool) -> Result<Account> {
        let name = account_name(keys);
        let profile = keys.profile.as_ref().map_or(name, |profile| profile.get_ref().as_str());
        let place = keys.name.as_ref().or(keys.profile.as_ref());
        let origin = place.map_or_else(|| Origin::File("config.toml".into()), |text| self.settings.in_file(text));
        let known = self.profile(profile).map_err(|failure| match &origin {
            Origin::File(place) => failure.during(place),
            _ => failure,
        })?;
        self.account(name, keys, Known::Profile(known), origin, alone)
    }

    /// Puts an account together. The environment's coverage is for an account that is alone: it cannot be that of several.
    fn account(&mut self, name: &str, keys: &AccountKeys, known: Known, origin: Origin, alone: bool) -> Result<Account> {
        let (credentials, profile) = match known {
            Known::AuthKey(credentials) => (credentials, None),
            Known::Profile(profile) => (profile.credentials.clone(), Some(profile)),
        };
        let in_env = self.env.get("SORACOM_COVERAGE_TYPE").filter(|_| alone);
        let by_env = in_env
            .map(|word| {
                let origin = Origin::Environment("SORACOM_COVERAGE_TYPE".into());
                word.parse::<Coverage>()
                    .map_err(|failure| wrong(&origin, "coverage", word, failure))
            })
            .transpose()?;
        let by_file = keys
            .coverage
            .as_ref()
            .map(|word| {
                let origin = self.settings.in_file(word);
                word.get_ref()
                    .parse::<Coverage>()
                    .map_err(|failure| wrong(&origin, "account.coverage", word.get_ref(), failure))
            })
            .transpose()?;
        let in_profile = profile.as_ref().map(|profile| profile.coverage);
        let coverage = by_env.or(by_file).or(in_profile).unwrap_or_default();
        let endpoint_of = |origin: &Origin, text: &str| {
            settings::web_address(text).map_err(|failure| wrong(origin, "account.endpoint", text, failure))
        };
        let endpoint = if let Some(text) = self.env.get("SORACOM_ENDPOINT") {
            endpoint_of(&Origin::Environment("SORACOM_ENDPOINT".into()), text)?
        } else if let Some(text) = keys.endpoint.as_ref().filter(|_| by_env.is_none()) {
            endpoint_of(&self.settings.in_file(text), text.get_ref())?
        } else {
            let in_profile = profile.as_ref().and_then(|profile| profile.endpoint.clone());
            in_profile
                .filter(|_| by_env.or(by_file).is_none())
                .unwrap_or_else(|| coverage.endpoint().to_owned())
        };
        self.settings
            .note(format!("account.{name}"), format!("{coverage} {endpoint}"), origin);
        Ok(Account {
            name: name.to_owned(),
            coverage,
            endpoint,
            credentials,
            headers: profile.map(|profile| profile.headers).unwrap_or_default(),
        })
    }

    fn profile(&self, name: &str) -> Result<Profile> {
        let directory = self.directory().ok_or_else(|| {
            Failure::invalid("there is no home directory to look for SORACOM profiles in").advise("set SORACOM_PROFILE_DIR")
        })?;
        profile::load(&directory, name)
    }

    fn directory(&self) -> Option<PathBuf> {
        let home = || {
            let home = self.env.get("HOME").map(PathBuf::from);
            home.or_else(|| directories::BaseDirs::new().map(|dirs| dirs.home_dir().to_owned()))
        };
        self.env
            .get("SORACOM_PROFILE_DIR")
            .map(PathBuf::from)
            .or_else(|| Some(home()?.join(".soracom")))
    }
}

fn account_name(keys: &AccountKeys) -> &str {
    let name = keys.name.as_ref().or(keys.profile.as_ref());
    name.map_or(USUAL, |name| name.get_ref().as_str())
}
