//! The services behind TLS, as they really are: whom the program trusts, and that it trusts nobody else.

use std::net::SocketAddr;
use std::process::Output;
use std::sync::Arc;

use rstest::rstest;
use rustls::ServerConfig;
use rustls::crypto::ring::default_provider;
use rustls::pki_types::PrivateKeyDer;
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

use crate::support::simulate::{Simulate, error, json, on};

/// A service with a certificate of its own in front of it.
struct Encrypted {
    url: String,
    certificate: String,
}

impl Encrypted {
    async fn before(url: &str) -> Self {
        let own = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        let key = PrivateKeyDer::try_from(own.signing_key.serialize_der()).unwrap();
        let server = ServerConfig::builder_with_provider(Arc::new(default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![own.cert.der().clone()], key)
            .unwrap();
        let service: SocketAddr = url.strip_prefix("http://").unwrap().parse().unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let acceptor = TlsAcceptor::from(Arc::new(server));
        tokio::spawn(async move {
            while let Ok((caller, _)) = listener.accept().await {
                let acceptor = acceptor.clone();
                tokio::spawn(async move {
                    let Ok(mut caller) = acceptor.accept(caller).await else {
                        return;
                    };
                    let mut service = TcpStream::connect(service).await.unwrap();
                    let _ = copy_bidirectional(&mut caller, &mut service).await;
                });
            }
        });
        Self {
            url: format!("https://localhost:{port}"),
            certificate: own.cert.pem(),
        }
    }
}

/// Opens access to a device through both services, of which these are trusted, and says how many mappings that left.
async fn open(trusted: [bool; 2]) -> (Output, usize) {
    let simulate = Simulate::start(&["--devices", "5"]);
    let mappings = simulate.mappings().len();
    let url = |service: &str| simulate.urls[service].as_str().unwrap();
    let soracom = Encrypted::before(url("soracom")).await;
    let appstream = Encrypted::before(url("appstream")).await;
    let certificates = [&soracom, &appstream].map(|service| service.certificate.as_str());
    let trusted = certificates
        .into_iter()
        .zip(trusted)
        .filter_map(|(own, trusted)| trusted.then_some(own));
    let bundle = simulate.home.path().join("trusted.pem");
    std::fs::write(&bundle, trusted.collect::<String>()).unwrap();
    let device = simulate.first();
    let args = ["open", device["imsi"].as_str().unwrap(), "--json"];
    let mut command = on(&soracom.url, &appstream.url, &simulate.home, &args);
    let output = command.env("SSL_CERT_FILE", bundle).output().unwrap();
    (output, simulate.mappings().len() - mappings)
}

#[tokio::test(flavor = "multi_thread")]
async fn access_opens_through_services_whose_certificates_are_trusted() {
    let (output, more) = open([true, true]).await;
    let opened = json(&output);
    assert!(opened["link"]["url"].as_str().unwrap().starts_with("http"), "{opened}");
    assert_eq!(more, 1);
}

#[rstest]
#[case([false, true], "SORACOM")]
#[case([true, false], "AppStream")]
#[tokio::test(flavor = "multi_thread")]
async fn nothing_opens_where_a_certificate_is_not_trusted(#[case] trusted: [bool; 2], #[case] service: &str) {
    let (output, more) = open(trusted).await;
    let (code, failure) = error(&output);
    let message = failure["message"].as_str().unwrap();
    assert_eq!(
        (code, failure["kind"].as_str().unwrap(), more),
        (5, "offline", 0),
        "{message}"
    );
    assert!(message.contains(service) && message.contains("certificate"), "{message}");
}
