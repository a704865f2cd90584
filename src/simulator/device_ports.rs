//! What answers on the ports of a simulated device, or the real server that stands in for it.

use std::io;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, DuplexStream};
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::simulator::Target;

const PAGE: &str = "<!doctype html><title>device</title><h1>simulated device</h1>\n";

/// Both directions of a connection to a device.
pub(super) trait Duplex: AsyncRead + AsyncWrite + Unpin + Send {}

impl<T: AsyncRead + AsyncWrite + Unpin + Send> Duplex for T {}

/// Connects to that port; refused where nothing listens.
pub(super) async fn reach(targets: &[Target], port: u16) -> io::Result<Box<dyn Duplex>> {
    if let Some(target) = targets.iter().find(|target| target.port == port) {
        let connected = timeout(Duration::from_secs(10), TcpStream::connect(target.to.as_str())).await;
        return Ok(Box::new(connected.map_err(io::Error::from)??));
    }
    if !matches!(port, 22 | 80 | 3389 | 5900 | 8080) {
        return Err(io::ErrorKind::ConnectionRefused.into());
    }
    let (near, far) = tokio::io::duplex(64 * 1024);
    tokio::spawn(async move {
        if let Err(error) = serve(far, port).await {
            tracing::debug!(%error, port, "simulator: a device's connection ended");
        }
    });
    Ok(Box::new(near))
}

/// Greets as its protocol does, answers its opening, and echoes whatever else it is sent.
async fn serve(mut stream: DuplexStream, port: u16) -> io::Result<()> {
    let greeting: &[u8] = match port {
        22 => b"SSH-2.0-OpenSSH_9.6p1 simulated\r\n",
        5900 => b"RFB 003.008\n",
        _ => b"",
    };
    stream.write_all(greeting).await?;
    let mut buffer = vec![0; 16 * 1024];
    loop {
        let read = stream.read(&mut buffer).await?;
        let said = &buffer[..read];
        let answer = match port {
            _ if read == 0 => return Ok(()),
            3389 => connection_confirm(said),
            80 | 8080 => page(said),
            _ => None,
        };
        stream.write_all(answer.as_deref().unwrap_or(said)).await?;
    }
}

/// The X.224 Connection Confirm to a Connection Request (MS-RDPBCGR 2.2.1.1 and 2.2.1.2), if it is one.
fn connection_confirm(said: &[u8]) -> Option<Vec<u8>> {
    if said.len() < 11 || said[0] != 3 || said[5] != 0xe0 {
        return None;
    }
    // The negotiation request is the last 8 bytes: type 1, flags, length 8, the protocols that the client offers.
    let offer = said
        .len()
        .checked_sub(8)
        .filter(|start| *start >= 11)
        .map(|start| &said[start..]);
    let offered = offer
        .filter(|offer| offer[0] == 1 && offer[2] == 8 && offer[3] == 0)
        .map(|offer| offer[4]);
    Some(match offered {
        Some(protocols) => {
            let chosen = if protocols & 2 != 0 { 2 } else { protocols & 1 };
            vec![3, 0, 0, 19, 14, 0xd0, 0, 0, 0x12, 0x34, 0, 2, 0x1f, 8, 0, chosen, 0, 0, 0]
        }
        None => vec![3, 0, 0, 11, 6, 0xd0, 0, 0, 0x12, 0x34, 0],
    })
}

fn page(said: &[u8]) -> Option<Vec<u8>> {
    let head = said.starts_with(b"HEAD ");
    if !head && ![&b"GET "[..], b"POST ", b"PUT "].iter().any(|verb| said.starts_with(verb)) {
        return None;
    }
    let length = PAGE.len();
    let body = if head { "" } else { PAGE };
    Some(format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {length}\r\n\r\n{body}").into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn exchange(port: u16, said: &[u8], length: usize) -> Vec<u8> {
        let mut device = reach(&[], port).await.unwrap();
        device.write_all(said).await.unwrap();
        let mut answer = vec![0; length];
        device.read_exact(&mut answer).await.unwrap();
        answer
    }

    #[tokio::test]
    async fn ports_answer_as_their_protocols_do() {
        assert!(exchange(22, b"", 8).await.starts_with(b"SSH-2.0-"));
        assert_eq!(exchange(5900, b"", 12).await, b"RFB 003.008\n");
        assert_eq!(exchange(80, b"GET / HTTP/1.1\r\n\r\n", 15).await, b"HTTP/1.1 200 OK");
        assert_eq!(exchange(3389, b"hello", 5).await, b"hello");
        let request = [3, 0, 0, 19, 14, 0xe0, 0, 0, 0, 0, 0, 1, 0, 8, 0, 3, 0, 0, 0];
        let confirm = exchange(3389, &request, 19).await;
        assert_eq!((confirm[5], confirm[11], confirm[15]), (0xd0, 2, 2));
        assert!(reach(&[], 23).await.is_err());
    }

    #[tokio::test]
    async fn a_target_stands_in_for_a_port() {
        let server = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let target: Target = format!("23={}", server.local_addr().unwrap()).parse().unwrap();
        let (reached, accepted) = tokio::join!(reach(std::slice::from_ref(&target), 23), server.accept());
        accepted.unwrap().0.write_all(b"real").await.unwrap();
        let mut said = [0; 4];
        reached.unwrap().read_exact(&mut said).await.unwrap();
        assert_eq!(&said, b"real");
    }
}
