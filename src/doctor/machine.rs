//! Clipboard and browser: where a streaming URL would go. Nothing is copied or opened to find out.

use super::Machine;
use super::name;
use crate::desktop::{ClipboardPolicy, Route, no_browser, route};
use crate::domain::checkup::Check;

const SHOWN: &str = "the URL is shown instead";

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
