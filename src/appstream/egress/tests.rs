//! The walk from subnets to public addresses, over answers as EC2 words them.

use super::*;
use crate::appstream::AppStreamClient;
use crate::appstream::tests::client;
use crate::domain::Kind;
use crate::gateway::AwsAccount;
use crate::responder::{Asked, Reply, Responder};

/// The client of the other tests, with an EC2.
fn with_ec2(server: &Responder) -> AppStreamClient {
    let mut client = client("http://127.0.0.1:9".into());
    client.settings.ec2_endpoint = Some(server.base());
    client
}

fn answer(action: &str, list: &str, items: &str, more: &str) -> Reply {
    let answer = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<{action}Response xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\">\n    \
         <requestId>59dbff89</requestId>\n    <{list}>{items}</{list}>{more}\n</{action}Response>"
    );
    Reply::json(200, answer)
}

fn table(default_route: &str) -> String {
    let local =
        "<item><destinationCidrBlock>10.0.0.0/16</destinationCidrBlock><gatewayId>local</gatewayId><state>active</state></item>";
    let set = format!("<routeTableId>rtb-1</routeTableId><vpcId>vpc-1</vpcId><routeSet>{local}{default_route}</routeSet>");
    format!("<item>{set}<associationSet><item><main>false</main></item></associationSet><tagSet/></item>")
}

fn default(target: &str, state: &str) -> String {
    let to = "<destinationCidrBlock>0.0.0.0/0</destinationCidrBlock>";
    format!("<item>{to}{target}<state>{state}</state><origin>CreateRoute</origin></item>")
}

const NAT: &str = "<natGatewayId>nat-1</natGatewayId>";

/// The subnet that the question is about, where it is about one.
fn subnet(asked: &Asked) -> String {
    let body = String::from_utf8_lossy(&asked.body).into_owned();
    let of = body.split("Filter.1.Name=association.subnet-id&Filter.1.Value.1=").nth(1);
    of.and_then(|of| of.split('&').next()).unwrap_or_default().to_owned()
}

fn has(asked: &Asked, text: &str) -> bool {
    String::from_utf8_lossy(&asked.body).contains(text)
}

async fn walk(server: &Responder, subnets: &[&str]) -> Result<Vec<Egress>> {
    let subnets: Vec<String> = subnets.iter().map(|subnet| (*subnet).to_owned()).collect();
    let found = with_ec2(server).egress(&subnets).await?;
    let names: Vec<&String> = found.iter().map(|found| &found.subnet).collect();
    assert_eq!(names, subnets.iter().collect::<Vec<_>>(), "as they were asked for");
    Ok(found.into_iter().map(|found| found.egress).collect())
}

#[tokio::test]
async fn the_default_route_tells_where_a_subnet_leads() {
    let server = Responder::start(|asked, _| {
        let route = match subnet(asked).as_str() {
            "subnet-igw" => default("<gatewayId>igw-1</gatewayId>", "active"),
            "subnet-vgw" => default("<gatewayId>vgw-1</gatewayId>", "active"),
            "subnet-tgw" => default("<transitGatewayId>tgw-1</transitGatewayId>", "active"),
            "subnet-eni" => {
                let target = "<instanceOwnerId>1</instanceOwnerId><networkInterfaceId>eni-1</networkInterfaceId>";
                default(&format!("<instanceId>i-1</instanceId>{target}"), "active")
            }
            "subnet-new" => default("<quantumGatewayId>q-1</quantumGatewayId>", "active"),
            "subnet-dead" => default(NAT, "blackhole"),
            _ => String::new(),
        };
        answer("DescribeRouteTables", "routeTableSet", &table(&route), "")
    })
    .await;
    let subnets = [
        "subnet-igw",
        "subnet-vgw",
        "subnet-tgw",
        "subnet-eni",
        "subnet-new",
        "subnet-dead",
        "subnet-none",
    ];
    let elsewhere = |target: &str| Egress::Elsewhere(target.into());
    let expected = [
        Egress::InternetGateway("igw-1".into()),
        elsewhere("vgw-1"),
        elsewhere("tgw-1"),
        elsewhere("i-1"),
        elsewhere("something that EC2 does not name"),
        Egress::Nowhere,
        Egress::Nowhere,
    ];
    assert_eq!(walk(&server, &subnets).await.unwrap(), expected);
    assert_eq!(server.lines().len(), subnets.len(), "no NAT gateway was asked for");
}

#[tokio::test]
async fn a_subnet_without_a_table_of_its_own_has_the_main_one_and_a_shared_gateway_is_asked_for_once() {
    let server = Responder::start(|asked, _| {
        if has(asked, "Action=DescribeSubnets") {
            assert!(has(asked, "&SubnetId.1=subnet-b"));
            return answer("DescribeSubnets", "subnetSet", "<item><vpcId>vpc-1</vpcId></item>", "");
        }
        if has(asked, "Action=DescribeNatGateways") {
            assert!(has(asked, "&Filter.1.Name=nat-gateway-id&Filter.1.Value.1=nat-1"));
            assert!(!has(asked, "Value.2"), "once, though two lead there");
            let addresses = "<item><publicIp>203.0.113.10</publicIp><privateIp>10.0.0.5</privateIp><status>succeeded</status></item>\
                             <item><publicIp>203.0.113.11</publicIp></item>\
                             <item><publicIp>203.0.113.12</publicIp><status>failed</status></item>\
                             <item><privateIp>10.0.0.6</privateIp></item>";
            let gateway = format!("{NAT}<state>available</state><natGatewayAddressSet>{addresses}</natGatewayAddressSet>");
            return answer("DescribeNatGateways", "natGatewaySet", &format!("<item>{gateway}</item>"), "");
        }
        let main = has(asked, "Filter.1.Name=vpc-id&Filter.1.Value.1=vpc-1&Filter.2.Name=association.main&Filter.2.Value.1=true");
        let found = match subnet(asked).as_str() {
            "subnet-a" => table(&default(NAT, "active")),
            "" if main => table(&default(NAT, "active")),
            _ => String::new(),
        };
        answer("DescribeRouteTables", "routeTableSet", &found, "")
    })
    .await;
    let gateway = NatGateway {
        id: "nat-1".into(),
        state: "available".into(),
        public: true,
        addresses: vec!["203.0.113.10".parse().unwrap(), "203.0.113.11".parse().unwrap()],
        grows: false,
    };
    let both = [Egress::Nat(gateway.clone()), Egress::Nat(gateway)];
    assert_eq!(walk(&server, &["subnet-a", "subnet-b"]).await.unwrap(), both);
    assert_eq!(server.lines().len(), 5);
}

#[tokio::test]
async fn lists_go_on_behind_a_token_and_tell_private_and_growing_gateways_and_those_that_are_gone() {
    let server = Responder::start(|asked, _| {
        if !has(asked, "Action=DescribeNatGateways") {
            let id = subnet(asked).replace("subnet", "nat");
            let route = default(&format!("<natGatewayId>{id}</natGatewayId>"), "active");
            return match has(asked, "&NextToken=behind%2B") {
                true => answer("DescribeRouteTables", "routeTableSet", &table(&route), ""),
                false if id == "nat-2" => answer("DescribeRouteTables", "routeTableSet", "", "<nextToken>behind+</nextToken>"),
                false => answer("DescribeRouteTables", "routeTableSet", &table(&route), "<nextToken/>"),
            };
        }
        let (id, more) = match has(asked, "NextToken=") {
            false => ("nat-1", "<connectivityType>private</connectivityType>"),
            true => (
                "nat-2",
                "<connectivityType>public</connectivityType><availabilityMode>regional</availabilityMode><autoScalingIps>enabled</autoScalingIps>",
            ),
        };
        let gateway = format!("<item><natGatewayId>{id}</natGatewayId><state>available</state>{more}</item>");
        let next = if id == "nat-1" { "<nextToken>on</nextToken>" } else { "" };
        answer("DescribeNatGateways", "natGatewaySet", &gateway, next)
    })
    .await;
    let found = walk(&server, &["subnet-1", "subnet-2", "subnet-3"]).await.unwrap();
    let told: Vec<_> = found
        .iter()
        .map(|egress| match egress {
            Egress::Nat(gateway) => Some((gateway.id.as_str(), gateway.public, gateway.grows)),
            _ => None,
        })
        .collect();
    assert_eq!(told, [Some(("nat-1", false, false)), Some(("nat-2", true, true)), None]);
    assert_eq!(found[2], Egress::Nowhere);
}

#[tokio::test]
async fn a_denial_names_the_action_that_was_denied() {
    let server = Responder::start(|asked, _| match has(asked, "Action=DescribeNatGateways") {
        false => answer("DescribeRouteTables", "routeTableSet", &table(&default(NAT, "active")), ""),
        true => Reply::json(
            403,
            "<Response><Errors><Error><Code>UnauthorizedOperation</Code><Message>no</Message></Error></Errors></Response>",
        ),
    })
    .await;
    let denied = walk(&server, &["subnet-a"]).await.unwrap_err();
    assert_eq!(denied.kind, Kind::Forbidden);
    assert!(denied.advice.contains("ec2:DescribeNatGateways"), "{denied:?}");
}

#[tokio::test]
async fn an_unknown_subnet_is_missing_and_no_subnets_are_no_question() {
    let server = Responder::start(|asked, _| match has(asked, "Action=DescribeSubnets") {
        true => answer("DescribeSubnets", "subnetSet", "", ""),
        false => answer("DescribeRouteTables", "routeTableSet", "", ""),
    })
    .await;
    let missing = walk(&server, &["subnet-x"]).await.unwrap_err();
    assert_eq!(missing.kind, Kind::Missing, "{missing:?}");
    assert!(missing.message.contains("there is no subnet subnet-x"), "{missing:?}");
    assert_eq!(client("http://127.0.0.1:9".into()).egress(&[]).await.unwrap(), []);
}
