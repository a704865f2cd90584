//! Who is asked what: with an account of plain data, and somebody who answers from a list.

use std::collections::VecDeque;

use async_trait::async_trait;

use super::super::ask::{Check, Nobody, stopped};
use super::*;
use crate::domain::fleet::{AwsIdentity, Egress, Fleet, Image, NatGateway, Stack, SubnetEgress};

/// An AWS account of plain data. What is an error is not permitted, or out of reach.
struct Aws {
    stacks: Result<Vec<&'static str>>,
    fleets: Result<Vec<&'static str>>,
    egress: Result<Vec<Egress>>,
    default_internet: bool,
}

fn forbidden<T>() -> Result<T> {
    Err(Failure::new(Kind::Forbidden, "not permitted"))
}

fn offline<T>() -> Result<T> {
    Err(Failure::new(Kind::Offline, "out of reach"))
}

fn aws() -> Aws {
    let nat = NatGateway {
        id: "nat-1".into(),
        public: true,
        addresses: vec![[203, 0, 113, 10].into()],
        ..NatGateway::default()
    };
    Aws {
        stacks: Ok(vec!["stack-a"]),
        fleets: Ok(vec!["fleet-a"]),
        egress: Ok(vec![Egress::Nat(nat)]),
        default_internet: false,
    }
}

#[async_trait]
impl AwsAccount for Aws {
    async fn region(&self) -> Option<String> {
        Some("eu-west-1".into())
    }
    async fn identity(&self) -> Result<AwsIdentity> {
        forbidden()
    }
    async fn stacks(&self) -> Result<Vec<Stack>> {
        let named = |name: &&str| Stack {
            name: (*name).into(),
            ..Stack::default()
        };
        Ok(self.stacks.clone()?.iter().map(named).collect())
    }
    async fn stack(&self, _name: &ResourceName) -> Result<Stack> {
        forbidden()
    }
    async fn fleets_of(&self, stack: &ResourceName) -> Result<Vec<String>> {
        if stack.as_str().starts_with("no-such") {
            return Err(Failure::new(Kind::Missing, "no such stack"));
        }
        Ok(self.fleets.clone()?.iter().map(ToString::to_string).collect())
    }
    async fn fleet(&self, name: &ResourceName) -> Result<Fleet> {
        Ok(Fleet {
            name: name.as_str().into(),
            subnets: vec!["subnet-1".into()],
            default_internet: Some(self.default_internet),
            ..Fleet::default()
        })
    }
    async fn image(&self, _image: &str) -> Result<Image> {
        forbidden()
    }
    async fn egress(&self, _subnets: &[String]) -> Result<Vec<SubnetEgress>> {
        let egress = |egress: &Egress| SubnetEgress {
            subnet: "subnet-1".into(),
            egress: egress.clone(),
        };
        Ok(self.egress.clone()?.iter().map(egress).collect())
    }
}

enum Answer {
    Place(usize),
    Text(&'static str),
    Stop,
}

/// Somebody who answers from a list; `log` has what they were asked and told.
#[derive(Default)]
struct Scripted {
    answers: VecDeque<Answer>,
    log: Vec<String>,
}

impl Asker for Scripted {
    fn choose(&mut self, question: Question, choices: &[Choice]) -> Result<Option<usize>> {
        let names: Vec<&str> = choices.iter().map(|choice| choice.name.as_str()).collect();
        self.log.push(format!("{}? {}", question.flag, names.join(" ")));
        match self.answers.pop_front() {
            Some(Answer::Place(place)) => Ok(Some(place).filter(|place| *place < choices.len())),
            Some(Answer::Stop) => Err(stopped()),
            _ => panic!("not expected: {:?}", self.log),
        }
    }
    fn text(&mut self, question: Question, check: Check) -> Result<Option<String>> {
        self.log.push(format!("{}?", question.flag));
        match self.answers.pop_front() {
            Some(Answer::Text("")) => Ok(None),
            Some(Answer::Text(text)) => check(text).map(|()| Some(text.to_owned())),
            _ => panic!("not expected: {:?}", self.log),
        }
    }
    fn confirm(&mut self, _statement: &str, _question: &str, _flag: &str) -> Result<bool> {
        panic!("nothing to confirm")
    }
    fn say(&mut self, message: &str) {
        self.log
            .extend(Some(message.to_owned()).filter(|message| message != "asking AWS ..."));
    }
}

fn profiles<const N: usize>(names: [&str; N]) -> Profiles {
    names.map(|name| (name.to_owned(), Ok(None))).into()
}

fn unsaid() -> Given {
    Given {
        choices: Choices::default(),
        credentials_in_env: false,
        endpoint: None,
    }
}

fn name(text: &str) -> Option<ResourceName> {
    Some(text.parse().unwrap())
}

async fn interview<const N: usize>(
    given: Given,
    profiles: Profiles,
    aws: Aws,
    answers: [Answer; N],
) -> (Result<Choices>, Vec<String>) {
    let mut somebody = Scripted {
        answers: answers.into(),
        ..Scripted::default()
    };
    let chosen = choose(given, &profiles, &mut somebody, &aws).await;
    assert!(somebody.answers.is_empty() || chosen.is_err(), "{:?}", somebody.log);
    (chosen, somebody.log)
}

async fn script(given: Given, profiles: Profiles, aws: Aws) -> Result<Choices> {
    choose(given, &profiles, &mut Nobody, &aws).await
}

#[tokio::test]
async fn somebody_is_asked_for_profile_stack_and_fleet_and_the_rest_is_found() {
    let two = Aws {
        stacks: Ok(vec!["stack-a", "stack-b"]),
        ..aws()
    };
    let answers = [Answer::Place(1), Answer::Place(1), Answer::Place(0)];
    let (chosen, log) = interview(unsaid(), profiles(["default", "global"]), two, answers).await;
    let expected = Choices {
        soracom_profile: Some("global".into()),
        stack: name("stack-b"),
        fleet: name("fleet-a"),
        sources: vec!["203.0.113.10".parse().unwrap()],
        region: Some("eu-west-1".into()),
        ..Choices::default()
    };
    assert_eq!(chosen.unwrap(), expected);
    let asked = [
        "--soracom-profile? default global",
        "--stack? stack-a stack-b",
        "--fleet? fleet-a",
    ];
    assert_eq!(log[..3], asked);
    assert_eq!(log[3..], ["the fleet goes out from 203.0.113.10/32"]);
}

#[tokio::test]
async fn what_is_given_is_neither_asked_nor_looked_up() {
    let given = Given {
        choices: Choices {
            stack: name("mine"),
            fleet: name("mine"),
            sources: vec!["198.51.100.1".parse().unwrap()],
            ..Choices::default()
        },
        credentials_in_env: true,
        endpoint: None,
    };
    let unread = Aws {
        stacks: offline(),
        fleets: offline(),
        egress: offline(),
        ..aws()
    };
    let (chosen, log) = interview(given.clone(), profiles(["a", "b"]), unread, []).await;
    assert_eq!(chosen.unwrap(), given.choices);
    assert!(log.len() == 1 && log[0].contains("stay in the environment"), "{log:?}");
}

#[tokio::test]
async fn no_stack_means_no_fleet_and_the_sources_are_asked() {
    let answers = [Answer::Place(0), Answer::Place(9), Answer::Text("198.51.100.1, 198.51.100.2")];
    let (chosen, log) = interview(unsaid(), profiles(["default"]), aws(), answers).await;
    let chosen = chosen.unwrap();
    assert_eq!((chosen.stack, chosen.fleet, chosen.sources.len()), (None, None, 2), "{log:?}");
}

#[tokio::test]
async fn an_account_out_of_reach_is_tried_once_and_its_names_are_asked() {
    let away = Aws {
        stacks: offline(),
        fleets: Ok(vec!["never asked"]),
        ..aws()
    };
    let answers = [
        Answer::Place(0),
        Answer::Text("typed"),
        Answer::Text("fleet"),
        Answer::Text(""),
    ];
    let (chosen, log) = interview(unsaid(), profiles(["default"]), away, answers).await;
    let chosen = chosen.unwrap();
    assert_eq!(
        (chosen.stack, chosen.fleet, chosen.sources, chosen.region),
        (name("typed"), name("fleet"), vec![], None)
    );
    assert!(log[1].starts_with("out of reach; "), "{log:?}");
    assert_eq!(log[2..], ["--stack?", "--fleet?", "--source?"]);
}

#[tokio::test]
async fn a_list_that_is_not_permitted_does_not_stop_the_others() {
    let listless = Aws {
        stacks: forbidden(),
        ..aws()
    };
    let answers = [Answer::Place(0), Answer::Text("typed"), Answer::Place(0)];
    let (chosen, log) = interview(unsaid(), profiles(["default"]), listless, answers).await;
    let chosen = chosen.unwrap();
    assert_eq!(
        (chosen.stack, chosen.fleet, chosen.sources.len()),
        (name("typed"), name("fleet-a"), 1),
        "{log:?}"
    );
}

#[tokio::test]
async fn addresses_that_cannot_be_told_are_asked() {
    for aws in [
        Aws {
            default_internet: true,
            ..aws()
        },
        Aws {
            egress: forbidden(),
            ..aws()
        },
        Aws {
            egress: Ok(vec![Egress::InternetGateway("igw-1".into())]),
            ..aws()
        },
    ] {
        let answers = [
            Answer::Place(0),
            Answer::Place(0),
            Answer::Place(0),
            Answer::Text("198.51.100.1"),
        ];
        let (chosen, log) = interview(unsaid(), profiles(["default"]), aws, answers).await;
        assert_eq!(chosen.unwrap().sources, ["198.51.100.1".parse().unwrap()]);
        assert_eq!((log.len(), log[4].as_str()), (5, "--source?"), "{log:?}");
    }
}

#[tokio::test]
async fn stopping_at_a_prompt_is_a_failure_that_says_so() {
    for answers in [vec![Answer::Stop], vec![Answer::Place(0), Answer::Stop]] {
        let mut somebody = Scripted {
            answers: answers.into(),
            ..Scripted::default()
        };
        let failure = choose(unsaid(), &profiles(["default"]), &mut somebody, &aws())
            .await
            .unwrap_err();
        assert_eq!((failure.message.as_str(), failure.exit_status()), ("nothing was written", 1));
    }
}

#[tokio::test]
async fn a_script_takes_what_is_the_only_choice() {
    let chosen = script(unsaid(), profiles(["default"]), aws()).await.unwrap();
    assert_eq!(
        (
            chosen.soracom_profile.as_deref(),
            chosen.stack,
            chosen.fleet,
            chosen.sources.len()
        ),
        (Some("default"), name("stack-a"), name("fleet-a"), 1)
    );
}

#[tokio::test]
async fn a_script_that_would_have_to_choose_fails_and_lists_the_choices() {
    let stacks = Aws {
        stacks: Ok(vec!["stack-a", "stack-b"]),
        ..aws()
    };
    let fleets = Aws {
        fleets: Ok(vec!["fleet-a", "fleet-b"]),
        ..aws()
    };
    for (profiles, aws, listed, flag) in [
        (
            profiles(["default", "global"]),
            aws(),
            "there are 2: default, global",
            "--soracom-profile",
        ),
        (profiles(["default"]), stacks, "there are 2: stack-a, stack-b", "--stack"),
        (profiles(["default"]), fleets, "there are 2: fleet-a, fleet-b", "--fleet"),
        (profiles([]), self::aws(), "no SORACOM profile", "SORACOM_AUTH_KEY_ID"),
    ] {
        let failure = script(unsaid(), profiles, aws).await.unwrap_err();
        assert!(
            failure.message.contains(listed) && failure.advice.contains(flag),
            "{failure:?}"
        );
        assert_eq!(failure.exit_status(), 2);
    }
}

#[tokio::test]
async fn a_script_writes_without_what_aws_does_not_tell() {
    let away = Aws {
        stacks: offline(),
        ..aws()
    };
    let chosen = script(unsaid(), profiles(["default"]), away).await.unwrap();
    let expected = Choices {
        soracom_profile: Some("default".into()),
        ..Choices::default()
    };
    assert_eq!(chosen, expected);
    let empty = Aws {
        stacks: Ok(vec![]),
        ..aws()
    };
    assert_eq!(script(unsaid(), profiles(["default"]), empty).await.unwrap().stack, None);
}

#[tokio::test]
async fn a_name_that_aws_does_not_know_is_the_users_to_correct() {
    let given = Given {
        choices: Choices {
            stack: name("no-such-stack"),
            ..Choices::default()
        },
        ..unsaid()
    };
    let failure = script(given, profiles(["default"]), aws()).await.unwrap_err();
    assert_eq!((failure.kind, failure.exit_status()), (Kind::Missing, 4));
}

#[tokio::test]
async fn a_profile_that_cannot_be_used_is_told_and_not_chosen() {
    let mut listed = profiles(["good"]);
    listed.push(("open".into(), Err(Failure::new(Kind::Auth, "can be read by others"))));
    let answers = [Answer::Place(0), Answer::Place(0), Answer::Place(0)];
    let (chosen, log) = interview(unsaid(), listed, aws(), answers).await;
    assert_eq!(chosen.unwrap().soracom_profile.as_deref(), Some("good"));
    assert!(
        log[0].contains("can be read by others") && log[1].ends_with("? good"),
        "{log:?}"
    );
}
