//! How subnets reach the internet, by EC2: the route table of each, its default route, and the NAT gateways' addresses.

use std::collections::HashMap;
use std::sync::Arc;

use super::call::{Call, EVERYWHERE, Service};
use super::connect::Connection;
use super::fault;
use super::query::{Parameters, Query};
use super::xml::Element;
use crate::domain::failure::Result;
use crate::domain::fleet::{Egress, NatGateway, SubnetEgress};
use crate::gateway::Clock;
use crate::say;

const VERSION: &str = "2016-11-15";
const ROUTE_TABLES: Call = Call {
    service: Service::Ec2,
    action: "DescribeRouteTables",
    what: say::services::read_route_tables,
    scope: EVERYWHERE,
};
const SUBNETS: Call = Call {
    service: Service::Ec2,
    action: "DescribeSubnets",
    what: say::services::read_subnets,
    scope: EVERYWHERE,
};
const NAT_GATEWAYS: Call = Call {
    service: Service::Ec2,
    action: "DescribeNatGateways",
    what: say::services::read_nat_gateways,
    scope: EVERYWHERE,
};

/// Where a default route can lead other than to NAT and internet gateways, as EC2's answers name it.
const ELSEWHERE: &[&str] = &[
    "gatewayId",
    "transitGatewayId",
    "vpcPeeringConnectionId",
    "coreNetworkArn",
    "localGatewayId",
    "carrierGatewayId",
    "odbNetworkArn",
    "instanceId",
    "networkInterfaceId",
];

/// Where each of these subnets sends its traffic.
pub(super) async fn of(connection: &Connection, clock: Arc<dyn Clock>, subnets: &[String]) -> Result<Vec<SubnetEgress>> {
    if subnets.is_empty() {
        return Ok(Vec::new());
    }
    let ec2 = Query::connect(connection, &ROUTE_TABLES, VERSION, clock).await?;
    let mut found = Vec::new();
    for subnet in subnets {
        found.push(SubnetEgress {
            subnet: subnet.clone(),
            egress: default_route(&route_table(&ec2, subnet).await?),
        });
    }
    with_addresses(&ec2, found).await
}

/// The table that routes a subnet: its own, else the main one of its VPC.
async fn route_table(ec2: &Query, subnet: &str) -> Result<Element> {
    if let Some(own) = first_table(ec2, &filters(&[("association.subnet-id", &[subnet])])).await? {
        return Ok(own);
    }
    let asked = vec![("SubnetId.1".to_owned(), subnet.to_owned())];
    let described = ec2.list(&SUBNETS, &asked, "subnetSet").await?;
    let vpc = described.iter().find_map(|subnet| subnet.text("vpcId"));
    let vpc = vpc.ok_or_else(|| fault::missing(&SUBNETS, &say::services::no_subnet(subnet)))?;
    let main = filters(&[("vpc-id", &[vpc]), ("association.main", &["true"])]);
    let main = first_table(ec2, &main).await?;
    main.ok_or_else(|| fault::missing(&ROUTE_TABLES, &say::services::no_main_table(vpc)))
}

async fn first_table(ec2: &Query, filters: &Parameters) -> Result<Option<Element>> {
    let tables = ec2.list(&ROUTE_TABLES, filters, "routeTableSet").await?;
    Ok(tables.into_iter().next())
}

fn filters(filters: &[(&str, &[&str])]) -> Parameters {
    let mut parameters = Vec::new();
    for (n, (name, values)) in (1..).zip(filters) {
        parameters.push((format!("Filter.{n}.Name"), (*name).to_owned()));
        for (m, value) in (1..).zip(*values) {
            parameters.push((format!("Filter.{n}.Value.{m}"), (*value).to_owned()));
        }
    }
    parameters
}

/// Where a table's default route leads. Of a NAT gateway the table knows no more than the id.
fn default_route(table: &Element) -> Egress {
    let mut routes = table.items("routeSet");
    let default =
        routes.find(|route| route.text("destinationCidrBlock") == Some("0.0.0.0/0") && route.text("state") == Some("active"));
    let Some(route) = default else { return Egress::Nowhere };
    if let Some(id) = route.text("natGatewayId") {
        return Egress::Nat(NatGateway {
            id: id.to_owned(),
            ..NatGateway::default()
        });
    }
    match route.text("gatewayId") {
        Some(id) if id.starts_with("igw-") => Egress::InternetGateway(id.to_owned()),
        _ => {
            let target = ELSEWHERE.iter().find_map(|kind| route.text(kind));
            Egress::Elsewhere(target.unwrap_or_else(|| say::services::something_unnamed()).to_owned())
        }
    }
}

/// The same, with all that EC2 knows of the NAT gateways. One that is gone leads nowhere.
async fn with_addresses(ec2: &Query, mut found: Vec<SubnetEgress>) -> Result<Vec<SubnetEgress>> {
    let mut ids: Vec<&str> = found.iter().filter_map(nat_id).collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return Ok(found);
    }
    // by a filter: asked by id, EC2 refuses to tell of any where one is gone
    let asked = filters(&[("nat-gateway-id", &ids)]);
    let described = ec2.list(&NAT_GATEWAYS, &asked, "natGatewaySet").await?;
    let gateways: HashMap<String, NatGateway> = described.iter().filter_map(nat_gateway).collect();
    for subnet in &mut found {
        if let Some(id) = nat_id(subnet) {
            subnet.egress = gateways.get(id).cloned().map_or(Egress::Nowhere, Egress::Nat);
        }
    }
    Ok(found)
}

fn nat_id(subnet: &SubnetEgress) -> Option<&str> {
    match &subnet.egress {
        Egress::Nat(gateway) => Some(&gateway.id),
        _ => None,
    }
}

fn nat_gateway(described: &Element) -> Option<(String, NatGateway)> {
    let id = described.text("natGatewayId")?.to_owned();
    let in_use = |address: &&Element| address.text("status").is_none_or(|status| status == "succeeded");
    let addresses = described.items("natGatewayAddressSet").filter(in_use);
    let gateway = NatGateway {
        id: id.clone(),
        state: described.text("state").unwrap_or_default().to_owned(),
        // older gateways, and moto's, do not say
        public: described.text("connectivityType") != Some("private"),
        addresses: addresses
            .filter_map(|address| address.text("publicIp")?.parse().ok())
            .collect(),
        grows: described.text("availabilityMode") == Some("regional") && described.text("autoScalingIps") == Some("enabled"),
    };
    Some((id, gateway))
}

#[cfg(test)]
mod tests;
