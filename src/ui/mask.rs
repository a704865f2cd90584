//! Stand-ins for a screenshot that is published: names, numbers and addresses as others, stable and harmless.
//!
//! Every text from outside passes through [`super::text::inert`] before it is measured or cut, so that is where a mask
//! applies. It is in force around the drawing of a frame rather than handed to each region: one that forgot to ask for
//! it would publish what it shows.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

mod patterns;
mod stand_ins;

use stand_ins::StandIns;

use crate::app::Model;
use crate::app::model::Overlay;
use crate::domain::UserId;

thread_local! {
    static IN_FORCE: RefCell<Option<Mask>> = const { RefCell::new(None) };
    /// Those of the devices at that revision: a hundred thousand of them are not looked at for every frame.
    static OF_DEVICES: RefCell<Option<(u64, Rc<StandIns>)>> = const { RefCell::new(None) };
}

/// What stands for each word that must not be seen.
#[derive(Clone, Debug, Default)]
pub struct Mask {
    of_devices: Rc<StandIns>,
    others: StandIns,
    /// The lengths of the words that are looked for inside texts, the longest first.
    lengths: Vec<usize>,
}

/// Draws with the mask in force, if the model is masked.
pub fn with<T>(model: &Model, draw: impl FnOnce() -> T) -> T {
    if !model.masked {
        OF_DEVICES.set(None);
    }
    while_drawing(model.masked.then(|| Mask::of(model)), draw)
}

fn while_drawing<T>(mask: Option<Mask>, draw: impl FnOnce() -> T) -> T {
    struct Lifted;
    impl Drop for Lifted {
        fn drop(&mut self) {
            IN_FORCE.set(None);
        }
    }
    IN_FORCE.set(mask);
    let _lifted = Lifted;
    draw()
}

/// The text as the mask in force shows it.
pub fn masked(text: &str) -> Cow<'_, str> {
    IN_FORCE.with_borrow(|mask| match mask {
        Some(mask) => Cow::Owned(mask.text(text)),
        None => Cow::Borrowed(text),
    })
}

/// What is being typed: with a mask in force, dots in place of letters and digits, so that the beginning of a name tells nothing.
pub fn typed(text: &str) -> Cow<'_, str> {
    let blurred = || {
        text.chars()
            .map(|c| if c.is_alphanumeric() { patterns::DOT } else { c })
            .collect()
    };
    match IN_FORCE.with_borrow(Option::is_some) {
        true => Cow::Owned(blurred()),
        false => Cow::Borrowed(text),
    }
}

impl Mask {
    /// The mask of everything that the model knows by name. Numbers and addresses are known by their looks.
    pub fn of(model: &Model) -> Self {
        let mut mask = Self {
            of_devices: of_devices(model),
            ..Self::default()
        };
        let intents = || model.history.records().iter().map(|record| &record.intent);
        let written = intents().map(|intent| intent.device.as_str());
        let unlisted: BTreeSet<&str> = written.filter(|name| mask.of_devices.get(name).is_none()).collect();
        mask.others.numbered("device", model.devices.len(), unlisted);
        mask.tags(model);
        mask.people(model);
        let known = || model.accesses.known.values();
        let reasons: BTreeSet<&str> = known()
            .filter_map(|known| known.reason.as_deref())
            .chain(intents().filter_map(|intent| intent.reason.as_deref()))
            .collect();
        mask.numbered("reason", reasons);
        let hosts: BTreeSet<&str> = model
            .accesses
            .all
            .iter()
            .flat_map(|mapping| mapping.hostname.as_deref().into_iter().chain([mapping.endpoint.host()]))
            .filter(|host| host.parse::<std::net::IpAddr>().is_err())
            .collect();
        mask.numbered("host", hosts);
        mask.add(&model.settings.profile, "account".into());
        let others = model.neighbours.iter().filter(|account| !account.shown);
        mask.numbered("account", others.map(|account| account.name.as_str()));
        if let Ok(target) = &model.settings.link {
            mask.add(target.stack.as_str(), "stack".into());
            mask.add(target.fleet.as_str(), "fleet".into());
        }
        mask.finish()
    }

    /// Tags are seen in the details of their device alone.
    fn tags(&mut self, model: &Model) {
        let shown = model.overlays.iter().filter_map(|overlay| match overlay {
            Overlay::Device(sim_id) => model.devices.get(sim_id),
            _ => None,
        });
        for (key, value) in shown.flat_map(|device| device.tags) {
            self.add(&format!("{key}={value}"), format!("{key}={}", patterns::dots(&value)));
        }
    }

    /// Who opened, who is in a session, who is signed in; and as whom AppStream knows them.
    fn people(&mut self, model: &Model) {
        let known = || model.accesses.known.values();
        let intents = || model.history.records().iter().map(|record| &record.intent);
        let in_sessions = || model.sessions.all.iter().map(|joined| &joined.session.user_id);
        let links = known().filter_map(|known| known.link.as_ref()).map(|link| &link.user_id);
        let written = intents().filter_map(|intent| intent.user_id.as_ref());
        let users: BTreeSet<&str> = links.chain(written).chain(in_sessions()).map(UserId::as_str).collect();
        self.numbered("user", users);
        let signed_in = model.status.identity.iter();
        let people: BTreeSet<&str> = known()
            .map(|known| known.opened_by.as_str())
            .chain(signed_in.filter_map(|identity| identity.user_name.as_deref()))
            .chain(intents().map(|intent| intent.operator.as_str()))
            .chain(in_sessions().filter_map(|user| user.operator()))
            .filter(|name| *name != model.settings.operator)
            .collect();
        self.numbered("colleague", people);
        self.add(&model.settings.operator, "operator".into());
    }

    fn numbered<'a>(&mut self, kind: &str, words: impl IntoIterator<Item = &'a str>) {
        self.others.numbered(kind, 0, words);
    }

    fn add(&mut self, word: &str, stand_in: String) {
        self.others.add(word, stand_in);
    }

    fn finish(mut self) -> Self {
        let lengths: BTreeSet<usize> = self.of_devices.lengths.union(&self.others.lengths).copied().collect();
        self.lengths = lengths.into_iter().rev().collect();
        self
    }

    fn stand_in(&self, word: &str) -> Option<&str> {
        self.of_devices.get(word).or_else(|| self.others.get(word))
    }

    fn text(&self, text: &str) -> String {
        if let Some(stand_in) = self.stand_in(text) {
            return stand_in.to_owned();
        }
        let mut shown = String::with_capacity(text.len());
        let mut between = 0;
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            match self.word_at(text, at) {
                Some((word, stand_in)) => {
                    shown += &patterns::replace(&text[between..at]);
                    shown += stand_in;
                    at += word;
                    between = at;
                }
                None => at += c.len_utf8(),
            }
        }
        shown + &patterns::replace(&text[between..])
    }

    /// The longest word that begins there and is not a part of another.
    fn word_at(&self, text: &str, at: usize) -> Option<(usize, &str)> {
        let joins = |a: Option<char>, b: Option<char>| match (a, b) {
            (Some(a), Some(b)) => a.is_ascii_alphanumeric() && b.is_ascii_alphanumeric(),
            _ => false,
        };
        if joins(text[..at].chars().next_back(), text[at..].chars().next()) {
            return None;
        }
        self.lengths.iter().find_map(|length| {
            let word = text.get(at..at + length)?;
            let alone = !joins(word.chars().next_back(), text[at + length..].chars().next());
            let stand_in = self.stand_in(word).filter(|_| alone)?;
            Some((*length, stand_in))
        })
    }
}

/// Those of all devices and groups.
fn of_devices(model: &Model) -> Rc<StandIns> {
    let revision = model.devices.revision();
    OF_DEVICES.with_borrow_mut(|kept| {
        let (of, known) = kept.get_or_insert_default();
        if *of != revision {
            let mut anew = StandIns::default();
            for (number, device) in (1..).zip(model.devices.rows()) {
                // of a long name it is called by the beginning
                for word in [device.name, device.label()] {
                    anew.add(word, format!("device-{number:02}"));
                }
            }
            let groups: BTreeSet<&str> = model.devices.rows().map(|device| device.group).collect();
            anew.numbered("group", 0, groups);
            (*of, *known) = (revision, Rc::new(anew));
        }
        Rc::clone(known)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::stand_ins::{is_number, is_stand_in};
    use super::*;

    fn mask(words: &[&str]) -> Mask {
        let mut mask = Mask::default();
        mask.numbered("device", words.iter().copied());
        mask.finish()
    }

    #[test]
    fn words_are_found_alone_and_in_sentences_the_longest_first() {
        let mask = mask(&["kiosk-1", "kiosk-12", "東京", "東京タワー前"]);
        assert_eq!(mask.text("kiosk-12"), "device-02");
        assert_eq!(
            mask.text("revoked kiosk-1 (203.0.113.52:52011)"),
            "revoked device-01 (203.0.113.s:•••••)"
        );
        assert_eq!(mask.text("kiosk-123 is another"), "kiosk-123 is another");
        assert_eq!(mask.text("東京タワー前の東京: kiosk-12"), "device-04のdevice-03: device-02");
        assert_eq!(mask.text("opens until 14:30"), "opens until 14:30");
    }

    #[test]
    fn a_name_of_digits_is_no_port() {
        let mask = mask(&["3389", "22"]);
        assert_eq!(mask.text("3389"), "device-01");
        assert_eq!(mask.text("port 3389 of 22"), "port 3389 of 22");
    }

    #[test]
    fn it_is_in_force_for_as_long_as_is_drawn() {
        let shown = while_drawing(Some(mask(&["kiosk-1"])), || {
            (masked("kiosk-1").into_owned(), typed("kio 1").into_owned())
        });
        assert_eq!(shown, ("device-01".to_owned(), "••• •".to_owned()));
        assert_eq!((masked("kiosk-1"), typed("kio")), ("kiosk-1".into(), "kio".into()));
    }

    proptest! {
        #[test]
        fn no_word_gets_through_and_twice_is_once(before in "[ a-z.:/]{0,8}", after in "[ a-z.:/]{0,8}", word in "[a-zA-Z0-9東京-]{3,12}") {
            let mask = mask(&["gateway-9", &word]);
            let text = format!("{before} {word} {after} gateway-9");
            let shown = mask.text(&text);
            prop_assert!(!shown.contains("gateway-9"), "{}", shown);
            let telling = !is_number(&word) && !is_stand_in(&word) && !"device-".contains(&word) && word != "gateway-9";
            let elsewhere = text.matches(word.as_str()).count() > 1 || before.ends_with(|c: char| !c.is_whitespace() && c.is_alphanumeric());
            prop_assert!(!telling || elsewhere || !shown.contains(&format!(" {word} ")), "{}", shown);
            prop_assert_eq!(mask.text(&shown), shown);
        }
    }
}
