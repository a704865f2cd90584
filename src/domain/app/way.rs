//! One way to use an app from this machine: a program with its arguments, or a web address. No shell sees either.

use std::fmt;

use super::place::Place;
use super::template::{Placeholder, Template};
use crate::domain::Failure;
use crate::domain::failure::Result;
use crate::say;

/// What is started.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// A web address, in the browser. `http` is read as `https` where Napter terminates TLS.
    Address(Template),
    /// A program.
    Program {
        /// Its name or path.
        name: String,
        /// Its arguments.
        arguments: Vec<Template>,
        /// Whether it needs the terminal.
        terminal: bool,
    },
}

impl Way {
    /// Reads the words of a command; the only word may be a web address.
    pub fn of<S: AsRef<str>>(words: &[S], terminal: bool) -> Result<Self> {
        let wrong = |why: &str| Failure::invalid(why).advise(say::mistaken::example_command());
        let (name, arguments) = words.split_first().ok_or_else(|| wrong(say::mistaken::empty_command()))?;
        let name = name.as_ref();
        if name.starts_with("http://") || name.starts_with("https://") {
            let inert = name.bytes().all(|b| b.is_ascii_graphic());
            if !arguments.is_empty() || !inert {
                return Err(wrong(say::mistaken::plain_address()));
            }
            return Template::read(name, Placeholder::OF_MAPPING).map(Self::Address);
        }
        if name.trim().is_empty() || name.contains(['{', '\0']) {
            return Err(wrong(say::mistaken::program_first()));
        }
        let arguments: Result<Vec<Template>> = arguments
            .iter()
            .map(|argument| Template::read(argument.as_ref(), Placeholder::ALL))
            .collect();
        Ok(Self::Program {
            name: name.to_owned(),
            arguments: arguments?,
            terminal,
        })
    }

    /// The same, in the terminal or out of it.
    #[must_use]
    pub fn moved(self, terminal: bool) -> Self {
        match self {
            Self::Program { name, arguments, .. } => Self::Program {
                name,
                arguments,
                terminal,
            },
            address @ Self::Address(_) => address,
        }
    }

    /// Whether it needs the terminal.
    pub fn in_terminal(&self) -> bool {
        matches!(self, Self::Program { terminal: true, .. })
    }

    /// Whether it is told of a .rdp file.
    pub fn wants_rdp_file(&self) -> bool {
        match self {
            Self::Address(_) => false,
            Self::Program { arguments, .. } => arguments.iter().any(|argument| argument.names(Placeholder::RdpFile)),
        }
    }

    /// The arguments of the program, or the web address alone.
    pub fn fill(&self, place: &Place, rdp_file: &str) -> Result<Vec<String>> {
        match self {
            Self::Program { arguments, .. } => arguments.iter().map(|argument| place.argument(argument, rdp_file)).collect(),
            Self::Address(address) => {
                let address = address.fill(|placeholder| place.value(placeholder, rdp_file))?;
                let safe = address.strip_prefix("http:").filter(|_| place.tls());
                Ok(vec![safe.map_or(address.clone(), |rest| format!("https:{rest}"))])
            }
        }
    }
}

/// As it is written in the configuration, in one line.
impl fmt::Display for Way {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Address(address) => address.fmt(f),
            Self::Program { name, arguments, .. } => {
                let words = std::iter::once(name.clone()).chain(arguments.iter().map(ToString::to_string));
                // braces need no quotes where no shell reads them
                let quoted =
                    words.map(
                        |word| match word.chars().any(|c| c.is_whitespace() || "'\"\\".contains(c)) || word.is_empty() {
                            true => shell_words::quote(&word).into_owned(),
                            false => word,
                        },
                    );
                f.write_str(&quoted.collect::<Vec<_>>().join(" "))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::mapping::tests::mapping;
    use crate::domain::{Device, Imsi, Mapping, SimId};

    fn way(command: &str) -> Way {
        Way::of(&shell_words::split(command).unwrap(), false).unwrap()
    }

    fn device(name: &str) -> Device {
        Device {
            sim_id: SimId("8981100000000000001".into()),
            imsi: Some(Imsi("440100000000001".into())),
            name: name.into(),
            ..Device::default()
        }
    }

    fn place(name: &str) -> Place {
        Place::of(&mapping("203.0.113.20:15068"), &device(name))
    }

    #[test]
    fn each_placeholder_stays_within_its_argument() {
        let ssh = way("ssh -o HostKeyAlias={sim_id} -p {port} {host} -t 'echo {name} {imsi} {endpoint}' {rdp_file}");
        let hostile = "a b'; $(touch x) \"|&<>^%PATH% -oProxyCommand=y {host} \\";
        let expected = [
            "-o".to_owned(),
            "HostKeyAlias=8981100000000000001".into(),
            "-p".into(),
            "15068".into(),
            "203.0.113.20".into(),
            "-t".into(),
            format!("echo {hostile} 440100000000001 203.0.113.20:15068"),
            "/tmp/x.rdp".into(),
        ];
        assert_eq!(ssh.fill(&place(hostile), "/tmp/x.rdp").unwrap(), expected);
    }

    #[test]
    fn an_argument_made_of_a_name_is_no_option() {
        let filled = |command, name| way(command).fill(&place(name), "");
        for name in ["-oProxyCommand=touch x", "--help", "+c", "/v:evil", "@file"] {
            let failure = filled("vncviewer {name}", name).unwrap_err();
            assert!(failure.message.contains("begins like an option"), "{failure}");
            assert_eq!(filled("vncviewer -t={name}", name).unwrap(), [format!("-t={name}")]);
        }
        assert_eq!(filled("vncviewer {name}", "kiosk-1").unwrap(), ["kiosk-1"]);
    }

    #[test]
    fn what_no_command_line_takes_is_refused() {
        for name in ["a\nb", "a\0b", "a\u{1b}[2J", "\u{85}"] {
            assert!(way("x {name}").fill(&place(name), "").is_err(), "{name:?}");
            assert!(way("x -t{name}").fill(&place(name), "").is_err(), "{name:?}");
        }
        for (sim, imsi) in [("-o 1", "1"), ("1", "1 2"), ("", "1"), ("1", "")] {
            let device = Device {
                sim_id: SimId(sim.into()),
                imsi: Some(Imsi(imsi.into())),
                ..device("kiosk")
            };
            let place = Place::of(&mapping("203.0.113.20:15068"), &device);
            assert!(way("x a{sim_id} b{imsi}").fill(&place, "").is_err(), "{sim:?} {imsi:?}");
        }
    }

    #[test]
    fn a_web_address_is_of_the_mapping_alone_and_of_plain_characters() {
        let at = |tls, hostname: &str| {
            let mapping = Mapping {
                tls,
                hostname: Some(hostname.into()),
                ..mapping("203.0.113.20:15068")
            };
            way("http://{endpoint}/x")
                .fill(&Place::of(&mapping, &device("k")), "")
                .unwrap()
                .remove(0)
        };
        let name = "203-0-113-20.napter.soracom.io";
        assert_eq!(at(false, name), "http://203.0.113.20:15068/x");
        assert_eq!(at(true, name), "https://203-0-113-20.napter.soracom.io:15068/x");
        assert_eq!(
            at(true, "evil/\r\nX: y"),
            "https://203.0.113.20:15068/x",
            "a name that is none"
        );
        for wrong in [
            &["http://{name}/"][..],
            &["http://{host}/ x"],
            &["http://{host}/", "x"],
            &["http://{host}/\r\n"],
        ] {
            assert!(Way::of(wrong, false).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn a_command_names_its_program_plainly() {
        for wrong in [
            &[][..],
            &[""],
            &[" "],
            &["{name}"],
            &["/opt/{name}/x"],
            &["x", "{nam}"],
            &["x", "{"],
        ] {
            assert!(Way::of(wrong, false).is_err(), "{wrong:?}");
        }
        assert_eq!(way("a 'b {host}' c").to_string(), "a 'b {host}' c");
    }

    proptest! {
        #[test]
        fn a_device_can_add_no_argument_and_no_option(name in "\\PC{0,30}", sim in ".{0,20}") {
            let device = Device { sim_id: SimId(sim), ..device(&name) };
            let place = Place::of(&mapping("203.0.113.20:15068"), &device);
            if let Ok(filled) = way("x {name} -n {sim_id} {host}").fill(&place, "") {
                prop_assert_eq!(filled.len(), 4);
                let clean = |text: &str| !text.is_empty() && !text.starts_with('-') && !text.contains('\0');
                prop_assert!(clean(&filled[0]) && filled[1] == "-n" && clean(&filled[2]) && filled[3] == "203.0.113.20");
            }
        }
    }
}
