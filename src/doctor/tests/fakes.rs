//! Services as plain data: what each read answers, `None` where it never does. By default all is as it should be.

use std::net::Ipv4Addr;
use std::sync::Arc;

use async_trait::async_trait;
use jiff::Timestamp;
use tokio::time::Instant;

use crate::access::ServiceClock;
use crate::desktop::{ClipboardPolicy, Environment};
use crate::doctor::{Expected, Machine, Subject, examine};
use crate::domain::audit::AuditEntry;
use crate::domain::checkup::Check;
use crate::domain::failure::Result;
use crate::domain::fleet::{Application, AwsIdentity, Capacity, Egress, Fleet, Image, NatGateway, Stack, SubnetEgress};
use crate::domain::link::ResourceName;
use crate::domain::probe::Answered;
use crate::domain::roster::Page;
use crate::domain::{Device, Endpoint, Failure, Imsi, Kind, Mapping, MappingRequest, SimId, Span};
use crate::gateway::{AwsAccount, Clock, Deletion, GroupNames, Identity, Listing, Lookup, Notice, Pages, Soracom};

pub fn failure(kind: Kind, what: &str) -> Failure {
    Failure::new(kind, format!("could not look: {what}")).advise(format!("ask for iam:{what}"))
}

/// What a read answers, sooner or never.
async fn answer<T: Clone>(told: &Option<Result<T>>) -> Result<T> {
    match told {
        Some(told) => told.clone(),
        None => std::future::pending().await,
    }
}

pub struct FakeSoracom {
    pub identity: Result<Identity>,
    /// The pages of the list.
    pub pages: Result<Vec<Vec<Device>>>,
    pub device: Option<Result<Device>>,
    pub found: Option<Result<Vec<Device>>>,
    pub groups: Option<Result<GroupNames>>,
    pub mappings: Option<Result<Vec<Mapping>>>,
    pub audit: Option<Result<Vec<AuditEntry>>>,
}

pub fn device() -> Device {
    Device {
        sim_id: SimId("8981100000000000001".into()),
        name: "kiosk-tokyo-01".into(),
        imsi: Some(Imsi("440100000000001".into())),
        ..Device::default()
    }
}

impl Default for FakeSoracom {
    fn default() -> Self {
        let identity = Identity {
            operator_id: "OP0099999999".into(),
            user_name: None,
        };
        Self {
            identity: Ok(identity),
            pages: Ok(vec![vec![device()]]),
            device: Some(Ok(device())),
            found: Some(Ok(vec![device()])),
            groups: Some(Ok(GroupNames::new())),
            mappings: Some(Ok(Vec::new())),
            audit: Some(Ok(Vec::new())),
        }
    }
}

#[async_trait]
impl Soracom for FakeSoracom {
    async fn sign_in(&self) -> Result<Identity> {
        self.identity.clone()
    }
    async fn devices(&self, _: Listing, pages: &mut dyn Pages) -> Result<()> {
        for page in self.pages.clone()? {
            if pages.take(Page::from_iter(page)).await.is_break() {
                break;
            }
        }
        Ok(())
    }
    async fn device(&self, _: &SimId) -> Result<Device> {
        answer(&self.device).await
    }
    async fn find(&self, _: &Lookup) -> Result<Vec<Device>> {
        answer(&self.found).await
    }
    async fn groups(&self) -> Result<GroupNames> {
        answer(&self.groups).await
    }
    async fn mappings(&self) -> Result<Vec<Mapping>> {
        answer(&self.mappings).await
    }
    async fn create_mapping(&self, _: &MappingRequest) -> Result<Mapping> {
        panic!("a doctor opens nothing")
    }
    async fn delete_mapping(&self, _: &Endpoint, _: Option<Instant>) -> Result<Deletion> {
        panic!("a doctor deletes nothing")
    }
    async fn ping(&self, _: &SimId) -> Result<Answered> {
        panic!("a doctor sends nothing to a device")
    }
    async fn try_port(&self, _: &SimId, _: u16) -> Result<Answered> {
        panic!("a doctor sends nothing to a device")
    }
    async fn audit(&self, _: Option<&Imsi>, _: Timestamp) -> Result<Vec<AuditEntry>> {
        answer(&self.audit).await
    }
    async fn sign_out(&self) {}
}

pub struct FakeAws {
    pub region: Option<String>,
    pub identity: Result<AwsIdentity>,
    pub stack: Option<Result<Stack>>,
    pub fleets: Option<Result<Vec<String>>>,
    pub fleet: Option<Result<Fleet>>,
    pub image: Option<Result<Image>>,
    pub egress: Option<Result<Vec<SubnetEgress>>>,
}

pub fn fleet() -> Fleet {
    Fleet {
        name: "naptop-fleet".into(),
        state: "RUNNING".into(),
        kind: "ON_DEMAND".into(),
        errors: Vec::new(),
        capacity: Some(Capacity {
            desired: 3,
            in_use: 1,
            available: 2,
        }),
        longest_session: Some(Span::seconds(1800)),
        sessions_per_instance: None,
        subnets: vec!["subnet-a".into()],
        default_internet: Some(false),
        image: Some("naptop-image".into()),
    }
}

pub fn image() -> Image {
    let application = |name: &str, enabled| Application {
        name: name.into(),
        enabled,
    };
    Image {
        name: "naptop-image".into(),
        state: "AVAILABLE".into(),
        applications: vec![application("RemoteDesktopBat", true), application("Notepad", false)],
    }
}

pub fn nat(addresses: &[[u8; 4]]) -> NatGateway {
    NatGateway {
        id: "nat-1".into(),
        state: "available".into(),
        public: true,
        addresses: addresses.iter().map(|address| Ipv4Addr::from(*address)).collect(),
        grows: false,
    }
}

pub fn behind(subnet: &str, egress: Egress) -> SubnetEgress {
    SubnetEgress {
        subnet: subnet.into(),
        egress,
    }
}

impl Default for FakeAws {
    fn default() -> Self {
        let identity = AwsIdentity {
            account: "123456789012".into(),
            arn: "arn:aws:iam::123456789012:user/noc".into(),
        };
        Self {
            region: Some("ap-northeast-1".into()),
            identity: Ok(identity),
            stack: Some(Ok(Stack {
                name: "naptop-stack".into(),
                errors: Vec::new(),
            })),
            fleets: Some(Ok(vec!["naptop-fleet".into()])),
            fleet: Some(Ok(fleet())),
            image: Some(Ok(image())),
            egress: Some(Ok(vec![behind("subnet-a", Egress::Nat(nat(&[[203, 0, 113, 10]])))])),
        }
    }
}

impl FakeAws {
    /// One that answers nothing but failures of that kind.
    pub fn failing(kind: Kind) -> Self {
        Self {
            region: Some("ap-northeast-1".into()),
            identity: Err(failure(kind, "identity")),
            stack: Some(Err(failure(kind, "stack"))),
            fleets: Some(Err(failure(kind, "fleets"))),
            fleet: Some(Err(failure(kind, "fleet"))),
            image: Some(Err(failure(kind, "image"))),
            egress: Some(Err(failure(kind, "egress"))),
        }
    }
}

#[async_trait]
impl AwsAccount for FakeAws {
    async fn region(&self) -> Option<String> {
        self.region.clone()
    }
    async fn identity(&self) -> Result<AwsIdentity> {
        self.identity.clone()
    }
    async fn stacks(&self) -> Result<Vec<Stack>> {
        answer(&self.stack).await.map(|stack| vec![stack])
    }
    async fn stack(&self, _: &ResourceName) -> Result<Stack> {
        answer(&self.stack).await
    }
    async fn fleets_of(&self, _: &ResourceName) -> Result<Vec<String>> {
        answer(&self.fleets).await
    }
    async fn fleet(&self, _: &ResourceName) -> Result<Fleet> {
        answer(&self.fleet).await
    }
    async fn image(&self, _: &str) -> Result<Image> {
        answer(&self.image).await
    }
    async fn egress(&self, _: &[String]) -> Result<Vec<SubnetEgress>> {
        answer(&self.egress).await
    }
}

/// A local clock that stands still.
struct Still(Timestamp);

impl Clock for Still {
    fn now(&self) -> Timestamp {
        self.0
    }
}

/// A clock that heard of a service that is so many seconds ahead, or of none.
pub fn clock(ahead: Option<i64>) -> ServiceClock {
    let now = Timestamp::from_second(1_767_225_600).unwrap();
    let clock = ServiceClock::new(Arc::new(Still(now)));
    if let Some(ahead) = ahead {
        clock.hear(&Notice::ServiceTime {
            date: Timestamp::from_second(now.as_second() + ahead).unwrap(),
            sent: now,
            received: now,
        });
    }
    clock
}

pub fn expected() -> Expected {
    Expected {
        coverage: "Japan".into(),
        endpoint: "https://api.soracom.io".into(),
        stack: Some("naptop-stack".parse().unwrap()),
        fleet: Some("naptop-fleet".parse().unwrap()),
        application: "RemoteDesktopBat".parse().unwrap(),
        sources: vec!["203.0.113.10/32".parse().unwrap()],
        duration: Span::seconds(1800),
    }
}

pub fn machine() -> Machine {
    Machine {
        environment: Environment {
            display: true,
            term: "xterm-256color".into(),
            ..Environment::default()
        },
        clipboard: ClipboardPolicy::Auto,
        terminal: true,
        size: Some((120, 40)),
        no_color: false,
        colorterm: String::new(),
    }
}

pub fn subject<'a>(soracom: &'a FakeSoracom, aws: &'a FakeAws, clock: &'a ServiceClock) -> Subject<'a> {
    Subject {
        soracom,
        aws,
        clock,
        expected: expected(),
        machine: machine(),
        patience: std::time::Duration::from_millis(200),
    }
}

/// The checks of these services, as configured and on a machine where all is well.
pub async fn examined(soracom: &FakeSoracom, aws: &FakeAws) -> Vec<Check> {
    examine(&subject(soracom, aws, &clock(Some(0)))).await
}

pub fn found<'a>(checks: &'a [Check], name: &str) -> &'a Check {
    checks.iter().find(|check| check.name.word() == name).unwrap()
}
