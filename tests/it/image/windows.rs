//! The batch file, run by Wine.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

use super::FOLDER;
use crate::peers::children::{bare, find, skipped};

/// A Windows by Wine, in its own folder. It shuts down with its last program, and takes seconds to start, so one stays.
struct Windows {
    folder: TempDir,
    stays: Option<Child>,
}

impl Windows {
    fn start() -> Self {
        let folder = TempDir::new().unwrap();
        let mut windows = Self { folder, stays: None };
        let (_, told) = windows.cmd("echo ready", "");
        assert!(told.contains("ready"), "{told}");
        let mut stays = windows.wine();
        stays
            .arg("cmd.exe")
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        windows.stays = Some(stays.spawn().unwrap());
        windows
    }

    fn wine(&self) -> Command {
        let mut wine = bare("wine", self.folder.path());
        wine.env("WINEPREFIX", self.folder.path().join("prefix"))
            // neither .NET nor a browser is wanted; and a powershell.exe that a test puts there goes before Wine's
            .env("WINEDLLOVERRIDES", "mscoree,mshtml=;powershell.exe=n,b")
            // Wine's own powershell.exe does nothing but tell its arguments
            .env("WINEDEBUG", "fixme-all,err-all,fixme+powershell")
            .env("XDG_RUNTIME_DIR", self.folder.path())
            .stdin(Stdio::null());
        wine
    }

    /// The exit code of that command line in that session, and all that was said.
    fn cmd(&self, line: &str, context: &str) -> (Option<i32>, String) {
        // a file: Wine's services inherit what the first program has, and would keep a pipe open
        let said = self.folder.path().join("said");
        let out = File::create(&said).unwrap();
        let mut wine = self.wine();
        wine.args(["cmd.exe", "/c", line]).env("APPSTREAM_SESSION_CONTEXT", context);
        let status = wine.stderr(out.try_clone().unwrap()).stdout(out).status().unwrap();
        (
            status.code(),
            String::from_utf8_lossy(&std::fs::read(said).unwrap()).into_owned(),
        )
    }

    fn system(&self, file: &str) -> PathBuf {
        self.folder.path().join("prefix/drive_c/windows/system32").join(file)
    }

    /// The scripts as they lie on the instance, with a batch file beside them that does what ours must not.
    fn install(&self) {
        let folder = self.folder.path().join("prefix/drive_c/naptop");
        std::fs::create_dir(&folder).unwrap();
        for name in ["remote-desktop.bat", "remote-desktop.ps1"] {
            std::fs::copy(Path::new(FOLDER).join(name), folder.join(name)).unwrap();
        }
        std::fs::write(folder.join("naive.bat"), "@echo off\r\necho %APPSTREAM_SESSION_CONTEXT%\r\n").unwrap();
    }
}

impl Drop for Windows {
    fn drop(&mut self) {
        // ended and waited for, or its last services still write to the folder that is about to go
        let server = |flag: &str| {
            let mut server = bare("wineserver", self.folder.path());
            server.arg(flag).env("WINEPREFIX", self.folder.path().join("prefix")).status()
        };
        let _ = server("-k").and(server("-w"));
        if let Some(stays) = &mut self.stays {
            let _ = stays.kill();
            let _ = stays.wait();
        }
    }
}

#[test]
fn the_batch_file_hands_over_to_powershell_whatever_the_context_is() {
    let missing: Vec<&str> = ["wine", "wineserver"]
        .into_iter()
        .filter(|program| find(program).is_none())
        .collect();
    if skipped("the batch file", &missing, "apt-get install wine") {
        return;
    }
    let windows = Windows::start();
    windows.install();
    let run = |context: &str| windows.cmd(r"C:\naptop\remote-desktop.bat", context);
    let attacks = [
        "/v:h:1&echo INJECTED",
        "\"&echo INJECTED&\"",
        "/v:h:1|echo INJECTED",
        "%ComSpec% /c echo INJECTED",
        "/v:h:1\r\necho INJECTED",
        "!ComSpec!",
        "",
    ];

    let (_, told) = windows.cmd(r"C:\naptop\naive.bat", attacks[0]);
    assert!(told.lines().any(|line| line.trim() == "INJECTED"), "{told}");

    let (code, told) = run("/v:203.0.113.20:15068");
    assert_eq!(code, Some(0), "{told}");
    let call = |told: &str| told.split_once("stub: ").map(|(_, call)| call.to_owned());
    assert_eq!(
        call(&told).unwrap().trim_end(),
        r#"L"C:\\windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe" L"-NoProfile" L"-NonInteractive" L"-ExecutionPolicy" L"Bypass" L"-File" L"C:\\naptop\\remote-desktop.ps1""#
    );
    for context in attacks {
        let (code, by_attack) = run(context);
        assert_eq!(code, Some(0), "{context:?}: {by_attack}");
        assert_eq!(by_attack.lines().count(), 1, "{context:?}: {by_attack}");
        assert_eq!(call(&by_attack), call(&told), "{context:?}");
    }

    // refused: Wine's reg.exe, which fails when it is called like that, in PowerShell's place
    let installed = windows.system("WindowsPowerShell/v1.0/powershell.exe");
    let mut refusing = std::fs::read(windows.system("reg.exe")).unwrap();
    assert_eq!(&refusing[0x40..0x50], b"Wine builtin DLL", "what makes it Wine's own");
    refusing[0x40..0x50].fill(0);
    std::fs::write(&installed, refusing).unwrap();
    let (code, told) = run("/v:203.0.113.20:15068");
    assert_eq!(code, Some(1), "{told}");
    assert!(told.contains("reg: "), "the other program ran: {told}");
    assert!(
        told.contains("was not started") && told.contains("Ask whoever gave you the link"),
        "{told}"
    );

    // no PowerShell at all
    std::fs::remove_file(&installed).unwrap();
    let (code, told) = run("/v:203.0.113.20:15068");
    assert_eq!(code, Some(1), "{told}");
    assert!(told.contains("was not started"), "{told}");
}
