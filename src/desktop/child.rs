//! The programs that the desktop's work is given to: without the credentials that naptop found in its environment.

use std::process::{Command, Stdio};

/// What a browser or a clipboard has no use for. A crash report would take it along.
const CREDENTIALS: [&str; 7] = [
    "SORACOM_AUTH_KEY_ID",
    "SORACOM_AUTH_KEY",
    "AWS_ACCESS_KEY_ID",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
    "AWS_SECURITY_TOKEN",
    "AWS_CONTAINER_AUTHORIZATION_TOKEN",
];

/// The command, silent and without credentials.
pub(super) fn quiet(mut command: Command) -> Command {
    for name in CREDENTIALS {
        command.env_remove(name);
    }
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}
