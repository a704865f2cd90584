//! Opening a URL in the user's browser, where there is one in front of them.

use std::io;
use std::process::{Command, Stdio};

use super::Environment;
use crate::gateway::Browsed;

/// Why there is no browser here; `None` if there may be one.
pub fn no_browser(environment: &Environment) -> Option<&'static str> {
    match environment {
        Environment { browser: Some(_), .. } | Environment { display: true, .. } => None,
        Environment { ssh: true, .. } => Some("this is the far end of SSH; open the URL on your own machine"),
        _ => Some("there is no desktop and no $BROWSER here; open the URL on another machine"),
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

fn start(words: Vec<String>) -> io::Result<()> {
    let (program, arguments) = words.split_first().ok_or(io::ErrorKind::NotFound)?;
    let mut command = Command::new(program);
    command
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    let mut child = command.spawn()?;
    // Somebody has to take note of its end.
    std::thread::spawn(move || child.wait());
    Ok(())
}

/// Starts the browser, detached from this terminal.
pub(super) fn browse(environment: &Environment, url: &str) -> Browsed {
    if let Some(why) = no_browser(environment) {
        return Browsed::Nowhere(why.to_owned());
    }
    if !(url.starts_with("https://") || url.starts_with("http://")) {
        return Browsed::Nowhere("it is not a web address".into());
    }
    let started = match environment.browser.as_deref().and_then(|browser| command(browser, url)) {
        Some(command) => start(command),
        None => open::that_detached(url),
    };
    match started {
        Ok(()) => Browsed::Started,
        // The launcher's own words may repeat the URL, which is a secret.
        Err(error) => Browsed::Nowhere(format!("no browser could be started ({})", error.kind())),
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
    fn only_web_addresses_are_opened() {
        let here = Environment {
            display: true,
            ..Environment::default()
        };
        assert!(matches!(browse(&here, "file:///etc/passwd"), Browsed::Nowhere(_)));
    }
}
