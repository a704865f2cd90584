//! What `naptop config init` settles, in which order, by what is given, what AWS lists and who answers. Nothing is written here.

use super::ask::{Asker, Choice, Question};
use super::egress;
use super::given::Given;
use crate::config::Choices;
use crate::domain::failure::Result;
use crate::domain::link::ResourceName;
use crate::domain::source::SourcePolicy;
use crate::domain::written::words;
use crate::domain::{Failure, Kind, SourceRange};
use crate::gateway::AwsAccount;
use crate::say;
use crate::soracom::coverage::Coverage;

const PROFILE: Question = Question {
    what: say::wizard::profile,
    flag: "--soracom-profile",
    none: None,
};
const REGION: Question = Question {
    what: say::checked::region,
    flag: "--region",
    none: None,
};
const STACK: Question = Question {
    what: say::checked::stack,
    flag: "--stack",
    none: Some(say::wizard::mappings_alone),
};
const FLEET: Question = Question {
    what: say::checked::fleet,
    flag: "--fleet",
    none: None,
};
const SOURCE: Question = Question {
    what: say::wizard::sources,
    flag: "--source",
    none: None,
};

/// The soracom-cli profiles by name, and why some cannot be used.
pub type Profiles = Vec<(String, Result<Option<Coverage>>)>;

/// Settles everything.
pub async fn choose(given: Given, profiles: &Profiles, asker: &mut dyn Asker, aws: &dyn AwsAccount) -> Result<Choices> {
    let mut choices = given.choices;
    if given.credentials_in_env {
        asker.say(say::wizard::credentials_stay());
    } else if choices.soracom_profile.is_none() {
        choices.soracom_profile = Some(profile(profiles, asker)?);
    }
    if choices.stack.is_none() || choices.fleet.is_none() || choices.sources.is_empty() {
        // without credentials this may take a while
        asker.say(say::wizard::asking_aws());
    }
    let mut account = Account {
        aws,
        asker,
        was_read: false,
        is_out_of_reach: false,
    };
    if choices.stack.is_none() {
        choices.stack = account.stack().await?;
    }
    if let (Some(stack), None) = (&choices.stack, &choices.fleet) {
        choices.fleet = account.fleet(stack).await?;
    }
    if choices.sources.is_empty() {
        choices.sources = account.sources(choices.fleet.as_ref()).await?;
    }
    if choices.region.is_none() && account.was_read {
        choices.region = aws.region().await;
    }
    Ok(choices)
}

/// The region, where nothing on this machine tells it: without one AWS cannot be asked anything.
pub fn region(asker: &mut dyn Asker) -> Result<Option<String>> {
    asker.text(REGION, |text| {
        let is_region = text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        match is_region {
            true => Ok(()),
            false => Err(Failure::invalid(say::services::bad_region(text))),
        }
    })
}

fn profile(profiles: &Profiles, asker: &mut dyn Asker) -> Result<String> {
    for failure in profiles.iter().filter_map(|(_, read)| read.as_ref().err()) {
        asker.say(&say::wizard::unusable(failure.with_advice()));
    }
    let usable = profiles.iter().filter_map(|(name, read)| Some((name, read.as_ref().ok()?)));
    let choices: Vec<Choice> = usable
        .map(|(name, coverage)| Choice {
            name: name.clone(),
            detail: coverage.unwrap_or_default().to_string(),
        })
        .collect();
    let chosen = if choices.is_empty() {
        None
    } else {
        asker.choose(PROFILE, &choices)?
    };
    let chosen = chosen
        .and_then(|index| choices.get(index))
        .ok_or_else(|| Failure::invalid(say::wizard::no_profile()).advise(say::wizard::make_profile()))?;
    Ok(chosen.name.clone())
}

/// The AWS account, and who answers what it does not tell.
struct Account<'a> {
    aws: &'a dyn AwsAccount,
    asker: &'a mut dyn Asker,
    /// Whether it told anything.
    was_read: bool,
    /// Whether there is no point in another call.
    is_out_of_reach: bool,
}

impl Account<'_> {
    async fn stack(&mut self) -> Result<Option<ResourceName>> {
        let listed = self.aws.stacks().await;
        let stacks = self
            .told(listed)?
            .map(|stacks| stacks.into_iter().map(|stack| stack.name).collect());
        self.one_of(STACK, stacks, say::wizard::no_stack_here())
    }

    async fn fleet(&mut self, stack: &ResourceName) -> Result<Option<ResourceName>> {
        let fleets = if self.is_out_of_reach {
            None
        } else {
            let listed = self.aws.fleets_of(stack).await;
            self.told(listed)?
        };
        self.one_of(FLEET, fleets, &say::wizard::no_fleet_of(stack.as_str()))
    }

    async fn sources(&mut self, fleet: Option<&ResourceName>) -> Result<Vec<SourceRange>> {
        if let Some(fleet) = fleet.filter(|_| !self.is_out_of_reach) {
            let found = self.behind(fleet).await;
            let found = self.told(found)?.unwrap_or_default();
            for doubt in &found.doubts {
                self.asker.say(&say::wizard::mind_sources(doubt));
            }
            if !found.ranges.is_empty() {
                let shown: Vec<String> = found.ranges.iter().map(ToString::to_string).collect();
                self.asker.say(&say::wizard::goes_out_from(shown.join(", ")));
                return Ok(found.ranges);
            }
        }
        let typed = self.asker.text(SOURCE, |text| SourcePolicy::default().check(&words(text)?))?;
        typed.map_or_else(|| Ok(Vec::new()), |text| words(&text))
    }

    /// From where the traffic of that fleet comes.
    async fn behind(&self, fleet: &ResourceName) -> Result<egress::Sources> {
        let fleet = self.aws.fleet(fleet).await?;
        let doubt = |doubt: String| egress::Sources {
            doubts: vec![doubt],
            ..egress::Sources::default()
        };
        if fleet.default_internet == Some(true) {
            return Ok(doubt(say::wizard::default_internet(&fleet.name)));
        }
        if fleet.subnets.is_empty() {
            return Ok(doubt(say::wizard::no_subnets_told(&fleet.name)));
        }
        Ok(egress::sources(&self.aws.egress(&fleet.subnets).await?))
    }

    /// What the account told. That a name is unknown there is the user's to correct; all else is said, and asked for instead.
    fn told<T>(&mut self, answer: Result<T>) -> Result<Option<T>> {
        match answer {
            Ok(told) => {
                self.was_read = true;
                Ok(Some(told))
            }
            Err(failure) if failure.kind == Kind::Missing => Err(failure),
            Err(failure) => {
                self.asker.say(&failure.with_advice());
                self.is_out_of_reach = failure.kind != Kind::Forbidden;
                Ok(None)
            }
        }
    }

    fn one_of(&mut self, question: Question, listed: Option<Vec<String>>, empty: &str) -> Result<Option<ResourceName>> {
        let choices: Vec<Choice> = listed
            .iter()
            .flatten()
            .map(|name| Choice {
                name: name.clone(),
                detail: String::new(),
            })
            .collect();
        if !choices.is_empty() {
            let chosen = self.asker.choose(question, &choices)?;
            return chosen
                .and_then(|index| choices.get(index))
                .map(|choice| choice.name.parse())
                .transpose();
        }
        if listed.is_some() {
            self.asker.say(empty);
        }
        let typed = self.asker.text(question, |text| text.parse::<ResourceName>().map(drop))?;
        typed.map(|text| text.parse()).transpose()
    }
}

#[cfg(test)]
mod tests;
