//! Parses the command line and hands over; nothing else.

use std::process::ExitCode;

fn main() -> ExitCode {
    // a second installation is refused and harmless: reports are then plain
    let _ = color_eyre::install();
    naptop::cli::run()
}
