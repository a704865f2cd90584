//! How a simulator is to be, in the words of the command line. Starting one is told in the module above.

use std::net::{Ipv4Addr, SocketAddr};
use std::str::FromStr;
use std::time::Duration;

use crate::simulator::Fault;

/// How a simulator is to be.
#[derive(Clone, Debug)]
pub struct Options {
    /// Where it listens; only loopback will do.
    pub listen: SocketAddr,
    /// How many SIMs there are.
    pub devices: usize,
    /// What the SIMs are made from.
    pub seed: u64,
    /// How much later every answer comes.
    pub latency: Duration,
    /// What goes wrong.
    pub faults: Vec<Fault>,
    /// What really answers on ports of the devices.
    pub targets: Vec<Target>,
    /// The most that one page of a list holds.
    pub page_size: usize,
    /// The subnets of the AppStream fleet.
    pub subnets: Vec<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            devices: 48,
            seed: 1,
            latency: Duration::ZERO,
            faults: Vec::new(),
            targets: Vec::new(),
            page_size: 100,
            subnets: vec!["subnet-0a1b2c3d4e5f60001".into(), "subnet-0a1b2c3d4e5f60002".into()],
        }
    }
}

/// What really answers on that port of every simulated device: `3389=127.0.0.1:3390`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    pub port: u16,
    /// HOST:PORT.
    pub to: String,
}

/// Why a text is not a target.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not PORT=HOST:PORT, such as 3389=127.0.0.1:3390")]
pub struct BadTarget(String);

impl FromStr for Target {
    type Err = BadTarget;

    fn from_str(text: &str) -> Result<Self, BadTarget> {
        let number = |text: &str| text.parse::<u16>().ok().filter(|port| *port > 0);
        let target = text.split_once('=').and_then(|(port, to)| {
            let (host, reached) = to.rsplit_once(':')?;
            number(reached).filter(|_| !host.is_empty())?;
            Some(Self {
                port: number(port)?,
                to: to.to_owned(),
            })
        });
        target.ok_or_else(|| BadTarget(text.to_owned()))
    }
}
