//! What the film shows, key by key: find a device, open access to it, hand the link on, take the access away.

/// What one key leads to.
pub struct Scene {
    /// What is typed. Text is filmed letter by letter.
    pub types: &'static str,
    /// What the key cap says; none where a shell's prompt stands.
    pub cap: &'static str,
    /// What stands beside it.
    pub says: &'static str,
    /// What the screen shows then.
    pub until: fn(&str) -> bool,
    /// For how long, in milliseconds,
    pub lasts: u32,
    /// and for how many seconds more, in which the countdowns move on.
    pub ticks: u8,
    /// Whether this is the picture where nothing moves.
    pub still: bool,
}

const fn scene(types: &'static str, cap: &'static str, says: &'static str, until: fn(&str) -> bool, lasts: u32) -> Scene {
    Scene {
        types,
        cap,
        says,
        until,
        lasts,
        ticks: 0,
        still: false,
    }
}

const fn ticking(scene: Scene, ticks: u8) -> Scene {
    Scene { ticks, ..scene }
}

fn at_rest(screen: &str) -> bool {
    ["Devices 48", "Access 3", "SORACOM ok"]
        .iter()
        .all(|part| screen.contains(part))
}

/// From the list to an access and its end; then the film begins anew.
pub const STORY: &[Scene] = &[
    ticking(scene("", "", "naptop demo", at_rest, 1000), 1),
    scene("/", "/", "filter", |screen| screen.contains("Enter keep"), 700),
    scene(
        "kiosk-tokyo",
        "kiosk-tokyo",
        "filter",
        |screen| screen.contains("1 of 48"),
        900,
    ),
    scene("\r", "Enter", "keep the filter", |screen| screen.contains("o open"), 700),
    scene(
        "o",
        "o",
        "open remote access",
        |screen| screen.contains("Open access to"),
        1500,
    ),
    scene("updates", "updates", "and say why", |screen| screen.contains("updates"), 900),
    scene("\r", "Enter", "open", |screen| screen.contains("opening access to"), 600),
    Scene {
        still: true,
        ..ticking(
            scene(
                "",
                "Enter",
                "a mapping that closes by itself, and a streaming URL",
                |screen| screen.contains("link ready"),
                1000,
            ),
            2,
        )
    },
    ticking(
        scene("2", "2", "the Access pane", |screen| screen.contains("e extend"), 1000),
        1,
    ),
    ticking(
        scene(
            "c",
            "c",
            "copy the URL: whoever has it is in by a browser",
            |screen| screen.contains("clipboard"),
            1000,
        ),
        2,
    ),
    ticking(
        scene(
            "x",
            "x",
            "revoke; it asks first",
            |screen| screen.contains("Revoke this access?"),
            1000,
        ),
        2,
    ),
    scene("y", "y", "yes", |screen| screen.contains("revoking"), 600),
    ticking(
        scene(
            "",
            "y",
            "mapping and sessions are gone",
            |screen| screen.contains("✓ revoked"),
            1000,
        ),
        2,
    ),
];
