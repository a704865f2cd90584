//! Opening a URL in the user's browser, where there is one in front of them. Its command line never holds the URL.

mod door;

use std::process::Command;
use std::sync::mpsc::channel;
use std::time::Duration;

use self::door::Door;
use super::Environment;
use super::child::quiet;
use crate::gateway::Browsed;
use crate::say;

/// How long a browser may take to come for the URL: a cold one on a small machine takes its time.
const LIMIT: Duration = Duration::from_mins(1);

/// Why there is no browser here; `None` if there may be one.
pub fn no_browser(environment: &Environment) -> Option<&'static str> {
    match environment {
        Environment { browser: Some(_), .. } | Environment { display: true, .. } => None,
        Environment { ssh: true, .. } => Some(say::launched::far_end_of_ssh()),
        _ => Some(say::launched::no_desktop()),
    }
}

/// The first of `$BROWSER`'s commands, split into words, with the URL for `%s` or at the end.
fn command(browser: &str, url: &str) -> Option<Vec<String>> {
    let mut words = shell_words::split(browser.split(':').next()?)
        .ok()
        .filter(|words| !words.is_empty())?;
    if words.iter().any(|word| word.contains("%s")) {
        words.iter_mut().for_each(|word| *word = word.replace("%s", url));
    } else {
        words.push(url.to_owned());
    }
    Some(words)
}

/// The commands that may open it, the best first.
fn commands(environment: &Environment, address: &str) -> Vec<Command> {
    match environment.browser.as_deref().and_then(|browser| command(browser, address)) {
        Some(words) => words
            .split_first()
            .map(|(program, arguments)| {
                let mut command = Command::new(program);
                command.args(arguments);
                command
            })
            .into_iter()
            .collect(),
        None => open::commands(address),
    }
}

/// Runs one command after the other, detached from this terminal, until one went well. What each says stays unsaid.
fn launch(commands: Vec<Command>) -> Result<(), String> {
    let mut why = say::launched::no_program().to_owned();
    for command in commands {
        let mut command = quiet(command);
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        match command.status() {
            Ok(status) if status.success() => return Ok(()),
            Ok(status) => why = status.to_string(),
            Err(error) => why = error.kind().to_string(),
        }
    }
    Err(why)
}

/// Starts the browser at a door that leads to the URL, and waits until it has come through.
pub(super) fn browse(environment: &Environment, url: &str) -> Browsed {
    if let Some(why) = no_browser(environment) {
        return Browsed::Nowhere(why.to_owned());
    }
    if !(url.starts_with("https://") || url.starts_with("http://")) {
        return Browsed::Nowhere(say::configured::no_address().into());
    }
    let (tell, told) = channel();
    let failed = tell.clone();
    let opened = Door::new().and_then(|door| {
        let address = door.address();
        // whoever waited has left: then nobody needs to know
        door.lead(url.to_owned(), LIMIT, move || drop(tell.send(Ok(()))))?;
        Ok(address)
    });
    let address = match opened {
        Ok(address) => address,
        Err(error) => return Browsed::Nowhere(say::launched::nothing_handed(error.kind())),
    };
    let commands = commands(environment, &address);
    // a launcher may last as long as its browser
    std::thread::spawn(move || launch(commands).or_else(|why| failed.send(Err(why))));
    match told.recv_timeout(LIMIT) {
        Ok(Ok(())) => Browsed::Started,
        Ok(Err(why)) => Browsed::Nowhere(say::launched::no_browser_started(why)),
        Err(_) => Browsed::Unclaimed(LIMIT),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_needs_a_place() {
        let at = |ssh, display, browser: Option<&str>| Environment {
            ssh,
            display,
            browser: browser.map(str::to_owned),
            ..Environment::default()
        };
        assert!(no_browser(&at(true, false, None)).is_some_and(|why| why.contains("SSH")));
        assert!(no_browser(&at(false, false, None)).is_some_and(|why| why.contains("$BROWSER")));
        assert_eq!(no_browser(&at(false, true, None)), None);
        assert_eq!(no_browser(&at(true, false, Some("firefox"))), None);
    }

    #[test]
    fn the_variable_may_say_where_the_url_goes() {
        assert_eq!(command("firefox --new-tab:w3m", "u").unwrap(), ["firefox", "--new-tab", "u"]);
        assert_eq!(command("x --url=%s", "u").unwrap(), ["x", "--url=u"]);
        assert_eq!(command("", "u"), None);
    }

    #[test]
    fn a_browser_that_cannot_be_started_is_said() {
        let here = Environment {
            browser: Some("/no/such/browser".into()),
            ..Environment::default()
        };
        let browsed = browse(&here, "https://example.com/secret");
        assert!(
            matches!(&browsed, Browsed::Nowhere(why) if !why.contains("secret")),
            "{browsed:?}"
        );
    }

    #[test]
    fn a_browser_has_as_long_as_the_readme_says() {
        assert_eq!(LIMIT, Duration::from_secs(60));
        assert!(include_str!("../../README.md").contains("leads to the streaming URL once, within a minute"));
    }

    #[test]
    fn only_web_addresses_are_opened() {
        let here = Environment {
            display: true,
            ..Environment::default()
        };
        assert!(matches!(browse(&here, "file:///etc/passwd"), Browsed::Nowhere(_)));
    }
}
