//! Nothing from outside acts on the terminal, whatever lies on top and whatever the size.

use super::*;

fn every_overlay(model: &Model) -> Vec<Option<Overlay>> {
    let device = model.devices.get(&SimId("8981100000000000010".into())).unwrap().clone();
    let mut form = Form::new(device.clone(), &model.settings);
    form.problem = Some((crate::app::model::form::Field::Sources, Failure::invalid("not an address")));
    let sweep = Sweep {
        sessions: sessions().into_iter().map(|joined| joined.session).collect(),
        ..Sweep::default()
    };
    let entry = model.audit.table.order().first().copied();
    vec![
        None,
        Some(Overlay::Help(Help {
            cursor: 20,
            ..Help::default()
        })),
        Some(Overlay::Open(Box::new(form))),
        Some(Overlay::Confirm(super::boxes::many())),
        Some(Overlay::Confirm(Confirm::new(
            "Sweep?",
            vec!["one".into(); 60],
            ConfirmAction::Sweep(sweep),
        ))),
        Some(Overlay::Device(device.sim_id)),
        Some(Overlay::Device(SimId("gone".into()))),
        Some(Overlay::Access("203.0.113.52:52011".parse().unwrap())),
        Some(Overlay::Access("203.0.113.52:1".parse().unwrap())),
        Some(Overlay::Session("orphan".into())),
        Some(Overlay::Session("gone".into())),
        entry.map(Overlay::Entry),
        Some(Overlay::Text {
            reason: "because".into(),
            text: "日本".repeat(200),
        }),
        Some(Overlay::Link {
            reason: "because".into(),
            link: link("203.0.113.52:52011"),
        }),
    ]
}

/// Control characters and bidirectional overrides in names, wherever they are shown, and any size of the terminal.
#[test]
fn any_size_with_anything_on_top_can_be_drawn_and_is_inert() {
    anything_on_top_at_any_size();
}

pub(super) fn anything_on_top_at_any_size() {
    let mut nasty = devices();
    for device in &mut nasty {
        device.name.push_str("\u{202e}\u{1b}]0;x\u{7}\u{200b}\u{2066}");
        device.ip = Some("10.0.0.1\u{1b}[31m".into());
        device.status.push('\u{9b}');
    }
    let mut model = loaded_with(settings(), nasty, mappings());
    busy(&mut model);
    watched(&mut model);
    let nasty = "could not: \u{202e}\u{1b}[31m ".repeat(9);
    model.sessions.watch.failure = Some(Failure::new(Kind::Offline, &nasty));
    model.audit.watch.failure = Some(Failure::new(Kind::Offline, &nasty));
    let acts =
        |c: char| c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    for overlay in every_overlay(&model) {
        model.overlays = overlay.into_iter().collect();
        for width in (0..=130).step_by(10).chain([39, 41, 59, 79, 81, 250]) {
            for height in (0..=45).step_by(9).chain([10, 11, 14, 20, 21]) {
                let _ = apply_command(&mut model, Command::NextPane, now());
                let text = Screen::of(&mut model, true, now(), (width, height)).text().replace('\n', "");
                assert!(!text.contains(acts), "{width}x{height}: {text:?}");
            }
        }
    }
}
