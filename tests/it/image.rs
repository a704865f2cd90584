//! What the AppStream image gets: its scripts read by parsers, its filter run by .NET's regex engine, its batch file by Wine.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use base64::Engine;
use naptop::domain::{Endpoint, SessionContext};
use serde_json::Value;
use tempfile::TempDir;

use crate::peers::children::{bare, find, skipped};
use crate::peers::python::{python, without};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/appstream-image");
const HARNESS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/image");

fn asset(name: &str) -> String {
    std::fs::read_to_string(Path::new(FOLDER).join(name)).unwrap()
}

/// What naptop, or somebody by hand, may send.
fn good() -> Vec<String> {
    let sent = [
        "203.0.113.20:15068",
        "203-0-113-20.napter.soracom.io:1",
        "Device-1.example:65535",
    ];
    let sent = sent.map(|endpoint| SessionContext::to(&endpoint.parse::<Endpoint>().unwrap()).as_str().to_owned());
    let typed = ["/v:203-0-113-20.napter.soracom.io:15068", "/v:h:9", "/v:198.51.100.1:10000"].map(String::from);
    let longest = format!("/v:{}:3389", "h".repeat(253));
    sent.into_iter().chain(typed).chain([longest]).collect()
}

/// What nobody honest sends.
fn hostile() -> Vec<String> {
    let fixed = [
        // nothing, or not that
        "",
        " ",
        "/v:",
        "/v",
        "h:3389",
        "203.0.113.20:15068",
        "/v:203.0.113.20",
        "/v:203.0.113.20/32:15068",
        "/v:203.0.113.20:15068/32",
        "-v:h:3389",
        "/V:h:3389",
        "v:h:3389",
        "//v:h:3389",
        "/v:/v:h:3389",
        "/v:h:3389:3389",
        // no host, no port, or no such port
        "/v::3389",
        "/v:h:",
        "/v:h:0",
        "/v:h:-1",
        "/v:h:+1",
        "/v:h:03389",
        "/v:h:0x50",
        "/v:h:1e4",
        "/v:h:65536",
        "/v:h:99999",
        "/v:h:100000",
        "/v:h:4294970685",
        // what cmd takes for its own
        "/v:h:1&calc",
        "/v:h&calc&:1",
        "/v:h:1 & calc",
        "/v:h:1|calc",
        "/v:h:1||calc",
        "/v:h:1>x",
        "/v:h:1<x",
        "/v:h:1^",
        "/v:h^:1",
        "/v:h:1\"",
        "\"/v:h:1\"",
        "\"&calc&\"",
        "/v:h:1\"&calc",
        "/v:%COMPUTERNAME%:1",
        "%COMSPEC%",
        "/v:h:%RANDOM%",
        "/v:!COMSPEC!:1",
        "/v:h:1!",
        "/v:(h):1",
        "/v:h:1)",
        // what PowerShell takes for its own
        "/v:$env:COMPUTERNAME:1",
        "/v:$(calc):1",
        "/v:h:1;calc",
        "/v:h`:1",
        "/v:'h':1",
        "/v:@h:1",
        "/v:{h}:1",
        // what mstsc takes for more than an address
        r"\\server\x.rdp",
        r"\\server\share\x.rdp /v:h:1",
        "x.rdp",
        "/edit",
        "/admin",
        "/shadow:1",
        "/v:h:1 /admin",
        "/v:h:1/admin",
        "/v:h:1 /shadow:1 /control",
        "/v:h:1,/admin",
        "/v:h/admin:1",
        "/v:h /admin:1",
        "/admin /v:h:1",
        "/v:/edit:1",
        r"/v:\\server\x:1",
        "/v:[::1]:3389",
        "/v:::1:3389",
        "/v:[2001:db8::1]:3389",
        "/v:user@h:3389",
        "/v:h_1:3389",
        "/v:-h:3389",
        "/v:.h:3389",
        "/v:*:3389",
        "https://h:3389/",
        // white space and what cannot be seen
        "/v:h:1\n",
        "/v:h:1\r\n",
        "/v:h:1\r",
        "\n/v:h:1",
        "/v:h:1\ncalc",
        "calc\n/v:h:1",
        "calc\n/v:h:1\ncalc",
        "/v:h\n:1",
        " /v:h:1",
        "/v:h:1 ",
        "/v: h:1",
        "/v:h :1",
        "/v:h: 1",
        "/v:h:1\t",
        "/v:h:1\u{b}",
        "/v:h:1\u{c}",
        "/v:h:1\u{85}",
        "/v:h:1\0",
        "/v:h\0:1",
        "/v:h:1\u{2028}",
        "/v:h:1\u{2029}",
        "/v:h:1\u{a0}",
        "/v:h\u{200b}:1",
        "\u{feff}/v:h:1",
        "/v:h\u{202e}:1",
        // letters and digits of other scripts
        "/v:h:\u{661}\u{662}",
        "/v:h:1\u{663}",
        "/v:h:\u{ff11}",
        "/v:h:\u{1d7cf}",
        "/v:\u{ff48}:1",
        "/v:\u{212a}:1",
        "/v:\u{130}:1",
        "/v:\u{131}:1",
        "/v:\u{17f}:1",
        "/v:h\u{e9}:1",
        "/v:\u{65e5}\u{672c}:1",
        "/v:h\u{ff0e}example:1",
        "/v:h\u{2024}example:1",
        "/v:h\u{ff1a}1",
        "\u{ff0f}v:h:1",
        "/\u{ff56}:h:1",
        "/v:h:1\u{301}",
    ];
    let long = [
        format!("/v:{}:3389", "h".repeat(254)),
        format!("/v:{}:3389", "h.".repeat(50_000)),
        format!("/v:h:{}", "1".repeat(100_000)),
        format!("/v:h:1{}", " ".repeat(8_192)),
        "A".repeat(30_000),
    ];
    fixed.into_iter().map(str::to_owned).chain(long).collect()
}

/// What .NET makes of each: the group `port`, `yes`, or `no`. Nothing where there is no .NET.
fn matched(test: &str, pattern: &str, texts: &[String]) -> Option<Vec<String>> {
    let missing: Vec<&str> = ["mcs", "mono"]
        .into_iter()
        .filter(|program| find(program).is_none())
        .collect();
    if skipped(test, &missing, "apt-get install mono-mcs mono-runtime") {
        return None;
    }
    let folder = TempDir::new().unwrap();
    let program = folder.path().join("match.exe");
    let source = Path::new(HARNESS).join("match.cs");
    let compiled = bare("mcs", folder.path())
        .arg(format!("-out:{}", program.display()))
        .arg(source)
        .output()
        .unwrap();
    assert!(compiled.status.success(), "{}", said(&compiled));

    let utf16 = |text: &String| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let line = |text: &String| base64::engine::general_purpose::STANDARD.encode(utf16(text)) + "\n";
    let lines: String = texts.iter().map(line).collect();
    let mut child = bare("mono", folder.path())
        .arg(program)
        .arg(pattern)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let feeder = std::thread::spawn(move || stdin.write_all(lines.as_bytes()).unwrap());
    let output = child.wait_with_output().unwrap();
    feeder.join().unwrap();
    assert!(output.status.success());
    let answers: Vec<String> = String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect();
    assert_eq!(answers.len(), texts.len());
    Some(answers)
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&[&output.stdout[..], &output.stderr].concat()).into_owned()
}

/// What stands between those two in that text, once.
fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    let mut parts = text.split(before);
    let (_, rest) = (parts.next(), parts.next().unwrap_or_else(|| panic!("no {before}")));
    assert_eq!(parts.next(), None, "more than one {before}");
    rest.split(after).next().unwrap()
}

#[test]
fn the_filter_takes_an_address_and_a_port_and_nothing_else() {
    let script = asset("remote-desktop.ps1");
    let pattern = between(&script, "\n$pattern = '", "'\n");
    let limit: u64 = between(&script, "[int]$Matches['port'] -le ", ")").parse().unwrap();
    let accepts = |answer: &str| answer != "no" && answer.parse::<u64>().unwrap() <= limit;

    let (good, hostile) = (good(), hostile());
    let texts: Vec<String> = good.iter().chain(&hostile).cloned().collect();
    let Some(answers) = matched("the filter of the session context", pattern, &texts) else {
        return;
    };
    let (of_good, of_hostile) = answers.split_at(good.len());
    let refused: Vec<_> = good.iter().zip(of_good).filter(|(_, answer)| !accepts(answer)).collect();
    assert!(refused.is_empty(), "refuses {refused:?}");
    let accepted: Vec<_> = hostile.iter().zip(of_hostile).filter(|(_, answer)| accepts(answer)).collect();
    assert!(accepted.is_empty(), "accepts {accepted:?}");
}

/// The script as tree-sitter reads it. Nothing where there is no tree-sitter.
fn read(name: &str) -> Option<Value> {
    if without(name, &["tree_sitter", "tree_sitter_powershell"]) {
        return None;
    }
    let script = Path::new(HARNESS).join("powershell.py");
    let file = Path::new(FOLDER).join(name);
    let output = Command::new(python()).arg(script).arg(file).output().unwrap();
    assert!(output.status.success(), "{}", said(&output));
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(told["broken"], serde_json::json!([]), "{name}");
    Some(told)
}

fn strings(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|text| text.as_str().unwrap()).collect()
}

/// The filter is as good as what surrounds it: whoever changes one of these has to think of all.
#[test]
fn nothing_is_started_that_was_not_accepted() {
    let Some(told) = read("remote-desktop.ps1") else { return };
    let statements = strings(&told["statements"]);
    let [strict, stop, context, pattern, accepted, refuse, start, exit] = statements[..] else {
        panic!("{statements:#?}")
    };
    assert_eq!(
        (strict, stop),
        ("Set-StrictMode -Version 2.0", "$ErrorActionPreference = 'Stop'")
    );
    assert_eq!(context, "$context = \"$env:APPSTREAM_SESSION_CONTEXT\"");
    assert!(
        pattern.starts_with(r"$pattern = '\A") && pattern.ends_with(r"\z'"),
        "{pattern}"
    );
    assert_eq!(
        accepted,
        "$accepted = ($context -cmatch $pattern) -and ([int]$Matches['port'] -le 65535)"
    );
    assert!(
        refuse.starts_with("if (-not $accepted) {") && refuse.ends_with("\n    exit 1\n}"),
        "{refuse}"
    );
    assert_eq!(
        start,
        r#"Start-Process -FilePath "$env:SystemRoot\System32\mstsc.exe" -ArgumentList $context"#
    );
    assert_eq!(exit, "exit 0");
    assert_eq!(
        strings(&told["commands"]),
        ["Set-StrictMode", "Write-Host", "Write-Host", "Start-Process"]
    );
}

/// The operations of Image Assistant's command line that the script uses, with all their flags, and those they cannot do without.
const OPERATIONS: [(&str, &[&str], &[&str]); 5] = [
    (
        "add-application",
        &["--name", "--absolute-app-path"],
        &[
            "--display-name",
            "--absolute-icon-path",
            "--working-directory",
            "--launch-parameters",
            "--absolute-manifest-path",
        ],
    ),
    ("remove-application", &["--name"], &[]),
    ("list-applications", &[], &[]),
    ("update-default-profile", &[], &["--profile"]),
    (
        "create-image",
        &["--name"],
        &[
            "--description",
            "--display-name",
            "--enable-dynamic-app-catalog",
            "--no-enable-dynamic-app-catalog",
            "--use-latest-agent-version",
            "--no-use-latest-agent-version",
            "--tags",
            "--dry-run",
        ],
    ),
];

#[test]
fn image_assistant_is_only_asked_what_it_knows() {
    let Some(told) = read("create-image.ps1") else { return };
    // in the order of the text: an operation, then its flags
    let mut asked: Vec<(&str, Vec<&str>)> = Vec::new();
    for literal in strings(&told["literals"]) {
        if OPERATIONS.iter().any(|(name, ..)| *name == literal) {
            asked.push((literal, Vec::new()));
        } else if literal.starts_with("--") {
            asked.last_mut().unwrap().1.push(literal);
        }
    }
    for (operation, needed, more) in OPERATIONS {
        let flags = asked.iter().filter(|(name, _)| *name == operation).map(|(_, flags)| flags);
        let flags: Vec<_> = flags.collect();
        assert_eq!(flags.len(), 1, "{operation} in {asked:?}");
        for flag in flags[0] {
            assert!(needed.contains(flag) || more.contains(flag), "{operation} has no {flag}");
        }
        for flag in needed {
            assert!(flags[0].contains(flag), "{operation} needs {flag}");
        }
    }
    assert!(
        asked.iter().any(|(_, flags)| flags.contains(&"--dry-run")),
        "the image is checked first"
    );
    assert!(asset("create-image.ps1").contains("'RemoteDesktopBat'"));

    // tree-sitter takes a mistyped word for a command; PowerShell finds out when it gets there, half-way through
    let own = [
        "Invoke-ImageAssistant",
        "Confirm-ImageAssistant",
        "Set-Access",
        "$imageAssistant",
        "$icacls",
    ];
    let files = ["New-Item", "Copy-Item", "Test-Path", "Join-Path", "Unblock-File"];
    let more = [
        "Set-StrictMode",
        "ConvertFrom-Json",
        "Out-String",
        "Out-Null",
        "Write-Host",
        "Write-Warning",
        "Start-Sleep",
    ];
    for command in strings(&told["commands"]) {
        let known = own.contains(&command) || files.contains(&command) || more.contains(&command);
        assert!(known, "is {command} a command of Windows PowerShell 5.1?");
    }
}

#[test]
fn image_names_are_those_that_aws_takes() {
    let script = asset("create-image.ps1");
    let whole = between(&script, "$_ -cnotmatch '", "'");
    let reserved = format!("(?i){}", between(&script, "$_ -match '", "'"));
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let shaped = names(&["remote-desktop-1", "A", "1_.-", &"n".repeat(100)]);
    let misshapen = names(&["", " ", "a b", "a\n", "\u{e9}", "a/b", "a\"", "a&b", &"n".repeat(101)]);
    let taken = names(&["aws", "aws-1", "Amazon.x", "APPSTREAMx"]);
    let answers = |pattern: &str, names: &[String]| matched("the image's name", pattern, names);
    let Some(of_shaped) = answers(whole, &shaped) else { return };
    assert_eq!(of_shaped, ["yes"; 4]);
    assert_eq!(answers(whole, &misshapen).unwrap(), ["no"; 9]);
    assert_eq!(answers(&reserved, &shaped).unwrap(), ["no"; 4]);
    assert_eq!(answers(&reserved, &taken).unwrap(), ["yes"; 4]);
}

#[test]
fn the_scripts_are_written_as_windows_reads_them() {
    for name in ["remote-desktop.bat", "remote-desktop.ps1", "create-image.ps1"] {
        let text = asset(name);
        assert!(
            text.is_ascii(),
            "{name}: Windows PowerShell 5.1 and cmd would take it for another code page"
        );
        assert!(text.ends_with('\n') && !text.contains('\t'), "{name}");
        let lines = text.split_inclusive('\n');
        let bare = lines.filter(|line| !line.ends_with("\r\n")).count();
        assert_eq!(bare == 0, name.ends_with(".bat"), "{name}: line endings");
    }
    // tree-sitter reads "$name: ..." as a text, PowerShell as a variable of the drive `name`, and stops
    for name in ["remote-desktop.ps1", "create-image.ps1"] {
        let text = asset(name);
        for part in text.split('$').skip(1) {
            let rest = part.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '_');
            let drive = rest.strip_prefix(':').filter(|_| rest.len() < part.len());
            assert!(
                drive.is_none_or(|variable| variable.starts_with(|c: char| c.is_ascii_alphabetic())),
                "{name}: ${part}"
            );
        }
    }
}

#[test]
fn the_batch_file_does_not_mention_the_context() {
    let text = asset("remote-desktop.bat");
    assert!(
        !text.to_ascii_uppercase().contains("SESSION_CONTEXT"),
        "cmd would run what it holds"
    );
    let rest = text.replace("%SystemRoot%", "").replace("%~dp0", "");
    assert!(!rest.contains('%') && !rest.contains('!'), "other variables: {rest}");
    assert!(text.contains("DisableDelayedExpansion"));
}

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
