//! The apps in force: those that are shipped, changed and joined by each `[[app]]` of the file.

use toml::{Spanned, Value};

use super::file::{AppKeys, File};
use super::settings::{Origin, Settings, wrong};
use crate::domain::app::Way;
use crate::domain::failure::Result;
use crate::domain::link::ResourceName;
use crate::domain::{App, Apps, Failure};
use crate::say;

/// The apps, each key of each noted with where it came from.
pub(super) fn apps(application: ResourceName, file: &File, settings: &mut Settings<'_>) -> Result<Apps> {
    let mut apps = Apps::shipped(application);
    let mut entries: Vec<(String, &AppKeys)> = Vec::new();
    let none = AppKeys::default();
    for keys in &file.keys.app {
        let place = settings.in_file(keys);
        let keys = keys.get_ref();
        let name = name(keys, &place, settings)?;
        if entries.iter().any(|(other, _)| *other == name) {
            let message = say::configured::same_app(place, name);
            return Err(Failure::invalid(message).advise(say::configured::name_apps()));
        }
        let before = apps.named(&name).cloned().or_else(|_| new(&name, keys, &place))?;
        apps.put(changed(before, keys, settings)?);
        entries.push((name, keys));
    }
    for app in apps.iter() {
        let keys = entries.iter().find(|(name, _)| *name == app.name);
        note(app, keys.map_or(&none, |(_, keys)| keys), settings);
    }
    Ok(apps)
}

fn name(keys: &AppKeys, place: &Origin, settings: &Settings<'_>) -> Result<String> {
    let Some(name) = &keys.name else {
        return Err(Failure::invalid(say::configured::nameless_app(place)).advise(say::configured::example_name()));
    };
    App::check_name(name.get_ref()).map_err(|failure| wrong(&settings.in_file(name), "app.name", name.get_ref(), failure))
}

/// An app that is not shipped; it has to say its port.
fn new(name: &str, keys: &AppKeys, place: &Origin) -> Result<App> {
    if keys.port.is_none() {
        let message = say::configured::portless_app(place, name);
        return Err(Failure::invalid(message).advise(say::configured::example_port()));
    }
    Ok(App::at(name, 0))
}

fn changed(mut app: App, keys: &AppKeys, settings: &Settings<'_>) -> Result<App> {
    let key = |key: &str| format!("app.{}.{key}", app.name);
    if let Some(port) = &keys.port {
        let number = u16::try_from(*port.get_ref()).ok().filter(|port| *port != 0);
        app.port = number.ok_or_else(|| {
            let failure = Failure::invalid(say::configured::no_port()).advise(say::configured::port_numbers());
            wrong(&settings.in_file(port), &key("port"), &port.get_ref().to_string(), failure)
        })?;
    }
    if let Some(application) = &keys.application {
        let parsed = application.get_ref().parse();
        app.application = Some(parsed.map_err(|failure| {
            let origin = settings.in_file(application);
            wrong(&origin, &key("application"), application.get_ref(), failure)
        })?);
    }
    if let Some(context) = &keys.context {
        let parsed = context.get_ref().parse();
        app.context = parsed.map_err(|failure| wrong(&settings.in_file(context), &key("context"), context.get_ref(), failure))?;
    }
    let in_terminal = app.ways.first().is_some_and(Way::in_terminal);
    let terminal = keys.terminal.as_ref().map(|terminal| *terminal.get_ref());
    if let Some(command) = &keys.command {
        let way = words(command.get_ref()).and_then(|words| Way::of(&words, terminal.unwrap_or(in_terminal)));
        app.ways = vec![way.map_err(|failure| {
            let origin = settings.in_file(command);
            wrong(&origin, &key("command"), &shown(command.get_ref()), failure)
        })?];
    } else if let (Some(terminal), Some(at)) = (terminal, &keys.terminal) {
        if app.ways.is_empty() {
            let failure = Failure::invalid(say::configured::commandless()).advise(say::configured::write_command());
            return Err(wrong(&settings.in_file(at), &key("terminal"), &terminal.to_string(), failure));
        }
        app.ways = app.ways.into_iter().map(|way| way.moved(terminal)).collect();
    }
    app.tls = keys.tls.as_ref().map_or(app.tls, |tls| *tls.get_ref());
    app.revoke_after = keys
        .revoke_after
        .as_ref()
        .map_or(app.revoke_after, |revoke| *revoke.get_ref());
    Ok(app)
}

/// The words of a command: as they are listed, or as a shell would split them. No shell is asked.
fn words(command: &Value) -> Result<Vec<String>> {
    let wrong = |why: &str| Failure::invalid(why).advise(say::configured::text_or_list());
    match command {
        Value::String(line) => shell_words::split(line).map_err(|_| wrong(say::configured::open_quote())),
        Value::Array(words) => words
            .iter()
            .map(|word| {
                word.as_str()
                    .map(str::to_owned)
                    .ok_or_else(|| wrong(say::configured::no_word()))
            })
            .collect(),
        _ => Err(wrong(say::configured::no_command())),
    }
}

fn shown(command: &Value) -> String {
    command.as_str().map_or_else(|| command.to_string(), str::to_owned)
}

/// Notes what is in force.
fn note(app: &App, keys: &AppKeys, settings: &mut Settings<'_>) {
    let commands: Vec<String> = app.ways.iter().map(ToString::to_string).collect();
    let command = (!commands.is_empty()).then(|| commands.join(", else "));
    let application = app.application.as_ref().map(|name| name.as_str().to_owned());
    let context = application.is_some().then(|| app.context.to_string());
    let terminal = app.ways.first().map(|way| way.in_terminal().to_string());
    let rows = [
        ("port", Some(app.port.to_string()), origin(settings, &keys.port)),
        ("tls", Some(app.tls.to_string()), origin(settings, &keys.tls)),
        ("application", application, origin(settings, &keys.application)),
        ("context", context, origin(settings, &keys.context)),
        ("command", command, origin(settings, &keys.command)),
        ("terminal", terminal, origin(settings, &keys.terminal)),
        (
            "revoke_after",
            Some(app.revoke_after.to_string()),
            origin(settings, &keys.revoke_after),
        ),
    ];
    for (key, value, origin) in rows
        .into_iter()
        .filter(|(_, value, origin)| value.is_some() || *origin != Origin::Default)
    {
        settings.note(format!("app.{}.{key}", app.name), value.as_deref(), origin);
    }
}

fn origin<T>(settings: &Settings<'_>, value: &Option<Spanned<T>>) -> Origin {
    value.as_ref().map_or(Origin::Default, |value| settings.in_file(value))
}
