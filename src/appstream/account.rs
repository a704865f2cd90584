//! The AWS account around AppStream, as the [`AwsAccount`] trait: stacks, fleets and images by the SDK; the rest is `egress`'s
//! and `identity`'s.

use async_trait::async_trait;
use aws_sdk_appstream::types;

use super::call::{Call, EVERYWHERE, Service};
use super::pages::Pages;
use super::{AppStreamClient, egress, fault, identity};
use crate::domain::Span;
use crate::domain::failure::Result;
use crate::domain::fleet::{Application, AwsIdentity, Capacity, Fleet, Image, Stack, SubnetEgress};
use crate::domain::link::ResourceName;
use crate::gateway::AwsAccount;
use crate::say;

const fn read(action: &'static str, what: say::Words, scope: say::Words) -> Call {
    Call {
        service: Service::AppStream,
        action,
        what,
        scope,
    }
}

const STACKS: Call = read("DescribeStacks", say::services::read_stacks, EVERYWHERE);
const ASSOCIATED: Call = read("ListAssociatedFleets", say::services::list_fleets, say::services::on_stack);
const FLEETS: Call = read("DescribeFleets", say::services::read_fleet, EVERYWHERE);
const IMAGES: Call = read("DescribeImages", say::services::read_image, EVERYWHERE);

#[async_trait]
impl AwsAccount for AppStreamClient {
    async fn region(&self) -> Option<String> {
        self.connection().await.region().map(str::to_owned)
    }

    async fn identity(&self) -> Result<AwsIdentity> {
        identity::of(self.connection().await, self.clock.clone()).await
    }

    async fn stacks(&self) -> Result<Vec<Stack>> {
        self.described_stacks(None).await
    }

    async fn stack(&self, name: &ResourceName) -> Result<Stack> {
        let stacks = self.described_stacks(Some(name)).await?;
        let named = stacks.into_iter().find(|stack| stack.name == name.as_str());
        named.ok_or_else(|| fault::missing(&STACKS, &say::services::no_stack(name.as_str())))
    }

    async fn fleets_of(&self, stack: &ResourceName) -> Result<Vec<String>> {
        let client = &self.connection().await.appstream;
        let mut names = Vec::new();
        let mut pages = Pages::default();
        loop {
            let call = client.list_associated_fleets().stack_name(stack.as_str());
            let answer = call.set_next_token(pages.token()).send().await;
            let answer = answer.map_err(|error| fault::failure(&ASSOCIATED, &error))?;
            names.extend_from_slice(answer.names());
            if !pages.advance(&ASSOCIATED, answer.next_token())? {
                return Ok(names);
            }
        }
    }

    async fn fleet(&self, name: &ResourceName) -> Result<Fleet> {
        let client = &self.connection().await.appstream;
        let mut pages = Pages::default();
        loop {
            let call = client.describe_fleets().names(name.as_str());
            let answer = call.set_next_token(pages.token()).send().await;
            let answer = answer.map_err(|error| fault::failure(&FLEETS, &error))?;
            if let Some(described) = answer.fleets().iter().find(|fleet| fleet.name() == Some(name.as_str())) {
                return Ok(fleet(described));
            }
            if !pages.advance(&FLEETS, answer.next_token())? {
                return Err(fault::missing(&FLEETS, &say::services::no_fleet(name.as_str())));
            }
        }
    }

    async fn image(&self, image: &str) -> Result<Image> {
        let client = &self.connection().await.appstream;
        let by_arn = image.starts_with("arn:");
        let asked_for = |described: &&types::Image| match by_arn {
            true => described.arn().is_none_or(|arn| arn == image),
            false => described.name() == Some(image),
        };
        let mut pages = Pages::default();
        loop {
            let call = client.describe_images().set_next_token(pages.token());
            let call = if by_arn { call.arns(image) } else { call.names(image) };
            let answer = call.send().await.map_err(|error| fault::failure(&IMAGES, &error))?;
            if let Some(described) = answer.images().iter().find(asked_for) {
                return Ok(self::image(described));
            }
            if !pages.advance(&IMAGES, answer.next_token())? {
                return Err(fault::missing(&IMAGES, &say::services::no_image(image)));
            }
        }
    }

    async fn egress(&self, subnets: &[String]) -> Result<Vec<SubnetEgress>> {
        egress::of(self.connection().await, self.clock.clone(), subnets).await
    }
}

impl AppStreamClient {
    async fn described_stacks(&self, name: Option<&ResourceName>) -> Result<Vec<Stack>> {
        let client = &self.connection().await.appstream;
        let mut stacks = Vec::new();
        let mut pages = Pages::default();
        loop {
            let names = name.map(|name| vec![name.as_str().to_owned()]);
            let call = client.describe_stacks().set_names(names);
            let answer = call.set_next_token(pages.token()).send().await;
            let answer = answer.map_err(|error| fault::failure(&STACKS, &error))?;
            stacks.extend(answer.stacks().iter().map(stack));
            if !pages.advance(&STACKS, answer.next_token())? {
                return Ok(stacks);
            }
        }
    }
}

fn stack(stack: &types::Stack) -> Stack {
    let errors = stack.stack_errors().iter();
    let errors = errors.map(|error| told(error.error_code().map(|code| code.as_str()), error.error_message()));
    Stack {
        name: stack.name().unwrap_or_default().to_owned(),
        errors: errors.collect(),
    }
}

fn fleet(fleet: &types::Fleet) -> Fleet {
    let errors = fleet.fleet_errors().iter();
    let errors = errors.map(|error| told(error.error_code().map(|code| code.as_str()), error.error_message()));
    let sessions_per_instance = fleet.max_sessions_per_instance().map(count).filter(|most| *most > 1);
    let capacity = fleet.compute_capacity_status();
    Fleet {
        name: fleet.name().unwrap_or_default().to_owned(),
        state: fleet.state().map(|state| state.as_str().to_owned()).unwrap_or_default(),
        kind: fleet.fleet_type().map(|kind| kind.as_str().to_owned()).unwrap_or_default(),
        errors: errors.collect(),
        capacity: capacity.map(|status| capacity_of(status, sessions_per_instance.is_some())),
        longest_session: fleet
            .max_user_duration_in_seconds()
            .map(|seconds| Span::seconds(count(seconds))),
        sessions_per_instance,
        subnets: fleet.vpc_config().map(|vpc| vpc.subnet_ids().to_vec()).unwrap_or_default(),
        default_internet: fleet.enable_default_internet_access(),
        image: fleet.image_arn().or(fleet.image_name()).map(str::to_owned),
    }
}

/// Instances; where sessions share them, sessions.
fn capacity_of(status: &types::ComputeCapacityStatus, shared: bool) -> Capacity {
    let number = |instances: Option<i32>, sessions: Option<i32>| {
        let number = if shared { sessions.or(instances) } else { instances };
        number.map_or(0, count)
    };
    Capacity {
        desired: number(status.desired(), status.desired_user_sessions()),
        in_use: number(status.in_use(), status.active_user_sessions()),
        available: number(status.available(), status.available_user_sessions()),
    }
}

fn image(image: &types::Image) -> Image {
    let application = |application: &types::Application| Application {
        name: application.name().unwrap_or_default().to_owned(),
        // AppStream disables one by saying so
        enabled: application.enabled().unwrap_or(true),
    };
    Image {
        name: image.name().unwrap_or_default().to_owned(),
        state: image.state().map(|state| state.as_str().to_owned()).unwrap_or_default(),
        applications: image.applications().iter().map(application).collect(),
    }
}

fn told(code: Option<&str>, message: Option<&str>) -> String {
    let parts: Vec<&str> = [code, message].into_iter().flatten().collect();
    parts.join(": ")
}

fn count(number: i32) -> u32 {
    number.try_into().unwrap_or(0)
}

#[cfg(test)]
mod tests;
