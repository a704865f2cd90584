//! A simulator and the production clients on it.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::Duration;

use naptop::appstream;
use naptop::cli::connect::{self, Limits, Services};
use naptop::config::{Config, Flags};
use naptop::domain::access::OpenDraft;
use naptop::domain::roster::Page;
use naptop::domain::{Device, Mapping, OpenRequest, Opened, RevokeTarget, Span};
use naptop::gateway::{Listener, Listing};
use naptop::simulator::{self, Fault, Options, Simulator};
use naptop::soracom;
use tokio_util::sync::CancellationToken;

/// A simulator, and services that use it as `naptop demo` does.
pub async fn start(devices: usize) -> (Simulator, Services) {
    start_with(Options {
        devices,
        ..Options::default()
    })
    .await
}

pub async fn start_with(options: Options) -> (Simulator, Services) {
    let simulator = simulator::start(options).await.unwrap();
    let services = services(&simulator, Arc::new(|_| {}));
    (simulator, services)
}

pub async fn simulator(devices: usize) -> Simulator {
    simulator::start(Options {
        devices,
        ..Options::default()
    })
    .await
    .unwrap()
}

pub fn services(simulator: &Simulator, listener: Listener) -> Services {
    services_by(simulator, &Flags::default(), listener)
}

pub fn services_by(simulator: &Simulator, flags: &Flags, listener: Listener) -> Services {
    services_within(Limits::default(), simulator, flags, listener)
}

/// The same with other limits.
pub fn services_within(limits: Limits, simulator: &Simulator, flags: &Flags, listener: Listener) -> Services {
    let urls = simulator.urls();
    let config = Config::demo(&urls.soracom, &urls.appstream, flags).unwrap();
    let key = Some(("AKIDEXAMPLE".into(), "secret".into()));
    connect::connect_within(limits, config, key, listener).unwrap()
}

/// Limits that a test can wait for.
pub fn impatient() -> Limits {
    let seconds = Duration::from_secs;
    Limits {
        soracom: soracom::Limits {
            connect: seconds(1),
            call: seconds(1),
            read: seconds(6),
        },
        appstream: appstream::Limits {
            connect: seconds(1),
            attempt: seconds(1),
            operation: seconds(4),
        },
    }
}

/// The first SIM of the seed: online, with a name.
pub async fn first_device(services: &Services) -> Device {
    let mut first = None;
    let mut take = |page: Page| {
        first = page.devices().next();
        ControlFlow::Break(())
    };
    services.access.soracom.devices(Listing::All, &mut take).await.unwrap();
    first.unwrap()
}

/// A request with the defaults of the demo.
pub fn request(services: &Services, device: &Device) -> OpenRequest {
    let draft = OpenDraft {
        port: 3389,
        duration: Span::seconds(1800),
        sources: services.sources.clone(),
        service: None,
        reason: Some("test".into()),
    };
    draft
        .for_device(device.clone(), services.link.clone().ok(), services.policy)
        .unwrap()
}

/// What the production code opens for that request.
pub async fn opened(services: &Services, request: &OpenRequest) -> Opened {
    services.access.open(request, &CancellationToken::new()).await.unwrap()
}

/// The mapping goes, and its sessions stay: as somebody else closes it.
pub async fn close(services: &Services, mapping: &Mapping) {
    services.access.soracom.delete_mapping(&mapping.endpoint, None).await.unwrap();
}

pub fn fault(text: &str) -> Fault {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// What revoking that mapping means.
pub fn target_of(mapping: &Mapping) -> RevokeTarget {
    RevokeTarget::of(mapping, "the device", mapping.device_key(None))
}
