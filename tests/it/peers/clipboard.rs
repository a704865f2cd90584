//! The clipboard of an X server: what a verb copied is there when the verb has ended.

use super::children::{find, skipped};
use super::rdp::Screen;
use super::site::{Site, text};

#[test]
fn what_a_verb_copied_is_there_after_it() {
    let needed = ["Xvfb", "xclip"];
    let missing: Vec<&str> = needed.into_iter().filter(|program| find(program).is_none()).collect();
    if skipped("the clipboard of an X server", &missing, "apt-get install xvfb xclip") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let screen = Screen::start(folder.path());
    let site = Site::start(&[]);
    let mut open = site.command(&["open", &site.device(), "--copy", "--json"]);
    let output = open.env("DISPLAY", &screen.display).output().unwrap();
    let opened: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("is in the clipboard of this desktop"), "{said}");
    let pasted = screen
        .command("xclip")
        .args(["-selection", "clipboard", "-out"])
        .output()
        .unwrap();
    assert_eq!(
        String::from_utf8_lossy(&pasted.stdout),
        text(&opened["link"]["url"]),
        "{said}"
    );
    // whoever owned it ends once something else is copied
    let mut other = screen.command("xclip");
    other.args(["-selection", "clipboard", "-in", "/dev/null"]);
    assert!(other.status().unwrap().success());
}
