//! Where a mapping is reached: an IP address or a strict host name, and a port.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr};
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::Failure;
use crate::say;

/// A mapping's public `host:port`. Its host holds nothing but `[A-Za-z0-9.-]`, so it may enter a session context.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Endpoint {
    host: String,
    port: u16,
}

impl Endpoint {
    /// Builds an endpoint from a host and a port, refusing anything that is not an IPv4 address or a strict host name.
    pub fn new(host: &str, port: u16) -> Result<Self, Failure> {
        let host = canonical_host(host).ok_or_else(|| Failure::invalid(say::mistaken::no_host(host)))?;
        if port == 0 {
            return Err(Failure::invalid(say::mistaken::port_zero()));
        }
        Ok(Self { host, port })
    }

    /// The host part.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The public port.
    pub fn port(&self) -> u16 {
        self.port
    }
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.host, self.port)
    }
}

impl FromStr for Endpoint {
    type Err = Failure;

    fn from_str(text: &str) -> Result<Self, Failure> {
        let (host, port) = text
            .rsplit_once(':')
            .ok_or_else(|| Failure::invalid(say::mistaken::no_host_and_port(text)))?;
        let digits = port.bytes().all(|b| b.is_ascii_digit());
        let number = port.parse().ok().filter(|_| digits);
        let port = number.ok_or_else(|| Failure::invalid(say::mistaken::no_port(port)))?;
        Self::new(host, port)
    }
}

impl From<Endpoint> for String {
    fn from(endpoint: Endpoint) -> Self {
        endpoint.to_string()
    }
}

impl TryFrom<String> for Endpoint {
    type Error = Failure;

    fn try_from(text: String) -> Result<Self, Failure> {
        text.parse()
    }
}

/// The host as it is compared: Napter's dashed host names are the addresses that they spell.
fn canonical_host(host: &str) -> Option<String> {
    if host.parse::<Ipv4Addr>().is_ok() {
        return Some(host.to_owned());
    }
    if host.parse::<IpAddr>().is_ok() || host.len() > 253 {
        return None;
    }
    let lower = host.to_ascii_lowercase();
    if let Some(dashed) = lower.strip_suffix(".napter.soracom.io")
        && let Ok(address) = dashed.replace('-', ".").parse::<Ipv4Addr>()
    {
        return Some(address.to_string());
    }
    let strict = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    let labels: Vec<&str> = lower.split('.').collect();
    // resolvers take such a name for an address in another notation: 1.2.3, 0x7f000001
    let is_number = |top: &str| {
        let hex = top.strip_prefix("0x");
        top.bytes().all(|b| b.is_ascii_digit()) || hex.is_some_and(|hex| hex.bytes().all(|b| b.is_ascii_hexdigit()))
    };
    let numeric_top = labels.last().is_some_and(|top| is_number(top));
    (labels.iter().all(|label| strict(label)) && !numeric_top).then_some(lower)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_addresses_and_napter_host_names_as_the_same() {
        let by_ip: Endpoint = "203.0.113.20:15068".parse().unwrap();
        let by_name: Endpoint = "203-0-113-20.napter.soracom.io:15068".parse().unwrap();
        assert_eq!(by_ip, by_name);
        assert_eq!(by_ip.to_string(), "203.0.113.20:15068");
    }

    #[test]
    fn refuses_what_could_carry_a_command() {
        for bad in [
            "a b:1",
            "a&calc:1",
            "a\"b:1",
            "%X%:1",
            "::1:80",
            "1.2.3:80",
            "h:0",
            "h:70000",
            "h",
            ":1",
            "1.2.3.4/32:80",
            "1.2.3.4:+80",
            "1.2.3.4: 80",
            "0x7f000001:80",
            "2130706433:80",
            "a_b:80",
            "a.:80",
            "a\n:80",
            "a\u{202e}b:80",
            "\u{ff41}:80",
            "a\u{1b}[0m:80",
            "/v:evil:80",
            "-x:80",
            "a^b:1",
            "a|b:1",
            "a\0:1",
        ] {
            assert!(bad.parse::<Endpoint>().is_err(), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn what_it_accepts_is_inert(text in ".{0,40}") {
            if let Ok(endpoint) = text.parse::<Endpoint>() {
                prop_assert!(endpoint.to_string().bytes().all(|b| b.is_ascii_alphanumeric() || b".-:".contains(&b)));
                prop_assert_eq!(endpoint.to_string().parse::<Endpoint>().unwrap(), endpoint);
            }
        }
    }
}
