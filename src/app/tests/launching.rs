//! Starting an app's program here: what is found, opened, reused, refused and taken back, and in which order.

use super::*;
use crate::domain::app::Way;
use crate::domain::launch::{Launch, Launched, Means};
use crate::domain::{MappingRequest, OpenRequest};

type Target = crate::app::model::launches::Target;

fn found(model: &mut Model, effects: &[Effect]) -> Vec<Effect> {
    let [Effect::FindMeans { target, ways }] = effects else {
        panic!("{effects:?} {}", toast(model))
    };
    let means = Means {
        way: ways[0].clone(),
        program: matches!(ways[0], Way::Program { .. }).then(|| "/usr/bin/program".into()),
        rdp_file: "/tmp/x.rdp".into(),
    };
    let (target, result) = (target.clone(), Ok(means));
    apply_event(model, Event::MeansFound { target, result }, now()).0
}

/// The service opens what was asked for, to that address.
fn opened(model: &mut Model, effects: &[Effect], source: &str) -> Vec<Effect> {
    let [Effect::Open(request)] = effects else {
        panic!("{effects:?} {}", toast(model))
    };
    let mapping = Mapping {
        device_port: request.mapping.port,
        tls: request.mapping.tls,
        sources: vec![source.into()],
        ..of_device(1, 1009, 1800)
    };
    let opened = Opened {
        mapping,
        reused: false,
        link: None,
        notes: Vec::new(),
    };
    let (request, result) = (request.clone(), Ok(Box::new(opened)));
    apply_event(model, Event::Opened { request, result }, now()).0
}

fn ended(model: &mut Model, effects: &[Effect], launched: Launched) -> Vec<Effect> {
    let [Effect::Launch { target, .. }] = effects else {
        panic!("{effects:?} {}", toast(model))
    };
    let target = target.clone();
    apply_event(model, Event::Launched { target, launched }, now()).0
}

fn arguments(effects: &[Effect]) -> Vec<String> {
    match effects {
        [
            Effect::Launch {
                launch: Launch::Program(program),
                ..
            },
        ] => program.arguments.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn ssh_is_found_then_opened_for_this_machine_alone_then_started_and_then_taken_back() {
    let mut model = loaded();
    assert_eq!(press(&mut model, "l"), [], "there are several apps: one is chosen first");
    assert!(matches!(model.overlay(), Some(Overlay::Launch(menu)) if menu.device.name == "kiosk-1"));
    assert_eq!(press(&mut model, "?x"), [], "keys of no app do nothing");
    let wanted = press(&mut model, "s");
    assert!(model.overlay().is_none());
    let open = found(&mut model, &wanted);
    let [Effect::Open(request)] = open.as_slice() else {
        panic!("{open:?}")
    };
    let OpenRequest {
        mapping: MappingRequest { port, sources, tls, .. },
        link,
        reason,
        ..
    } = &**request;
    assert_eq!((*port, *tls, link, reason.as_deref()), (22, false, &None, Some("ssh")));
    assert!(sources.is_empty(), "SORACOM lets in the address that asks");
    let start = opened(&mut model, &open, "198.51.100.7/32");
    let sim = device(1).sim_id.0;
    let expected = ["-o", &format!("HostKeyAlias={sim}"), "-p", "1009", "203.0.113.20"];
    assert_eq!(arguments(&start), expected);
    let revoke = ended(&mut model, &start, Launched::Ended(None));
    assert!(
        matches!(revoke.as_slice(), [Effect::Revoke(targets)] if targets[0].endpoint == endpoint(1009)),
        "{revoke:?}"
    );
}

#[test]
fn what_is_to_stay_stays_and_is_told() {
    let mut model = loaded();
    let mut ssh = model.settings.apps.named("ssh").unwrap().clone();
    ssh.revoke_after = false;
    model.settings.apps.put(ssh);
    let wanted = press(&mut model, "ls");
    let open = found(&mut model, &wanted);
    let start = opened(&mut model, &open, "198.51.100.7/32");
    assert_eq!(ended(&mut model, &start, Launched::Ended(None)), []);
    assert!(toast(&model).contains("203.0.113.20:1009 stays open"), "{}", toast(&model));
    // and is used again: it was opened for this machine
    let wanted = press(&mut model, "ls");
    let again = found(&mut model, &wanted);
    assert_eq!(arguments(&again)[3], "1009");
    assert_eq!(
        ended(&mut model, &again, Launched::Failed("no".into())),
        [],
        "it was there before"
    );
}

#[test]
fn a_program_that_never_began_leaves_nothing_open_and_one_beyond_sight_leaves_it() {
    for (launched, revokes) in [
        (Launched::Failed("it cannot be run".into()), true),
        (Launched::Ended(Some("exit status: 1".into())), true),
        (Launched::Beyond("the browser"), false),
    ] {
        let mut model = loaded();
        let mut http = model.settings.apps.named("http").unwrap().clone();
        http.revoke_after = true;
        model.settings.apps.put(http);
        let wanted = press(&mut model, "lh");
        let open = found(&mut model, &wanted);
        let start = opened(&mut model, &open, "198.51.100.7/32");
        assert!(
            matches!(start.as_slice(), [Effect::Launch { launch: Launch::Address(url), .. }] if url == "https://203.0.113.20:1009/"),
            "{start:?}"
        );
        let then = ended(&mut model, &start, launched.clone());
        assert_eq!(!then.is_empty(), revokes, "{launched:?}");
    }
}

#[test]
fn a_row_of_access_is_used_if_it_lets_this_machine_in() {
    for (sources, used) in [
        (&[][..], true),
        (&["0.0.0.0/0"], true),
        (&["203.0.113.10/32"], false),
        (&["203.0.113.10/32", "198.51.100.0/24"], true),
    ] {
        let mut model = loaded();
        model.launches.own_address = Some("198.51.100.7".parse().unwrap());
        let row = Mapping {
            sources: sources.iter().map(|range| (*range).to_owned()).collect(),
            ..of_device(1, 1001, 1800)
        };
        let _ = apply_event(&mut model, Event::Mappings(Ok(vec![row])), now());
        let wanted = press(&mut model, "2gl");
        assert!(model.overlay().is_none(), "the row's port says which app");
        let then = found(&mut model, &wanted);
        match used {
            true => {
                assert!(
                    arguments(&then).concat().contains("203.0.113.20:1001"),
                    "{sources:?}: {then:?}"
                );
                assert_eq!(ended(&mut model, &then, Launched::Ended(None)), [], "it was open before");
            }
            false => assert!(
                matches!(then.as_slice(), [Effect::Open(request)] if request.mapping.port == 3389 && request.mapping.sources.is_empty()),
                "{sources:?}: {then:?}"
            ),
        }
    }
}

#[test]
fn at_most_one_for_a_device_and_port() {
    let mut model = loaded();
    let wanted = press(&mut model, "ls");
    assert_eq!(press(&mut model, "ls"), [], "it is being looked for");
    let open = found(&mut model, &wanted);
    assert_eq!(press(&mut model, "ls"), [], "it is being opened");
    let start = opened(&mut model, &open, "198.51.100.7/32");
    assert_eq!(press(&mut model, "ls"), [], "it runs");
    assert!(toast(&model).contains("runs still"), "{}", toast(&model));
    assert!(!press(&mut model, "lv").is_empty(), "another port is another matter");
    ended(&mut model, &start, Launched::Ended(None));
    assert!(!press(&mut model, "ls").is_empty());
}

#[test]
fn nothing_is_opened_for_what_cannot_be_started() {
    let mut model = loaded();
    let wanted = press(&mut model, "ls");
    let [Effect::FindMeans { target, .. }] = wanted.as_slice() else {
        panic!("{wanted:?}")
    };
    let missing = Failure::new(Kind::Missing, "ssh is not found here").advise("install it");
    let target: Target = target.clone();
    let result = Err(missing);
    assert_eq!(
        apply_event(&mut model, Event::MeansFound { target, result }, now()),
        Effects::none()
    );
    assert!(toast(&model).contains("ssh is not found here") && toast(&model).contains("nothing was opened"));

    // nor where the device's name would be an option
    let _ = apply_command(&mut model, Command::Refresh, now());
    let hostile = Device {
        name: "-oProxyCommand=touch x".into(),
        ..device(1)
    };
    page(&mut model, [hostile]);
    let _ = done(&mut model, Ok(()), now());
    let mut ssh = model.settings.apps.named("ssh").unwrap().clone();
    ssh.ways = vec![Way::of(&["ssh", "{name}"], true).unwrap()];
    model.settings.apps.put(ssh);
    let wanted = press(&mut model, "ls");
    assert_eq!(found(&mut model, &wanted), []);
    assert!(toast(&model).contains("begins like an option"), "{}", toast(&model));
    assert_eq!(model.writes(), 0);
}

#[test]
fn an_opening_that_fails_starts_nothing_and_another_can_follow() {
    let mut model = loaded();
    let wanted = press(&mut model, "ls");
    let open = found(&mut model, &wanted);
    let [Effect::Open(request)] = open.as_slice() else {
        panic!("{open:?}")
    };
    let request = request.clone();
    let result = Err(OpenFailure::from(Failure::new(Kind::Forbidden, "no")));
    assert_eq!(
        apply_event(&mut model, Event::Opened { request, result }, now()),
        Effects::none()
    );
    assert!(!press(&mut model, "ls").is_empty());
}

#[test]
fn an_opening_by_another_key_starts_nothing() {
    let mut model = loaded();
    let open = press(&mut model, "O");
    assert_eq!(press(&mut model, "lr"), [], "the same device and port: it is said to wait");
    assert!(toast(&model).contains("is being opened"), "{}", toast(&model));
    assert_eq!(opened(&mut model, &open, "203.0.113.10/32"), []);
}

#[test]
fn an_address_that_napter_is_not_reached_from_is_an_alarm() {
    let mut model = loaded();
    let wanted = press(&mut model, "ls");
    let open = found(&mut model, &wanted);
    opened(&mut model, &open, "2001:db8::7/128");
    let latest = model.toasts.front().unwrap();
    assert!(
        latest.level == Level::Bad && latest.text.contains("reached by IPv4"),
        "{}",
        latest.text
    );
}

#[test]
fn while_leaving_nothing_is_started_and_what_was_opened_for_it_goes() {
    let mut model = loaded();
    let wanted = press(&mut model, "ls");
    let open = found(&mut model, &wanted);
    assert_eq!(press(&mut model, "q"), []);
    let then = opened(&mut model, &open, "198.51.100.7/32");
    assert!(matches!(then.as_slice(), [Effect::Revoke(_)]), "{then:?}");
    assert_eq!(model.leaving, crate::app::model::Leaving::Waiting);
}

#[test]
fn what_was_opened_for_a_program_goes_with_it_though_it_was_extended() {
    use crate::domain::access::Extended;
    let mut model = loaded();
    let wanted = press(&mut model, "ls");
    let open = found(&mut model, &wanted);
    let start = opened(&mut model, &open, "198.51.100.7/32");
    press(&mut model, "2");
    assert_ne!(
        model.accesses.table.selected(),
        Some(&endpoint(1009)),
        "it takes no cursor: it goes again"
    );
    model.accesses.table.select(&endpoint(1009));
    let Some(Effect::Extend { replacement, old }) = press(&mut model, "e\n").pop() else {
        panic!("{}", toast(&model))
    };
    assert_eq!(old.endpoint, endpoint(1009));
    let opened = Opened {
        mapping: Mapping {
            device_port: 22,
            ..of_device(1, 1010, 3600)
        },
        reused: false,
        link: None,
        notes: Vec::new(),
    };
    let let_go = RevokeReport {
        revoked: vec![endpoint(1009)],
        ..RevokeReport::default()
    };
    let result = Ok(Box::new(Extended { opened, let_go }));
    let extended = Event::Extended {
        replacement,
        old,
        result,
    };
    let _ = apply_event(&mut model, extended, now());
    let revoke = ended(&mut model, &start, Launched::Ended(None));
    assert!(
        matches!(revoke.as_slice(), [Effect::Revoke(targets)] if targets[0].endpoint == endpoint(1010)),
        "{revoke:?}"
    );
}

#[test]
fn read_only_starts_nothing() {
    let mut model = loaded();
    model.settings.read_only = true;
    for keys in ["l", "2l"] {
        assert_eq!(press(&mut model, keys), []);
        assert!(model.overlay().is_none() && toast(&model).starts_with("read-only"));
    }
}

#[test]
fn every_app_has_a_key_of_its_own() {
    let mut model = loaded();
    for number in 0..40 {
        let app = crate::domain::App {
            ways: vec![Way::of(&["x"], false).unwrap()],
            ..crate::domain::App::at(format!("ssh-{number}"), 100 + number)
        };
        model.settings.apps.put(app);
    }
    press(&mut model, "l");
    let Some(Overlay::Launch(menu)) = model.overlay() else {
        panic!()
    };
    let keys: Vec<char> = menu.entries.iter().map(|(key, _)| *key).collect();
    let different: std::collections::HashSet<char> = keys.iter().copied().collect();
    assert_eq!((different.len(), &keys[..4]), (keys.len(), &['r', 's', 'v', 'h'][..]));
    assert_eq!(menu.entries[menu.cursor].1.name, "rdp", "Enter takes the usual one");
}

#[test]
fn while_the_mapping_there_is_revoked_nothing_is_opened_and_nothing_waits() {
    let mut model = loaded();
    let row = Mapping {
        device_port: 22,
        ..of_device(1, 1001, 1800)
    };
    let _ = apply_event(&mut model, Event::Mappings(Ok(vec![row])), now());
    assert!(matches!(press(&mut model, "2gxy").as_slice(), [Effect::Revoke(_)]));
    let wanted = press(&mut model, "1gls");
    assert_eq!(found(&mut model, &wanted), []);
    assert!(toast(&model).contains("being revoked"), "{}", toast(&model));
    assert!(!press(&mut model, "ls").is_empty(), "another attempt can follow");
}

#[test]
fn what_was_revoked_while_the_program_ran_is_not_said_to_stay() {
    let mut model = loaded();
    let wanted = press(&mut model, "ls");
    let open = found(&mut model, &wanted);
    let start = opened(&mut model, &open, "198.51.100.7/32");
    for _ in 0..2 {
        // the first listing began before it was opened
        let _ = apply_event(&mut model, Event::Mappings(Ok(Vec::new())), now());
    }
    assert_eq!(ended(&mut model, &start, Launched::Ended(None)), []);
    assert!(!toast(&model).contains("stays open"), "{}", toast(&model));
}

#[test]
fn what_was_revoked_before_its_opening_was_over_starts_nothing_and_nothing_waits() {
    let mut model = loaded();
    let wanted = press(&mut model, "ls");
    let open = found(&mut model, &wanted);
    let there = Mapping {
        device_port: 22,
        ..of_device(1, 1009, 1800)
    };
    for listed in [vec![there], Vec::new()] {
        let _ = apply_event(&mut model, Event::Mappings(Ok(listed)), now());
    }
    assert_eq!(opened(&mut model, &open, "198.51.100.7/32"), []);
    assert!(toast(&model).contains("revoked meanwhile"), "{}", toast(&model));
    assert!(model.launches.all.is_empty());
}
