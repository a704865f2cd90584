//! The machine in front of the user, and where a streaming URL would go on it: nothing is copied or opened to find out.

use super::name;
use crate::desktop::{ClipboardPolicy, Environment, Route, no_browser, route};
use crate::domain::checkup::Check;

const SHOWN: &str = "the URL is shown instead";

/// The machine in front of the user, as plain data.
#[derive(Clone, Debug, Default)]
pub struct Machine {
    /// What surrounds the program.
    pub environment: Environment,
    /// Which clipboard is configured.
    pub clipboard: ClipboardPolicy,
    /// Whether stdout is a terminal.
    pub terminal: bool,
    /// Its columns and rows.
    pub size: Option<(u16, u16)>,
    /// Whether `NO_COLOR` is set.
    pub no_color: bool,
    /// `COLORTERM`; empty where it is not set.
    pub colorterm: String,
}

/// Where a copy would go. Having nowhere is no fault, unless the configuration insists on a way that is not there.
pub(super) fn clipboard(machine: &Machine) -> Check {
    let (environment, policy) = (&machine.environment, machine.clipboard);
    let check = |detail: &str| Check::ok(name::CLIPBOARD, detail);
    match route(environment, policy) {
        Route::Native { .. } if !environment.display => Check::broken(
            name::CLIPBOARD,
            "clipboard = \"native\" is configured, and there is no desktop here",
            "set clipboard = \"auto\" in config.toml",
        ),
        Route::Native { .. } if environment.ssh => check("the desktop's at this end of SSH, as configured")
            .minding("set clipboard = \"auto\" to copy to your own machine"),
        Route::Native { .. } => check("this desktop's"),
        Route::Terminal if machine.terminal && policy == ClipboardPolicy::Osc52 && !environment.takes_escapes() => Check::broken(
            name::CLIPBOARD,
            format!(
                "clipboard = \"osc52\" is configured, and this terminal takes none (TERM={})",
                environment.term
            ),
            "set clipboard = \"auto\" in config.toml, or use another terminal",
        ),
        Route::Terminal => {
            check("the terminal's, by OSC 52").minding("whether the terminal takes it cannot be known; some ask first")
        }
        Route::Tmux => check("tmux's buffer, and the terminal's by OSC 52").minding("tmux passes it on if set-clipboard is on"),
        Route::Nowhere(why) => check(why).minding(SHOWN),
    }
}

/// What would open a streaming URL.
pub(super) fn browser(machine: &Machine) -> Check {
    let environment = &machine.environment;
    match (no_browser(environment), &environment.browser) {
        (Some(_), _) => Check::ok(name::BROWSER, "none here").minding("the URL is shown; open it elsewhere"),
        (None, Some(browser)) => Check::ok(name::BROWSER, format!("$BROWSER: {browser}")),
        (None, None) => Check::ok(name::BROWSER, "this desktop's"),
    }
}
