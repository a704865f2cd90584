//! What makes the dashboard the user's own, by the real program: keys, themes, charsets.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::support::pty::Pty;
use crate::support::simulate::bare;

/// `naptop demo` with these variables, in a home of its own.
fn demo(home: &TempDir, variables: &[(&str, &str)], rows: u16, cols: u16) -> Pty {
    let mut command = bare(home, &["demo"]);
    command.envs(variables.iter().copied());
    Pty::of(&command, rows, cols)
}

fn file(home: &TempDir, name: &str, text: &str) -> String {
    let path = home.path().join(name);
    fs::create_dir_all(path.parent().unwrap_or(Path::new("/"))).unwrap();
    fs::write(&path, text).unwrap();
    path.display().to_string()
}

#[test]
fn the_users_own_keys_drive_the_dashboard() {
    let home = TempDir::new().unwrap();
    let keymap = file(
        &home,
        "k.toml",
        "open_now = \"F5\"\nrevoke = [\"D\", \"x\"]\nquit = \"Q\"\nfilter = \"f\"\n",
    );
    let mut pty = demo(&home, &[("NAPTOP_KEYMAP", &keymap)], 40, 120);
    pty.until("Devices 48");
    let screen = pty.until("Q quit");
    assert!(screen.contains("f filter"), "{screen}");
    pty.keys("q");
    pty.until("q means nothing here");
    pty.keys("fkiosk-tokyo-01\r");
    pty.until("1 of 48");
    pty.keys("\x1b[15~");
    pty.until("link ready");
    pty.until("D revoke");
    pty.keys("D");
    pty.until("Revoke this access?");
    pty.keys("y");
    pty.until("revoked kiosk-tokyo-01");
    pty.keys("Q");
    assert!(pty.ended().success());
    assert!(pty.is_restored());
}

#[test]
fn a_wrong_keymap_is_told_before_the_terminal_is_taken() {
    let home = TempDir::new().unwrap();
    for (text, told) in [
        (
            "# mine\nopne = \"a\"\n",
            "k.toml:2: unknown command \"opne\"; did you mean \"open\"?",
        ),
        ("sort = \"x\"\n", "k.toml:1: x is bound to both revoke and sort"),
    ] {
        let keymap = file(&home, "k.toml", text);
        let mut pty = demo(&home, &[("NAPTOP_KEYMAP", &keymap)], 24, 100);
        pty.until(told);
        let status = pty.ended();
        assert_eq!(status.exit_code(), 2, "{told}");
        assert!(!String::from_utf8_lossy(&pty.bytes()).contains("\x1b[?1049h"), "{told}");
    }
}

#[test]
fn the_keymap_that_is_printed_is_taken_as_it_is() {
    let home = TempDir::new().unwrap();
    let printed = bare(&home, &["config", "keymap"]).output().unwrap();
    assert!(printed.status.success());
    let uncommented: String = String::from_utf8(printed.stdout)
        .unwrap()
        .lines()
        .map(|line| {
            line.strip_prefix('#')
                .filter(|rest| !rest.starts_with(' '))
                .unwrap_or(line)
                .to_owned()
                + "\n"
        })
        .collect();
    let keymap = file(&home, "k.toml", &uncommented);
    let mut pty = demo(&home, &[("NAPTOP_KEYMAP", &keymap)], 40, 120);
    pty.until("Devices 48");
    pty.keys("q");
    assert!(pty.ended().success());
}

#[test]
fn a_theme_of_ones_own_colours_the_screen_and_no_color_goes_before_it() {
    let home = TempDir::new().unwrap();
    let config = file(&home, "naptop/config.toml", "");
    file(&home, "naptop/themes/mine.toml", "base = \"night\"\naccent = \"#010203\"\n");
    let mine = [("NAPTOP_CONFIG", config.as_str()), ("NAPTOP_THEME", "mine")];
    let colored = |pty: &Pty| String::from_utf8_lossy(&pty.bytes()).contains("38;2;1;2;3");
    let mut pty = demo(&home, &mine, 24, 80);
    pty.until("Devices 48");
    assert!(colored(&pty), "the accent is on the screen");
    pty.keys("q");
    assert!(pty.ended().success());
    let mut pty = demo(&home, &[mine[0], mine[1], ("NO_COLOR", "1")], 24, 80);
    pty.until("Devices 48");
    let bytes = String::from_utf8_lossy(&pty.bytes()).into_owned();
    assert!(!bytes.contains("38;2;") && !bytes.contains("48;2;"), "{bytes:?}");
    pty.keys("q");
    assert!(pty.ended().success());
    let mut pty = demo(&home, &[("NAPTOP_THEME", "nigth")], 24, 100);
    pty.until("there is no theme \"nigth\"; did you mean \"night\"?");
    assert_eq!(pty.ended().exit_code(), 2);
}

#[test]
fn columns_and_border_are_as_they_were_left() {
    let home = TempDir::new().unwrap();
    let view = home.path().join("state/view.toml");
    let named = [("NAPTOP_VIEW", view.to_str().unwrap())];
    let border = |pty: &Pty| pty.screen().lines().position(|line| line.contains(" 2 Access")).unwrap();
    let mut pty = demo(&home, &named, 40, 120);
    let screen = pty.until("Devices 48");
    assert!(screen.contains("IMSI") && !view.exists());
    let before = border(&pty);
    pty.keys("Cjjj q++");
    pty.until_holds("the border moves", |pty| {
        border(pty) > before && !pty.screen().contains("IMSI")
    });
    let moved = border(&pty);
    pty.keys("q");
    assert!(pty.ended().success());
    assert_eq!(fs::read_dir(view.parent().unwrap()).unwrap().count(), 1, "no draft is left");
    let mut pty = demo(&home, &named, 40, 120);
    let screen = pty.until("Devices 48");
    assert!(!screen.contains("IMSI"), "{screen}");
    assert_eq!(border(&pty), moved);
    pty.keys("q");
    assert!(pty.ended().success());
    fs::write(&view, "left_out_of_devices = = nonsense").unwrap();
    let mut pty = demo(&home, &named, 40, 120);
    let screen = pty.until("Devices 48");
    assert!(screen.contains("IMSI"), "what cannot be read is as good as nothing\n{screen}");
    pty.keys("q");
    assert!(pty.ended().success());
}

#[test]
fn the_mouse_chooses_scrolls_and_shows_and_opens_nothing() {
    let home = TempDir::new().unwrap();
    let mut pty = demo(&home, &[("NAPTOP_MOUSE", "yes")], 40, 120);
    let screen = pty.until("Devices 48");
    let row = screen.lines().nth(6).unwrap();
    let name = row
        .trim_start_matches(['│', '▌', ' ', '●', '○', '·'])
        .split("  ")
        .next()
        .unwrap()
        .trim();
    // the seventh line of the screen, twice
    pty.keys("\x1b[<0;20;7M\x1b[<0;20;7m\x1b[<0;20;7M\x1b[<0;20;7m");
    pty.until_holds("its details", |pty| {
        pty.screen().contains("SIM ID") && pty.screen().contains(&format!("╭ {name} "))
    });
    // a click and the wheel on what lies over the panes do nothing
    pty.keys("\x1b[<0;50;20M\x1b[<65;50;20M\x1b");
    pty.until_holds("closed", |pty| !pty.screen().contains("SIM ID"));
    pty.keys("\x1b[<65;20;7M");
    pty.until_holds("three rows down", |pty| pty.screen().lines().nth(9).unwrap().contains('▌'));
    pty.keys("q");
    assert!(pty.ended().success());
    assert!(pty.is_restored());
    let bytes = String::from_utf8_lossy(&pty.bytes()).into_owned();
    assert!(
        bytes.contains("\x1b[?1000h") && bytes.contains("\x1b[?1000l"),
        "taken, and given back"
    );
    let mut pty = demo(&home, &[], 40, 120);
    pty.until("Devices 48");
    pty.keys("q");
    assert!(pty.ended().success());
    assert!(
        !String::from_utf8_lossy(&pty.bytes()).contains("\x1b[?1000h"),
        "not unless asked for"
    );
}

#[test]
fn a_terminal_without_utf_8_gets_ascii() {
    let home = TempDir::new().unwrap();
    let mut pty = demo(&home, &[("LC_ALL", "ja_JP.eucJP")], 24, 80);
    let screen = pty.until("Devices 48");
    assert!(
        screen.contains("+- 1 Devices 48") || screen.contains("+ 1 Devices 48"),
        "{screen}"
    );
    assert!(pty.bytes().is_ascii());
    pty.keys("q");
    assert!(pty.ended().success());
}

#[test]
fn the_locale_makes_it_speak_japanese() {
    let home = TempDir::new().unwrap();
    let mut pty = demo(&home, &[("LC_ALL", "ja_JP.UTF-8")], 24, 80);
    pty.until("デバイス 48");
    pty.keys("?open_now");
    pty.until("すぐ開く");
    pty.keys("\x1b");
    pty.until_holds("closed", |pty| !pty.screen().contains("すぐ開く"));
    pty.keys("/kiosk-tokyo-01\r");
    pty.until("1 デバイス 1/48");
    pty.keys("O");
    pty.until("kiosk-tokyo-01 へのアクセスを");
    pty.keys("2x");
    let screen = pty.until("このアクセスを取り消しますか?");
    assert!(screen.contains(" y  取り消す"), "{screen}");
    pty.keys("y");
    pty.until("を取り消しました");
    pty.keys("q");
    assert!(pty.ended().success());
    assert!(pty.is_restored());
}
