//! `naptop config init`: settles what the file says, writes it, and has `doctor` look at what came of it.

use std::process::ExitCode;
use std::sync::Arc;

use super::ask::{self, Asker};
use super::choose::{self, choose};
use super::given::{Given, given};
use crate::appstream::{AppStreamClient, AppStreamSettings};
use crate::cli::args::{Args, ConfigInit};
use crate::cli::print::CommandFailure;
use crate::cli::{connect, doctor};
use crate::config::{self, Choices, Config, Env, Flags, Origin, save};
use crate::desktop::SystemClock;
use crate::domain::failure::Result;
use crate::gateway::AwsAccount;
use crate::read_only;
use crate::say;
use crate::soracom::profile;

/// Writes a file that works, as far as that can be told.
pub async fn run(args: &Args, wanted: &ConfigInit) -> Result<ExitCode, CommandFailure> {
    if args.read_only {
        return Err(read_only::refused().advise(say::wizard::is_a_change_too()).into());
    }
    let env = Env::process();
    let path = config::path(&connect::flags(args), &env);
    let mut asker = ask::asker(args.color);
    let mut given = given(wanted, args.profile.as_deref(), &env)?;
    let directory = config::profile_directory(&env)?;
    if let Some(name) = &given.choices.soracom_profile {
        profile::inspect(&directory, name)?;
    }
    if path.exists()
        && !wanted.force
        && !asker.confirm(&say::wizard::exists(path.display()), say::wizard::overwrite(), "--force")?
    {
        return Err(ask::stopped().into());
    }
    let mut aws = aws_account(&given);
    if given.choices.region.is_none() && aws.region().await.is_none() {
        given.choices.region = choose::region(&mut *asker)?;
        aws = aws_account(&given);
    }
    let choices = choose(given, &profile::list(&directory), &mut *asker, &*aws).await?;
    let kept = save::save(&path, &config::fill(&choices))?;
    asker.say(&match kept {
        Some(kept) => say::wizard::wrote_over(path.display(), kept.display()),
        None => say::wizard::wrote(path.display()),
    });
    let flags = Flags {
        config: Some(path),
        profile: None,
        ..connect::flags(args)
    };
    let written = Config::load(&flags, &env)?;
    mind(&written, &choices, &mut *asker);
    if wanted.no_doctor {
        return Ok(ExitCode::SUCCESS);
    }
    asker.say(say::wizard::doctor_looks());
    let services = connect::connect(written, None, Arc::new(|_| ()))?;
    let checks = doctor::examine(&services).await;
    services.close().await;
    Ok(doctor::report(&checks, false, args.color)?)
}

/// The account by what is known of it before there is a file.
fn aws_account(given: &Given) -> Arc<dyn AwsAccount> {
    let settings = AppStreamSettings {
        region: given.choices.region.clone(),
        profile: given.choices.aws_profile.clone(),
        endpoint: given.endpoint.clone(),
        ..AppStreamSettings::default()
    };
    Arc::new(AppStreamClient::new(settings, Arc::new(SystemClock)))
}

/// Says where the environment still goes before what was chosen.
fn mind(written: &Config, chosen: &Choices, asker: &mut dyn Asker) {
    let account = written.accounts.first().map(|account| &account.name);
    if chosen.soracom_profile.is_some() && account != chosen.soracom_profile.as_ref() {
        asker.say(say::wizard::environment_first());
    }
    for setting in written.settings.iter().filter(|setting| setting.key.ends_with(".endpoint")) {
        if let Origin::Environment(name) = &setting.origin {
            asker.say(&say::wizard::stays_in_environment(name));
        }
    }
}
