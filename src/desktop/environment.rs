//! What surrounds the program, as plain data: SSH, tmux, a display, the terminal. Decisions from it are made elsewhere.

/// What decides which clipboard and browser are the user's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Environment {
    /// The user sits at the far end of SSH.
    pub ssh: bool,
    /// Inside tmux.
    pub tmux: bool,
    /// There is a desktop here: X11, Wayland, macOS or Windows.
    pub display: bool,
    /// `TERM`; empty where it is not set.
    pub term: String,
    /// `BROWSER`.
    pub browser: Option<String>,
}

impl Environment {
    /// This process's own.
    pub fn detect() -> Self {
        let variable = |name: &str| std::env::var(name).ok();
        let native = cfg!(any(target_os = "macos", target_os = "windows"));
        Self::from_variables(variable, native)
    }

    /// From variables, where `native` says that the system has a desktop without any variable telling so.
    pub fn from_variables(variable: impl Fn(&str) -> Option<String>, native: bool) -> Self {
        let set = |name: &str| variable(name).filter(|value| !value.is_empty());
        let any = |names: &[&str]| names.iter().any(|name| set(name).is_some());
        // Windows has no TERM, yet its terminals take escape sequences.
        let term = set("TERM").unwrap_or_else(|| if cfg!(windows) { "windows".into() } else { String::new() });
        Self {
            ssh: any(&["SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT"]),
            tmux: any(&["TMUX"]),
            display: native || any(&["DISPLAY", "WAYLAND_DISPLAY"]),
            term,
            browser: set("BROWSER"),
        }
    }

    /// Whether the terminal may understand OSC 52.
    pub fn takes_escapes(&self) -> bool {
        !matches!(self.term.as_str(), "" | "dumb" | "linux" | "unknown")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_variables() {
        let variables = |name: &str| match name {
            "SSH_CONNECTION" => Some("10.0.0.1 5 10.0.0.2 22".to_owned()),
            "TERM" => Some("xterm-256color".to_owned()),
            "DISPLAY" => Some(String::new()),
            _ => None,
        };
        let environment = Environment::from_variables(variables, false);
        assert!(environment.ssh && !environment.tmux && !environment.display && environment.takes_escapes());
        assert!(Environment::from_variables(|_| None, true).display);
    }
}
