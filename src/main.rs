//! Parses the command line and hands over; nothing else.

use std::process::ExitCode;

fn main() -> ExitCode {
    if let Some(version) = naptop::cli::version_alone(std::env::args_os()) {
        return version;
    }
    #[cfg(target_os = "linux")]
    if let Some(ended) = naptop::desktop::owner::run(std::env::args_os()) {
        return ended;
    }
    // a second installation is refused and harmless: reports are then plain
    let _ = color_eyre::install();
    naptop::cli::run()
}
