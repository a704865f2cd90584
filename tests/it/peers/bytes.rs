//! Bytes through a mapping to a device and back, until it is revoked.

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use super::children::until;
use super::site::{Site, text};

#[test]
fn bytes_reach_the_device_until_the_mapping_is_revoked() {
    let site = Site::start(&[]);
    let device = site.device();
    assert!(site.endpoints(&device).is_empty(), "nothing is open before");

    let opened = site.json(&["open", &device, "--port", "22", "--no-url", "--reason", "test"]);
    assert_eq!(opened["link"], serde_json::Value::Null);
    assert_eq!(opened["mapping"]["device_port"], 22);
    assert_eq!(opened["mapping"]["source"], serde_json::json!(["203.0.113.10/32"]));
    let endpoint = text(&opened["mapping"]["endpoint"]);
    assert_eq!(site.endpoints(&device), [endpoint.as_str()]);

    let mut stream = TcpStream::connect(&endpoint).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    let banner = b"SSH-2.0-OpenSSH_9.6p1 simulated\r\n";
    let mut seen = vec![0; banner.len()];
    stream.read_exact(&mut seen).unwrap();
    assert_eq!(seen, banner);
    let sent: Vec<u8> = (0..=255).cycle().take(20_000).collect();
    stream.write_all(&sent).unwrap();
    let mut seen = vec![0; sent.len()];
    stream.read_exact(&mut seen).unwrap();
    assert!(seen == sent, "the device echoes what it is sent");

    let revoked = site.json(&["revoke", &endpoint]);
    assert_eq!(revoked["revoked"], serde_json::json!([endpoint]));
    assert_eq!(revoked["failed"], serde_json::json!([]));
    match stream.read(&mut [0]) {
        Ok(0) => {}
        Err(error) if error.kind() == ErrorKind::ConnectionReset => {}
        other => panic!("the connection goes on: {other:?}"),
    }
    until("a new connection is refused", String::new, || {
        TcpStream::connect(&endpoint).err()
    });
    assert!(site.endpoints(&device).is_empty());
}
