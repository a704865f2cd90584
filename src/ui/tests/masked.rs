//! With the mask, nothing on any screen tells who, where or what for; without it, everything is as it was.

use super::*;
use crate::domain::{Device, SimId};
use crate::ui::layout::regions;

/// What must not be seen, of the account in the pictures.
fn telling(model: &Model) -> Vec<String> {
    let mut words: Vec<String> = [
        "yamada",
        "0012345678",
        "店舗",
        "印刷",
        "問い合わせ",
        "remote-stack",
        "remote-fleet",
    ]
    .map(str::to_owned)
    .to_vec();
    for device in model.devices.rows() {
        words.push(device.name.to_owned());
        words.push(device.sim_id.to_owned());
        words.extend(device.imsi.map(str::to_owned));
        words.extend(device.ip.map(str::to_owned));
    }
    for mapping in &model.accesses.all {
        words.push(mapping.endpoint.host().to_owned());
        words.push(format!(":{}", mapping.endpoint.port()));
        words.extend(mapping.hostname.clone());
        words.extend(mapping.sources.iter().map(|source| source.trim_end_matches("/32").to_owned()));
    }
    for joined in &model.sessions.all {
        words.push(joined.session.user_id.as_str().to_owned());
        words.extend(joined.session.user_id.operator().map(str::to_owned));
    }
    for (_, entry) in model.audit.all() {
        words.extend(entry.imsi.iter().map(|imsi| imsi.0.clone()));
        words.extend(entry.source.clone());
        words.extend(entry.destination.clone());
    }
    words.retain(|word| !word.is_empty());
    // what is cut tells too
    let cut: Vec<String> = words.iter().map(|word| word.chars().take(6).collect()).collect();
    words.extend(
        cut.into_iter()
            .filter(|word| word.chars().count() == 6 && !"203.0.113.".starts_with(word.as_str())),
    );
    words
}

/// Each screen that shows something from outside, by the keys that lead to it.
const SCREENS: [&str; 24] = [
    "",
    "2",
    "\n",
    "2G\n",
    "o点検",
    "2x",
    "/kiosk-1",
    "/no-such\n",
    "2jjy",
    "OL",
    "t",
    "2Ge",
    "2ge",
    "3",
    "3\n",
    "3jj\n",
    "3G\n",
    "3     x",
    "3/yamada",
    "4",
    "4\n",
    "4jjj\n",
    "4jjjja",
    "4/kiosk-1",
];

#[test]
fn nothing_that_tells_is_on_any_screen() {
    for keys in SCREENS {
        for size in sizes() {
            let mut model = loaded();
            watched(&mut model);
            press(&mut model, keys);
            let _ = apply_command(&mut model, Command::Mask, now());
            let failure = Failure::new(
                Kind::Offline,
                "could not reach https://yamada.example: kiosk-1 at 203.0.113.52:52011",
            );
            model
                .toasts
                .push(crate::app::model::Level::Bad, failure.message.clone(), now());
            model.status.appstream = Some(failure);
            let text = shot(&mut model, size);
            assert!(text.contains("MASKED"), "{keys:?}\n{text}");
            for word in telling(&model) {
                assert!(!text.contains(&word), "{word:?} after {keys:?}\n{text}");
            }
        }
    }
}

#[test]
fn a_link_to_select_is_masked_too() {
    let mut model = loaded();
    let link = link("203.0.113.52:52011");
    let reason = "no clipboard on kiosk-1".to_owned();
    model.overlays.push(Overlay::Link { reason, link });
    model.masked = true;
    let text = shot(&mut model, USUAL);
    assert!(
        !text.contains("authenticate") && !text.contains("eyJ0") && !text.contains("kiosk-1"),
        "{text}"
    );
}

#[test]
fn rows_can_still_be_told_apart_and_the_mask_comes_off() {
    let mut model = loaded();
    let before = shot(&mut model, WIDE);
    press(&mut model, "M");
    let text = Screen::of(&mut model, true, now(), WIDE).text();
    insta::assert_snapshot!("masked", text);
    let rows: Vec<&str> = text.lines().filter(|line| line.contains(" device-")).collect();
    let shown = usize::from(
        regions(ratatui::layout::Rect::new(0, 0, 120, 40), &model)
            .devices
            .unwrap()
            .height,
    ) - 3;
    assert!(rows.len() >= shown, "{text}");
    press(&mut model, "M");
    assert_eq!(shot(&mut model, WIDE), before);
}

#[test]
fn the_sessions_and_the_log_masked() {
    let mut model = loaded();
    watched(&mut model);
    for (keys, name) in [("M3", "sessions"), ("4", "audit")] {
        press(&mut model, keys);
        let text = Screen::of(&mut model, true, now(), WIDE).text();
        insta::assert_snapshot!(format!("masked_{name}"), text);
    }
}

/// Of a long name the beginning is what a device is called.
#[test]
fn a_name_that_is_cut_is_masked_too() {
    let mut model = loaded();
    let name = format!("Nagoya Plant {}", "x".repeat(130));
    let device = Device {
        name,
        sim_id: SimId("8981100000000000777".into()),
        ..Device::default()
    };
    let _ = apply_command(&mut model, Command::Refresh, now());
    let generation = model.devices.generation;
    let page = Box::new([device].into_iter().collect());
    let _ = apply_event(&mut model, Event::DevicesPage { generation, page }, now());
    press(&mut model, "/nagoya\n");
    assert!(shot(&mut model, WIDE).contains("Nagoya"));
    model.masked = true;
    let text = shot(&mut model, WIDE);
    assert!(!text.contains("Nagoya"), "{text}");
}
