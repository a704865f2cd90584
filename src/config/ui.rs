//! How the dashboard looks and is driven: the `[ui]` section, and where keymap and themes are. What the names in those mean
//! is the app's and the screen's business.

use std::path::{Path, PathBuf};

use super::file::UiKeys;
use super::lines;
use super::settings::{Origin, Settings};
use super::{Env, Flags, state_file};
use crate::domain::failure::Result;
use crate::domain::written::Assignment;
use crate::domain::{Failure, Kind, WallStart};
use crate::files::{folder, make_folder, replace};
use crate::say;
use crate::say::Language;

/// What the terminal can show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Charset {
    /// Everything.
    #[default]
    Unicode,
    /// Names as they are, but frames and marks in ASCII.
    AsciiMarks,
    /// ASCII alone.
    Ascii,
}

/// How the dashboard looks and is driven.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ui {
    /// The name of the theme.
    pub theme: String,
    /// What the terminal can show.
    pub charset: Charset,
    /// Whether anything may move but digits.
    pub motion: bool,
    /// Whether the mouse is the dashboard's.
    pub mouse: bool,
    /// In which language all is said.
    pub language: Language,
    /// When the wall display comes by itself.
    pub wall: WallStart,
    /// The keymap's file, and whether it was asked for by name.
    keymap: Option<(PathBuf, bool)>,
    /// Where the user's own themes are.
    themes: PathBuf,
    /// Where it is remembered how the panes were arranged; nowhere in the demo, unless it is named.
    view: Option<PathBuf>,
}

impl Ui {
    pub(super) fn resolve(settings: &mut Settings<'_>, keys: &UiKeys, path: &Path, env: &Env) -> Result<Self> {
        let theme = settings.value("ui.theme", &["NAPTOP_THEME"], &keys.theme, "ansi", theme_name)?;
        let narrow = narrow_charset(env);
        let ascii = settings.switch("ui.ascii", "NAPTOP_ASCII", keys.ascii.as_ref(), (narrow.is_some(), narrow))?;
        let charset = match (ascii, narrow) {
            (false, _) => Charset::Unicode,
            (true, None) => Charset::AsciiMarks,
            (true, Some(_)) => Charset::Ascii,
        };
        let motion = settings.switch("ui.motion", "NAPTOP_MOTION", keys.motion.as_ref(), (true, None))?;
        let mouse = settings.switch("ui.mouse", "NAPTOP_MOUSE", keys.mouse.as_ref(), (false, None))?;
        let spoken = locale_language(env).name();
        let language = settings.value("ui.language", &["NAPTOP_LANGUAGE"], &keys.language, spoken, language)?;
        let wall = settings.value("ui.wall", &["NAPTOP_WALL"], &keys.wall, "auto", str::parse)?;
        let beside = |name: &str| path.with_file_name(name);
        let (keymap, origin) = match env.get("NAPTOP_KEYMAP") {
            Some(named) => (
                Some((PathBuf::from(named), true)),
                Origin::Environment("NAPTOP_KEYMAP".into()),
            ),
            // without a configuration file, as in the demo, there is none beside it
            None if path.as_os_str().is_empty() => (None, Origin::Default),
            None => (Some((beside("keymap.toml"), false)), Origin::Default),
        };
        let shown = keymap.as_ref().map(|(path, _)| path.display().to_string());
        settings.note("keymap", shown.as_deref(), origin);
        Ok(Self {
            theme,
            charset,
            motion,
            mouse,
            language,
            wall,
            keymap,
            themes: themes_beside(path, env),
            view: env
                .get("NAPTOP_VIEW")
                .map(PathBuf::from)
                .or_else(|| (!path.as_os_str().is_empty()).then(|| state_file("view.toml")).flatten()),
        })
    }

    /// The user's own keys.
    pub fn keymap(&self) -> Result<Vec<Assignment>> {
        match &self.keymap {
            Some((path, named)) => lines::read(path, *named),
            None => Ok(Vec::new()),
        }
    }

    /// The user's own theme of that name. None where there is no such file.
    pub fn own_theme(&self) -> Result<Option<Vec<Assignment>>> {
        let path = self.themes.join(format!("{}.toml", self.theme));
        match path.exists() {
            true => lines::read(&path, true).map(Some),
            false => Ok(None),
        }
    }

    /// How the panes were arranged at the end of another run. What cannot be read is as good as nothing.
    pub fn remembered(&self) -> Vec<Assignment> {
        let read = self.view.as_ref().map(|path| lines::read(path, false));
        read.and_then(|read| {
            read.inspect_err(|failure| tracing::warn!(%failure, "the view is forgotten"))
                .ok()
        })
        .unwrap_or_default()
    }

    /// Remembers how they are arranged.
    pub fn remember(&self, text: &str) -> Result<()> {
        let Some(path) = &self.view else { return Ok(()) };
        let written = make_folder(folder(path)).and_then(|()| replace(path, text.as_bytes()));
        written.map_err(|error| {
            let told = say::configured::view_unwritten(path.display(), error);
            Failure::new(Kind::Unexpected, told).advise(say::configured::check_folder())
        })
    }

    /// Where the user's own themes are.
    pub fn themes(&self) -> &Path {
        &self.themes
    }

    /// Where the user's own keys are, or would be.
    pub fn keymap_path(&self) -> Option<&Path> {
        self.keymap.as_ref().map(|(path, _)| path.as_path())
    }
}

/// The demo has no configuration file, but a theme that is asked for by name may be the user's own.
fn themes_beside(path: &Path, env: &Env) -> PathBuf {
    let file = match path.as_os_str().is_empty() {
        true => super::path(&Flags::default(), env),
        false => path.to_owned(),
    };
    file.with_file_name("themes")
}

/// A name and no path: it is looked for in the folder of themes alone.
fn theme_name(text: &str) -> Result<String> {
    let fine = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    if text.is_empty() || !text.chars().all(fine) {
        return Err(Failure::invalid(say::configured::no_theme_name()).advise(say::configured::theme_names()));
    }
    Ok(text.to_owned())
}

/// The language to speak before a configuration is read.
pub fn first_language(env: &Env) -> Language {
    let chosen = env.get("NAPTOP_LANGUAGE").and_then(|name| language(name).ok());
    chosen.unwrap_or_else(|| locale_language(env))
}

/// The locale's language, where its charset can write it.
fn locale_language(env: &Env) -> Language {
    match env.first(&["LC_ALL", "LC_MESSAGES", "LANG"]) {
        Some((_, locale)) if narrow_charset(env).is_none() => Language::of_locale(locale),
        _ => Language::English,
    }
}

fn language(text: &str) -> Result<Language> {
    let named = Language::ALL.into_iter().find(|(name, _)| *name == text);
    named.map(|(_, language)| language).ok_or_else(|| {
        let known: Vec<&str> = Language::ALL.into_iter().map(|(name, _)| name).collect();
        Failure::invalid(say::mistaken::no_language(text)).advise(say::mistaken::languages(known.join(say::mistaken::or())))
    })
}

/// The variable that says that the terminal's charset is not UTF-8. Where none says anything it is taken to be UTF-8.
fn narrow_charset(env: &Env) -> Option<&'static str> {
    let (name, locale) = env.first(&["LC_ALL", "LC_CTYPE", "LANG"])?;
    let charset = locale
        .split_once('.')
        .map(|(_, charset)| charset.split('@').next().unwrap_or(charset));
    let narrow = match charset {
        Some(charset) => !charset.replace('-', "").eq_ignore_ascii_case("utf8"),
        None => matches!(locale, "C" | "POSIX"),
    };
    ["LC_ALL", "LC_CTYPE", "LANG"]
        .into_iter()
        .find(|known| narrow && *known == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(variables: &[(&str, &str)]) -> Ui {
        let env = Env::of(
            variables
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
        );
        crate::config::Config::of_environment(&env).unwrap().ui
    }

    #[test]
    fn a_charset_that_is_not_utf_8_is_written_in_ascii() {
        for (variables, charset) in [
            (vec![], Charset::Unicode),
            (vec![("LANG", "ja_JP.UTF-8")], Charset::Unicode),
            (vec![("LANG", "C.utf8")], Charset::Unicode),
            (vec![("LANG", "ja_JP.eucJP")], Charset::Ascii),
            (vec![("LANG", "en_US.UTF-8"), ("LC_ALL", "C")], Charset::Ascii),
            (vec![("LC_CTYPE", "de_DE.ISO-8859-15@euro")], Charset::Ascii),
            (vec![("LANG", "en_US.UTF-8"), ("NAPTOP_ASCII", "yes")], Charset::AsciiMarks),
            (vec![("LANG", "C"), ("NAPTOP_ASCII", "0")], Charset::Unicode),
        ] {
            assert_eq!(of(&variables).charset, charset, "{variables:?}");
        }
    }

    #[test]
    fn the_language_is_the_locale_s_unless_it_is_chosen() {
        for (variables, language) in [
            (vec![], Language::English),
            (vec![("LANG", "ja_JP.UTF-8")], Language::Japanese),
            (
                vec![("LANG", "ja_JP.UTF-8"), ("LC_MESSAGES", "en_US.UTF-8")],
                Language::English,
            ),
            (vec![("LANG", "ja_JP.UTF-8"), ("NAPTOP_LANGUAGE", "en")], Language::English),
            (vec![("NAPTOP_LANGUAGE", "ja")], Language::Japanese),
            (vec![("LANG", "ja_JP.eucJP")], Language::English),
        ] {
            assert_eq!(of(&variables).language, language, "{variables:?}");
        }
    }

    #[test]
    fn a_theme_is_a_name_and_no_path() {
        for wrong in ["../../etc/passwd", "a/b", "a.b", ""] {
            assert!(theme_name(wrong).is_err(), "{wrong}");
        }
        assert_eq!(theme_name("my-theme_2").as_deref(), Ok("my-theme_2"));
    }

    #[test]
    fn the_keymap_is_beside_the_configuration_unless_it_is_named() {
        assert_eq!(of(&[]).keymap_path(), None);
        assert_eq!(of(&[("NAPTOP_KEYMAP", "/k.toml")]).keymap_path(), Some(Path::new("/k.toml")));
        let failure = of(&[("NAPTOP_KEYMAP", "/no/such/k.toml")]).keymap().unwrap_err();
        assert!(failure.message.contains("/no/such/k.toml"), "{failure}");
    }
}
