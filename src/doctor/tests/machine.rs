//! The rules on the machine in front of the user.

use super::fakes::machine;
use crate::desktop::{ClipboardPolicy, Environment};
use crate::doctor::Machine;
use crate::doctor::machine::{browser, clipboard};
use crate::doctor::terminal::{colours, terminal};
use crate::domain::checkup::{Verdict, nothing_broken};

#[test]
fn a_terminal_is_one_and_large_enough() {
    for (is_one, term, size, verdict, minds) in [
        (true, "xterm-256color", Some((80, 24)), Verdict::Ok, false),
        (true, "xterm-256color", Some((79, 24)), Verdict::Ok, true),
        (true, "xterm-256color", Some((80, 19)), Verdict::Ok, true),
        (true, "xterm-256color", Some((40, 10)), Verdict::Ok, true),
        (true, "xterm-256color", Some((39, 24)), Verdict::Broken, true),
        (true, "xterm-256color", Some((80, 9)), Verdict::Broken, true),
        (true, "xterm-256color", None, Verdict::Unknown, true),
        (true, "dumb", Some((80, 24)), Verdict::Broken, true),
        (true, "", Some((80, 24)), Verdict::Broken, true),
        (false, "", None, Verdict::Unknown, true),
        (false, "dumb", None, Verdict::Unknown, true),
    ] {
        let mut machine = Machine {
            terminal: is_one,
            size,
            ..machine()
        };
        machine.environment.term = term.into();
        let check = terminal(&machine);
        assert_eq!(check.verdict, verdict, "{term} {size:?}: {check:?}");
        assert_eq!(check.advice.is_some(), minds, "{check:?}");
    }
}

#[test]
fn colours_are_told_and_never_broken() {
    for (terminal, term, colorterm, no_color, verdict, word) in [
        (true, "xterm-256color", "", false, Verdict::Ok, "256"),
        (true, "xterm", "truecolor", false, Verdict::Ok, "16 million"),
        (true, "linux", "", false, Verdict::Ok, "16, as far"),
        (true, "vt100", "", false, Verdict::Ok, "shows none"),
        (true, "xterm", "truecolor", true, Verdict::Ok, "NO_COLOR"),
        (false, "", "", true, Verdict::Ok, "NO_COLOR"),
        (false, "", "", false, Verdict::Unknown, "not a terminal"),
        (true, "", "", false, Verdict::Ok, "not set"),
    ] {
        let mut machine = Machine {
            terminal,
            no_color,
            colorterm: colorterm.into(),
            ..machine()
        };
        machine.environment.term = term.into();
        let check = colours(&machine);
        assert_eq!(check.verdict, verdict, "{check:?}");
        assert!(check.detail.contains(word), "{check:?}");
    }
}

#[test]
fn a_clipboard_is_broken_only_where_the_configuration_insists() {
    use ClipboardPolicy::{Auto, Native, None as Off, Osc52};
    for (policy, ssh, tmux, display, term, verdict, word) in [
        (Auto, false, false, true, "xterm", Verdict::Ok, "this desktop's"),
        (Auto, true, false, false, "xterm", Verdict::Ok, "OSC 52"),
        (Auto, true, true, false, "screen", Verdict::Ok, "tmux"),
        (Auto, false, false, false, "linux", Verdict::Ok, "no desktop here"),
        (Off, false, false, true, "xterm", Verdict::Ok, "none"),
        (Native, false, false, true, "xterm", Verdict::Ok, "this desktop's"),
        (Native, true, false, true, "xterm", Verdict::Ok, "this end of SSH"),
        (Native, false, false, false, "xterm", Verdict::Broken, "no desktop here"),
        (Osc52, false, false, true, "xterm", Verdict::Ok, "OSC 52"),
        (Osc52, false, false, true, "linux", Verdict::Broken, "takes none"),
    ] {
        let machine = Machine {
            clipboard: policy,
            environment: Environment {
                ssh,
                tmux,
                display,
                term: term.into(),
                browser: None,
            },
            ..machine()
        };
        let check = clipboard(&machine);
        assert_eq!(check.verdict, verdict, "{policy:?} {check:?}");
        assert!(check.detail.contains(word), "{policy:?} {check:?}");
    }
    let nowhere = Machine {
        clipboard: Off,
        ..machine()
    };
    assert_eq!(clipboard(&nowhere).advice.as_deref(), Some("the URL is shown instead"));
}

#[test]
fn a_browser_is_here_or_elsewhere() {
    for (display, command, word) in [
        (true, None, "this desktop's"),
        (false, Some("w3m"), "$BROWSER: w3m"),
        (false, None, "none here"),
    ] {
        let mut machine = machine();
        machine.environment.display = display;
        machine.environment.browser = command.map(str::to_owned);
        let check = browser(&machine);
        assert_eq!((check.verdict, check.detail.as_str()), (Verdict::Ok, word));
        assert_eq!(check.advice.is_some(), word == "none here");
    }
}

#[test]
fn nothing_of_a_machine_without_a_terminal_is_broken() {
    for policy in [ClipboardPolicy::Auto, ClipboardPolicy::Osc52, ClipboardPolicy::None] {
        let bare = Machine {
            clipboard: policy,
            ..Machine::default()
        };
        let checks = [terminal(&bare), colours(&bare), clipboard(&bare), browser(&bare)];
        assert!(nothing_broken(&checks), "{checks:#?}");
    }
}
