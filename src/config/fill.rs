//! The text of a configuration file: the template with what was chosen set in place, and all else left commented out.

use toml::Value;

use super::TEMPLATE;
use crate::domain::link::ResourceName;
use crate::domain::{SourceRange, Span};
use crate::soracom::coverage::Coverage;

/// What `naptop config init` sets. What is `None` or empty stays commented out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices {
    /// Who the user is.
    pub operator: Option<String>,
    /// Who may connect.
    pub sources: Vec<SourceRange>,
    /// For how long.
    pub duration: Option<Span>,
    /// Where streaming URLs are made: the stack.
    pub stack: Option<ResourceName>,
    /// The fleet.
    pub fleet: Option<ResourceName>,
    /// The application.
    pub application: Option<ResourceName>,
    /// The region of both.
    pub region: Option<String>,
    /// The AWS profile.
    pub aws_profile: Option<String>,
    /// The soracom-cli profile with the credentials. Without one they stay in the environment.
    pub soracom_profile: Option<String>,
    /// Another coverage than the profile's.
    pub coverage: Option<Coverage>,
}

impl Choices {
    /// Each key that is set, with its section as the template writes it.
    fn keys(&self) -> Vec<(&'static str, &'static str, Value)> {
        let text = |section, key, text: &Option<String>| text.clone().map(|text| (section, key, Value::String(text)));
        let name =
            |key, name: &Option<ResourceName>| text("[appstream]", key, &name.as_ref().map(|name| name.as_str().to_owned()));
        let sources: Vec<Value> = self.sources.iter().map(|range| Value::String(range.to_string())).collect();
        let sources = (!sources.is_empty()).then_some(("[access]", "source", Value::Array(sources)));
        let keys = [
            text("", "operator", &self.operator),
            sources,
            text("[access]", "duration", &self.duration.map(|span| span.to_string())),
            name("stack", &self.stack),
            name("fleet", &self.fleet),
            name("application", &self.application),
            text("[appstream]", "region", &self.region),
            text("[appstream]", "profile", &self.aws_profile),
            text("[[account]]", "profile", &self.soracom_profile),
            text(
                "[[account]]",
                "coverage",
                &self.coverage.map(|coverage| coverage.word().to_owned()),
            ),
        ];
        keys.into_iter().flatten().collect()
    }
}

/// The file's text.
pub fn fill(choices: &Choices) -> String {
    let keys = choices.keys();
    let mut section = "";
    let mut text = String::new();
    for line in TEMPLATE.lines() {
        let setting = line.strip_prefix('#').unwrap_or(line);
        let mut filled = None;
        if setting.starts_with('[') {
            section = setting;
            filled = keys.iter().any(|(of, ..)| *of == section).then(|| setting.to_owned());
        } else if let Some((key, _)) = setting.split_once(" = ") {
            let chosen = keys.iter().find(|(of, name, _)| *of == section && *name == key);
            filled = chosen.map(|(_, _, value)| format!("{key} = {value}"));
        }
        text += &filled.unwrap_or_else(|| line.to_owned());
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::config::{Config, Env, Flags, some_text};

    /// What a file with that text says, as [`Config::load`] reads it.
    fn read_back(text: &str, profile: Option<&str>) -> Choices {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("config.toml");
        std::fs::write(&path, text).unwrap();
        if let Some(profile) = profile {
            let file = dir.path().join(format!("{profile}.json"));
            std::fs::write(&file, r#"{"authKeyId":"keyId-1","authKey":"secret-1"}"#).unwrap();
            #[cfg(unix)]
            std::fs::set_permissions(&file, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
        }
        let env = Env::of([("SORACOM_PROFILE_DIR".to_owned(), dir.path().to_string_lossy().into_owned())]);
        let flags = Flags {
            config: Some(path),
            ..Flags::default()
        };
        let config = Config::load(&flags, &env).unwrap_or_else(|failure| panic!("{failure}\n{text}"));
        let account = config.accounts.first();
        Choices {
            operator: config.operator,
            sources: config.access.sources,
            duration: Some(config.access.duration),
            stack: config.appstream.stack,
            fleet: config.appstream.fleet,
            application: Some(config.appstream.application),
            region: config.appstream.region,
            aws_profile: config.appstream.profile,
            soracom_profile: account.map(|account| account.name.clone()),
            coverage: account.map(|account| account.coverage),
        }
    }

    fn full() -> Choices {
        let name = |text: &str| Some(text.parse().unwrap());
        Choices {
            operator: Some("yamada".into()),
            sources: vec!["203.0.113.10".parse().unwrap(), "203.0.113.64/30".parse().unwrap()],
            duration: Some(Span::seconds(5400)),
            stack: name("noc-stack"),
            fleet: name("noc.fleet_1"),
            application: name("Bat"),
            region: Some("us-west-2".into()),
            aws_profile: Some("noc".into()),
            soracom_profile: Some("kiosks".into()),
            coverage: Some(Coverage::Global),
        }
    }

    #[test]
    fn what_was_chosen_is_read_back_and_the_rest_is_the_template() {
        let text = fill(&full());
        assert_eq!(read_back(&text, Some("kiosks")), full());
        let changed = text.lines().zip(TEMPLATE.lines()).filter(|(now, then)| now != then);
        assert_eq!(changed.count(), 10 + 3, "ten keys and three sections\n{text}");
        assert_eq!(fill(&Choices::default()), TEMPLATE);
    }

    #[test]
    fn hostile_values_are_only_values() {
        for hostile in [
            "\"\nread_only = true\n#",
            "'''\"\"\"",
            "C:\\temp\\u0041",
            "a\r\nb\rc",
            "\u{1b}[31m\u{7f}\u{85}\u{feff}東京 🚜",
            "[[account]]",
            "# x",
        ] {
            let chosen = Choices {
                operator: Some(hostile.into()),
                region: Some(hostile.into()),
                aws_profile: Some(hostile.into()),
                ..full()
            };
            assert_eq!(read_back(&fill(&chosen), Some("kiosks")), chosen, "{hostile:?}");
            // a profile is a file, and Windows takes no such names
            if cfg!(unix) && !hostile.contains('\\') {
                let chosen = Choices {
                    soracom_profile: Some(hostile.into()),
                    ..full()
                };
                assert_eq!(read_back(&fill(&chosen), Some(hostile)), chosen, "{hostile:?}");
            }
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_back(operator in any::<String>(), region in "[\"'\\\\\n\r\t=#\\[\\]a]{1,12}") {
            let (Ok(operator), Ok(region)) = (some_text(&operator), some_text(&region)) else { return Ok(()) };
            let chosen = Choices { operator: Some(operator), region: Some(region), ..full() };
            prop_assert_eq!(read_back(&fill(&chosen), Some("kiosks")), chosen);
        }
    }
}
