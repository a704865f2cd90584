//! The outside benchmark: drives the release binary in a pty beside its peers, all in one run, and prints a table of ratios.
//! It asserts no time: it prints. `cargo bench --bench outside` runs all, `-- NAME...` some.

#![expect(clippy::print_stdout, reason = "the table is what this program is for")]
#![expect(clippy::print_stderr, reason = "it takes minutes, and says where it is")]

mod bench;
mod cursor;
mod filter;
mod fleet;
mod idle;
mod keys;
mod load;
mod memory;
mod naptop;
mod peers;
mod process;
mod report;
mod service;
mod sort;
mod start;
mod terminal;
mod url;

use bench::Bench;

/// What comes of a measurement.
type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// Measures, and puts what it finds in the report.
type Measure = fn(&mut Bench) -> Outcome<()>;

/// What can be asked for by name, in the order of the table.
const MEASUREMENTS: &[(&str, Measure)] = &[
    ("start", start::measure),
    ("keys", keys::measure),
    ("filter", filter::measure),
    ("sort", sort::measure),
    ("load", load::measure),
    ("memory", memory::measure),
    ("idle", idle::measure),
    ("url", url::measure),
];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    // `cargo test --all-targets` runs this too, without `--bench`: nothing is measured then
    if !arguments.iter().any(|argument| argument == "--bench") {
        return;
    }
    let wanted: Vec<&String> = arguments.iter().filter(|argument| !argument.starts_with('-')).collect();
    let known: Vec<&str> = MEASUREMENTS.iter().map(|(name, _)| *name).collect();
    if let Some(unknown) = wanted.iter().find(|name| !known.contains(&name.as_str())) {
        eprintln!("there is no measurement {unknown:?}; there are {}", known.join(", "));
        std::process::exit(2);
    }
    let mut bench = Bench::default();
    if let Some(load) = process::load().filter(|load| *load > 1.0) {
        let note = format!("the machine was busy with other things: its load was {load} before the first measurement");
        bench.report.note(note);
    }
    for (name, measure) in MEASUREMENTS {
        if wanted.is_empty() || wanted.iter().any(|wanted| wanted == name) {
            eprintln!("measuring {name}…");
            if let Err(error) = measure(&mut bench) {
                bench.report.note(format!("`{name}` was cut short: {error}"));
            }
        }
    }
    println!("{}", bench.report);
}
