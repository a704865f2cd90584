//! What is started on this machine to use an app: found first, filled in once its mapping is there; and what became of it.

use std::path::{Path, PathBuf};

use super::app::{Place, Way};
use super::failure::Result;
use super::{Device, rdp};
use crate::say;

/// A way that can be gone here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Means {
    /// Which one.
    pub way: Way,
    /// Where its program is; none for a web address.
    pub program: Option<PathBuf>,
    /// Where a .rdp file would be written for it.
    pub rdp_file: String,
}

impl Means {
    /// Whether all that it says of a device can be said: better known before anything is opened.
    pub fn check(&self, device: &Device, tls: bool) -> Result<()> {
        self.way.fill(&Place::to_be(device, tls), &self.rdp_file).map(drop)
    }

    /// What to start so that it leads there.
    pub fn launch(&self, place: &Place) -> Result<Launch> {
        let mut words = self.way.fill(place, &self.rdp_file)?;
        Ok(match &self.program {
            None => Launch::Address(words.pop().unwrap_or_default()),
            Some(path) => Launch::Program(Program {
                path: path.clone(),
                arguments: words,
                terminal: self.way.in_terminal(),
                file: self
                    .way
                    .wants_rdp_file()
                    .then(|| (self.rdp_file.clone(), rdp::file(&place.endpoint()))),
            }),
        })
    }
}

/// Something to start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Launch {
    /// A web address, for the browser.
    Address(String),
    /// A program.
    Program(Program),
}

impl Launch {
    /// Whether it needs the terminal.
    pub fn in_terminal(&self) -> bool {
        matches!(self, Self::Program(Program { terminal: true, .. }))
    }

    /// What it is called in messages.
    pub fn name(&self) -> String {
        match self {
            Self::Address(_) => say::launched::browser().into(),
            Self::Program(program) => program.name(),
        }
    }
}

/// A program that is there, with its arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program {
    /// Where it is.
    pub path: PathBuf,
    /// Its arguments.
    pub arguments: Vec<String>,
    /// Whether it needs the terminal.
    pub terminal: bool,
    /// A file that has to be there while it runs: where, and what is in it.
    pub file: Option<(String, String)>,
}

impl Program {
    /// The last part of its path.
    pub fn name(&self) -> String {
        let name = Path::file_stem(&self.path).unwrap_or(self.path.as_os_str());
        name.to_string_lossy().into_owned()
    }
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Launched {
    /// It has ended; where it did not end well, how.
    Ended(Option<String>),
    /// Another program has taken it over, whose end cannot be seen; which one.
    Beyond(&'static str),
    /// It could not be started, and why.
    Failed(String),
}

impl Launched {
    /// Whether access that was opened for it is to go now. What never started needs none.
    pub fn lets_go(&self, revoke_after: bool) -> bool {
        match self {
            Self::Ended(_) => revoke_after,
            Self::Beyond(_) => false,
            Self::Failed(_) => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::mapping::tests::mapping;

    #[test]
    fn a_program_that_takes_a_rdp_file_gets_one_that_leads_there() {
        let means = Means {
            way: Way::of(&["open", "-W", "{rdp_file}"], false).unwrap(),
            program: Some("/usr/bin/open".into()),
            rdp_file: "/tmp/naptop-1.rdp".into(),
        };
        let place = Place::of(&mapping("203.0.113.20:15068"), &Device::default());
        let Launch::Program(program) = means.launch(&place).unwrap() else {
            panic!("it is a program")
        };
        assert_eq!(
            (program.name().as_str(), program.arguments),
            ("open", vec!["-W".into(), "/tmp/naptop-1.rdp".into()])
        );
        let (path, text) = program.file.unwrap();
        assert!(path == "/tmp/naptop-1.rdp" && text.contains("203.0.113.20:15068"));
    }

    #[test]
    fn access_goes_when_the_program_is_seen_to_end() {
        for (launched, kept, revoked) in [
            (Launched::Ended(None), false, true),
            (Launched::Ended(Some("exit status: 255".into())), false, true),
            (Launched::Beyond("the browser"), false, false),
            (Launched::Failed("no".into()), true, true),
        ] {
            assert_eq!(
                (launched.lets_go(false), launched.lets_go(true)),
                (kept, revoked),
                "{launched:?}"
            );
        }
    }
}
