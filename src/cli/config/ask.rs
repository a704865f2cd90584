//! Who answers what `naptop config init` has to know: somebody at the terminal, or nobody. What is asked is `choose`'s business.

use std::io::{IsTerminal, stderr, stdin};

use inquire::error::InquireError;
use inquire::ui::RenderConfig;
use inquire::validator::Validation;
use inquire::{Confirm, Select, Text};

use super::interrupted::Asking;
use crate::cli::args::Color;
use crate::cli::print;
use crate::domain::failure::Result;
use crate::domain::{Failure, Kind};
use crate::ui::text::{fit, inert};

/// Something to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Question {
    /// What is to be known: `AppStream stack`.
    pub what: &'static str,
    /// The flag that says it.
    pub flag: &'static str,
    /// What it means to choose none, where that is possible.
    pub none: Option<&'static str>,
}

/// One of several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// As the flag takes it.
    pub name: String,
    /// What tells it from the others.
    pub detail: String,
}

/// Checks a text, for the one who types it.
pub type Check = fn(&str) -> Result<()>;

/// Who is asked.
pub trait Asker {
    /// One of these, by its place; `None` for none of them.
    fn choose(&mut self, question: Question, choices: &[Choice]) -> Result<Option<usize>>;
    /// A text that passes the check; `None` leaves it out.
    fn text(&mut self, question: Question, check: Check) -> Result<Option<String>>;
    /// Yes or no; the flag means yes.
    fn confirm(&mut self, statement: &str, question: &str, flag: &str) -> Result<bool>;
    /// Says something by the way.
    fn say(&mut self, message: &str);
}

/// Whoever is there: prompts are on stderr, so stdout may go elsewhere.
pub fn asker(color: Color) -> Box<dyn Asker> {
    if !stdin().is_terminal() || !stderr().is_terminal() {
        return Box::new(Nobody);
    }
    let render = if color.wanted(true) {
        RenderConfig::default_colored()
    } else {
        RenderConfig::empty()
    };
    Box::new(Somebody { render })
}

/// Somebody stopped before anything was written.
pub fn stopped() -> Failure {
    Failure::new(Kind::Invalid, "nothing was written").advise("begin again with: naptop config init")
}

/// A script: what is not the only choice is an error.
pub struct Nobody;

impl Asker for Nobody {
    fn choose(&mut self, question: Question, choices: &[Choice]) -> Result<Option<usize>> {
        if let [only] = choices {
            self.say(&format!("{}: {}", question.what, only.name));
            return Ok(Some(0));
        }
        let names: Vec<&str> = choices.iter().map(|choice| choice.name.as_str()).collect();
        let message = format!("which {}? there are {}: {}", question.what, names.len(), names.join(", "));
        Err(Failure::invalid(message).advise(format!("add {} NAME; nothing was written", question.flag)))
    }

    fn text(&mut self, question: Question, _check: Check) -> Result<Option<String>> {
        self.say(&format!("left out: {}; {} sets it", question.what, question.flag));
        Ok(None)
    }

    fn confirm(&mut self, statement: &str, _question: &str, flag: &str) -> Result<bool> {
        Err(Failure::invalid(statement).advise(format!("add {flag} if you mean it; nothing was written")))
    }

    fn say(&mut self, message: &str) {
        print::note(message);
    }
}

/// Somebody at the terminal.
struct Somebody {
    render: RenderConfig<'static>,
}

impl Asker for Somebody {
    fn choose(&mut self, question: Question, choices: &[Choice]) -> Result<Option<usize>> {
        const LONGEST: usize = 60;
        let label = |choice: &Choice| match choice.detail.as_str() {
            "" => fit(&choice.name, LONGEST),
            detail => format!("{} ({})", fit(&choice.name, LONGEST), fit(detail, LONGEST)),
        };
        let mut labels: Vec<String> = choices.iter().map(label).collect();
        labels.extend(question.none.map(|none| format!("none: {none}")));
        let message = format!("{}:", question.what);
        let select = Select::new(&message, labels)
            .with_help_message("↑↓ to move, Enter to choose, type to filter, Esc to stop")
            .with_render_config(self.render);
        let _asking = Asking::begin();
        let chosen = select.raw_prompt().map_err(unanswered)?;
        Ok(Some(chosen.index).filter(|index| *index < choices.len()))
    }

    fn text(&mut self, question: Question, check: Check) -> Result<Option<String>> {
        let validator = move |text: &str| {
            Ok(match text.trim() {
                "" => Validation::Valid,
                text => check(text).map_or_else(
                    |failure| Validation::Invalid(failure.with_advice().into()),
                    |()| Validation::Valid,
                ),
            })
        };
        let message = format!("{}:", question.what);
        let text = Text::new(&message)
            .with_validator(validator)
            .with_help_message("Enter alone leaves it out, Esc to stop")
            .with_render_config(self.render);
        let _asking = Asking::begin();
        let text = text.prompt().map_err(unanswered)?.trim().to_owned();
        Ok(Some(text).filter(|text| !text.is_empty()))
    }

    fn confirm(&mut self, statement: &str, question: &str, _flag: &str) -> Result<bool> {
        let message = format!("{}. {question}", inert(statement));
        let confirm = Confirm::new(&message).with_default(false).with_render_config(self.render);
        let _asking = Asking::begin();
        confirm.prompt().map_err(unanswered)
    }

    fn say(&mut self, message: &str) {
        print::note(message);
    }
}

fn unanswered(error: InquireError) -> Failure {
    match error {
        InquireError::OperationCanceled | InquireError::OperationInterrupted => stopped(),
        other => Failure::new(Kind::Unexpected, format!("the terminal failed: {other}"))
            .advise("give everything by flags; nothing was written"),
    }
}
