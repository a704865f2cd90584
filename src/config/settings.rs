//! One value at a time: environment, file or default; checked, and noted with where it came from.

use std::fmt;
use std::str::FromStr;

use toml::Spanned;

use super::env::Env;
use super::file::File;
use crate::domain::failure::Result;
use crate::domain::written::{without_password, words};
use crate::domain::{Failure, Span};
use crate::say;

/// Where a value came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// It is naptop's own.
    Default,
    /// A line of the file, or a profile's file.
    File(String),
    /// An environment variable.
    Environment(String),
    /// A flag.
    Flag(&'static str),
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::File(place) => f.write_str(place),
            Self::Environment(name) => f.write_str(name),
            Self::Flag(name) => f.write_str(name),
        }
    }
}

/// A value in force, as a user would write it. Never a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// `access.duration`
    pub key: String,
    /// `30m`; absent where nothing is set.
    pub value: Option<String>,
    /// Where it came from.
    pub origin: Origin,
}

/// What is resolved so far.
pub(super) struct Settings<'a> {
    env: &'a Env,
    file: &'a File,
    listed: Vec<Setting>,
}

impl<'a> Settings<'a> {
    pub(super) fn new(env: &'a Env, file: &'a File) -> Self {
        Self {
            env,
            file,
            listed: Vec::new(),
        }
    }

    pub(super) fn listed(self) -> Vec<Setting> {
        self.listed
    }

    /// Notes a value. What signs in to a web address is hidden.
    pub(super) fn note(&mut self, key: impl Into<String>, value: Option<&str>, origin: Origin) {
        self.listed.push(Setting {
            key: key.into(),
            value: value.map(without_password),
            origin,
        });
    }

    /// A value that may be missing.
    pub(super) fn optional<T>(
        &mut self,
        key: &str,
        variables: &[&str],
        in_file: &Option<Spanned<String>>,
        parse: impl Fn(&str) -> Result<T>,
    ) -> Result<Option<T>> {
        let (origin, text) = if let Some((name, text)) = self.env.first(variables) {
            (Origin::Environment(name.to_owned()), text)
        } else if let Some(text) = in_file {
            (self.in_file(text), text.get_ref().as_str())
        } else {
            self.note(key, None, Origin::Default);
            return Ok(None);
        };
        let value = parse(text).map_err(|failure| wrong(&origin, key, text, failure))?;
        self.note(key, Some(text), origin);
        Ok(Some(value))
    }

    /// A value with a default.
    pub(super) fn value<T>(
        &mut self,
        key: &str,
        variables: &[&str],
        in_file: &Option<Spanned<String>>,
        default: &str,
        parse: impl Fn(&str) -> Result<T>,
    ) -> Result<T> {
        if let Some(value) = self.optional(key, variables, in_file, &parse)? {
            return Ok(value);
        }
        if let Some(listed) = self.listed.last_mut() {
            listed.value = Some(default.to_owned());
        }
        parse(default)
    }

    /// A yes or no.
    pub(super) fn flag(&mut self, key: &'static str, flag: bool, in_file: Option<&Spanned<bool>>) -> bool {
        let (value, origin) = match in_file {
            _ if flag => (true, Origin::Flag("--read-only")),
            Some(value) => (*value.get_ref(), self.in_file(value)),
            None => (false, Origin::Default),
        };
        self.note(key, Some(&value.to_string()), origin);
        value
    }

    /// A yes or no that the environment may decide. The default, and which variable it follows from, if from one.
    pub(super) fn switch(
        &mut self,
        key: &str,
        variable: &str,
        in_file: Option<&Spanned<bool>>,
        (default, follows): (bool, Option<&str>),
    ) -> Result<bool> {
        let (value, origin) = match (self.env.get(variable), in_file) {
            (Some(text), _) => {
                let origin = Origin::Environment(variable.to_owned());
                let value = yes_or_no(text).map_err(|failure| wrong(&origin, key, text, failure))?;
                (value, origin)
            }
            (None, Some(value)) => (*value.get_ref(), self.in_file(value)),
            (None, None) => {
                let from = |variable: &str| Origin::Environment(variable.to_owned());
                (default, follows.map_or(Origin::Default, from))
            }
        };
        self.note(key, Some(&value.to_string()), origin);
        Ok(value)
    }

    /// A number of at least 1.
    pub(super) fn count(&mut self, key: &str, variable: &str, in_file: Option<&Spanned<u32>>, default: usize) -> Result<usize> {
        let (text, origin) = match (self.env.get(variable), in_file) {
            (Some(text), _) => (text.to_owned(), Origin::Environment(variable.to_owned())),
            (None, Some(number)) => (number.get_ref().to_string(), self.in_file(number)),
            (None, None) => (default.to_string(), Origin::Default),
        };
        let number = text.trim().parse().ok().filter(|number| *number > 0).ok_or_else(|| {
            let failure = Failure::invalid(say::configured::no_count()).advise(say::configured::such_as(default));
            wrong(&origin, key, &text, failure)
        })?;
        self.note(key, Some(&text), origin);
        Ok(number)
    }

    /// A list; in the environment and in the default between commas or blanks.
    pub(super) fn list<T>(
        &mut self,
        key: &str,
        variable: &str,
        in_file: Option<&[Spanned<String>]>,
        default: &str,
    ) -> Result<Vec<T>>
    where
        T: FromStr<Err = Failure> + ToString,
    {
        let parse = |origin: &Origin, text: &str| text.parse().map_err(|failure| wrong(origin, key, text, failure));
        let (origin, values): (Origin, Result<Vec<T>>) = if let Some(text) = self.env.get(variable) {
            let origin = Origin::Environment(variable.to_owned());
            let values = words(text).map_err(|failure| wrong(&origin, key, text, failure));
            (origin, values)
        } else if let Some(texts) = in_file {
            let values = texts.iter().map(|text| parse(&self.in_file(text), text.get_ref())).collect();
            (texts.first().map_or(Origin::Default, |text| self.in_file(text)), values)
        } else {
            (Origin::Default, words(default))
        };
        let values = values?;
        let shown: Vec<String> = values.iter().map(ToString::to_string).collect();
        self.note(
            key,
            Some(shown.join(", ")).filter(|shown| !shown.is_empty()).as_deref(),
            origin,
        );
        Ok(values)
    }

    /// Where a value of the file is.
    pub(super) fn in_file<T>(&self, value: &Spanned<T>) -> Origin {
        Origin::File(self.file.place(value.span().start))
    }
}

/// `config.toml:5: access.duration = "30": ...`, with what to write instead.
pub(super) fn wrong(origin: &Origin, key: &str, text: &str, failure: Failure) -> Failure {
    let text = without_password(text);
    let place = match origin {
        Origin::File(place) => format!("{place}: {key} = {text:?}"),
        Origin::Environment(name) => format!("{name} = {text:?}"),
        Origin::Flag(name) => format!("{name} {text:?}"),
        Origin::Default => format!("{key} = {text:?}"),
    };
    let message = format!("{place}: {}", failure.with_advice());
    Failure::invalid(message).advise(failure.advice)
}

fn yes_or_no(text: &str) -> Result<bool> {
    match text.to_ascii_lowercase().as_str() {
        "true" | "yes" | "on" | "1" => Ok(true),
        "false" | "no" | "off" | "0" => Ok(false),
        _ => Err(Failure::invalid(say::configured::neither_yes_nor_no()).advise(say::configured::true_or_false())),
    }
}

/// Any text but an empty one, without the blanks around it.
pub fn some_text(text: &str) -> Result<String> {
    if text.trim().is_empty() {
        return Err(Failure::invalid(say::configured::empty()).advise(say::configured::write_something()));
    }
    Ok(text.trim().to_owned())
}

/// The start of a web address.
pub(super) fn web_address(address: &str) -> Result<String> {
    let good =
        |uri: http::Uri| matches!(uri.scheme_str(), Some("http" | "https")) && uri.host().is_some_and(|host| !host.is_empty());
    if address.parse().is_ok_and(good) {
        return Ok(address.to_owned());
    }
    Err(Failure::invalid(say::configured::no_address()).advise(say::configured::scheme_and_host()))
}

/// How long AppStream lets a URL be valid.
pub(super) fn validity(span: Span) -> Result<Span> {
    if (1..=604_800).contains(&span.as_secs()) {
        return Ok(span);
    }
    Err(Failure::invalid(say::configured::no_url_for(span)).advise(say::configured::up_to_seven_days()))
}
