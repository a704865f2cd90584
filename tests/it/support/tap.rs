//! A listener on the wire: hands everything on, and keeps what the service says.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread::spawn;

/// A way to a service that is listened to.
pub struct Tap {
    pub url: String,
    heard: Arc<Mutex<Vec<u8>>>,
}

impl Tap {
    pub fn on(url: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let tap = Self {
            url: format!("http://{}", listener.local_addr().unwrap()),
            heard: Arc::default(),
        };
        let (to, heard) = (url.strip_prefix("http://").unwrap().to_owned(), tap.heard.clone());
        spawn(move || {
            for near in listener.incoming().flatten() {
                let Ok(far) = TcpStream::connect(&to) else { continue };
                let (near2, far2) = (near.try_clone().unwrap(), far.try_clone().unwrap());
                let heard = heard.clone();
                spawn(move || pass(near2, far2, |_| ()));
                spawn(move || pass(far, near, |bytes| heard.lock().unwrap().extend_from_slice(bytes)));
            }
        });
        tap
    }

    /// Every text that came between these two, each once.
    pub fn between(&self, start: &str, end: &str) -> Vec<String> {
        let heard = self.heard.lock().unwrap();
        let text = String::from_utf8_lossy(&heard);
        let mut found: Vec<String> = text
            .split(start)
            .skip(1)
            .filter_map(|rest| Some(rest.split_once(end)?.0.to_owned()))
            .collect();
        found.sort();
        found.dedup();
        found
    }
}

fn pass(mut from: TcpStream, mut to: TcpStream, hear: impl Fn(&[u8])) {
    let mut buffer = [0; 4096];
    while let Ok(read @ 1..) = from.read(&mut buffer) {
        hear(&buffer[..read]);
        if to.write_all(&buffer[..read]).is_err() {
            break;
        }
    }
    let _ = to.shutdown(Shutdown::Both);
}
