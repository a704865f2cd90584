"""AppStream by boto3: what peers/aws.rs asks for, answered as one JSON document on stdout."""

import html
import json
import re
import sys
import urllib.request

import boto3
from botocore.exceptions import ClientError

HERE = {"StackName": "naptop-stack", "FleetName": "naptop-fleet"}

client = boto3.client("appstream")


def enter(url):
    """Opens a streaming URL as a browser does; the context that its page shows."""
    with urllib.request.urlopen(url, timeout=30) as answer:
        page = answer.read().decode()
    shown = re.search(r"<dt>Session context</dt><dd>(.*?)</dd>", page)
    return {"context": html.unescape(shown.group(1)) if shown else None}


def sessions(user):
    """The ids of the user's sessions."""
    found = client.describe_sessions(**HERE, UserId=user, AuthenticationType="API", Limit=50)["Sessions"]
    assert all(session["UserId"] == user and session["State"] == "ACTIVE" for session in found), found
    return [session["Id"] for session in found]


def error_of(call, **arguments):
    """The code of the error that the call answers."""
    try:
        call(**arguments)
    except ClientError as error:
        return error.response["Error"]["Code"]
    return None


def life(context):
    """A streaming URL from its making to the end of its session, and what the fleet is like."""
    user = "boto3@example.com"
    wanted = {**HERE, "UserId": user, "ApplicationId": "RemoteDesktopBat", "SessionContext": context, "Validity": 300}
    made = client.create_streaming_url(**wanted)
    assert made["Expires"].tzinfo is not None, made["Expires"]
    page = enter(made["StreamingURL"])
    before = sessions(user)
    client.expire_session(SessionId=before[0])
    fleet = client.describe_fleets(Names=[HERE["FleetName"]])["Fleets"][0]
    images = client.describe_images(Names=[fleet["ImageName"]])["Images"]
    return {
        **page,
        "sessions": [len(before), len(sessions(user))],
        "unknown_stack": error_of(client.create_streaming_url, **{**wanted, "StackName": "nowhere"}),
        "fleet": {"state": fleet["State"], "internet": fleet["EnableDefaultInternetAccess"], "subnets": fleet["VpcConfig"]["SubnetIds"]},
        "stacks": [stack["Name"] for stack in client.describe_stacks(Names=[HERE["StackName"]])["Stacks"]],
        "associated": client.list_associated_fleets(StackName=HERE["StackName"])["Names"],
        "applications": [application["Name"] for application in images[0]["Applications"]],
    }


print(json.dumps({"life": life, "enter": enter, "sessions": sessions}[sys.argv[1]](sys.argv[2])))
