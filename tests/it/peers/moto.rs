//! The fleet's way to the internet, and who signs, as naptop's client finds them in moto, which checks signatures and policies.

use std::net::{TcpListener, TcpStream};
use std::sync::Arc;

use naptop::appstream::{AppStreamClient, AppStreamSettings};
use naptop::desktop::SystemClock;
use naptop::domain::Kind;
use naptop::domain::fleet::{AwsIdentity, Egress, NatGateway, SubnetEgress};
use naptop::gateway::AwsAccount;
use serde_json::Value;
use tempfile::TempDir;

use super::children::{Running, bare, until};
use super::python::{python, without};
use super::site::{succeeded, text};

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/peers/network.py");

/// moto's server, with a network and users in it.
struct Moto {
    url: String,
    told: Value,
    _server: Running,
    _folder: TempDir,
}

impl Moto {
    fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let (host, port) = (address.ip().to_string(), address.port().to_string());
        let mut command = bare(python(), folder.path());
        command.args(["-m", "moto.server", "-H", &host, "-p", &port]);
        let server = Running::start("moto", &mut command, folder.path());
        until(
            "moto listens",
            || server.said(),
            || {
                assert!(server.runs(), "moto ended:\n{}", server.said());
                TcpStream::connect(address).ok()
            },
        );
        let url = format!("http://{address}");
        let mut command = bare(python(), folder.path());
        command
            .env("AWS_ENDPOINT_URL", &url)
            .env("AWS_DEFAULT_REGION", "ap-northeast-1")
            .env("AWS_ACCESS_KEY_ID", "root")
            .env("AWS_SECRET_ACCESS_KEY", "root");
        let told = succeeded(&["network.py"], &command.arg(SCRIPT).output().unwrap());
        Self {
            url,
            told: serde_json::from_str(&told).unwrap(),
            _server: server,
            _folder: folder,
        }
    }

    /// The client that signs with that key.
    fn account(&self, id: &str, secret: &str) -> Box<dyn AwsAccount> {
        let settings = AppStreamSettings {
            ec2_endpoint: Some(self.url.clone()),
            sts_endpoint: Some(self.url.clone()),
            static_credentials: Some((id.into(), secret.into())),
            ..AppStreamSettings::default()
        };
        Box::new(AppStreamClient::new(settings, Arc::new(SystemClock)))
    }

    /// The client of that user.
    fn user(&self, name: &str) -> Box<dyn AwsAccount> {
        let user = &self.told[name];
        self.account(&text(&user["id"]), &text(&user["secret"]))
    }

    fn subnet(&self, name: &str) -> String {
        text(&self.told["subnets"][name])
    }
}

#[tokio::test]
async fn the_nat_gateways_address_is_found_in_an_ec2_that_checks_signatures() {
    if without("the AWS account in moto", "moto.server") {
        return;
    }
    let moto = Moto::start();
    let reader = moto.user("reader");
    let names = ["own", "main", "public", "closed"];
    let subnets: Vec<String> = names.iter().map(|name| moto.subnet(name)).collect();
    let nat = Egress::Nat(NatGateway {
        id: text(&moto.told["nat"]),
        state: "available".into(),
        public: true,
        addresses: vec![text(&moto.told["address"]).parse().unwrap()],
        grows: false,
    });
    let internet = Egress::InternetGateway(text(&moto.told["internet"]));
    let expected = subnets.iter().zip([nat.clone(), nat, internet, Egress::Nowhere]);
    let expected: Vec<SubnetEgress> = expected
        .map(|(subnet, egress)| SubnetEgress {
            subnet: subnet.clone(),
            egress,
        })
        .collect();
    assert_eq!(reader.egress(&subnets).await.unwrap(), expected);
    assert_eq!(reader.region().await.as_deref(), Some("ap-northeast-1"));
    let identity = AwsIdentity {
        account: text(&moto.told["account"]),
        arn: text(&moto.told["reader"]["arn"]),
    };
    assert_eq!(reader.identity().await.unwrap(), identity);

    let missing = reader.egress(&["subnet-0123456789abcdef0".into()]).await.unwrap_err();
    assert_eq!(missing.kind, Kind::Missing, "{missing:?}");

    let denied = moto.user("stranger").egress(&[moto.subnet("own")]).await.unwrap_err();
    assert_eq!(denied.kind, Kind::Forbidden, "{denied:?}");
    assert!(denied.advice.contains("ec2:DescribeNatGateways"), "{denied:?}");

    let forger = moto.account(&text(&moto.told["reader"]["id"]), "not the secret");
    for failure in [
        forger.egress(&subnets).await.unwrap_err(),
        forger.identity().await.unwrap_err(),
        moto.account("AKIAUNKNOWN", "secret").identity().await.unwrap_err(),
    ] {
        assert_eq!(failure.kind, Kind::Auth, "{failure:?}");
    }
}
