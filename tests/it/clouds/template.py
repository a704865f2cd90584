"""assets/aws/naptop.yaml as cfn-lint reads it, and as moto deploys it: one JSON document on stdout for tests/it/clouds.rs."""

import ipaddress
import itertools
import json
import os
import sys

REGION = "ap-northeast-1"
PARAMETERS = {"ImageName": "naptop-image", "VpcCidr": "10.9.0.0/20", "Zones": "ap-northeast-1a,ap-northeast-1c"}


def read(path):
    """The template, with every short form of a function written out."""
    from cfnlint.decode import cfn_yaml

    return json.loads(json.dumps(cfn_yaml.load(path)))


def for_moto(node):
    """The same in what moto knows: Fn::Cidr computed, and an Elastic IP's address by Ref, which means the same."""
    if isinstance(node, list):
        return [for_moto(item) for item in node]
    if isinstance(node, str):
        return node.replace("${Eip.PublicIp}", "${Eip}")
    if not isinstance(node, dict):
        return node
    if "Fn::Cidr" not in node:
        return {key: for_moto(value) for key, value in node.items()}
    outer, count, bits = node["Fn::Cidr"]
    network = ipaddress.ip_network(PARAMETERS[outer["Ref"]])
    subnets = list(itertools.islice(network.subnets(new_prefix=32 - bits), count))
    assert len(subnets) == count, (network, count, bits)
    return [str(subnet) for subnet in subnets]


def of_type(resources, kind):
    """Those of a type, or of a whole service."""
    return {name: resource for name, resource in resources.items() if f"{resource['Type']}::".startswith(f"{kind}::")}


def deploy(path):
    """What there is once the template is deployed, as EC2 and IAM tell it. moto knows no AppStream, which is left out."""
    os.environ.update(AWS_ACCESS_KEY_ID="testing", AWS_SECRET_ACCESS_KEY="testing", AWS_EC2_METADATA_DISABLED="true")
    import boto3
    from moto import mock_aws

    template = for_moto(read(path))
    resources = template["Resources"]
    left_out = of_type(resources, "AWS::AppStream")
    for name in left_out:
        del resources[name]
    with mock_aws():
        cloudformation, ec2, iam = (boto3.client(name, region_name=REGION) for name in ("cloudformation", "ec2", "iam"))
        cloudformation.create_stack(
            StackName="naptop",
            TemplateBody=json.dumps(template),
            Parameters=[{"ParameterKey": key, "ParameterValue": value} for key, value in PARAMETERS.items()],
            Capabilities=["CAPABILITY_IAM"],
        )
        stack = cloudformation.describe_stacks(StackName="naptop")["Stacks"][0]
        outputs = {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]}
        made = {
            resource["LogicalResourceId"]: resource["PhysicalResourceId"]
            for resource in cloudformation.describe_stack_resources(StackName="naptop")["StackResources"]
        }
        # moto takes an association for done without telling EC2
        for resource in of_type(resources, "AWS::EC2::SubnetRouteTableAssociation").values():
            table, subnet = (made[resource["Properties"][key]["Ref"]] for key in ("RouteTableId", "SubnetId"))
            ec2.associate_route_table(RouteTableId=table, SubnetId=subnet)
        subnets = {}
        for name in of_type(resources, "AWS::EC2::Subnet"):
            subnet = ec2.describe_subnets(SubnetIds=[made[name]])["Subnets"][0]
            tables = ec2.describe_route_tables(Filters=[{"Name": "association.subnet-id", "Values": [made[name]]}])
            routes = tables["RouteTables"][0]["Routes"]
            default = next(route for route in routes if route.get("DestinationCidrBlock") == "0.0.0.0/0")
            gateway = default.get("NatGatewayId")
            gateways = ec2.describe_nat_gateways(NatGatewayIds=[gateway])["NatGateways"] if gateway else []
            subnets[name] = {
                "cidr": subnet["CidrBlock"],
                "zone": subnet["AvailabilityZone"],
                "internet_gateway": default.get("GatewayId"),
                "addresses": [address["PublicIp"] for gateway in gateways for address in gateway["NatGatewayAddresses"]],
            }
        policies = {}
        for policy in of_type(resources, "AWS::IAM::ManagedPolicy"):
            arn = outputs[policy + "Arn"]
            version = iam.get_policy(PolicyArn=arn)["Policy"]["DefaultVersionId"]
            policies[policy] = iam.get_policy_version(PolicyArn=arn, VersionId=version)["PolicyVersion"]["Document"]
    return {
        "left_out": list(left_out),
        "outputs": outputs,
        "subnets": subnets,
        "policies": policies,
    }


print(json.dumps({"read": read, "deploy": deploy}[sys.argv[1]](sys.argv[2]), default=str))
