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
use crate::say;
use crate::ui::text::{fit, inert};

/// Something to know.
#[derive(Clone, Copy, Debug)]
pub struct Question {
    /// What is to be known: `AppStream stack`.
    pub what: say::Words,
    /// The flag that says it.
    pub flag: &'static str,
    /// What it means to choose none, where that is possible.
    pub none: Option<say::Words>,
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
    Failure::new(Kind::Invalid, say::wizard::nothing_written()).advise(say::wizard::begin_again())
}

/// A script: what is not the only choice is an error.
pub struct Nobody;

impl Asker for Nobody {
    fn choose(&mut self, question: Question, choices: &[Choice]) -> Result<Option<usize>> {
        if let [only] = choices {
            self.say(&say::wizard::only_one((question.what)(), &only.name));
            return Ok(Some(0));
        }
        let names: Vec<&str> = choices.iter().map(|choice| choice.name.as_str()).collect();
        let message = say::wizard::which((question.what)(), names.len(), names.join(", "));
        Err(Failure::invalid(message).advise(say::wizard::add_name(question.flag)))
    }

    fn text(&mut self, question: Question, _check: Check) -> Result<Option<String>> {
        self.say(&say::wizard::left_out((question.what)(), question.flag));
        Ok(None)
    }

    fn confirm(&mut self, statement: &str, _question: &str, flag: &str) -> Result<bool> {
        Err(Failure::invalid(statement).advise(say::wizard::add_flag(flag)))
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
        labels.extend(question.none.map(|none| say::wizard::none_of_them(none())));
        let message = say::wizard::prompt((question.what)());
        let select = Select::new(&message, labels)
            .with_help_message(say::wizard::choosing())
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
        let message = say::wizard::prompt((question.what)());
        let text = Text::new(&message)
            .with_validator(validator)
            .with_help_message(say::wizard::typing())
            .with_render_config(self.render);
        let _asking = Asking::begin();
        let text = text.prompt().map_err(unanswered)?.trim().to_owned();
        Ok(Some(text).filter(|text| !text.is_empty()))
    }

    fn confirm(&mut self, statement: &str, question: &str, _flag: &str) -> Result<bool> {
        let message = say::wizard::confirm(inert(statement), question);
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
        other => Failure::new(Kind::Unexpected, say::failing::no_terminal(other)).advise(say::wizard::give_flags()),
    }
}
