//! SORACOM's lists on loopback, rendered before: so quick that it is never what is measured. And a service that never answers.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::thread::{sleep, spawn};
use std::time::Duration;

use jiff::Timestamp;

use crate::Outcome;
use crate::fleet::{self, Fleet};

/// What it says.
pub struct Content {
    /// The SIMs.
    pub fleet: Arc<Fleet>,
    /// How many mappings are open.
    pub mappings: usize,
    /// How long a page of SIMs takes.
    pub page_takes: Duration,
}

impl Content {
    /// These SIMs at once, and no mapping.
    pub fn of(fleet: Arc<Fleet>) -> Self {
        Self {
            fleet,
            mappings: 0,
            page_takes: Duration::ZERO,
        }
    }
}

/// Takes every connection and never says a word; it does so until it is dropped.
pub struct BlackHole(TcpListener);

impl BlackHole {
    /// Opens it.
    pub fn open() -> Outcome<Self> {
        Ok(Self(TcpListener::bind("127.0.0.1:0")?))
    }

    /// Where it is.
    pub fn url(&self) -> Outcome<String> {
        Ok(format!("http://{}", self.0.local_addr()?))
    }
}

/// The lists, each as the bodies of its pages.
struct Lists {
    content: Content,
    groups: Vec<Vec<u8>>,
    mappings: Vec<Vec<u8>>,
}

/// Starts a service that lasts as long as this program; gives where it is.
pub fn serve(content: Content) -> Outcome<String> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let url = format!("http://{}", listener.local_addr()?);
    let lists = Arc::new(Lists {
        groups: fleet::groups(),
        mappings: fleet::mappings(content.mappings, Timestamp::now().as_millisecond()),
        content,
    });
    spawn(move || {
        for stream in listener.incoming().flatten() {
            let lists = lists.clone();
            spawn(move || converse(stream, &lists));
        }
    });
    Ok(url)
}

/// Answers what comes over one connection, until it ends.
fn converse(stream: TcpStream, lists: &Lists) -> Option<()> {
    stream.set_nodelay(true).ok()?;
    let mut reader = BufReader::new(stream.try_clone().ok()?);
    let mut writer = stream;
    loop {
        let target = request(&mut reader)?;
        let (path, query) = target.split_once('?').unwrap_or((&target, ""));
        let answer = match path {
            "/v1/auth" => answer(
                200,
                "",
                br#"{"apiKey":"api-bench","token":"token-bench","operatorId":"OP0012345678"}"#,
            ),
            "/v1/auth/logout" => answer(204, "", b""),
            "/v1/groups" => page(path, &lists.groups, query),
            "/v1/port_mappings" => page(path, &lists.mappings, query),
            "/v1/sims" => {
                sleep(lists.content.page_takes);
                page(path, &lists.content.fleet.pages, query)
            }
            _ => answer(404, "", br#"{"code":"BEN0001","message":"there is no such thing here"}"#),
        };
        writer.write_all(&answer).ok()?;
    }
}

/// One page of a list. A key is nothing that a client may understand: here it is the number of the page that it leads to.
fn page(path: &str, pages: &[Vec<u8>], query: &str) -> Vec<u8> {
    let asked = query.split('&').find_map(|pair| pair.strip_prefix("last_evaluated_key="));
    let number = asked.map_or(Some(0), |key| key.parse::<usize>().ok());
    let Some((number, body)) = number.and_then(|number| Some((number, pages.get(number)?))) else {
        return answer(400, "", br#"{"code":"BEN0002","message":"no page begins there"}"#);
    };
    let key = number + 1;
    let next = format!("x-soracom-next-key: {key}\r\nlink: <{path}?last_evaluated_key={key}>; rel=next\r\n");
    answer(200, if key < pages.len() { &next } else { "" }, body)
}

fn answer(status: u16, headers: &str, body: &[u8]) -> Vec<u8> {
    let date = Timestamp::now().strftime("%a, %d %b %Y %H:%M:%S GMT");
    let length = body.len();
    let mut answer = format!(
        "HTTP/1.1 {status} .\r\ndate: {date}\r\ncontent-type: application/json\r\n{headers}content-length: {length}\r\n\r\n"
    )
    .into_bytes();
    answer.extend_from_slice(body);
    answer
}

/// Reads a request to its end; gives its target, or none when there is no more.
fn request(reader: &mut impl BufRead) -> Option<String> {
    let mut line = String::new();
    reader.read_line(&mut line).ok().filter(|read| *read > 0)?;
    let target = line.split(' ').nth(1)?.to_owned();
    let mut length = 0;
    loop {
        line.clear();
        reader.read_line(&mut line).ok().filter(|read| *read > 0)?;
        let header = line.trim_end().to_ascii_lowercase();
        if header.is_empty() {
            break;
        }
        if let Some(value) = header.strip_prefix("content-length:") {
            length = value.trim().parse().ok()?;
        }
    }
    std::io::copy(&mut reader.take(length), &mut std::io::sink()).ok()?;
    Some(target)
}
