"""A fleet's network in moto, and two users there: what peers/moto.rs asks for, told as one JSON document on stdout."""

import json
import os
import urllib.request

import boto3

ENDPOINT = os.environ["AWS_ENDPOINT_URL"]
READS = ["ec2:DescribeRouteTables", "ec2:DescribeSubnets", "ec2:DescribeNatGateways"]

ec2 = boto3.client("ec2")
iam = boto3.client("iam")


def subnet(vpc, block):
    return ec2.create_subnet(VpcId=vpc, CidrBlock=block)["Subnet"]["SubnetId"]


def route_table(vpc, subnet, **default):
    """A table of that subnet's own."""
    table = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
    ec2.create_route(RouteTableId=table, DestinationCidrBlock="0.0.0.0/0", **default)
    ec2.associate_route_table(RouteTableId=table, SubnetId=subnet)


def main_table(vpc):
    filters = [{"Name": "vpc-id", "Values": [vpc]}, {"Name": "association.main", "Values": ["true"]}]
    return ec2.describe_route_tables(Filters=filters)["RouteTables"][0]["RouteTableId"]


def network():
    """A public subnet with a NAT gateway in it, and private ones that lead there: one by a table of its own, one by the main one."""
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    public, own, main, closed = (subnet(vpc, f"10.0.{n}.0/24") for n in range(4))
    internet = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
    ec2.attach_internet_gateway(InternetGatewayId=internet, VpcId=vpc)
    address = ec2.allocate_address(Domain="vpc")
    ec2.allocate_address(Domain="vpc")  # not the gateway's
    nat = ec2.create_nat_gateway(SubnetId=public, AllocationId=address["AllocationId"])["NatGateway"]["NatGatewayId"]
    route_table(vpc, public, GatewayId=internet)
    route_table(vpc, own, NatGatewayId=nat)
    ec2.create_route(RouteTableId=main_table(vpc), DestinationCidrBlock="0.0.0.0/0", NatGatewayId=nat)
    closed_table = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
    ec2.associate_route_table(RouteTableId=closed_table, SubnetId=closed)
    subnets = {"public": public, "own": own, "main": main, "closed": closed}
    return {"subnets": subnets, "internet": internet, "nat": nat, "address": address["PublicIp"]}


def user(name, actions):
    """A user who may do that, and the user's key."""
    arn = iam.create_user(UserName=name)["User"]["Arn"]
    policy = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": actions, "Resource": "*"}]}
    iam.put_user_policy(UserName=name, PolicyName="reads", PolicyDocument=json.dumps(policy))
    key = iam.create_access_key(UserName=name)["AccessKey"]
    return {"arn": arn, "id": key["AccessKeyId"], "secret": key["SecretAccessKey"]}


told = network()
told["account"] = boto3.client("sts").get_caller_identity()["Account"]
told["reader"] = user("reader", READS)
told["stranger"] = user("stranger", ["ec2:DescribeRouteTables"])
# from here on moto checks signatures and policies
headers = {"Content-Type": "text/plain"}
urllib.request.urlopen(urllib.request.Request(f"{ENDPOINT}/moto-api/reset-auth", b"0", headers), timeout=30)
print(json.dumps(told))
