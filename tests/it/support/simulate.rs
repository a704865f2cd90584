//! `naptop simulate` as a process, and `naptop` on it.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// `naptop simulate`, ended when dropped.
pub struct Simulate {
    child: Child,
    urls: Value,
    home: TempDir,
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
        let mut command = bare(&self.home, args);
        command
            .env("SORACOM_AUTH_KEY_ID", "keyId-x")
            .env("SORACOM_AUTH_KEY", "secret-x")
            .env("SORACOM_ENDPOINT", self.urls["soracom"].as_str().unwrap())
            .env("AWS_ENDPOINT_URL_APPSTREAM", self.urls["appstream"].as_str().unwrap())
            .env("AWS_REGION", "ap-northeast-1")
            .env("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")
            .env("AWS_SECRET_ACCESS_KEY", "secret")
            .env("NAPTOP_STACK", "naptop-stack")
            .env("NAPTOP_FLEET", "naptop-fleet")
            .env("NAPTOP_SOURCE", "203.0.113.10/32");
        command
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
