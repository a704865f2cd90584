//! The machine in front of the user, and where a streaming URL would go on it: nothing is copied or opened to find out.

use super::name;
use crate::desktop::{ClipboardPolicy, Environment, Route, no_browser, route};
use crate::domain::checkup::Check;
use crate::say;

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
        Route::Native { .. } if !environment.display => {
            Check::broken(name::CLIPBOARD, say::checked::no_desktop(), say::checked::set_auto())
        }
        Route::Native { .. } if environment.ssh => check(say::checked::far_desktop()).minding(say::checked::set_auto_for_own()),
        Route::Native { .. } => check(say::checked::this_desktop()),
        Route::Terminal if machine.terminal && policy == ClipboardPolicy::Osc52 && !environment.takes_escapes() => Check::broken(
            name::CLIPBOARD,
            say::checked::no_osc52(&environment.term),
            say::checked::set_auto_or_other(),
        ),
        Route::Terminal => check(say::checked::by_osc52()).minding(say::checked::some_ask()),
        Route::Tmux => check(say::checked::by_tmux()).minding(say::checked::set_clipboard_on()),
        Route::Nowhere(why) => check(why).minding(say::checked::url_shown()),
    }
}

/// What would open a streaming URL.
pub(super) fn browser(machine: &Machine) -> Check {
    let environment = &machine.environment;
    match (no_browser(environment), &environment.browser) {
        (Some(_), _) => Check::ok(name::BROWSER, say::checked::no_browser()).minding(say::checked::open_elsewhere()),
        (None, Some(browser)) => Check::ok(name::BROWSER, format!("$BROWSER: {browser}")),
        (None, None) => Check::ok(name::BROWSER, say::checked::this_desktop()),
    }
}
