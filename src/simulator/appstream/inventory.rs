//! The stack, the fleet and the image that the simulated account has, as their Describe calls show them.

use serde_json::{Value, json};

use super::input::{missing, name, text, texts, whole};
use super::{Refusal, refusal};
use crate::simulator::core::Core;

pub(in crate::simulator) const STACK: &str = "naptop-stack";
pub(in crate::simulator) const FLEET: &str = "naptop-fleet";
const IMAGE: &str = "naptop-image";
pub(super) const ACCOUNT: &str = "123456789012";
/// How many instances the fleet has, and so how many sessions.
pub(in crate::simulator) const INSTANCES: usize = 10;
/// How long a session may last, in seconds.
pub(super) const LONGEST: i64 = 57_600;

fn arn(what: &str, name: &str) -> String {
    format!("arn:aws:appstream:ap-northeast-1:{ACCOUNT}:{what}/{name}")
}

/// `only` one exists: asked by name, it must be that one.
fn exists(what: &str, only: &str, asked: &[&str]) -> Result<(), Refusal> {
    match asked.iter().find(|asked| **asked != only) {
        Some(unknown) => Err(missing(what, unknown)),
        None => Ok(()),
    }
}

/// The stack and the fleet of a call that names both.
pub(super) fn pair(input: &Value) -> Result<(), Refusal> {
    exists("Stack", STACK, &[name(input, "StackName")?])?;
    exists("Fleet", FLEET, &[name(input, "FleetName")?])
}

/// Everything fits in one page, so no token was ever given out.
fn first_page(input: &Value) -> Result<(), Refusal> {
    match text(input, "NextToken", 1, usize::MAX)? {
        Some(_) => Err(refusal(
            400,
            "InvalidParameterCombinationException",
            "The pagination token is not valid.",
        )),
        None => Ok(()),
    }
}

pub(super) fn fleets(core: &Core, input: &Value) -> Result<Value, Refusal> {
    first_page(input)?;
    exists("Fleet", FLEET, &texts(input, "Names")?)?;
    let used = core.world().live_sessions().len().min(INSTANCES);
    let fleet = json!({
        "Arn": arn("fleet", FLEET), "Name": FLEET, "DisplayName": "naptop", "State": "RUNNING", "FleetType": "ON_DEMAND",
        "ImageName": IMAGE, "ImageArn": arn("image", IMAGE), "InstanceType": "stream.standard.medium",
        "ComputeCapacityStatus": { "Desired": INSTANCES, "Running": INSTANCES, "InUse": used, "Available": INSTANCES - used },
        "MaxUserDurationInSeconds": LONGEST, "DisconnectTimeoutInSeconds": 300, "IdleDisconnectTimeoutInSeconds": 600,
        "VpcConfig": { "SubnetIds": core.options.subnets, "SecurityGroupIds": ["sg-0a1b2c3d4e5f60003"] },
        "CreatedTime": core.born / 1000 - 86_400 * 30, "FleetErrors": [], "EnableDefaultInternetAccess": false,
        "StreamView": "APP", "Platform": "WINDOWS_SERVER_2022",
    });
    Ok(json!({ "Fleets": [fleet] }))
}

pub(super) fn stacks(core: &Core, input: &Value) -> Result<Value, Refusal> {
    first_page(input)?;
    exists("Stack", STACK, &texts(input, "Names")?)?;
    let setting = |action: &str, permission: &str| json!({ "Action": action, "Permission": permission });
    let stack = json!({
        "Arn": arn("stack", STACK), "Name": STACK, "DisplayName": "naptop", "Description": "Remote desktop to devices",
        "CreatedTime": core.born / 1000 - 86_400 * 30, "StackErrors": [],
        "UserSettings": [
            setting("CLIPBOARD_COPY_FROM_LOCAL_DEVICE", "ENABLED"), setting("CLIPBOARD_COPY_TO_LOCAL_DEVICE", "ENABLED"),
            setting("FILE_UPLOAD", "DISABLED"), setting("FILE_DOWNLOAD", "DISABLED"),
            setting("PRINTING_TO_LOCAL_DEVICE", "DISABLED"),
        ],
    });
    Ok(json!({ "Stacks": [stack] }))
}

pub(super) fn associated(input: &Value) -> Result<Value, Refusal> {
    first_page(input)?;
    exists("Stack", STACK, &[name(input, "StackName")?])?;
    Ok(json!({ "Names": [FLEET] }))
}

pub(super) fn images(core: &Core, input: &Value) -> Result<Value, Refusal> {
    first_page(input)?;
    whole(input, "MaxResults", 0, 25)?;
    exists("Image", IMAGE, &texts(input, "Names")?)?;
    exists("Image", &arn("image", IMAGE), &texts(input, "Arns")?)?;
    if text(input, "Type", 1, 16)?.is_some_and(|kind| kind != "PRIVATE") {
        return Ok(json!({ "Images": [] }));
    }
    let application = |name: &str, display: &str, path: &str, enabled: bool| {
        json!({ "Name": name, "DisplayName": display, "LaunchPath": path, "LaunchParameters": "", "Enabled": enabled,
                "WorkingDirectory": "C:\\Windows\\System32", "Metadata": {}, "Platforms": ["WINDOWS_SERVER_2022"] })
    };
    let image = json!({
        "Name": IMAGE, "Arn": arn("image", IMAGE), "BaseImageArn": arn("image", "AppStream-WinServer2022"), "DisplayName": "naptop",
        "State": "AVAILABLE", "Visibility": "PRIVATE", "ImageBuilderSupported": true, "Platform": "WINDOWS_SERVER_2022",
        "CreatedTime": core.born / 1000 - 86_400 * 31, "AppstreamAgentVersion": "10-13-2026", "LatestAppstreamAgentVersion": "TRUE",
        "ImageErrors": [],
        "Applications": [
            application("RemoteDesktopBat", "Remote Desktop", "C:\\Scripts\\remote-desktop.bat", true),
            application("Notepad", "Notepad", "C:\\Windows\\System32\\notepad.exe", false),
        ],
    });
    Ok(json!({ "Images": [image] }))
}
