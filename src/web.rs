//! HTTP as both services are asked over it: rustls on ring, and a proxy only for what is not on this machine.

mod bounded;

use std::net::IpAddr;
use std::sync::Arc;

use aws_smithy_http_client::proxy::ProxyConfig;
use aws_smithy_http_client::tls::Provider;
use aws_smithy_http_client::tls::rustls_provider::CryptoMode;
use aws_smithy_http_client::{Builder, Connector};
use aws_types::sdk_config::SharedHttpClient;
use bounded::Bounded;
use jiff::Timestamp;
use reqwest::{Client, ClientBuilder, redirect, retry};

/// A client for that host, which neither follows redirects nor repeats a call.
pub fn client(host: &str) -> ClientBuilder {
    // all but the first find it installed
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = Client::builder()
        .user_agent(concat!("naptop/", env!("CARGO_PKG_VERSION")))
        .redirect(redirect::Policy::none())
        .retry(retry::never());
    if is_loopback(host) { client.no_proxy() } else { client }
}

/// Called when a request is sent; what it gives is called with the `Date` of the answer.
pub type Dated = Arc<dyn Fn() -> Box<dyn FnOnce(Timestamp) + Send> + Send + Sync>;

/// The time of a `Date` header.
pub fn date(header: &str) -> Option<Timestamp> {
    jiff::fmt::rfc2822::DateTimeParser::new().parse_timestamp(header).ok()
}

/// AWS's own client, for that endpoint or for those that the SDK finds.
pub fn aws_client(endpoint: Option<&str>, dated: Option<Dated>) -> SharedHttpClient {
    let endpoint = endpoint.and_then(|endpoint| endpoint.parse::<http::Uri>().ok());
    let proxy = if endpoint.is_some_and(|endpoint| endpoint.host().is_some_and(is_loopback)) {
        ProxyConfig::disabled()
    } else {
        ProxyConfig::from_env()
    };
    let client = Builder::new().build_with_connector_fn(move |settings, components| {
        let mut connector = Connector::builder()
            .proxy_config(proxy.clone())
            .tls_provider(Provider::rustls(CryptoMode::Ring));
        connector.set_connector_settings(settings.cloned());
        connector.set_sleep_impl(components.and_then(|components| components.sleep_impl()));
        connector.build()
    });
    SharedHttpClient::new(Bounded { client, dated })
}

/// Whether the host is this machine.
pub fn is_loopback(host: &str) -> bool {
    let host = host.trim_matches(['[', ']']);
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_date_header() {
        let time = date("Sun, 06 Nov 1994 08:49:37 GMT").unwrap();
        assert_eq!(time.to_string(), "1994-11-06T08:49:37Z");
        assert_eq!(date("yesterday"), None);
    }

    #[test]
    fn loopback_is_this_machine_alone() {
        let here = ["localhost", "127.0.0.1", "127.0.0.2", "::1", "[::1]"];
        assert_eq!(here.map(is_loopback), [true; 5]);
        let elsewhere = ["api.soracom.io", "127.example.com", "10.0.0.1", "localhost.example.com", ""];
        assert_eq!(elsewhere.map(is_loopback), [false; 5]);
    }
}
