//! What naptop says to people, each text in English and in Japanese side by side, so that neither is forgotten: the one place for
//! words. What scripts read (JSON's names and kinds, filters' columns, the journal, the log) is in no language and is not here.

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
    #[cfg(test)]
    if let Some(language) = TRIED.get() {
        return language;
    }
    match JAPANESE.load(Ordering::Relaxed) {
        true => Language::Japanese,
        false => Language::English,
    }
}

#[cfg(test)]
thread_local! {
    static TRIED: std::cell::Cell<Option<Language>> = const { std::cell::Cell::new(None) };
}

/// Does something in a language, on this thread alone: tests run side by side.
#[cfg(test)]
pub(crate) fn speaking<T>(language: Language, act: impl FnOnce() -> T) -> T {
    TRIED.set(Some(language));
    let done = act();
    TRIED.set(None);
    done
}

/// What a text can be filled with.
pub trait Word: Display + Debug {}

impl<T: Display + Debug + ?Sized> Word for T {}

/// Texts, each a function: `name: "English", "Japanese";`, or, with words to fill in, `name(word): "… {word} …", "… {word} …";`.
macro_rules! texts {
    ($($name:ident$(($($word:ident),+))?: $english:literal, $japanese:literal;)*) => {
        $(texts!(@one $name$(($($word),+))?: $english, $japanese);)*

        #[cfg(test)]
        pub(super) const WRITTEN: &[(&str, &str, &str)] = &[$((stringify!($name), $english, $japanese)),*];
    };
    (@one $name:ident: $english:literal, $japanese:literal) => {
        #[doc = $english]
        pub fn $name() -> &'static str {
            match $crate::say::language() {
                $crate::say::Language::English => $english,
                $crate::say::Language::Japanese => $japanese,
            }
        }
    };
    (@one $name:ident($($word:ident),+): $english:literal, $japanese:literal) => {
        #[doc = $english]
        pub fn $name($($word: impl $crate::say::Word),+) -> String {
            match $crate::say::language() {
                $crate::say::Language::English => format!($english),
                $crate::say::Language::Japanese => format!($japanese),
            }
        }
    };
}

pub mod alerting;
pub mod arranging;
pub mod asking;
pub mod binding;
pub mod boxes;
pub mod columns;
pub mod details;
pub mod form;
pub mod header;
pub mod help;
pub mod hints;
pub mod launching;
pub mod links;
pub mod opening;
pub mod panes;
pub mod probing;
pub mod refreshing;
pub mod revoking;
pub mod states;
pub mod themes;
pub mod unavailable;
pub mod waiting;

#[cfg(test)]
mod tests {
    use super::*;

    /// A text: its name, in English, in Japanese.
    type Text = (&'static str, &'static str, &'static str);

    const WRITTEN: &[(&str, &[Text])] = &[
        ("alerting", alerting::WRITTEN),
        ("arranging", arranging::WRITTEN),
        ("asking", asking::WRITTEN),
        ("binding", binding::WRITTEN),
        ("boxes", boxes::WRITTEN),
        ("columns", columns::WRITTEN),
        ("details", details::WRITTEN),
        ("form", form::WRITTEN),
        ("header", header::WRITTEN),
        ("help", help::WRITTEN),
        ("hints", hints::WRITTEN),
        ("launching", launching::WRITTEN),
        ("links", links::WRITTEN),
        ("opening", opening::WRITTEN),
        ("panes", panes::WRITTEN),
        ("probing", probing::WRITTEN),
        ("refreshing", refreshing::WRITTEN),
        ("revoking", revoking::WRITTEN),
        ("states", states::WRITTEN),
        ("themes", themes::WRITTEN),
        ("unavailable", unavailable::WRITTEN),
        ("waiting", waiting::WRITTEN),
    ];

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
