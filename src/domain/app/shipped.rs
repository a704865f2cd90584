//! The apps that come with naptop. An `[[app]]` of the same name in config.toml changes them.

use super::{App, Way};
use crate::domain::link::ResourceName;

pub(super) fn apps(application: ResourceName) -> Vec<App> {
    vec![
        App {
            application: Some(application),
            ways: ways(RDP),
            ..App::at("rdp", 3389)
        },
        App {
            ways: ways(&[("ssh -o HostKeyAlias={sim_id} -p {port} {host}", true)]),
            ..App::at("ssh", 22)
        },
        App {
            ways: ways(VNC),
            ..App::at("vnc", 5900)
        },
        App {
            tls: true,
            ways: ways(&[("http://{endpoint}/", false)]),
            ..App::at("http", 80)
        },
    ]
}

/// A command as it would be written in the configuration, and whether it needs the terminal.
type Command = (&'static str, bool);

/// Remmina asks for user and password in a window; xfreerdp asks on the terminal.
const RDP: &[Command] = if cfg!(windows) {
    &[("mstsc /v:{endpoint}", false)]
} else if cfg!(target_os = "macos") {
    &[("open -W {rdp_file}", false)]
} else {
    &[
        ("remmina -c rdp://{endpoint}", false),
        ("xfreerdp3 /v:{endpoint}", true),
        ("xfreerdp /v:{endpoint}", true),
    ]
};

/// TigerVNC, RealVNC and TightVNC all take two colons in front of a port. macOS has a viewer of its own.
const VNC: &[Command] = if cfg!(target_os = "macos") {
    &[("vncviewer {host}::{port}", false), ("open -W vnc://{endpoint}", false)]
} else {
    &[("vncviewer {host}::{port}", false)]
};

fn ways(commands: &[Command]) -> Vec<Way> {
    let way = |(command, terminal): &Command| {
        let words: Vec<&str> = command.split(' ').collect();
        Way::of(&words, *terminal).unwrap_or_else(|failure| unreachable!("a shipped app: {failure}"))
    };
    commands.iter().map(way).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_platforms_commands_can_be_read() {
        let shipped = apps("RemoteDesktopBat".parse().unwrap());
        assert!(shipped.iter().all(|app| !app.ways.is_empty() && app.revoke_after));
        // what else is shipped is encrypted by itself, or by none: VNC's viewers know no TLS around it
        let through_tls: Vec<&str> = shipped.iter().filter(|app| app.tls).map(|app| app.name.as_str()).collect();
        assert_eq!(through_tls, ["http"]);
        let terminal: Vec<&str> = shipped
            .iter()
            .filter(|app| app.ways[0].in_terminal())
            .map(|app| app.name.as_str())
            .collect();
        assert_eq!(terminal, ["ssh"]);
        let others = ["mstsc /v:{endpoint}", "open -W {rdp_file}", "open -W vnc://{endpoint}"];
        for command in others {
            let words: Vec<&str> = command.split(' ').collect();
            assert!(Way::of(&words, false).is_ok(), "{command}");
        }
    }
}
