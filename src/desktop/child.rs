//! The programs that work is given to: without the credentials that naptop found in its environment.

use std::process::{Command, Stdio};

/// What a browser, a clipboard or a viewer has no use for. A crash report would take it along.
const CREDENTIALS: [&str; 7] = [
    "SORACOM_AUTH_KEY_ID",
    "SORACOM_AUTH_KEY",
    "AWS_ACCESS_KEY_ID",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
    "AWS_SECURITY_TOKEN",
    "AWS_CONTAINER_AUTHORIZATION_TOKEN",
];

/// The command, without credentials.
pub(super) fn without_credentials(mut command: Command) -> Command {
    for name in CREDENTIALS {
        command.env_remove(name);
    }
    command
}

/// The command, silent and without credentials.
pub(super) fn quiet(command: Command) -> Command {
    let mut command = without_credentials(command);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}
