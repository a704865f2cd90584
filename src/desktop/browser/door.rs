//! A door for one visitor: an address on loopback that leads to a URL once. A command line can be read by everybody on the
//! machine, so what a browser is started with must be worth nothing a moment later.
//!
//! Who else could come through: whoever reads the browser's command line and asks before the browser does. On Linux, visitors
//! of other users are turned away. Elsewhere somebody quick may win that race; the browser then finds the door closed and says
//! so, and revoking takes back what was won. The user's own programs, and root, can read more than this anyway.

use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::Notify;

use crate::say;

/// How long a door says that it has been used: a browser that came second is told why.
const AFTERWARDS: Duration = Duration::from_secs(10);
/// How long a visitor may take to say what they want, and at what length.
const PATIENCE: Duration = Duration::from_secs(5);
const LONGEST_WISH: usize = 16 * 1024;

/// A door that nobody has come through.
pub(super) struct Door {
    listener: TcpListener,
    place: SocketAddr,
    path: String,
}

impl Door {
    /// A door at a place and behind a path that nobody can guess.
    pub(super) fn new() -> io::Result<Self> {
        let mut random = [0; 16];
        getrandom::fill(&mut random).map_err(io::Error::other)?;
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        listener.set_nonblocking(true)?;
        Ok(Self {
            place: listener.local_addr()?,
            path: format!("/{:032x}", u128::from_ne_bytes(random)),
            listener,
        })
    }

    /// Where it is.
    pub(super) fn address(&self) -> String {
        format!("http://{}{}", self.place, self.path)
    }

    /// Leads the one visitor to that URL, on a thread of its own. Tells when they came; ends by itself after `limit`.
    pub(super) fn lead(self, url: String, limit: Duration, came: impl FnOnce() + Send + 'static) -> io::Result<()> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let thread = std::thread::Builder::new().name("door".into());
        thread.spawn(move || runtime.block_on(self.keep(url, limit, came)))?;
        Ok(())
    }

    async fn keep(self, url: String, limit: Duration, came: impl FnOnce()) {
        let Ok(listener) = tokio::net::TcpListener::from_std(self.listener) else {
            return;
        };
        let desk = Arc::new(Desk {
            place: self.place,
            path: self.path,
            url,
            used: AtomicBool::new(false),
            led: Notify::new(),
        });
        let visitors = async {
            loop {
                match listener.accept().await {
                    Ok((stream, peer)) => drop(tokio::spawn(Arc::clone(&desk).receive(stream, peer))),
                    Err(_) => tokio::time::sleep(Duration::from_millis(100)).await,
                }
            }
        };
        let life = async {
            if tokio::time::timeout(limit, desk.led.notified()).await.is_ok() {
                came();
                tokio::time::sleep(AFTERWARDS).await;
            }
        };
        tokio::select! {
            () = visitors => {}
            () = life => {}
        }
    }
}

/// What visitors are told by.
struct Desk {
    place: SocketAddr,
    path: String,
    url: String,
    used: AtomicBool,
    led: Notify,
}

impl Desk {
    async fn receive(self: Arc<Self>, mut stream: TcpStream, peer: SocketAddr) {
        let Ok(Some(wish)) = tokio::time::timeout(PATIENCE, first_line(&mut stream)).await else {
            return;
        };
        let wanted = wish.strip_prefix("GET ").and_then(|rest| rest.split(' ').next());
        let (status, header, body) = if wanted != Some(self.path.as_str()) {
            ("404 Not Found", String::new(), say::launched::nothing_here())
        } else if is_stranger(peer, self.place) {
            ("403 Forbidden", String::new(), say::launched::not_for_you())
        } else if self.used.swap(true, Ordering::SeqCst) {
            ("410 Gone", String::new(), say::launched::used_already())
        } else {
            ("303 See Other", format!("Location: {}\r\n", self.url), "")
        };
        let answer = format!(
            "HTTP/1.1 {status}\r\n{header}Referrer-Policy: no-referrer\r\nCache-Control: no-store\r\nContent-Type: text/plain; \
             charset=utf-8\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
            body.len()
        );
        // a visitor who leaves before the answer has used the door all the same
        let _ = stream.write_all(answer.as_bytes()).await;
        let _ = stream.shutdown().await;
        if status.starts_with("303") {
            self.led.notify_one();
        }
    }
}

/// The first line of a request, once its head is whole.
async fn first_line(stream: &mut TcpStream) -> Option<String> {
    let mut head = Vec::new();
    while !head.windows(4).any(|four| four == b"\r\n\r\n") {
        if head.len() > LONGEST_WISH || stream.read_buf(&mut head).await.ok()? == 0 {
            return None;
        }
    }
    String::from_utf8_lossy(&head).lines().next().map(str::to_owned)
}

/// Whether a visitor is another user's program, as far as the system tells.
#[cfg(target_os = "linux")]
fn is_stranger(peer: SocketAddr, place: SocketAddr) -> bool {
    use std::os::unix::fs::MetadataExt;
    let table = std::fs::read_to_string("/proc/net/tcp").unwrap_or_default();
    let own = std::fs::metadata("/proc/self").map(|own| own.uid());
    own.is_ok_and(|own| owner(&table, peer, place).is_some_and(|owner| owner != own))
}

/// Whether a visitor is another user's program: that cannot be told here.
#[cfg(not(target_os = "linux"))]
fn is_stranger(_: SocketAddr, _: SocketAddr) -> bool {
    false
}

/// Who holds the far end of a connection, from the system's table of sockets: the fields are number, local and remote address,
/// state, queues, timer, retransmits, user.
#[cfg(target_os = "linux")]
fn owner(table: &str, from: SocketAddr, to: SocketAddr) -> Option<u32> {
    let is = |field: &str, address: SocketAddr| {
        let SocketAddr::V4(address) = address else { return false };
        let digits = u32::from_ne_bytes(address.ip().octets());
        field == format!("{digits:08X}:{:04X}", address.port())
    };
    let line = table.lines().find_map(|line| {
        let fields: Vec<&str> = line.split_whitespace().collect();
        (fields.len() > 7 && is(fields[1], from) && is(fields[2], to)).then_some(fields)
    });
    line?[7].parse().ok()
}

#[cfg(test)]
mod tests;
