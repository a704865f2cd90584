//! The AWS account as the program's clients see it in the simulator: stack, fleet, image, and no EC2.

use std::sync::Arc;

use naptop::domain::fleet::Capacity;
use naptop::domain::{Kind, Span};
use naptop::simulator::{self, Options};

use crate::support::services;

#[tokio::test]
async fn stack_fleet_and_image_are_found_and_the_fleet_is_in_the_subnets_that_were_given() {
    let options = Options {
        subnets: vec!["subnet-a".into(), "subnet-b".into()],
        ..Options::default()
    };
    let simulator = simulator::start(options).await.unwrap();
    let aws = services::services(&simulator, Arc::new(|_| {})).aws;
    let (stack, fleet) = ("naptop-stack".parse().unwrap(), "naptop-fleet".parse().unwrap());

    let stacks = aws.stacks().await.unwrap();
    assert_eq!(stacks, [aws.stack(&stack).await.unwrap()]);
    assert_eq!((stacks[0].name.as_str(), stacks[0].errors.len()), ("naptop-stack", 0));
    assert_eq!(aws.fleets_of(&stack).await.unwrap(), ["naptop-fleet"]);

    let found = aws.fleet(&fleet).await.unwrap();
    assert_eq!((found.state.as_str(), found.kind.as_str()), ("RUNNING", "ON_DEMAND"));
    assert_eq!(found.subnets, ["subnet-a", "subnet-b"]);
    let capacity = Capacity {
        desired: 10,
        in_use: 0,
        available: 10,
    };
    assert_eq!(found.capacity, Some(capacity));
    assert_eq!(
        (found.longest_session, found.default_internet),
        (Some(Span::seconds(57_600)), Some(false))
    );

    let arn = found.image.unwrap();
    assert!(arn.starts_with("arn:"), "{arn}");
    let image = aws.image(&arn).await.unwrap();
    assert_eq!(aws.image(&image.name).await.unwrap(), image);
    assert_eq!(image.state, "AVAILABLE");
    let enabled = image
        .applications
        .iter()
        .find(|application| application.name == "RemoteDesktopBat");
    assert!(enabled.is_some_and(|application| application.enabled), "{image:?}");

    for missing in [
        aws.stack(&"nowhere".parse().unwrap()).await.unwrap_err(),
        aws.fleet(&"nowhere".parse().unwrap()).await.unwrap_err(),
        aws.image("nowhere").await.unwrap_err(),
        aws.egress(&found.subnets).await.unwrap_err(),
        aws.identity().await.unwrap_err(),
    ] {
        assert_eq!(missing.kind, Kind::Missing, "{missing:?}");
    }
    simulator.stop().await;
}
