//! The way to AWS: where region, credentials and endpoints come from, loaded once for all services, and the SDK's client.

use std::time::Duration;

use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider};
use aws_sdk_appstream::Client;
use aws_sdk_appstream::config::retry::RetryConfig;
use aws_sdk_appstream::config::timeout::TimeoutConfig;
use aws_sdk_appstream::config::{Builder, Credentials};
use aws_types::service_config::ServiceConfigKey;

use super::call::{Call, Service};
use super::{AppStreamSettings, Limits, fault};
use crate::domain::failure::Result;
use crate::{say, web};

/// What signs for the demo where no region is given.
const DEMO_REGION: &str = "ap-northeast-1";
/// How long credentials may take; some come from a program or from another service.
const PATIENCE: Duration = Duration::from_secs(10);

/// What was found of region, credentials and endpoints.
pub(super) struct Connection {
    settings: AppStreamSettings,
    sdk: SdkConfig,
    /// The SDK's client.
    pub(super) appstream: Client,
}

impl Connection {
    /// Loads what is to be loaded. Trouble with it shows at the first call.
    pub(super) async fn load(settings: &AppStreamSettings) -> Self {
        Self::new(settings.clone(), sdk(settings).await)
    }

    pub(super) fn new(settings: AppStreamSettings, sdk: SdkConfig) -> Self {
        let endpoint = endpoint(&settings, &sdk, Service::AppStream);
        let mut config = Builder::from(&sdk);
        config.set_behavior_version(Some(BehaviorVersion::latest()));
        config.set_http_client(Some(web::aws_client(endpoint.as_deref(), settings.dated.clone())));
        if let Some(endpoint) = endpoint {
            config = config.endpoint_url(endpoint);
        }
        let config = config
            .retry_config(RetryConfig::standard())
            .timeout_config(timeouts(settings.limits));
        Self {
            appstream: Client::from_conf(config.build()),
            settings,
            sdk,
        }
    }

    /// The region.
    pub(super) fn region(&self) -> Option<&str> {
        // set to nothing is not set
        self.sdk.region().map(Region::as_ref).filter(|region| !region.is_empty())
    }

    /// Another endpoint for that service than the region's.
    pub(super) fn endpoint(&self, service: Service) -> Option<String> {
        endpoint(&self.settings, &self.sdk, service)
    }

    /// Whether this is the demo, whose key must not get to AWS.
    pub(super) fn is_demo(&self) -> bool {
        self.settings.static_credentials.is_some()
    }

    /// The credentials that sign that call.
    pub(super) async fn credentials(&self, call: &Call) -> Result<Credentials> {
        let none = |why| fault::no_credentials(call, why);
        let provider = self
            .sdk
            .credentials_provider()
            .ok_or_else(|| none(say::services::none_found()))?;
        match tokio::time::timeout(PATIENCE, provider.provide_credentials()).await {
            Ok(found) => found.map_err(|error| fault::unsent(call, &error)),
            Err(_) => Err(none(say::services::not_in_time())),
        }
    }
}

async fn sdk(settings: &AppStreamSettings) -> SdkConfig {
    if let Some((id, secret)) = &settings.static_credentials {
        let credentials = Credentials::new(id, secret, None, None, "naptop");
        return SdkConfig::builder()
            .region(Region::new(settings.region.clone().unwrap_or_else(|| DEMO_REGION.into())))
            .credentials_provider(SharedCredentialsProvider::new(credentials))
            .build();
    }
    let mut loader = aws_config::defaults(BehaviorVersion::latest()).http_client(web::aws_client(None, None));
    if let Some(region) = &settings.region {
        loader = loader.region(Region::new(region.clone()));
    }
    if let Some(profile) = &settings.profile {
        loader = loader.profile_name(profile);
    }
    loader.load().await
}

/// The endpoint that is set for a service: here, else where the SDK looks (`AWS_ENDPOINT_URL_EC2`, `AWS_ENDPOINT_URL`, the
/// profile).
fn endpoint(settings: &AppStreamSettings, sdk: &SdkConfig, service: Service) -> Option<String> {
    let set = match service {
        Service::AppStream => &settings.endpoint,
        Service::Ec2 => &settings.ec2_endpoint,
        Service::Sts => &settings.sts_endpoint,
    };
    let found = || {
        let key = ServiceConfigKey::builder()
            .service_id(service.name())
            .env("AWS_ENDPOINT_URL")
            .profile("endpoint_url");
        let configured = key.build().ok().and_then(|key| sdk.service_config()?.load_config(key));
        configured.or_else(|| sdk.endpoint_url().map(str::to_owned))
    };
    set.clone().or_else(found)
}

fn timeouts(limits: Limits) -> TimeoutConfig {
    TimeoutConfig::builder()
        .connect_timeout(limits.connect)
        .operation_attempt_timeout(limits.attempt)
        .operation_timeout(limits.operation)
        .build()
}
