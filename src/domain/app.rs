//! What one connects to on a device: a name, the device's port, and whether AppStream starts it from a session context.

/// One way of using a device remotely.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct App {
    /// As `--app` and the form take it.
    pub name: &'static str,
    /// The TCP port on the device.
    pub port: u16,
}

/// The apps that are shipped.
pub const APPS: &[App] = &[App { name: "rdp", port: 3389 }];

impl App {
    /// The shipped app of that name.
    pub fn named(name: &str) -> Option<Self> {
        APPS.iter().copied().find(|app| app.name == name)
    }
}
