//! A `naptop simulate` process, and naptop commands that use it as they would use the services.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

use super::children::{Running, bare};

pub struct Site {
    pub url: String,
    pub folder: tempfile::TempDir,
    _simulator: Running,
}

impl Site {
    /// Starts the simulator with these arguments too.
    pub fn start(args: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut command = bare(env!("CARGO_BIN_EXE_naptop"), folder.path());
        command.arg("simulate").args(args);
        let simulator = Running::start("simulate", &mut command, folder.path());
        let urls: Value = serde_json::from_str(&simulator.line(|_| true)).unwrap();
        assert_eq!(urls["soracom"], urls["appstream"], "this test uses one address for both");
        let url = urls["soracom"].as_str().unwrap().to_owned();
        let _simulator = simulator;
        Self { url, folder, _simulator }
    }

    pub fn home(&self) -> &Path {
        self.folder.path()
    }

    /// A program that finds the simulator where it looks for AWS; any key signs in.
    pub fn aws(&self, program: &str) -> Command {
        let mut command = bare(program, self.home());
        command
            .env("AWS_ENDPOINT_URL_APPSTREAM", &self.url)
            .env("AWS_REGION", "ap-northeast-1")
            .env("AWS_DEFAULT_REGION", "ap-northeast-1")
            .env("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")
            .env("AWS_SECRET_ACCESS_KEY", "secret");
        command
    }

    /// What `naptop` with these arguments answers.
    pub fn naptop(&self, args: &[&str]) -> Output {
        self.command(args).output().unwrap()
    }

    /// `naptop` with these arguments.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = self.aws(env!("CARGO_BIN_EXE_naptop"));
        command
            .env("SORACOM_ENDPOINT", &self.url)
            .env("SORACOM_AUTH_KEY_ID", "keyId-test")
            .env("SORACOM_AUTH_KEY", "secret-test")
            .env("NAPTOP_STACK", "naptop-stack")
            .env("NAPTOP_FLEET", "naptop-fleet")
            .env("NAPTOP_SOURCE", "203.0.113.10/32");
        command.args(args);
        command
    }

    /// The document that `naptop ARGS --json` prints.
    pub fn json(&self, args: &[&str]) -> Value {
        let output = self.naptop(&[args, &["--json"]].concat());
        serde_json::from_str(&succeeded(args, &output)).unwrap()
    }

    /// The first SIM of the fleet, which is always online: the one with the lowest SIM ID.
    pub fn device(&self) -> String {
        let devices = self.json(&["devices", "--online"]);
        let ids = devices.as_array().unwrap().iter().map(|device| text(&device["sim_id"]));
        ids.min().expect("a device is online")
    }

    /// The endpoints of that device's mappings.
    pub fn endpoints(&self, device: &str) -> Vec<String> {
        let mappings = self.json(&["mappings"]);
        let mappings = mappings.as_array().unwrap().iter();
        let of_device = mappings.filter(|mapping| mapping["device"]["sim_id"] == device);
        of_device.map(|mapping| text(&mapping["endpoint"])).collect()
    }
}

/// A string of a JSON document.
pub fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("not a string: {value}")).to_owned()
}

/// The standard output of a command that went well.
pub fn succeeded(what: &[&str], output: &Output) -> String {
    let out = String::from_utf8_lossy(&output.stdout).into_owned();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{what:?}: {}\n{out}\n{errors}", output.status);
    out
}
