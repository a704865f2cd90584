//! What the verbs tell of acts that were declined, refused, cut short or done in part.

use std::process::Output;

use serde_json::Value;

use crate::support::pty::Pty;
use crate::support::simulate::{Simulate, error, json};

const DEVICE: &str = "kiosk-tokyo-01";

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_revoke_of_all_that_is_declined_says_so_once() {
    let simulate = Simulate::start(&[]);
    let before = simulate.mappings().len();
    let mut pty = Pty::of(&simulate.command(&["revoke", "--all"]), 40, 120);
    pty.until("[y/N]");
    pty.keys("n\n");
    assert!(pty.ended().success());
    let screen = pty.screen();
    assert!(screen.contains("nothing was revoked"), "{screen}");
    assert!(!screen.contains("nothing to revoke"), "{screen}");
    assert_eq!(simulate.mappings().len(), before);
}
