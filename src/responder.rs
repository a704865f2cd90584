//! For tests alone: an HTTP server of a few lines on loopback that answers by a function, well or badly.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What was asked.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    /// `GET /v1/sims?limit=100`
    pub line: String,
    pub head: String,
    pub body: Vec<u8>,
}

/// What to answer.
pub(crate) enum Reply {
    /// A whole answer: status, header lines, body.
    Whole(u16, Vec<String>, Vec<u8>),
    /// The start of an answer that promises more than it brings.
    Truncated(u16, &'static str),
    /// The connection is closed without an answer.
    Closed,
    /// Nothing, for ever.
    Silence,
}

impl Reply {
    pub(crate) fn json(status: u16, body: impl Into<String>) -> Self {
        Self::Whole(status, Vec::new(), body.into().into_bytes())
    }

    pub(crate) fn with(self, header: &str) -> Self {
        match self {
            Self::Whole(status, mut headers, body) => {
                headers.push(header.to_owned());
                Self::Whole(status, headers, body)
            }
            other => other,
        }
    }
}

type Answering = Arc<dyn Fn(&Asked, usize) -> Reply + Send + Sync>;

/// The server, and all that it was asked.
pub(crate) struct Responder {
    pub address: SocketAddr,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Responder {
    /// Starts one; `answer` is given the question and how many of its kind (same line) came before.
    pub(crate) async fn start(answer: impl Fn(&Asked, usize) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (log, answer): (_, Answering) = (Arc::clone(&asked), Arc::new(answer));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, Arc::clone(&log), Arc::clone(&answer)));
            }
        });
        Self { address, asked }
    }

    pub(crate) fn base(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The lines of all questions, in order.
    pub(crate) fn lines(&self) -> Vec<String> {
        self.asked.lock().unwrap().iter().map(|asked| asked.line.clone()).collect()
    }

    pub(crate) fn count(&self, start: &str) -> usize {
        self.lines().iter().filter(|line| line.starts_with(start)).count()
    }

    pub(crate) fn last(&self) -> Asked {
        self.asked.lock().unwrap().last().cloned().unwrap()
    }
}

async fn serve(mut stream: TcpStream, log: Arc<Mutex<Vec<Asked>>>, answer: Answering) -> Option<()> {
    loop {
        let asked = read(&mut stream).await?;
        let before = {
            let mut log = log.lock().unwrap();
            log.push(asked.clone());
            log.iter().filter(|earlier| earlier.line == asked.line).count() - 1
        };
        match answer(&asked, before) {
            Reply::Whole(status, headers, body) => {
                let headers: String = headers.iter().map(|header| format!("{header}\r\n")).collect();
                let head = format!("HTTP/1.1 {status} X\r\ncontent-length: {}\r\n{headers}\r\n", body.len());
                let head = if status == 204 {
                    format!("HTTP/1.1 204 X\r\n{headers}\r\n")
                } else {
                    head
                };
                stream.write_all(head.as_bytes()).await.ok()?;
                stream.write_all(&body).await.ok()?;
            }
            Reply::Truncated(status, start) => {
                let head = format!("HTTP/1.1 {status} X\r\ncontent-length: 9999\r\n\r\n{start}");
                stream.write_all(head.as_bytes()).await.ok()?;
                return None;
            }
            Reply::Closed => return None,
            Reply::Silence => std::future::pending::<()>().await,
        }
    }
}

async fn read(stream: &mut TcpStream) -> Option<Asked> {
    let mut bytes = Vec::new();
    let end = loop {
        if let Some(at) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break at + 4;
        }
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    };
    let head = String::from_utf8_lossy(&bytes[..end]).to_lowercase();
    let length: usize = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length:")?.trim().parse().ok())
        .unwrap_or(0);
    while bytes.len() < end + length {
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    }
    let first = String::from_utf8_lossy(&bytes[..end]).lines().next()?.to_owned();
    Some(Asked {
        line: first.trim_end_matches(" HTTP/1.1").to_owned(),
        head,
        body: bytes[end..].to_vec(),
    })
}
