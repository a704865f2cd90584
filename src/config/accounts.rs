//! Which SORACOM accounts there are, and where their credentials, coverage and endpoint come from.

use super::env::Env;
use super::file::{AccountKeys, File};
use super::settings::{self, Origin, Settings, wrong};
use crate::domain::Failure;
use crate::domain::failure::Result;
use crate::say;
use crate::soracom::coverage::Coverage;
use crate::soracom::credentials::{Credentials, Secret};
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
    pub headers: Vec<(String, Secret)>,
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
    if let Some(credentials) = credentials_in(env)? {
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
        finder.names_differ()?;
        return Ok(accounts);
    }
    if super::profile_directory(env).is_ok_and(|directory| profile::file(&directory, USUAL).exists()) {
        return Ok(vec![finder.named(USUAL, Origin::Default)?]);
    }
    Ok(Vec::new())
}

/// The auth key in the environment; half of it is an error.
pub fn credentials_in(env: &Env) -> Result<Option<Credentials>> {
    let half = |given: &str, missing: &str| {
        Failure::invalid(say::configured::half_set(given, missing)).advise(say::configured::set_both(given))
    };
    match (env.get("SORACOM_AUTH_KEY_ID"), env.get("SORACOM_AUTH_KEY")) {
        (Some(id), Some(key)) => Ok(Some(Credentials::auth_key(id, key))),
        (Some(_), None) => Err(half("SORACOM_AUTH_KEY_ID", "SORACOM_AUTH_KEY")),
        (None, Some(_)) => Err(half("SORACOM_AUTH_KEY", "SORACOM_AUTH_KEY_ID")),
        (None, None) => Ok(None),
    }
}

/// Where an account's credentials are from.
enum Known {
    AuthKey(Credentials),
    Profile(Profile, String),
}

struct Finder<'a, 'b> {
    env: &'a Env,
    file: &'a File,
    settings: &'a mut Settings<'b>,
}

impl Finder<'_, '_> {
    fn names_differ(&self) -> Result<()> {
        let all = &self.file.keys.account;
        for (index, keys) in all.iter().enumerate() {
            let name = account_name(keys);
            if all[..index].iter().any(|earlier| account_name(earlier) == name) {
                let failure = Failure::invalid(say::configured::same_account(name)).advise(say::configured::name_accounts());
                let place = keys.name.as_ref().or(keys.profile.as_ref());
                return Err(match place {
                    Some(place) => failure.during(self.settings.in_file(place)),
                    None => failure,
                });
            }
        }
        Ok(())
    }

    /// The account of that name, else soracom-cli's profile of that name.
    fn named(&mut self, name: &str, origin: Origin) -> Result<Account> {
        let file = self.file;
        let named = file.keys.account.iter().find(|keys| account_name(keys) == name);
        match named {
            Some(keys) => self.of_file(keys, true),
            None => {
                let profile = self.profile(name)?;
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
        self.account(name, keys, known, origin, alone)
    }

    /// Puts an account together. The environment's coverage is for an account that is alone: it cannot be that of several.
    fn account(&mut self, name: &str, keys: &AccountKeys, known: Known, origin: Origin, alone: bool) -> Result<Account> {
        let (coverage, by) = self.coverage(keys, &known, alone)?;
        let (endpoint, endpoint_by) = self.endpoint(keys, &known, coverage, &by)?;
        let (credentials, headers) = match &known {
            Known::AuthKey(credentials) => (credentials.clone(), Vec::new()),
            Known::Profile(profile, _) => (profile.credentials.clone(), profile.headers.clone()),
        };
        let key = |key: &str| format!("account.{name}.{key}");
        self.settings.note(key("name"), Some(name), origin);
        if let Known::Profile(..) = known {
            let (profile, by) = keys.profile.as_ref().map_or((name, Origin::Default), |text| {
                (text.get_ref().as_str(), self.settings.in_file(text))
            });
            self.settings.note(key("profile"), Some(profile), by);
        }
        self.settings.note(key("coverage"), Some(coverage.word()), by);
        self.settings.note(key("endpoint"), Some(&endpoint), endpoint_by);
        for (field, value) in credentials.shown() {
            let origin = match &known {
                Known::AuthKey(_) => Origin::Environment(format!("SORACOM_{}", field.to_uppercase())),
                Known::Profile(_, file) => Origin::File(file.clone()),
            };
            self.settings.note(key(field), Some(&value), origin);
        }
        Ok(Account {
            name: name.to_owned(),
            coverage,
            endpoint,
            credentials,
            headers,
        })
    }

    fn coverage(&self, keys: &AccountKeys, known: &Known, alone: bool) -> Result<(Coverage, Origin)> {
        let parse = |origin: Origin, key: &str, word: &str| match word.parse() {
            Ok(coverage) => Ok((coverage, origin)),
            Err(failure) => Err(wrong(&origin, key, word, failure)),
        };
        let in_env = self.env.get("SORACOM_COVERAGE_TYPE").filter(|_| alone);
        match (in_env, &keys.coverage, known) {
            (Some(word), _, _) => parse(Origin::Environment("SORACOM_COVERAGE_TYPE".into()), "coverage", word),
            (None, Some(word), _) => parse(self.settings.in_file(word), "account.coverage", word.get_ref()),
            (None, None, Known::Profile(profile, file)) => Ok(match profile.coverage {
                Some(coverage) => (coverage, Origin::File(file.clone())),
                None => (Coverage::default(), Origin::Default),
            }),
            (None, None, Known::AuthKey(_)) => Ok((Coverage::default(), Origin::Default)),
        }
    }

    /// A coverage from elsewhere than the endpoint's place goes before that endpoint: it would be that of the other coverage.
    fn endpoint(&self, keys: &AccountKeys, known: &Known, coverage: Coverage, by: &Origin) -> Result<(String, Origin)> {
        let parse = |origin: Origin, text: &str| match settings::web_address(text) {
            Ok(endpoint) => Ok((endpoint, origin)),
            Err(failure) => Err(wrong(&origin, "account.endpoint", text, failure)),
        };
        let coverage_in_env = matches!(by, Origin::Environment(_));
        if let Some(text) = self.env.get("SORACOM_ENDPOINT") {
            return parse(Origin::Environment("SORACOM_ENDPOINT".into()), text);
        }
        if let Some(text) = keys.endpoint.as_ref().filter(|_| !coverage_in_env) {
            return parse(self.settings.in_file(text), text.get_ref());
        }
        if let Known::Profile(profile, file) = known
            && let Some(endpoint) = profile
                .endpoint
                .as_ref()
                .filter(|_| !coverage_in_env && keys.coverage.is_none())
        {
            return Ok((endpoint.clone(), Origin::File(file.clone())));
        }
        Ok((coverage.endpoint().to_owned(), Origin::Default))
    }

    /// That profile, and its file.
    fn profile(&self, name: &str) -> Result<Known> {
        let directory = super::profile_directory(self.env)?;
        let file = profile::file(&directory, name).display().to_string();
        Ok(Known::Profile(profile::load(&directory, name)?, file))
    }
}

fn account_name(keys: &AccountKeys) -> &str {
    let name = keys.name.as_ref().or(keys.profile.as_ref());
    name.map_or(USUAL, |name| name.get_ref().as_str())
}
