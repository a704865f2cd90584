//! Themes: the few semantic colours from which every style is derived, those that are shipped, and those that a user writes.

use ratatui::style::Color;

use crate::domain::Failure;
use crate::domain::failure::Result;
use crate::domain::written::{Assignment, Written, did_you_mean};
use crate::say::{configured, mistaken, themes};

/// The colours a theme chooses. `Reset` is the terminal's own; a muted `Reset` is dimmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    /// What everything stands on.
    pub background: Color,
    /// Plain text.
    pub primary: Color,
    /// What has the keys, and what can be used.
    pub accent: Color,
    /// All is well.
    pub good: Color,
    /// Look here.
    pub warn: Color,
    /// It failed, or it is about to end.
    pub bad: Color,
    /// What is less important.
    pub muted: Color,
    /// Frames.
    pub border: Color,
    /// Titles.
    pub title: Color,
    /// The row under the cursor.
    pub selection: Color,
    /// The text on it.
    pub selection_text: Color,
    /// The row under the cursor where something else has the keys.
    pub elsewhere: Color,
    /// The text on it.
    pub elsewhere_text: Color,
}

/// A colour of a theme, by its name in a file.
type Role = (&'static str, fn(&mut Theme) -> &mut Color);

const ROLES: &[Role] = &[
    ("background", |theme| &mut theme.background),
    ("primary", |theme| &mut theme.primary),
    ("accent", |theme| &mut theme.accent),
    ("good", |theme| &mut theme.good),
    ("warn", |theme| &mut theme.warn),
    ("bad", |theme| &mut theme.bad),
    ("muted", |theme| &mut theme.muted),
    ("border", |theme| &mut theme.border),
    ("title", |theme| &mut theme.title),
    ("selection", |theme| &mut theme.selection),
    ("selection_text", |theme| &mut theme.selection_text),
    ("elsewhere", |theme| &mut theme.elsewhere),
    ("elsewhere_text", |theme| &mut theme.elsewhere_text),
];

/// The themes that are shipped.
const SHIPPED: &[(&str, Theme)] = &[
    ("ansi", Theme::DEFAULT),
    ("night", Theme::NIGHT),
    ("noon", Theme::NOON),
    ("contrast", Theme::CONTRAST),
];

impl Theme {
    /// The terminal's own sixteen colours, on its own background.
    pub const DEFAULT: Self = Self {
        background: Color::Reset,
        primary: Color::Reset,
        accent: Color::Cyan,
        good: Color::Green,
        warn: Color::Yellow,
        bad: Color::Red,
        muted: Color::Reset,
        border: Color::Reset,
        title: Color::Reset,
        selection: Color::Blue,
        selection_text: Color::White,
        elsewhere: Color::DarkGray,
        elsewhere_text: Color::White,
    };

    const NIGHT: Self = Self {
        background: rgb(0x16_1b_22),
        primary: rgb(0xd5_dd_e6),
        accent: rgb(0x6c_c7_f0),
        good: rgb(0x7f_d1_8c),
        warn: rgb(0xe8_c0_6a),
        bad: rgb(0xff_8a_80),
        muted: rgb(0x8f_9b_a8),
        border: rgb(0x5c_68_76),
        title: rgb(0xd5_dd_e6),
        selection: rgb(0x1f_4f_78),
        selection_text: rgb(0xff_ff_ff),
        elsewhere: rgb(0x2c_36_42),
        elsewhere_text: rgb(0xd5_dd_e6),
    };

    const NOON: Self = Self {
        background: rgb(0xfb_fb_f8),
        primary: rgb(0x1f_28_33),
        accent: rgb(0x00_5f_9e),
        good: rgb(0x1d_6b_2f),
        warn: rgb(0x86_53_00),
        bad: rgb(0xb3_1d_1d),
        muted: rgb(0x5a_65_70),
        border: rgb(0x9a_a4_ae),
        title: rgb(0x1f_28_33),
        selection: rgb(0x00_5f_9e),
        selection_text: rgb(0xff_ff_ff),
        elsewhere: rgb(0xd8_df_e6),
        elsewhere_text: rgb(0x1f_28_33),
    };

    const CONTRAST: Self = Self {
        background: rgb(0x00_00_00),
        primary: rgb(0xff_ff_ff),
        accent: rgb(0x5f_e8_ff),
        good: rgb(0x5c_ff_7a),
        warn: rgb(0xff_e0_3d),
        bad: rgb(0xff_9d_94),
        muted: rgb(0xd0_d0_d0),
        border: rgb(0xff_ff_ff),
        title: rgb(0xff_ff_ff),
        selection: rgb(0xff_e0_3d),
        selection_text: rgb(0x00_00_00),
        elsewhere: rgb(0xd0_d0_d0),
        elsewhere_text: rgb(0x00_00_00),
    };

    /// The shipped theme of that name.
    pub fn shipped(name: &str) -> Option<Self> {
        SHIPPED.iter().find(|(shipped, _)| *shipped == name).map(|(_, theme)| *theme)
    }

    /// The names of those that are shipped.
    pub fn names() -> impl Iterator<Item = &'static str> {
        SHIPPED.iter().map(|(name, _)| *name)
    }

    /// A theme as a user wrote it: `base` names the shipped theme that fills in what is left out.
    pub fn written(lines: &[Assignment]) -> Result<Self> {
        const BASE: &str = "base";
        let mut theme = match lines.iter().find(|line| line.name.text == BASE) {
            Some(line) => shipped(line.value()?)?,
            None => Self::DEFAULT,
        };
        for line in lines.iter().filter(|line| line.name.text != BASE) {
            let role = ROLES.iter().find(|(name, _)| *name == line.name.text);
            let (_, of) = role.ok_or_else(|| unknown_role(&line.name))?;
            *of(&mut theme) = color(line.value()?)?;
        }
        Ok(theme)
    }
}

fn shipped(name: &Written) -> Result<Theme> {
    Theme::shipped(&name.text).ok_or_else(|| {
        let meant = did_you_mean(&name.text, Theme::names());
        let known: Vec<&str> = Theme::names().collect();
        name.wrong(&themes::no_such_theme(&name.text, meant))
            .advise(mistaken::one_of(known.join(", ")))
    })
}

fn unknown_role(name: &Written) -> Failure {
    let roles: Vec<&str> = ["base"].into_iter().chain(ROLES.iter().map(|(name, _)| *name)).collect();
    let meant = did_you_mean(&name.text, roles.iter().copied());
    name.wrong(&configured::unknown_key(&name.text, meant))
        .advise(themes::the_keys(roles.join(", ")))
}

fn color(written: &Written) -> Result<Color> {
    if written.text.eq_ignore_ascii_case("default") {
        return Ok(Color::Reset);
    }
    written.text.parse().map_err(|_| {
        written
            .wrong(&themes::not_a_colour(&written.text))
            .advise(themes::eg_colours())
    })
}

const fn rgb(hex: u32) -> Color {
    let [_, red, green, blue] = hex.to_be_bytes();
    Color::Rgb(red, green, blue)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn luminance(color: Color) -> f64 {
        let Color::Rgb(red, green, blue) = color else {
            panic!("{color:?} is not a true colour")
        };
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 {
                part / 12.92
            } else {
                ((part + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }

    /// As the WCAG counts it: 4.5 can be read, 7 can be read by more.
    fn contrast(a: Color, b: Color) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn every_text_can_be_read() {
        for (name, theme, least) in [
            ("night", Theme::NIGHT, 4.5),
            ("noon", Theme::NOON, 4.5),
            ("contrast", Theme::CONTRAST, 7.0),
        ] {
            let texts = [
                theme.primary,
                theme.accent,
                theme.good,
                theme.warn,
                theme.bad,
                theme.muted,
                theme.title,
            ];
            for text in texts {
                let seen = contrast(text, theme.background);
                assert!(seen >= least, "{name}: {text} on its background has {seen:.1}");
            }
            for (text, under) in [
                (theme.selection_text, theme.selection),
                (theme.elsewhere_text, theme.elsewhere),
            ] {
                let seen = contrast(text, under);
                assert!(seen >= least, "{name}: {text} on {under} has {seen:.1}");
            }
        }
    }

    fn line(place: u32, name: &str, value: &str) -> Assignment {
        let word = |text: &str| Written::new(text, format!("mine.toml:{place}"));
        Assignment {
            name: word(name),
            values: vec![word(value)],
        }
    }

    #[test]
    fn a_theme_of_ones_own_fills_in_from_its_base() {
        let theme = Theme::written(&[
            line(1, "accent", "#ff0080"),
            line(2, "base", "night"),
            line(3, "muted", "default"),
        ]);
        let expected = Theme {
            accent: Color::Rgb(255, 0, 128),
            muted: Color::Reset,
            ..Theme::NIGHT
        };
        assert_eq!(theme, Ok(expected));
        assert_eq!(Theme::written(&[]), Ok(Theme::DEFAULT));
    }

    #[test]
    fn mistakes_are_told_with_their_line() {
        for (line, told) in [
            (
                line(4, "acent", "red"),
                "mine.toml:4: unknown key \"acent\"; did you mean \"accent\"?",
            ),
            (line(5, "accent", "reddish"), "mine.toml:5: \"reddish\" is not a colour"),
            (
                line(6, "base", "nigth"),
                "mine.toml:6: there is no shipped theme \"nigth\"; did you mean \"night\"?",
            ),
        ] {
            assert_eq!(Theme::written(&[line]).unwrap_err().message, told);
        }
    }
}
