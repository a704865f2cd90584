//! A door lets in one, and nobody for long.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::mpsc::{Receiver, channel};

use super::*;

const SECRET: &str = "https://appstream2.example/authenticate?parameters=a";

fn open(limit: Duration) -> (SocketAddr, String, Receiver<()>) {
    let door = Door::new().unwrap();
    let (place, path) = (door.place, door.path.clone());
    assert_eq!(door.address(), format!("http://{place}{path}"));
    let (tell, told) = channel();
    door.lead(SECRET.into(), limit, move || tell.send(()).unwrap()).unwrap();
    (place, path, told)
}

fn ask(place: SocketAddr, line: &str) -> String {
    let mut stream = TcpStream::connect(place).unwrap();
    write!(stream, "{line} HTTP/1.1\r\nHost: x\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn it_leads_the_first_visitor_and_tells_the_second() {
    let (place, path, told) = open(Duration::from_secs(30));
    // one who says nothing keeps nobody waiting
    let _silent = TcpStream::connect(place).unwrap();
    for other in [
        "GET /",
        "GET /favicon.ico",
        &format!("HEAD {path}"),
        &format!("GET {path}x"),
        "nonsense",
    ] {
        let answer = ask(place, other);
        assert!(
            answer.starts_with("HTTP/1.1 404") && !answer.contains(SECRET),
            "{other}: {answer}"
        );
    }
    assert!(told.try_recv().is_err(), "none of these has used it");
    let answer = ask(place, &format!("GET {path}"));
    assert!(
        answer.starts_with("HTTP/1.1 303") && answer.contains(&format!("\r\nLocation: {SECRET}\r\n")),
        "{answer}"
    );
    assert!(answer.contains("\r\nReferrer-Policy: no-referrer\r\n") && answer.contains("\r\nCache-Control: no-store\r\n"));
    told.recv_timeout(Duration::from_secs(5)).unwrap();
    let second = ask(place, &format!("GET {path}"));
    assert!(
        second.starts_with("HTTP/1.1 410") && second.contains("revoke") && !second.contains(SECRET),
        "{second}"
    );
}

#[test]
fn it_closes_by_itself() {
    let (place, _, told) = open(Duration::from_millis(200));
    assert!(told.recv_timeout(Duration::from_secs(5)).is_err(), "nobody came");
    let closes = |_| {
        std::thread::sleep(Duration::from_millis(50));
        TcpStream::connect(place).is_err()
    };
    assert!((0..100).any(closes), "it is still open");
}

#[test]
fn no_two_doors_are_alike() {
    let paths: std::collections::HashSet<String> = (0..50).map(|_| Door::new().unwrap().path).collect();
    assert!(paths.len() == 50 && paths.iter().all(|path| path.len() == 33));
}

#[cfg(target_os = "linux")]
#[test]
fn who_holds_the_far_end_is_read_off_the_table_of_sockets() {
    let table = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000   999        0 1
   1: 0100007F:1F90 0100007F:C350 01 00000000:00000000 00:00000000 00000000  1000        0 2
   2: 0100007F:C350 0100007F:1F90 01 00000000:00000000 00:00000000 00000000  1001        0 3";
    let at = |port| SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let expected = if cfg!(target_endian = "little") { Some(1001) } else { None };
    assert_eq!(owner(table, at(50000), at(8080)), expected);
    assert_eq!(owner(table, at(50001), at(8080)), None);
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let visitor = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
    let peer = visitor.local_addr().unwrap();
    let table = std::fs::read_to_string("/proc/net/tcp").unwrap();
    assert!(owner(&table, peer, listener.local_addr().unwrap()).is_some());
    assert!(!is_stranger(peer, listener.local_addr().unwrap()), "this is our own");
}
