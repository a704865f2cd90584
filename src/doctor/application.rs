//! The application that starts mstsc: whether the fleet's image has it under the configured name.

use super::name;
use super::unseen::{Seen, Unseen, unknown};
use crate::domain::Kind;
use crate::domain::checkup::Check;
use crate::domain::fleet::{Application, Image};
use crate::domain::link::ResourceName;
use crate::say;

/// Whether the application is in the image and can be started.
pub(super) fn application(image: &Seen<Option<Image>>, application: &ResourceName) -> Check {
    let wanted = application.as_str();
    let image = match image {
        Ok(Some(image)) => image,
        Ok(None) => {
            return Check::unknown(
                name::APPLICATION,
                say::checked_aws::no_image(wanted),
                say::checked_aws::shows_applications(),
            );
        }
        Err(Unseen::Failed(failure)) if failure.kind == Kind::Missing => {
            return Check::broken(name::APPLICATION, &failure.message, say::checked_aws::image_missing());
        }
        Err(unseen) => return unknown(name::APPLICATION, unseen),
    };
    if image.state != "AVAILABLE" {
        let state = match image.state.as_str() {
            "" => say::checked_aws::of_unknown_state(),
            state => state,
        };
        return Check::broken(
            name::APPLICATION,
            say::checked_aws::image_unavailable(&image.name, state),
            say::checked_aws::await_image(),
        );
    }
    match image.applications.iter().find(|application| application.name == wanted) {
        Some(Application { enabled: true, .. }) => Check::ok(name::APPLICATION, say::checked_aws::listed(wanted, &image.name)),
        Some(_) => Check::broken(
            name::APPLICATION,
            say::checked_aws::disabled(wanted, &image.name),
            say::checked_aws::enable(),
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
    let there = names.join(", ");
    let (detail, advice) = match names.iter().find(|name| name.eq_ignore_ascii_case(wanted)) {
        Some(alike) => (
            say::checked_aws::absent_but_alike(wanted, &image.name, there, alike),
            say::checked_aws::set_application_to(alike),
        ),
        None if names.is_empty() => (
            say::checked_aws::absent_from_none(wanted, &image.name),
            say::checked_aws::set_application().into(),
        ),
        None => (
            say::checked_aws::absent(wanted, &image.name, there),
            say::checked_aws::set_application().into(),
        ),
    };
    Check::broken(name::APPLICATION, detail, advice)
}
