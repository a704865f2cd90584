//! Stacks, fleets and images out of answers in CBOR, as the service gives them to the SDK.

use ciborium::{Value, cbor};

use crate::appstream::tests::{cbor_reply, client, error, name};
use crate::domain::fleet::{Application, Capacity};
use crate::domain::{Kind, Span};
use crate::gateway::AwsAccount;
use crate::responder::{Asked, Reply, Responder};

fn reply(value: Result<Value, ciborium::value::Error>) -> Reply {
    cbor_reply(200, &value.unwrap())
}

fn field(asked: &Asked, name: &str) -> Option<Value> {
    let body: Value = ciborium::from_reader(asked.body.as_slice()).unwrap();
    let fields = body.into_map().unwrap();
    fields
        .into_iter()
        .find(|(key, _)| key.as_text() == Some(name))
        .map(|(_, value)| value)
}

#[tokio::test]
async fn stacks_are_listed_page_by_page_and_not_in_circles() {
    let server = Responder::start(|asked, before| {
        assert_eq!(field(asked, "NextToken").is_some(), before > 0);
        let errors = cbor!([{ "ErrorCode" => "STORAGE_CONNECTOR_ERROR", "ErrorMessage" => "gone" }]).unwrap();
        let stack = cbor!({ "Name" => format!("stack-{before}"), "StackErrors" => errors }).unwrap();
        reply(cbor!({ "Stacks" => [stack], "NextToken" => if before % 2 == 0 { "again" } else { "" } }))
    })
    .await;
    let stacks = client(server.base()).stacks().await.unwrap();
    let names: Vec<&str> = stacks.iter().map(|stack| stack.name.as_str()).collect();
    assert_eq!(names, ["stack-0", "stack-1"]);
    assert_eq!(stacks[0].errors, ["STORAGE_CONNECTOR_ERROR: gone"]);
    let server = Responder::start(|_, _| reply(cbor!({ "Stacks" => [], "NextToken" => "again" }))).await;
    // nor is what was looked for said to be missing
    let half = client(server.base()).stack(&name("stack")).await.unwrap_err();
    assert!(half.message.contains("goes round in circles"), "{half}");
}

#[tokio::test]
async fn associated_fleets_are_listed_page_by_page() {
    let server = Responder::start(|asked, before| {
        assert_eq!(field(asked, "StackName"), Some("stack".into()));
        match before {
            0 => reply(cbor!({ "Names" => ["a"], "NextToken" => "1" })),
            1 => reply(cbor!({ "Names" => [], "NextToken" => "2" })),
            _ => reply(cbor!({ "Names" => ["b"] })),
        }
    })
    .await;
    assert_eq!(client(server.base()).fleets_of(&name("stack")).await.unwrap(), ["a", "b"]);
}

#[tokio::test]
async fn a_fleet_is_told_with_all_that_matters() {
    let server = Responder::start(|asked, before| {
        assert_eq!(field(asked, "Names"), Some(Value::Array(vec!["fleet".into()])));
        let status = cbor!({
            "Desired" => 2, "Running" => 2, "InUse" => 1, "Available" => 1,
            "DesiredUserSessions" => 10, "ActiveUserSessions" => 3, "AvailableUserSessions" => 7,
        });
        let fleet = match before {
            0 => cbor!({
                "Name" => "fleet", "State" => "RUNNING", "FleetType" => "ON_DEMAND", "ComputeCapacityStatus" => status.unwrap(),
                "MaxUserDurationInSeconds" => 3600, "MaxSessionsPerInstance" => 1, "EnableDefaultInternetAccess" => false,
                "VpcConfig" => { "SubnetIds" => ["subnet-1", "subnet-2"] }, "ImageName" => "image", "ImageArn" => "arn:image",
                "FleetErrors" => [{ "ErrorCode" => "FLEET_STOPPED", "ErrorMessage" => "stopped" }],
            }),
            1 => cbor!({ "Name" => "fleet", "ComputeCapacityStatus" => status.unwrap(), "MaxSessionsPerInstance" => 5, "ImageName" => "image" }),
            _ => cbor!({ "Name" => "fleet", "State" => "NEW", "FleetType" => "ELASTIC" }),
        };
        reply(cbor!({ "Fleets" => [fleet.unwrap()] }))
    })
    .await;
    let client = client(server.base());
    let fleet = client.fleet(&name("fleet")).await.unwrap();
    let told = (fleet.name.as_str(), fleet.state.as_str(), fleet.kind.as_str());
    assert_eq!(told, ("fleet", "RUNNING", "ON_DEMAND"));
    assert_eq!(fleet.errors, ["FLEET_STOPPED: stopped"]);
    let capacity = |desired, in_use, available| Capacity {
        desired,
        in_use,
        available,
    };
    assert_eq!(fleet.capacity, Some(capacity(2, 1, 1)));
    assert_eq!(
        (fleet.longest_session, fleet.sessions_per_instance),
        (Some(Span::seconds(3600)), None)
    );
    assert_eq!(
        (fleet.default_internet, fleet.image.as_deref()),
        (Some(false), Some("arn:image"))
    );
    assert_eq!(fleet.subnets, ["subnet-1", "subnet-2"]);

    let shared = client.fleet(&name("fleet")).await.unwrap();
    assert_eq!(
        (shared.sessions_per_instance, shared.capacity),
        (Some(5), Some(capacity(10, 3, 7)))
    );
    assert_eq!((shared.default_internet, shared.image.as_deref()), (None, Some("image")));
    let unknown = client.fleet(&name("fleet")).await.unwrap();
    assert_eq!((unknown.state.as_str(), unknown.capacity, unknown.image), ("NEW", None, None));
}

#[tokio::test]
async fn an_image_is_asked_for_by_arn_or_by_name() {
    let server = Responder::start(|asked, _| {
        let list = |text: &str| Some(Value::Array(vec![text.into()]));
        let by = (field(asked, "Arns"), field(asked, "Names"));
        assert!(
            by == (list("arn:aws:appstream:x:1:image/i"), None) || by == (None, list("i")),
            "{by:?}"
        );
        let applications = cbor!([{ "Name" => "A", "Enabled" => true }, { "Name" => "B", "Enabled" => false }]).unwrap();
        let image = cbor!({ "Name" => "i", "State" => "AVAILABLE", "Applications" => applications }).unwrap();
        reply(cbor!({ "Images" => [image] }))
    })
    .await;
    let client = client(server.base());
    let image = client.image("arn:aws:appstream:x:1:image/i").await.unwrap();
    assert_eq!(image, client.image("i").await.unwrap());
    assert_eq!((image.name.as_str(), image.state.as_str()), ("i", "AVAILABLE"));
    let application = |name: &str, enabled| Application {
        name: name.into(),
        enabled,
    };
    assert_eq!(image.applications, [application("A", true), application("B", false)]);
}

#[tokio::test]
async fn what_is_not_there_is_missing_whether_by_an_error_or_by_an_empty_list() {
    let empty = Responder::start(|_, _| cbor_reply(200, &Value::Map(Vec::new()))).await;
    let refusing = Responder::start(|_, _| error(400, "ResourceNotFoundException")).await;
    for server in [empty, refusing] {
        let client = client(server.base());
        for failure in [
            client.stack(&name("s")).await.unwrap_err(),
            client.fleet(&name("f")).await.unwrap_err(),
            client.image("i").await.unwrap_err(),
        ] {
            assert_eq!(failure.kind, Kind::Missing, "{failure:?}");
            assert!(failure.advice.contains("naptop doctor"), "{failure:?}");
        }
    }
}

#[tokio::test]
async fn a_denial_names_the_action() {
    let server = Responder::start(|_, _| error(400, "AccessDeniedException")).await;
    let client = client(server.base());
    for (failure, action) in [
        (client.stacks().await.unwrap_err(), "appstream:DescribeStacks on \"*\""),
        (
            client.fleets_of(&name("s")).await.unwrap_err(),
            "appstream:ListAssociatedFleets on this stack",
        ),
        (
            client.fleet(&name("f")).await.unwrap_err(),
            "appstream:DescribeFleets on \"*\"",
        ),
        (client.image("i").await.unwrap_err(), "appstream:DescribeImages on \"*\""),
    ] {
        assert_eq!(failure.kind, Kind::Forbidden);
        assert_eq!(failure.advice, format!("ask for the IAM permission {action}"));
    }
}
