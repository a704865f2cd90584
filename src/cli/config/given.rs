//! What `naptop config init` need not ask: the flags, then the environment.

use crate::cli::args::ConfigInit;
use crate::config::{Choices, Config, Env, Origin, credentials_in};
use crate::domain::Failure;
use crate::domain::failure::Result;
use crate::say;

/// What is known before anything is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// What is to be written.
    pub choices: Choices,
    /// Whether the SORACOM credentials are in the environment, and stay there.
    pub credentials_in_env: bool,
    /// Another AppStream endpoint than the region's.
    pub endpoint: Option<String>,
}

/// What flags and environment say; `profile` is the global flag.
pub fn given(wanted: &ConfigInit, profile: Option<&str>, env: &Env) -> Result<Given> {
    let config = Config::of_environment(env)?;
    let is_set = |key: &str| {
        let origin = config
            .settings
            .iter()
            .find(|setting| setting.key == key)
            .map(|setting| &setting.origin);
        matches!(origin, Some(Origin::Environment(_)))
    };
    let soracom_profile = [wanted.soracom_profile.as_deref(), profile, env.get("SORACOM_PROFILE")];
    let soracom_profile = soracom_profile.into_iter().flatten().next().map(str::to_owned);
    let credentials_in_env = soracom_profile.is_none() && credentials_in(env)?.is_some();
    if credentials_in_env && wanted.coverage.is_some() {
        return Err(Failure::invalid(say::wizard::coverage_of_profile()).advise(say::wizard::set_coverage()));
    }
    let in_env = env
        .get("SORACOM_COVERAGE_TYPE")
        .filter(|_| !credentials_in_env)
        .map(str::parse)
        .transpose();
    let in_env = in_env.map_err(|failure: Failure| failure.during("SORACOM_COVERAGE_TYPE"))?;
    let (access, appstream) = (config.access.clone(), config.appstream.clone());
    // the file that is written leaves the policy at its default
    config.access.policy.check(&wanted.source)?;
    config.access.policy.check(&access.sources)?;
    let choices = Choices {
        operator: wanted.operator.clone().or(config.operator.clone()),
        sources: if wanted.source.is_empty() {
            access.sources
        } else {
            wanted.source.clone()
        },
        duration: wanted
            .duration
            .or(Some(access.duration).filter(|_| is_set("access.duration"))),
        stack: wanted.stack.clone().or(appstream.stack),
        fleet: wanted.fleet.clone().or(appstream.fleet),
        application: wanted
            .application
            .clone()
            .or(Some(appstream.application).filter(|_| is_set("appstream.application"))),
        region: wanted.region.clone().or(appstream.region),
        aws_profile: wanted.aws_profile.clone().or(appstream.profile),
        soracom_profile,
        coverage: wanted.coverage.or(in_env),
    };
    Ok(Given {
        choices,
        credentials_in_env,
        endpoint: appstream.endpoint,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn env<const N: usize>(pairs: [(&str, &str); N]) -> Env {
        Env::of(pairs.map(|(name, value)| (name.to_owned(), value.to_owned())))
    }

    #[test]
    fn a_flag_goes_before_the_environment_and_defaults_are_not_given() {
        let wanted = ConfigInit {
            stack: Some("flagged".parse().unwrap()),
            ..ConfigInit::default()
        };
        let env = env([
            ("NAPTOP_STACK", "env"),
            ("NAPTOP_FLEET", "fleet"),
            ("NAPTOP_DURATION", "1h"),
            ("NAPTOP_SOURCE", "203.0.113.10,203.0.113.11"),
            ("AWS_DEFAULT_REGION", "us-west-2"),
        ]);
        let choices = given(&wanted, None, &env).unwrap().choices;
        let expected = Choices {
            stack: Some("flagged".parse().unwrap()),
            fleet: Some("fleet".parse().unwrap()),
            duration: Some(crate::domain::Span::seconds(3600)),
            sources: vec!["203.0.113.10".parse().unwrap(), "203.0.113.11".parse().unwrap()],
            region: Some("us-west-2".into()),
            ..Choices::default()
        };
        assert_eq!(choices, expected);
        assert_eq!(
            given(&ConfigInit::default(), None, &Env::default()).unwrap().choices,
            Choices::default()
        );
        let mistaken = Env::of([("NAPTOP_SOURCE".to_owned(), "x".to_owned())]);
        assert!(
            given(&wanted, None, &mistaken)
                .unwrap_err()
                .message
                .starts_with("NAPTOP_SOURCE")
        );
    }

    #[test]
    fn whose_account_it_is_goes_in_the_order_of_the_other_verbs() {
        let pair = [("SORACOM_AUTH_KEY_ID", "k"), ("SORACOM_AUTH_KEY", "s")];
        let plain = ConfigInit::default();
        let account = |wanted: &ConfigInit, profile, env: &Env| {
            let given = given(wanted, profile, env).unwrap();
            (given.choices.soracom_profile, given.credentials_in_env)
        };
        assert_eq!(account(&plain, None, &Env::default()), (None, false));
        assert_eq!(account(&plain, None, &env(pair)), (None, true));
        let both = env([pair[0], pair[1], ("SORACOM_PROFILE", "env")]);
        assert_eq!(account(&plain, None, &both), (Some("env".into()), false));
        assert_eq!(account(&plain, Some("global"), &both), (Some("global".into()), false));
        let named = ConfigInit {
            soracom_profile: Some("flag".into()),
            ..ConfigInit::default()
        };
        assert_eq!(account(&named, Some("global"), &both), (Some("flag".into()), false));
        let covered = ConfigInit {
            coverage: Some(crate::soracom::coverage::Coverage::Global),
            ..ConfigInit::default()
        };
        assert!(
            given(&covered, None, &env(pair))
                .unwrap_err()
                .advice
                .contains("SORACOM_COVERAGE_TYPE")
        );
        assert!(given(&plain, None, &env([pair[0]])).is_err(), "half a pair");
    }
}
