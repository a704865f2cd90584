//! The Python in which peers that are Python packages run, and what happens where it lacks one.

use std::process::Command;

use super::children::skipped;

const INSTALL: &str = "make a Python venv as .ci/run does, and set NAPTOP_TEST_PYTHON to its python";

/// Which Python.
pub fn python() -> String {
    std::env::var("NAPTOP_TEST_PYTHON").unwrap_or_else(|_| "python3".into())
}

/// Whether one of those modules is missing, and the test with it.
pub fn without(test: &str, modules: &[&str]) -> bool {
    let has = |module: &str| {
        let import = Command::new(python()).args(["-c", &format!("import {module}")]).output();
        import.is_ok_and(|output| output.status.success())
    };
    let missing: Vec<&str> = modules.iter().copied().filter(|module| !has(module)).collect();
    skipped(test, &missing, INSTALL)
}
