//! What naptop says to people, each text in English and in Japanese side by side, so that neither is forgotten: the one place for
//! words. What scripts read (JSON's names and kinds, filters' columns, the journal, the log) is in no language and is not here.

use std::cell::Cell;
use std::fmt::{Debug, Display};
use std::sync::atomic::{AtomicBool, Ordering};

/// A language that naptop speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Japanese.
    Japanese,
}

impl Language {
    /// All, by the names that a user writes.
    pub const ALL: [(&'static str, Self); 2] = [("en", Self::English), ("ja", Self::Japanese)];

    /// The language of a locale: `ja_JP.UTF-8`, `ja-JP`. English where it is none of ours.
    pub fn of_locale(locale: &str) -> Self {
        let language = locale.split(['_', '-', '.', '@']).next().unwrap_or(locale);
        let known = Self::ALL.into_iter().find(|(name, _)| name.eq_ignore_ascii_case(language));
        known.map_or_else(Self::default, |(_, language)| language)
    }

    /// The name that a user writes.
    pub fn name(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Japanese => "ja",
        }
    }
}

/// Whether it is Japanese. One for the process, since every part of it speaks to the same person.
static JAPANESE: AtomicBool = AtomicBool::new(false);

/// From now on all is said in that language.
pub fn speak(language: Language) {
    JAPANESE.store(language == Language::Japanese, Ordering::Relaxed);
}

/// The language in which all is said.
pub fn language() -> Language {
    if let Some(language) = TRIED.get() {
        return language;
    }
    match JAPANESE.load(Ordering::Relaxed) {
        true => Language::Japanese,
        false => Language::English,
    }
}

thread_local! {
    static TRIED: Cell<Option<Language>> = const { Cell::new(None) };
}

/// What is said in the language that is spoken, and in English where that is another: what a filter looks in, so that both find it.
pub fn in_all(text: impl Fn() -> String) -> String {
    let spoken = text();
    match language() {
        Language::English => spoken,
        Language::Japanese => format!("{} {spoken}", speaking(Language::English, text)),
    }
}

/// Does something in a language, on this thread alone: tests run side by side.
pub(crate) fn speaking<T>(language: Language, act: impl FnOnce() -> T) -> T {
    let before = TRIED.replace(Some(language));
    let done = act();
    TRIED.set(before);
    done
}

/// Words that are said when they are shown, in the language that is spoken then: what tables of constants hold.
pub type Words = fn() -> &'static str;

/// What a text can be filled with.
pub trait Word: Display + Debug {}

impl<T: Display + Debug + ?Sized> Word for T {}

/// Texts, each a function: `name: "English", "Japanese";`, or, with words to fill in, `name(word): "… {word} …", "… {word} …";`.
macro_rules! texts {
    ($($name:ident$(($($word:ident),+))?: $english:literal, $japanese:literal;)*) => {
        $(texts!(@one $name$(($($word),+))?: $english, $japanese);)*

        #[cfg(test)]
        pub(super) const WRITTEN: &[super::Text] = &[$((stringify!($name), $english, $japanese)),*];
    };
    (@one $name:ident: $english:literal, $japanese:literal) => {
        #[doc = concat!("```text\n", $english, "\n```")]
        pub fn $name() -> &'static str {
            match $crate::say::language() {
                $crate::say::Language::English => $english,
                $crate::say::Language::Japanese => $japanese,
            }
        }
    };
    (@one $name:ident($($word:ident),+): $english:literal, $japanese:literal) => {
        #[doc = concat!("```text\n", $english, "\n```")]
        pub fn $name($($word: impl $crate::say::Word),+) -> String {
            match $crate::say::language() {
                $crate::say::Language::English => format!($english),
                $crate::say::Language::Japanese => format!($japanese),
            }
        }
    };
}

/// The rooms, each spelled once.
macro_rules! rooms {
    ($($room:ident)*) => {
        $(pub mod $room;)*

        #[cfg(test)]
        const WRITTEN: &[(&str, &[Text])] = &[$((stringify!($room), $room::WRITTEN)),*];
    };
}

rooms! {
    acted alerting arranging asking binding boxes checked checked_aws columns configured details failing form
    header help hints launched launching links mistaken opening panes probing profiles refreshing revoking seen
    services states tables themes told unavailable waiting wall wizard
}

/// A text: its name, in English, in Japanese.
#[cfg(test)]
type Text = (&'static str, &'static str, &'static str);

#[cfg(test)]
mod tests {
    use super::*;

    /// What is filled in, each as often as it is.
    fn filled_in(text: &str) -> Vec<&str> {
        let mut words: Vec<&str> = text
            .split('{')
            .skip(1)
            .filter_map(|rest| rest.split(['}', ':']).next())
            .collect();
        words.sort_unstable();
        words
    }

    #[test]
    fn every_text_is_there_in_both_languages_and_is_filled_in_alike() {
        for (room, texts) in WRITTEN {
            for (name, english, japanese) in *texts {
                assert!(!english.is_empty() && !japanese.is_empty(), "{room}::{name}");
                assert_eq!(filled_in(english), filled_in(japanese), "{room}::{name}");
            }
        }
    }

    #[test]
    fn a_text_is_said_in_the_language_that_is_spoken() {
        assert_eq!(refreshing::paused("p"), "refreshing is paused; p resumes");
        speaking(Language::Japanese, || {
            assert_eq!(refreshing::paused("p"), "更新を止めました。p で再開します");
        });
    }

    #[test]
    fn the_language_follows_the_locale() {
        for (locale, language) in [
            ("ja_JP.UTF-8", Language::Japanese),
            ("ja-JP", Language::Japanese),
            ("ja", Language::Japanese),
            ("JA_jp@x", Language::Japanese),
            ("jam_JM", Language::English),
            ("C.UTF-8", Language::English),
            ("de_DE", Language::English),
            ("", Language::English),
        ] {
            assert_eq!(Language::of_locale(locale), language, "{locale}");
        }
    }
}
