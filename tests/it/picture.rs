//! The README's picture: a film of `naptop demo` in a pty, played by the keys of a short story; and whether it still is what
//! the program shows.

mod film;
mod projector;
mod row;
mod story;

use std::process::Command;
use std::time::{Duration, SystemTime};

use film::{Film, Size};
use projector::Shown;
use story::{STORY, Scene};

use crate::support::pty::Pty;

const PICTURE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/demo.svg");
const SIZE: Size = Size { rows: 30, columns: 104 };
/// Long enough that what is under way is seen.
const LATENCY: &str = "600";

/// Whether time is taken for the seconds that the film shows a scene.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pace {
    Filmed,
    Hurried,
}

#[test]
#[ignore = "writes assets/demo.svg: cargo test --test it picture -- --ignored"]
fn picture() {
    std::fs::write(PICTURE, play(Pace::Filmed)).unwrap();
}

#[test]
fn the_film_is_what_the_program_shows() {
    let kept = std::fs::read_to_string(PICTURE).unwrap();
    assert!(kept.len() < 300 * 1024, "the README's picture has {} bytes", kept.len());
    let kept = projector::shown(&kept);
    let now = projector::shown(&play(Pace::Hurried));
    let rows = |shown: &[Shown]| -> Vec<String> { shown.iter().flat_map(|Shown(rows)| rows.clone()).collect() };
    for (kept, now) in rows(&kept).iter().zip(&rows(&now)) {
        assert_eq!(
            kept, now,
            "assets/demo.svg is old: run `cargo test --test it picture -- --ignored`"
        );
    }
    assert_eq!(kept.len(), now.len());
    let opened = |row: &String| row.contains("kiosk-tokyo-0") && row.contains("link0:0");
    assert!(rows(&kept).iter().any(opened), "the film shows what it is about");
}

fn play(pace: Pace) -> String {
    let mut naptop = Command::new(env!("CARGO_BIN_EXE_naptop"));
    naptop.args(["demo", "--latency", LATENCY]).env("TZ", after_noon());
    let mut pty = Pty::of(&naptop, SIZE.rows, SIZE.columns);
    let mut film = Film::new(SIZE);
    for scene in STORY {
        // typed by hand, each letter is seen
        let letters: Vec<String> = scene.types.chars().map(String::from).collect();
        for (typed, letter) in letters.iter().enumerate() {
            pty.keys(letter);
            if typed + 1 < letters.len() {
                let so_far = &scene.types[..letters[..=typed].concat().len()];
                pty.until(so_far);
                film.shot(&settled(&pty), scene, 110);
            }
        }
        pty.until_holds(scene.says, |pty| (scene.until)(&pty.screen()));
        film.shot(&settled(&pty), scene, scene.lasts);
        for _ in 0..scene.ticks {
            tick(&pty, &mut film, scene, pace);
        }
    }
    pty.keys("q");
    assert!(pty.ended().success());
    film.svg()
}

/// A second in which the countdowns move on.
fn tick(pty: &Pty, film: &mut Film, scene: &Scene, pace: Pace) {
    if pace == Pace::Hurried {
        return;
    }
    let before = pty.screen();
    pty.until_holds("a countdown", |pty| pty.screen() != before);
    film.shot(&settled(pty), scene, 1000);
}

/// The screen when nothing more is being written to it.
fn settled(pty: &Pty) -> vt100::Screen {
    loop {
        let screen = pty.drawn();
        std::thread::sleep(Duration::from_millis(60));
        if pty.drawn().state_formatted() == screen.state_formatted() {
            return screen;
        }
    }
}

/// A time zone in which it is early afternoon, so that "seen yesterday" and "open until tomorrow" depend on no midnight.
fn after_noon() -> String {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap();
    let hour = i64::try_from(since.as_secs() / 3600 % 24).unwrap();
    // POSIX counts to the west
    format!("NOC{}", hour - 14)
}
