//! The application that starts mstsc: whether the fleet's image has it under the configured name.

use super::name;
use super::unseen::{Seen, Unseen, unknown};
use crate::domain::Kind;
use crate::domain::checkup::Check;
use crate::domain::fleet::{Application, Image};
use crate::domain::link::ResourceName;

/// Whether the application is in the image and can be started.
pub(super) fn application(image: &Seen<Option<Image>>, application: &ResourceName) -> Check {
    let wanted = application.as_str();
    let image = match image {
        Ok(Some(image)) => image,
        Ok(None) => {
            return Check::unknown(
                name::APPLICATION,
                format!("{wanted}: the fleet has no image that would list it (an elastic fleet has none)"),
                "aws appstream describe-application-fleet-associations --fleet-name FLEET shows what it can start",
            );
        }
        Err(Unseen::Failed(failure)) if failure.kind == Kind::Missing => {
            let advice = "give the fleet an image that exists and is shared with this account";
            return Check::broken(name::APPLICATION, &failure.message, advice);
        }
        Err(unseen) => return unknown(name::APPLICATION, unseen),
    };
    if image.state != "AVAILABLE" {
        let state = if image.state.is_empty() {
            "of unknown state"
        } else {
            &image.state
        };
        return Check::broken(
            name::APPLICATION,
            format!("the image {} is {state}, not AVAILABLE", image.name),
            "wait until the image is available, or give the fleet another one",
        );
    }
    match image.applications.iter().find(|application| application.name == wanted) {
        Some(Application { enabled: true, .. }) => Check::ok(name::APPLICATION, format!("{wanted} in {}", image.name)),
        Some(_) => Check::broken(
            name::APPLICATION,
            format!("{wanted} is in {}, but disabled", image.name),
            "enable it: make a new image from an image builder where it is enabled",
        ),
        None => absent(image, wanted),
    }
}

fn absent(image: &Image, wanted: &str) -> Check {
    let names: Vec<&str> = image
        .applications
        .iter()
        .map(|application| application.name.as_str())
        .collect();
    let there = match names.as_slice() {
        [] => "it has no applications".to_owned(),
        names => format!("it has {}", names.join(", ")),
    };
    let alike = names.iter().find(|name| name.eq_ignore_ascii_case(wanted));
    let (differs, advice) = match alike {
        Some(name) => (
            format!(" ({name} differs only in upper and lower case)"),
            format!("set appstream.application = \"{name}\" in config.toml, or NAPTOP_APPLICATION"),
        ),
        None => (
            String::new(),
            "set appstream.application in config.toml, or NAPTOP_APPLICATION, to the Name of the batch file in the image".into(),
        ),
    };
    let detail = format!("{wanted} is not in {}: {there}{differs}", image.name);
    Check::broken(name::APPLICATION, detail, advice)
}
