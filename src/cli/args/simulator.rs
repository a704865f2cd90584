//! What the command line says about the simulator: `naptop demo` and `naptop simulate`.

use std::net::SocketAddr;
use std::time::Duration;

use crate::simulator::{Fault, Options, Target};

/// What the simulated fleet is like and what goes wrong in it.
#[derive(Debug, clap::Args)]
pub struct Fleet {
    /// How many SIMs
    #[arg(long, default_value_t = 48, value_name = "N")]
    pub devices: usize,
    /// Which fleet: the same seed makes the same one
    #[arg(long, default_value_t = 1, value_name = "S")]
    pub seed: u64,
    /// How long every answer takes
    #[arg(long, default_value_t = 0, value_name = "MS")]
    pub latency: u64,
    /// What goes wrong: `OPERATION=KIND[xCOUNT][@SKIP]`, e.g. create=reset-afterx1, list=429, url=500
    #[arg(long, num_args = 1.., value_name = "SPEC")]
    pub fault: Vec<Fault>,
}

impl Fleet {
    /// As the simulator takes it.
    pub fn options(&self) -> Options {
        Options {
            devices: self.devices,
            seed: self.seed,
            latency: Duration::from_millis(self.latency),
            faults: self.fault.clone(),
            ..Options::default()
        }
    }
}

/// `naptop demo`
#[derive(Debug, clap::Args)]
pub struct Demo {
    #[command(flatten)]
    pub fleet: Fleet,
    /// Panics after a second: for the test that the terminal is restored then
    #[arg(long, hide = true)]
    pub panic: bool,
}

/// `naptop simulate`
#[derive(Debug, clap::Args)]
pub struct Simulate {
    #[command(flatten)]
    pub fleet: Fleet,
    /// Where to listen; loopback only
    #[arg(long, default_value = "127.0.0.1:0", value_name = "ADDR:PORT")]
    pub listen: SocketAddr,
    /// What really answers on that port of the simulated devices, e.g. 3389=127.0.0.1:3390
    #[arg(long, value_name = "PORT=HOST:PORT")]
    pub target: Vec<Target>,
    /// A subnet of the AppStream fleet, for another EC2 that has it; may be repeated
    #[arg(long, value_name = "ID")]
    pub subnet: Vec<String>,
}
