//! The SDK's client: where region, credentials and endpoint come from, and the limits of every call.

use std::time::Duration;

use aws_config::{BehaviorVersion, Region};
use aws_sdk_appstream::Client;
use aws_sdk_appstream::config::retry::RetryConfig;
use aws_sdk_appstream::config::timeout::TimeoutConfig;
use aws_sdk_appstream::config::{Builder, Credentials};

use super::{AppStreamSettings, is_loopback};

/// What signs for the demo where no region is given.
const DEMO_REGION: &str = "ap-northeast-1";

/// Loads what is to be loaded and makes the client. Trouble with it shows at the first call.
pub(super) async fn client(settings: &AppStreamSettings) -> Client {
    let mut config = match &settings.static_credentials {
        Some((id, secret)) => Builder::new()
            .region(Region::new(settings.region.clone().unwrap_or_else(|| DEMO_REGION.into())))
            .credentials_provider(Credentials::new(id, secret, None, None, "naptop")),
        None => Builder::from(&load(settings).await),
    };
    config.set_behavior_version(Some(behavior(settings.endpoint.as_deref())));
    if let Some(endpoint) = &settings.endpoint {
        config = config.endpoint_url(endpoint);
    }
    Client::from_conf(config.retry_config(RetryConfig::standard()).timeout_config(limits()).build())
}

async fn load(settings: &AppStreamSettings) -> aws_config::SdkConfig {
    let mut loader = aws_config::defaults(BehaviorVersion::latest());
    if let Some(region) = &settings.region {
        loader = loader.region(Region::new(region.clone()));
    }
    if let Some(profile) = &settings.profile {
        loader = loader.profile_name(profile);
    }
    loader.load().await
}

fn limits() -> TimeoutConfig {
    TimeoutConfig::builder()
        .connect_timeout(Duration::from_secs(3))
        .operation_attempt_timeout(Duration::from_secs(10))
        .operation_timeout(Duration::from_secs(25))
        .build()
}

/// The newest behaviour; but a call to this machine must not go through a proxy, which later ones take from the environment.
/// What else differs between the two (retries, limits) is set explicitly.
fn behavior(endpoint: Option<&str>) -> BehaviorVersion {
    let host = endpoint.and_then(|endpoint| endpoint.parse::<http::Uri>().ok()?.host().map(str::to_owned));
    if host.is_some_and(|host| is_loopback(&host)) {
        #[expect(deprecated, reason = "the last version that ignores HTTP_PROXY")]
        BehaviorVersion::v2025_01_17()
    } else {
        BehaviorVersion::latest()
    }
}
