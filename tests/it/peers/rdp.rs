//! A real RDP client (xfreerdp) reaches a real RDP server (xrdp) through a mapping that `naptop open` made.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::children::{Running, bare, find, skipped, until};
use super::site::{Site, text};

/// The colour behind xrdp's login window, as its configuration below sets it.
const BACKGROUND: [u8; 3] = [0x00, 0x9c, 0xb5];

#[test]
fn an_rdp_client_connects_through_the_session_context_until_it_is_revoked() {
    let needed = ["xrdp", "xfreerdp", "Xvfb", "xwininfo", "openssl"];
    let missing: Vec<&str> = needed.into_iter().filter(|program| find(program).is_none()).collect();
    let install = "apt-get install xrdp freerdp2-x11 xvfb x11-utils openssl";
    if skipped("RDP through a mapping", &missing, install) {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path());
    let screen = Screen::start(folder.path());
    let target = format!("3389=127.0.0.1:{}", server.port);
    let site = Site::start(&["--target", &target]);
    let device = site.device();
    assert!(site.endpoints(&device).is_empty(), "no way in before it is opened");
    assert_eq!(server.connections(), 0);

    let opened = site.json(&["open", &device]);
    let context = text(&opened["link"]["session_context"]);
    let endpoint = text(&opened["mapping"]["endpoint"]);
    let client = screen.client(&context);
    until(
        "xrdp's login window on the client's screen",
        || server.log() + &client.said(),
        || {
            assert!(client.runs(), "the client ended:\n{}\n{}", client.said(), server.log());
            (screen.windows().contains(&format!("FreeRDP: {endpoint}")) && screen.shows_a_login()).then_some(())
        },
    );
    assert!(server.log().contains("TLS connection established"), "{}", server.log());
    let met = server.connections();
    assert!(met >= 1, "{}", server.log());

    let revoked = site.json(&["revoke", &endpoint]);
    assert_eq!(revoked["revoked"], serde_json::json!([endpoint]));
    assert!(!client.ended().success(), "the connection was cut:\n{}", client.said());
    let again = screen.client(&context);
    assert!(!again.ended().success(), "no way in after it is revoked");
    assert_eq!(server.connections(), met, "{}", server.log());
}

/// An xrdp of its own, with its configuration, key and log in a temporary folder. Its login screen needs no xrdp-sesman.
struct Server {
    port: u16,
    log: PathBuf,
    _xrdp: Running,
}

impl Server {
    fn start(folder: &Path) -> Self {
        let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
        let (key, certificate, log, ini) = (path("key.pem"), path("cert.pem"), path("xrdp.log"), path("xrdp.ini"));
        let mut openssl = bare("openssl", folder);
        openssl.args([
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-days",
            "2",
            "-subj",
            "/CN=naptop-test",
        ]);
        let made = openssl.args(["-keyout", &key, "-out", &certificate]).output().unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let configuration = format!(
            "[Globals]\nini_version=1\nfork=true\nport=tcp://127.0.0.1:{port}\nsecurity_layer=negotiate\ncrypt_level=high\n\
             certificate={certificate}\nkey_file={key}\nssl_protocols=TLSv1.2, TLSv1.3\nallow_channels=true\nmax_bpp=32\n\
             use_fastpath=both\nls_top_window_bg_color=009cb5\nls_bg_color=dedede\n\
             [Logging]\nLogFile={log}\nLogLevel=INFO\nEnableSyslog=false\n\
             [Channels]\nrdpdr=true\nrdpsnd=true\ndrdynvc=true\ncliprdr=true\nrail=true\n\
             [Xvnc]\nname=Xvnc\nlib=libvnc.so\nusername=ask\npassword=ask\nip=127.0.0.1\nport=-1\n"
        );
        std::fs::write(&ini, configuration).unwrap();
        let mut command = bare(find("xrdp").unwrap(), folder);
        let xrdp = Running::start("xrdp", command.args(["--nodaemon", "--config", &ini]), folder);
        let log = PathBuf::from(log);
        let read = || std::fs::read_to_string(&log).unwrap_or_default();
        until("xrdp listens", read, || {
            assert!(xrdp.runs(), "xrdp ended:\n{}\n{}", xrdp.said(), read());
            read().contains("xrdp_listen_pp done").then_some(())
        });
        Self { port, log, _xrdp: xrdp }
    }

    fn log(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap_or_default()
    }

    /// How many connections came so far.
    fn connections(&self) -> usize {
        self.log().matches("connection received from").count()
    }
}

/// An X server without a screen, whose picture is a file.
pub struct Screen {
    pub display: String,
    folder: PathBuf,
    _xvfb: Running,
}

impl Screen {
    pub fn start(folder: &Path) -> Self {
        let mut command = bare("Xvfb", folder);
        command
            .args([
                "-displayfd",
                "1",
                "-screen",
                "0",
                "1024x768x24",
                "-nolisten",
                "tcp",
                "-noreset",
                "-fbdir",
            ])
            .arg(folder);
        let xvfb = Running::start("Xvfb", &mut command, folder);
        let number = xvfb.line(|line| line.parse::<u32>().is_ok());
        let (display, folder) = (format!(":{number}"), folder.to_owned());
        Self {
            display,
            folder,
            _xvfb: xvfb,
        }
    }

    pub fn command(&self, program: &str) -> Command {
        let mut command = bare(program, &self.folder);
        command.env("DISPLAY", &self.display);
        command
    }

    /// xfreerdp with exactly that session context, as mstsc gets it on a streaming instance. With no name and no password
    /// xrdp asks for both on its login screen.
    fn client(&self, context: &str) -> Running {
        let mut command = self.command("xfreerdp");
        command.args([context, "/cert:ignore", "/u:", "/p:"]);
        Running::start("xfreerdp", &mut command, &self.folder)
    }

    fn windows(&self) -> String {
        let listed = self.command("xwininfo").args(["-root", "-tree"]).output().unwrap();
        String::from_utf8_lossy(&listed.stdout).into_owned()
    }

    /// Whether the picture has the login screen's background and is not of one colour: a logo and text are on it.
    fn shows_a_login(&self) -> bool {
        let picture = std::fs::read(self.folder.join("Xvfb_screen0")).unwrap();
        let pixels: Vec<[u8; 3]> = picture.chunks_exact(4).map(|pixel| [pixel[2], pixel[1], pixel[0]]).collect();
        let background = pixels.iter().filter(|pixel| **pixel == BACKGROUND).count();
        let colours: std::collections::HashSet<_> = pixels.iter().collect();
        background > pixels.len() / 4 && colours.len() > 100
    }
}
