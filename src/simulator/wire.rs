//! The listening socket and its connections, which a fault can really reset; what is said over them is told elsewhere.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use futures::task::AtomicWaker;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::{CancellationToken, WaitForCancellationFutureOwned};

/// What a handler may do to the connection that it answers on.
#[derive(Clone)]
pub(super) struct Line {
    cut: Arc<Cut>,
    stop: CancellationToken,
}

#[derive(Default)]
struct Cut {
    wanted: AtomicBool,
    waker: AtomicWaker,
}

impl Line {
    /// The connection is reset (a TCP RST, not an orderly close) as soon as the server looks at it again.
    pub(super) fn reset(&self) {
        self.cut.wanted.store(true, Ordering::SeqCst);
        self.cut.waker.wake();
    }

    /// Waits for as long as the simulator runs: for an answer that never comes.
    pub(super) async fn hang(&self) {
        self.stop.cancelled().await;
    }
}

impl Connected<IncomingStream<'_, Door>> for Line {
    fn connect_info(stream: IncomingStream<'_, Door>) -> Self {
        let wire = stream.io();
        Self {
            cut: Arc::clone(&wire.cut),
            stop: wire.token.clone(),
        }
    }
}

/// The listener of the simulator's HTTP port.
pub(super) struct Door {
    pub(super) listener: TcpListener,
    pub(super) stop: CancellationToken,
}

impl Listener for Door {
    type Io = Wire;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Wire, SocketAddr) {
        loop {
            match self.listener.accept().await {
                Ok((tcp, peer)) => {
                    let _ = tcp.set_nodelay(true);
                    return (Wire::new(tcp, self.stop.clone()), peer);
                }
                Err(error) => {
                    tracing::debug!(%error, "simulator: accept failed");
                    tokio::time::sleep(Duration::from_millis(100)).await;
                }
            }
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

/// A TCP connection that ends when it is told to, or when the simulator stops.
pub(super) struct Wire {
    tcp: TcpStream,
    cut: Arc<Cut>,
    token: CancellationToken,
    stopped: Pin<Box<WaitForCancellationFutureOwned>>,
}

impl Wire {
    fn new(tcp: TcpStream, token: CancellationToken) -> Self {
        Self {
            tcp,
            cut: Arc::default(),
            stopped: Box::pin(token.clone().cancelled_owned()),
            token,
        }
    }

    /// The error that makes the server drop the connection, once there is reason to.
    fn ended(&mut self, cx: &mut Context<'_>) -> Option<io::Error> {
        self.cut.waker.register(cx.waker());
        if self.cut.wanted.load(Ordering::SeqCst) {
            let _ = self.tcp.set_zero_linger();
            return Some(io::ErrorKind::ConnectionReset.into());
        }
        match self.stopped.as_mut().poll(cx) {
            Poll::Ready(()) => Some(io::ErrorKind::ConnectionAborted.into()),
            Poll::Pending => None,
        }
    }
}

impl AsyncRead for Wire {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        if let Some(error) = self.ended(cx) {
            return Poll::Ready(Err(error));
        }
        Pin::new(&mut self.tcp).poll_read(cx, buf)
    }
}

impl AsyncWrite for Wire {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        if let Some(error) = self.ended(cx) {
            return Poll::Ready(Err(error));
        }
        Pin::new(&mut self.tcp).poll_write(cx, buf)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.tcp).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.tcp).poll_shutdown(cx)
    }
}
