//! The Python whose packages are peers.

use std::process::Command;

use super::children::skipped;

const INSTALL: &str = "make a Python venv with `pip install 'boto3<2' 'awscli<2' 'moto[ec2,sts,server]<6'` and set NAPTOP_TEST_PYTHON \
                       to its python";

pub fn python() -> String {
    std::env::var("NAPTOP_TEST_PYTHON").unwrap_or_else(|_| "python3".into())
}

/// Whether that module is missing, and the test with it.
pub fn without(test: &str, module: &str) -> bool {
    let import = Command::new(python()).args(["-c", &format!("import {module}")]).output();
    let missing = import.map_or(vec!["python3", module], |output| {
        if output.status.success() { vec![] } else { vec![module] }
    });
    skipped(test, &missing, INSTALL)
}
