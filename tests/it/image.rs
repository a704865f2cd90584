//! What the AppStream image gets: its scripts read by parsers, its filter run by .NET's regex engine, its batch file by Wine.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use base64::Engine;
use serde_json::Value;
use tempfile::TempDir;

use crate::peers::children::{bare, find, skipped};
use crate::peers::python::{python, without};

mod contexts;
mod windows;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/appstream-image");
const HARNESS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/image");

fn asset(name: &str) -> String {
    std::fs::read_to_string(Path::new(FOLDER).join(name)).unwrap()
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
