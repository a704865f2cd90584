//! `naptop simulate` as a process, and naptop commands that find everything there.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// `naptop simulate`, ended when dropped.
pub struct Simulate {
    child: Child,
    pub urls: Value,
    pub home: TempDir,
}

impl Simulate {
    pub fn start(args: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_naptop"))
            .arg("simulate")
            .args(args)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        Self {
            child,
            urls: serde_json::from_str(&line).unwrap(),
            home: TempDir::new().unwrap(),
        }
    }

    pub fn naptop(&self, args: &[&str]) -> Output {
        self.command(args).output().unwrap()
    }

    pub fn command(&self, args: &[&str]) -> Command {
        let url = |service: &str| self.urls[service].as_str().unwrap();
        on(url("soracom"), url("appstream"), &self.home, args)
    }

    /// The first SIM of the seed: online, with a name.
    pub fn first(&self) -> Value {
        let devices = json(&self.naptop(&["devices", "--json"]));
        devices
            .as_array()
            .unwrap()
            .iter()
            .find(|device| device["name"] == "kiosk-tokyo-01")
            .unwrap()
            .clone()
    }

    /// Deletes by another program's hand.
    pub fn delete(&self, url: &str) {
        let (host, path) = url.strip_prefix("http://").unwrap().split_once('/').unwrap();
        let call = |method: &str, path: &str, headers: &str, body: &str| {
            let mut stream = TcpStream::connect(host).unwrap();
            let length = body.len();
            write!(
                stream,
                "{method} /{path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\n{headers}Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"
            )
            .unwrap();
            let mut answer = String::new();
            stream.read_to_string(&mut answer).unwrap();
            answer
        };
        let signed_in = call("POST", "v1/auth", "", r#"{"authKeyId":"keyId-y","authKey":"secret-y"}"#);
        let token: Value = serde_json::from_str(signed_in.split_once("\r\n\r\n").unwrap().1).unwrap();
        let headers = format!(
            "X-Soracom-API-Key: {}\r\nX-Soracom-Token: {}\r\n",
            token["apiKey"].as_str().unwrap(),
            token["token"].as_str().unwrap()
        );
        let deleted = call("DELETE", path, &headers, "");
        assert!(deleted.starts_with("HTTP/1.1 204"), "{deleted}");
    }

    pub fn mappings(&self) -> Vec<Value> {
        json(&self.naptop(&["mappings", "--json"])).as_array().unwrap().clone()
    }
}

impl Drop for Simulate {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A command that finds everything at these two services.
pub fn on(soracom: &str, appstream: &str, home: &TempDir, args: &[&str]) -> Command {
    let mut command = bare(home, args);
    command
        .env("SORACOM_AUTH_KEY_ID", "keyId-x")
        .env("SORACOM_AUTH_KEY", "secret-x")
        .env("SORACOM_ENDPOINT", soracom)
        .env("AWS_ENDPOINT_URL_APPSTREAM", appstream)
        .env("NAPTOP_JOURNAL", home.path().join("journal.jsonl"))
        .env("USER", "yamada")
        .env("AWS_REGION", "ap-northeast-1")
        .env("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")
        .env("AWS_SECRET_ACCESS_KEY", "secret")
        .env("NAPTOP_STACK", "naptop-stack")
        .env("NAPTOP_FLEET", "naptop-fleet")
        .env("NAPTOP_SOURCE", "203.0.113.10/32");
    command
}

/// A command with nothing configured.
pub fn bare(home: &TempDir, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_naptop"));
    command
        .args(args)
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("HOME", home.path())
        .env("AWS_EC2_METADATA_DISABLED", "true")
        .stdin(Stdio::null());
    command
}

pub fn json(output: &Output) -> Value {
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{:?}: {stderr}", output.status);
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stdout)))
}

pub fn error(output: &Output) -> (i32, Value) {
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.stdout.is_empty(),
        "an error leaves stdout alone: {}",
        String::from_utf8_lossy(&output.stdout)
    );
    let line = text.lines().last().unwrap_or_default();
    let document: Value = serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {text}"));
    (output.status.code().unwrap(), document["error"].clone())
}
